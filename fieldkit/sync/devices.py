"""The public keys of a device, from the objects `cryptography` gives and back."""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from fieldkit.model.devices import Device
from fieldkit.sync.envelope import malformed

_KEY_LENGTH: Final = 64
_HEX: Final = frozenset("0123456789abcdef")


def receiving_key(device: Device) -> X25519PublicKey:
    """The key batches for `device` are sealed to."""
    return X25519PublicKey.from_public_bytes(bytes.fromhex(device.receiving_key))


def require_keys(device: Device) -> None:
    """Raises EnvelopeRefused (`malformed`) unless both keys look like keys."""
    for key in (device.signing_key, device.receiving_key):
        require_hex(key)


def require_hex(value: str) -> None:
    """Raises EnvelopeRefused (`malformed`) unless `value` is 32 bytes in lower-case hex."""
    if len(value) != _KEY_LENGTH or not _HEX.issuperset(value):
        raise malformed()
