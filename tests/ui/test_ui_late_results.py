"""What comes back late shows no page, names nobody under the cover, and undoes nothing unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import focused, settle, shortcut
from field_world import INTAKE
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from unlocked_window import NAME, app, permitted, record_of, remove_the_last, stored, with_a_member

from fieldkit.platform import StorageError
from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.pages.exchange import ExchangePage
from fieldkit.ui.pages.home import HomePage
from fieldkit.ui.pages.unlock import UnlockPage

__all__ = ["app"]


def test_the_page_that_was_asked_for_last_stays(app: FieldKitApp) -> None:
    app.navigation.start(INTAKE)
    app.navigation.send()
    settle(app)
    assert isinstance(app.window.page, ExchangePage)


def test_what_was_asked_on_the_page_before_takes_no_focus_from_the_next(
    app: FieldKitApp, tmp_path: Path
) -> None:
    app.navigation.receive()
    settle(app)
    page = app.window.page
    assert isinstance(page, ExchangePage)
    app.navigation.home()
    page.receive_wanted.emit(tmp_path)  # while Home is on its way
    settle(app)
    assert isinstance(app.window.page, HomePage)
    assert app.window.page.isAncestorOf(focused())


def test_why_an_interview_cannot_be_opened_is_told_on_home(app: FieldKitApp) -> None:
    app.navigation.interview("uuid:nowhere")
    settle(app)
    assert isinstance(app.window.page, HomePage)
    assert app.window.failure.isVisible()
    app.navigation.send()
    settle(app)
    assert not app.window.failure.isVisible()


def test_where_no_other_page_can_come_the_one_that_is_there_works(app: FieldKitApp) -> None:
    app.navigation.publish()  # which this laptop may not
    settle(app)
    assert isinstance(app.window.page, HomePage)
    assert app.window.failure.isVisible()
    permitted(app)


@pytest.mark.parametrize("cover", ["lock", "F9"])
def test_no_name_comes_over_the_cover(app: FieldKitApp, cover: str) -> None:
    person = with_a_member(app)
    remove_the_last(person)
    if cover == "lock":
        app.navigation.lock()
    else:
        app.window.toggle_cover()
    assert "intake" not in app.window.windowTitle().casefold()
    assert "FieldKit" not in app.window.windowTitle()
    settle(app)
    assert not app.window.toast.isVisible()


def test_a_name_that_was_told_goes_with_the_lock(app: FieldKitApp) -> None:
    person = with_a_member(app)
    remove_the_last(person)
    person.settle()
    assert NAME in app.window.toast.text()
    app.navigation.lock()
    assert not app.window.toast.isVisible()
    settle(app)
    assert isinstance(app.window.page, UnlockPage)
    assert not app.window.toast.isVisible()


def test_nothing_is_taken_back_unseen(app: FieldKitApp, qtbot: QtBot) -> None:
    person = with_a_member(app)
    record = record_of(person)
    remove_the_last(person)
    person.settle()
    app.window.toggle_cover()
    shortcut(Qt.Key.Key_Z)
    settle(app)
    assert stored(app, record, "m_name") == [NAME]
    app.window.toggle_cover()
    app.navigation.home()
    settle(app)
    assert not app.window.toast.isVisible()
    with qtbot.capture_exceptions() as faults:
        shortcut(Qt.Key.Key_Z)
        settle(app)
    assert not faults
    assert stored(app, record, "m_name") == [NAME]


def test_the_focus_may_be_gone_when_the_cover_is_lifted(app: FieldKitApp, qtbot: QtBot) -> None:
    person = with_a_member(app)
    remove_the_last(person)  # the button that has the focus goes with the row
    app.window.toggle_cover()
    settle(app)
    with qtbot.capture_exceptions() as faults:
        app.window.toggle_cover()
        settle(app)
    assert not faults
    assert not app.window.is_covered


def test_a_vault_that_closes_badly_leaves_nobody_before_a_cover(app: FieldKitApp) -> None:
    close = app.access.lock

    def close_badly() -> None:
        close()
        raise StorageError("The disk is gone.")

    app.access.lock = close_badly  # type: ignore[method-assign]
    app.navigation.lock()
    settle(app)
    app.access.lock = close  # type: ignore[method-assign]
    assert isinstance(app.window.page, UnlockPage)
    assert not app.window.is_covered
    assert app.window.failure.isVisible()
