"""Publishing as a coordinator does it: choose, look, publish, read; and what stops her."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import publishing_world as made
import pytest
from accessible import findings, too_wide
from desk_world import DeskWorld
from driving import button, click, focused, line, named, names, plain, press, says, write
from publishing_world import CLERK, NAME, PASSPHRASE, PHONE, THIRD
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QLabel

from fieldkit.ui.flows.publish import PublishFlow
from fieldkit.ui.language import language
from fieldkit.ui.pages.publish import PublishPage
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.runner import ProgressReport, Runner
from fieldkit.ui.theme import theme


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made.found(tmp_path_factory.mktemp("publish") / "coordinator")


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "vault"))


@pytest.fixture
def world(
    folder: Path, tmp_path: Path, runner: Runner, preferences: PreferencesFile
) -> Iterator[DeskWorld]:
    opened = DeskWorld(runner, preferences, tmp_path, made.clock())
    opened.unlock(folder, PASSPHRASE)
    yield opened
    opened.close()


def open_page(world: DeskWorld) -> PublishPage:
    """The publish page, just opened from Home."""
    flow = PublishFlow(world.desk)
    flow.setParent(world.window)
    flow.begin()
    world.settle()
    page = world.window.page
    assert isinstance(page, PublishPage)
    return page


@pytest.fixture
def page(world: DeskWorld) -> PublishPage:
    return open_page(world)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "municipality"


def look(world: DeskWorld, page: PublishPage, out: Path) -> None:
    """Type the folder and press the button."""
    line(page, "Folder for the files").setText("")
    write(str(out), line(page, "Folder for the files"))
    click(button(page, "Look what would be in it"))
    world.settle()


def publish(world: DeskWorld, page: PublishPage) -> None:
    click(button(page, "Publish"))
    world.settle()


def columns(page: PublishPage) -> dict[str, tuple[str, ...]]:
    """The columns that are shown, by name: fate, question, sensitivity, sheet."""
    rows = [row.cells for row in page.looked.columns.table.rows]
    return {cells[1]: (cells[0], *map(plain, cells[2:])) for cells in rows}


def choose(page: PublishPage, name: str, words: str) -> None:
    """Choose from a list that opens, by keys."""
    box = named(page, QComboBox, name)
    box.setFocus()
    for _ in range(box.count()):
        press(Qt.Key.Key_Up, into=box)
    for _ in range(box.count()):
        if plain(box.currentText()).startswith(words):
            return
        press(Qt.Key.Key_Down, into=box)
    raise LookupError(words)


def test_statistics_are_looked_at_and_then_published(
    world: DeskWorld, page: PublishPage, out: Path
) -> None:
    look(world, page, out)
    assert not out.exists()
    assert says(page, "1 form would be published")
    assert [plain(each) for each in page.looked.totals.words] == [
        "2 records",
        "1 refusal",
        "4 questions published",
        "2 left out",
    ]
    shown = columns(page)
    assert shown["name"] == ("Left out", "Name", "Identifier", "data")
    assert shown["health"] == ("Left out", "Health", "Special category", "data")
    assert shown["visit"][0] == "Published as month"
    assert shown["m_age"] == ("Published", "Age", "Ordinary", "member")
    assert shown["_heads"][0] == "Published"
    assert says(page, "free text is searched")
    publish(world, page)
    assert says(page, "Published")
    (row,) = [row.cells for row in page.result.table.rows]
    assert tuple(map(plain, row)) == ("Intake", "2", "member: 2", "1", "1")
    assert any("_heads" in notice for notice in page.result.notices)
    with (out / "intake/latest/data.csv").open(encoding="utf-8", newline="") as stream:
        assert "name" not in next(csv.reader(stream))
    click(button(page, "Done"))
    assert world.elsewhere.gone == ["home"]


def test_columns_can_be_narrowed_to_those_that_are_left_out_and_say_why(
    world: DeskWorld, page: PublishPage, out: Path
) -> None:
    look(world, page, out)
    choose(page, "Show", "What is left out")
    assert list(columns(page)) == ["name", "health"]
    assert says(page, "The answer says who somebody is.")
    press(Qt.Key.Key_Down, into=page.looked.columns.table)
    assert says(page, "which the law protects most")
    choose(page, "Show", "What is published")
    assert not {"name", "health"} & set(columns(page))


def test_the_whole_publication_by_keys_alone(
    world: DeskWorld, page: PublishPage, out: Path
) -> None:
    assert names(focused()) == {"Statistics"}
    press(Qt.Key.Key_Tab)
    assert focused() is page.setup.folder.line
    write(str(out))
    press(Qt.Key.Key_Return)
    world.settle()
    for _ in range(12):
        if "Publish" in names(focused()):
            break
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    world.settle()
    assert (out / "intake/intake_latest.xlsx").is_file()
    press(Qt.Key.Key_Escape)
    assert world.elsewhere.gone == ["home"]


def test_case_work_holds_everything_and_has_a_folder_of_its_own(
    world: DeskWorld, page: PublishPage, out: Path, preferences: PreferencesFile
) -> None:
    look(world, page, out)
    click(button(page, "Change"))
    click(button(page, "Case work"))
    assert line(page, "Folder for the files").text() == ""
    case = out.with_name("cases")
    look(world, page, case)
    assert says(page, "with their names")
    assert columns(page)["name"][0] == "Published"
    publish(world, page)
    assert NAME in (case / "intake/latest/data.csv").read_text("utf-8")
    assert preferences.present.statistics_folder == str(out)
    assert preferences.present.case_folder == str(case)
    again = open_page(world)
    assert line(again, "Folder for the files").text() == str(out)
    click(button(again, "Case work"))
    assert line(again, "Folder for the files").text() == str(case)


def test_who_does_not_open_names_is_not_offered_them(
    world: DeskWorld, folder: Path, out: Path
) -> None:
    world.do(lambda: made.add_clerk(world.access.vault))
    world.unlock(folder, CLERK, "clerk")
    page = open_page(world)
    card = button(page, "Case work")
    assert not card.isEnabled()
    assert "does not open names" in card.accessibleDescription()
    look(world, page, out)
    assert columns(page)["name"][0] == "Left out"


def test_a_folder_with_records_is_refused_at_the_folder(
    world: DeskWorld, page: PublishPage, folder: Path, out: Path
) -> None:
    look(world, page, folder / "out")
    assert "it holds records" in page.setup.place.problem
    assert focused() is page.setup.folder.line
    look(world, page, out)
    assert says(page, "1 form would be published")


def test_another_kind_is_never_published_over_this_one(
    world: DeskWorld, page: PublishPage, out: Path
) -> None:
    look(world, page, out)
    publish(world, page)
    page = open_page(world)
    click(button(page, "Case work"))
    look(world, page, out)
    assert "two kinds are never mixed" in page.setup.place.problem


def test_without_a_folder_the_field_says_so(world: DeskWorld, page: PublishPage) -> None:
    click(button(page, "Look what would be in it"))
    assert page.setup.place.problem == "Choose a folder."


def test_labels_come_in_the_language_that_is_chosen(
    world: DeskWorld, page: PublishPage, out: Path
) -> None:
    choose(page, "Language of the labels", "العربية")
    look(world, page, out)
    assert columns(page)["age"][1] == "Age in years, Arabic"
    assert columns(page)["note"][1] == "Note, Greek (Ελληνικά)"


def test_a_telephone_number_in_a_note_stops_it_and_is_shown_nowhere(
    world: DeskWorld, page: PublishPage, out: Path
) -> None:
    world.do(lambda: made.say(world.access.vault, THIRD, note=f"call {PHONE}"))
    look(world, page, out)
    publish(world, page)
    assert says(page, "Nothing was published")
    (row,) = [row.cells for row in page.stop.findings.table.rows]
    kind, form, sheet, column, cell = map(plain, row)
    assert (form, sheet, column) == ("Intake", "data", "note")
    assert "telephone" in kind
    assert cell[0].isalpha()
    assert says(page, THIRD)
    said = [label.text() for label in world.window.findChildren(QLabel)]
    assert not [words for words in said if PHONE in words or NAME in words]
    assert not list(out.rglob("*.xlsx"))


class Hand(QObject):
    """Presses Stop at the first report; the publication waits for the hand."""

    def __init__(self, world: DeskWorld, page: PublishPage) -> None:
        super().__init__(page)
        self._page = page
        waits = Qt.ConnectionType.BlockingQueuedConnection
        world.runner.progressed.connect(self.press, waits)

    @Slot(object)
    def press(self, _report: ProgressReport) -> None:
        if self._page.progress.isVisible():
            click(button(self._page, "Stop"))


def test_stopping_publishes_nothing_and_goes_back_to_what_was_chosen(
    world: DeskWorld, page: PublishPage, out: Path
) -> None:
    look(world, page, out)
    Hand(world, page)
    publish(world, page)
    assert line(page, "Folder for the files").text() == str(out)
    assert not list(out.rglob("*.csv"))
    assert not world.window.failure.isVisible()


class Desktop(QObject):
    """Stands for the computer's own window of folders."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


@pytest.fixture
def desktop(qapp: object) -> Iterator[Desktop]:
    stands = Desktop()
    QDesktopServices.setUrlHandler("file", stands, "show")
    yield stands
    QDesktopServices.unsetUrlHandler("file")


def test_the_folder_is_opened_where_it_lies(
    world: DeskWorld, page: PublishPage, out: Path, desktop: Desktop
) -> None:
    look(world, page, out)
    publish(world, page)
    click(button(page, "Open the folder"))
    assert desktop.opened == [str(out)]
    path = line(page, "Folder with the files")
    assert (path.text(), path.isReadOnly()) == (str(out), True)


def test_the_language_of_the_window_rewrites_what_is_shown(
    world: DeskWorld, page: PublishPage, out: Path
) -> None:
    look(world, page, out)
    language().set("ar")
    world.settle()
    assert any("٤" in words for words in page.looked.totals.words)
    click(page.publish)
    world.settle()
    assert plain(page.result.table.rows[0].cells[1]) == "٢"
    language().set("en")
    assert plain(page.result.table.rows[0].cells[1]) == "2"


@pytest.mark.parametrize(("code", "scale"), [("en", 100), ("ar", 150)])
def test_every_step_can_be_read_reached_and_pressed(
    world: DeskWorld, page: PublishPage, out: Path, code: str, scale: int
) -> None:
    theme().apply("light", scale)
    language().set(code)
    page.setup.folder.show_path(out)
    for step in (page.look, page.publish, page.done):
        world.settle()
        assert findings(world.window, scale=scale) == []
        assert too_wide(world.window) == []
        click(step)
    world.do(lambda: made.say(world.access.vault, THIRD, note=f"call {PHONE}"))
    page = open_page(world)
    for step in (page.look, page.publish):
        click(step)
        world.settle()
    assert findings(world.window, scale=scale) == []
