"""The keys of this computer: Ed25519 signs events and batches, X25519 receives sealed ones.

Made once, with the vault; a restored backup becomes a new device. The signing key is sealed under
a key derived from the database key: a coordinator without the identifier key still signs the
columns ledger. The receiving key opens batches with every name in them, so it is sealed under the
identifier key: a slot without names opens no batch either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from fieldkit.vault.driver import Connection
from fieldkit.vault.errors import VaultDamaged
from fieldkit.vault.keys import VaultKeys, seal_under, unseal_under

_PURPOSE: Final = "device-keys"
_RECEIVING: Final = b"device-keys/receiving"

SCHEMA = """
CREATE TABLE device_keys (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    signing BLOB NOT NULL,
    receiving BLOB NOT NULL,
    receiving_public BLOB NOT NULL
) STRICT;
"""


@dataclass(frozen=True, repr=False, eq=False)
class DeviceKeys:
    """The private keys of this device; the receiving one is opened when it is asked for."""

    signing: Ed25519PrivateKey
    receiving_public: X25519PublicKey
    _sealed: bytes
    _keys: VaultKeys

    @property
    def receiving(self) -> X25519PrivateKey:
        """The key that opens batches. Raises NoIdentifierKey, VaultDamaged."""
        opened = X25519PrivateKey.from_private_bytes(
            self._keys.unseal(self._sealed, _RECEIVING).data
        )
        if opened.public_key() != self.receiving_public:
            raise VaultDamaged("The receiving keys of this vault do not belong together.")
        return opened


def create(connection: Connection, keys: VaultKeys) -> None:
    """Make the keys of this device, inside the caller's transaction. Raises NoIdentifierKey."""
    signing, receiving = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    connection.execute(
        "INSERT INTO device_keys VALUES (1, ?, ?, ?)",
        (
            seal_under(keys.derived(_PURPOSE), signing.private_bytes_raw(), b"signing"),
            keys.seal(receiving.private_bytes_raw(), _RECEIVING),
            receiving.public_key().public_bytes_raw(),
        ),
    )


def read(connection: Connection, keys: VaultKeys) -> DeviceKeys:
    """The keys of this device. Raises VaultDamaged when they are missing or altered."""
    row = connection.execute(
        "SELECT signing, receiving, receiving_public FROM device_keys"
    ).fetchone()
    if row is None:
        raise VaultDamaged("This vault has lost the keys of its device.")
    signing, receiving, public = row
    return DeviceKeys(
        Ed25519PrivateKey.from_private_bytes(
            unseal_under(keys.derived(_PURPOSE), signing, b"signing").data
        ),
        X25519PublicKey.from_public_bytes(public),
        receiving,
        keys,
    )
