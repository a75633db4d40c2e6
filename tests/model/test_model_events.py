"""An event's bytes, id and commitment hold together or are refused."""

from __future__ import annotations

import contextlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.events import (
    NO_PREVIOUS,
    BadEvent,
    EventHeader,
    check_payload,
    commitment,
    decode_header,
    encode_header,
    event_id,
)

HEADER = EventHeader(
    1, "ab" * 32, 1, NO_PREVIOUS, "record", "uuid:1", [], "f", "cd" * 32, "w1",
    "2026-11-22T08:00:00.000Z", False, commitment(b"{}", bytes(32)),
)  # fmt: skip


def test_a_header_reads_back_as_it_was_written() -> None:
    assert decode_header(encode_header(HEADER)) == HEADER


def test_the_id_depends_on_every_field() -> None:
    other = msgspec.structs.replace(HEADER, sequence=2)
    assert event_id(encode_header(HEADER)) != event_id(encode_header(other))


@given(st.integers(0, 400), st.integers(1, 255))
def test_no_changed_byte_reads_as_the_same_event(place: int, change: int) -> None:
    data = bytearray(encode_header(HEADER))
    data[place % len(data)] ^= change
    with contextlib.suppress(BadEvent):
        assert decode_header(bytes(data)) != HEADER


def test_a_header_that_is_not_canonical_is_refused() -> None:
    with pytest.raises(BadEvent):
        decode_header(encode_header(HEADER).replace(b'":', b'": ', 1))


def test_a_newer_schema_is_refused_by_name() -> None:
    newer = encode_header(msgspec.structs.replace(HEADER, schema=2))
    with pytest.raises(BadEvent) as caught:
        decode_header(newer)
    assert caught.value.code == "too-new"


def test_only_the_committed_payload_passes() -> None:
    check_payload(HEADER, HiddenBytes(b"{}"), HiddenBytes(bytes(32)))
    for payload, blinding in ((b"{ }", bytes(32)), (b"{}", b"\1" * 32), (b"{}", bytes(31))):
        with pytest.raises(BadEvent):
            check_payload(HEADER, HiddenBytes(payload), HiddenBytes(blinding))
