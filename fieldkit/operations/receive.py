"""Receiving on a laptop: the coordinator's receipts and newer kits, read from a drop.

Only a receipt lets the laptop forget the bytes of a batch (invariant 7).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fieldkit.model.devices import Device
from fieldkit.model.errors import FieldKitError
from fieldkit.model.progress import NO_PROGRESS, Progress
from fieldkit.model.records import RecordState
from fieldkit.operations.kits import install_kit
from fieldkit.sync.drop.base import SHORT, Drop, parse_kit_name, parse_receipt_name
from fieldkit.sync.drop.descriptor import check_descriptor
from fieldkit.sync.errors import EnrolmentRefused
from fieldkit.sync.receipts import Receipt, Rejection, check_receipt, read_receipt
from fieldkit.vault import outbox, peers, records
from fieldkit.vault.outbox import BatchState, KeptBatch
from fieldkit.vault.peers import Deployment, Enrolment
from fieldkit.vault.vault import Vault


@dataclass(frozen=True)
class ReadFile:
    """A file that was looked at: `accepted` or `refused`, and then why."""

    file: str
    state: str
    reason: str = ""
    message: str = ""


@dataclass(frozen=True)
class ReceiveReport:
    """What came back: files read, batches newly confirmed or rejected (by file name)."""

    receipts: list[ReadFile] = field(default_factory=list[ReadFile])
    kits: list[ReadFile] = field(default_factory=list[ReadFile])
    confirmed: list[str] = field(default_factory=list[str])
    rejected: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def refused(self) -> bool:
        """Whether anything on the drop was not believed."""
        return any(each.state == "refused" for each in self.receipts + self.kits)


def receive(vault: Vault, drop: Drop, *, progress: Progress = NO_PROGRESS) -> ReceiveReport:
    """Read the receipts for this device and newer kits of its deployment.

    Each receipt is one transaction. Raises NoDeployment, EnrolmentRefused (`is-coordinator`),
    DropRefused when the drop is somebody else's or cannot be read; Cancelled between two files:
    those read by then stay read, the next time goes on with the others.
    """
    deployment = peers.deployment(vault)
    if deployment.enrolment is Enrolment.COORDINATOR:
        raise EnrolmentRefused(
            "Receipts and kits are for laptops; this is the coordinator's vault.",
            code="is-coordinator",
            next_step="Import the laptops' batches with: fieldkit registry import.",
        )
    coordinator = peers.peers(vault)[deployment.coordinator].device
    check_descriptor(drop, deployment.deployment, coordinator)
    report = ReceiveReport()
    receipts, kits = _new_receipts(vault, drop, coordinator), _new_kits(drop, deployment)
    total = len(receipts) + len(kits)
    for done, name in enumerate(receipts):
        progress.step(done, total, name)
        report.receipts.append(_read_receipt(vault, drop, name, deployment, coordinator, report))
    for done, name in enumerate(kits, start=len(receipts)):
        progress.step(done, total, name)
        report.kits.append(_read_kit(vault, drop, name))
    return report


def _new_receipts(vault: Vault, drop: Drop, coordinator: Device) -> list[str]:
    """Names of receipts for us with a number we have not passed, in order of that number."""
    seen = outbox.last_receipt_read(vault, coordinator.id)
    me = vault.device.id[:SHORT]
    folder = f"ack/{coordinator.id[:SHORT]}"
    found: list[tuple[int, str]] = []
    for file in drop.files(folder):
        name = f"{folder}/{file}"
        claimed = parse_receipt_name(name)
        if claimed is not None and claimed.device == me and claimed.number > seen:
            found.append((claimed.number, name))
    return [name for _, name in sorted(found)]


def _read_receipt(
    vault: Vault,
    drop: Drop,
    name: str,
    deployment: Deployment,
    coordinator: Device,
    report: ReceiveReport,
) -> ReadFile:
    try:
        data = drop.read(name)
        receipt = read_receipt(
            data,
            coordinator=coordinator,
            deployment=deployment.deployment,
            device=vault.device.id,
        )
        sealed = outbox.batches(vault)
        check_receipt(receipt, {batch.sequence: batch.hash for batch in sealed})
    except FieldKitError as refusal:
        return _refused(name, refusal)
    if receipt.number <= outbox.last_receipt_read(vault, coordinator.id):
        return ReadFile(name, "refused", "old-number", "This receipt has been passed already.")
    with vault.transaction():
        outbox.keep_receipt(vault, coordinator.id, receipt.number, data)
        _apply(vault, receipt, sealed, report)
        vault.audit("receipt-read", number=receipt.number)
    return ReadFile(name, "accepted")


def _apply(vault: Vault, receipt: Receipt, sealed: list[KeptBatch], report: ReceiveReport) -> None:
    covered = set(receipt.covered())
    rejected = {(each.sequence, each.hash): each for each in receipt.rejected}
    for batch in sealed:
        rejection = rejected.get((batch.sequence, batch.hash))
        if rejection is not None:  # names these very bytes: its number may be a copied vault's
            if batch.state is BatchState.SEALED:
                _reject(vault, batch, rejection, report)
        elif batch.sequence in covered and batch.state is not BatchState.CONFIRMED:
            outbox.confirm_batch(vault, batch.sequence)
            _mark_records(vault, batch, RecordState.CONFIRMED)
            report.confirmed.append(batch.file_name)


def _reject(vault: Vault, batch: KeptBatch, rejection: Rejection, report: ReceiveReport) -> None:
    outbox.reject_batch(vault, batch.sequence, rejection.reason)
    _mark_records(vault, batch, RecordState.REJECTED)
    report.rejected[batch.file_name] = rejection.reason


def _mark_records(vault: Vault, batch: KeptBatch, state: RecordState) -> None:
    for event, record in outbox.own_events(vault, batch.sequence):
        records.mark(vault, record, state, head=event)


def _new_kits(drop: Drop, deployment: Deployment) -> list[str]:
    found: list[tuple[int, str]] = []
    for file in drop.files("out"):
        claimed = parse_kit_name(f"out/{file}")
        if claimed is not None and claimed[0] > deployment.kit_version:
            found.append((claimed[0], f"out/{file}"))
    return [name for _, name in sorted(found)]


def _read_kit(vault: Vault, drop: Drop, name: str) -> ReadFile:
    try:
        install_kit(vault, drop.read(name))
    except FieldKitError as refusal:
        return _refused(name, refusal)
    return ReadFile(name, "accepted")


def _refused(name: str, refusal: FieldKitError) -> ReadFile:
    return ReadFile(name, "refused", refusal.code, str(refusal))
