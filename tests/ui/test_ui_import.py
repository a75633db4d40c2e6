"""The coordinator's import as she does it: choose, look, import, read; by mouse and by keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from accessible import findings, too_wide
from desk_world import DeskWorld
from driving import button, click, focused, line, names, plain, press, says, shown, write
from drop_world import PASSPHRASE, Places, at, copied, files_of, finish, found, record_of, send_all
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QAbstractButton

from fieldkit.model.clock import SteppingClock
from fieldkit.operations.registries import registry_of
from fieldkit.ui.flows.import_batches import ImportFlow
from fieldkit.ui.language import language
from fieldkit.ui.models.import_batches import BatchRow, BatchState, ImportStage, ImportView
from fieldkit.ui.pages.import_batches import ImportPage
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.runner import ProgressReport, Runner
from fieldkit.ui.theme import theme

AFTERWARDS = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return found(tmp_path_factory.mktemp("deployment"))


@pytest.fixture
def places(template: Places, tmp_path: Path) -> Places:
    return copied(template, tmp_path / "deployment")


@pytest.fixture
def world(places: Places, runner: Runner, preferences: PreferencesFile) -> Iterator[DeskWorld]:
    made = DeskWorld(runner, preferences, places.root, SteppingClock(AFTERWARDS))
    made.unlock(places.vault("coordinator"), PASSPHRASE)
    yield made
    made.close()


@pytest.fixture
def page(world: DeskWorld) -> ImportPage:
    """The import page, just opened from Home."""
    flow = ImportFlow(world.desk)
    flow.setParent(world.window)
    flow.begin()
    world.settle()
    shown_page = world.window.page
    assert isinstance(shown_page, ImportPage)
    return shown_page


def sent(places: Places, name: str, *numbers: int, age: int = 0) -> Path:
    """A batch of `name` with a record per number; its file."""
    with at(places, name) as laptop:
        for number in numbers:
            finish(laptop, record_of(f"uuid:{number}", {"/data/age": str(age or number)}))
        return places.drop / send_all(laptop, places.drop)[-1].file


def look(world: DeskWorld, page: ImportPage, folder: Path) -> None:
    """Type the folder and press the button."""
    line(page, "Stick or folder").setText("")
    write(str(folder), line(page, "Stick or folder"))
    click(button(page, "Look what is there"))
    world.settle()


def table(page: ImportPage) -> list[tuple[str, ...]]:
    return [row.cells for row in page.report.batches.table.rows]


def states(page: ImportPage) -> list[str]:
    return [cells[0] for cells in table(page)]


def totals(page: ImportPage) -> list[str]:
    return [plain(words) for words in page.report.totals.words]


def held(world: DeskWorld) -> int:
    return world.do(lambda: len(list(registry_of(world.access.vault).view().standings())))


def test_nothing_is_written_before_it_is_confirmed(
    world: DeskWorld, page: ImportPage, places: Places
) -> None:
    sent(places, "north", 1, 2)
    sent(places, "south", 3)
    before = files_of(places.drop)
    look(world, page, places.drop)
    assert says(page, "2 batches can be imported")
    assert totals(page) == ["3 new records"]
    assert states(page) == ["New", "New"]
    assert files_of(places.drop) == before
    assert held(world) == 0
    click(button(page, "Import 2 batches"))
    world.settle()
    assert says(page, "2 batches were imported")
    assert states(page) == ["Imported", "Imported"]
    assert held(world) == 3
    assert says(page, "Receipts lie on the drop")
    click(button(page, "Done"))
    assert world.elsewhere.gone == ["home"]


def test_the_whole_import_by_keys_alone(world: DeskWorld, page: ImportPage, places: Places) -> None:
    sent(places, "north", 1)
    assert focused() is page.folder.line
    write(str(places.drop))
    press(Qt.Key.Key_Return)
    world.settle()
    assert focused() is page.report.batches.table
    for _ in range(12):
        if "Import 1 batch" in names(focused()):
            break
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    world.settle()
    assert held(world) == 1
    press(Qt.Key.Key_Escape)
    assert world.elsewhere.gone == ["home"]


def test_the_folder_of_last_time_is_offered(
    world: DeskWorld, page: ImportPage, places: Places, preferences: PreferencesFile
) -> None:
    look(world, page, places.drop)
    assert preferences.present.drop == str(places.drop)
    flow = ImportFlow(world.desk)
    flow.begin()
    world.settle()
    assert isinstance(world.window.page, ImportPage)
    assert line(world.window.page, "Stick or folder").text() == str(places.drop)


def test_an_altered_batch_and_one_sent_twice_are_told_apart(
    world: DeskWorld, page: ImportPage, places: Places
) -> None:
    good = sent(places, "north", 1)
    good.with_name("zz copy.fkb").write_bytes(good.read_bytes())
    altered = sent(places, "south", 2)
    data = bytearray(altered.read_bytes())
    data[len(data) // 2] ^= 1
    altered.write_bytes(bytes(data))
    look(world, page, places.drop)
    assert states(page) == ["Refused", "New", "Imported before"]
    assert totals(page) == ["1 new record", "1 refused", "1 imported before"]
    # The refused one stands first and is explained at once.
    assert says(page, "altered or damaged after it was signed")
    assert says(page, "Laptop and number are what the name of the file says.")
    press(Qt.Key.Key_Down, into=page.report.batches.table)
    assert says(page, "This batch is sound and can be imported.")
    press(Qt.Key.Key_Down, into=page.report.batches.table)
    assert says(page, "Nothing of it is imported twice.")
    click(button(page, "Import 1 batch"))
    world.settle()
    assert states(page) == ["Refused", "Imported", "Imported before"]
    assert held(world) == 1


def test_a_batch_that_is_missing_is_asked_for(
    world: DeskWorld, page: ImportPage, places: Places
) -> None:
    sent(places, "north", 1)
    second = sent(places, "north", 2)
    sent(places, "north", 3)
    second.unlink()
    look(world, page, places.drop)
    assert "1 batch missing" in totals(page)
    assert any("Batch 2 of" in plain(words) for words in page.report.notices.texts)
    assert any("Ask for it" in words for words in page.report.notices.texts)


def test_two_versions_of_a_record_are_both_kept_and_it_says_so(
    world: DeskWorld, page: ImportPage, places: Places
) -> None:
    sent(places, "north", 1)
    sent(places, "south", 1, age=40)
    look(world, page, places.drop)
    assert totals(page) == ["1 new record", "1 conflict"]
    click(button(page, "Import 2 batches"))
    world.settle()
    assert says(page, "Both versions are kept; nothing was overwritten.")


def test_versions_that_wait_for_their_form_and_strange_files_are_told(
    world: DeskWorld, page: ImportPage, places: Places
) -> None:
    with at(places, "north") as north:
        finish(north, record_of("uuid:1", {"/data/age": "1"}, form_hash="f" * 64))
        path = places.drop / send_all(north, places.drop)[0].file
    path.with_name("notes.txt").write_text("hello", "utf-8")
    look(world, page, places.drop)
    assert any("waits for a form" in words for words in page.report.notices.texts)
    assert any("notes.txt" in words for words in page.report.notices.texts)


def test_a_drop_that_cannot_be_written_to_is_imported_and_named(
    world: DeskWorld, page: ImportPage, places: Places
) -> None:
    sent(places, "north", 1)
    (places.drop / "ack").write_bytes(b"in the way")
    look(world, page, places.drop)
    click(button(page, "Import 1 batch"))
    world.settle()
    assert held(world) == 1
    assert says(page, "Receipts could not be left on the drop")
    assert says(page, "nothing is imported twice")
    (places.drop / "ack").unlink()
    click(button(page, "Another folder"))
    click(button(page, "Look what is there"))
    world.settle()
    assert says(page, "There is nothing new to import")
    click(button(page, "Leave the receipts again"))
    world.settle()
    assert says(page, "Receipts lie on the drop")


class Hand(QObject):
    """Presses Stop when the third batch is announced; the import waits for the hand."""

    def __init__(self, world: DeskWorld, page: ImportPage) -> None:
        super().__init__(page)
        self._page = page
        self._pressed = False
        waits = Qt.ConnectionType.BlockingQueuedConnection
        world.runner.progressed.connect(self.press, waits)

    @Slot(object)
    def press(self, report: ProgressReport) -> None:
        if report.done == 2 and not self._pressed:
            self._pressed = True
            click(button(self._page, "Stop"))


def test_an_import_can_be_stopped_between_two_batches_and_gone_on_with(
    world: DeskWorld, page: ImportPage, places: Places
) -> None:
    for number in range(1, 5):
        sent(places, "north", number)
    look(world, page, places.drop)
    Hand(world, page)
    click(button(page, "Import 4 batches"))
    world.settle()
    assert says(page, "Stopped: 2 of 4 batches were imported")
    assert sorted(states(page)) == ["Imported", "Imported", "New", "New"]
    assert held(world) == 2
    assert any("You stopped the import" in words for words in page.report.notices.texts)
    click(button(page, "Import 2 batches"))
    world.settle()
    assert held(world) == 4
    assert says(page, "2 batches were imported")


def test_escape_stops_a_running_import_and_stays_to_say_what_it_did(
    world: DeskWorld, page: ImportPage, places: Places
) -> None:
    for number in range(1, 3):
        sent(places, "north", number)
    look(world, page, places.drop)
    click(button(page, "Import 2 batches"))
    press(Qt.Key.Key_Escape)
    world.settle()
    assert world.elsewhere.gone == []
    assert says(page, "batches were imported")


def test_a_look_that_is_stopped_goes_back_to_the_folder(
    world: DeskWorld, page: ImportPage, places: Places
) -> None:
    for number in range(1, 5):
        sent(places, "north", number)
    Hand(world, page)
    look(world, page, places.drop)
    assert line(page, "Stick or folder").text() == str(places.drop)
    assert not world.window.failure.isVisible()


def test_a_folder_that_is_not_there_and_one_without_batches(
    world: DeskWorld, page: ImportPage, places: Places
) -> None:
    look(world, page, places.root / "nowhere")
    assert says(world.window, "The stick or folder is not there")
    empty = places.root / "empty"
    empty.mkdir()
    look(world, page, empty)
    assert says(page, "There are no batches here")
    assert focused() is page.another
    assert not [each for each in shown(page, QAbstractButton) if "Import" in each.text()]


def test_switching_the_language_rewrites_the_table_where_it_stands(
    world: DeskWorld, page: ImportPage, places: Places
) -> None:
    sent(places, "north", 1, 2)
    sent(places, "south", 3)
    look(world, page, places.drop)
    press(Qt.Key.Key_Down, into=page.report.batches.table)
    language().set("ar")
    world.settle()
    assert page.report.batches.table.currentIndex().row() == 1
    assert {cells[2] for cells in table(page)} == {"١"}
    language().set("en")
    assert {cells[2] for cells in table(page)} == {"1"}


@pytest.mark.parametrize(("code", "scale"), [("en", 100), ("ar", 150)])
def test_every_step_can_be_read_reached_and_pressed(
    world: DeskWorld, page: ImportPage, places: Places, code: str, scale: int
) -> None:
    sent(places, "north", 1)
    sent(places, "south", 1, age=40)
    sent(places, "stranger", 9)
    theme().apply("light", scale)
    look(world, page, places.drop)
    language().set(code)
    for step in (page.take_in, page.another):
        world.settle()
        assert findings(world.window, scale=scale) == []
        assert too_wide(world.window) == []
        click(step)
        world.settle()
    assert findings(world.window, scale=scale) == []


def test_a_thousand_lines_are_shown_and_walked_through(world: DeskWorld, page: ImportPage) -> None:
    rows = tuple(
        BatchRow(f"in/a/{n:08d}.fkb", "north", "", n, "2026-11-22T09:00:00.000Z", BatchState.NEW, 3)
        for n in range(1, 1001)
    )
    page.show_model(ImportView(ImportStage.LOOKED, "/stick", rows))
    world.settle()
    assert len(table(page)) == 1000
    press(Qt.Key.Key_End, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert page.report.batches.table.currentIndex().row() == 999
    assert says(page, "Batch 1000 of north")
