"""The vaults of a computer as somebody sees them who has opened none: folders, no secrets.

A sample deployment lays its passphrases beside its vaults, since everybody in it is invented. What
such a file opens must be flagged as a sample inside, or it is closed again at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import Clock
from fieldkit.model.errors import FieldKitError
from fieldkit.platform import StorageError
from fieldkit.vault import Vault, keystore, open_vault
from fieldkit.vault.errors import VaultError

PASSPHRASES: Final = "passphrases"
_DEPTH: Final = 2
_LONGEST: Final = 1024


@dataclass(frozen=True)
class VaultFolder:
    """A folder that holds a vault. `users` is how many people open it, 0 where its keystore cannot
    be read: opening it says why. `offers_sample`: a sample's passphrase lies beside it."""

    folder: Path
    name: str
    users: int
    offers_sample: bool


@dataclass(frozen=True)
class SampleKey:
    """Who opens a sample vault, and with what."""

    user: str = field(repr=False)
    passphrase: HiddenBytes


def find_vaults(root: Path) -> list[VaultFolder]:
    """The vaults in `root` itself and in the folders in it, two levels down, by path.

    Hidden folders, links and what may not be looked into are passed over.
    """
    return [_described(folder) for folder in _vaults_in(root, _DEPTH)]


def sample_passphrase(folder: Path) -> SampleKey | None:
    """What the sample deployment around `folder` offers to open it with; None where there is
    none. That it is offered proves nothing: see `open_sample`."""
    for file in _offered(folder):
        try:
            with file.open("rb") as stream:
                words = stream.readline(_LONGEST).strip()
        except OSError:
            continue  # a file that cannot be read offers nothing
        if words:
            return SampleKey(_user_of(file, folder), HiddenBytes(words))
    return None


def open_for_window(folder: Path, user: str, passphrase: HiddenBytes, clock: Clock) -> Vault:
    """Open a vault; `user` "" stands for the only or first one. Raises what `open_vault` raises:
    KeystoreMissing, KeystoreAltered, WrongPassphrase, NewerVault, VaultDamaged, StorageError."""
    return open_vault(folder, user=user or None, passphrase=passphrase, clock=clock)


def open_sample(folder: Path, clock: Clock) -> Vault:
    """Open a sample vault with the passphrase that lies beside it.

    Raises VaultError (`not-a-sample`) where none is offered, or where what it opens is no sample:
    that vault is closed again at once. Raises what `open_vault` raises.
    """
    key = sample_passphrase(folder)
    if key is None:
        raise _no_sample()
    vault = open_for_window(folder, key.user, key.passphrase, clock)
    if not vault.sample:
        vault.close()
        raise _no_sample()
    return vault


def _vaults_in(folder: Path, depth: int) -> Iterator[Path]:
    if (folder / keystore.FILE_NAME).is_file():
        yield folder
    elif depth:
        for inner in _folders_in(folder):
            yield from _vaults_in(inner, depth - 1)


def _folders_in(folder: Path) -> list[Path]:
    try:
        return sorted(
            each
            for each in folder.iterdir()
            if not each.name.startswith(".") and not each.is_symlink() and each.is_dir()
        )
    except OSError:
        return []  # it may not be looked into, or is no folder: no vault of ours is in there


def _described(folder: Path) -> VaultFolder:
    try:
        users = len(keystore.read(folder).labels())
    except (FieldKitError, StorageError):
        users = 0
    offered = any(True for _ in _offered(folder))
    return VaultFolder(folder, folder.name, users, offered)


def _offered(folder: Path) -> list[Path]:
    place = folder.parent / PASSPHRASES
    try:
        files = [each for each in place.iterdir() if _user_of(each, folder)]
    except OSError:
        return []
    return sorted(files)


def _user_of(file: Path, folder: Path) -> str:
    """The user in a file name like `laptop-1.worker-1.txt`; "" for a file of another vault."""
    start, end = f"{folder.name}.", ".txt"
    if not (file.name.startswith(start) and file.name.endswith(end)):
        return ""
    return file.name[len(start) : -len(end)]


def _no_sample() -> VaultError:
    return VaultError(
        "This is no sample; nothing was opened.",
        code="not-a-sample",
        next_step="Open it with its own passphrase.",
    )
