"""A language chosen in the middle of an interview, of a review, after a refusal: all follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import button, focused, plain, says, shortcut, write
from field_world import copied
from interview_driving import Interviewing
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from visitor import Visitor

from fieldkit.ui.language import language
from fieldkit.ui.pages.interview import InterviewPage
from fieldkit.ui.pages.review import ReviewPage
from fieldkit.ui.widgets.choice_search import ChoiceSearch
from fieldkit.ui.widgets.problem_link import ProblemLink

INTAKE = "intake_household"
ENGLISH, GREEK = "Intake of person and household", "Υποδοχή προσώπου και νοικοκυριού"
ARABIC = "استقبال الشخص والأسرة"


@pytest.fixture
def visitor(qtbot: QtBot, tmp_path: Path) -> Iterator[Visitor]:
    """Somebody at an open laptop."""
    place = copied(tmp_path / "field")
    made = Visitor(place.folder, tmp_path / "preferences")
    made.unlock("laptop-1")
    yield made
    made.leave()


def speak(visitor: Visitor, code: str) -> None:
    """Choose a language in the bar at the top."""
    visitor.app.window.top_bar.display.language_wanted.emit(code)
    visitor.settle()


def title(visitor: Visitor) -> str:
    return plain(visitor.app.window.top_bar.title_label.text())


def start(visitor: Visitor) -> Interviewing:
    visitor.go(lambda: visitor.app.navigation.start(INTAKE))
    return Interviewing(visitor.app)


def test_the_title_of_an_interview_is_in_the_language_that_leads(visitor: Visitor) -> None:
    person = start(visitor)
    assert title(visitor) == ENGLISH
    speak(visitor, "el")
    assert title(visitor) == GREEK
    assert GREEK in visitor.window.windowTitle()
    choices = person.page.languages.respondent.choices
    next(each for each in choices if each.data() == "ar").trigger()
    person.page.swap_wanted.emit()
    visitor.settle()
    assert title(visitor) == ARABIC


def test_after_a_refusal_another_language_is_no_failure(visitor: Visitor) -> None:
    person = start(visitor)
    visitor.press_this(button(person.card("subject_code"), "New code"))
    person.next()
    person.choose("may_continue", "no")
    speak(visitor, "el")
    assert isinstance(visitor.page, InterviewPage)
    assert not visitor.app.window.failure.isVisible()
    assert says(visitor.page, "The person said no")
    visitor.press("Home")
    assert language().code == "el"


def test_a_review_is_read_in_the_language_that_is_chosen(visitor: Visitor) -> None:
    start(visitor)
    visitor.app.navigation.review(_record(visitor))
    visitor.settle()
    page = visitor.page
    assert isinstance(page, ReviewPage)
    assert not _reads(page, "Ημερομηνία της επίσκεψης")
    speak(visitor, "el")
    assert visitor.page is page
    assert _reads(page, "Ημερομηνία της επίσκεψης")


def _record(visitor: Visitor) -> str:
    page = visitor.page
    assert isinstance(page, InterviewPage)
    assert page.view is not None
    return page.view.record


def _reads(page: ReviewPage, words: str) -> bool:
    """Whether a form text is shown, in a label or in what is painted."""
    labels = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    return any(words in each for each in labels)


def test_after_a_refusal_no_key_asks_for_the_record(visitor: Visitor) -> None:
    person = start(visitor)
    visitor.press_this(button(person.card("subject_code"), "New code"))
    person.next()
    person.choose("may_continue", "no")
    for key, held in (
        (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier),
    ):
        shortcut(key, held)
        visitor.settle()
    assert not visitor.app.window.failure.isVisible()
    assert title(visitor) == "Interview"


def test_who_reviews_in_another_language_stays_where_she_was(visitor: Visitor) -> None:
    start(visitor)
    visitor.app.navigation.review(_record(visitor))
    visitor.settle()
    assert isinstance(focused(), ProblemLink)
    speak(visitor, "ar")
    assert isinstance(focused(), ProblemLink)


def test_a_search_goes_on_in_another_language(visitor: Visitor) -> None:
    person = start(visitor)
    person.enter("interview_locale")
    search = person.card("interview_locale").editor.findChild(ChoiceSearch)
    assert isinstance(search, ChoiceSearch)
    write("ρ")
    found, height = search.rows.rowCount(), search.list.height()
    speak(visitor, "el")
    assert search.is_open
    assert search.rows.rowCount() > found
    assert search.list.currentIndex().row() == 0
    assert search.list.height() > height
