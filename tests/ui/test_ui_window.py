"""The window around the pages: one page at a time, covered, locked, told, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from fieldkit.ui.language import language
from fieldkit.ui.pages.page import Page
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.runner import Failure, Runner
from fieldkit.ui.widgets.idle_watch import MINUTE_MS, IdleWatch
from fieldkit.ui.window import Window


class Letter(Page):
    """A page with one field, which hands over what is typed when it is left."""

    written = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.field = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(QPushButton("x"))

    def title(self) -> str:
        return f"{self._name} {language().code}"

    def focus_first(self) -> None:
        self.field.setFocus()

    def commit_pending(self) -> None:
        self.written.emit(self.field.text())


@pytest.fixture
def window(qtbot: QtBot, runner: Runner, preferences: PreferencesFile) -> Window:
    made = Window(runner, preferences)
    qtbot.addWidget(made)
    with qtbot.waitActive(made, timeout=20_000):
        made.show()
        made.activateWindow()
    return made


def test_a_page_is_shown_with_its_title_in_the_present_language(window: Window) -> None:
    window.show_page(Letter("Letter"))
    assert window.windowTitle() == "Letter en · FieldKit"
    language().set("el")
    assert window.windowTitle() == "Letter el · FieldKit"


def test_a_page_hands_over_what_is_half_typed_when_another_comes(
    window: Window, qtbot: QtBot
) -> None:
    page = Letter("One")
    window.show_page(page)
    qtbot.keyClicks(page.field, "half")
    with qtbot.waitSignal(page.written) as written:
        window.show_page(Letter("Two"))
    assert written.args == ["half"]


def test_closing_hands_over_too(window: Window, qtbot: QtBot) -> None:
    page = Letter("One")
    window.show_page(page)
    qtbot.keyClicks(page.field, "half")
    with qtbot.waitSignals([page.written, window.closing]):
        window.close()


def test_f9_covers_at_once_and_gives_back_focus_and_text(window: Window, qtbot: QtBot) -> None:
    page = Letter("One")
    window.show_page(page)
    qtbot.keyClicks(page.field, "half")
    qtbot.keyClick(page.field, Qt.Key.Key_F9)
    assert window.is_covered
    assert not page.isVisible()
    qtbot.keyClicks(window.cover, "typed blindly")
    assert page.field.text() == "half"
    qtbot.keyClick(window.cover, Qt.Key.Key_Escape)
    assert not window.is_covered
    assert page.isVisible()
    assert window.focusWidget() is page.field


def test_what_is_being_locked_cannot_be_uncovered(window: Window, qtbot: QtBot) -> None:
    page = Letter("One")
    window.show_page(page)
    window.hide_content()
    qtbot.keyClick(window.cover, Qt.Key.Key_Escape)
    qtbot.keyClick(window.cover, Qt.Key.Key_F9)
    assert not page.isVisible()
    window.show_page(Letter("Unlock"))
    assert not window.is_covered


def test_a_page_that_comes_meanwhile_stays_covered(window: Window, qtbot: QtBot) -> None:
    window.show_page(Letter("One"))
    window.toggle_cover()
    page = Letter("Two")
    window.show_page(page)
    assert window.is_covered
    assert not page.isVisible()
    window.toggle_cover()
    assert window.focusWidget() is page.field


def test_the_cover_names_nothing(window: Window, qtbot: QtBot) -> None:
    window.show_page(Letter("One"))
    window.toggle_cover()
    shown = [each.text() for each in window.cover.findChildren(type(window.top_bar.title_label))]
    assert all(set(text) <= set("0123456789:") for text in shown)


def test_ctrl_l_asks_to_lock(window: Window, qtbot: QtBot) -> None:
    page = Letter("One")
    window.show_page(page)
    with qtbot.waitSignal(window.lock_wanted):
        qtbot.keyClick(page.field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_a_quiet_time_asks_to_lock_and_a_touch_begins_it_anew(
    window: Window, qtbot: QtBot, preferences: PreferencesFile
) -> None:
    page = Letter("One")
    window.show_page(page)
    preferences.change(lock_minutes=3)
    window.show_unlocked(unlocked=True)
    qtbot.keyClicks(page.field, "x")
    assert window.idle.remaining > 2 * MINUTE_MS
    with qtbot.waitSignal(window.lock_wanted):
        window.idle.hurry()


def test_a_touch_after_a_long_sleep_locks_and_goes_nowhere(
    window: Window, qtbot: QtBot, preferences: PreferencesFile
) -> None:
    seconds = [1_000.0]
    watch = IdleWatch(preferences, window, lambda: seconds[0])
    page = Letter("One")
    window.show_page(page)
    watch.watch(active=True)
    qtbot.keyClicks(page.field, "x")
    seconds[0] += 3_600
    with qtbot.waitSignal(watch.idle):
        qtbot.keyClicks(page.field, "y")
    assert page.field.text() == "x"
    qtbot.keyClicks(page.field, "z")
    assert page.field.text() == "xz"


def test_a_locked_window_is_not_watched(window: Window, qtbot: QtBot) -> None:
    window.show_page(Letter("One"))
    window.show_unlocked(unlocked=False)
    assert window.idle.remaining < 0


def test_a_refusal_nobody_expected_is_told_above_the_page(
    window: Window, runner: Runner, qtbot: QtBot
) -> None:
    window.show_page(Letter("One"))
    runner.failed.emit(Failure("disk-full", "The disk is full."))
    assert window.failure.isVisible()
    window.show_page(Letter("Two"))
    assert not window.failure.isVisible()


def test_what_was_done_can_be_taken_back_by_key(
    window: Window, runner: Runner, qtbot: QtBot
) -> None:
    page = Letter("One")
    window.show_page(page)
    back: list[str] = []
    runner.offer_undo(lambda: "Member removed", lambda: "back", back.append)
    assert window.toast.isVisible()
    assert "Member removed" in window.toast.text()
    page.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    runner.wait_idle()
    assert back == ["back"]
    assert not window.toast.isVisible()


def test_the_language_is_chosen_in_the_bar_and_the_direction_follows(
    window: Window, qtbot: QtBot
) -> None:
    window.show_page(Letter("One"))
    with qtbot.waitSignal(window.top_bar.display.language_wanted) as wanted:
        action = next(a for a in window.top_bar.display.menu().actions() if a.data() == "ar")
        action.trigger()
    assert wanted.args == ["ar"]


def test_a_sample_is_marked_on_every_page(window: Window) -> None:
    window.show_sample_band(visible=True)
    window.show_page(Letter("One"))
    window.show_page(Letter("Two"))
    assert window.band.isVisible()


def test_what_is_said_in_passing_goes_with_its_page(window: Window) -> None:
    window.show_page(Letter("Letter"))
    window.tell(lambda: "The draft was deleted.")
    window.show_page(Letter("Another"))
    assert not window.toast.isVisible()


def test_what_is_said_of_the_page_that_comes_waits_for_it(window: Window) -> None:
    window.show_page(Letter("Letter"))
    window.expect_page()
    window.tell(lambda: "The move was taken back.")
    window.show_page(Letter("Home"))
    assert window.toast.isVisible()
    window.show_page(Letter("Another"))
    assert not window.toast.isVisible()


def test_what_can_still_be_taken_back_is_offered_on_the_next_page_too(
    window: Window, runner: Runner, qtbot: QtBot
) -> None:
    undone: list[str] = []
    window.show_page(Letter("Letter"))
    runner.offer_undo(lambda: "Removed", lambda: "back", undone.append)
    window.show_page(Letter("Another"))
    assert window.toast.isVisible()
    qtbot.mouseClick(window.toast.findChild(QPushButton), Qt.MouseButton.LeftButton)
    runner.wait_idle()
    assert undone == ["back"]
    runner.offer_undo(lambda: "Removed", lambda: "back", undone.append)
    runner.withdraw_undo()
    assert not window.toast.isVisible()
