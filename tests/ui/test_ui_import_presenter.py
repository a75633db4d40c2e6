"""The import as view models: a look that changes nothing, then the import, and what it tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from drop_world import (
    PASSPHRASE,
    Places,
    at,
    copied,
    files_of,
    finish,
    found,
    record_of,
    send_all,
)
from stopping import Watcher

from fieldkit.model.clock import SeededRandomness, SteppingClock
from fieldkit.model.progress import NO_PROGRESS
from fieldkit.operations.registries import registry_of
from fieldkit.sync.errors import DropRefused
from fieldkit.ui.models.import_batches import BatchState, ImportStage
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.import_batches import ImportPresenter

NEW, IMPORTED, ALREADY, REFUSED = (
    BatchState.NEW,
    BatchState.IMPORTED,
    BatchState.ALREADY,
    BatchState.REFUSED,
)
AFTERWARDS = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return found(tmp_path_factory.mktemp("deployment"))


@pytest.fixture
def places(template: Places, tmp_path: Path) -> Places:
    return copied(template, tmp_path / "deployment")


def access_at(places: Places, now: datetime = AFTERWARDS) -> Access:
    access = Access(SteppingClock(now), SeededRandomness("import"))
    access.unlock(places.vault("coordinator"), None, PASSPHRASE)
    return access


@pytest.fixture
def access(places: Places) -> Iterator[Access]:
    opened = access_at(places)
    yield opened
    opened.lock()


def sent(places: Places, name: str, *numbers: int, age: int = 0) -> Path:
    """A batch of `name` with a record per number; its file."""
    with at(places, name) as laptop:
        for number in numbers:
            finish(laptop, record_of(f"uuid:{number}", {"/data/age": str(age or number)}))
        return places.drop / send_all(laptop, places.drop)[-1].file


def label(places: Places, name: str) -> str:
    with at(places, name) as laptop:
        return laptop.device.label


def test_a_look_says_what_would_come_and_changes_nothing(places: Places, access: Access) -> None:
    sent(places, "north", 1, 2)
    sent(places, "south", 3)
    before = files_of(places.drop), registry_of(access.vault).view().revision()
    view = ImportPresenter(access).look(str(places.drop), NO_PROGRESS)
    assert (files_of(places.drop), registry_of(access.vault).view().revision()) == before
    assert view.stage is ImportStage.LOOKED
    assert [row.state for row in view.rows] == [NEW, NEW]
    assert sorted((row.laptop, row.sequence, row.records) for row in view.rows) == sorted(
        [(label(places, "north"), 1, 2), (label(places, "south"), 1, 1)]
    )
    assert all(row.written_at.startswith("2026-11-22T") for row in view.rows)
    assert (view.totals.importable, view.totals.new, view.totals.imported) == (2, 3, 0)
    assert view.receipts == ()


def test_an_import_says_what_came_and_for_whom_there_are_receipts(
    places: Places, access: Access
) -> None:
    sent(places, "north", 1, 2)
    presenter = ImportPresenter(access)
    presenter.look(str(places.drop), NO_PROGRESS)
    view = presenter.take_in(str(places.drop), NO_PROGRESS)
    assert view.stage is ImportStage.IMPORTED
    assert [(row.state, row.new) for row in view.rows] == [(IMPORTED, 2)]
    assert (view.totals.imported, view.totals.new) == (1, 2)
    (receipt,) = view.receipts
    assert receipt.laptop == label(places, "north")
    assert (places.drop / receipt.file).is_file()
    again = presenter.take_in(str(places.drop), NO_PROGRESS)
    assert [row.state for row in again.rows] == [ALREADY]
    assert (again.totals.imported, again.totals.new) == (0, 0)


def test_what_is_refused_comes_first_and_says_why(places: Places, access: Access) -> None:
    good = sent(places, "north", 1)
    altered = sent(places, "south", 2)
    data = bytearray(altered.read_bytes())
    data[len(data) // 2] ^= 1
    altered.write_bytes(bytes(data))
    good.with_name("zz copy.fkb").write_bytes(good.read_bytes())
    view = ImportPresenter(access).look(str(places.drop), NO_PROGRESS)
    assert [row.state for row in view.rows] == [REFUSED, NEW, ALREADY]
    refused = view.rows[0]
    assert (refused.reason, refused.laptop, refused.sequence) == (
        "tampered",
        label(places, "south"),
        1,
    )
    assert not refused.is_proven
    assert view.totals.refused == view.totals.already == view.totals.importable == 1


def test_two_versions_of_one_record_are_a_conflict(places: Places, access: Access) -> None:
    sent(places, "north", 1)
    sent(places, "south", 1, age=40)
    presenter = ImportPresenter(access)
    looked = presenter.look(str(places.drop), NO_PROGRESS)
    assert (looked.totals.new, looked.totals.conflict) == (1, 1)
    done = presenter.take_in(str(places.drop), NO_PROGRESS)
    assert (done.totals.new, done.totals.conflict) == (1, 1)


def test_what_is_missing_of_a_laptop_is_named(places: Places, access: Access) -> None:
    sent(places, "north", 1)
    second = sent(places, "north", 2)
    sent(places, "north", 3)
    second.unlink()
    view = ImportPresenter(access).look(str(places.drop), NO_PROGRESS)
    (gap,) = view.gaps
    assert (gap.laptop, gap.batches) == (label(places, "north"), ((2, 2),))
    assert list(gap.batch_numbers) == [2]


def test_an_unknown_form_and_strange_files_are_counted(places: Places, access: Access) -> None:
    with at(places, "north") as north:
        finish(north, record_of("uuid:1", {"/data/age": "1"}, form_hash="f" * 64))
        path = places.drop / send_all(north, places.drop)[0].file
    path.with_name("notes.txt").write_text("hello", "utf-8")
    view = ImportPresenter(access).look(str(places.drop), NO_PROGRESS)
    assert view.parked == 1
    assert [name.rsplit("/", 1)[-1] for name in view.ignored] == ["notes.txt"]


def test_a_drop_that_takes_no_receipt_is_told_with_its_laptops(
    places: Places, access: Access
) -> None:
    sent(places, "north", 1)
    (places.drop / "ack").write_bytes(b"in the way")
    view = ImportPresenter(access).take_in(str(places.drop), NO_PROGRESS)
    assert view.totals.imported == 1
    assert view.receipts == ()
    assert view.unreceipted == (label(places, "north"),)
    assert view.receipts_reason
    assert view.receipts_message


def test_a_stopped_import_says_which_batches_are_in(places: Places, access: Access) -> None:
    for number in (1, 2, 3):
        sent(places, "north", number)
    presenter = ImportPresenter(access)
    presenter.look(str(places.drop), NO_PROGRESS)
    view = presenter.take_in(str(places.drop), Watcher(stop_at=1))
    assert view.was_stopped
    assert sorted((row.sequence, row.state, row.new) for row in view.rows) == [
        (1, IMPORTED, 1),
        (2, NEW, 1),
        (3, NEW, 1),
    ]
    assert (view.totals.imported, view.totals.importable, view.totals.new) == (1, 2, 1)
    rest = presenter.take_in(str(places.drop), NO_PROGRESS)
    assert not rest.was_stopped
    assert [row.state for row in rest.rows] == [IMPORTED, IMPORTED, ALREADY]


def test_a_clock_that_cannot_be_right_is_doubted(places: Places) -> None:
    sent(places, "north", 1)
    for now, doubted in (
        (datetime(2026, 11, 22, 9, 5, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 6, tzinfo=UTC), True),
    ):
        access = access_at(places, now)
        (row,) = ImportPresenter(access).look(str(places.drop), NO_PROGRESS).rows
        assert row.clock_doubted is doubted
        access.lock()


def test_a_folder_that_is_not_there_is_refused(places: Places, access: Access) -> None:
    with pytest.raises(DropRefused):
        ImportPresenter(access).look(str(places.root / "nowhere"), NO_PROGRESS)
    empty = places.root / "empty"
    empty.mkdir()
    assert ImportPresenter(access).look(str(empty), NO_PROGRESS).rows == ()
