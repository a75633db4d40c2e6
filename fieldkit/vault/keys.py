"""The two keys of a vault while it is open, and what is derived from them.

`database` opens the file (SQLCipher); `identifiers`, when this user's slot holds it, opens the
values of identifying questions. Both live in buffers that are overwritten when the vault closes;
copies made inside libraries cannot be promised away (docs/threat-model.md).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldkit.model.answers import HiddenBytes
from fieldkit.vault.errors import NoIdentifierKey, VaultDamaged

KEY_SIZE: Final = 32
NONCE_SIZE: Final = 12
TAG_SIZE: Final = 16


@dataclass(frozen=True, repr=False, eq=False)
class VaultKeys:
    """The unwrapped keys; `identifiers` is empty for a slot that holds the database key alone."""

    database: bytearray
    identifiers: bytearray

    @property
    def has_identifiers(self) -> bool:
        """Whether identifying answers can be read and written with these keys."""
        return any(self.identifiers)

    def derived(self, purpose: str) -> bytes:
        """A key for one purpose, from the database key."""
        return _derived(self.database, purpose)

    def derived_from_identifiers(self, purpose: str) -> bytes:
        """A key for one purpose, from the identifier key. Raises NoIdentifierKey."""
        return _derived(self._identifiers(), purpose)

    def seal(self, data: bytes, context: bytes) -> bytes:
        """AES-256-GCM under the identifier key; `context` says where the value belongs."""
        return seal_under(self._identifiers(), data, context)

    def unseal(self, sealed: bytes, context: bytes) -> HiddenBytes:
        """The inverse of `seal`. Raises VaultDamaged when value or place are not the sealed."""
        return unseal_under(self._identifiers(), sealed, context)

    def wipe(self) -> None:
        """Overwrite both keys."""
        wipe(self.database)
        wipe(self.identifiers)

    def _identifiers(self) -> bytes:
        if not self.has_identifiers:
            raise NoIdentifierKey(
                "Your key opens this vault without names and other identifying answers;"
                " nothing was changed.",
                next_step="Ask somebody whose key holds both.",
            )
        return bytes(self.identifiers)


def new_keys() -> VaultKeys:
    """Two fresh random keys."""
    return VaultKeys(bytearray(os.urandom(KEY_SIZE)), bytearray(os.urandom(KEY_SIZE)))


def _derived(key: bytes | bytearray, purpose: str) -> bytes:
    info = f"fieldkit/vault/v1/{purpose}".encode()
    return HKDF(hashes.SHA256(), KEY_SIZE, None, info).derive(bytes(key))


def wipe(buffer: bytearray) -> None:
    """Overwrite a key buffer in place."""
    buffer[:] = bytes(len(buffer))


def seal_under(key: bytes, data: bytes, context: bytes) -> bytes:
    """AES-256-GCM with a random nonce in front."""
    nonce = os.urandom(NONCE_SIZE)
    return nonce + AESGCM(key).encrypt(nonce, data, context)


def unseal_under(key: bytes, sealed: bytes, context: bytes) -> HiddenBytes:
    """The inverse of `seal_under`. Raises VaultDamaged."""
    if len(sealed) < NONCE_SIZE + TAG_SIZE:
        raise _altered()
    try:
        return HiddenBytes(AESGCM(key).decrypt(sealed[:NONCE_SIZE], sealed[NONCE_SIZE:], context))
    except InvalidTag:
        raise _altered() from None


def _altered() -> VaultDamaged:
    return VaultDamaged(
        "A sealed value in this vault is not the one that was sealed there; nothing was changed.",
        next_step="Run: fieldkit vault verify, and tell your coordinator.",
    )
