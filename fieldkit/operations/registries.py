"""Opening the registry that lies in a coordinator's vault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from fieldkit.model.clock import Clock, Randomness
from fieldkit.model.devices import DeviceStatus
from fieldkit.registry.authoring import Author
from fieldkit.registry.columns import Columns
from fieldkit.registry.errors import RegistryError
from fieldkit.registry.form_versions import FormVersions
from fieldkit.registry.intake import Intake
from fieldkit.registry.store import RegistryStore
from fieldkit.registry.view import RegistryView, open_view, whole_view
from fieldkit.vault import peers
from fieldkit.vault.peers import Enrolment
from fieldkit.vault.vault import Vault


@dataclass(frozen=True)
class Registry:
    """A registry, open: its tables, its forms, its door, and the view from it."""

    vault: Vault
    store: RegistryStore
    forms: FormVersions
    intake: Intake

    def view(self) -> RegistryView:
        """The current view, with identifiers if this user's key opens them."""
        if self.vault.has_identifier_key:
            return whole_view(self.store, self.forms)
        return open_view(self.store, self.forms)

    def statistics_view(self) -> RegistryView:
        """The current view without identifier answers and person codes, whatever the key."""
        return open_view(self.store, self.forms)

    def author(self, clock: Clock, randomness: Randomness) -> Author:
        """The coordinator as the author of events."""
        return Author(self.vault, self.intake, clock, randomness)

    def columns(self, clock: Clock, randomness: Randomness) -> Columns:
        """The ledger of published columns."""
        return Columns(self.store, self.author(clock, randomness))


def registry_of(vault: Vault) -> Registry:
    """The registry in a coordinator's vault; its tables are made at first use.

    Raises NoDeployment, or RegistryError (`no-registry`) for a laptop's vault.
    """
    if peers.deployment(vault).enrolment is not Enrolment.COORDINATOR:
        raise RegistryError(
            "This vault belongs to a laptop; it holds no registry. Nothing was changed.",
            code="no-registry",
            next_step="Use the coordinator's folder.",
        )
    store, forms = RegistryStore(vault), FormVersions(vault)
    return Registry(vault, store, forms, Intake(store, forms, frozenset(_coordinators(vault))))


def release_parked(registry: Registry) -> None:
    """Make readable what waited for a form version that is here by now; needs the identifier key.

    Which answers name somebody, only the form tells, so nothing of it is shown before.
    """
    with registry.vault.transaction():
        released = registry.intake.release_parked()
        if released:
            registry.vault.audit("parked-released", events=released)


def waiting(registry: Registry) -> dict[str, list[str]]:
    """The records, by form, of which no version can be shown before its form version comes."""
    parked = {event for event, *_ in registry.store.parked()}
    found: dict[str, list[str]] = {}
    for record, group in groupby(registry.store.heads(), key=lambda head: head.record):
        heads = list(group)
        if all(head.kind == "record" and head.event in parked for head in heads):
            found.setdefault(heads[0].form_id, []).append(record)
    return found


def _coordinators(vault: Vault) -> Iterator[str]:
    """The devices whose word about columns counts."""
    yield peers.deployment(vault).coordinator
    for device, peer in peers.peers(vault).items():
        if peer.role == "coordinator" and peer.status is DeviceStatus.APPROVED:
            yield device
