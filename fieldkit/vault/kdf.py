"""Passphrase to key: Argon2id with a cost that has a floor, a ceiling and a calibration.

The floor is the second recommendation of RFC 9106 (64 MiB, 3 passes, 4 lanes). Stored costs outside
the policy are refused: below it somebody weakened the file, above it somebody wants to freeze the
computer.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from fieldkit.model.answers import HiddenBytes
from fieldkit.vault.errors import KeystoreAltered, WeakPassphrase

SALT_SIZE: Final = 16
KEY_SIZE: Final = 32
MINIMUM_CHARACTERS: Final = 12
TARGET_SECONDS: Final = 1.0
MEMORY_CEILING_KIB: Final = 512 * 1024
PASSES_CEILING: Final = 12


@dataclass(frozen=True)
class KdfCost:
    """What one guess costs: memory in KiB, passes over it, parallel lanes."""

    memory_kib: int
    passes: int
    lanes: int


FLOOR: Final = KdfCost(memory_kib=64 * 1024, passes=3, lanes=4)


def check_policy(cost: KdfCost) -> None:
    """Raises KeystoreAltered when a stored cost lies outside the policy."""
    if (
        not FLOOR.memory_kib <= cost.memory_kib <= MEMORY_CEILING_KIB
        or not FLOOR.passes <= cost.passes <= PASSES_CEILING
        or cost.lanes != FLOOR.lanes
    ):
        raise KeystoreAltered(
            "The keystore asks for a passphrase cost that FieldKit never writes: the file was"
            " altered. Nothing was opened or changed.",
            next_step="Put back a backup of keystore.json and tell your coordinator.",
        )


def check_strength(passphrase: HiddenBytes) -> None:
    """Raises WeakPassphrase for a new passphrase under 12 characters (requirement PR-32)."""
    if len(_characters(passphrase)) < MINIMUM_CHARACTERS:
        raise WeakPassphrase(
            f"A passphrase needs at least {MINIMUM_CHARACTERS} characters; nothing was created.",
            next_step="Four random words are easy to remember and long enough.",
        )


def derive(passphrase: HiddenBytes, salt: bytes, cost: KdfCost) -> bytearray:
    """The 32-byte key of a passphrase. The caller wipes it. Takes about a second on purpose."""
    key = bytearray(KEY_SIZE)
    Argon2id(
        salt=salt,
        length=KEY_SIZE,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive_into(_characters(passphrase).encode("utf-8"), key)
    return key


def calibrate(
    seconds: float = TARGET_SECONDS, stopwatch: Callable[[], float] = time.perf_counter
) -> KdfCost:
    """The cost that takes about `seconds` on this computer, never below the floor.

    Memory is raised first, because memory is what a guessing machine pays for.
    """
    before = stopwatch()
    derive(HiddenBytes(b"how fast is this computer?"), bytes(SALT_SIZE), FLOOR)
    affordable = seconds / max(stopwatch() - before, 1e-3)
    memory = FLOOR.memory_kib
    while memory * 2 <= MEMORY_CEILING_KIB and affordable >= 2:
        memory, affordable = memory * 2, affordable / 2
    passes = min(PASSES_CEILING, max(FLOOR.passes, int(FLOOR.passes * affordable)))
    return KdfCost(memory, passes, FLOOR.lanes)


def _characters(passphrase: HiddenBytes) -> str:
    """The passphrase in one Unicode form: keyboards write the same accent in two ways."""
    try:
        return unicodedata.normalize("NFC", passphrase.data.decode("utf-8"))
    except UnicodeDecodeError:
        raise WeakPassphrase("A passphrase is text in UTF-8; nothing was opened.") from None
