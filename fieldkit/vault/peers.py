"""Who this vault works with: its deployment, the kits it has seen, the devices it knows.

On the coordinator's computer `peers` is the list of devices that asked to join and what she
decided; on a laptop it holds the coordinator. Nothing here is trusted because it is stored: a row
comes from a kit or a request whose signature and words have been checked by `operations`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from fieldkit.model.devices import Device, DeviceStatus
from fieldkit.model.errors import FieldKitError

if TYPE_CHECKING:
    from fieldkit.vault.vault import Vault

SCHEMA = """
CREATE TABLE deployment (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    deployment TEXT NOT NULL,
    name TEXT NOT NULL,
    municipality TEXT NOT NULL,
    coordinator TEXT NOT NULL,
    kit_version INTEGER NOT NULL,
    enrolment TEXT NOT NULL CHECK (enrolment IN ('coordinator', 'none', 'requested', 'approved')),
    team TEXT NOT NULL,
    request_kit TEXT NOT NULL
) STRICT;

CREATE TABLE kits (
    version INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    content BLOB NOT NULL
) STRICT;

CREATE TABLE peers (
    device TEXT PRIMARY KEY,
    signing_key TEXT NOT NULL,
    receiving_key TEXT NOT NULL,
    label TEXT NOT NULL,
    team TEXT NOT NULL,
    author TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('coordinator', 'worker')),
    status TEXT NOT NULL CHECK (status IN ('requested', 'approved', 'revoked'))
) STRICT;
"""


class NoDeployment(FieldKitError):
    """The vault belongs to no deployment yet."""

    code = "no-deployment"


class UnknownDevice(FieldKitError):
    """No device with that id, or more than one that starts like it."""

    code = "unknown-device"


class Enrolment(Enum):
    """How far this vault has come in joining its deployment."""

    COORDINATOR = "coordinator"
    NONE = "none"
    REQUESTED = "requested"
    APPROVED = "approved"


@dataclass(frozen=True)
class Deployment:
    """The deployment a vault belongs to. `coordinator` is a device id.

    `request_kit` is the hash of the kit an enrolment was asked with: the six words are made of
    it, whatever newer kit has been installed since.
    """

    deployment: str
    name: str
    municipality: str
    coordinator: str
    kit_version: int
    enrolment: Enrolment
    team: str
    request_kit: str


@dataclass(frozen=True)
class Peer:
    """A device this vault knows, whose author it carries, and whether it may take part."""

    device: Device
    author: str
    role: str
    status: DeviceStatus


def has_deployment(vault: Vault) -> bool:
    """Whether a kit was ever built or installed here."""
    return vault.connection.execute("SELECT 1 FROM deployment").fetchone() is not None


def deployment(vault: Vault) -> Deployment:
    """The deployment of this vault. Raises NoDeployment when it has none."""
    row = vault.connection.execute(
        "SELECT deployment, name, municipality, coordinator, kit_version, enrolment, team,"
        " request_kit FROM deployment"
    ).fetchone()
    if row is None:
        raise NoDeployment(
            "This vault belongs to no deployment yet.",
            next_step="Install the kit your coordinator gave you (fieldkit kit install), or,"
            " as a coordinator, build one (fieldkit kit build).",
        )
    (ident, name, municipality, coordinator, kit_version, enrolment, team, request_kit) = row
    return Deployment(
        deployment=ident,
        name=name,
        municipality=municipality,
        coordinator=coordinator,
        kit_version=kit_version,
        enrolment=Enrolment(enrolment),
        team=team,
        request_kit=request_kit,
    )


def set_deployment(vault: Vault, value: Deployment) -> None:
    """Write the one deployment row, inside the caller's transaction."""
    vault.connection.execute(
        "INSERT OR REPLACE INTO deployment VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            value.deployment,
            value.name,
            value.municipality,
            value.coordinator,
            value.kit_version,
            value.enrolment.value,
            value.team,
            value.request_kit,
        ),
    )


def add_kit(vault: Vault, version: int, kit_hash: str, content: bytes) -> None:
    """Keep the bytes of a kit, inside the caller's transaction; the same kit twice is one."""
    vault.connection.execute(
        "INSERT OR IGNORE INTO kits VALUES (?, ?, ?)", (version, kit_hash, content)
    )


def kit_hashes(vault: Vault) -> dict[int, str]:
    """The kits known here: version -> SHA-256 of the file."""
    rows = vault.connection.execute("SELECT version, hash FROM kits ORDER BY version")
    return {int(version): str(kit_hash) for version, kit_hash in rows}


def kit_content(vault: Vault, version: int) -> bytes:
    """The bytes of a kit known here. Raises NoDeployment when there is none of that version."""
    row = vault.connection.execute(
        "SELECT content FROM kits WHERE version = ?", (version,)
    ).fetchone()
    if row is None:
        raise NoDeployment(f"Kit version {version} is not in this vault.")
    return bytes(row[0])


def set_peer(vault: Vault, peer: Peer) -> None:
    """Add a device or change what is known of it, inside the caller's transaction."""
    device = peer.device
    vault.connection.execute(
        "INSERT OR REPLACE INTO peers VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            device.id,
            device.signing_key,
            device.receiving_key,
            device.label,
            device.team,
            peer.author,
            peer.role,
            peer.status.value,
        ),
    )


def peers(vault: Vault) -> dict[str, Peer]:
    """Every device known here, by id."""
    rows = vault.connection.execute(
        "SELECT signing_key, receiving_key, label, team, author, role, status"
        " FROM peers ORDER BY device"
    )
    known = (Peer(Device(*row[:4]), str(row[4]), str(row[5]), DeviceStatus(row[6])) for row in rows)
    return {peer.device.id: peer for peer in known}


def trusted_devices(vault: Vault) -> dict[str, Device]:
    """The devices whose batches may be opened: approved and not revoked."""
    return {
        device: peer.device
        for device, peer in peers(vault).items()
        if peer.status is DeviceStatus.APPROVED
    }


def revoked_devices(vault: Vault) -> frozenset[str]:
    """The ids of the devices whose batches are refused by name."""
    known = peers(vault).items()
    return frozenset(device for device, peer in known if peer.status is DeviceStatus.REVOKED)


def find_peer(vault: Vault, start: str) -> Peer:
    """The one known device whose id starts with `start` (8 characters or more), or whose label
    is `start`. Raises UnknownDevice when there is none or more than one."""
    matching = [
        peer
        for device, peer in peers(vault).items()
        if peer.device.label == start or (len(start) >= 8 and device.startswith(start.lower()))
    ]
    if len(matching) != 1:
        raise UnknownDevice(
            "No device is known by that name or id."
            if not matching
            else "More than one device is known by that name or id.",
            next_step="List them with: fieldkit device list.",
        )
    return matching[0]
