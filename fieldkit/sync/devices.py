"""What must hold for a device named in a file from elsewhere, and its key as an object."""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from fieldkit.model.devices import Device
from fieldkit.sync.envelope import malformed

_KEY_LENGTH: Final = 64
_LONGEST_NAME: Final = 200
_HEX: Final = frozenset("0123456789abcdef")


def receiving_key(device: Device) -> X25519PublicKey:
    """The key batches for `device` are sealed to."""
    return X25519PublicKey.from_public_bytes(bytes.fromhex(device.receiving_key))


def require_keys(device: Device) -> None:
    """Raises EnvelopeRefused (`malformed`) unless keys look like keys, names like names."""
    for key in (device.signing_key, device.receiving_key):
        require_hex(key)
    require_lines(device.label, device.team)


def require_hex(value: str) -> None:
    """Raises EnvelopeRefused (`malformed`) unless `value` is 32 bytes in lower-case hex."""
    if len(value) != _KEY_LENGTH or not _HEX.issuperset(value):
        raise malformed()


def require_lines(*names: str) -> None:
    """Raises EnvelopeRefused (`malformed`) unless each is one short printable line.

    Names from unverified files are shown to people who decide by them: no control characters, no
    marks that turn the direction of writing.
    """
    for name in names:
        if len(name) > _LONGEST_NAME or not name.isprintable():
            raise malformed()
