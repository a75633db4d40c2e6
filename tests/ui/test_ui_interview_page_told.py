"""After Enter, what is wrong with the answer that was left stays in sight, in every field."""

from __future__ import annotations

from typing import Final

import interview_views as views
import pytest
from driving import write
from interview_pages import Sitting, settle, tap
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldkit.ui.models.interview import Fate, InterviewView, QuestionKind, QuestionView

WRONG: Final = views.both("Αυτό δεν ταιριάζει εδώ. " * 3, "هذا لا يناسب هنا. " * 3)
SMALL: Final = (1_000, 580)
CONTROL: Final = Qt.KeyboardModifier.ControlModifier
NONE: Final = Qt.KeyboardModifier.NoModifier
TYPED: Final = {
    QuestionKind.TEXT: "x",
    QuestionKind.SUBJECT: "FK",
    QuestionKind.MULTILINE: "x",
    QuestionKind.INTEGER: "1.5",
    QuestionKind.DECIMAL: "x",
    QuestionKind.DATE: "31/2",
    QuestionKind.TIME: "25:10",
    QuestionKind.MOMENT: "25:10",
    QuestionKind.HIDDEN: "x",
    QuestionKind.OTHER: "x",
}
CHOSEN: Final = (
    QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE, QuestionKind.RANK,
    QuestionKind.ACKNOWLEDGE, QuestionKind.PLACE,
)  # fmt: skip


def page(asked: QuestionView, *after: QuestionView) -> InterviewView:
    """A question that has to be scrolled to, and what comes after it."""
    return views.view(*(views.question(f"a{number}") for number in range(4)), asked, *after)


def refused(view: InterviewView) -> InterviewView:
    return views.with_value(view, "asked", "", typed="x", problem=WRONG)


def seen(sitting: Sitting, widget: QWidget) -> bool:
    """Whether the whole of a widget is within what is scrolled."""
    viewport = sitting.page.column.viewport()
    place = QRect(widget.mapTo(viewport, QPoint(0, 0)), widget.size())
    return viewport.rect().contains(place)


def told_in_sight(sitting: Sitting) -> bool:
    """Whether the message is in sight, and what has the focus with it."""
    message, focus = sitting.card("asked").message, QApplication.focusWidget()
    assert message is not None
    assert focus is not None
    scrolled = sitting.page.column.isAncestorOf(focus)
    return seen(sitting, message) and (not scrolled or seen(sitting, focus))


@pytest.mark.parametrize("kind", [*TYPED, *CHOSEN], ids=lambda kind: kind.value)
def test_what_is_wrong_is_seen_after_enter(qtbot: QtBot, kind: QuestionKind) -> None:
    asked = views.question("asked", kind, choices=views.choices(2) if kind in CHOSEN else ())
    view = page(asked, views.select_one("next", 8, label=views.both("Και μετά; " * 9)))
    sitting = Sitting(view, SMALL)
    sitting.card("asked").focus_editor()
    settle()
    write(TYPED.get(kind, ""))
    tap(Qt.Key.Key_Return, CONTROL if kind is QuestionKind.MULTILINE else NONE)
    if kind is QuestionKind.PLACE:
        tap(Qt.Key.Key_Return)
    assert sitting.card("next").isAncestorOf(QApplication.focusWidget())
    sitting.reply(views.step("asked", refused(view), Fate.REFUSED))
    assert told_in_sight(sitting)
    assert seen(sitting, sitting.card("asked").editor)


def test_what_is_known_to_be_wrong_is_seen_after_enter(qtbot: QtBot) -> None:
    """It was refused while the field was still being typed in."""
    sitting = Sitting(
        refused(
            page(
                views.question("asked"),
                views.select_one("next", 8, label=views.both("Και μετά; " * 9)),
            )
        ),
        SMALL,
    )
    sitting.card("asked").focus_editor()
    settle()
    tap(Qt.Key.Key_Return)
    assert sitting.choice("next", "c1").hasFocus()
    assert told_in_sight(sitting)


def test_what_is_wrong_with_the_last_answer_is_seen(qtbot: QtBot) -> None:
    view = page(views.question("asked", QuestionKind.TIME))
    sitting = Sitting(view, SMALL)
    sitting.card("asked").focus_editor()
    settle()
    write("25:10")
    tap(Qt.Key.Key_Return)
    sitting.reply(views.step("asked", refused(view), Fate.REFUSED))
    assert told_in_sight(sitting)


def test_of_what_is_higher_than_the_page_the_end_is_seen(qtbot: QtBot) -> None:
    asked = views.question("asked", QuestionKind.RANK, choices=views.choices(14))
    view = page(asked, views.question("next"))
    sitting = Sitting(view, SMALL)
    sitting.card("asked").focus_editor()
    settle()
    tap(Qt.Key.Key_1)
    tap(Qt.Key.Key_Return)
    sitting.reply(views.step("asked", refused(view), Fate.REFUSED))
    assert told_in_sight(sitting)


def test_who_scrolls_away_is_not_taken_back(qtbot: QtBot) -> None:
    view = page(
        views.question("asked"), views.select_one("next", 8, label=views.both("Και μετά; " * 9))
    )
    sitting = Sitting(refused(view), SMALL)
    sitting.card("asked").focus_editor()
    tap(Qt.Key.Key_Return)
    sitting.page.column.verticalScrollBar().setValue(0)
    sitting.window.resize(900, 580)  # narrower: what is shown is laid out anew
    settle()
    assert sitting.page.column.verticalScrollBar().value() == 0


def test_who_goes_on_without_enter_is_not_taken_back(qtbot: QtBot) -> None:
    view = page(
        views.question("asked"), views.select_one("next", 8, label=views.both("Και μετά; " * 9))
    )
    sitting = Sitting(view, SMALL)
    sitting.card("asked").focus_editor()
    tap(Qt.Key.Key_Return)
    sitting.card("asked").focus_editor()
    write("x")
    sitting.card("a0").focus_editor()
    sitting.page.column.verticalScrollBar().setValue(0)
    settle()
    sitting.reply(views.step("asked", refused(view), Fate.REFUSED))
    assert sitting.page.column.verticalScrollBar().value() == 0


def test_enter_passes_by_what_can_only_be_read(qtbot: QtBot) -> None:
    fixed = views.question("fixed", value="x", readonly=True)
    sitting = Sitting(views.view(views.question("asked"), fixed, views.question("next")), SMALL)
    sitting.card("asked").focus_editor()
    tap(Qt.Key.Key_Return)
    assert sitting.card("next").isAncestorOf(QApplication.focusWidget())
