"""What the coordinator's page of devices shows: who takes part, who asks, what is handed out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from fieldkit.ui.models.kit import KitFacts


class DeviceState(Enum):
    """What the coordinator thinks of a device; SELF is her own."""

    SELF = "self"
    APPROVED = "approved"
    REVOKED = "revoked"


@dataclass(frozen=True)
class DeviceLine:
    """A device that is known here. `author` is the pseudonym its events carry."""

    id: str
    label: str
    team: str
    author: str
    state: DeviceState


@dataclass(frozen=True)
class Asking:
    """Who asks to join, as the request says; only the words tell whether it is true."""

    file: str
    label: str
    team: str
    author: str


@dataclass(frozen=True)
class Approved:
    """A laptop that was approved, and the six words to read back to its user."""

    label: str
    team: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class DevicesView:
    """The devices, her own first, and the kit."""

    devices: tuple[DeviceLine, ...]
    kit: KitFacts


@dataclass(frozen=True)
class HandedOut:
    """Where the kit lies now: a file, or a folder that was prepared as a drop."""

    place: str
    version: int
