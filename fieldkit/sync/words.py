"""Six words that two people read to each other (docs/formats/envelope.md, section 4).

96 bits over the kit, both devices and the name and team that ask: enough that nobody can find a
second kit or device that sounds the same.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from enum import Enum
from typing import Final

from fieldkit.model.devices import Device

CONSONANTS: Final = "bdfghjklmnprstvz"
VOWELS: Final = "aiou"
WORDS: Final = 6

_CONTEXT: Final = b"fieldkit/words/v1/"
_SEPARATORS: Final = re.compile(r"[\s,;.\-‐‑–—_]+")


class Direction(Enum):
    """Who reads to whom."""

    REQUEST = "request"
    APPROVAL = "approval"


def words(
    direction: Direction, kit_hash: str, coordinator: Device, device: Device, author: str
) -> str:
    """The six words for one direction of one enrolment, joined by hyphens."""
    asking = "\0".join((author, device.label, device.team)).encode("utf-8")
    parts = (
        _CONTEXT,
        direction.value.encode("ascii") + b"\0",
        bytes.fromhex(kit_hash),
        *(bytes.fromhex(key) for key in (coordinator.signing_key, coordinator.receiving_key)),
        *(bytes.fromhex(key) for key in (device.signing_key, device.receiving_key)),
        hashlib.sha256(asking).digest(),
    )
    digest = hashlib.sha256(b"".join(parts)).digest()
    return "-".join(spell(digest[at : at + 2]) for at in range(0, 2 * WORDS, 2))


def spell(pair: bytes) -> str:
    """Two bytes as consonant, vowel, consonant, vowel, consonant."""
    number = int.from_bytes(pair, "big")
    return (
        CONSONANTS[number >> 12]
        + VOWELS[number >> 10 & 3]
        + CONSONANTS[number >> 6 & 15]
        + VOWELS[number >> 4 & 3]
        + CONSONANTS[number & 15]
    )


def same_words(heard: str, expected: str) -> bool:
    """Whether what was typed is what was read, whatever the case, spaces and hyphens."""
    return hmac.compare_digest(_plain(heard), _plain(expected))


def _plain(text: str) -> bytes:
    return _SEPARATORS.sub("", text).lower().encode("utf-8")
