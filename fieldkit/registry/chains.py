"""The chains of devices: what is missing in them, and whether something contradicts them.

Gaps are reported, never waited for: a dead laptop must not hide its last batch. A contradiction
(two hashes for one place) means that a vault was copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from fieldkit.model.batches import OpenedBatch
from fieldkit.model.events import EventHeader
from fieldkit.registry.errors import CopiedVault
from fieldkit.registry.store import Link, RegistryStore


@dataclass(frozen=True)
class Gap:
    """What is missing of a device below the highest number seen: inclusive ranges."""

    device: str
    batches: list[tuple[int, int]]
    events: list[tuple[int, int]]


def gaps(store: RegistryStore) -> list[Gap]:
    """The devices something is missing of, ordered by device id."""
    events, batches = store.event_sequences(), store.batch_sequences()
    expected: dict[str, int] = {}
    for held in store.batches():
        expected[held.device] = max(expected.get(held.device, 0), held.last_event)
    found = [
        Gap(
            device,
            missing(batches.get(device, [])),
            missing(events.get(device, []), upto=expected.get(device, 0)),
        )
        for device in sorted(events.keys() | batches.keys())
    ]
    return [gap for gap in found if gap.batches or gap.events]


def missing(sequences: Iterable[int], *, upto: int = 0) -> list[tuple[int, int]]:
    """The ranges absent from ascending `sequences`, counted from 1 to the last (or `upto`)."""
    absent: list[tuple[int, int]] = []
    last = 0
    for sequence in [*sequences, upto + 1]:
        if sequence > last + 1:
            absent.append((last + 1, sequence - 1))
        last = max(last, sequence)
    return absent


def check_batch_place(store: RegistryStore, opened: OpenedBatch) -> None:
    """Raises CopiedVault unless the batch fits between the imported batches of its device."""
    manifest = opened.manifest
    place = _Place(manifest.sequence, opened.file_hash, manifest.previous)
    _check(manifest.device, place, store.batch_link)


def check_event_place(store: RegistryStore, event: str, header: EventHeader) -> None:
    """Raises CopiedVault unless the event fits between the held events of its device."""
    place = _Place(header.sequence, event, header.previous)
    _check(header.device, place, store.event_link)


def check_order(headers: Mapping[str, EventHeader]) -> None:
    """Raises CopiedVault when the events of one batch contradict each other (id -> header)."""
    standing: dict[int, str] = {}
    for event, header in headers.items():
        if header.sequence in standing:
            raise CopiedVault(header.device, standing[header.sequence])
        standing[header.sequence] = event
    for header in headers.values():
        before = standing.get(header.sequence - 1)
        if before is not None and before != header.previous:
            raise CopiedVault(header.device, before)


@dataclass(frozen=True)
class _Place:
    sequence: int
    hash: str
    previous: str


def _check(device: str, place: _Place, link: Callable[[str, int], Link | None]) -> None:
    before = link(device, place.sequence - 1)
    here = link(device, place.sequence)
    after = link(device, place.sequence + 1)
    if here is not None and here.hash != place.hash:
        raise CopiedVault(device, here.hash)
    if before is not None and before.hash != place.previous:
        raise CopiedVault(device, before.hash)
    if after is not None and after.previous != place.hash:
        raise CopiedVault(device, after.hash)
