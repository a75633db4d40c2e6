"""The keys of this computer: Ed25519 signs events and batches, X25519 receives sealed ones.

Made once, with the vault; a restored backup becomes a new device. Sealed under a key derived from
the database key: a coordinator without the identifier key still signs the columns ledger.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from fieldkit.vault.driver import Connection
from fieldkit.vault.errors import VaultDamaged
from fieldkit.vault.keys import VaultKeys, seal_under, unseal_under

_PURPOSE = "device-keys"

SCHEMA = """
CREATE TABLE device_keys (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    signing BLOB NOT NULL,
    receiving BLOB NOT NULL
) STRICT;
"""


@dataclass(frozen=True, repr=False, eq=False)
class DeviceKeys:
    """The private keys of this device."""

    signing: Ed25519PrivateKey
    receiving: X25519PrivateKey


def create(connection: Connection, keys: VaultKeys) -> None:
    """Make the keys of this device, inside the caller's transaction."""
    key = keys.derived(_PURPOSE)
    connection.execute(
        "INSERT INTO device_keys VALUES (1, ?, ?)",
        (
            seal_under(key, Ed25519PrivateKey.generate().private_bytes_raw(), b"signing"),
            seal_under(key, X25519PrivateKey.generate().private_bytes_raw(), b"receiving"),
        ),
    )


def read(connection: Connection, keys: VaultKeys) -> DeviceKeys:
    """The keys of this device. Raises VaultDamaged when they are missing or altered."""
    row = connection.execute("SELECT signing, receiving FROM device_keys").fetchone()
    if row is None:
        raise VaultDamaged("This vault has lost the keys of its device.")
    key = keys.derived(_PURPOSE)
    return DeviceKeys(
        Ed25519PrivateKey.from_private_bytes(unseal_under(key, row[0], b"signing").data),
        X25519PrivateKey.from_private_bytes(unseal_under(key, row[1], b"receiving").data),
    )
