"""Thousands of things that nobody would do on purpose, and a window that takes them all.

More of them, with other seeds, with FIELDKIT_SOAK=1.
"""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from driving import settle
from field_world import COORDINATOR, LAPTOP, Field, chance, clock, copied
from monkey import Monkey, OpenedElsewhere
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldkit.model.records import RecordState
from fieldkit.operations import records as looking
from fieldkit.operations.verify import verify_vault
from fieldkit.ui import runner as door
from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.language import language
from fieldkit.ui.pages.interview import InterviewPage
from fieldkit.ui.pages.unlock import UnlockPage
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.runner import Failure

IS_SOAK = bool(os.environ.get("FIELDKIT_SOAK"))
ACTIONS = 5_000 if IS_SOAK else 1_250  # 5,000 of all monkeys together
SEEDS = range(10) if IS_SOAK else range(2)
STORY = 250  # between two looks at what is kept alive
SPARE = 30  # bindings of whatever is half gone


@pytest.fixture
def elsewhere() -> Iterator[OpenedElsewhere]:
    """No program is started by a test."""
    stand_in = OpenedElsewhere()
    yield stand_in
    stand_in.stop()


@pytest.fixture
def unexpected(monkeypatch: pytest.MonkeyPatch) -> list[Failure]:
    """Faults of ours that the window would have told somebody about."""
    met: list[Failure] = []
    describe = door.failure_of

    def remembered(error: BaseException) -> Failure:
        failure = describe(error)
        if failure.unexpected:
            met.append(failure)
        return failure

    monkeypatch.setattr(door, "failure_of", remembered)
    return met


@contextmanager
def at_the_window(place: Field, name: str, preferences: Path) -> Iterator[FieldKitApp]:
    """A window over all vaults of the deployment; the one called `name` is offered first."""
    likes = PreferencesFile(preferences)
    likes.change(last_vault=str(place.vault(name)), mode="light", language="en")
    app = FieldKitApp(place.folder, likes, clock=clock(23), randomness=chance(9))
    app.open()
    app.window.activateWindow()
    settle(app)
    try:
        yield app
    finally:
        app.window.close_now()
        app.window.deleteLater()
        settle(app)


def assert_all_is_well(app: FieldKitApp) -> None:
    """Something to see, and the focus on something that can be seen."""
    window = app.window
    page = window.page
    assert page is not None, "no page"
    if window.is_covered:
        return
    assert page.isVisible(), f"{type(page).__name__} cannot be seen"
    assert page.width() > 0
    assert page.height() > 0
    focus = QApplication.focusWidget()
    assert focus is not None, (
        f"nothing on {type(page).__name__} has the focus; the window would give it to "
        f"{window.focusWidget()}, {QApplication.activeWindow()} is active"
    )
    assert window.isAncestorOf(focus), "the focus is outside the window"
    assert focus.isVisible(), f"{type(focus).__name__} has the focus and cannot be seen"
    assert focus.isEnabled(), f"{type(focus).__name__} has the focus and is disabled"


def bindings_when_locked(app: FieldKitApp) -> int:
    """Lock, and count what the window still keeps in its language."""
    settle(app)
    if app.window.is_covered:
        app.window.toggle_cover()
    if not isinstance(app.window.page, UnlockPage):
        app.navigation.lock()
    settle(app)
    app.runner.withdraw_undo()
    assert isinstance(app.window.page, UnlockPage), "locking did not lead to unlocking"
    gc.collect()
    settle(app)
    return language().bindings


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", [LAPTOP, COORDINATOR])
def test_a_monkey_breaks_nothing(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    elsewhere: OpenedElsewhere,
    unexpected: list[Failure],
    name: str,
    seed: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    place = copied(tmp_path / "field")
    paths = [place.drop, tmp_path / "out", tmp_path / "nowhere" / "there", place.vault(LAPTOP)]
    with at_the_window(place, name, tmp_path / "preferences") as app:
        monkey = Monkey(app, random.Random(f"{name} {seed}"), paths)
        with qtbot.capture_exceptions() as faults:
            let_loose(monkey, faults, unexpected)
    for each in (LAPTOP, COORDINATOR):
        assert_whole(place, each)
    assert_drafts_reopen(place, tmp_path / "again")


def let_loose(monkey: Monkey, faults: list[Any], unexpected: list[Failure]) -> None:
    """Let it act, and look after each thing whether all is well."""
    kept: list[int] = []
    for number in range(ACTIONS):
        monkey.act()
        try:
            assert not faults, str(faults[0])
            assert not unexpected, unexpected[0].detail
            if monkey.waits():
                settle(monkey.app)
                assert_all_is_well(monkey.app)
            if number % STORY == STORY - 1:
                kept.append(bindings_when_locked(monkey.app))
        except AssertionError as lack:
            raise AssertionError("\n".join([str(lack), *monkey.last])) from None
    assert max(kept) <= min(kept) + SPARE, kept


def assert_whole(place: Field, name: str) -> None:
    with place.open(name) as vault:
        assert all(check.ok for check in verify_vault(vault))


def assert_drafts_reopen(place: Field, preferences: Path) -> None:
    """In a fresh window each draft of the laptop opens as a page."""
    with place.open(LAPTOP) as vault:
        lines = looking.all_lines(vault)
    drafts = [line.record for line in lines if line.state is RecordState.DRAFT]
    with at_the_window(place, LAPTOP, preferences) as app:
        page = app.window.page
        assert isinstance(page, UnlockPage)
        page.offer.click()
        settle(app)
        for record in drafts:
            app.navigation.interview(record)
            settle(app)
            page = app.window.page
            assert isinstance(page, InterviewPage)
            assert page.view is not None
            assert page.view.record == record
