"""A passphrase that the computer proposes; it never prints."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Proposal:
    """Six words; joined by hyphens they are the passphrase."""

    words: tuple[str, ...] = field(repr=False)
