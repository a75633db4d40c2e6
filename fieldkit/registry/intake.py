"""How a verified batch enters the registry: checked against what is held, then all or nothing.

Verified events come in at once, in whatever order batches arrive; the same events again change
nothing. An event whose form version is not here is kept and parked: never lost, never published
until the form arrives.
"""

from __future__ import annotations

from dataclasses import dataclass

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.batches import OpenedBatch
from fieldkit.model.errors import FieldKitError
from fieldkit.model.events import Event, EventHeader, decode_header
from fieldkit.model.records import (
    Record,
    decode_record,
    decode_refusal,
    encode_record,
    encode_refusal,
)
from fieldkit.registry.chains import check_batch_place, check_event_place, check_order
from fieldkit.registry.column_names import decode_additions
from fieldkit.registry.errors import BatchRefused
from fieldkit.registry.form_versions import FormVersions
from fieldkit.registry.open_payload import without_identifiers
from fieldkit.registry.store import RegistryStore


@dataclass(frozen=True)
class ImportCounts:
    """What a batch brought: records never seen (`new`), events already here (`same`), records
    whose current version it replaced (`changed`), records it left with several (`conflict`)."""

    new: int
    same: int
    changed: int
    conflict: int


class Intake:
    """The door of the registry. `coordinators` are the ids of devices that may name columns."""

    def __init__(
        self, store: RegistryStore, forms: FormVersions, coordinators: frozenset[str]
    ) -> None:
        self._store = store
        self._forms = forms
        self._coordinators = coordinators

    def import_batch(self, opened: OpenedBatch) -> ImportCounts:
        """Take in a batch, inside the caller's transaction.

        Everything is checked before anything is written. Raises CopiedVault when the batch
        contradicts its device's chain, BatchRefused when an event is not what its header says.
        """
        if self._store.find_batch(opened.file_hash) is not None:
            return ImportCounts(new=0, same=len(opened.events), changed=0, conflict=0)
        headers = {event.id: decode_header(event.header) for event in opened.events}
        check_batch_place(self._store, opened)
        check_order(headers)
        for event in opened.events:
            check_event_place(self._store, event.id, headers[event.id])
            self._check_content(event, headers[event.id])
        known = frozenset(
            header.record for header in headers.values() if self._store.has_record(header.record)
        )
        fresh = {event.id for event in opened.events if self.add(event, batch=opened.file_hash)}
        self._store.add_batch(opened)
        touched = {headers[event].record for event in fresh if headers[event].kind != "columns"}
        return self._count(touched, known, same=len(opened.events) - len(fresh))

    def add(self, event: Event, *, batch: str) -> bool:
        """Keep one verified event; False when it was already here (model EventSink)."""
        if self._store.has_event(event.id):
            return False
        header = decode_header(event.header)
        opened = self._open_payload(header, event.payload)
        self._store.add_event(event, header, batch=batch, open_payload=opened)
        return True

    def release_parked(self) -> int:
        """Make readable what waited for a form that is now here; the number of events."""
        released = 0
        for event, _record, _form_id, form_hash in self._store.parked():
            if self._forms.knows(form_hash):
                header = decode_header(self._store.header(event))
                opened = self._open_payload(header, self._store.payload(event))
                assert opened is not None
                self._store.set_open_payload(event, opened)
                released += 1
        return released

    def _count(self, touched: set[str], known: frozenset[str], *, same: int) -> ImportCounts:
        conflicting = {record for record in touched if len(self._store.heads_of(record)) > 1}
        return ImportCounts(
            new=len(touched - known),
            same=same,
            changed=len((touched & known) - conflicting),
            conflict=len(conflicting),
        )

    def _check_content(self, event: Event, header: EventHeader) -> None:
        if header.kind == "columns":
            self._check_columns(event, header)
        elif event.payload is not None and not _agrees(header, event.payload):
            raise BatchRefused(
                "An event's content is not about the record its header names;"
                " the whole batch was left out.",
                code="bad-event",
                next_step="Report this: the laptop that wrote it does not work correctly.",
            )

    def _check_columns(self, event: Event, header: EventHeader) -> None:
        if header.device not in self._coordinators:
            raise BatchRefused(
                "A device that is no coordinator tried to name published columns;"
                " the whole batch was left out.",
                code="not-coordinator",
                next_step="Find out what happened to that device before importing from it again.",
            )
        if event.payload is not None:
            decode_additions(event.payload)

    def _open_payload(self, header: EventHeader, payload: HiddenBytes | None) -> bytes | None:
        if payload is None:
            return None
        if header.kind == "columns":
            return payload.data
        if not self._forms.knows(header.form_hash):
            return None
        if header.kind == "refusal":
            return encode_refusal(decode_refusal(payload)).data
        record = decode_record(payload)
        sensitivities = self._forms.sensitivities(header.form_hash)
        return encode_record(without_identifiers(record, sensitivities)).data


def _agrees(header: EventHeader, payload: HiddenBytes) -> bool:
    try:
        if header.kind == "refusal":
            return decode_refusal(payload).form_id == header.form_id
        record: Record = decode_record(payload)
    except FieldKitError:
        return False
    return (record.record, record.form_id, record.form_hash) == (
        header.record,
        header.form_id,
        header.form_hash,
    )
