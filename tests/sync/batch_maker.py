"""Batches for tests: fixed people and keys, and a way to get each single thing wrong."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec
from cryptography.cobblestone import Cobblestone256Encryptor
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.batches import Manifest
from fieldkit.model.devices import Device
from fieldkit.model.events import (
    NO_PREVIOUS,
    SIGNATURE_CONTEXT,
    Event,
    EventHeader,
    commitment,
    encode_header,
)
from fieldkit.model.records import Record, Refusal, encode_record, encode_refusal
from fieldkit.sync.batch import format
from fieldkit.sync.batch.manifest import describe, encode_manifest
from fieldkit.sync.batch.open import Keyring
from fieldkit.sync.batch.seal import HPKE_SUITE, seal_batch, seal_body

DEPLOYMENT = "5e1f0a52-6a0e-4b2e-9d0a-3d3c0f2b8a11"
FORM_HASH = hashlib.sha256(b"a form").hexdigest()
BATCH_ID = bytes(range(16))
NEEDLE = "Zahra Planted"


@dataclass(frozen=True)
class Person:
    """A device with private keys made from one byte, the same at every run."""

    seed: int

    @property
    def signing(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(bytes([self.seed]) * 32)

    @property
    def receiving(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(bytes([self.seed + 128]) * 32)

    @property
    def device(self) -> Device:
        return Device(
            self.signing.public_key().public_bytes_raw().hex(),
            self.receiving.public_key().public_bytes_raw().hex(),
            f"device-{self.seed}",
            "north",
        )


LAPTOP, SECOND, COORDINATOR, STRANGER, REVOKED = (Person(seed) for seed in range(1, 6))

KEYRING = Keyring(
    receiving=COORDINATOR.receiving,
    trusted={person.device.id: person.device for person in (LAPTOP, SECOND)},
    revoked=frozenset({REVOKED.device.id}),
    deployment=DEPLOYMENT,
)


def record(number: int, name: str = NEEDLE) -> Record:
    """A finished record; the name in it must never show up outside a sealed batch."""
    answers = {"/data/name": name, "/data/age": str(20 + number)}
    return Record(
        f"uuid:{number:032x}", "survey", "1", FORM_HASH, "FK-AAAA-AAAA", "ar", answers, {}, {}
    )


def header_of(person: Person, sequence: int, previous: str, payload: bytes) -> EventHeader:
    """A sound header of kind record for `payload`."""
    said = msgspec.json.decode(payload, type=Record)
    return EventHeader(
        1, person.device.id, sequence, previous, "record", said.record, [], "survey", FORM_HASH,
        "w1", "2026-11-22T08:00:00.000Z", False, commitment(payload, blinding(sequence)),
    )  # fmt: skip


def blinding(sequence: int) -> bytes:
    return bytes([sequence % 256]) * 32


def sign(person: Person, header: EventHeader, payload: bytes, hidden: bytes | None = None) -> Event:
    """An event of `person`, whatever the header says."""
    encoded = encode_header(header)
    signature = person.signing.sign(SIGNATURE_CONTEXT + encoded)
    hidden = blinding(header.sequence) if hidden is None else hidden
    return Event(encoded, signature, HiddenBytes(payload), HiddenBytes(hidden))


def events(person: Person, count: int, first: int = 1) -> list[Event]:
    """`count` records in one unbroken chain."""
    made: list[Event] = []
    previous = NO_PREVIOUS if first == 1 else "ab" * 32
    for sequence in range(first, first + count):
        payload = encode_record(record(sequence)).data
        made.append(sign(person, header_of(person, sequence, previous, payload), payload))
        previous = made[-1].id
    return made


def refusal_event(person: Person, sequence: int = 1, previous: str = NO_PREVIOUS) -> Event:
    payload = encode_refusal(Refusal("survey", "1", "north", "2026-11")).data
    header = EventHeader(
        1, person.device.id, sequence, previous, "refusal", f"uuid:{sequence:032x}", [], "survey",
        FORM_HASH, "w1", "2026-11", False, commitment(payload, blinding(sequence)),
    )  # fmt: skip
    return sign(person, header, payload)


def manifest(person: Person, made: list[Event], sequence: int = 1) -> Manifest:
    """The manifest that fits `made`."""
    headers = [msgspec.json.decode(event.header, type=EventHeader) for event in made]
    return describe(
        headers,
        deployment=DEPLOYMENT,
        device=person.device.id,
        sequence=sequence,
        previous=NO_PREVIOUS,
        created_at="2026-11-22T09:00:00.000Z",
        audit_head="cd" * 32,
    )


def batch(
    person: Person = LAPTOP, count: int = 2, to: tuple[Person, ...] = (COORDINATOR,)
) -> bytes:
    """A sound batch of `count` records."""
    made = events(person, count)
    recipients = [each.receiving.public_key() for each in to]
    return seal_batch(manifest(person, made), made, recipients, person.signing, BATCH_ID)


def frames(person: Person, made: list[Event], said: Manifest | None = None) -> list[bytes]:
    """The frames of a batch, to be spoilt one at a time."""
    found = [encode_manifest(said or manifest(person, made))]
    for event in made:
        assert event.payload is not None
        assert event.blinding is not None
        found += [event.header, event.signature, event.payload.data, event.blinding.data]
    return found


def sealed(body: bytes, person: Person = LAPTOP) -> bytes:
    """A batch around any plaintext."""
    return seal_body(body, [COORDINATOR.receiving.public_key()], person.signing, BATCH_ID)


def resigned(signed: bytes, person: Person = LAPTOP) -> bytes:
    """`signed` (all that a signature covers) with a good signature and tail."""
    digest = hashlib.sha512(signed).digest()
    return signed + format.encode_tail(
        person.signing.sign(format.SIGNATURE_CONTEXT + digest), len(signed)
    )


def signed_part(data: bytes) -> bytes:
    return data[: -format.TAIL_SIZE]


def prefix_of(data: bytes) -> bytes:
    (length,) = struct.unpack(">I", data[8:12])
    return data[: 12 + length]


def body_of(data: bytes) -> bytes:
    return signed_part(data)[len(prefix_of(data)) :]


def with_header(change: Callable[[format.Header], format.Header], body: bytes) -> bytes:
    """A batch whose header was changed before sealing and signing: every key still fits."""
    key = Cobblestone256Encryptor.generate_key()
    sender = bytes.fromhex(LAPTOP.device.id)
    mine = format.recipient_id(COORDINATOR.receiving.public_key().public_bytes_raw())
    info = format.wrap_info(BATCH_ID, sender, [mine])
    wrapped = HPKE_SUITE.encrypt(key, COORDINATOR.receiving.public_key(), info)
    header = change(format.Header(BATCH_ID, sender, ((mine, wrapped),)))
    prefix = format.encode_prefix(header)
    encryptor = Cobblestone256Encryptor(key, format.body_context(prefix))
    return resigned(prefix + encryptor.update(body) + encryptor.finalize())


def with_extensions(*extensions: tuple[int, bytes], body: bytes) -> bytes:
    return with_header(lambda header: replace(header, extensions=extensions), body)
