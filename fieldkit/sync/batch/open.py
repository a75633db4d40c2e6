"""Open a batch: verify, then decrypt, then believe; in this order (docs/formats/fkb1.md, 7).

No plaintext exists before the signature of an approved device has been verified over every byte,
and none ever touches a disk.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.cobblestone import Cobblestone256Decryptor
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from fieldkit.model.batches import Manifest, OpenedBatch
from fieldkit.model.devices import Device
from fieldkit.model.events import Event
from fieldkit.sync.batch import format
from fieldkit.sync.batch.body import decode_body
from fieldkit.sync.batch.events import decode_events
from fieldkit.sync.batch.manifest import check_against, decode_manifest
from fieldkit.sync.batch.seal import HPKE_SUITE
from fieldkit.sync.errors import (
    ChangedWhileReading,
    Malformed,
    NotForMe,
    OtherDeployment,
    Revoked,
    Tampered,
    Truncated,
    UnknownSender,
)

_PIECE: Final = 1 << 20


@dataclass(frozen=True)
class Keyring:
    """Whom we are, whom we believe, and what deployment this is.

    `trusted` are the approved devices by id; `revoked` the ids refused by name.
    """

    receiving: X25519PrivateKey
    trusted: Mapping[str, Device]
    revoked: frozenset[str]
    deployment: str


@dataclass(frozen=True)
class Outside:
    """What a batch shows to anybody who holds the file."""

    size: int
    header: format.Header
    prefix: bytes
    signature: bytes

    @property
    def sender(self) -> str:
        """The device id the batch claims to come from."""
        return self.header.sender.hex()

    @property
    def body_end(self) -> int:
        """Where the body ends and the signature begins."""
        return self.size - format.TAIL_SIZE


def open_batch(source: bytes | Path, keyring: Keyring, *, file_name: str = "") -> OpenedBatch:
    """Verify and open a batch. Raises a BatchRefused that says why, OSError when unreadable."""
    if isinstance(source, bytes):
        return open_stream(io.BytesIO(source), keyring, file_name=file_name)
    with source.open("rb") as stream:
        return open_stream(stream, keyring, file_name=file_name or source.name)


def open_stream(stream: BinaryIO, keyring: Keyring, *, file_name: str) -> OpenedBatch:
    """`open_batch` on any seekable stream."""
    outside = read_outside(stream)
    if outside.sender in keyring.revoked:
        raise Revoked
    sender = keyring.trusted.get(outside.sender)
    if sender is None:
        raise UnknownSender
    verified = verify_signature(stream, outside, sender)
    body = _decrypt(stream, outside, keyring.receiving, verified)
    manifest, events = _believe(body, outside, keyring)
    return OpenedBatch(file_name, verified.file_hash, manifest, events)


def read_outside(stream: BinaryIO) -> Outside:
    """Read all that needs no key. Raises NotABatch, TooNew, Truncated, Trailing, Tampered."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    lead = stream.read(format.LEAD_SIZE)
    length = format.header_length(lead)
    encoded = stream.read(length)
    if len(encoded) != length:
        raise Truncated
    header = format.decode_header(encoded)
    prefix = lead + encoded
    if size < len(prefix) + format.TAIL_SIZE:
        raise Truncated
    stream.seek(size - format.TAIL_SIZE)
    signature = format.decode_tail(stream.read(format.TAIL_SIZE), size)
    return Outside(size, header, prefix, signature)


@dataclass(frozen=True)
class Verified:
    """The bytes a signature was verified over: their SHA-512, and SHA-256 (hex) of the file."""

    digest: bytes
    file_hash: str


def verify_signature(stream: BinaryIO, outside: Outside, sender: Device) -> Verified:
    """Check the sender's signature over the whole file. Raises Tampered when it does not hold."""
    digest = hashlib.sha512(outside.prefix)
    file_hash = hashlib.sha256(outside.prefix)
    for piece in _body_pieces(stream, outside):
        digest.update(piece)
        file_hash.update(piece)
    file_hash.update(format.encode_tail(outside.signature, outside.body_end))
    signed = format.SIGNATURE_CONTEXT + digest.digest()
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(sender.signing_key))
    try:
        key.verify(outside.signature, signed)
    except InvalidSignature:
        raise Tampered from None
    return Verified(digest.digest(), file_hash.hexdigest())


def _decrypt(
    stream: BinaryIO, outside: Outside, receiving: X25519PrivateKey, verified: Verified
) -> bytes:
    """The plaintext. Hashes again what it decrypts: it must be the bytes that were verified."""
    key = _unwrap(outside, receiving)
    decryptor = Cobblestone256Decryptor(key, format.body_context(outside.prefix))
    digest = hashlib.sha512(outside.prefix)
    body = bytearray()
    broken = False
    for piece in _body_pieces(stream, outside):
        digest.update(piece)
        try:
            body += b"" if broken else decryptor.update(piece)
        except (InvalidTag, ValueError):
            broken = True  # go on reading: a changed file and a forged one are told apart below
    if digest.digest() != verified.digest:
        raise ChangedWhileReading
    if broken:
        raise Tampered
    try:
        return bytes(body + decryptor.finalize())
    except (InvalidTag, ValueError):
        raise Tampered from None


def _unwrap(outside: Outside, receiving: X25519PrivateKey) -> bytes:
    mine = format.recipient_id(receiving.public_key().public_bytes_raw())
    wrapped = dict(outside.header.recipients).get(mine)
    if wrapped is None:
        raise NotForMe
    try:
        return HPKE_SUITE.decrypt(wrapped, receiving, outside.header.wrap_info)
    except (InvalidTag, ValueError):
        raise Tampered from None


def _body_pieces(stream: BinaryIO, outside: Outside) -> Iterator[bytes]:
    stream.seek(len(outside.prefix))
    left = outside.body_end - len(outside.prefix)
    while left:
        piece = stream.read(min(_PIECE, left))
        if not piece:
            raise ChangedWhileReading  # its length was right a moment ago
        left -= len(piece)
        yield piece


def _believe(body: bytes, outside: Outside, keyring: Keyring) -> tuple[Manifest, list[Event]]:
    frames = decode_body(body)
    if not frames:
        raise Malformed
    manifest = decode_manifest(frames[0])
    if manifest.deployment != keyring.deployment:
        raise OtherDeployment
    if manifest.device != outside.sender:
        raise Malformed
    events, headers = decode_events(frames[1:], keyring.trusted[outside.sender])
    check_against(manifest, headers)
    return manifest, events
