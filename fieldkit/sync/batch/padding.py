"""PADMÉ lengths: what an onlooker learns of a batch's size (docs/formats/fkb1.md, section 4)."""

from __future__ import annotations

from typing import Final

FLOOR: Final = 4096


def padded_length(length: int) -> int:
    """The length to pad `length` bytes to: at most 12 % more, but never below `FLOOR`.

    PADMÉ keeps only the first bits of a length, so that O(log log n) bits of it are told
    (Nikitin et al., Reducing Metadata Leakage from Encrypted Files, PETS 2019).
    """
    if length <= FLOOR:
        return FLOOR
    exponent = length.bit_length() - 1
    kept_bits = exponent.bit_length()
    mask = (1 << (exponent - kept_bits)) - 1
    return (length + mask) & ~mask
