"""The interview and review pages for those who do not see, or do not use a mouse."""

from __future__ import annotations

import interview_views as views
import pytest
from accessible import findings, too_wide
from driving import plain
from interview_pages import Sitting, settle, tap
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldkit.ui.language import language
from fieldkit.ui.models.interview import Gate, Item, QuestionKind, SectionState
from fieldkit.ui.theme import theme

SECTIONS = (
    views.section("first", SectionState.STARTED, missing=2),
    views.section("second", SectionState.COMPLETE),
    views.section("third", SectionState.ATTENTION),
)


def everything() -> tuple[Item, ...]:
    """One of each kind of question, one of them refused, and a household."""
    problem = views.both("Έως 120", "حتى 120")
    return (
        views.question("name", required=True, hint=views.both("Όπως στο έγγραφο", "كما هو")),
        views.question("words", QuestionKind.MULTILINE, "Δύο λόγια"),
        views.question("age", QuestionKind.INTEGER, typed="200", problem=problem),
        views.question("part", QuestionKind.DECIMAL, "2.5"),
        views.question("day", QuestionKind.DATE, "2026-11-23"),
        views.select_one("stay", value="yes"),
        views.select_one("country", 200, "c7"),
        views.select_multiple("needs", 5, "c1 c3"),
        views.select_multiple("tongues", 40, "c2"),
        views.question("read", QuestionKind.ACKNOWLEDGE),
        views.question("note", QuestionKind.NOTE),
        views.roster(views.row("m1", 1, "Αμάλ"), views.row("m2", 2, "", 1)),
    )


@pytest.mark.parametrize(
    ("code", "mode", "scale"),
    [("el", "light", 100), ("ar", "dark", 100), ("en", "contrast", 150), ("ar", "light", 150)],
)
def test_everything_has_a_name_is_reached_by_keys_and_is_large_enough(
    qtbot: QtBot, code: str, mode: str, scale: int
) -> None:
    theme().apply(mode, scale)
    language().set(code)
    sitting = Sitting(views.view(*everything(), sections=SECTIONS, gate=Gate.CLOSED, held=2))
    sitting.page.focus_question("m2/name")
    settle()
    assert findings(sitting.page, scale=scale) == []
    assert findings(sitting.page.languages, scale=scale) == []
    assert too_wide(sitting.page) == []


def test_tab_goes_through_the_whole_page_in_the_order_of_reading(qtbot: QtBot) -> None:
    sitting = Sitting(views.view(*everything(), sections=SECTIONS))
    sitting.page.focus_question("m2/name")
    sitting.line("name").setFocus()
    settle()
    seen: list[str] = []
    while (focus := QApplication.focusWidget()) is not sitting.page.bar.next:
        assert focus is not None
        seen.append(_question_of(focus))
        tap(Qt.Key.Key_Tab)
    questions = [key for position, key in enumerate(seen) if key not in seen[:position]]
    assert questions == [
        *("name", "words", "age", "part", "day", "stay", "country", "needs", "tongues", "read"),
        *("", "m2/name", "m2/age"),
    ]


def test_a_refused_answer_is_told_where_it_is_typed(qtbot: QtBot) -> None:
    sitting = Sitting(views.view(*everything()))
    said = plain(sitting.line("age").accessibleDescription())
    assert said.startswith("Έως 120")
    assert "Όπως στο έγγραφο" in plain(sitting.line("name").accessibleDescription())


def _question_of(widget: QWidget | None) -> str:
    """The key of the question that a widget is in, "" for none."""
    while widget is not None:
        key = getattr(widget, "key", None)
        if isinstance(key, str) and hasattr(widget, "editor"):
            return key
        widget = widget.parentWidget()
    return ""
