"""What a sealed batch says once it has been opened and verified.

Lives here because `sync` opens batches and `registry` imports them, and neither may know the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from fieldkit.model.canonical import Number
from fieldkit.model.events import Event

MANIFEST_SCHEMA = 1


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first thing inside a batch's body.

    `sequence` counts the batches of a device from 1; `previous` is the SHA-256 (hex) of the
    batch file before it, or 64 zeros; `first_event`..`last_event` are event sequences (0, 0 when
    empty); `forms` the form hashes used; `audit_head` the head of the device's audit chain.
    """

    schema: int
    deployment: str
    device: str
    sequence: Number
    previous: str
    created_at: str
    events: Number
    first_event: Number
    last_event: Number
    forms: list[str]
    audit_head: str


@dataclass(frozen=True)
class OpenedBatch:
    """A batch whose signature, sender, addressee and every event have been verified."""

    file_name: str
    file_hash: str
    manifest: Manifest
    events: list[Event]
