"""The household on the page: members as cards, opened one at a time, added, removed."""

from __future__ import annotations

import interview_views as views
import pytest
from driving import plain, write
from interview_pages import Sitting, click, settle, tap
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fieldkit.ui.models.interview import QuestionKind, RosterView, RowView
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.member_card import MemberCard
from fieldkit.ui.widgets.roster import Roster

AMAL = views.row("m1", 1, "Αμάλ")
NAMELESS = views.row("m2", 2, "", 1)
NIKOS = views.row("m3", 3, "Νίκος")


def household(*rows: RowView, **changes: object) -> RosterView:
    """The roster with these rows."""
    return views.roster(*(rows or (AMAL, NAMELESS, NIKOS)), **changes)  # type: ignore[arg-type]


def at_home(roster: RosterView | None = None) -> Sitting:
    """A page with a household between two questions."""
    items = (views.question("before"), roster or household(), views.question("after"))
    return Sitting(views.view(*items))


def members(sitting: Sitting) -> list[MemberCard]:
    """The cards in the order of reading."""
    cards = [card for card in sitting.page.findChildren(MemberCard) if card.isVisible()]
    return sorted(cards, key=lambda card: card.mapTo(sitting.window, card.rect().topLeft()).y())


def shown(sitting: Sitting, roster: RosterView, focus: str = "") -> None:
    """Show another household."""
    items = (views.question("before"), roster, views.question("after"))
    sitting.show(views.view(*items, focus=focus))


def test_members_are_called_by_name_or_by_number(qtbot: QtBot) -> None:
    sitting = at_home()  # held: what nobody holds may be collected in between
    names = [plain(card.title) for card in members(sitting)]
    assert names == ["Αμάλ", "Μέλος του νοικοκυριού 2", "Νίκος"]


def test_a_closed_card_says_what_is_missing(qtbot: QtBot) -> None:
    sitting = at_home()
    cards = members(sitting)
    chips = [
        [plain(label.text()) for label in card.findChildren(QLabel) if label.isVisible()]
        for card in cards
    ]
    assert chips == [[], ["1 missing"], []]


def test_one_member_is_open_at_a_time(qtbot: QtBot) -> None:
    sitting = at_home()
    click(members(sitting)[0].header)
    assert sitting.has("m1/name")
    click(members(sitting)[2].header)
    assert sitting.has("m3/name")
    assert not sitting.has("m1/name")
    click(members(sitting)[2].header)
    assert not any(card.is_open for card in members(sitting))


def test_a_card_is_opened_by_the_keyboard(qtbot: QtBot) -> None:
    sitting = at_home()
    tap(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is members(sitting)[0].header
    tap(Qt.Key.Key_Return)
    assert members(sitting)[0].is_open
    tap(Qt.Key.Key_Tab)
    tap(Qt.Key.Key_Tab)
    assert sitting.line("m1/name").hasFocus()


def test_a_row_is_wanted_and_the_new_one_opens_at_its_first_question(qtbot: QtBot) -> None:
    sitting = at_home()
    click(sitting.page.findChildren(Roster)[0].add)
    assert sitting.asked == [("row", "/data/member")]
    fourth = views.row("m4", 4)
    shown(sitting, household(AMAL, NAMELESS, NIKOS, fourth), focus="m4/name")
    assert sitting.line("m4/name").hasFocus()
    assert [card.is_open for card in members(sitting)] == [False, False, False, True]
    write("Ζάχρα")
    tap(Qt.Key.Key_Return)
    assert sitting.line("m4/age").hasFocus()
    assert ("answer", "m4/name", "Ζάχρα") in sitting.asked


def test_half_typed_text_is_handed_over_before_a_row_is_added_or_removed(qtbot: QtBot) -> None:
    sitting = at_home()
    write("x")
    click(members(sitting)[2].remove)
    assert sitting.asked == [("answer", "before", "x"), ("no row", "m3", "Νίκος")]


def test_a_removed_row_goes_and_the_focus_stays_near(qtbot: QtBot) -> None:
    sitting = at_home()
    members(sitting)[1].remove.setFocus()
    tap(Qt.Key.Key_Return)
    assert sitting.asked[-1][:2] == ("no row", "m2")
    shown(sitting, household(AMAL, views.row("m3", 2, "Νίκος")))
    assert [plain(card.title) for card in members(sitting)] == ["Αμάλ", "Νίκος"]
    assert QApplication.focusWidget() is members(sitting)[1].header


def test_the_name_of_a_card_follows_what_is_typed_in_it(qtbot: QtBot) -> None:
    sitting = at_home()
    click(members(sitting)[1].header)
    sitting.line("m2/name").setFocus()
    write("Ομάρ")
    sitting.page.commit_pending()
    roster = household(AMAL, views.row("m2", 2, "Ομάρ"), NIKOS)
    items = (views.question("before"), roster, views.question("after"))
    sitting.reply(views.step("m2/name", views.view(*items)))
    assert plain(members(sitting)[1].title) == "Ομάρ"
    assert sitting.line("m2/name").hasFocus()


def test_closing_a_card_hands_over_what_is_half_typed_in_it(qtbot: QtBot) -> None:
    sitting = at_home()
    click(members(sitting)[0].header)
    sitting.line("m1/age").setFocus()
    write("34")
    click(members(sitting)[2].header)
    assert sitting.answers == [("m1/age", "34")]


def test_a_counted_repeat_has_no_add_and_no_remove(qtbot: QtBot) -> None:
    sitting = at_home(household(is_free=False))
    assert not sitting.page.findChildren(Roster)[0].add.isVisible()
    assert not any(card.remove.isVisible() for card in members(sitting))


def test_rows_above_the_count_are_named_and_can_be_removed(qtbot: QtBot) -> None:
    sitting = at_home(household(is_free=False, asked_for=2))
    (roster,) = sitting.page.findChildren(Roster)
    assert not roster.add.isVisible()
    told = "The form asks for 2 here, and there are 3. Remove the ones that do not belong."
    assert [plain(each.text()) for each in banners(roster)] == [told]
    click(members(sitting)[2].remove)
    assert sitting.asked == [("no row", "m3", "Νίκος")]
    shown(sitting, household(AMAL, NAMELESS, is_free=False))
    assert banners(roster) == []
    assert not any(card.remove.isVisible() for card in members(sitting))
    assert QApplication.focusWidget() is members(sitting)[1].header


def banners(roster: Roster) -> list[Banner]:
    """What is told at the repeat."""
    return [banner for banner in roster.findChildren(Banner) if banner.isVisible()]


def test_rows_inside_rows_work_the_same_way(qtbot: QtBot) -> None:
    dogs = views.roster(views.row("d1", 1, "Αζόρ"), key="m1/pets")
    outer = views.row("m1", 1, "Αμάλ", 0, views.question("m1/name", value="Αμάλ"), dogs)
    sitting = at_home(household(outer, NIKOS))
    sitting.page.focus_question("d1/name")
    settle()
    assert sitting.line("d1/name").hasFocus()
    assert [plain(card.title) for card in members(sitting)] == ["Αμάλ", "Αζόρ", "Νίκος"]
    nested = next(each for each in sitting.page.findChildren(Roster) if each.key == "m1/pets")
    click(nested.add)
    assert sitting.asked[-1][0] == "row"


def test_the_page_goes_to_a_question_in_a_closed_card(qtbot: QtBot) -> None:
    sitting = at_home()
    assert sitting.page.focus_question("m3/age")
    settle()
    assert sitting.line("m3/age").hasFocus()
    assert sitting.can_be_seen("m3/age")
    assert not sitting.page.focus_question("gone")


@pytest.mark.parametrize("code", ["el", "ar"])
def test_opening_a_card_keeps_its_line_under_the_pointer(qtbot: QtBot, code: str) -> None:
    sitting = at_home()
    header = members(sitting)[2].header
    click(members(sitting)[0].header)
    before = header.mapTo(sitting.window, header.rect().topLeft()).y()
    click(header)
    after = header.mapTo(sitting.window, header.rect().topLeft()).y()
    assert after <= before


def test_the_summary_of_a_closed_card_tells_members_apart(qtbot: QtBot) -> None:
    row = views.row(
        *("m1", 1, "Αμάλ", 0),
        views.question("m1/name", value="Αμάλ"),
        views.select_one("m1/here", value="yes"),
        views.question("m1/age", QuestionKind.INTEGER, "34"),
    )
    sitting = at_home(household(row))
    header = members(sitting)[0].header
    assert plain(header.summary) == "Ναι · 34"
