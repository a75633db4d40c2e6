"""The page of Home by mouse and keys, on made-up models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import home_models as models
import pytest
from accessible import findings, too_wide
from driving import button, click, focused, names, plain, press, says, write
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldkit.ui.language import language
from fieldkit.ui.models.home import Fate, HomeView
from fieldkit.ui.models.join import Standing
from fieldkit.ui.pages.home import HomePage
from fieldkit.ui.theme import theme
from fieldkit.ui.widgets.draft_row import DraftRow
from fieldkit.ui.widgets.finished_row import FinishedRow
from fieldkit.ui.widgets.icon_button import IconButton

Show = Callable[[HomeView], HomePage]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    def on_the_screen(view: HomeView) -> HomePage:
        page = HomePage()
        qtbot.addWidget(page)
        page.show_model(view)
        page.resize(1366, 700)
        page.show()
        page.activateWindow()
        qtbot.waitActive(page)
        page.focus_first()
        QCoreApplication.processEvents()
        return page

    return on_the_screen


def heard(page: HomePage, signal: str) -> list[object]:
    """What a signal of the page carries from now on."""
    carried: list[object] = []
    getattr(page, signal).connect(lambda *given: carried.append(given[0] if given else None))
    return carried


def test_a_form_is_started_by_mouse_anywhere_on_its_card(show: Show) -> None:
    page = show(models.full())
    started = heard(page, "start_wanted")
    card = page.start.cards[1]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().bottomRight() / 2)
    assert started == ["survey"]


def test_the_focus_begins_at_the_first_form_and_enter_starts_it(show: Show) -> None:
    page = show(models.full())
    started = heard(page, "start_wanted")
    press(Qt.Key.Key_Return)
    assert started == ["intake"]


def test_the_focus_begins_at_a_draft_however_far_down_it_is(show: Show) -> None:
    page = show(replace(models.full(), drafts=tuple(models.draft(at) for at in range(30))))
    page.begin_at("draft-25")
    page.focus_first()
    row = page.drafts.list.row("draft-25")
    assert row is not None
    assert row.isAncestorOf(focused())
    page.begin_at("another")
    page.focus_first()
    assert page.start.cards[0].hasFocus()


def test_cards_follow_the_language_of_the_window(show: Show) -> None:
    page = show(models.full())
    language().set("el")
    assert says(page, "Υποδοχή προσώπου και νοικοκυριού")
    assert "Υποδοχή" in page.start.cards[0].accessibleName()
    assert page.start.cards[0].hasFocus()
    language().set("ar")
    assert says(page, "استقبال الشخص والأسرة")
    assert says(page, "Field research survey")  # the form has no Arabic title


def test_drafts_of_translations_carry_a_star_that_is_explained(show: Show) -> None:
    page = show(models.full())
    assert says(page, "Ελληνικά · English · العربية*")
    assert says(page, "* Draft translation")
    assert "العربية (draft)" in plain(page.start.cards[0].accessibleDescription())
    reviewed = replace(models.full(), forms=models.FORMS[1:])
    page.show_model(reviewed)
    assert not says(page, "* Draft translation")


def test_a_draft_says_whose_it_is_and_what_is_missing(show: Show) -> None:
    page = show(models.full())
    assert says(page, models.code(1))
    assert says(page, "12 answers missing")
    assert says(page, "No person code yet")
    assert says(page, "Started 21 November 2026")


def test_a_draft_is_continued(show: Show) -> None:
    page = show(models.full())
    wanted = heard(page, "continue_wanted")
    click(button(page, f"Continue: {models.code(1)}, Intake"))
    assert wanted == ["draft-1"]


def row_of(page: HomePage, record: str) -> DraftRow:
    row = page.drafts.list.row(record)
    assert isinstance(row, DraftRow)
    return row


def test_deleting_asks_once_more_and_keeping_is_the_first_answer(show: Show) -> None:
    page = show(models.full())
    deleted = heard(page, "delete_wanted")
    row = row_of(page, "draft-2")
    click(button(row, "Delete the draft"))
    assert says(row, "It cannot be brought back")
    assert focused() is button(row, "Keep it")
    press(Qt.Key.Key_Return)
    assert deleted == []
    assert not says(row, "It cannot be brought back")
    assert focused() is button(row, "Delete the draft")
    press(Qt.Key.Key_Return)
    click(button(row, "Delete for good"))
    assert deleted == ["draft-2"]


def test_after_one_is_deleted_the_focus_is_at_the_question_about_another(show: Show) -> None:
    view = models.full()
    page = show(view)
    click(button(row_of(page, "draft-1"), "Delete the draft"))
    click(button(row_of(page, "draft-2"), "Delete the draft"))
    page.show_model(replace(view, drafts=tuple(x for x in view.drafts if x.record != "draft-2")))
    page.focus_drafts()
    assert focused() is button(row_of(page, "draft-1"), "Keep it")


def test_escape_keeps_the_draft_and_stays_on_the_page(show: Show) -> None:
    page = show(models.full())
    left, deleted = heard(page, "leave_wanted"), heard(page, "delete_wanted")
    row = row_of(page, "draft-1")
    click(button(row, "Delete the draft"))
    press(Qt.Key.Key_Escape)
    assert (left, deleted) == ([], [])
    assert not says(row, "It cannot be brought back")


def test_a_draft_that_was_sent_before_cannot_be_deleted(show: Show) -> None:
    row = row_of(show(models.full()), "draft-3")
    with pytest.raises(LookupError):
        button(row, "Delete the draft")


def test_finished_records_are_counted_by_form_and_can_be_reviewed(show: Show) -> None:
    page = show(models.full())
    assert says(page, "3 records are ready to send:\n2 × Field research survey")
    wanted = heard(page, "review_wanted")
    click(button(page, f"Review: {models.code(2)}, Intake"))
    assert wanted == ["record-2"]


def test_what_was_sent_says_what_became_of_it(show: Show) -> None:
    page = show(models.full())
    for words in ("Waiting for the receipt", "Confirmed by the coordinator", "Not taken"):
        assert says(page, words)
    assert says(page, "there is a second copy of the records of this laptop")
    assert says(page, "The coordinator could not take 1 record.")


def test_a_refusal_is_a_fact_without_a_person_or_a_way_in(show: Show) -> None:
    page = show(models.full())
    row = page.sent.list.row("refusal")
    assert isinstance(row, FinishedRow)
    assert says(row, "Said no")
    assert says(row, "Only the fact is kept, and the month: 11/2026")
    with pytest.raises(LookupError):
        button(row, "Review")


@pytest.mark.parametrize(
    ("name", "signal"), [("Send…", "send_wanted"), ("Receive…", "receive_wanted")]
)
def test_the_ways_to_the_coordinator(show: Show, name: str, signal: str) -> None:
    page = show(models.full())
    wanted = heard(page, signal)
    click(button(page, name))
    assert wanted == [None]


def test_with_nothing_to_send_there_is_nothing_to_press(show: Show) -> None:
    page = show(models.empty())
    assert not button(page, "Send…").isEnabled()
    assert button(page, "Receive…").isEnabled()
    assert says(page, "Nothing waits to be sent")
    assert says(page, "No receipt has come from the coordinator yet.")


@pytest.mark.parametrize(
    ("name", "signal"),
    [
        ("Import…", "import_wanted"),
        ("Publish…", "publish_wanted"),
        ("Devices", "devices_wanted"),
    ],
)
def test_a_coordinator_has_her_own_ways(show: Show, name: str, signal: str) -> None:
    page = show(models.coordinator())
    wanted = heard(page, signal)
    click(button(page, name))
    assert wanted == [None]


def test_a_coordinator_reads_her_numbers_and_still_can_interview(show: Show) -> None:
    page = show(models.coordinator())
    for words in ("24", "conflicts to decide", "Last publication: 21 November 2026"):
        assert says(page, words)
    assert page.start.cards
    with pytest.raises(LookupError):
        button(page, "Receive…")
    laptop = show(models.full())
    with pytest.raises(LookupError):
        button(laptop, "Import…")


@pytest.mark.parametrize(
    ("standing", "words", "action"),
    [
        (Standing.NO_KIT, "This computer belongs to no deployment yet.", "Install a kit"),
        (Standing.NOT_ASKED, "This laptop has not joined yet.", "Join"),
        (Standing.ASKED, "This laptop has asked to join.", "Go on joining"),
    ],
)
def test_a_laptop_that_has_not_joined_is_led_there(
    show: Show, standing: Standing, words: str, action: str
) -> None:
    page = show(models.empty(standing))
    assert says(page, words)
    wanted = heard(page, "join_wanted")
    click(button(page, action))
    assert wanted == [None]


def test_without_forms_the_focus_is_on_what_has_to_be_done_first(show: Show) -> None:
    page = show(models.empty(Standing.NO_KIT))
    assert says(page, "No form is installed here yet.")
    assert focused() is button(page, "Install a kit")


def test_a_coordinator_begins_at_the_import(show: Show) -> None:
    page = show(models.coordinator())
    assert focused() is button(page, "Import…")


def test_empty_lists_say_what_they_are_for(show: Show) -> None:
    page = show(models.empty())
    assert says(page, "No interview is half done.")
    assert says(page, "Nothing was sent yet.")


def test_without_the_key_to_names_it_says_why_nothing_can_be_opened(show: Show) -> None:
    page = show(replace(models.empty(), forms=(), names_open=False))
    assert says(page, "Your passphrase does not open names and numbers")


# --- long lists


def test_a_long_list_begins_with_twenty_rows_and_grows_when_asked(show: Show) -> None:
    page = show(models.long())
    drafts = page.drafts.list
    assert len(drafts.rows) == 20
    assert says(page.drafts, "1000")
    more = button(drafts, "Show the next 50 of 980")
    click(more)
    assert len(drafts.rows) == 70
    assert drafts.rows[20].isAncestorOf(focused())
    assert button(drafts, "Show the next 50 of 930")


def search_in(part: QWidget) -> QLineEdit:
    found = part.findChild(QLineEdit)
    assert found is not None
    return found


def test_a_long_list_is_searched_by_code_in_any_digits_and_by_form(show: Show) -> None:
    page = show(models.long())
    search = search_in(page.ready)
    click(search)
    write("fk-٠٧٧٧")
    assert [row.line.record for row in page.ready.list.rows] == ["record-777"]  # type: ignore[attr-defined]
    search.clear()
    write("νοικοκυρ", into=search)
    assert len(page.ready.list.rows) == 20
    assert all(
        row.line.form is models.INTAKE
        for row in page.ready.list.rows  # type: ignore[attr-defined]
    )
    write("zzz", into=search)
    assert not page.ready.list.rows
    assert says(page.ready, "Nothing in this list has these letters.")


def test_a_short_list_needs_no_search(show: Show) -> None:
    page = show(models.full())
    assert not search_in(page.drafts).isVisible()


def test_rows_that_did_not_change_stay_as_they_are(show: Show) -> None:
    view = models.full()
    page = show(view)
    kept = page.ready.list.row("record-1")
    changed = replace(view.ready[1], fate=Fate.SENT)
    page.show_model(replace(view, ready=(view.ready[0], changed)))
    QCoreApplication.processEvents()
    assert page.ready.list.row("record-1") is kept
    assert page.ready.list.row("record-3") is None
    assert says(page.ready, "Waiting for the receipt")


# --- for everybody


@pytest.mark.parametrize("code", ["en", "el", "ar", "qps"])
@pytest.mark.parametrize(("mode", "scale"), [("light", 100), ("dark", 150)])
def test_everything_is_named_reached_large_enough_and_not_cut_off(
    show: Show, code: str, mode: str, scale: int
) -> None:
    theme().apply(mode, scale)
    language().set(code)
    page = show(models.coordinator())
    page.join_banner.show()
    trash = row_of(page, "draft-2").findChild(IconButton)
    assert trash is not None
    click(trash)
    for _ in range(3):
        QCoreApplication.processEvents()
    assert findings(page, scale=scale) == []
    assert too_wide(page) == []


def test_tab_goes_through_everything_in_the_order_of_reading(show: Show) -> None:
    show(models.full())
    came_by: list[str] = []
    for _ in range(15):
        came_by.append(min(names(focused()), key=len))
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert [name.partition(":")[0] for name in came_by] == [
        "Start", "Start", "Continue", "Delete the draft", "Continue", "Delete the draft",
        "Continue", "Receive…", "Send…", *["Review"] * 6,
    ]  # fmt: skip
    assert focused().accessibleName().startswith("Start")


def test_no_person_is_named_and_models_do_not_print_codes() -> None:
    assert models.code(1) not in repr(models.full())
