"""The event: what a device says about a record, once and for ever.

A header is encoded once, signed once and forwarded byte for byte; its hash is the event's id.
The payload and its blinding travel beside the header, tied to it by a commitment, so that both
can be destroyed later while the chain of headers stays valid and the payload unguessable.
Specified in docs/formats/event.md.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

import msgspec

from fieldkit.model import canonical
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.errors import FieldKitError

SCHEMA = 1
BLINDING_SIZE = 32
SIGNATURE_CONTEXT = b"fieldkit/event/v1/sig\0"
NO_PREVIOUS = "0" * 64

KINDS = ("record", "refusal", "columns")


class BadEvent(FieldKitError):
    """An event whose bytes, hash or commitment do not hold together."""

    code = "bad-event"


class EventHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What everybody may know about an event who may open the batch.

    `device` and `previous` are lower-case hex of 32 bytes; `sequence` counts from 1 per device;
    `parents` are the ids of the heads the author had seen, sorted; `author` is a pseudonym;
    `created_at` is data, never order (for a refusal: the month only, `2026-11`); `record` is
    `uuid:…`, or the form id for kind `columns`. `commitment` ties the payload to this header.
    """

    schema: int
    device: str
    sequence: canonical.Number
    previous: str
    kind: str
    record: str
    parents: list[str]
    form_id: str
    form_hash: str
    author: str
    created_at: str
    clock_suspect: bool
    commitment: str


@dataclass(frozen=True)
class Event:
    """A signed header with, as long as it has not been destroyed, its payload and blinding."""

    header: bytes
    signature: bytes
    payload: HiddenBytes | None
    blinding: HiddenBytes | None

    @property
    def id(self) -> str:
        """SHA-256 of the header bytes, lower-case hex."""
        return event_id(self.header)


def event_id(header: bytes) -> str:
    """The id of the event whose header is `header`: SHA-256, lower-case hex."""
    return hashlib.sha256(header).hexdigest()


def commitment(payload: bytes, blinding: bytes) -> str:
    """HMAC-SHA256 of the payload under the blinding, lower-case hex."""
    return hmac.digest(blinding, payload, "sha256").hex()


def encode_header(header: EventHeader) -> bytes:
    """Canonical JSON of a header. Called once in an event's life, by its author."""
    return canonical.encode(msgspec.to_builtins(header))


def decode_header(data: bytes) -> EventHeader:
    """Read header bytes. Raises BadEvent unless they are exactly what `encode_header` writes."""
    try:
        header = msgspec.json.decode(data, type=EventHeader)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise BadEvent("An event header cannot be read.") from None
    if header.schema > SCHEMA:
        raise BadEvent(
            "An event was written by a newer FieldKit.",
            code="too-new",
            next_step="Update FieldKit on this computer and import again.",
        )
    if encode_header(header) != data or header.kind not in KINDS or header.sequence < 1:
        raise BadEvent("An event header is not in its canonical form.")
    return header


def check_payload(header: EventHeader, payload: HiddenBytes, blinding: HiddenBytes) -> None:
    """Raises BadEvent unless payload and blinding are those the header commits to."""
    if len(blinding) != BLINDING_SIZE or not hmac.compare_digest(
        commitment(payload.data, blinding.data), header.commitment
    ):
        raise BadEvent("An event's content is not the content its author signed.")
