"""What a kit says, for people to see before they take it or hand it out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class KitFacts:
    """A kit whose signature holds. That it is the right one, only the words can tell."""

    deployment: str
    municipality: str
    version: int
    forms: tuple[str, ...]
    teams: tuple[str, ...]
