"""Frames and padding: what goes in comes out, and nothing else is taken for it."""

from __future__ import annotations

import contextlib
import struct

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from fieldkit.sync.batch.body import MAX_RAW, decode_body, encode_body
from fieldkit.sync.batch.padding import FLOOR, padded_length
from fieldkit.sync.errors import Malformed


@given(st.lists(st.binary(max_size=300), max_size=30))
def test_frames_come_back(frames: list[bytes]) -> None:
    assert decode_body(encode_body(frames)) == frames


@given(st.lists(st.binary(max_size=50), max_size=5), st.integers(0, 5000), st.integers(1, 255))
def test_a_changed_plaintext_never_gives_the_same_frames_by_another_route(
    frames: list[bytes], place: int, change: int
) -> None:
    body = bytearray(encode_body(frames))
    body[place % len(body)] ^= change
    with contextlib.suppress(Malformed):
        decode_body(bytes(body))  # anything but Malformed fails the test


@given(st.binary(max_size=6000))
def test_junk_is_malformed_or_frames(junk: bytes) -> None:
    with contextlib.suppress(Malformed):
        decode_body(junk)


@given(st.integers(0, 1 << 40))
def test_padme_covers_costs_little_and_is_stable(length: int) -> None:
    padded = padded_length(length)
    assert padded >= max(length, FLOOR)
    assert padded == FLOOR or padded * 100 <= length * 112
    assert padded_length(padded) == padded


def test_padme_at_known_lengths() -> None:
    """By hand, from the formula in docs/formats/fkb1.md."""
    assert [padded_length(n) for n in (1, 4096, 4097, 5000, 10_000, 1_000_000)] == [
        4096, 4096, 4352, 5120, 10_240, 1_015_808,
    ]  # fmt: skip


def test_repetitive_content_is_stored_uncompressed_and_comes_back() -> None:
    frame = b"a" * 3_000_000
    body = encode_body([frame])
    assert body[0] == 0
    assert decode_body(body) == [frame]


@pytest.mark.parametrize("declared", [100 << 20, MAX_RAW + 1, (1 << 64) - 1])
def test_a_bomb_is_refused_before_it_is_unpacked(declared: int) -> None:
    stored = zstandard.ZstdCompressor().compress(b"\0" * 1_000_000)
    body = struct.pack(">BQQ", 1, len(stored), declared) + stored
    with pytest.raises(Malformed):
        decode_body(body.ljust(padded_length(len(body)), b"\0"))
