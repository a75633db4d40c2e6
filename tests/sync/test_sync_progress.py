"""Sending and receiving tell how far they are, and may be stopped between two files."""

from __future__ import annotations

from pathlib import Path

import pytest
from deployment_world import RANDOM, World, clock, finish_record, send_all, states
from stopping import Watcher, assert_goes_forward

from fieldkit.model.progress import Cancelled
from fieldkit.operations.receive import receive
from fieldkit.operations.send import send
from fieldkit.sync.batch.open import open_batch
from fieldkit.sync.drop.folder import FolderDrop
from fieldkit.sync.keyring import keyring_of
from fieldkit.sync.receipts import write_receipt
from fieldkit.vault import Vault, outbox
from fieldkit.vault.outbox import BatchState

RECORDS = 3


@pytest.fixture(autouse=True)
def one_record_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fieldkit.operations.send.MAX_EVENTS", 1)


def send_watched(laptop: Vault, world: World, watcher: Watcher) -> None:
    send(laptop, FolderDrop(world.drop), clock=clock(), randomness=RANDOM, progress=watcher)


def files(world: World) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in world.drop.rglob("*.fkb")}


def test_sending_tells_each_batch_sealed_and_each_file_copied(world: World, laptop: Vault) -> None:
    for number in range(RECORDS):
        finish_record(laptop, number)
    watcher = Watcher()
    send_watched(laptop, world, watcher)
    assert_goes_forward(watcher)
    assert [told[0] for told in watcher.told] == list(range(2 * RECORDS))
    assert {told[1] for told in watcher.told} == {2 * RECORDS}
    copied = [told[2] for told in watcher.told[RECORDS:]]
    assert [Path(name).name for name in copied] == sorted(files(world))


@pytest.mark.parametrize("stop_at", range(2 * RECORDS))
def test_sending_stopped_anywhere_goes_on_where_it_stopped(
    world: World, laptop: Vault, stop_at: int
) -> None:
    for number in range(RECORDS):
        finish_record(laptop, number)
    with pytest.raises(Cancelled):
        send_watched(laptop, world, Watcher(stop_at))
    sealed = outbox.batches(laptop)
    assert len(sealed) == min(stop_at, RECORDS)
    assert len(files(world)) == max(0, stop_at - RECORDS)
    assert list(states(laptop).values()).count("sent") == len(sealed)
    before = files(world)
    watcher = Watcher()
    send_watched(laptop, world, watcher)
    assert_goes_forward(watcher)
    after = outbox.batches(laptop)
    assert after[: len(sealed)] == sealed
    assert [batch.sequence for batch in after] == [1, 2, 3]
    assert before.items() <= files(world).items()
    assert len(files(world)) == RECORDS
    assert set(states(laptop).values()) == {"sent"}


def test_receiving_stopped_between_two_receipts_reads_the_rest_later(
    world: World, coordinator: Vault, laptop: Vault
) -> None:
    for number in range(2):
        finish_record(laptop, number)
        send_all(laptop, world.drop)
        paths = sorted(world.drop.rglob("*.fkb"))
        found = [open_batch(path, keyring_of(coordinator)) for path in paths]
        imported = {batch.manifest.sequence: batch.file_hash for batch in found}
        drop = FolderDrop(world.drop)
        write_receipt(
            coordinator, drop, laptop.device.id, imported=imported, rejected=(), clock=clock()
        )
    with pytest.raises(Cancelled):
        receive(laptop, FolderDrop(world.drop), progress=Watcher(1))
    read = [batch.state for batch in outbox.batches(laptop)]
    assert read == [BatchState.CONFIRMED, BatchState.SEALED]
    watcher = Watcher()
    report = receive(laptop, FolderDrop(world.drop), progress=watcher)
    assert_goes_forward(watcher)
    assert len(report.receipts) == len(report.confirmed) == 1
    assert {batch.state for batch in outbox.batches(laptop)} == {BatchState.CONFIRMED}
