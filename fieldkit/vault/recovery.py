"""The recovery code: 160 random bits and a 40-bit check, as eight groups of five characters.

Crockford's alphabet, so that O/0 and I/L/1 cannot be confused; every single mistyped character is
caught by the check before any key is tried.
"""

from __future__ import annotations

import hashlib
import os
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldkit.model.answers import HiddenBytes
from fieldkit.vault.errors import BadRecoveryCode

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SECRET_SIZE: Final = 20
_CHECK_SIZE: Final = 5
_LENGTH: Final = (_SECRET_SIZE + _CHECK_SIZE) * 8 // 5
_GROUP: Final = 5
_CHECK_CONTEXT: Final = b"fieldkit/recovery/v1/check\0"
_KEY_CONTEXT: Final = b"fieldkit/recovery/v1/key\0"
_LOOK_ALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def new_code() -> HiddenBytes:
    """A fresh code in its printed form (ASCII), from the operating system's randomness."""
    return _print(os.urandom(_SECRET_SIZE))


def secret_of(typed: HiddenBytes) -> HiddenBytes:
    """The 20 secret bytes of a typed code; case, spaces and hyphens do not matter.

    Raises BadRecoveryCode when it cannot be a code (length, characters, check).
    """
    text = _tidy(typed)
    if len(text) != _LENGTH or any(character not in ALPHABET for character in text):
        raise _mistyped()
    number = 0
    for character in text:
        number = number * 32 + ALPHABET.index(character)
    raw = number.to_bytes(_SECRET_SIZE + _CHECK_SIZE, "big")
    secret, check = raw[:_SECRET_SIZE], raw[_SECRET_SIZE:]
    if _check(secret) != check:
        raise _mistyped()
    return HiddenBytes(secret)


def key_of(secret: HiddenBytes, salt: bytes) -> bytearray:
    """The key of a recovery slot. No slow hash is needed: 160 bits cannot be guessed."""
    return bytearray(HKDF(hashes.SHA256(), 32, salt, _KEY_CONTEXT).derive(secret.data))


def _print(secret: bytes) -> HiddenBytes:
    number = int.from_bytes(secret + _check(secret), "big")
    text = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(_LENGTH)))
    groups = (text[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))
    return HiddenBytes("-".join(groups).encode("ascii"))


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(_CHECK_CONTEXT + secret).digest()[:_CHECK_SIZE]


def _tidy(typed: HiddenBytes) -> str:
    return typed.data.decode("utf-8", "replace").upper().translate(_LOOK_ALIKES).strip()


def _mistyped() -> BadRecoveryCode:
    return BadRecoveryCode(
        "That is not the recovery code as it was shown; nothing was changed.",
        next_step="Compare it group by group and type it again.",
    )
