"""Making a vault, opening it, and changing who may.

A vault is made in a folder beside its place and renamed there when it is complete: a crash leaves
no half vault. The lock is taken before the slow hash, so that a second instance hears at once.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fieldkit import platform
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import Clock, Randomness, SystemRandomness, to_text
from fieldkit.vault import device_keys, driver, keystore, recovery, schema, settings, users
from fieldkit.vault.errors import BadRecoveryCode, VaultError, WrongPassphrase
from fieldkit.vault.kdf import KdfCost, calibrate, check_strength
from fieldkit.vault.keys import VaultKeys, new_keys
from fieldkit.vault.keystore import Keystore, Slot, Unlocked
from fieldkit.vault.users import User
from fieldkit.vault.vault import Vault

DATABASE: Final = "vault.db"
LOCK: Final = "lock"
DATABASE_PURPOSE: Final = "sqlcipher"


@dataclass(frozen=True)
class Created:
    """A new vault, open. Its recovery code opens nothing until it was typed back."""

    vault: Vault
    recovery_code: HiddenBytes

    def confirm_recovery(self, typed: HiddenBytes) -> None:
        """Add the recovery slot, once the person has shown that she wrote the code down.

        Raises BadRecoveryCode when what was typed is not the code; the vault stays as it is.
        """
        secret = recovery.secret_of(typed)
        if secret != recovery.secret_of(self.recovery_code):
            raise BadRecoveryCode("That is not the code that was shown; nothing was changed.")
        vault = self.vault
        current = keystore.read(vault.folder)
        keystore.write(
            vault.folder, keystore.with_recovery(current, vault.keys, secret), vault.keys
        )
        with vault.transaction():
            vault.audit("recovery-slot-added")


def create(
    folder: Path,
    *,
    user: str,
    passphrase: HiddenBytes,
    clock: Clock,
    role: str = "worker",
    sample: bool = False,
    kdf: KdfCost | None = None,
    randomness: Randomness | None = None,
) -> Created:
    """Make a vault with one user and leave it open. `kdf` None: calibrated to about a second.

    `randomness` gives the pseudonym of the user (None: the system's); keys never come from it.

    Raises VaultError (`exists`) when the folder is not empty, WeakPassphrase, StorageError.
    """
    check_strength(passphrase)
    if folder.exists() and any(folder.iterdir()):
        raise VaultError(
            f"The folder {folder.name} is not empty; nothing was created.",
            code="exists",
            next_step="Choose a new folder.",
        )
    keys = new_keys()
    label = users.new_label(randomness or SystemRandomness())
    owner = User(label, user, role, to_text(clock.now()))
    slots = keystore.with_passphrase(
        keystore.new_keystore(),
        keys,
        label=owner.label,
        passphrase=passphrase,
        cost=kdf or calibrate(),
    )
    with _built_beside(folder) as staging:
        _fill_database(staging, keys, owner, sample="yes" if sample else "no")
        keystore.write(staging, slots, keys)
    vault = _open_with(folder, Unlocked(keys, owner.label), _locked(folder), clock)
    with vault.transaction():
        vault.audit("created", role=role)
    return Created(vault, recovery.new_code())


def open_vault(
    folder: Path, *, user: str | None = None, passphrase: HiddenBytes, clock: Clock
) -> Vault:
    """Open a vault as `user` (None: the only or first one) and hold its lock.

    Raises KeystoreMissing, KeystoreAltered, WrongPassphrase, NewerVault, VaultDamaged, and
    StorageError (`locked`, `disk-full`).
    """
    keystore.read(folder)  # says what is missing before a lock file is made in the wrong place
    lock = _locked(folder)
    try:
        slots = keystore.read(folder)
        vault = _noted(_open_as(folder, slots, user, passphrase, lock, clock))
    except BaseException:
        lock.close()
        raise
    return vault


def open_with_recovery(folder: Path, *, code: HiddenBytes, clock: Clock) -> Vault:
    """Open a vault by its recovery code, as its first user; then give her a new passphrase.

    Raises BadRecoveryCode and what `open_vault` raises.
    """
    secret = recovery.secret_of(code)
    keystore.read(folder)
    lock = _locked(folder)
    try:
        slots = keystore.read(folder)
        keys = keystore.unlock_with_recovery(slots, secret).keys
        vault = _noted(_open_with(folder, Unlocked(keys, slots.labels()[0]), lock, clock))
    except BaseException:
        lock.close()
        raise
    return vault


def set_passphrase(
    vault: Vault, name: str, passphrase: HiddenBytes, *, kdf: KdfCost | None = None
) -> None:
    """Give a known user a new passphrase; her slot will hold the keys of the one who opened.

    Raises VaultError (`unknown-user`), WeakPassphrase, StorageError.
    """
    owner = next((u for u in users.all_users(vault.connection) if u.name == name), None)
    if owner is None:
        raise VaultError("There is no such user; nothing was changed.", code="unknown-user")
    _write_slot(vault, owner, vault.keys, passphrase, kdf)


def add_user(
    vault: Vault,
    name: str,
    passphrase: HiddenBytes,
    *,
    role: str = "worker",
    slot_keys: str = keystore.BOTH_KEYS,
    kdf: KdfCost | None = None,
) -> User:
    """Let another person open the vault, with both keys or with the database key alone.

    Raises VaultError (`user-exists`), WeakPassphrase, StorageError.
    """
    check_strength(passphrase)
    if any(u.name == name for u in users.all_users(vault.connection)):
        raise VaultError("There is a user of that name already.", code="user-exists")
    owner = User(users.new_label(SystemRandomness()), name, role, to_text(vault.clock.now()))
    keys = vault.keys
    if slot_keys == keystore.DATABASE_KEY:
        keys = VaultKeys(keys.database, bytearray())
    with vault.transaction():
        users.add(vault.connection, owner)
    _write_slot(vault, owner, keys, passphrase, kdf)
    return owner


def _write_slot(
    vault: Vault, owner: User, keys: VaultKeys, passphrase: HiddenBytes, kdf: KdfCost | None
) -> None:
    current = keystore.read(vault.folder)
    changed = keystore.with_passphrase(
        current, keys, label=owner.label, passphrase=passphrase, cost=kdf or calibrate()
    )
    keystore.write(vault.folder, changed, vault.keys)
    with vault.transaction():
        vault.audit("slot-written", user=owner.label)


@contextlib.contextmanager
def _built_beside(folder: Path) -> Generator[Path]:
    """A staging folder that becomes `folder` when the block succeeds and vanishes when not."""
    staging = folder.with_name(f".{folder.name}.fieldkit-new")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        platform.make_private_folder(staging)
        yield staging
        platform.fsync_folder(staging)
        if folder.exists():
            folder.rmdir()
        staging.rename(folder)
        platform.fsync_folder(folder.parent)
    except OSError as error:
        raise platform.as_storage_error(error, folder) from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _fill_database(folder: Path, keys: VaultKeys, owner: User, *, sample: str) -> None:
    # SQLite gives its log and its shared memory the permissions of the file it finds.
    platform.write_durably(folder / DATABASE, b"")
    connection = driver.connect(folder / DATABASE, keys.derived(DATABASE_PURPOSE))
    try:
        schema.migrate(connection)
        connection.execute("BEGIN IMMEDIATE")
        users.add(connection, owner)
        device_keys.create(connection, keys)
        settings.write(connection, "sample", sample)
        settings.write(connection, "device_label", owner.label)
        connection.execute("COMMIT")
    except driver.DatabaseError as error:
        raise driver.as_vault_error(error) from None
    finally:
        connection.close()


def _open_as(
    folder: Path,
    slots: Keystore,
    user: str | None,
    passphrase: HiddenBytes,
    lock: contextlib.ExitStack,
    clock: Clock,
) -> Vault:
    for slot in _candidates(slots, user):
        try:
            unlocked = keystore.unlock(slots, slot, passphrase)
        except WrongPassphrase:
            continue
        vault = _open_with(folder, unlocked, lock, clock)
        if user in (None, vault.user, vault.author):
            return vault
        vault.connection.close()
        unlocked.keys.wipe()
    raise keystore.wrong_passphrase()


def _candidates(slots: Keystore, user: str | None) -> list[Slot]:
    """The slots to try. Names are inside the database, so a named user may need several tries."""
    all_slots = [slot for slot in slots.slots if slot.kind == keystore.PASSPHRASE]
    if user is None:
        return all_slots[:1]
    return [slot for slot in all_slots if slot.label == user] or all_slots


def _open_with(folder: Path, unlocked: Unlocked, lock: contextlib.ExitStack, clock: Clock) -> Vault:
    if not (folder / DATABASE).exists():
        raise VaultError(
            "The vault's database (vault.db) is missing; nothing was changed.",
            code="database-missing",
            next_step="Put back a backup of the whole folder.",
        )
    connection = driver.connect(folder / DATABASE, unlocked.keys.derived(DATABASE_PURPOSE))
    try:
        schema.migrate(connection)
        known = {user.label for user in users.all_users(connection)}
    except driver.DatabaseError as error:
        connection.close()
        raise driver.as_vault_error(error) from None
    except BaseException:
        connection.close()
        raise
    if unlocked.label not in known:
        connection.close()
        raise keystore.wrong_passphrase()
    return Vault(folder, connection, clock, unlocked.keys, unlocked.label, lock)


def _noted(vault: Vault) -> Vault:
    """The vault, after its opening was written to the log; closed again when that fails."""
    try:
        vault.scrub()  # a crash between a deletion and its scrub must not leave the deleted behind
        with vault.transaction():
            vault.audit("opened")
    except BaseException:
        vault.close()
        raise
    return vault


def _locked(folder: Path) -> contextlib.ExitStack:
    lock = contextlib.ExitStack()
    lock.enter_context(platform.exclusive_lock(folder / LOCK))
    return lock
