"""Argon2 is slow on purpose; tests that reopen the same few vaults a hundred times remember it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fieldkit.model.answers import HiddenBytes
from fieldkit.vault import kdf
from fieldkit.vault.kdf import KdfCost


@pytest.fixture(scope="session", autouse=True)
def each_passphrase_is_stretched_once() -> Iterator[None]:
    """The real Argon2id, remembered by everything that goes into it."""
    real, known = kdf.derive, dict[tuple[HiddenBytes, bytes, KdfCost], bytes]()

    def remembered(passphrase: HiddenBytes, salt: bytes, cost: KdfCost) -> bytearray:
        key = (passphrase, salt, cost)
        if key not in known:
            known[key] = bytes(real(passphrase, salt, cost))
        return bytearray(known[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fieldkit.vault.kdf.derive", remembered)
        yield
