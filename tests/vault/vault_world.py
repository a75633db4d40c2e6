"""The people of these tests, their passphrases and their vault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fieldkit import vault
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SteppingClock
from fieldkit.vault import Vault

PASSPHRASE = HiddenBytes("σωστό άλογο μπαταρία".encode())
SECOND = HiddenBytes(b"another user's passphrase")
RESEARCHER = HiddenBytes(b"database key alone here")


@dataclass(frozen=True)
class Made:
    """A closed vault folder and its recovery code. Users: amina, bashir; eleni without names."""

    folder: Path
    code: HiddenBytes


def clock() -> SteppingClock:
    return SteppingClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))


def reopen(folder: Path, user: str | None = None, passphrase: HiddenBytes = PASSPHRASE) -> Vault:
    return vault.open_vault(folder, user=user, passphrase=passphrase, clock=clock())
