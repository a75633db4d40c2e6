"""Passphrase to key: everything that goes into it counts."""

from __future__ import annotations

from dataclasses import replace

from fieldkit.model.answers import HiddenBytes
from fieldkit.vault import kdf
from fieldkit.vault.kdf import FLOOR, SALT_SIZE

PASSPHRASE = HiddenBytes("τέσσερις λέξεις που ξέρω".encode())
SALT = bytes(range(SALT_SIZE))


def test_another_passphrase_salt_or_cost_makes_another_key() -> None:
    made = [
        kdf.derive(PASSPHRASE, SALT, FLOOR),
        kdf.derive(HiddenBytes(PASSPHRASE.data + b"!"), SALT, FLOOR),
        kdf.derive(PASSPHRASE, SALT[::-1], FLOOR),
        kdf.derive(PASSPHRASE, SALT, replace(FLOOR, passes=FLOOR.passes + 1)),
        kdf.derive(PASSPHRASE, SALT, replace(FLOOR, memory_kib=FLOOR.memory_kib * 2)),
    ]
    assert {len(key) for key in made} == {kdf.KEY_SIZE}
    assert len({bytes(key) for key in made}) == len(made)
    assert kdf.derive(PASSPHRASE, SALT, FLOOR) == made[0]
