"""The set of verified events and the ledger of imported batches: all SQL of the registry.

It lives on the vault's connection, so that events, ledger and audit are one transaction. Functions
that write expect the caller to hold it (`with vault.transaction():`). What an event says is sealed
under the identifier key; beside it lies the part without identifiers, which a statistics key can
read. Nothing is decided here: what may come in is `intake`, what follows is `view`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.batches import OpenedBatch
from fieldkit.model.events import Event, EventHeader
from fieldkit.registry.schema import REGISTRY
from fieldkit.vault.schema import migrate
from fieldkit.vault.vault import Vault

# An event is a head when no event of the same record names it as a parent. An event whose parents
# have not arrived is a head like any other (import never waits), so this is a function of the set.
_HEADS = """
    SELECT e.event, e.kind, e.record, e.form_id, e.form_hash, e.open_payload IS NOT NULL,
      e.device IN (
        SELECT first.device FROM registry_events AS first
        WHERE first.record = e.record
          AND NOT EXISTS (SELECT 1 FROM registry_parents AS p WHERE p.child = first.event))
    FROM registry_events AS e
    WHERE e.kind IN ('record', 'refusal')
      AND NOT EXISTS (
        SELECT 1 FROM registry_parents AS p WHERE p.parent = e.event AND p.record = e.record)
"""

_BATCHES = """
    SELECT file_hash, device, sequence, file_name, last_event, audit_head FROM registry_batches
"""


@dataclass(frozen=True)
class Head:
    """A latest version of a record. `readable` is False while its form is unknown or erased;
    `by_founder` says that the device which began the record wrote this version too."""

    event: str
    kind: str
    record: str
    form_id: str
    form_hash: str
    readable: bool
    by_founder: bool


@dataclass(frozen=True)
class Link:
    """A place in a device's chain: the hash that stands there and the hash before it."""

    hash: str
    previous: str


@dataclass(frozen=True)
class HeldBatch:
    """A line of the ledger of imported batches."""

    file_hash: str
    device: str
    sequence: int
    file_name: str
    last_event: int
    audit_head: str


@dataclass(frozen=True)
class Quarantined:
    """A batch of an approved device that was set aside. `reason` is the refusal's code; for a
    copied vault, `held` is the hash of what already stood in its place."""

    file_hash: str
    device: str
    sequence: int
    file_name: str
    reason: str
    held: str


class RegistryStore:
    """The registry's tables in an open vault; creates them at first use.

    Raises NewerVault or VaultDamaged when they are not the ones this FieldKit made.
    """

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self._connection = vault.connection
        migrate(vault.connection, REGISTRY)

    # -- events

    def has_event(self, event: str) -> bool:
        """Whether the registry holds the event with that id."""
        return self._one("SELECT 1 FROM registry_events WHERE event = ?", event) is not None

    def add_event(
        self, event: Event, header: EventHeader, *, batch: str, open_payload: bytes | None
    ) -> None:
        """Keep an event that is not here yet. `open_payload` is None while its form is unknown."""
        name = event.id
        row = (
            name, header.device, header.sequence, header.previous, header.kind, header.record,
            header.form_id, header.form_hash, batch, event.header, event.signature,
            self._seal("payload", name, event.payload),
            self._seal("blinding", name, event.blinding), open_payload,
        )  # fmt: skip
        marks = ", ".join("?" * len(row))
        self._connection.execute(f"INSERT INTO registry_events VALUES ({marks})", row)  # noqa: S608
        self._connection.executemany(
            "INSERT INTO registry_parents VALUES (?, ?, ?)",
            [(parent, name, header.record) for parent in set(header.parents)],
        )

    def header(self, event: str) -> bytes:
        """The header bytes of an event that is here, exactly as signed."""
        return self._value("SELECT header FROM registry_events WHERE event = ?", event)

    def event(self, event: str) -> Event:
        """An event that is here, with its content if not erased; needs the identifier key."""
        return Event(
            header=self.header(event),
            signature=self._value("SELECT signature FROM registry_events WHERE event = ?", event),
            payload=self._content("payload", event),
            blinding=self._content("blinding", event),
        )

    def payload(self, event: str) -> HiddenBytes:
        """The whole content of an event that is here and readable; needs the identifier key."""
        content = self._content("payload", event)
        assert content is not None
        return content

    def open_payload(self, event: str) -> HiddenBytes:
        """The content of a readable event without the answers to identifier questions."""
        query = "SELECT open_payload FROM registry_events WHERE event = ?"
        return HiddenBytes(self._value(query, event))

    def parked(self) -> list[tuple[str, str, str, str]]:
        """Events whose form version is not here: (event, record, form_id, form_hash), sorted."""
        rows = self._connection.execute(
            "SELECT event, record, form_id, form_hash FROM registry_events"
            " WHERE kind IN ('record', 'refusal')"
            "   AND open_payload IS NULL AND payload IS NOT NULL ORDER BY event"
        )
        return [(str(a), str(b), str(c), str(d)) for a, b, c, d in rows]

    def set_open_payload(self, event: str, open_payload: bytes) -> None:
        """Make a parked event readable, now that its form is known."""
        self._connection.execute(
            "UPDATE registry_events SET open_payload = ? WHERE event = ?", (open_payload, event)
        )

    # -- what follows from the set

    def heads(self) -> Iterator[Head]:
        """The heads of every record, ordered by record id, then event id."""
        yield from self._heads("ORDER BY e.record, e.event")

    def heads_of(self, record: str) -> list[Head]:
        """The heads of one record, ordered by event id; empty for an unknown record."""
        return list(self._heads("AND e.record = ? ORDER BY e.event", record))

    def has_record(self, record: str) -> bool:
        """Whether any event of that record is here."""
        return self._one("SELECT 1 FROM registry_events WHERE record = ?", record) is not None

    def column_events(self, form_id: str) -> list[str]:
        """The ids of the events that name a form's columns, sorted by id."""
        rows = self._connection.execute(
            "SELECT event FROM registry_events"
            " WHERE kind = 'columns' AND form_id = ? AND open_payload IS NOT NULL ORDER BY event",
            (form_id,),
        )
        return [str(row[0]) for row in rows]

    # -- the chains of devices

    def event_link(self, device: str, sequence: int) -> Link | None:
        """What stands at a place in a device's chain of events; None for a gap or the end."""
        return self._link(
            "SELECT event, previous FROM registry_events WHERE device = ? AND sequence = ?",
            device,
            sequence,
        )

    def batch_link(self, device: str, sequence: int) -> Link | None:
        """What stands at a place in a device's chain of batches; None for a gap or the end."""
        return self._link(
            "SELECT file_hash, previous FROM registry_batches WHERE device = ? AND sequence = ?",
            device,
            sequence,
        )

    def event_sequences(self) -> dict[str, list[int]]:
        """The event sequences held of each device, ascending."""
        return self._sequences("registry_events")

    def batch_sequences(self) -> dict[str, list[int]]:
        """The batch sequences imported of each device, ascending."""
        return self._sequences("registry_batches")

    # -- batches

    def find_batch(self, file_hash: str) -> HeldBatch | None:
        """The ledger's line for the file with that SHA-256; None when it was not imported."""
        row = self._one(_BATCHES + "WHERE file_hash = ?", file_hash)
        return None if row is None else HeldBatch(*row)

    def add_batch(self, opened: OpenedBatch) -> None:
        """Write an imported batch into the ledger; it is not set aside any longer."""
        manifest = opened.manifest
        self._connection.execute(
            "DELETE FROM registry_quarantine WHERE file_hash = ?", (opened.file_hash,)
        )
        self._connection.execute(
            "INSERT INTO registry_batches VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                opened.file_hash, manifest.device, manifest.sequence, manifest.previous,
                opened.file_name, manifest.last_event, manifest.audit_head,
            ),
        )  # fmt: skip

    @contextlib.contextmanager
    def attempt(self) -> Generator[None]:
        """A part of the caller's transaction that leaves nothing behind when it raises."""
        self._connection.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK TO attempt")
            raise
        finally:
            self._connection.execute("RELEASE attempt")

    def batches(self) -> list[HeldBatch]:
        """The ledger, ordered by device and sequence."""
        rows = self._connection.execute(_BATCHES + "ORDER BY device, sequence")
        return [HeldBatch(*row) for row in rows]

    def quarantine(self, opened: OpenedBatch, reason: str, *, held: str = "") -> None:
        """Note that a batch was set aside, so that the alarm outlives this import."""
        at = opened.manifest
        self._connection.execute(
            "INSERT OR REPLACE INTO registry_quarantine VALUES (?, ?, ?, ?, ?, ?)",
            (opened.file_hash, at.device, at.sequence, opened.file_name, reason, held),
        )

    def quarantined(self) -> list[Quarantined]:
        """Every batch that was set aside, ordered by device, sequence and file hash."""
        rows = self._connection.execute(
            "SELECT file_hash, device, sequence, file_name, reason, held FROM registry_quarantine"
            " ORDER BY device, sequence, file_hash"
        )
        return [Quarantined(*row) for row in rows]

    # -- below: the connection

    def _heads(self, tail: str, *values: str) -> Iterator[Head]:
        for row in self._connection.execute(_HEADS + tail, values).fetchall():
            yield Head(*row[:5], readable=bool(row[5]), by_founder=bool(row[6]))

    def _link(self, query: str, device: str, sequence: int) -> Link | None:
        row = self._connection.execute(query, (device, sequence)).fetchone()
        return None if row is None else Link(*row)

    def _sequences(self, table: str) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        query = f"SELECT device, sequence FROM {table} ORDER BY device, sequence"  # noqa: S608
        for device, sequence in self._connection.execute(query):
            found.setdefault(str(device), []).append(int(sequence))
        return found

    def _one(self, query: str, value: str) -> tuple[Any, ...] | None:
        return self._connection.execute(query, (value,)).fetchone()

    def _value(self, query: str, value: str) -> bytes:
        row = self._one(query, value)
        assert row is not None
        assert isinstance(row[0], bytes)
        return row[0]

    def _seal(self, part: str, event: str, content: HiddenBytes | None) -> bytes | None:
        return None if content is None else self.vault.seal(content.data, _context(part, event))

    def _content(self, part: str, event: str) -> HiddenBytes | None:
        query = f"SELECT {part} FROM registry_events WHERE event = ?"  # noqa: S608 - our own words
        row = self._one(query, event)
        assert row is not None
        if row[0] is None:
            return None
        assert isinstance(row[0], bytes)
        return self.vault.unseal(row[0], _context(part, event))


def _context(part: str, event: str) -> bytes:
    """Ties sealed bytes to their place, so that they cannot be swapped inside the database."""
    return f"registry/{part}/{event}".encode()
