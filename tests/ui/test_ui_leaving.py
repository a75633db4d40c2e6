"""Whoever leaves a page, locks or closes in the middle of a word: it is saved, or it is told."""

from __future__ import annotations

import pytest
from driving import button, click, press, settle, shortcut
from interview_driving import Interviewing
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from unlocked_window import (
    NAME,
    app,
    disk_takes,
    permitted,
    record_of,
    remove_the_last,
    stored,
    to,
    unlock,
    with_a_member,
)

from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.pages.home import HomePage
from fieldkit.ui.pages.interview import InterviewPage
from fieldkit.ui.pages.unlock import UnlockPage
from fieldkit.ui.widgets.answer_card import RadioCard
from fieldkit.ui.widgets.draft_row import DraftRow
from fieldkit.ui.widgets.saved_mark import Keeping

__all__ = ["app"]


def leave_by_key(app: FieldKitApp) -> None:
    press(Qt.Key.Key_Escape)
    settle(app)


def leave_by_mouse(app: FieldKitApp) -> None:
    click(button(app.window.top_bar, "Home"))
    settle(app)


def lock_and_unlock(app: FieldKitApp) -> None:
    shortcut(Qt.Key.Key_L)
    settle(app)
    assert isinstance(app.window.page, UnlockPage)
    unlock(app)


@pytest.mark.parametrize("leave", [leave_by_key, leave_by_mouse, lock_and_unlock])
def test_half_typed_is_saved_by_leaving(app: FieldKitApp, leave: object) -> None:
    assert callable(leave)
    person = permitted(app)
    record = record_of(person)
    person.begin_typing("name_native", NAME)
    leave(app)
    assert stored(app, record, "name_native") == [NAME]


@pytest.mark.parametrize("leave", [leave_by_key, leave_by_mouse])
def test_half_typed_and_refused_holds_the_page_once(app: FieldKitApp, leave: object) -> None:
    assert callable(leave)
    person = permitted(app)
    to(person, "hh_size")
    person.begin_typing("hh_size", "many")
    leave(app)
    assert person.page.bar.mark.keeping is Keeping.REFUSED
    leave(app)
    assert isinstance(app.window.page, HomePage)


def test_what_a_full_disk_did_not_take_holds_the_page_once(app: FieldKitApp) -> None:
    person = permitted(app)
    record = record_of(person)
    disk_takes(app, anything=False)
    person.begin_typing("name_native", NAME)
    leave_by_key(app)
    assert person.page.bar.mark.keeping is Keeping.LOST
    assert app.window.failure.isVisible()
    disk_takes(app, anything=True)
    leave_by_key(app)
    assert isinstance(app.window.page, HomePage)
    assert stored(app, record, "name_native") == [NAME]


def test_closing_says_once_what_is_not_saved(app: FieldKitApp) -> None:
    person = permitted(app)
    disk_takes(app, anything=False)
    person.begin_typing("name_native", NAME)
    app.window.close()
    assert app.window.isVisible()
    assert app.window.failure.isVisible()
    app.window.close()
    assert not app.window.isVisible()


def test_a_signal_closes_whatever_is_not_saved(app: FieldKitApp) -> None:
    person = permitted(app)
    disk_takes(app, anything=False)
    person.begin_typing("name_native", NAME)
    app.window.close_now()
    assert not app.window.isVisible()


def test_what_a_lock_could_not_save_is_told_before_and_after_unlocking(app: FieldKitApp) -> None:
    person = permitted(app)
    disk_takes(app, anything=False)
    person.begin_typing("name_native", NAME)
    shortcut(Qt.Key.Key_L)
    settle(app)
    assert isinstance(app.window.page, UnlockPage)
    assert app.window.failure.isVisible()
    unlock(app)
    assert isinstance(app.window.page, InterviewPage)
    assert app.window.toast.isVisible()
    assert "could not be saved" in app.window.toast.text()


def test_what_a_lock_found_refused_is_told_after_unlocking(app: FieldKitApp) -> None:
    person = permitted(app)
    to(person, "hh_size")
    person.begin_typing("hh_size", "many")
    lock_and_unlock(app)
    assert "could not be saved" in app.window.toast.text()
    app.window.toast.hide()
    lock_and_unlock(app)
    assert not app.window.toast.isVisible()


def test_a_choice_that_was_not_stored_is_handed_over_again(app: FieldKitApp) -> None:
    person = permitted(app)
    record = record_of(person)
    to(person, "dob_precision")
    disk_takes(app, anything=False)
    person.choose("dob_precision", "unknown")
    assert person.page.bar.mark.keeping is Keeping.LOST
    disk_takes(app, anything=True)
    person.choose("dob_source", choices(person, "dob_source")[0])
    assert person.page.bar.mark.keeping is Keeping.SAVED
    assert stored(app, record, "dob_precision") == ["unknown"]
    assert person.answer("dob_precision") == "unknown"


def choices(person: Interviewing, name: str) -> list[str]:
    return [each.value for each in person.card(name).editor.findChildren(RadioCard)]


def test_half_typed_is_saved_when_undoing_leads_elsewhere(app: FieldKitApp) -> None:
    person = with_a_member(app)
    record = record_of(person)
    remove_the_last(person)
    person.settle()
    while not person.asks("name_native"):
        person.push(person.page.bar.previous)
    person.begin_typing("name_native", NAME)
    app.runner.undo()  # as the button of the toast does, which takes no focus
    settle(app)
    assert person.asks("m_name")
    assert stored(app, record, "name_native") == [NAME]


def test_locking_twice_leads_back_to_the_record(app: FieldKitApp) -> None:
    record = record_of(permitted(app))
    app.navigation.lock()
    app.navigation.lock()
    settle(app)
    lock_and_unlock(app)
    page = app.window.page
    assert isinstance(page, InterviewPage)
    assert page.view is not None
    assert page.view.record == record


def test_two_clicks_begin_one_interview(app: FieldKitApp, qtbot: QtBot) -> None:
    before = len(drafts(app))
    page = app.window.page
    assert isinstance(page, HomePage)
    for _ in range(2):
        page.start_wanted.emit("intake_household")
    settle(app)
    assert isinstance(app.window.page, InterviewPage)
    leave_by_key(app)
    assert len(drafts(app)) == before + 1


def drafts(app: FieldKitApp) -> list[DraftRow]:
    return [row for row in app.window.findChildren(DraftRow) if row.isVisible()]
