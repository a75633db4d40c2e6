"""Times, moments, places, hidden texts and ranges: what is handed over, and what is shown again."""

from __future__ import annotations

from dataclasses import replace

import interview_views as views
import pytest
from driving import write
from interview_pages import Sitting, click, settle, tap
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from fieldkit.languages.digits import native
from fieldkit.ui.language import language
from fieldkit.ui.models.interview import Fate, Limits, QuestionKind, QuestionView
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.stepper import Stepper
from fieldkit.ui.widgets.typing_watch import REST_MS
from fieldkit.ui.widgets.written_answers import written_answer
from fieldkit.ui.widgets.written_times import moment_in_words

NAME = "one"


def asked(kind: QuestionKind, value: str = "", **changes: object) -> QuestionView:
    return views.question(NAME, kind, value, **changes)


def page(kind: QuestionKind, value: str = "", **changes: object) -> Sitting:
    """A page with one question of a kind, and another after it."""
    return Sitting(views.view(asked(kind, value, **changes), views.question("after")))


def says(sitting: Sitting) -> str:
    labels = sitting.card(NAME).findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def fields(sitting: Sitting) -> list[QLineEdit]:
    return [each for each in sitting.card(NAME).findChildren(QLineEdit) if each.isVisible()]


# --- times and moments


def test_a_time_is_handed_over_as_it_was_typed(qtbot: QtBot) -> None:
    sitting = page(QuestionKind.TIME)
    write("14.30")
    tap(Qt.Key.Key_Return)
    assert sitting.answers == [(NAME, "14.30")]
    assert sitting.line("after").hasFocus()
    stored = views.view(asked(QuestionKind.TIME, "14:30:00.000"), views.question("after"))
    sitting.reply(views.step(NAME, stored))
    assert sitting.line(NAME).text() == "14:30"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("09:05:00.000", "09:05"),
        ("09:05:07.000", "09:05:07"),
        ("09:05", "09:05"),
        ("09:05:00.000+03:00", "09:05"),
    ],
)
def test_a_stored_time_is_shown_as_people_write_it(qtbot: QtBot, stored: str, shown: str) -> None:
    assert page(QuestionKind.TIME, stored).line(NAME).text() == shown


def test_a_moment_is_read_back_in_words(qtbot: QtBot) -> None:
    sitting = page(QuestionKind.MOMENT, "2026-11-23T14:30:00.000+02:00")
    assert sitting.line(NAME).text() == "23/11/2026 14:30"
    assert "23 Νοεμβρίου 2026 · 14:30" in says(sitting)


def test_what_was_refused_stays_as_it_was_typed(qtbot: QtBot) -> None:
    sitting = page(QuestionKind.MOMENT, typed="23/11", problem=views.both("Λάθος"))
    assert sitting.line(NAME).text() == "23/11"
    assert "2026" not in says(sitting)


@pytest.mark.parametrize(
    ("kind", "taken"),
    [(QuestionKind.TIME, "14:32"), (QuestionKind.MOMENT, "23/11/2026 14:32")],
)
def test_now_is_one_press_away(qtbot: QtBot, kind: QuestionKind, taken: str) -> None:
    sitting = page(kind)
    tap(Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Now"
    tap(Qt.Key.Key_Space)
    assert sitting.answers == [(NAME, taken)]
    assert sitting.line(NAME).text() == taken
    fixed = views.view(asked(kind, readonly=True), views.question("after"))
    sitting.reply(views.step(NAME, fixed))
    assert not focus.isVisible()


# --- places


def test_a_place_is_typed_with_the_keyboard_alone(qtbot: QtBot) -> None:
    sitting = page(QuestionKind.PLACE)
    latitude, longitude = fields(sitting)
    assert latitude.accessibleName() == "Ερώτηση one – Latitude"
    assert longitude.accessibleName() == "Ερώτηση one – Longitude"
    write("37,98")
    tap(Qt.Key.Key_Return)
    assert longitude.hasFocus()
    assert sitting.answers == []  # one number alone is no place yet
    write("23,73")
    tap(Qt.Key.Key_Return)
    assert sitting.answers == [(NAME, "37,98\n23,73")]
    assert sitting.line("after").hasFocus()
    stored = views.view(asked(QuestionKind.PLACE, "37.98 23.73 0 0"), views.question("after"))
    sitting.reply(views.step(NAME, stored))
    assert [each.text() for each in fields(sitting)] == ["37,98", "23,73"]
    sitting.page.commit_pending()
    assert len(sitting.answers) == 1


def test_one_number_alone_is_handed_over_when_the_place_is_left(qtbot: QtBot) -> None:
    sitting = page(QuestionKind.PLACE)
    write("37.98")
    qtbot.wait(REST_MS + 100)
    assert sitting.answers == []
    sitting.line("after").setFocus()
    assert sitting.answers == [(NAME, "37.98\n")]
    alone = asked(QuestionKind.PLACE, typed="37.98\n", problem=views.both("Λείπει"))
    refused = views.view(alone, views.question("after"))
    sitting.reply(views.step(NAME, refused, Fate.REFUSED))
    assert [each.text() for each in fields(sitting)] == ["37.98", ""]


@pytest.mark.parametrize(
    ("wrong", "red"), [((0,), [True, False]), ((1,), [False, True]), ((), [True, True])]
)
def test_only_the_number_that_is_wrong_looks_so(
    qtbot: QtBot, wrong: tuple[int, ...], red: list[bool]
) -> None:
    sitting = page(QuestionKind.PLACE)
    told = asked(QuestionKind.PLACE, typed="97\n23", problem=views.both("Όχι"), wrong_fields=wrong)
    sitting.reply(views.step(NAME, views.view(told, views.question("after")), Fate.REFUSED))
    assert [each.property("tone") == "danger" for each in fields(sitting)] == red


def test_a_pair_from_a_map_goes_into_the_first_field(qtbot: QtBot) -> None:
    sitting = page(QuestionKind.PLACE)
    write("37.98, 23.73")
    tap(Qt.Key.Key_Return)
    assert sitting.answers == [(NAME, "37.98, 23.73\n")]
    stored = views.view(asked(QuestionKind.PLACE, "37.98 23.73 0 0"), views.question("after"))
    sitting.reply(views.step(NAME, stored))
    assert [each.text() for each in fields(sitting)] == ["37,98", "23,73"]


def test_a_place_is_cleared_by_emptying_both(qtbot: QtBot) -> None:
    sitting = page(QuestionKind.PLACE, "37.98 23.73 0 0")
    for each in fields(sitting):
        each.setFocus()
        each.selectAll()
        tap(Qt.Key.Key_Delete)
    sitting.page.commit_pending()
    assert sitting.answers == [(NAME, None)]


def test_what_is_half_typed_is_handed_over_before_the_page_goes(qtbot: QtBot) -> None:
    sitting = page(QuestionKind.PLACE)
    write("37.98")
    sitting.page.commit_pending()
    assert sitting.answers == [(NAME, "37.98\n")]


def test_a_place_in_the_middle_of_typing_is_not_written_over(qtbot: QtBot) -> None:
    sitting = page(QuestionKind.PLACE)
    write("37")
    changed = asked(QuestionKind.PLACE, "1 2 0 0")
    sitting.show(views.view(changed, views.question("after")))
    assert [each.text() for each in fields(sitting)] == ["37", ""]


def test_a_place_that_could_not_be_stored_is_handed_over_again(qtbot: QtBot) -> None:
    sitting = page(QuestionKind.PLACE, "37.98 23.73 0 0")
    first, _ = fields(sitting)
    first.setFocus()
    first.selectAll()
    write("38")
    sitting.page.commit_pending()
    card = sitting.card(NAME)
    card.lose()
    assert card.editor.pending
    sitting.page.commit_pending()
    assert sitting.answers == [(NAME, "38\n23,73"), (NAME, "38\n23,73")]


# --- hidden texts, codes, ranges


def test_a_hidden_text_cannot_be_read_over_a_shoulder(qtbot: QtBot) -> None:
    sitting = page(QuestionKind.HIDDEN)
    write("Αμάλ")
    line = sitting.line(NAME)
    assert line.displayText() == "●" * 4 or set(line.displayText()) == {"•"}
    tap(Qt.Key.Key_Return)
    assert sitting.answers == [(NAME, "Αμάλ")]


def test_a_range_says_its_bounds_and_steps_between_them(qtbot: QtBot) -> None:
    sitting = page(QuestionKind.INTEGER, limits=Limits("10", "30", "5"))
    assert "From \u206810\u2069 to \u206830\u2069, in steps of \u20685\u2069" in says(sitting)
    assert "From" in sitting.line(NAME).accessibleDescription()
    stepper = sitting.inside(NAME, Stepper)
    click(stepper.plus)
    assert stepper.line.text() == "10"
    for _ in range(6):
        click(stepper.plus)
    assert stepper.line.text() == "30"
    tap(Qt.Key.Key_Down)
    assert stepper.line.text() == "25"


def test_a_range_of_decimals_says_its_bounds(qtbot: QtBot) -> None:
    sitting = page(QuestionKind.DECIMAL, limits=Limits("-1.5", "2", ""))
    assert "From \u2068-1.5\u2069 to \u20682\u2069" in says(sitting)
    assert "steps" not in says(sitting)


def test_a_number_without_bounds_says_nothing_of_them(qtbot: QtBot) -> None:
    sitting = page(QuestionKind.INTEGER)
    assert "From" not in says(sitting)
    stepper = sitting.inside(NAME, Stepper)
    click(stepper.minus)
    assert stepper.line.text() == "0"
    settle()
    assert QApplication.focusWidget() is stepper.line


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_new_code_is_offered_right_beside_the_field(qtbot: QtBot, code: str) -> None:
    language().set(code)
    sitting = page(QuestionKind.SUBJECT)
    line, button = sitting.line(NAME), sitting.inside(NAME, ActionButton)
    between = line.x() - button.geometry().right() if code == "ar" else button.x() - line.width()
    assert 0 <= between <= 12


@pytest.mark.parametrize(("code", "mark"), [("el", " · "), ("ar", "، "), ("fa", "، ")])
def test_no_dot_stands_beside_digits_whose_zero_is_one(code: str, mark: str) -> None:
    words = moment_in_words("2026-11-23T14:30:00.000+02:00", code)
    assert words.endswith(mark + native("14:30", code))
    place = views.both("37.98 23.73 0 0")
    both = replace(views.GREEK_ARABIC, worker=code)
    assert mark in written_answer(QuestionKind.PLACE, place, both).lead.text
