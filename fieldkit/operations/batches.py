"""Looking at a batch file: what anybody can see, and what the coordinator's key shows.

Never an answer: counts, ids and forms only.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from fieldkit.model.batches import OpenedBatch
from fieldkit.model.events import decode_header
from fieldkit.sync.batch.open import Keyring, open_batch, read_outside
from fieldkit.sync.drop.base import SHORT
from fieldkit.sync.errors import DropRefused
from fieldkit.sync.keyring import keyring_of
from fieldkit.vault import peers
from fieldkit.vault.vault import Vault


@dataclass(frozen=True)
class BatchOutside:
    """What a batch shows without a key. Nothing of it is proven without one."""

    file: str
    size: int
    hash: str
    name_fits: bool
    batch_id: str
    sender: str
    recipients: list[str]


@dataclass(frozen=True)
class BatchInside:
    """What the addressee sees, everything verified."""

    sender_label: str
    team: str
    author: str
    sequence: int
    previous: str
    created_at: str
    events: int
    first_event: int
    last_event: int
    kinds: dict[str, int]
    forms: dict[str, int]


def inspect(file: Path) -> BatchOutside:
    """Read what needs no key. Raises BatchRefused when the file is no whole batch, DropRefused
    (`no-file`) when it cannot be read."""
    try:
        with file.open("rb") as stream:
            outside = read_outside(stream)
            stream.seek(0)
            file_hash = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(file, error) from None
    header = outside.header
    return BatchOutside(
        file=file.name,
        size=outside.size,
        hash=file_hash,
        name_fits=file.stem.rpartition("-")[2] == file_hash[:SHORT],
        batch_id=header.batch_id.hex(),
        sender=outside.sender,
        recipients=[recipient.hex() for recipient, _ in header.recipients],
    )


def inspect_inside(file: Path, vault: Vault) -> BatchInside:
    """Open a batch with the vault's key, verify it and say what it carries.

    Changes nothing. Raises BatchRefused, DropRefused (`no-file`), NoDeployment.
    """
    keyring = keyring_of(vault)
    opened = open_file(file, keyring)
    sender = peers.peers(vault)[opened.manifest.device]
    headers = [decode_header(event.header) for event in opened.events]
    manifest = opened.manifest
    return BatchInside(
        sender_label=sender.device.label,
        team=sender.device.team,
        author=sender.author,
        sequence=manifest.sequence,
        previous=manifest.previous,
        created_at=manifest.created_at,
        events=manifest.events,
        first_event=manifest.first_event,
        last_event=manifest.last_event,
        kinds=dict(Counter(header.kind for header in headers)),
        forms=dict(Counter(header.form_id for header in headers)),
    )


def open_file(file: Path, keyring: Keyring) -> OpenedBatch:
    """Open a batch file. Raises BatchRefused, DropRefused (`no-file`) when it cannot be read."""
    try:
        return open_batch(file, keyring)
    except OSError as error:
        raise _unreadable(file, error) from None


def _unreadable(file: Path, error: OSError) -> DropRefused:
    return DropRefused(
        f"The file {file.name} cannot be read ({error.strerror}).",
        code="no-file",
        next_step="Check the name and that the stick is in.",
    )
