"""What a coordinator has to look after: counts and dates, for her home page."""

from __future__ import annotations

from dataclasses import dataclass

from fieldkit.model.devices import DeviceStatus
from fieldkit.operations.registries import registry_of
from fieldkit.vault import Vault, overview, peers


@dataclass(frozen=True)
class Coordination:
    """Current records, those with several versions, events whose form version is not here, devices
    that ask to join, and the instant of the last publication ("": none yet)."""

    records: int
    conflicts: int
    parked: int
    asking: int
    published_at: str


def coordination(vault: Vault) -> Coordination:
    """The state of a coordinator's registry. Raises NoDeployment, RegistryError on a laptop."""
    registry = registry_of(vault)
    heads = [len(standing.heads) for standing in registry.view().standings()]
    known = peers.peers(vault).values()
    return Coordination(
        records=len(heads),
        conflicts=sum(1 for count in heads if count > 1),
        parked=len(registry.store.parked()),
        asking=sum(1 for peer in known if peer.status is DeviceStatus.REQUESTED),
        published_at=overview.last_publication(vault),
    )
