"""The events inside a batch: read from frames, and every one of them verified."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.devices import Device
from fieldkit.model.events import (
    SIGNATURE_CONTEXT,
    BadEvent,
    Event,
    EventHeader,
    check_payload,
    decode_header,
)
from fieldkit.model.records import BadRecord, decode_record, decode_refusal
from fieldkit.sync.errors import Malformed, TooNew

FRAMES_PER_EVENT: Final = 4


def decode_events(frames: list[bytes], sender: Device) -> tuple[list[Event], list[EventHeader]]:
    """The events of a batch from `sender`, with their headers, in sequence.

    Raises Malformed when one does not hold together, TooNew when one is of a later schema.
    """
    if len(frames) % FRAMES_PER_EVENT:
        raise Malformed
    events: list[Event] = []
    headers: list[EventHeader] = []
    for at in range(0, len(frames), FRAMES_PER_EVENT):
        event = _event(*frames[at : at + FRAMES_PER_EVENT])
        headers.append(_verified(event, sender))  # one by one: millions of empty ones end here
        events.append(event)
    for (before, first), (_, second) in pairwise(zip(events, headers, strict=True)):
        if second.sequence != first.sequence + 1 or second.previous != before.id:
            raise Malformed
    return events, headers


def _event(header: bytes, signature: bytes, payload: bytes, blinding: bytes) -> Event:
    return Event(header, signature, HiddenBytes(payload), HiddenBytes(blinding))


def _verified(event: Event, sender: Device) -> EventHeader:
    assert event.payload is not None
    assert event.blinding is not None
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(sender.signing_key))
    try:
        header = decode_header(event.header)
        key.verify(event.signature, SIGNATURE_CONTEXT + event.header)
        check_payload(header, event.payload, event.blinding)
        _check_kind(header, event.payload)
    except BadEvent as refusal:
        raise TooNew if refusal.code == "too-new" else Malformed from None
    except (InvalidSignature, BadRecord):
        raise Malformed from None
    if header.device != sender.id:
        raise Malformed
    return header


def _check_kind(header: EventHeader, payload: HiddenBytes) -> None:
    """A payload says the same as its header; columns events do not travel in batches."""
    if header.kind == "record":
        record = decode_record(payload)
        inside = (record.record, record.form_id, record.form_hash)
        if inside != (header.record, header.form_id, header.form_hash):
            raise Malformed
    elif header.kind == "refusal":
        if decode_refusal(payload).form_id != header.form_id:
            raise Malformed
    else:
        raise Malformed
