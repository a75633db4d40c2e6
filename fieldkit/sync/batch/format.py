"""The bytes of FKB1 around the body: magic, header, end mark (docs/formats/fkb1.md, 1 and 2).

No cryptography here and no files: only reading and writing the structure, strictly.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from typing import Final, TypeVar

from fieldkit.sync.errors import (
    NotABatch,
    Tampered,
    TooLarge,
    TooNew,
    Trailing,
    Truncated,
)

T = TypeVar("T", bytes, int)

MAGIC: Final = b"FKB1\r\n\x1a\n"
END_MARK: Final = b"FKBE"
VERSION: Final = 1
SUITE_X25519: Final = 1

SIGNATURE_SIZE: Final = 64
TAIL_SIZE: Final = SIGNATURE_SIZE + len(END_MARK) + 8
LEAD_SIZE: Final = len(MAGIC) + 4
WRAPPED_SIZE: Final = 80
MAX_RECIPIENTS: Final = 64
MIN_HEADER: Final = 92
MAX_HEADER: Final = 1 << 20
MAX_FILE: Final = 320 << 20
BATCH_ID_SIZE: Final = 16
CRITICAL: Final = 0x8000

_FIXED: Final = struct.Struct(">BBBB16s32s")
_RECIPIENT: Final = struct.Struct(">32sH")
_EXTENSION: Final = struct.Struct(">HI")

SIGNATURE_CONTEXT: Final = b"fieldkit/batch/v1/sig\0"
WRAP_CONTEXT: Final = b"fieldkit/batch/v1/wrap\0"
BODY_CONTEXT: Final = b"fieldkit/batch/v1/body\0"
RECIPIENT_CONTEXT: Final = b"fieldkit/seal/v1\0"


@dataclass(frozen=True)
class Header:
    """What a batch says openly. `sender` and the recipients' ids are 32 raw bytes."""

    batch_id: bytes
    sender: bytes
    recipients: tuple[tuple[bytes, bytes], ...]
    extensions: tuple[tuple[int, bytes], ...] = ()

    @property
    def fixed(self) -> bytes:
        """The first 52 bytes of the header, which the wrapped keys are bound to."""
        return _FIXED.pack(VERSION, VERSION, SUITE_X25519, 0, self.batch_id, self.sender)

    @property
    def wrap_info(self) -> bytes:
        """What HPKE binds a wrapped key to: this batch, this sender, these recipients."""
        return wrap_info(
            self.batch_id, self.sender, [recipient for recipient, _ in self.recipients]
        )


def recipient_id(receiving_key: bytes) -> bytes:
    """The id of a recipient: SHA-256 over the context and the raw X25519 public key."""
    return hashlib.sha256(RECIPIENT_CONTEXT + receiving_key).digest()


def wrap_info(batch_id: bytes, sender: bytes, recipients: list[bytes]) -> bytes:
    """The HPKE info of a batch, known before any key has been wrapped."""
    fixed = _FIXED.pack(VERSION, VERSION, SUITE_X25519, 0, batch_id, sender)
    return WRAP_CONTEXT + fixed + b"".join(recipients)


def body_context(prefix: bytes) -> bytes:
    """The Cobblestone context: it ties the body to everything before it."""
    return BODY_CONTEXT + hashlib.sha512(prefix).digest()


def encode_prefix(header: Header) -> bytes:
    """Everything before the body."""
    extensions = b"".join(
        _EXTENSION.pack(kind, len(value)) + value for kind, value in header.extensions
    )
    recipients = b"".join(
        _RECIPIENT.pack(recipient, len(wrapped)) + wrapped
        for recipient, wrapped in header.recipients
    )
    encoded = b"".join(
        (
            header.fixed,
            struct.pack(">H", len(header.recipients)),
            recipients,
            struct.pack(">I", len(extensions)),
            extensions,
        )
    )
    return MAGIC + struct.pack(">I", len(encoded)) + encoded


def encode_tail(signature: bytes, length_before: int) -> bytes:
    """Signature, end mark and total length; `length_before` counts what precedes them."""
    return signature + END_MARK + struct.pack(">Q", length_before + TAIL_SIZE)


def header_length(lead: bytes) -> int:
    """The header's length, from the first 12 bytes. Raises NotABatch, Truncated, Tampered."""
    if not lead or lead[: len(MAGIC)] != MAGIC[: len(lead)]:
        raise NotABatch
    if len(lead) < LEAD_SIZE:
        raise Truncated
    length: int = struct.unpack(">I", lead[len(MAGIC) :])[0]
    if not MIN_HEADER <= length <= MAX_HEADER:
        raise Tampered
    return length


def decode_header(encoded: bytes) -> Header:
    """Read a whole header. Raises TooNew, or Tampered when its structure is not exact."""
    _, oldest_reader, suite, flags, batch_id, sender = _FIXED.unpack(encoded[: _FIXED.size])
    if oldest_reader > VERSION or suite != SUITE_X25519 or flags != 0:
        raise TooNew
    if encoded[0] < VERSION or oldest_reader < 1:
        raise Tampered
    cursor = _Cursor(encoded, _FIXED.size)
    recipients = _recipients(cursor)
    extensions = _extensions(cursor)
    return Header(batch_id, sender, recipients, extensions)


def decode_tail(tail: bytes, size: int) -> bytes:
    """The signature, from the last bytes of a file of `size` bytes.

    Raises Truncated, Trailing or TooLarge when the file is not as long as it says.
    """
    mark = tail[SIGNATURE_SIZE : SIGNATURE_SIZE + len(END_MARK)]
    if len(tail) != TAIL_SIZE or mark != END_MARK:
        raise Truncated
    said: int = struct.unpack(">Q", tail[-8:])[0]
    if said > size:
        raise Truncated
    if said < size:
        raise Trailing
    if size > MAX_FILE:
        raise TooLarge
    return tail[:SIGNATURE_SIZE]


class _Cursor:
    """Reads forward through bytes; running over the end means the structure is broken."""

    def __init__(self, data: bytes, position: int) -> None:
        self._data = data
        self._position = position

    def take(self, size: int) -> bytes:
        end = self._position + size
        if end > len(self._data):
            raise Tampered
        piece = self._data[self._position : end]
        self._position = end
        return piece

    @property
    def left(self) -> int:
        return len(self._data) - self._position


def _recipients(cursor: _Cursor) -> tuple[tuple[bytes, bytes], ...]:
    count: int = struct.unpack(">H", cursor.take(2))[0]
    if not 1 <= count <= MAX_RECIPIENTS:
        raise Tampered
    found: list[tuple[bytes, bytes]] = []
    for _ in range(count):
        recipient, size = _RECIPIENT.unpack(cursor.take(_RECIPIENT.size))
        if size != WRAPPED_SIZE:
            raise Tampered
        found.append((recipient, cursor.take(size)))
    _require_ascending([recipient for recipient, _ in found])
    return tuple(found)


def _extensions(cursor: _Cursor) -> tuple[tuple[int, bytes], ...]:
    size: int = struct.unpack(">I", cursor.take(4))[0]
    if size != cursor.left:
        raise Tampered
    found: list[tuple[int, bytes]] = []
    while cursor.left:
        kind, length = _EXTENSION.unpack(cursor.take(_EXTENSION.size))
        found.append((kind, cursor.take(length)))
    _require_ascending([kind for kind, _ in found])
    if any(kind & CRITICAL for kind, _ in found):
        raise TooNew  # version 1 knows no extension: a critical one is for a later reader
    return tuple(found)


def _require_ascending(values: list[T]) -> None:
    if values != sorted(set(values)):
        raise Tampered
