"""What the join page shows: how far this laptop has come in joining its deployment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from fieldkit.ui.models.kit import KitFacts


class Standing(Enum):
    """Where a vault stands. COORDINATOR: it belongs to who approves, so it never asks."""

    NO_KIT = "no-kit"
    NOT_ASKED = "none"
    ASKED = "requested"
    JOINED = "approved"
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Written:
    """A request that was just written, and the six words to read out."""

    file: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class JoinView:
    """`label` is what the laptop is called; `written` only right after the request was made.

    `kit` is what a kit says that was read for a vault without one.
    """

    standing: Standing
    deployment: str = ""
    municipality: str = ""
    label: str = ""
    team: str = ""
    teams: tuple[str, ...] = ()
    written: Written | None = None
    kit_file: Path | None = None
    kit: KitFacts | None = None
