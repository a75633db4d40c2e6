"""Laptops and registries for the registry's tests: real events and tables, no Argon2 and no disk.

The stand-in vault is a real SQLCipher connection in memory with real sealing; the tests of the
operations use real vaults in folders.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldkit.model import canonical
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.batches import Manifest, OpenedBatch
from fieldkit.model.clock import SeededRandomness, SteppingClock
from fieldkit.model.events import NO_PREVIOUS, Event, EventHeader, commitment, encode_header
from fieldkit.model.records import Record, Refusal, encode_record, encode_refusal
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.registry.authoring import Author
from fieldkit.registry.columns import Columns
from fieldkit.registry.intake import ImportCounts, Intake
from fieldkit.registry.store import RegistryStore
from fieldkit.registry.view import RegistryView, open_view, whole_view
from fieldkit.vault import outbox
from fieldkit.vault.driver import as_database, in_memory

KNOWN, UNKNOWN = "a" * 64, "b" * 64


class MemoryVault:
    """What the registry asks of a vault, without a folder."""

    def __init__(self, name: str = "coordinator", *, identifiers: bool = True) -> None:
        self.connection = in_memory()
        self.connection.executescript(outbox.SCHEMA)
        self.database = as_database(self.connection)
        self.author = name
        self.has_identifier_key = identifiers
        self._sealing = AESGCM(hashlib.sha256(name.encode()).digest())
        self._signing = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
        self.device = SimpleNamespace(id=hashlib.sha256(f"device {name}".encode()).hexdigest())
        self.audited: list[tuple[str, Mapping[str, str | int]]] = []

    @contextlib.contextmanager
    def transaction(self) -> Generator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def seal(self, data: bytes, context: bytes) -> bytes:
        nonce = os.urandom(12)
        return nonce + self._sealing.encrypt(nonce, data, context)

    def unseal(self, sealed: bytes, context: bytes) -> HiddenBytes:
        if not self.has_identifier_key:
            raise InvalidTag
        return HiddenBytes(self._sealing.decrypt(sealed[:12], sealed[12:], context))

    def audit(self, action: str, **facts: str | int) -> None:
        self.audited.append((action, facts))

    def device_keys(self) -> SimpleNamespace:
        return SimpleNamespace(signing=self._signing)


class KnownForms:
    """Form versions by hash; every question whose name begins with `name` is an identifier."""

    def __init__(self, *known: str) -> None:
        self.known = set(known)

    def knows(self, form_hash: str) -> bool:
        return form_hash in self.known

    def sensitivities(self, form_hash: str) -> Mapping[str, Sensitivity]:
        assert form_hash in self.known
        return {
            "/data/name": Sensitivity.IDENTIFIER,
            "/data/age": Sensitivity.ORDINARY,
            "/data/health": Sensitivity.SPECIAL,
            "/data/member/name": Sensitivity.IDENTIFIER,
            "/data/member/age": Sensitivity.ORDINARY,
        }

    def hashes(self, form_id: str) -> list[str]:
        return sorted(self.known)

    def packages(self, form_id: str) -> list[bytes]:
        return [name.encode() for name in self.hashes(form_id)]


@dataclass
class World:
    """A registry with its door, views and ledger."""

    vault: MemoryVault
    forms: KnownForms
    store: RegistryStore
    intake: Intake
    columns: Columns

    def take(self, batch: OpenedBatch) -> ImportCounts:
        with self.vault.transaction():
            return self.intake.import_batch(batch)

    def whole(self) -> RegistryView:
        return whole_view(self.store, self.forms)

    def open(self) -> RegistryView:
        return open_view(self.store, self.forms)


def registry(
    name: str = "coordinator",
    *,
    forms: KnownForms | None = None,
    coordinators: Iterable[str] = (),
) -> World:
    vault, known = MemoryVault(name), forms or KnownForms(KNOWN)
    store = RegistryStore(vault)
    intake = Intake(store, known, frozenset({vault.device.id, *coordinators}))
    clock = SteppingClock(datetime(2026, 11, 22, 9, tzinfo=UTC))
    author = Author(vault, intake, clock, SeededRandomness(name))
    return World(vault, known, store, intake, Columns(store, author))


@dataclass
class Laptop:
    """Writes a chain of events and a chain of batches."""

    name: str
    events: list[Event] = field(default_factory=list)
    batches: list[OpenedBatch] = field(default_factory=list)
    packed: int = 0

    @property
    def device(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()

    def say(
        self, record: str, answers: dict[str, str] | None = None, *,
        parents: list[str] | None = None, form_hash: str = KNOWN, form_id: str = "F1",
        rows: dict[str, str] | None = None, subject: str = "",
    ) -> Event:  # fmt: skip
        content = Record(
            record, form_id, "1", form_hash, subject, "el", answers or {}, {}, rows or {}
        )
        return self._add(
            "record", record, encode_record(content), parents or [], form_id, form_hash
        )

    def refuse(
        self, record: str, *, team: str = "north", form_id: str = "F1", form_hash: str = KNOWN,
        parents: list[str] | None = None,
    ) -> Event:  # fmt: skip
        content = encode_refusal(Refusal(form_id, "1", team, "2026-11"))
        return self._add("refusal", record, content, parents or [], form_id, form_hash)

    def add_raw(self, kind: str, record: str, payload: bytes) -> Event:
        return self._add(kind, record, HiddenBytes(payload), [], "F1", KNOWN)

    def carry(self, event: Event) -> None:
        """Put an event made elsewhere under this name into the chain."""
        self.events.append(event)

    def pack(self, *, again: int = 0) -> OpenedBatch:
        """Seal what is new since the last batch, with the `again` events before it once more."""
        events = self.events[max(self.packed - again, 0) :]
        self.packed = len(self.events)
        sequence = len(self.batches) + 1
        sequences = [_sequence(event) for event in events] or [0]
        manifest = Manifest(
            1, "deployment", _device(events) or self.device, sequence,
            self.batches[-1].file_hash if self.batches else NO_PREVIOUS, "2026-11-22T09:00:00.000Z",
            len(events), sequences[0], sequences[-1], [KNOWN], "0" * 64,
        )  # fmt: skip
        named = canonical.encode([manifest.device, sequence, [event.id for event in events]])
        file_hash = hashlib.sha256(named).hexdigest()
        batch = OpenedBatch(f"{sequence:08d}-{file_hash[:16]}.fkb", file_hash, manifest, events)
        self.batches.append(batch)
        return batch

    def _add(
        self, kind: str, record: str, payload: HiddenBytes, parents: list[str], form_id: str,
        form_hash: str,
    ) -> Event:  # fmt: skip
        chance = random.Random(f"{self.name} {len(self.events)} {record}")
        blinding = chance.randbytes(32)
        header = EventHeader(
            1, self.device, len(self.events) + 1,
            self.events[-1].id if self.events else NO_PREVIOUS, kind, record, sorted(parents),
            form_id, form_hash, f"w-{self.name}", "2026-11", False,
            commitment(payload.data, blinding),
        )  # fmt: skip
        event = Event(encode_header(header), bytes(64), payload, HiddenBytes(blinding))
        self.events.append(event)
        return event


def _sequence(event: Event) -> int:
    return msgspec.json.decode(event.header, type=EventHeader).sequence


def _device(events: list[Event]) -> str:
    return msgspec.json.decode(events[0].header, type=EventHeader).device if events else ""
