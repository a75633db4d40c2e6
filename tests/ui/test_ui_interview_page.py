"""The interview page: sections, what is saved, the gate, the ways on."""

from __future__ import annotations

from dataclasses import replace

import interview_views as views
import pytest
from driving import plain, write
from interview_pages import Sitting, click, settle, tap
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldkit.ui.language import language
from fieldkit.ui.models.interview import (
    AsideLine,
    Bilingual,
    Fate,
    Gate,
    QuestionKind,
    SectionState,
    StepView,
)
from fieldkit.ui.models.words import Words
from fieldkit.ui.theme import theme
from fieldkit.ui.widgets.aside_answer import AsideAnswer
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.bilingual_label import BilingualLabel
from fieldkit.ui.widgets.declined_panel import DeclinedPanel
from fieldkit.ui.widgets.note_panel import NotePanel
from fieldkit.ui.widgets.saved_mark import Keeping

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NOON = "2026-11-23T12:32:00+00:00"


def sitting_with(*questions: object, **changes: object) -> Sitting:
    """A page with these questions, or with one."""
    items = questions or (views.question("name"),)
    return Sitting(views.view(*items, **changes))  # type: ignore[arg-type]


def mark(sitting: Sitting) -> str:
    """What the page says about saving."""
    return plain(sitting.page.bar.mark.text())


# --- sections


def test_sections_say_their_state_in_words(qtbot: QtBot) -> None:
    sections = (
        views.section("first", SectionState.COMPLETE),
        views.section("second", SectionState.STARTED, missing=2),
        views.section("third", SectionState.ATTENTION),
        views.section("fourth", SectionState.UNTOUCHED),
    )
    sitting = sitting_with(sections=sections)
    said = [plain(row.accessibleName()) for row in sitting.page.sections.rows]
    assert said == [
        "1. Ενότητα first, Complete",
        "2. Ενότητα second, 2 missing",
        "3. Ενότητα third, Something to put right",
        "4. Ενότητα fourth",
    ]


def test_a_section_is_gone_to_by_a_click(qtbot: QtBot) -> None:
    sitting = sitting_with()
    write("Αμά")
    click(sitting.page.sections.rows[2])
    assert sitting.asked == [("answer", "name", "Αμά"), ("section", "third")]


def test_arrow_keys_walk_through_the_sections_and_enter_opens(qtbot: QtBot) -> None:
    sitting = sitting_with()
    sitting.page.sections.rows[0].setFocus()
    tap(Qt.Key.Key_Down)
    tap(Qt.Key.Key_Return)
    assert sitting.asked == [("section", "second")]


def test_another_section_begins_at_its_top_with_its_first_question(qtbot: QtBot) -> None:
    sitting = sitting_with(*views.thirty())
    sitting.page.column.verticalScrollBar().setValue(900)
    sitting.show(views.view(views.question("other"), views.question("more"), current="second"))
    assert sitting.line("other").hasFocus()
    assert sitting.can_be_seen("other")
    assert sitting.page.sections.rows[1].isChecked()
    assert not sitting.has("t0")


def test_a_page_opens_at_the_question_it_is_told(qtbot: QtBot) -> None:
    sitting = sitting_with(*views.thirty(), focus="t9")
    assert sitting.line("t9").hasFocus()
    assert sitting.can_be_seen("t9")


def test_the_ways_on_hand_over_first(qtbot: QtBot) -> None:
    sitting = sitting_with(current="second")
    write("A")
    click(sitting.page.bar.next)
    click(sitting.page.bar.previous)
    assert sitting.asked == [("answer", "name", "A"), ("next",), ("previous",)]


def test_the_last_section_leads_to_the_review(qtbot: QtBot) -> None:
    sitting = sitting_with(current="third")
    assert not sitting.page.bar.next.isVisible()
    click(sitting.page.bar.review)
    assert sitting.asked == [("review",)]


def test_the_first_section_has_nothing_before_it(qtbot: QtBot) -> None:
    sitting = sitting_with()
    assert not sitting.page.bar.previous.isEnabled()
    tap(Qt.Key.Key_PageUp, CONTROL)
    assert sitting.asked == []


def test_keys_change_sections_while_typing(qtbot: QtBot) -> None:
    sitting = sitting_with(current="second")
    write("A")
    tap(Qt.Key.Key_PageDown, CONTROL)
    tap(Qt.Key.Key_PageUp, CONTROL)
    tap(Qt.Key.Key_Right, ALT)
    tap(Qt.Key.Key_Left, ALT)
    assert sitting.asked == [
        ("answer", "name", "A"),
        *[("next",), ("previous",), ("next",), ("previous",)],
    ]


def test_alt_and_an_arrow_follow_the_reading(qtbot: QtBot) -> None:
    sitting = sitting_with(current="second")
    language().set("ar")
    settle()
    tap(Qt.Key.Key_Left, ALT)
    assert sitting.asked == [("next",)]


def test_narrow_windows_and_large_text_leave_a_strip_of_sections(qtbot: QtBot) -> None:
    sitting = sitting_with()
    assert not sitting.page.sections.is_narrow
    sitting.window.resize(900, 768)
    settle()
    assert sitting.page.sections.is_narrow
    sitting.window.resize(1366, 768)
    theme().apply("light", 150)
    settle()
    assert sitting.page.sections.is_narrow
    assert sitting.window.minimumSizeHint().width() <= 1366
    language().set("el")
    (bar,) = sitting.page.sections.findChildren(QProgressBar)
    assert bar.toolTip() == "Απαντήθηκαν 3 από 9"


def test_the_page_fits_a_small_laptop_at_the_largest_text(qtbot: QtBot) -> None:
    theme().apply("light", 150)
    sitting = sitting_with(*views.thirty())
    assert sitting.page.minimumSizeHint().width() <= 1366
    assert sitting.page.minimumSizeHint().height() <= 768 - 86
    assert sitting.page.column.horizontalScrollBar().maximum() == 0


# --- what is shown


def test_questions_come_and_go_between_those_that_stay(qtbot: QtBot) -> None:
    first, middle, last = views.question("a"), views.question("b"), views.question("c")
    sitting = sitting_with(first, last)
    kept = sitting.card("a"), sitting.card("c")
    sitting.show(views.view(first, middle, last))
    assert sitting.top_of("a") < sitting.top_of("b") < sitting.top_of("c")
    assert (sitting.card("a"), sitting.card("c")) == kept
    sitting.show(views.view(first, last))
    assert not sitting.has("b")


def test_the_tab_key_follows_the_reading_whatever_came_when(qtbot: QtBot) -> None:
    first, last = views.question("a"), views.question("c")
    sitting = sitting_with(first, last)
    sitting.show(views.view(first, views.question("b"), last))
    sitting.line("a").setFocus()
    tap(Qt.Key.Key_Tab)
    assert sitting.line("b").hasFocus()
    tap(Qt.Key.Key_Tab)
    tap(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is sitting.page.bar.next


def test_a_note_is_read_and_not_answered(qtbot: QtBot) -> None:
    note = views.question("said", QuestionKind.NOTE, label=views.both("Πείτε ποιοι είστε", "عرّف"))
    sitting = sitting_with(note, views.question("name"))
    panel = sitting.page.findChildren(NotePanel)[0]
    assert "Πείτε ποιοι είστε" in panel.findChildren(BilingualLabel)[0].text()
    assert sitting.line("name").hasFocus()


def test_a_missing_translation_is_shown_with_a_mark(qtbot: QtBot) -> None:
    label = Bilingual(Words("Όνομα", "el"), Words("Name", "en", fallback=True))
    sitting = sitting_with(views.question("name", label=label))
    shown = sitting.card("name").findChildren(BilingualLabel)[0]
    assert "Name" in shown.text()
    assert "English" in shown.text()
    assert "English" in plain(shown.toolTip())


def test_an_answer_from_another_language_says_so(qtbot: QtBot) -> None:
    sitting = sitting_with(
        views.question("a", value="x", answered_in="el"),
        views.question("b", value="x", answered_in="ar"),
        views.question("c", answered_in="el"),
    )
    chips = {key: _remarks(sitting, key) for key in ("a", "b", "c")}
    assert chips == {"a": ["Answered in Ελληνικά"], "b": [], "c": []}


def test_what_is_required_says_so_in_words(qtbot: QtBot) -> None:
    sitting = sitting_with(views.question("name", required=True))
    assert "Required" in _remarks(sitting, "name")
    assert "Required" in sitting.line("name").accessibleDescription()
    assert sitting.line("name").accessibleName() == "Ερώτηση name"


def test_an_unchanged_question_is_not_touched(qtbot: QtBot) -> None:
    question = views.select_one("stay", 5)
    sitting = sitting_with(views.question("name"), question)
    choice = sitting.choice("stay", "c1")
    choice.setChecked(True)  # as nobody would: only to see whether it is written over
    sitting.show(views.view(views.question("name", value="x"), question))
    assert choice.isChecked()


# --- what is saved


def test_saved_is_said_after_the_answer_came_back_and_not_before(qtbot: QtBot) -> None:
    sitting = sitting_with()
    assert sitting.page.bar.mark.keeping is Keeping.NOTHING_YET
    write("A")
    assert mark(sitting) == "Saving…"
    sitting.page.commit_pending()
    assert mark(sitting) == "Saving…"
    sitting.reply(views.step("name", views.view(views.question("name", value="A"), saved_at=NOON)))
    assert mark(sitting).startswith("Saved on this computer ")
    assert ":32" in mark(sitting)


def test_saved_waits_for_every_answer(qtbot: QtBot) -> None:
    shown = views.view(views.question("name"), views.select_one("stay"), saved_at=NOON)
    sitting = Sitting(shown)
    write("A")
    click(sitting.choice("stay", "yes"))
    sitting.reply(views.step("name", views.with_value(shown, "name", "A")))
    assert mark(sitting) == "Saving…"
    sitting.reply(views.step("stay", views.with_value(shown, "stay", "yes")))
    assert sitting.page.bar.mark.keeping is Keeping.SAVED


def test_typing_on_takes_the_word_saved_back(qtbot: QtBot) -> None:
    sitting = sitting_with(saved_at=NOON)
    assert sitting.page.bar.mark.keeping is Keeping.SAVED
    write("A")
    assert mark(sitting) == "Saving…"


def test_an_answer_that_comes_back_while_typing_on_is_not_called_saved(qtbot: QtBot) -> None:
    sitting = sitting_with()
    write("A")
    sitting.page.commit_pending()
    write("m")
    sitting.reply(views.step("name", views.view(views.question("name", value="A"), saved_at=NOON)))
    assert mark(sitting) == "Saving…"


def test_what_waits_for_permission_is_said_to_be_in_memory(qtbot: QtBot) -> None:
    sitting = sitting_with(gate=Gate.CLOSED, held=3, saved_at=NOON)
    assert mark(sitting) == "Kept in memory until permission is given (3)"


def test_what_was_refused_is_said_not_to_be_saved(qtbot: QtBot) -> None:
    problem = views.both("Έως 120")
    refused = views.question("name", typed="200", problem=problem)
    sitting = sitting_with(saved_at=NOON)
    sitting.reply(StepView(Fate.REFUSED, "name", views.view(refused, saved_at=NOON), problem))
    assert mark(sitting) == "Not saved: see the question"
    sitting.show(views.view(views.question("other"), current="second", saved_at=NOON))
    assert sitting.page.bar.mark.keeping is Keeping.SAVED


def test_what_the_disk_did_not_take_is_said_not_to_be_saved(qtbot: QtBot) -> None:
    sitting = sitting_with(saved_at=NOON)
    write("A")
    sitting.page.commit_pending()
    sitting.page.show_lost("name")
    assert sitting.page.bar.mark.keeping is Keeping.LOST


def test_a_refusal_about_no_question_is_said_above_them(qtbot: QtBot) -> None:
    sitting = sitting_with()
    step = StepView(Fate.REFUSED, "/data/member", views.view(), views.both("Το πλήθος ορίζεται"))
    sitting.reply(step)
    banners = [each for each in sitting.page.findChildren(Banner) if each.isVisible()]
    assert [each.text() for each in banners] == ["Το πλήθος ορίζεται"]


# --- the gate


def test_a_banner_says_that_nothing_identifying_is_stored_yet(qtbot: QtBot) -> None:
    sitting = sitting_with(gate=Gate.CLOSED)
    banners = sitting.page.findChildren(Banner)
    assert any("stored until permission" in each.text() for each in banners if each.isVisible())
    sitting.show(views.view(views.question("name"), gate=Gate.OPEN))
    assert not any(each.isVisible() for each in banners)


def test_a_no_leaves_a_quiet_page_with_the_way_home(qtbot: QtBot) -> None:
    sitting = sitting_with(gate=Gate.CLOSED)
    sitting.reply(views.step("name", None, Fate.DECLINED))
    panel = sitting.page.findChildren(DeclinedPanel)[0]
    assert panel.isVisible()
    assert panel.home.hasFocus()
    assert not sitting.page.bar.isVisible()
    tap(Qt.Key.Key_Return)
    assert sitting.asked[-1] == ("leave",)


# --- languages


@pytest.mark.parametrize(("number", "code"), [(1, "el"), (2, "en"), (4, "fa")])
def test_control_and_a_number_choose_the_respondents_language(
    qtbot: QtBot, number: int, code: str
) -> None:
    sitting = sitting_with()
    write("A")
    tap(Qt.Key(Qt.Key.Key_0 + number), CONTROL)
    assert ("speak", code) in sitting.asked
    assert sitting.line("name").text() == "A"


def test_the_language_that_is_spoken_already_is_no_wish(qtbot: QtBot) -> None:
    sitting = sitting_with()
    tap(Qt.Key.Key_3, CONTROL)
    assert sitting.asked == []


def test_f6_and_the_button_swap(qtbot: QtBot) -> None:
    sitting = sitting_with()
    tap(Qt.Key.Key_F6)
    click(sitting.page.languages.swap)
    assert sitting.asked == [("swap",), ("swap",)]


def test_the_menus_say_what_each_reads_and_which_is_a_draft(qtbot: QtBot) -> None:
    sitting = sitting_with()
    bar = sitting.page.languages
    assert plain(bar.worker.accessibleName()) == "Worker's language: Ελληνικά"
    assert plain(bar.respondent.accessibleName()) == "Respondent's language: العربية"
    lines = [plain(action.text()) for action in bar.respondent.choices]
    assert lines[0] == "Ελληνικά\tCtrl+1"
    assert lines[3] == "فارسی (draft, not reviewed yet)\tCtrl+4"
    bar.respondent.choices[3].trigger()
    bar.worker.choices[1].trigger()
    assert sitting.asked == [("speak", "fa"), ("read", "en")]


def test_the_language_that_leads_comes_first(qtbot: QtBot) -> None:
    sitting = sitting_with()
    bar = sitting.page.languages
    assert _left(bar.worker, bar) < _left(bar.respondent, bar)
    swapped = replace(views.GREEK_ARABIC, swapped=True)
    sitting.show(views.view(views.question("name"), languages=swapped))
    assert _left(bar.respondent, bar) < _left(bar.worker, bar)


def test_words_follow_the_language_of_the_window(qtbot: QtBot) -> None:
    sitting = sitting_with(saved_at=NOON)
    before = mark(sitting)
    language().set("el")
    settle()
    assert mark(sitting) != before
    assert sitting.page.layoutDirection() == Qt.LayoutDirection.LeftToRight
    language().set("ar")
    settle()
    assert sitting.page.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_sections_that_are_left_leave_nothing_behind(qtbot: QtBot) -> None:
    of_each_kind = views.thirty()[:6]
    sitting = sitting_with(*of_each_kind)
    other = views.view(*of_each_kind, current="second")
    sitting.show(other)
    before = language().bindings
    for _ in range(3):
        sitting.show(views.view(*of_each_kind))
        sitting.show(other)
    assert language().bindings == before


def _remarks(sitting: Sitting, key: str) -> list[str]:
    """What is said about a question in chips and small words."""
    labels = [
        each
        for each in sitting.card(key).findChildren(QLabel)
        if each.isVisible() and not isinstance(each, BilingualLabel)
    ]
    return [plain(label.text()) for label in labels]


def _left(widget: QWidget, inside: QWidget) -> int:
    return widget.mapTo(inside, widget.rect().topLeft()).x()


def test_what_a_move_kept_aside_stands_above_the_field_and_is_said(qtbot: QtBot) -> None:
    kept = AsideLine(
        "age", views.both("Ηλικία", "العمر"), views.both("41", "41"), QuestionKind.INTEGER
    )
    view = views.view(views.question("age", QuestionKind.DECIMAL, aside=kept), aside=1)
    sitting = Sitting(view)
    note = sitting.inside("age", AsideAnswer)
    assert note.y() < sitting.line("age").mapTo(sitting.card("age"), QPoint(0, 0)).y()
    description = plain(sitting.line("age").accessibleDescription())
    assert "Answered before the form changed: 41" in description
    (look,) = (
        each
        for each in sitting.page.findChildren(QPushButton)
        if each.accessibleName() == "Look at the answers that were kept aside"
    )
    click(look)
    assert sitting.asked == [("review",)]
    sitting.show(views.view(views.question("age", QuestionKind.DECIMAL, "41")))
    assert not note.isVisible()
    assert not look.isVisible()
    assert "form changed" not in sitting.line("age").accessibleDescription()
