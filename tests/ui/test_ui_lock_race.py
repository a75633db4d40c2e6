"""Locking while something is still on its way: nothing of it comes onto the screen afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import button, click, settle, shortcut
from field_world import INTAKE, LAPTOP, chance, clock, copied
from interview_driving import Interviewing
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.language import language
from fieldkit.ui.pages.home import HomePage
from fieldkit.ui.pages.interview import InterviewPage
from fieldkit.ui.pages.unlock import UnlockPage
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.runner import Failure
from fieldkit.ui.widgets.draft_row import DraftRow
from fieldkit.ui.widgets.start_card import StartCard
from fieldkit.ui.window import NO_NEWS


@pytest.fixture
def app(qtbot: QtBot, tmp_path: Path) -> Iterator[FieldKitApp]:
    """A window with Home on it."""
    place = copied(tmp_path / "field")
    likes = PreferencesFile(tmp_path / "preferences")
    made = FieldKitApp(place.vault(LAPTOP), likes, clock=clock(23), randomness=chance(9))
    made.open()
    made.window.activateWindow()
    settle(made)
    _unlock(made)
    yield made
    made.window.close()
    made.window.deleteLater()
    settle(made)


def _unlock(app: FieldKitApp) -> None:
    click(button(app.window, "Open it with its own passphrase"))
    settle(app)


def seen_until_idle(app: FieldKitApp) -> set[str]:
    """The pages that can be seen from now on, until nothing is under way any more."""
    seen: set[str] = set()
    while not app.runner.idle:
        QCoreApplication.processEvents()
        page: QWidget | None = app.window.page
        if page is not None and not app.window.is_covered:
            seen.add(type(page).__name__)
    return seen


def test_what_was_asked_for_before_a_lock_is_not_shown_after_it(app: FieldKitApp) -> None:
    told: list[Failure] = []
    app.runner.failed.connect(told.append)
    row = app.window.findChildren(DraftRow)[0]
    row.continue_wanted.emit(row.line.record)
    shortcut(Qt.Key.Key_L)
    assert seen_until_idle(app) == {UnlockPage.__name__}
    assert not told


def test_a_page_that_is_on_its_way_does_not_uncover_itself(app: FieldKitApp) -> None:
    click(button(app.window, "Home"))
    shortcut(Qt.Key.Key_L)
    assert seen_until_idle(app) == {UnlockPage.__name__}


def test_a_vault_that_is_being_opened_is_opened_once(app: FieldKitApp) -> None:
    shortcut(Qt.Key.Key_L)
    settle(app)
    told: list[Failure] = []
    app.runner.failed.connect(told.append)
    for name in ("Open it with its own passphrase", "Open it with its own passphrase"):
        click(button(app.window, name))
    click(button(app.window, "Use the recovery code"))
    settle(app)
    assert isinstance(app.window.page, HomePage)
    assert not told


def test_an_answer_on_its_way_is_saved_and_not_shown(app: FieldKitApp) -> None:
    start = next(each for each in app.window.findChildren(StartCard) if each.form.form_id == INTAKE)
    click(start)
    settle(app)
    person = Interviewing(app)
    click(button(person.card("subject_code"), "New code"))
    person.settle()
    while not person.asks("may_continue"):
        person.next()
    person.choose("may_continue", "yes")
    while not person.asks("name_given"):
        person.next()
    person.begin_typing("name_given", "Ζωή")
    shortcut(Qt.Key.Key_L)
    assert seen_until_idle(app) == {UnlockPage.__name__}
    _unlock(app)
    page = app.window.page
    assert isinstance(page, InterviewPage)
    assert person.answer("name_given") == "Ζωή"


def test_nothing_is_asked_of_a_vault_that_is_being_closed(app: FieldKitApp) -> None:
    told: list[Failure] = []
    row = app.window.findChildren(DraftRow)[0]
    app.navigation.review(row.line.record)
    settle(app)
    app.runner.failed.connect(told.append)
    shortcut(Qt.Key.Key_L)
    language().set("fr")  # the review would be read in it
    assert seen_until_idle(app) == {UnlockPage.__name__}
    assert [each for each in told if each.code not in NO_NEWS] == []
