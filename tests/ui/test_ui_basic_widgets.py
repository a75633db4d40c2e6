"""The basic widgets: pressed, typed into, spoken aloud, mirrored, and never cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import gallery
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fieldkit.languages.bidi import strip_isolates
from fieldkit.ui.language import language
from fieldkit.ui.models.words import Words
from fieldkit.ui.theme import theme, tokens
from fieldkit.ui.theme.tokens import SCALES
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.chip import Chip
from fieldkit.ui.widgets.choice_card import ChoiceCard
from fieldkit.ui.widgets.data_table import DataTable, TableRow, fitted
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.icon_button import IconButton
from fieldkit.ui.widgets.line_edit import LineEdit
from fieldkit.ui.widgets.passphrase_edit import PassphraseEdit
from fieldkit.ui.widgets.path_field import PathField, PathKind
from fieldkit.ui.widgets.progress_panel import ProgressPanel
from fieldkit.ui.widgets.scroll_column import ScrollColumn
from fieldkit.ui.widgets.team_choice import TeamChoice
from fieldkit.ui.widgets.texts import body, code, heading
from fieldkit.ui.widgets.toast import Toast
from fieldkit.ui.widgets.words_label import WordsLabel

INTERACTIVE = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.Table,
    QAccessible.Role.ProgressBar,
    QAccessible.Role.ButtonMenu,
}
PAGES = (gallery.first_page, gallery.second_page)
LONG = "Δεν είναι δυνατή η αποστολή προς τον συντονιστή αυτή τη στιγμή"


def show(qtbot: QtBot, widget: QWidget, width: int = 0, height: int = 0) -> QWidget:
    """Show `widget` active, at a size if one is given, with its layout settled."""
    qtbot.addWidget(widget)
    if width:
        widget.resize(width, height or widget.height())
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    settle()
    return widget


def settle() -> None:
    """Let layouts that ask for a second round have it."""
    for _ in range(4):
        QApplication.processEvents()


def accessible(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """All that a screen reader finds in `widget`."""
    pending = [QAccessible.queryAccessibleInterface(widget)]
    while pending:
        found = pending.pop()
        if found is None or not found.isValid():
            continue
        yield found
        if found.role() != QAccessible.Role.Table:  # its cells are no controls
            pending += [found.child(at) for at in range(found.childCount())]


# --- all of them together


@pytest.mark.parametrize("make", PAGES)
@pytest.mark.parametrize("code_", ["el", "ar", "en"])
def test_every_control_has_a_name_in_every_language(
    qtbot: QtBot, make: Callable[[], QWidget], code_: str
) -> None:
    page = show(qtbot, make(), 1366, 768)
    language().set(code_)
    unnamed = [
        found.object()
        for found in accessible(page)
        if found.role() in INTERACTIVE and not found.text(QAccessible.Text.Name).strip()
    ]
    # The loose field of the gallery has no label on purpose; a page puts it into a Field.
    assert [each for each in unnamed if type(each).__name__ != "QPlainTextEdit"] == []


@pytest.mark.parametrize("make", PAGES)
@pytest.mark.parametrize("scale", SCALES)
def test_everything_to_press_is_large_enough(
    qtbot: QtBot, make: Callable[[], QWidget], scale: int
) -> None:
    theme().apply("light", scale)
    page = show(qtbot, make(), 1366, 768)
    targets = [*page.findChildren(QAbstractButton), *page.findChildren(QLineEdit)]
    assert len(targets) > 5
    for target in targets:
        if target.isVisible():
            assert target.height() >= round(44 * scale / 100), target
            assert target.width() >= round(44 * scale / 100), target


@pytest.mark.parametrize("make", PAGES)
@pytest.mark.parametrize("code_", ["el", "ar", "en"])
@pytest.mark.parametrize("width", [1366, 900])
def test_no_words_are_cut_off_at_the_largest_text(
    qtbot: QtBot, make: Callable[[], QWidget], code_: str, width: int
) -> None:
    theme().apply("light", 150)
    language().set(code_)
    page = show(qtbot, make(), width, 768)
    settle()
    for widget in [*page.findChildren(QLabel), *page.findChildren(ActionButton)]:
        if widget.isVisible() and widget.text():
            assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
            assert widget.height() >= _needed_height(widget), widget.text()


def _needed_height(widget: QLabel | ActionButton) -> int:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width())
    return widget.sizeHint().height()


def test_a_page_of_widgets_leaves_no_binding_behind(qtbot: QtBot) -> None:
    before = language().bindings
    page = gallery.first_page()
    assert language().bindings > before
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert language().bindings == before


def test_a_page_reads_from_the_right_in_arabic(qtbot: QtBot) -> None:
    banner = Banner("warn", "Two answers are missing.")
    button = banner.set_action("Show", banner.hide)
    show(qtbot, banner, 700, 60)
    words = banner.findChildren(QLabel)[-1]
    assert words.x() < button.x()
    language().set("ar")
    settle()
    assert words.x() > button.x()


# --- buttons


def test_a_button_is_pressed_by_mouse_enter_and_space(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    for button in (ActionButton("Next", icon="next", role="primary"), IconButton("lock", "Lock")):
        show(qtbot, button)
        button.clicked.connect(lambda: pressed.append(True))
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        button.setFocus()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            qtbot.keyClick(button, key)
    assert len(pressed) == 8


def test_a_long_button_wraps_instead_of_being_cut(qtbot: QtBot) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    button = ActionButton(lambda: LONG, icon="send", role="primary")
    column.addWidget(button)
    column.addStretch(1)
    show(qtbot, holder, 900, 300)
    one_line = button.height()
    holder.resize(260, 300)
    settle()
    assert button.width() <= 260
    assert button.height() >= one_line + button.fontMetrics().height()
    holder.resize(900, 300)
    settle()
    assert button.height() == one_line


def test_the_ring_of_the_focus_can_be_seen_on_every_role(qtbot: QtBot) -> None:
    for role in ("primary", "secondary", "quiet", "danger"):
        holder = QWidget()
        column = QVBoxLayout(holder)
        button, other = ActionButton("Next", role=role), ActionButton("Back")
        column.addWidget(button)
        column.addWidget(other)
        show(qtbot, holder)
        other.setFocus()
        without = button.grab().toImage()
        button.setFocus()
        assert button.grab().toImage() != without, role


def test_an_icon_button_says_what_it_does(qtbot: QtBot) -> None:
    button = IconButton("lock", "Lock (Ctrl+L)")
    qtbot.addWidget(button)
    assert button.accessibleName() == button.toolTip() == "Lock (Ctrl+L)"
    assert button.sizeHint().width() >= tokens().touch


# --- words


def test_words_of_a_form_keep_their_own_direction_and_typeface(qtbot: QtBot) -> None:
    label = WordsLabel(gallery.ARABIC, role="question")
    show(qtbot, label, 600, 60)
    assert label.layoutDirection() == Qt.LayoutDirection.RightToLeft
    label.show_words(gallery.GREEK)
    assert label.layoutDirection() == Qt.LayoutDirection.LeftToRight
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle()
    assert label.layoutDirection() == Qt.LayoutDirection.LeftToRight
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    label.show_words(gallery.URDU)
    assert label.label.fontInfo().family() == "Noto Nastaliq Urdu"
    label.show_words(gallery.ARABIC)
    assert label.label.fontInfo().family() == "Noto Sans"


def test_an_arabic_text_that_begins_with_latin_letters_still_runs_from_the_right(
    qtbot: QtBot,
) -> None:
    label = WordsLabel(Words("AFM الرقم الضريبي", "ar"))
    qtbot.addWidget(label)
    assert label.label.text().isprintable() is False  # a direction mark leads it
    assert label.label.text().endswith("AFM الرقم الضريبي")
    assert label.words.text == "AFM الرقم الضريبي"


def test_a_name_among_lines_of_the_window_begins_where_they_begin(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for own_side in (True, False):
        column.addWidget(WordsLabel(Words("Visit to a shelter", "en"), own_side=own_side))
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    own, among = page.findChildren(WordsLabel)
    assert own.label.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert among.label.layoutDirection() is Qt.LayoutDirection.RightToLeft


def test_a_fallback_names_the_language_it_is_shown_in(qtbot: QtBot) -> None:
    label = WordsLabel(Words("Stove", "en", fallback=True))
    show(qtbot, label, 600, 60)
    (mark,) = label.findChildren(Chip)
    assert mark.isVisible()
    assert mark.text() == "English"
    assert "English" in mark.toolTip()
    label.show_words(Words("Κουζίνα", "el"))
    assert not mark.isVisible()


def test_words_lie_at_the_leading_edge_whatever_their_letters(qtbot: QtBot) -> None:
    label = body(lambda: "laptop-1")
    show(qtbot, label, 600, 60)
    assert label.alignment() & Qt.AlignmentFlag.AlignLeft
    language().set("ar")
    assert label.alignment() & Qt.AlignmentFlag.AlignRight


def test_markup_in_a_name_is_shown_and_not_obeyed(qtbot: QtBot) -> None:
    label = heading(lambda: "<b>Amal</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert code("FK-7QXM").layoutDirection() == Qt.LayoutDirection.LeftToRight


# --- fields


def test_an_empty_field_begins_at_the_side_of_its_language(qtbot: QtBot) -> None:
    line = LineEdit()
    show(qtbot, line, 400, 44)
    assert _caret(line) < 50
    line.set_language("ar")
    assert _caret(line) > 350
    line.set_language("el")
    language().set("ar")
    assert _caret(line) < 50
    line.set_language("")
    assert _caret(line) > 350


def _caret(line: LineEdit) -> int:
    settle()
    return line.cursorRect().center().x()


def test_a_field_tells_what_is_typed_and_not_what_is_shown(qtbot: QtBot) -> None:
    line = LineEdit("As colleagues know you")
    show(qtbot, line)
    told: list[str] = []
    line.edited.connect(told.append)
    line.show_text("Amal")
    qtbot.keyClicks(line, "B")
    assert told == ["AmalB"]
    assert line.placeholderText() == "As colleagues know you"


def test_a_field_speaks_its_label_hint_and_problem(qtbot: QtBot) -> None:
    line = LineEdit()
    field = Field("Your name", line)
    show(qtbot, field, 400)
    field.set_hint("As colleagues know you.")
    assert line.accessibleName() == "Your name"
    assert line.accessibleDescription() == "As colleagues know you."
    field.show_problem("Write {count} letters.", count=2)
    assert field.problem == "Write 2 letters."
    assert line.accessibleDescription() == "Write 2 letters. As colleagues know you."
    assert line.property("tone") == "danger"
    field.clear_problem()
    assert field.problem == ""
    assert line.accessibleDescription() == "As colleagues know you."
    assert not line.property("tone")


def test_a_passphrase_is_hidden_until_asked_for_and_again_when_the_page_goes(
    qtbot: QtBot,
) -> None:
    edit = PassphraseEdit()
    show(qtbot, edit, 400)
    eye = edit.findChild(IconButton)
    qtbot.keyClicks(edit.line, "abc")
    assert edit.line.displayText() == "•••"
    qtbot.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert edit.is_shown
    assert edit.line.displayText() == "abc"
    assert eye.accessibleName() == "Hide the passphrase"
    edit.hide()
    assert not edit.is_shown
    with qtbot.waitSignal(edit.submitted):
        qtbot.keyClick(edit.line, Qt.Key.Key_Return)
    edit.clear()
    assert edit.text() == ""


def test_caps_lock_is_told_by_the_letters_that_come(qtbot: QtBot) -> None:
    edit = PassphraseEdit()
    show(qtbot, edit, 400)
    (hint,) = edit.findChildren(QLabel)
    qtbot.keyClick(edit.line, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not hint.isVisible()
    qtbot.keyClick(edit.line, "A")
    assert hint.isVisible()
    qtbot.keyClick(edit.line, "a")
    assert not hint.isVisible()


def test_a_path_that_is_typed_is_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    field = PathField(PathKind.FOLDER)
    show(qtbot, field, 600)
    told: list[Path] = []
    field.chosen.connect(told.append)
    qtbot.keyClicks(field.line, str(tmp_path))
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert told == [tmp_path]
    assert field.path() == tmp_path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder with folders and files in it."""
    for name in ("b10", "b9", "Ω", ".hidden"):
        (tmp_path / name).mkdir()
    for name in ("kit.fkk", "letter.txt"):
        (tmp_path / name).write_text("")
    return tmp_path


def _opened(qtbot: QtBot, kind: PathKind, at: Path, **options: str) -> PathField:
    field = PathField(kind, **options)
    show(qtbot, field, 700)
    field.show_path(at)
    qtbot.mouseClick(field.findChild(ActionButton), Qt.MouseButton.LeftButton)
    settle()
    return field


def test_a_folder_is_chosen_by_keyboard_in_the_page_itself(qtbot: QtBot, stick: Path) -> None:
    field = _opened(qtbot, PathKind.FOLDER, stick)
    assert _items(field) == ["b9", "b10", "Ω"]
    told: list[Path] = []
    field.chosen.connect(told.append)
    names = field.browser.findChild(QListWidget)
    assert names.hasFocus()
    qtbot.keyClick(names, Qt.Key.Key_Down)
    qtbot.keyClick(names, Qt.Key.Key_Return)
    assert field.browser.folder == stick / "b10"
    qtbot.keyClick(names, Qt.Key.Key_Backspace)
    assert names.currentItem().data(Qt.ItemDataRole.UserRole) == str(stick / "b10")
    qtbot.keyClick(names, Qt.Key.Key_Return)
    qtbot.mouseClick(_button(field, "Choose this folder"), Qt.MouseButton.LeftButton)
    assert told == [stick / "b10"]
    assert field.line.text() == str(stick / "b10")
    assert field.browser is None


def test_a_file_is_chosen_among_those_that_fit(qtbot: QtBot, stick: Path) -> None:
    field = _opened(qtbot, PathKind.OPEN_FILE, stick, name_filter="*.fkk")
    assert _items(field) == ["b9", "b10", "Ω", "kit.fkk"]
    choose = _button(field, "Choose this file")
    assert not choose.isEnabled()
    names = field.browser.findChild(QListWidget)
    names.setCurrentRow(3)
    assert choose.isEnabled()
    with qtbot.waitSignal(field.chosen) as told:
        qtbot.keyClick(names, Qt.Key.Key_Return)
    assert told.args == [stick / "kit.fkk"]


def test_a_file_to_write_keeps_its_name_in_the_folder_chosen(qtbot: QtBot, stick: Path) -> None:
    field = _opened(qtbot, PathKind.SAVE_FILE, stick / "backup.fkv")
    assert field.browser.folder == stick
    with qtbot.waitSignal(field.chosen) as told:
        qtbot.keyClick(field.browser.findChild(QListWidget), Qt.Key.Key_Return)
        qtbot.mouseClick(_button(field, "Choose this folder"), Qt.MouseButton.LeftButton)
    assert told.args == [stick / "b9" / "backup.fkv"]


def test_escape_closes_the_list_and_not_the_page(qtbot: QtBot, stick: Path) -> None:
    field = _opened(qtbot, PathKind.FOLDER, stick / "no" / "such")
    assert field.browser.folder == stick
    qtbot.keyClick(field.browser.findChild(QListWidget), Qt.Key.Key_Escape)
    assert field.browser is None
    assert _button(field, "Browse…").hasFocus()
    assert field.path() == stick / "no" / "such"


def test_an_empty_folder_says_so(qtbot: QtBot, stick: Path) -> None:
    field = _opened(qtbot, PathKind.FOLDER, stick / "b9")
    shown = [each.text() for each in field.browser.findChildren(QLabel) if each.isVisible()]
    assert "There is nothing to choose in this folder." in shown


def _items(field: PathField) -> list[str]:
    names = field.browser.findChild(QListWidget)
    return [strip_isolates(names.item(row).text()) for row in range(names.count())]


def _button(field: PathField, words: str) -> ActionButton:
    return next(each for each in field.findChildren(ActionButton) if each.text() == words)


# --- cards, panels


def test_choices_exclude_each_other_and_obey_the_keyboard(qtbot: QtBot) -> None:
    holder = gallery.choices()
    show(qtbot, holder, 600, 300)
    first, second = holder.findChildren(ChoiceCard)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton, pos=QPoint(second.width() - 9, 9))
    assert second.isChecked()
    assert not first.isChecked()
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Up)
    assert first.isChecked()
    assert first.hasFocus()
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert second.isChecked()
    assert second.accessibleName() == "Look at the sample"
    assert second.accessibleDescription() == "Everything in it is invented."


def test_a_choice_grows_with_its_words(qtbot: QtBot) -> None:
    holder = Card()
    card = ChoiceCard(lambda: LONG, lambda: LONG)
    holder.add(card)
    holder.column.addStretch(1)
    show(qtbot, holder, 900, 500)
    wide = card.height()
    holder.resize(320, 500)
    settle()
    assert card.height() > wide


def test_a_chip_takes_its_tone_from_those_there_are(qtbot: QtBot) -> None:
    chip = Chip("Draft", tone="warn")
    qtbot.addWidget(chip)
    assert chip.text() == "Draft"
    with pytest.raises(KeyError):
        chip.set_tone("purple")


def test_progress_is_shown_spoken_and_stopped_once(qtbot: QtBot) -> None:
    panel = ProgressPanel("Writing the batch")
    show(qtbot, panel, 600)
    panel.show_progress(7, 24, "FK-7QXM-3ZKD")
    shown = {label.text() for label in panel.findChildren(QLabel) if label.isVisible()}
    assert shown == {"Writing the batch", "FK-7QXM-3ZKD", "7 of 24"}
    stop = panel.findChild(ActionButton)
    with qtbot.waitSignal(panel.cancel_wanted):
        qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert not stop.isEnabled()
    panel.start("Importing")
    assert stop.isEnabled()


def test_the_column_keeps_the_focus_in_sight_and_its_width(qtbot: QtBot) -> None:
    column = ScrollColumn()
    lines = [LineEdit() for _ in range(40)]
    for line in lines:
        column.add(line)
    column.end()
    show(qtbot, column, 1366, 500)
    assert lines[0].width() == tokens().column
    lines[-1].setFocus()
    settle()
    in_view = column.viewport().rect()
    place = lines[-1].mapTo(column.viewport(), QPoint(0, 0))
    assert in_view.contains(place)
    theme().apply("light", 130)
    settle()
    assert lines[0].width() == tokens().column


# --- the table


def test_a_table_is_read_by_keyboard(qtbot: QtBot) -> None:
    table = gallery.table()
    show(qtbot, table, 900, 400)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    with qtbot.waitSignal(table.row_opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [1]


def test_a_table_wraps_long_words_and_shows_all_of_its_rows(qtbot: QtBot) -> None:
    table = gallery.table()
    show(qtbot, table, 700, 400)
    settle()
    assert table.rowHeight(0) >= tokens().touch
    assert table.rowHeight(3) >= 2 * table.fontMetrics().height() + 16
    assert table.horizontalScrollBar().maximum() == 0
    assert table.verticalScrollBar().maximum() == 0
    model = table.model()
    tone = model.data(model.index(3, 0), Qt.ItemDataRole.ForegroundRole)
    assert tone.name().upper() == tokens().danger.upper()


def test_another_set_of_rows_replaces_the_first(qtbot: QtBot) -> None:
    table = DataTable("Columns", ("Column", "Sensitivity"))
    show(qtbot, table, 500, 300)
    table.show_rows([TableRow(("age", "ordinary"))])
    assert table.model().rowCount() == 1
    table.show_rows([])
    assert table.rows == ()


def test_widths_are_taken_from_the_widest_and_given_to_the_last() -> None:
    assert fitted([100, 100], 300) == [100, 200]
    assert fitted([100, 900], 500) == [100, 400]
    assert sum(fitted([400, 800, 100], 600)) == 600
    assert fitted([], 100) == []


# --- the toast


def test_a_toast_offers_to_take_back_and_takes_no_focus(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    line = LineEdit()
    column.addWidget(line)
    toast = Toast(page)
    show(qtbot, page, 800, 500)
    line.setFocus()
    toast.offer_undo(lambda: "Removed Νίκος")
    assert toast.isVisible()
    assert line.hasFocus()
    assert toast.accessibleName() == "Removed Νίκος"
    with qtbot.waitSignal(toast.undo_wanted):
        qtbot.mouseClick(toast.findChild(ActionButton), Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_a_toast_lies_inside_the_window_whatever_its_words(qtbot: QtBot) -> None:
    page = QWidget()
    toast = Toast(page)
    show(qtbot, page, 500, 400)
    for words in ("Saved", LONG * 3):
        toast.offer_undo(lambda words=words: words)
        settle()
        assert page.rect().contains(toast.geometry())
        label = toast.findChild(QLabel)
        assert label.height() >= label.heightForWidth(label.width())


def test_words_alone_stay_when_an_offer_is_withdrawn(qtbot: QtBot) -> None:
    page = QWidget()
    toast = Toast(page)
    show(qtbot, page, 800, 500)
    toast.tell(lambda: "Copied")
    toast.withdraw()
    assert toast.isVisible()
    toast.offer_undo(lambda: "Removed")
    toast.withdraw()
    assert not toast.isVisible()


def test_the_only_team_is_chosen_already(qtbot: QtBot) -> None:
    teams = TeamChoice()
    qtbot.addWidget(teams)
    teams.show_teams(("north",), "")
    assert teams.team == "north"
    teams.show_teams(("north", "south"), "")
    assert teams.team == ""
    assert not teams.is_chosen()
