"""Questions that are typed into: what is handed over, when, and what is written back."""

from __future__ import annotations

import interview_views as views
import pytest
from driving import compose, press, write
from interview_pages import TODAY, Sitting, click, settle, tap
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from fieldkit.ui.models.interview import Fate, QuestionKind, StepView
from fieldkit.ui.widgets.stepper import Stepper
from fieldkit.ui.widgets.typing_watch import REST_MS

CONTROL = Qt.KeyboardModifier.ControlModifier


def typed(name: str = "name", kind: QuestionKind = QuestionKind.TEXT, **changes: object) -> Sitting:
    """A page with one question of a kind, and another after it."""
    return Sitting(views.view(views.question(name, kind, **changes), views.question("after")))


def test_a_short_rest_hands_over_what_was_typed(qtbot: QtBot) -> None:
    sitting = typed()
    write("Ζαραθούστρα")
    assert sitting.answers == []
    qtbot.waitUntil(lambda: sitting.answers == [("name", "Ζαραθούστρα")], timeout=REST_MS * 5)


def test_leaving_the_field_hands_over(qtbot: QtBot) -> None:
    sitting = typed()
    write("زهراء")
    sitting.line("after").setFocus()
    assert sitting.answers == [("name", "زهراء")]


def test_enter_hands_over_and_goes_to_the_next_question(qtbot: QtBot) -> None:
    sitting = typed()
    write("Αμάλ")
    tap(Qt.Key.Key_Return)
    assert sitting.answers == [("name", "Αμάλ")]
    assert sitting.line("after").hasFocus()


def test_enter_on_the_last_question_goes_to_the_way_on(qtbot: QtBot) -> None:
    sitting = typed()
    sitting.line("after").setFocus()
    tap(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is sitting.page.bar.next


def test_what_did_not_change_is_not_handed_over(qtbot: QtBot) -> None:
    sitting = typed(value="Αμάλ")
    write("x")
    tap(Qt.Key.Key_Backspace)
    sitting.line("after").setFocus()
    assert sitting.answers == []


def test_an_emptied_field_clears_the_answer(qtbot: QtBot) -> None:
    sitting = typed(value="Αμάλ")
    tap(Qt.Key.Key_A, CONTROL)
    tap(Qt.Key.Key_Delete)
    sitting.page.commit_pending()
    assert sitting.answers == [("name", None)]


def test_the_page_hands_over_half_typed_text_when_it_is_asked_to(qtbot: QtBot) -> None:
    sitting = typed()
    write("Αμά")
    sitting.page.commit_pending()
    assert sitting.answers == [("name", "Αμά")]


def test_a_composition_is_handed_over_once_it_is_done(qtbot: QtBot) -> None:
    sitting = typed()
    compose("άλφα")
    tap(Qt.Key.Key_Return)
    assert sitting.answers == [("name", "άλφα")]


def test_an_answer_that_comes_back_leaves_what_was_typed_since(qtbot: QtBot) -> None:
    sitting = typed()
    write("Αμ")
    sitting.page.commit_pending()
    write("άλ")
    shown = views.view(views.question("name", value="Αμ"), views.question("after"))
    sitting.reply(views.step("name", shown))
    assert sitting.line("name").text() == "Αμάλ"
    assert sitting.line("name").cursorPosition() == 4
    sitting.page.commit_pending()
    assert sitting.answers[-1] == ("name", "Αμάλ")


def test_a_field_waits_for_the_last_of_its_answers(qtbot: QtBot) -> None:
    sitting = typed()
    write("A")
    sitting.page.commit_pending()
    write("m")
    sitting.page.commit_pending()
    sitting.line("after").setFocus()
    shown = views.view(views.question("name", value="A"), views.question("after"))
    sitting.reply(views.step("name", shown))
    assert sitting.line("name").text() == "Am"
    sitting.reply(views.step("name", views.with_value(shown, "name", "AM")))
    assert sitting.line("name").text() == "AM"


def test_a_composition_is_not_disturbed_by_another_value(qtbot: QtBot) -> None:
    sitting = typed(value="Αμ")
    line = sitting.line("name")
    QApplication.sendEvent(line, QInputMethodEvent("ά", []))
    sitting.show(views.view(views.question("name", value="other"), views.question("after")))
    assert line.text() == "Αμ"
    done = QInputMethodEvent("", [])
    done.setCommitString("άλ")
    QApplication.sendEvent(line, done)
    assert line.text() == "Αμάλ"


def test_what_was_refused_stays_in_the_field_beside_its_problem(qtbot: QtBot) -> None:
    sitting = typed(kind=QuestionKind.INTEGER)
    write("200")
    tap(Qt.Key.Key_Return)
    problem = views.both("Έως 120", "حتى 120")
    refused = views.question("name", QuestionKind.INTEGER, typed="200", problem=problem)
    shown = views.view(refused, views.question("after"))
    sitting.reply(StepView(Fate.REFUSED, "name", shown, problem))
    assert sitting.line("name").text() == "200"
    texts = [each.text() for each in sitting.card("name").findChildren(QLabel) if each.isVisible()]
    assert any("Έως 120" in text and "حتى 120" in text for text in texts)
    assert "Έως 120" in sitting.line("name").accessibleDescription()
    sitting.reply(
        views.step("name", views.with_value(shown, "name", "20", typed=None, problem=None))
    )
    assert "Έως 120" not in sitting.line("name").accessibleDescription()
    assert sitting.line("name").text() == "20"


def test_a_lost_answer_is_handed_over_again(qtbot: QtBot) -> None:
    sitting = typed()
    write("Αμάλ")
    sitting.page.commit_pending()
    sitting.page.show_lost("name")
    assert sitting.line("name").text() == "Αμάλ"
    sitting.page.commit_pending()
    assert sitting.answers == [("name", "Αμάλ")] * 2


def test_several_lines_grow_and_tab_leaves(qtbot: QtBot) -> None:
    sitting = typed(kind=QuestionKind.MULTILINE)
    field = sitting.inside("name", QPlainTextEdit)
    before = field.height()
    for _ in range(6):
        write("γραμμή")
        tap(Qt.Key.Key_Return)
    assert field.height() > before
    tap(Qt.Key.Key_Tab)
    assert sitting.line("after").hasFocus()
    assert sitting.answers == [("name", "γραμμή\n" * 6)]


def test_control_enter_goes_on_from_several_lines(qtbot: QtBot) -> None:
    sitting = typed(kind=QuestionKind.MULTILINE)
    write("ένα")
    tap(Qt.Key.Key_Return, CONTROL)
    assert sitting.line("after").hasFocus()
    assert sitting.answers == [("name", "ένα")]


def test_a_text_runs_as_its_letters_do_whatever_the_window_does(qtbot: QtBot) -> None:
    sitting = typed()
    line = sitting.line("name")
    assert line.layoutDirection() == Qt.LayoutDirection.RightToLeft  # the respondent's Arabic
    write("Νίκος")
    assert line.layoutDirection() == Qt.LayoutDirection.LeftToRight
    tap(Qt.Key.Key_A, CONTROL)
    write("+30 210")
    assert line.layoutDirection() == Qt.LayoutDirection.LeftToRight
    tap(Qt.Key.Key_A, CONTROL)
    write("أمل")
    assert line.layoutDirection() == Qt.LayoutDirection.RightToLeft


@pytest.mark.parametrize(("digits", "stepped"), [("", "1"), ("34", "35"), ("٣٤", "35")])
def test_the_plus_of_a_number_counts_from_any_digits(
    qtbot: QtBot, digits: str, stepped: str
) -> None:
    sitting = typed(kind=QuestionKind.INTEGER)
    write(digits)
    click(sitting.inside("name", Stepper).plus)
    sitting.page.commit_pending()
    assert sitting.answers == [("name", stepped)]
    assert sitting.line("name").hasFocus()


def test_arrow_keys_step_and_stop_at_nothing(qtbot: QtBot) -> None:
    sitting = typed(kind=QuestionKind.INTEGER, value="1")
    for step in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        tap(step)
    sitting.page.commit_pending()
    assert sitting.answers == [("name", "0")]


def test_what_is_no_number_is_left_to_the_form(qtbot: QtBot) -> None:
    sitting = typed(kind=QuestionKind.INTEGER)
    write("πολλά")
    tap(Qt.Key.Key_Up)
    tap(Qt.Key.Key_Return)
    assert sitting.answers == [("name", "πολλά")]


def test_numbers_are_shown_in_the_digits_of_the_leading_language(qtbot: QtBot) -> None:
    arabic_leads = views.GREEK_ARABIC.__class__(
        views.GREEK_ARABIC.offered, worker="el", respondent="ar", swapped=True
    )
    questions = (
        views.question("after"),
        views.question("whole", QuestionKind.INTEGER, "34"),
        views.question("part", QuestionKind.DECIMAL, "2.5"),
        views.question("day", QuestionKind.DATE, "2026-11-23"),
    )
    sitting = Sitting(views.view(*questions))
    assert [sitting.line(key).text() for key in ("whole", "part", "day")] == [
        "34",
        "2,5",
        "23/11/2026",
    ]
    sitting.show(views.view(*questions, languages=arabic_leads))
    assert [sitting.line(key).text() for key in ("whole", "part", "day")] == [
        "٣٤",
        "٢٫٥",
        "٢٣/١١/٢٠٢٦",
    ]


def test_a_date_is_read_back_in_words(qtbot: QtBot) -> None:
    sitting = typed(kind=QuestionKind.DATE, value="2026-04-03")
    texts = [label.text() for label in sitting.card("name").findChildren(QLabel)]
    words = QLocale("el_GR").toString(TODAY.replace(month=4, day=3), QLocale.FormatType.LongFormat)
    assert words in texts


def test_today_is_one_press(qtbot: QtBot) -> None:
    sitting = typed(kind=QuestionKind.DATE)
    tap(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    settle()
    assert sitting.answers == [("name", "23/11/2026")]


def test_a_question_that_can_only_be_read_takes_no_typing(qtbot: QtBot) -> None:
    sitting = Sitting(
        views.view(
            views.question("name", value="Αμάλ", readonly=True),
            views.question("age", QuestionKind.INTEGER, "34", readonly=True),
            views.question("after"),
        )
    )
    assert sitting.line("after").hasFocus()
    sitting.line("name").setFocus()
    write("x")
    assert sitting.line("name").text() == "Αμάλ"
    assert not sitting.inside("age", Stepper).plus.isVisible()
