"""What would leave this laptop if it sent now, and what has not been answered yet. No answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from fieldkit.model.records import RecordState
from fieldkit.operations.form_titles import FormTitle, title_in_vault
from fieldkit.sync.receipts import Receipt, read_receipt
from fieldkit.vault import Vault, outbox, overview, peers, records
from fieldkit.vault.outbox import BatchState, KeptBatch
from fieldkit.vault.peers import Deployment, Enrolment
from fieldkit.vault.records import REFUSAL, RecordLine

NO_DEPLOYMENT: Final = "no-deployment"


@dataclass(frozen=True)
class WaitingForm:
    """Finished records and refusals of one form that no batch carries yet."""

    form_id: str
    form_title: FormTitle
    records: int
    refusals: int


@dataclass(frozen=True)
class Outgoing:
    """`standing` is how far this vault has come: `no-deployment`, `none` (not asked to join yet),
    `requested`, `approved` or `coordinator`.

    `sealed` are batches that no receipt has answered; sending copies them where they are missing.
    `rejected` are those the coordinator did not take, each with the reason's code. The last receipt
    is known by its number (0: none came yet) and by when the coordinator's clock says it was
    written.
    """

    standing: str
    waiting: tuple[WaitingForm, ...]
    sealed: tuple[KeptBatch, ...]
    rejected: tuple[KeptBatch, ...]
    receipt_number: int = 0
    receipt_at: str = ""

    @property
    def may_send(self) -> bool:
        """Whether sending would get further than a refusal."""
        return self.standing in (Enrolment.APPROVED.value, Enrolment.COORDINATOR.value)

    @property
    def nothing_to_send(self) -> bool:
        """Whether sending would leave no file anywhere."""
        return not self.waiting and not self.sealed


def outgoing(vault: Vault) -> Outgoing:
    """What waits in a vault, with or without the key to identifiers."""
    kept = outbox.batches(vault)
    deployment = peers.deployment(vault) if peers.has_deployment(vault) else None
    receipt = _last_receipt(vault, deployment) if deployment is not None else None
    return Outgoing(
        standing=deployment.enrolment.value if deployment is not None else NO_DEPLOYMENT,
        waiting=_waiting(vault),
        sealed=tuple(batch for batch in kept if batch.state is BatchState.SEALED),
        rejected=tuple(batch for batch in kept if batch.state is BatchState.REJECTED),
        receipt_number=receipt.number if receipt is not None else 0,
        receipt_at=receipt.created_at if receipt is not None else "",
    )


def _waiting(vault: Vault) -> tuple[WaitingForm, ...]:
    lines = [line for line in records.lines(vault) if line.state is RecordState.FINAL]
    newest: dict[str, RecordLine] = {line.form_id: line for line in lines}
    counted = Counter((line.form_id, line.kind == REFUSAL) for line in lines)
    return tuple(
        WaitingForm(
            form_id,
            title_in_vault(vault, form_id, line.form_hash),
            records=counted[form_id, False],
            refusals=counted[form_id, True],
        )
        for form_id, line in newest.items()
    )


def _last_receipt(vault: Vault, deployment: Deployment) -> Receipt | None:
    data = overview.last_receipt(vault, deployment.coordinator)
    if not data:
        return None
    return read_receipt(
        data,
        coordinator=peers.peers(vault)[deployment.coordinator].device,
        deployment=deployment.deployment,
        device=vault.device.id,
    )
