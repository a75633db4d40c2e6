"""An import tells each batch, and may be stopped between two: what was taken in is receipted."""

from __future__ import annotations

import pytest
from drop_world import Places, at, clock, files_of, finish, record_of, send_all
from stopping import Watcher, assert_goes_forward

from fieldkit.model.progress import Cancelled
from fieldkit.operations.import_batches import BatchOutcome, import_drop, preview_drop
from fieldkit.operations.receive import receive
from fieldkit.operations.registries import registry_of
from fieldkit.sync.drop.folder import FolderDrop
from fieldkit.vault import outbox
from fieldkit.vault.outbox import BatchState

BATCHES = 3


@pytest.fixture
def filled(places: Places) -> Places:
    """Two batches from the north, one from the south."""
    for number, name in enumerate(("north", "north", "south")):
        with at(places, name) as laptop:
            finish(laptop, record_of(f"uuid:{number}", {"/data/age": "5"}))
            send_all(laptop, places.drop)
    return places


def states(places: Places, name: str) -> list[BatchState]:
    with at(places, name) as laptop:
        receive(laptop, FolderDrop(places.drop))
        return [batch.state for batch in outbox.batches(laptop)]


@pytest.mark.parametrize("stop_at", range(BATCHES))
def test_an_import_stopped_anywhere_claims_what_it_holds_and_goes_on(
    filled: Places, stop_at: int
) -> None:
    with at(filled, "coordinator") as chief:
        with pytest.raises(Cancelled):
            import_drop(chief, filled.drop, clock=clock(), progress=Watcher(stop_at))
        assert len(registry_of(chief).store.batches()) == stop_at
    confirmed = [*states(filled, "north"), *states(filled, "south")].count(BatchState.CONFIRMED)
    assert confirmed == stop_at  # receipts for all of what is here, and for nothing else
    with at(filled, "coordinator") as chief:
        watcher = Watcher()
        report = import_drop(chief, filled.drop, clock=clock(), progress=watcher)
        assert_goes_forward(watcher)
        found = [line.outcome for line in report.batches]
        assert found.count(BatchOutcome.ALREADY) == stop_at
        assert found.count(BatchOutcome.IMPORTED) == BATCHES - stop_at
        assert len(list(registry_of(chief).view().current("intake"))) == BATCHES
    assert {*states(filled, "north"), *states(filled, "south")} == {BatchState.CONFIRMED}


def test_an_import_stopped_on_a_stick_that_cannot_be_written_is_still_sound(
    filled: Places,
) -> None:
    (filled.drop / "ack").write_text("in the way of the receipts")
    with at(filled, "coordinator") as chief:
        with pytest.raises(Cancelled):
            import_drop(chief, filled.drop, clock=clock(), progress=Watcher(2))
        (filled.drop / "ack").unlink()
        assert len(registry_of(chief).store.batches()) == 2
        report = import_drop(chief, filled.drop, clock=clock())
        assert report.receipts
        assert report.receipts_problem == ""
    assert {*states(filled, "north"), *states(filled, "south")} == {BatchState.CONFIRMED}


@pytest.mark.parametrize("stop_at", range(BATCHES))
def test_a_preview_stopped_anywhere_keeps_nothing(filled: Places, stop_at: int) -> None:
    before = files_of(filled.drop)
    with at(filled, "coordinator") as chief:
        seen = registry_of(chief).view().revision()
        with pytest.raises(Cancelled):
            preview_drop(chief, filled.drop, progress=Watcher(stop_at))
        assert registry_of(chief).view().revision() == seen
        assert registry_of(chief).store.batches() == []
        watcher = Watcher()
        report = preview_drop(chief, filled.drop, progress=watcher)
        assert_goes_forward(watcher)
        assert [line.outcome for line in report.batches] == [BatchOutcome.IMPORTED] * BATCHES
        assert [told[2] for told in watcher.told] == [line.file for line in report.batches]
        assert registry_of(chief).store.batches() == []
    assert files_of(filled.drop) == before
