"""Choices put in order: by buttons, by dragging, by keys; blank until somebody has ordered them."""

from __future__ import annotations

import interview_views as views
import pytest
from driving import plain
from interview_pages import Sitting, click, settle, tap
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldkit.ui.language import language
from fieldkit.ui.models.interview import QuestionKind
from fieldkit.ui.widgets.questions.rank import RankEditor
from fieldkit.ui.widgets.questions.rank_card import RankCard
from fieldkit.ui.widgets.questions.rank_list import RankList

CONTROL = Qt.KeyboardModifier.ControlModifier
ORDER = ("c1", "c2", "c3", "c4")


def ranking(value: str = "", count: int = 4, **changes: object) -> Sitting:
    """A page with four choices to be put in order, and a question after them."""
    choices = views.choices(count)
    asked = views.question("needs", QuestionKind.RANK, value, choices=choices, **changes)
    return Sitting(views.view(asked, views.question("after")))


def card(sitting: Sitting, value: str) -> RankCard:
    found = sitting.choice("needs", value)
    assert isinstance(found, RankCard)
    return found


def shown(sitting: Sitting) -> tuple[str, ...]:
    """The values of the cards from the top down, as they lie there."""
    cards = sitting.card("needs").findChildren(RankCard)
    return tuple(each.value for each in sorted(cards, key=lambda each: each.y()))


def places(sitting: Sitting) -> list[str]:
    """What the cards are called, from the top down."""
    return [card(sitting, value).accessibleName() for value in shown(sitting)]


def offered(sitting: Sitting) -> set[str]:
    """The words on the buttons below the list."""
    buttons = sitting.card("needs").findChildren(QPushButton)
    return {each.text() for each in buttons if each.isVisible()}


def test_an_order_that_nobody_chose_is_no_answer(qtbot: QtBot) -> None:
    sitting = ranking()
    assert shown(sitting) == ORDER
    assert all("no place yet" in name for name in places(sitting))
    tap(Qt.Key.Key_Down)
    click(card(sitting, "c3"))
    tap(Qt.Key.Key_Return)
    assert sitting.line("after").hasFocus()
    assert sitting.answers == []


def test_the_order_as_it_stands_is_kept_on_purpose(qtbot: QtBot) -> None:
    sitting = ranking()
    assert offered(sitting) == {"Keep this order"}
    (keep,) = (each for each in sitting.card("needs").findChildren(QPushButton) if each.isVisible())
    click(keep)
    assert sitting.answers == [("needs", ORDER)]
    assert offered(sitting) == {"Clear"}
    assert card(sitting, "c1").hasFocus()


def test_a_button_moves_a_choice_and_the_whole_order_is_the_answer(qtbot: QtBot) -> None:
    sitting = ranking()
    click(card(sitting, "c3").up)
    assert sitting.answers == [("needs", ("c1", "c3", "c2", "c4"))]
    assert shown(sitting) == ("c1", "c3", "c2", "c4")
    assert card(sitting, "c3").hasFocus()
    assert places(sitting)[1].startswith("2 of 4: ")
    click(card(sitting, "c3").down)
    assert sitting.answers[-1] == ("needs", ORDER)


def test_what_is_at_an_end_goes_no_further(qtbot: QtBot) -> None:
    sitting = ranking("c2 c1 c4 c3")
    assert not card(sitting, "c2").up.isEnabled()
    assert not card(sitting, "c3").down.isEnabled()
    card(sitting, "c2").setFocus()
    tap(Qt.Key.Key_Up, CONTROL)
    assert sitting.answers == []


def test_keys_alone_put_everything_in_order(qtbot: QtBot) -> None:
    sitting = ranking()
    assert card(sitting, "c1").hasFocus()
    tap(Qt.Key.Key_Down)
    tap(Qt.Key.Key_Down)
    assert card(sitting, "c3").hasFocus()
    tap(Qt.Key.Key_Up, CONTROL)
    assert shown(sitting) == ("c1", "c3", "c2", "c4")
    tap(Qt.Key.Key_1)
    assert shown(sitting) == ("c3", "c1", "c2", "c4")
    tap(Qt.Key.Key_9)
    assert shown(sitting) == ("c3", "c1", "c2", "c4")
    tap(Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.accessibleName() == "Clear answer"
    assert [given for _, given in sitting.answers] == [
        ("c1", "c3", "c2", "c4"),
        ("c3", "c1", "c2", "c4"),
    ]


def test_a_digit_of_any_script_is_a_place(qtbot: QtBot) -> None:
    sitting = ranking()
    QTest.sendKeyEvent(
        QTest.KeyAction.Click, card(sitting, "c4"), Qt.Key.Key_unknown, "۲", Qt.KeyboardModifier(0)
    )
    assert shown(sitting) == ("c1", "c4", "c2", "c3")


def test_space_picks_a_choice_up_and_puts_it_down(qtbot: QtBot) -> None:
    sitting = ranking()
    tap(Qt.Key.Key_Space)
    held = QAccessible.queryAccessibleInterface(card(sitting, "c1")).state()
    assert held.checked  # type: ignore[attr-defined]
    tap(Qt.Key.Key_Down)
    tap(Qt.Key.Key_Down)
    assert shown(sitting) == ("c2", "c3", "c1", "c4")
    tap(Qt.Key.Key_Space)
    tap(Qt.Key.Key_Down)
    assert card(sitting, "c4").hasFocus()
    tap(Qt.Key.Key_Space)
    tap(Qt.Key.Key_Return)
    assert sitting.line("after").hasFocus()
    assert not card(sitting, "c4").isChecked()
    assert shown(sitting) == ("c2", "c3", "c1", "c4")


def test_escape_puts_back_what_is_picked_up_and_does_not_leave_the_page(qtbot: QtBot) -> None:
    sitting = ranking("c1 c2", count=4)
    tap(Qt.Key.Key_Space)
    tap(Qt.Key.Key_End)
    assert shown(sitting) == ("c2", "c3", "c4", "c1")
    tap(Qt.Key.Key_Up)
    tap(Qt.Key.Key_Escape)
    assert shown(sitting) == ORDER
    assert card(sitting, "c1").hasFocus()
    assert not card(sitting, "c1").isChecked()
    assert [name.partition(":")[0] for name in places(sitting)[:2]] == ["1 of 4", "2 of 4"]
    assert all("no place yet" in name for name in places(sitting)[2:])
    assert sitting.answers[-1] == ("needs", ("c1", "c2"))  # as it was stored before
    assert ("leave",) not in sitting.asked
    tap(Qt.Key.Key_Escape)
    assert ("leave",) in sitting.asked


def test_escape_after_nothing_was_moved_is_no_answer(qtbot: QtBot) -> None:
    sitting = ranking()
    tap(Qt.Key.Key_Space)
    tap(Qt.Key.Key_Escape)
    assert sitting.answers == []
    tap(Qt.Key.Key_Down)
    assert card(sitting, "c2").hasFocus()


def test_escape_puts_nothing_back_once_other_choices_are_offered(qtbot: QtBot) -> None:
    sitting = ranking("c1 c2 c3 c4")
    tap(Qt.Key.Key_Space)
    tap(Qt.Key.Key_Down)
    more = views.question("needs", QuestionKind.RANK, "c2 c1 c3 c4", choices=views.choices(5))
    sitting.reply(views.step("needs", views.view(more, views.question("after"))))
    told = list(sitting.answers)
    tap(Qt.Key.Key_Escape)
    assert shown(sitting) == ("c2", "c1", "c3", "c4", "c5")
    assert sitting.answers == told
    assert not card(sitting, "c1").isChecked()


def test_home_and_end_go_to_the_ends_and_with_control_move_there(qtbot: QtBot) -> None:
    sitting = ranking(count=12)
    tap(Qt.Key.Key_End)
    assert card(sitting, "c12").hasFocus()
    tap(Qt.Key.Key_Home)
    assert card(sitting, "c1").hasFocus()
    assert sitting.answers == []
    tap(Qt.Key.Key_End, CONTROL)
    assert shown(sitting)[-1] == "c1"
    tap(Qt.Key.Key_Home, CONTROL)
    assert shown(sitting)[0] == "c1"
    assert card(sitting, "c1").hasFocus()


def test_every_step_of_the_keyboard_is_said(qtbot: QtBot) -> None:
    sitting = ranking()
    first = card(sitting, "c1")
    assert "Space picks it up" in first.accessibleDescription()
    tap(Qt.Key.Key_Space)
    assert plain(first.accessibleName()).startswith("Picked up: Επιλογή 1")
    tap(Qt.Key.Key_Down)
    assert plain(first.accessibleName()).startswith("Picked up: 2 of 4: Επιλογή 1")
    tap(Qt.Key.Key_Space)
    assert plain(first.accessibleName()).startswith("2 of 4: Επιλογή 1")
    language().set("ar")
    assert "٢" in first.accessibleName()


def test_the_name_is_said_as_it_is_after_the_move(qtbot: QtBot) -> None:
    """A screen reader says the name of what gets the focus, when it gets it."""
    sitting = ranking()
    heard: list[str] = []

    def hear(_before: QWidget | None, now: QWidget | None) -> None:
        heard.append(plain(now.accessibleName()) if now is not None else "")

    changed = QApplication.instance().focusChanged
    changed.connect(hear)
    tap(Qt.Key.Key_Down, CONTROL)
    changed.disconnect(hear)
    assert heard[-1].startswith("2 of 4: Επιλογή 1")
    assert places(sitting)[1].startswith("2 of 4: ")


def drag(sitting: Sitting, value: str, onto: str) -> None:
    """Drag a choice to the middle of another one, in steps, and let it go there."""
    moved, target = card(sitting, value), card(sitting, onto)
    area = moved.parentWidget()
    start, end = moved.geometry().center(), target.geometry().center()
    QTest.mousePress(moved, Qt.MouseButton.LeftButton, pos=moved.rect().center())
    for part in range(1, 11):
        way = start + (end - start) * part / 10
        QTest.mouseMove(moved, moved.mapFrom(area, way))
        settle()
    QTest.mouseRelease(moved, Qt.MouseButton.LeftButton, pos=moved.mapFrom(area, end))
    settle()


def test_a_choice_is_dragged_to_its_place(qtbot: QtBot) -> None:
    sitting = ranking()
    drag(sitting, "c4", "c1")
    assert sitting.answers == [("needs", ("c4", "c1", "c2", "c3"))]
    drag(sitting, "c4", "c2")
    assert sitting.answers[-1] == ("needs", ("c1", "c2", "c4", "c3"))
    heights = [each.height() for each in sitting.card("needs").findChildren(RankCard)]
    tops = sorted(each.y() for each in sitting.card("needs").findChildren(RankCard))
    assert tops == [at * (heights[0] + 8) for at in range(4)]


def test_a_drag_that_comes_back_is_no_answer(qtbot: QtBot) -> None:
    sitting = ranking()
    drag(sitting, "c2", "c2")
    held = card(sitting, "c2")
    QTest.mousePress(held, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
    area = held.parentWidget()
    home = held.mapTo(area, QPoint(200, 20))
    QTest.mouseMove(held, held.mapFrom(area, home + QPoint(0, 60)))
    assert shown(sitting) == ("c1", "c3", "c2", "c4")
    assert [name.partition(":")[0] for name in places(sitting)] == [
        f"{place} of 4" for place in range(1, 5)
    ]  # as they would be, if it was let go here
    QTest.mouseMove(held, held.mapFrom(area, home))
    assert all("no place yet" in name for name in places(sitting))
    QTest.mouseRelease(held, Qt.MouseButton.LeftButton, pos=held.mapFrom(area, home))
    settle()
    assert shown(sitting) == ORDER
    assert sitting.answers == []


def test_an_order_is_cleared(qtbot: QtBot) -> None:
    sitting = ranking("c4 c3 c2 c1")
    assert shown(sitting) == ("c4", "c3", "c2", "c1")
    assert offered(sitting) == {"Clear"}
    card(sitting, "c4").setFocus()
    tap(Qt.Key.Key_Delete)
    assert sitting.answers == [("needs", None)]
    assert all("no place yet" in name for name in places(sitting))
    cleared = views.view(
        views.question("needs", QuestionKind.RANK, choices=views.choices(4)),
        views.question("after"),
    )
    sitting.reply(views.step("needs", cleared))
    assert shown(sitting) == ORDER
    assert card(sitting, "c4").hasFocus()


def test_a_choice_that_came_anew_has_no_place_yet(qtbot: QtBot) -> None:
    sitting = ranking("c3 c1", count=3)
    assert shown(sitting) == ("c3", "c1", "c2")
    assert "no place yet" in places(sitting)[2]
    assert offered(sitting) == {"Keep this order", "Clear"}
    click(card(sitting, "c1").up)
    assert sitting.answers == [("needs", ("c1", "c3", "c2"))]


def test_a_choice_that_is_not_offered_any_more_goes_and_the_focus_stays(qtbot: QtBot) -> None:
    sitting = ranking("c4 c3 c2 c1")
    card(sitting, "c3").setFocus()
    fewer = tuple(each for each in views.choices(4) if each.value != "c3")
    left = views.question("needs", QuestionKind.RANK, "c4 c2 c1", choices=fewer)
    sitting.show(views.view(left, views.question("after")))
    assert shown(sitting) == ("c4", "c2", "c1")
    assert sitting.inside("needs", RankList).isAncestorOf(QApplication.focusWidget())


def test_what_can_only_be_read_cannot_be_moved(qtbot: QtBot) -> None:
    sitting = ranking("c2 c1 c3 c4", readonly=True)
    assert shown(sitting)[0] == "c2"
    assert offered(sitting) == set()
    assert not card(sitting, "c2").isEnabled()
    assert not card(sitting, "c2").down.isVisible()


@pytest.mark.parametrize(("code", "mirrored"), [("el", False), ("ar", True)])
def test_the_buttons_stand_at_the_far_edge(qtbot: QtBot, code: str, mirrored: bool) -> None:
    language().set(code)
    sitting = ranking("c1 c2 c3 c4")
    first = card(sitting, "c1")
    assert (first.down.x() < first.width() / 2) is mirrored
    assert (first.down.x() < first.up.x()) is mirrored
    assert first.up.width() >= 44
    assert isinstance(sitting.card("needs").editor, RankEditor)


def test_a_choice_that_is_moved_stays_in_sight(qtbot: QtBot) -> None:
    sitting = ranking(count=16)
    tap(Qt.Key.Key_Up)
    moved, viewport = card(sitting, "c16"), sitting.page.column.viewport()
    assert moved.hasFocus()
    for _ in range(15):
        tap(Qt.Key.Key_Up, CONTROL)
        top = moved.mapTo(viewport, QPoint(0, 0)).y()
        assert 0 <= top <= viewport.height() - moved.height()
    assert shown(sitting)[0] == "c16"
