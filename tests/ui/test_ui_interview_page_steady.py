"""Switching language changes no answer, focus, cursor, scroll position or half-typed text.

Nor does anything that comes and goes around the question that is being answered.
"""

from __future__ import annotations

from dataclasses import replace

import interview_views as views
import pytest
from driving import write
from interview_pages import Sitting, click, settle, tap
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from fieldkit.ui.language import language
from fieldkit.ui.models.interview import (
    Bilingual,
    InterviewView,
    Item,
    QuestionKind,
    QuestionView,
)
from fieldkit.ui.theme import theme

LONG = "Πόσα άτομα ζουν και τρώνε μαζί, μαζί με αυτό το πρόσωπο, σε αυτό το σπίτι; "


def questions() -> tuple[Item, ...]:
    """A page that scrolls, with everything that can be typed and chosen."""
    few = [views.question(f"a{number}", label=views.both(LONG * 2, "كم؟")) for number in range(6)]
    return (
        *few,
        views.question("name"),
        views.select_one("stay", 5, "c2"),
        views.question("words", QuestionKind.MULTILINE),
        *[views.question(f"z{number}") for number in range(6)],
    )


def swapped(view: InterviewView) -> InterviewView:
    """The same page with the other language leading."""
    turned = replace(view.languages, swapped=not view.languages.swapped)
    return replace(view, languages=turned, items=tuple(_turned(item) for item in view.items))


def _turned(item: Item) -> Item:
    assert isinstance(item, QuestionView)
    choices = tuple(replace(each, label=_other(each.label)) for each in item.choices)
    return replace(item, label=_other(item.label), choices=choices)


def _other(label: Bilingual) -> Bilingual:
    assert label.second is not None
    return Bilingual(label.second, label.lead)


def switch(sitting: Sitting, view: InterviewView, code: str) -> None:
    """What happens at F6: the window speaks another language, the page shows another view."""
    language().set(code)
    sitting.show(view)


@pytest.fixture
def sitting(qtbot: QtBot) -> Sitting:
    """In the middle of the page, in the middle of a word."""
    made = Sitting(views.view(*questions()))
    made.page.focus_question("name")
    write("Αμα")
    tap(Qt.Key.Key_Left)
    settle()
    return made


def test_a_language_dance_in_the_middle_of_a_word_changes_nothing(sitting: Sitting) -> None:
    first = views.view(*questions())
    line = sitting.line("name")
    place = sitting.top_of("name")
    for view, code in ((swapped(first), "ar"), (first, "el"), (swapped(first), "fa")):
        switch(sitting, view, code)
        assert line.text() == "Αμα"
        assert line.cursorPosition() == 2
        assert QApplication.focusWidget() is line
        assert sitting.top_of("name") == place
    write("λ")
    assert line.text() == "Αμλα"
    sitting.page.commit_pending()
    # The typist may have rested meanwhile; what was handed over is what was typed, nothing else.
    assert set(sitting.answers) <= {("name", "Αμα"), ("name", "Αμλα")}
    assert sitting.answers[-1] == ("name", "Αμλα")


def test_a_selection_survives_the_switch(sitting: Sitting) -> None:
    sitting.line("name").setSelection(1, 2)
    switch(sitting, swapped(views.view(*questions())), "ar")
    assert sitting.line("name").selectedText() == "μα"


def test_a_composition_goes_on_after_the_switch(sitting: Sitting) -> None:
    line = sitting.line("name")
    line.end(False)
    QApplication.sendEvent(line, QInputMethodEvent("ό", []))
    switch(sitting, swapped(views.view(*questions())), "ar")
    assert line.composing
    done = QInputMethodEvent("", [])
    done.setCommitString("όλη")
    QApplication.sendEvent(line, done)
    assert line.text() == "Αμαόλη"


def test_a_text_of_several_lines_keeps_cursor_and_scroll(sitting: Sitting) -> None:
    field = sitting.inside("words", QPlainTextEdit)
    field.setFocus()
    settle()
    for number in range(30):
        write(f"γραμμή {number}\n")
    settle()
    cursor, scrolled = field.textCursor().position(), field.verticalScrollBar().value()
    place = sitting.top_of("words")
    switch(sitting, swapped(views.view(*questions())), "ar")
    assert field.textCursor().position() == cursor
    assert field.verticalScrollBar().value() == scrolled
    assert sitting.top_of("words") == place
    assert field.hasFocus()


def test_only_the_language_of_the_window_changes_and_nothing_else_does(sitting: Sitting) -> None:
    value = sitting.page.column.verticalScrollBar().value()
    assert value > 0
    for code in ("ar", "fa", "fr", "el", "en"):
        language().set(code)
        settle()
        assert sitting.line("name").text() == "Αμα"
        assert sitting.line("name").cursorPosition() == 2
        assert sitting.line("name").hasFocus()
        assert sitting.page.column.verticalScrollBar().value() == value
    assert set(sitting.answers) <= {("name", "Αμα")}


def test_a_chosen_answer_and_its_focus_stay(sitting: Sitting) -> None:
    sitting.page.commit_pending()
    sitting.choice("stay", "c3").setFocus()
    switch(sitting, swapped(views.view(*questions())), "ar")
    assert sitting.choice("stay", "c2").isChecked()
    assert sitting.choice("stay", "c3").hasFocus()


def test_another_size_of_text_keeps_what_is_being_answered_in_sight(sitting: Sitting) -> None:
    place = sitting.top_of("name")
    theme().apply("dark", 130)
    settle()
    assert sitting.line("name").hasFocus()
    assert sitting.line("name").text() == "Αμα"
    assert abs(sitting.top_of("name") - place) < sitting.card("name").height()


def test_what_comes_and_goes_above_moves_nothing_below(sitting: Sitting) -> None:
    place = sitting.top_of("name")
    items = questions()
    more = (views.select_one("new", 5), *items[:3], views.question("newer"), *items[3:])
    sitting.show(views.view(*more))
    assert sitting.top_of("name") == place
    assert sitting.line("name").hasFocus()
    assert sitting.line("name").text() == "Αμα"
    sitting.show(views.view(*items))
    assert sitting.top_of("name") == place


def test_without_a_focus_the_topmost_question_stays(sitting: Sitting) -> None:
    sitting.page.commit_pending()
    sitting.page.bar.next.setFocus()
    bar = sitting.page.column.verticalScrollBar()
    bar.setValue(bar.value() + 40)
    settle()
    place = sitting.top_of("stay")
    sitting.show(views.view(views.question("new"), *questions()))
    assert sitting.top_of("stay") == place


def test_at_the_top_the_page_stays_at_the_top(qtbot: QtBot) -> None:
    sitting = Sitting(views.view(*questions()))
    sitting.page.bar.next.setFocus()
    settle()
    sitting.show(views.view(views.question("new"), *questions()))
    assert sitting.page.column.verticalScrollBar().value() == 0


def test_a_click_on_a_half_hidden_choice_arrives(qtbot: QtBot) -> None:
    sitting = Sitting(views.view(*questions()))
    viewport = sitting.page.column.viewport()
    choice = sitting.choice("stay", "c4")
    below = choice.mapTo(viewport, QPoint(0, 0)).y() - viewport.height() + choice.height() // 2
    sitting.page.column.verticalScrollBar().setValue(below)
    settle()
    top = choice.mapTo(viewport, QPoint(0, 0)).y()
    assert top < viewport.height() < top + choice.height()
    spot = choice.mapToGlobal(QPoint(30, 4))
    QTest.mousePress(choice, Qt.MouseButton.LeftButton, pos=choice.mapFromGlobal(spot))
    settle()
    QTest.mouseRelease(choice, Qt.MouseButton.LeftButton, pos=choice.mapFromGlobal(spot))
    settle()
    assert sitting.answers == [("stay", "c4")]


def test_going_on_by_keys_brings_the_next_question_into_sight(qtbot: QtBot) -> None:
    sitting = Sitting(views.view(*questions()))
    for _ in range(8):
        tap(Qt.Key.Key_Return)
    assert sitting.can_be_seen("words")


def test_an_answer_that_adds_questions_keeps_the_choice_under_the_pointer(
    sitting: Sitting,
) -> None:
    sitting.page.commit_pending()
    click(sitting.choice("stay", "c3"))
    place = sitting.top_of("stay")
    items = questions()
    shown = views.view(*items[:8], views.question("because"), *items[8:])
    sitting.reply(views.step("stay", views.with_value(shown, "stay", "c3")))
    assert sitting.has("because")
    assert sitting.top_of("stay") == place
