"""The plaintext inside a batch: frames, compressed, padded (docs/formats/fkb1.md, section 4).

Pure functions on bytes. Sizes are checked before memory is given, so that even a trusted device
cannot fill the coordinator's computer.
"""

from __future__ import annotations

import struct
from typing import Final

import zstandard

from fieldkit.sync.batch.padding import padded_length
from fieldkit.sync.errors import BatchTooBig, Malformed

STORED: Final = 0
ZSTD: Final = 1
MAX_RAW: Final = 256 << 20
MAX_RATIO: Final = 256
MAX_FRAMES: Final = 1 << 21  # no event fits into 512 bytes of frames

_LEAD: Final = struct.Struct(">BQQ")
_FRAME: Final = struct.Struct(">I")


def encode_body(frames: list[bytes]) -> bytes:
    """The padded plaintext of `frames`. Raises BatchTooBig over 256 MiB."""
    raw = b"".join(_FRAME.pack(len(frame)) + frame for frame in frames)
    if len(raw) > MAX_RAW:
        raise BatchTooBig(
            "There is more to send than fits into one batch; nothing was sealed.",
            next_step="Send again: FieldKit will send the records in several batches.",
        )
    coding, stored = ZSTD, zstandard.ZstdCompressor(level=3).compress(raw)
    if len(raw) > MAX_RATIO * len(stored):
        coding, stored = STORED, raw
    body = _LEAD.pack(coding, len(stored), len(raw)) + stored
    return body.ljust(padded_length(len(body)), b"\0")


def decode_body(body: bytes) -> list[bytes]:
    """The frames in a plaintext. Raises Malformed when anything is not as the format says."""
    if len(body) < _LEAD.size:
        raise Malformed
    coding, stored_length, raw_length = _LEAD.unpack(body[: _LEAD.size])
    end = _LEAD.size + stored_length
    if len(body) != padded_length(end) or body.count(b"\0", end) != len(body) - end:
        raise Malformed
    return _split(_decoded(coding, body[_LEAD.size : end], raw_length))


def _decoded(coding: int, stored: bytes, raw_length: int) -> bytes:
    if raw_length > min(MAX_RAW, MAX_RATIO * len(stored)):
        raise Malformed
    if coding == STORED:
        raw = stored
    elif coding == ZSTD:
        raw = _decompressed(stored, raw_length)
    else:
        raise Malformed
    if len(raw) != raw_length:
        raise Malformed
    return raw


def _decompressed(stored: bytes, raw_length: int) -> bytes:
    """Decompress one frame that is all of `stored` and gives no more than `raw_length` bytes."""
    reader = zstandard.ZstdDecompressor(max_window_size=MAX_RAW).decompressobj()
    try:
        declared = zstandard.frame_content_size(stored)
        if declared != raw_length:
            raise Malformed
        raw = reader.decompress(stored)
    except zstandard.ZstdError:
        raise Malformed from None
    if not reader.eof or reader.unused_data:
        raise Malformed
    return raw


def _split(raw: bytes) -> list[bytes]:
    frames: list[bytes] = []
    position = 0
    while position < len(raw):
        start = position + _FRAME.size
        if start > len(raw):
            raise Malformed
        if len(frames) > MAX_FRAMES:
            raise Malformed
        (length,) = _FRAME.unpack(raw[position:start])
        position = start + length
        if position > len(raw):
            raise Malformed
        frames.append(raw[start:position])
    return frames
