"""Sealing and opening FKB1 batches, against the bare cryptography on the same bytes.

The baseline encrypts (or decrypts) the payloads in one piece with AES-256-GCM and hashes them with
SHA-512: what no sealed, signed file can do without. Opening also verifies every event.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchmarks.measure import Baseline, Row, compared, main, nothing, peak_memory, timed
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.batches import Manifest
from fieldkit.model.devices import Device
from fieldkit.model.events import (
    NO_PREVIOUS,
    SCHEMA,
    SIGNATURE_CONTEXT,
    Event,
    EventHeader,
    commitment,
    decode_header,
    encode_header,
)
from fieldkit.model.records import Record, encode_record
from fieldkit.sync.batch.manifest import describe
from fieldkit.sync.batch.open import Keyring, open_batch
from fieldkit.sync.batch.seal import seal_batch

_SEALED: Final = "AES-256-GCM one-shot and SHA-512 of the same payloads"
_OPENED: Final = "AES-256-GCM one-shot decryption and SHA-512 of the same payloads"
_SIGNATURES: Final = "verifying the Ed25519 signatures of the same events"
_MEGABYTE: Final = 1_000_000
_BATCH_ID: Final = bytes(16)
_NONCE: Final = bytes(12)
_AT: Final = "2026-11-22T09:00:00.000Z"
_DEPLOYMENT: Final = "benchmark"
_FORM_HASH: Final = "0" * 64
_ANSWERS: Final = 60
_WORDS: Final = tuple(
    first + second + third
    for first, second, third in itertools.product(
        ("κα", "μι", "στο", "θε"), ("ρα", "λη", "νο"), "ςνα"
    )
)


@dataclass(frozen=True)
class Size:
    """Batch sizes in bytes of payload, and how long each figure may take."""

    payloads: tuple[int, ...]
    memory: int
    runs: int
    seconds: float


FULL: Final = Size((_MEGABYTE, 50 * _MEGABYTE), 50 * _MEGABYTE, runs=50, seconds=15.0)
QUICK: Final = Size((_MEGABYTE, 50 * _MEGABYTE), 5 * _MEGABYTE, runs=20, seconds=0.5)


def measure(size: Size) -> list[Row]:
    """All rows of this area."""
    rows: list[Row] = []
    for count in size.payloads:
        rows += _batch(count, size)
    return [*rows, *_memory(size.memory)]


# --- the world of a batch


@dataclass(frozen=True)
class _World:
    """A laptop's events with the manifest that fits, and the coordinator who may open them."""

    events: list[Event]
    manifest: Manifest
    signer: Ed25519PrivateKey
    keyring: Keyring

    @property
    def payloads(self) -> bytes:
        """What the laptop has to say, in one piece."""
        return b"".join(event.payload.data for event in self.events if event.payload is not None)

    def seal(self) -> bytes:
        """The batch."""
        recipients = [self.keyring.receiving.public_key()]
        return seal_batch(self.manifest, self.events, recipients, self.signer, _BATCH_ID)


def _world(payload_bytes: int) -> _World:
    signer, receiving = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    device = Device(
        signing_key=signer.public_key().public_bytes_raw().hex(),
        receiving_key=receiving.public_key().public_bytes_raw().hex(),
        label="laptop",
        team="north",
    )
    events = list(_events(payload_bytes, signer, device))
    manifest = describe(
        [decode_header(event.header) for event in events],
        deployment=_DEPLOYMENT,
        device=device.id,
        sequence=1,
        previous=NO_PREVIOUS,
        created_at=_AT,
        audit_head="0" * 64,
    )
    keyring = Keyring(receiving, {device.id: device}, frozenset(), _DEPLOYMENT)
    return _World(events, manifest, signer, keyring)


def _events(payload_bytes: int, signer: Ed25519PrivateKey, device: Device) -> Iterator[Event]:
    """Chained events of invented records until their payloads have this many bytes."""
    source = random.Random(payload_bytes)
    previous, sequence, written = NO_PREVIOUS, 0, 0
    while written < payload_bytes:
        sequence += 1
        record = _record(source)
        payload = encode_record(record).data
        blinding = source.randbytes(32)
        header = EventHeader(
            schema=SCHEMA,
            device=device.id,
            sequence=sequence,
            previous=previous,
            kind="record",
            record=record.record,
            parents=[],
            form_id=record.form_id,
            form_hash=_FORM_HASH,
            author="w1",
            created_at=_AT,
            clock_suspect=False,
            commitment=commitment(payload, blinding),
        )
        encoded = encode_header(header)
        signature = signer.sign(SIGNATURE_CONTEXT + encoded)
        event = Event(encoded, signature, HiddenBytes(payload), HiddenBytes(blinding))
        previous, written = event.id, written + len(payload)
        yield event


def _record(source: random.Random) -> Record:
    """A record of a long form: codes, numbers, dates and a little text, no two alike."""
    answers = {f"/data/section_{n // 10}/question_{n}": _answer(n, source) for n in range(_ANSWERS)}
    return Record(
        record=f"uuid:{source.randbytes(16).hex()}",
        form_id="survey",
        form_version="1",
        form_hash=_FORM_HASH,
        subject="FK-AAAA-AAAA",
        language="ar",
        answers=answers,
        languages=dict.fromkeys(list(answers)[:20], "ar"),
        rows={},
    )


def _answer(number: int, source: random.Random) -> str:
    match number % 4:
        case 0:
            return source.choice(("yes", "no", "dk", "pnta"))
        case 1:
            return str(source.randrange(10_000))
        case 2:
            return f"2026-{source.randrange(1, 13):02d}-{source.randrange(1, 29):02d}"
        case _:
            return " ".join(source.choices(_WORDS, k=source.randrange(1, 8)))


# --- rows


def _batch(payload_bytes: int, size: Size) -> list[Row]:
    world = _world(payload_bytes)
    payloads, key = world.payloads, AESGCM(AESGCM.generate_key(256))
    encrypted = key.encrypt(_NONCE, payloads, None)
    sealed = world.seal()
    name = f"{payload_bytes / _MEGABYTE:g} MB of payloads in {len(world.events)} events"

    def encrypt() -> None:
        hashlib.sha512(key.encrypt(_NONCE, payloads, None)).digest()

    def decrypt() -> None:
        hashlib.sha512(encrypted).digest()
        key.decrypt(_NONCE, encrypted, None)

    def verify() -> None:
        public = world.signer.public_key()
        for event in world.events:
            public.verify(event.signature, SIGNATURE_CONTEXT + event.header)

    opened = timed(lambda: open_batch(sealed, world.keyring), most=size.runs, seconds=size.seconds)
    signatures = timed(verify, most=size.runs, seconds=size.seconds)
    bare = Baseline(_SEALED, timed(encrypt, most=size.runs, seconds=size.seconds))
    bare_back = Baseline(_OPENED, timed(decrypt, most=size.runs, seconds=size.seconds))
    return [
        compared(f"seal {name}", timed(world.seal, most=size.runs, seconds=size.seconds), bare),
        compared(f"open and verify {name}", opened, bare_back),
        compared(
            f"open and verify {name}, of it signatures", opened, Baseline(_SIGNATURES, signatures)
        ),
        compared(
            f"batch file of {name}",
            [len(sealed)],
            Baseline("the same payloads, encrypted but not compressed", [len(encrypted)]),
            unit="bytes",
        ),
    ]


def _memory(payload_bytes: int) -> list[Row]:
    name = f"{payload_bytes / _MEGABYTE:g} MB of payloads"
    held = Baseline("the same events in memory", [peak_memory(_hold, payload_bytes)])
    alone = Baseline("a process that does nothing", [peak_memory(nothing)])
    return [
        compared(f"{name} in memory as events", held.samples, alone, unit="MiB"),
        compared(
            f"seal and open {name}, peak memory",
            [peak_memory(_seal_and_open, payload_bytes)],
            held,
            unit="MiB",
        ),
    ]


def _hold(payload_bytes: int) -> None:
    _world(payload_bytes)


def _seal_and_open(payload_bytes: int) -> None:
    world = _world(payload_bytes)
    open_batch(world.seal(), world.keyring)


if __name__ == "__main__":
    main("batch", lambda quick: measure(QUICK if quick else FULL))
