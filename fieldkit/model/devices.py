"""Devices: the computers that sign events, known by the hash of their key."""

from __future__ import annotations

import hashlib
from enum import Enum

import msgspec

SIGNING_KEY_CONTEXT = b"fieldkit/key/v1\0"


class DeviceStatus(Enum):
    """What the coordinator thinks of a device."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REVOKED = "revoked"


class Device(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A computer: its public keys (raw, lower-case hex), its team and the author's pseudonym."""

    signing_key: str
    receiving_key: str
    label: str
    team: str

    @property
    def id(self) -> str:
        """Lower-case hex of SHA-256 over the context and the raw Ed25519 public key."""
        return device_id(bytes.fromhex(self.signing_key))


def device_id(signing_key: bytes) -> str:
    """The id of the device whose raw Ed25519 public key is `signing_key`."""
    return hashlib.sha256(SIGNING_KEY_CONTEXT + signing_key).hexdigest()
