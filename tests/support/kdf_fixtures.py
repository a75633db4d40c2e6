"""Argon2 is slow on purpose; a run that opens the same few vaults a thousand times remembers it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fieldkit.model.answers import HiddenBytes
from fieldkit.vault import kdf
from fieldkit.vault.kdf import SALT_SIZE, KdfCost

_MEASURED = bytes(SALT_SIZE)  # the salt with which the program measures how fast a computer is


@pytest.fixture(scope="session", autouse=True)
def each_passphrase_is_stretched_once() -> Iterator[None]:
    """The real Argon2id, remembered by everything that goes into it.

    A measurement is never remembered: it would find a computer infinitely fast, and make the most
    expensive vault there is.
    """
    real, known = kdf.derive, dict[tuple[HiddenBytes, bytes, KdfCost], bytes]()

    def remembered(passphrase: HiddenBytes, salt: bytes, cost: KdfCost) -> bytearray:
        if salt == _MEASURED:
            return real(passphrase, salt, cost)
        key = (passphrase, salt, cost)
        if key not in known:
            known[key] = bytes(real(passphrase, salt, cost))
        return bytearray(known[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fieldkit.vault.kdf.derive", remembered)
        yield
