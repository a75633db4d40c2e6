"""The keystore file: slots that wrap the vault's keys, and an HMAC over the whole.

`keystore.json` is canonical JSON. A slot belongs to a user (passphrase, Argon2id) or to the printed
recovery code; it wraps the database key alone or both keys. Labels are pseudonyms. A checksum tells
damage from a wrong passphrase; the HMAC, under a key derived from the database key, tells
alteration by anybody who could not open the vault anyway.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from fieldkit import platform
from fieldkit.model import canonical
from fieldkit.model.answers import HiddenBytes
from fieldkit.vault import kdf, recovery
from fieldkit.vault.errors import (
    BadRecoveryCode,
    KeystoreAltered,
    KeystoreMissing,
    NewerVault,
    VaultDamaged,
    WrongPassphrase,
)
from fieldkit.vault.keys import KEY_SIZE, VaultKeys, seal_under, unseal_under, wipe

FILE_NAME: Final = "keystore.json"
FORMAT: Final = "fieldkit-keystore"
VERSION: Final = 1
PASSPHRASE: Final = "passphrase"  # noqa: S105 - the name of a kind of slot
RECOVERY: Final = "recovery"
DATABASE_KEY: Final = "database"
BOTH_KEYS: Final = "both"
_LARGEST: Final = 1 << 20


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to open the vault. `salt` and `wrapped` are hex; costs are 0 for a recovery slot."""

    id: str
    kind: str
    label: str
    keys: str
    salt: str
    memory_kib: int
    passes: int
    lanes: int
    wrapped: str

    @property
    def cost(self) -> kdf.KdfCost:
        """The stored Argon2id cost."""
        return kdf.KdfCost(self.memory_kib, self.passes, self.lanes)


class Keystore(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's content. `vault` is a random id that ties each wrapped key to this vault."""

    format: str
    version: int
    vault: str
    slots: list[Slot]
    mac: str = ""
    checksum: str = ""

    def labels(self) -> list[str]:
        """The pseudonyms of the users, in the order they were added."""
        return [slot.label for slot in self.slots if slot.kind == PASSPHRASE]


@dataclass(frozen=True)
class Unlocked:
    """What an opened slot gives: the keys, and the pseudonym it belongs to."""

    keys: VaultKeys
    label: str


def new_keystore() -> Keystore:
    """A keystore without slots for a new vault."""
    return Keystore(FORMAT, VERSION, os.urandom(16).hex(), [])


def read(folder: Path) -> Keystore:
    """The keystore of a vault folder. Raises KeystoreMissing, KeystoreAltered, NewerVault."""
    path = folder / FILE_NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise _missing(folder) from None
    except OSError as error:
        raise platform.as_storage_error(error, path) from None
    return _decode(data)


def write(folder: Path, keystore: Keystore, keys: VaultKeys) -> Keystore:
    """Seal the whole with HMAC and checksum and replace the file atomically."""
    sealed = _with_mac(keystore, keys)
    platform.replace_durably(folder / FILE_NAME, _encode(sealed))
    return sealed


def with_passphrase(
    keystore: Keystore,
    keys: VaultKeys,
    *,
    label: str,
    passphrase: HiddenBytes,
    cost: kdf.KdfCost,
) -> Keystore:
    """The keystore with a slot for `label`, replacing the one she had.

    The slot wraps the keys it is given: both, or the database key alone.
    """
    kdf.check_strength(passphrase)
    kdf.check_policy(cost)
    salt = os.urandom(kdf.SALT_SIZE)
    slot = _new_slot(PASSPHRASE, label, keys, salt, cost)
    wrapping = kdf.derive(passphrase, salt, cost)
    return _with_slot(keystore, _wrapped(keystore, slot, keys, wrapping))


def with_recovery(keystore: Keystore, keys: VaultKeys, secret: HiddenBytes) -> Keystore:
    """The keystore with a recovery slot for `secret`, replacing an earlier one."""
    salt = os.urandom(kdf.SALT_SIZE)
    slot = _new_slot(RECOVERY, RECOVERY, keys, salt, kdf.KdfCost(0, 0, 0))
    wrapping = recovery.key_of(secret, salt)
    return _with_slot(keystore, _wrapped(keystore, slot, keys, wrapping))


def unlock(keystore: Keystore, slot: Slot, passphrase: HiddenBytes) -> Unlocked:
    """Open a user's slot. Raises WrongPassphrase, KeystoreAltered."""
    kdf.check_policy(slot.cost)
    wrapping = kdf.derive(passphrase, _hex(slot.salt), slot.cost)
    try:
        keys = _unwrap(keystore, slot, wrapping)
    except VaultDamaged:
        raise wrong_passphrase() from None
    check_mac(keystore, keys)
    return Unlocked(keys, slot.label)


def unlock_with_recovery(keystore: Keystore, secret: HiddenBytes) -> Unlocked:
    """Open the recovery slot. Raises BadRecoveryCode, KeystoreAltered."""
    for slot in keystore.slots:
        if slot.kind == RECOVERY:
            wrapping = recovery.key_of(secret, _hex(slot.salt))
            try:
                keys = _unwrap(keystore, slot, wrapping)
            except VaultDamaged:
                break
            check_mac(keystore, keys)
            return Unlocked(keys, slot.label)
    raise BadRecoveryCode("That recovery code does not open this vault; nothing was changed.")


def wrong_passphrase() -> WrongPassphrase:
    """The same words whatever was wrong: the name, or the passphrase."""
    return WrongPassphrase(
        "The user or the passphrase is wrong; nothing was opened or changed.",
        next_step="Check the keyboard language and Caps Lock, and try again.",
    )


def _new_slot(kind: str, label: str, keys: VaultKeys, salt: bytes, cost: kdf.KdfCost) -> Slot:
    return Slot(
        id=os.urandom(8).hex(),
        kind=kind,
        label=label,
        keys=BOTH_KEYS if keys.has_identifiers else DATABASE_KEY,
        salt=salt.hex(),
        memory_kib=cost.memory_kib,
        passes=cost.passes,
        lanes=cost.lanes,
        wrapped="",
    )


def _with_slot(keystore: Keystore, slot: Slot) -> Keystore:
    """Each slot keeps its place: the first one is that of the vault's first user."""
    places = {(each.kind, each.label): each for each in keystore.slots}
    places[slot.kind, slot.label] = slot
    return msgspec.structs.replace(keystore, slots=list(places.values()))


def _wrapped(keystore: Keystore, slot: Slot, keys: VaultKeys, wrapping: bytearray) -> Slot:
    content = bytes(keys.database) + (bytes(keys.identifiers) if slot.keys == BOTH_KEYS else b"")
    sealed = seal_under(bytes(wrapping), content, _binding(keystore, slot))
    wipe(wrapping)
    return msgspec.structs.replace(slot, wrapped=sealed.hex())


def _unwrap(keystore: Keystore, slot: Slot, wrapping: bytearray) -> VaultKeys:
    content = unseal_under(bytes(wrapping), _hex(slot.wrapped), _binding(keystore, slot)).data
    wipe(wrapping)
    database, identifiers = content[:KEY_SIZE], content[KEY_SIZE:]
    return VaultKeys(bytearray(database), bytearray(identifiers))


def _binding(keystore: Keystore, slot: Slot) -> bytes:
    """Everything about the slot and its vault, so that no part can be exchanged."""
    described = msgspec.to_builtins(msgspec.structs.replace(slot, wrapped=""))
    return canonical.encode([FORMAT, VERSION, keystore.vault, described])


def _encode(keystore: Keystore) -> bytes:
    return canonical.encode(msgspec.to_builtins(keystore))


def _decode(data: bytes) -> Keystore:
    if len(data) > _LARGEST:
        raise _altered()
    try:
        keystore = msgspec.json.decode(data, type=Keystore)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise _altered() from None
    if keystore.format != FORMAT or keystore.version < 1:
        raise _altered()
    if keystore.version > VERSION:
        raise NewerVault(
            "This vault was made by a newer FieldKit; nothing was opened or changed.",
            next_step="Update FieldKit on this computer.",
        )
    if _encode(keystore) != data or keystore.checksum != _checksum(keystore):
        raise _altered()
    return keystore


def _with_mac(keystore: Keystore, keys: VaultKeys) -> Keystore:
    with_mac = msgspec.structs.replace(keystore, mac=_mac(keystore, keys), checksum="")
    return msgspec.structs.replace(with_mac, checksum=_checksum(with_mac))


def _mac(keystore: Keystore, keys: VaultKeys) -> str:
    content = _encode(msgspec.structs.replace(keystore, mac="", checksum=""))
    return hmac.digest(keys.derived("keystore"), content, "sha256").hex()


def _checksum(keystore: Keystore) -> str:
    content = _encode(msgspec.structs.replace(keystore, checksum=""))
    return hashlib.sha256(content).hexdigest()


def check_mac(keystore: Keystore, keys: VaultKeys) -> None:
    """Raises KeystoreAltered unless the file was sealed by somebody who could open the vault."""
    if not hmac.compare_digest(keystore.mac.encode(), _mac(keystore, keys).encode()):
        raise _altered()


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise _altered() from None


def _altered() -> KeystoreAltered:
    return KeystoreAltered(
        "The keystore of this vault is damaged or was altered; nothing was opened or changed.",
        next_step="Put back a backup of keystore.json and tell your coordinator.",
    )


def _missing(folder: Path) -> KeystoreMissing:
    if not (folder / "vault.db").exists():
        return KeystoreMissing(
            f"There is no vault in the folder {folder.name}; nothing was changed.",
            next_step="Check the path, or make a vault with: fieldkit vault create.",
        )
    return KeystoreMissing(
        "The vault's keystore.json is missing; without it nobody can open the vault."
        " Nothing was changed.",
        next_step="Put back a backup of keystore.json into the folder.",
    )
