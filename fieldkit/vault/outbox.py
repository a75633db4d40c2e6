"""What this device has signed: its events, the batches they left in, the receipts that came back.

Events form one chain per device (sequence, hash of the header before), whoever writes them: a
laptop that sends, a coordinator who corrects. A sealed batch is kept byte for byte until a receipt
covers it (invariant 7). Functions that write expect the caller's transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.events import (
    NO_PREVIOUS,
    SIGNATURE_CONTEXT,
    Event,
    EventHeader,
    commitment,
    encode_header,
)
from fieldkit.model.events import (
    SCHEMA as EVENT_SCHEMA,
)

if TYPE_CHECKING:
    from fieldkit.vault.vault import Vault

SCHEMA = """
CREATE TABLE outbox_batches (
    sequence INTEGER PRIMARY KEY,
    file_name TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL,
    records INTEGER NOT NULL,
    content BLOB,
    state TEXT NOT NULL CHECK (state IN ('sealed', 'confirmed', 'rejected')),
    reason TEXT NOT NULL
) STRICT;

CREATE TABLE outbox_events (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL,
    batch INTEGER REFERENCES outbox_batches (sequence),
    header BLOB NOT NULL,
    signature BLOB NOT NULL,
    payload BLOB,
    blinding BLOB
) STRICT;

CREATE TABLE receipts_read (
    coordinator TEXT NOT NULL,
    number INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (coordinator, number)
) STRICT;

CREATE TABLE receipts_written (
    device TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    meaning TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;
"""


class BatchState(Enum):
    """Where a batch of this device stands."""

    SEALED = "sealed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True)
class KeptBatch:
    """A batch this device has sealed. `content` is empty once a receipt has confirmed it."""

    sequence: int
    file_name: str
    hash: str
    records: int
    state: BatchState
    reason: str


@dataclass(frozen=True)
class WrittenReceipt:
    """The last receipt a coordinator wrote to a device; `meaning` is a hash of what it says,
    number and time left out."""

    number: int
    meaning: str
    content: bytes


@dataclass(frozen=True)
class Authored:
    """What a new event says; the chain, the device and the commitment are added when signing."""

    kind: str
    record: str
    parents: list[str]
    form_id: str
    form_hash: str
    author: str
    created_at: str
    clock_suspect: bool
    payload: HiddenBytes
    blinding: HiddenBytes


def sign_event(vault: Vault, said: Authored) -> Event:
    """Sign an event with this device's key, next in its chain, and keep it.

    Inside the caller's transaction, so that a sequence number is never given twice. `blinding`
    must be 32 bytes nobody can guess.
    """
    sequence, previous = _chain_end(vault)
    header = EventHeader(
        schema=EVENT_SCHEMA,
        device=vault.device.id,
        sequence=sequence + 1,
        previous=previous,
        kind=said.kind,
        record=said.record,
        parents=sorted(said.parents),
        form_id=said.form_id,
        form_hash=said.form_hash,
        author=said.author,
        created_at=said.created_at,
        clock_suspect=said.clock_suspect,
        commitment=commitment(said.payload.data, said.blinding.data),
    )
    encoded = encode_header(header)
    signature = vault.device_keys().signing.sign(SIGNATURE_CONTEXT + encoded)
    event = Event(encoded, signature, said.payload, said.blinding)
    _keep_event(vault, header, event)
    return event


def _chain_end(vault: Vault) -> tuple[int, str]:
    row = vault.connection.execute(
        "SELECT sequence, id FROM outbox_events ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    return (int(row[0]), str(row[1])) if row is not None else (0, NO_PREVIOUS)


def _keep_event(vault: Vault, header: EventHeader, event: Event) -> None:
    payload, blinding = _sealed_content(vault, header, event)
    vault.connection.execute(
        "INSERT INTO outbox_events VALUES (?, ?, ?, NULL, ?, ?, ?, ?)",
        (
            header.sequence,
            event.id,
            header.record,
            event.header,
            event.signature,
            payload,
            blinding,
        ),
    )


def _sealed_content(
    vault: Vault, header: EventHeader, event: Event
) -> tuple[bytes | None, bytes | None]:
    """What is kept of the content: nothing of a columns event, which the registry keeps and
    which is written by coordinators who may have no key to identifiers."""
    if header.kind == "columns" or event.payload is None or event.blinding is None:
        return None, None
    return (
        vault.seal(event.payload.data, _context("payload", event.id)),
        vault.seal(event.blinding.data, _context("blinding", event.id)),
    )


def _context(part: str, event: str) -> bytes:
    """Ties a sealed value to its place, so that values cannot be swapped inside the database."""
    return f"outbox/{part}/{event}".encode()


def own_events(vault: Vault, batch: int) -> list[tuple[str, str]]:
    """The events of one batch of this device: (event id, record id), in sequence."""
    rows = vault.connection.execute(
        "SELECT id, record FROM outbox_events WHERE batch = ? ORDER BY sequence", (batch,)
    )
    return [(str(event), str(record)) for event, record in rows]


def destroy_payload(vault: Vault, event: str) -> None:
    """Forget the content of an own event; the header stays, so the chain stays whole."""
    vault.connection.execute(
        "UPDATE outbox_events SET payload = NULL, blinding = NULL WHERE id = ?", (event,)
    )


def next_batch(vault: Vault) -> tuple[int, str]:
    """The next batch's sequence and the hash of the batch before it (64 zeros for the first)."""
    row = vault.connection.execute(
        "SELECT sequence, hash FROM outbox_batches ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    return (int(row[0]) + 1, str(row[1])) if row is not None else (1, NO_PREVIOUS)


def keep_batch(vault: Vault, batch: KeptBatch, content: bytes, events: list[str]) -> None:
    """Keep a batch just sealed, and which of our events it carries."""
    vault.connection.execute(
        "INSERT INTO outbox_batches VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            batch.sequence,
            batch.file_name,
            batch.hash,
            batch.records,
            content,
            batch.state.value,
            batch.reason,
        ),
    )
    vault.connection.executemany(
        "UPDATE outbox_events SET batch = ? WHERE id = ?",
        [(batch.sequence, event) for event in events],
    )


def batches(vault: Vault) -> list[KeptBatch]:
    """Every batch this device has sealed, in sequence."""
    rows = vault.connection.execute(
        "SELECT sequence, file_name, hash, records, state, reason"
        " FROM outbox_batches ORDER BY sequence"
    )
    return [
        KeptBatch(sequence, file_name, file_hash, count, BatchState(state), reason)
        for sequence, file_name, file_hash, count, state, reason in rows
    ]


def batch_content(vault: Vault, sequence: int) -> bytes:
    """The exact bytes of a batch that no receipt has confirmed yet."""
    row = vault.connection.execute(
        "SELECT content FROM outbox_batches WHERE sequence = ?", (sequence,)
    ).fetchone()
    assert row is not None
    assert row[0] is not None
    return bytes(row[0])


def confirm_batch(vault: Vault, sequence: int) -> None:
    """A receipt covers this batch: its sealed bytes need not be kept any longer."""
    vault.connection.execute(
        "UPDATE outbox_batches SET state = 'confirmed', content = NULL WHERE sequence = ?",
        (sequence,),
    )


def reject_batch(vault: Vault, sequence: int, reason: str) -> None:
    """The coordinator will not take this batch; its bytes stay, for a person to look into."""
    vault.connection.execute(
        "UPDATE outbox_batches SET state = 'rejected', reason = ?"
        " WHERE sequence = ? AND state = 'sealed'",
        (reason, sequence),
    )


def last_receipt_read(vault: Vault, coordinator: str) -> int:
    """The highest receipt number this device has accepted from `coordinator`; 0 when none."""
    row = vault.connection.execute(
        "SELECT max(number) FROM receipts_read WHERE coordinator = ?", (coordinator,)
    ).fetchone()
    return int(row[0] or 0)


def keep_receipt(vault: Vault, coordinator: str, number: int, content: bytes) -> None:
    """Keep an accepted receipt, as proof of what was acknowledged."""
    vault.connection.execute(
        "INSERT INTO receipts_read VALUES (?, ?, ?)", (coordinator, number, content)
    )


def last_receipt_written(vault: Vault, device: str) -> WrittenReceipt | None:
    """The last receipt written to `device`; None when there was none."""
    row = vault.connection.execute(
        "SELECT number, meaning, content FROM receipts_written WHERE device = ?", (device,)
    ).fetchone()
    return WrittenReceipt(int(row[0]), str(row[1]), bytes(row[2])) if row is not None else None


def keep_receipt_written(vault: Vault, device: str, receipt: WrittenReceipt) -> None:
    """Keep a receipt that is going out: numbers only grow, and it may have to go out again."""
    vault.connection.execute(
        "INSERT OR REPLACE INTO receipts_written VALUES (?, ?, ?, ?)",
        (device, receipt.number, receipt.meaning, receipt.content),
    )
