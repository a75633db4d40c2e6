"""Events the coordinator writes herself: signed by her device, in the same chain as all others."""

from __future__ import annotations

from dataclasses import dataclass

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import Clock, Randomness, to_text
from fieldkit.model.events import BLINDING_SIZE, Event
from fieldkit.registry.intake import Intake
from fieldkit.vault.outbox import Authored, sign_event
from fieldkit.vault.vault import Vault

OWN = ""
"""What stands in the place of a batch's hash for events written here."""


@dataclass(frozen=True)
class Statement:
    """What a coordinator's event says."""

    kind: str
    record: str
    form_id: str
    form_hash: str
    parents: list[str]
    payload: HiddenBytes


@dataclass(frozen=True)
class Author:
    """The coordinator at her vault, with the clock and randomness her events are made with."""

    vault: Vault
    intake: Intake
    clock: Clock
    randomness: Randomness

    def write(self, statement: Statement) -> Event:
        """Sign `statement` and take it into the registry, inside the caller's transaction."""
        said = Authored(
            kind=statement.kind,
            record=statement.record,
            parents=statement.parents,
            form_id=statement.form_id,
            form_hash=statement.form_hash,
            author=self.vault.author,
            created_at=to_text(self.clock.now()),
            clock_suspect=False,
            payload=statement.payload,
            blinding=HiddenBytes(self.randomness.token(BLINDING_SIZE)),
        )
        event = sign_event(self.vault, said)
        self.intake.add(event, batch=OWN)
        return event
