"""Choices as cards: pressed, walked through by arrow keys, cleared, told to a screen reader."""

from __future__ import annotations

import interview_views as views
from interview_pages import Sitting, click, settle, tap
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from fieldkit.ui.models.interview import Bilingual, ChoiceView, QuestionKind
from fieldkit.ui.models.words import Words
from fieldkit.ui.widgets.bilingual_text import BilingualText


def asked(*questions: object) -> Sitting:
    """A page with these questions and one to type after them."""
    return Sitting(views.view(*questions, views.question("after")))  # type: ignore[arg-type]


def clear_button(sitting: Sitting, key: str) -> QAbstractButton:
    """The button that clears, or an error."""
    buttons = sitting.card(key).findChildren(QPushButton)
    return next(each for each in buttons if each.accessibleName() == "Clear answer")


def is_told_as(button: QAbstractButton) -> QAccessible.Role:
    """What a screen reader says that it is."""
    return QAccessible.queryAccessibleInterface(button).role()


def test_a_press_chooses_and_hands_over_at_once(qtbot: QtBot) -> None:
    sitting = asked(views.select_one("stay"))
    click(sitting.choice("stay", "yes"))
    assert sitting.answers == [("stay", "yes")]
    assert sitting.choice("stay", "yes").isChecked()


def test_the_whole_card_can_be_pressed(qtbot: QtBot) -> None:
    sitting = asked(views.select_one("stay"))
    card = sitting.choice("stay", "no")
    corner = QPoint(card.width() - 4, card.height() - 4)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=corner)
    assert sitting.answers == [("stay", "no")]


def test_another_choice_takes_the_place_of_the_first(qtbot: QtBot) -> None:
    sitting = asked(views.select_one("stay", value="yes"))
    click(sitting.choice("stay", "no"))
    assert not sitting.choice("stay", "yes").isChecked()
    assert sitting.answers == [("stay", "no")]


def test_pressing_the_chosen_one_again_keeps_it(qtbot: QtBot) -> None:
    sitting = asked(views.select_one("stay", value="yes"))
    click(sitting.choice("stay", "yes"))
    assert sitting.choice("stay", "yes").isChecked()
    assert sitting.answers == []


def test_arrow_keys_only_move_and_space_chooses(qtbot: QtBot) -> None:
    sitting = asked(views.select_one("stay", 4))
    tap(Qt.Key.Key_Down)
    tap(Qt.Key.Key_Down)
    assert sitting.answers == []
    assert sitting.choice("stay", "c3").hasFocus()
    tap(Qt.Key.Key_Space)
    assert sitting.answers == [("stay", "c3")]


def test_sideways_arrows_follow_the_reading(qtbot: QtBot) -> None:
    sitting = asked(views.select_one("stay", 4))
    tap(Qt.Key.Key_Right)
    assert sitting.choice("stay", "c2").hasFocus()
    sitting.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    tap(Qt.Key.Key_Right)
    assert sitting.choice("stay", "c1").hasFocus()


def test_enter_chooses_and_goes_on(qtbot: QtBot) -> None:
    sitting = asked(views.select_one("stay"))
    tap(Qt.Key.Key_Return)
    assert sitting.answers == [("stay", "yes")]
    assert sitting.line("after").hasFocus()


def test_the_list_is_one_stop_for_tab_and_the_clear_button_the_next(qtbot: QtBot) -> None:
    sitting = asked(views.select_one("stay", 5))
    tap(Qt.Key.Key_Tab)
    assert sitting.line("after").hasFocus()
    tap(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    tap(Qt.Key.Key_Down)
    tap(Qt.Key.Key_Space)
    tap(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is clear_button(sitting, "stay")


def test_a_chosen_radio_can_be_cleared_by_button_and_by_key(qtbot: QtBot) -> None:
    sitting = asked(views.select_one("stay", value="yes"))
    click(clear_button(sitting, "stay"))
    assert sitting.answers == [("stay", None)]
    assert not sitting.choice("stay", "yes").isChecked()
    assert not clear_button(sitting, "stay").isVisible()
    sitting.choice("stay", "no").setFocus()
    tap(Qt.Key.Key_Space)
    tap(Qt.Key.Key_Delete)
    assert sitting.answers[1:] == [("stay", "no"), ("stay", None)]
    assert sitting.choice("stay", "no").hasFocus()


def test_nothing_moves_when_something_is_chosen(qtbot: QtBot) -> None:
    sitting = asked(views.select_one("stay", 5), views.select_one("other", 3))
    before = sitting.top_of("other")
    click(sitting.choice("stay", "c2"))
    assert sitting.top_of("other") == before


def test_some_of_many_are_handed_over_in_the_order_of_the_form(qtbot: QtBot) -> None:
    sitting = asked(views.select_multiple("needs"))
    click(sitting.choice("needs", "c4"))
    click(sitting.choice("needs", "c2"))
    click(sitting.choice("needs", "c4"))
    click(sitting.choice("needs", "c2"))
    assert sitting.answers == [
        ("needs", ("c4",)),
        ("needs", ("c2", "c4")),
        ("needs", ("c2",)),
        ("needs", None),
    ]


def test_enter_on_a_tick_goes_on_without_ticking(qtbot: QtBot) -> None:
    sitting = asked(views.select_multiple("needs"))
    tap(Qt.Key.Key_Return)
    assert sitting.answers == []
    assert sitting.line("after").hasFocus()


def test_a_choice_shows_at_once_and_is_not_taken_back_by_an_older_answer(qtbot: QtBot) -> None:
    sitting = asked(views.select_one("stay", 4))
    click(sitting.choice("stay", "c1"))
    click(sitting.choice("stay", "c2"))
    after = views.question("after")
    sitting.reply(views.step("stay", views.view(views.select_one("stay", 4, "c1"), after)))
    assert sitting.choice("stay", "c2").isChecked()
    sitting.reply(views.step("stay", views.view(views.select_one("stay", 4, "c2"), after)))
    assert sitting.choice("stay", "c2").isChecked()


def test_an_acknowledgement_is_one_tick(qtbot: QtBot) -> None:
    sitting = asked(views.question("read", QuestionKind.ACKNOWLEDGE))
    click(sitting.choice("read", "OK"))
    click(sitting.choice("read", "OK"))
    assert sitting.answers == [("read", "OK"), ("read", None)]


def test_short_choices_stand_in_two_columns_and_long_ones_in_one(qtbot: QtBot) -> None:
    words = views.both("Πολύ μακριά επιλογή, με πολλές λέξεις " * 2, "خيار طويل " * 6)
    long = tuple(ChoiceView(value, words) for value in ("a", "b"))
    sitting = asked(
        views.select_one("short"), views.question("long", QuestionKind.SELECT_ONE, choices=long)
    )
    short = [sitting.choice("short", value) for value in ("yes", "no")]
    assert short[0].y() == short[1].y()
    stacked = [sitting.choice("long", value) for value in ("a", "b")]
    assert stacked[0].x() == stacked[1].x()
    assert stacked[1].y() >= stacked[0].y() + stacked[0].height()


def test_a_screen_reader_hears_radio_buttons_and_check_boxes_with_both_languages(
    qtbot: QtBot,
) -> None:
    sitting = asked(views.select_one("stay"), views.select_multiple("needs"))
    radio, check = sitting.choice("stay", "yes"), sitting.choice("needs", "c1")
    assert is_told_as(radio) == QAccessible.Role.RadioButton
    assert is_told_as(check) == QAccessible.Role.CheckBox
    assert "Ναι" in radio.accessibleName()
    assert "نعم" in radio.accessibleName()
    click(radio)
    assert QAccessible.queryAccessibleInterface(radio).state().checked


def test_a_choice_that_is_not_translated_says_in_which_language_it_is(qtbot: QtBot) -> None:
    english = Bilingual(Words("Temporary protection", "en", fallback=True))
    choices = (ChoiceView("temporary", english),)
    sitting = asked(views.question("status", QuestionKind.SELECT_ONE, choices=choices))
    assert "English" in sitting.choice("status", "temporary").accessibleName()


def test_choices_that_fall_away_leave_the_others_as_they_are(qtbot: QtBot) -> None:
    sitting = asked(views.select_one("town", 6, "c2"))
    sitting.choice("town", "c2").setFocus()
    after = views.question("after")
    sitting.show(views.view(views.select_one("town", 3, "c2"), after))
    assert [value for value in ("c1", "c2", "c3") if sitting.choice("town", value)]
    assert sitting.choice("town", "c2").hasFocus()
    settle()
    tap(Qt.Key.Key_Down)
    assert sitting.choice("town", "c3").hasFocus()


def test_a_question_that_can_only_be_read_cannot_be_chosen_in(qtbot: QtBot) -> None:
    sitting = asked(views.select_one("stay", value="yes", readonly=True))
    click(sitting.choice("stay", "no"))
    assert sitting.answers == []


def test_a_label_without_any_room_is_not_broken_after_every_letter(qapp: QApplication) -> None:
    said = BilingualText(views.both("Ένα ή περισσότερα από αυτά", "خيار طويل جدا"))
    one_line_each = said.height(said.natural_width() - 1)
    assert said.height(1) == one_line_each
    assert said.height(40) > one_line_each  # where there is room, it is used
