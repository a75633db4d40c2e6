"""Sending: finished records become events, events a sealed batch, the batch a file on a drop.

Sealing is one transaction (events, bytes, states, audit); only then is the file copied. Until a
receipt comes back, sending again puts the very same bytes where they are missing.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import Clock, Randomness, to_text
from fieldkit.model.devices import Device
from fieldkit.model.events import BLINDING_SIZE, Event, decode_header
from fieldkit.model.progress import NO_PROGRESS, Progress
from fieldkit.model.records import RecordState
from fieldkit.platform import StorageError
from fieldkit.sync.batch.format import BATCH_ID_SIZE
from fieldkit.sync.batch.manifest import describe
from fieldkit.sync.batch.seal import seal_batch
from fieldkit.sync.devices import receiving_key
from fieldkit.sync.drop.base import Drop, Put, batch_name
from fieldkit.sync.drop.descriptor import check_descriptor
from fieldkit.sync.errors import DropRefused, EnrolmentRefused, SendInterrupted
from fieldkit.vault import outbox, peers, records
from fieldkit.vault.outbox import Authored, BatchState, KeptBatch
from fieldkit.vault.peers import Deployment, Enrolment
from fieldkit.vault.records import FinishedRecord
from fieldkit.vault.vault import Vault

MAX_EVENTS = 2000
MAX_PAYLOADS = 32 << 20


@dataclass(frozen=True)
class SentBatch:
    """A batch and what was done with its file: `written`, or `already` there."""

    file: str
    state: Put
    records: int


def send(
    vault: Vault,
    drop: Drop,
    *,
    clock: Clock,
    randomness: Randomness,
    progress: Progress = NO_PROGRESS,
) -> list[SentBatch]:
    """Seal what is finished and leave every batch without a receipt on the drop.

    Raises NoDeployment, EnrolmentRefused (`not-enrolled`), DropRefused before anything is sealed;
    SendInterrupted when the drop fails afterwards, Cancelled when the person asked to stop: what is
    sealed by then stays sealed, and sending again goes on where it stopped.
    """
    deployment = peers.deployment(vault)
    _require_enrolled(deployment)
    coordinator = peers.peers(vault)[deployment.coordinator].device
    check_descriptor(drop, deployment.deployment, coordinator)
    groups = list(_groups(records.finished(vault)))
    total = 2 * len(groups) + len(_waiting(vault))  # each new batch is sealed, then copied
    for done, group in enumerate(groups):
        progress.step(done, total)
        _seal_group(vault, deployment, coordinator, group, clock, randomness)
    sent: list[SentBatch] = []
    for done, batch in enumerate(_waiting(vault), start=len(groups)):
        progress.step(done, total, batch.file_name)
        sent.append(_leave(vault, drop, batch))
    return sent


def _waiting(vault: Vault) -> list[KeptBatch]:
    return [each for each in outbox.batches(vault) if each.state is BatchState.SEALED]


def _require_enrolled(deployment: Deployment) -> None:
    if deployment.enrolment in (Enrolment.APPROVED, Enrolment.COORDINATOR):
        return
    raise EnrolmentRefused(
        "This laptop has not joined its deployment yet; nothing was sent, nothing is lost.",
        code="not-enrolled",
        next_step="Give your coordinator the request (fieldkit device enrol --out FILE), read her"
        " the six words, and type in hers (fieldkit device enrol --confirm).",
    )


def _groups(finished: list[FinishedRecord]) -> Iterator[list[FinishedRecord]]:
    """Split what is to be sent into batches that fit the format with room to spare."""
    group: list[FinishedRecord] = []
    size = 0
    for record in finished:
        if group and (len(group) == MAX_EVENTS or size + len(record.payload) > MAX_PAYLOADS):
            yield group
            group, size = [], 0
        group.append(record)
        size += len(record.payload)
    if group:
        yield group


def _seal_group(
    vault: Vault,
    deployment: Deployment,
    coordinator: Device,
    group: list[FinishedRecord],
    clock: Clock,
    randomness: Randomness,
) -> None:
    with vault.transaction():
        events = [_event(vault, record) for record in group]
        sequence, previous = outbox.next_batch(vault)
        vault.audit("batch-sealed", sequence=sequence, events=len(events))
        manifest = describe(
            [decode_header(event.header) for event in events],
            deployment=deployment.deployment,
            device=vault.device.id,
            sequence=sequence,
            previous=previous,
            created_at=to_text(clock.now()),
            audit_head=vault.audit_head(),
        )
        data = seal_batch(
            manifest,
            events,
            [receiving_key(coordinator)],
            vault.device_keys().signing,
            randomness.token(BATCH_ID_SIZE),
        )
        file_hash = hashlib.sha256(data).hexdigest()
        name = batch_name(manifest.device, sequence, file_hash)
        kept = KeptBatch(sequence, name, file_hash, len(events), BatchState.SEALED, "")
        outbox.keep_batch(vault, kept, data, [event.id for event in events])


def _event(vault: Vault, finished: FinishedRecord) -> Event:
    event = outbox.sign_event(
        vault,
        Authored(
            kind=finished.kind,
            record=finished.record,
            parents=finished.parents,
            form_id=finished.form_id,
            form_hash=finished.form_hash,
            author=finished.author,
            created_at=finished.created_at,
            clock_suspect=finished.clock_suspect,
            payload=finished.payload,
            blinding=HiddenBytes(secrets.token_bytes(BLINDING_SIZE)),
        ),
    )
    records.mark(vault, finished.record, RecordState.SENT, head=event.id)
    return event


def _leave(vault: Vault, drop: Drop, batch: KeptBatch) -> SentBatch:
    try:
        state = drop.put(batch.file_name, outbox.batch_content(vault, batch.sequence))
    except (StorageError, DropRefused) as trouble:
        raise SendInterrupted(
            trouble.message,
            code=trouble.code,
            next_step=f"{trouble.next_step} The records are sealed and kept on this laptop; send"
            " again and nothing is lost.".lstrip(),
        ) from None
    return SentBatch(batch.file_name, state, batch.records)
