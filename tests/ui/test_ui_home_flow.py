"""Home in a window before a real vault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import button, click, focused, press, says
from field_world import COORDINATOR, LAPTOP, Field, Seat, copied, sit_down, stand_up
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldkit.ui.flows.home import HomeFlow
from fieldkit.ui.pages.home import HomePage
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.runner import Runner


@pytest.fixture
def field(tmp_path: Path) -> Field:
    return copied(tmp_path / "field")


@pytest.fixture
def laptop(
    qtbot: QtBot, field: Field, runner: Runner, preferences: PreferencesFile
) -> Iterator[Seat]:
    seat = sit_down(field, LAPTOP, runner, preferences)
    yield seat
    stand_up(seat)


def at_home(seat: Seat) -> tuple[HomeFlow, HomePage]:
    flow = HomeFlow(seat.desk)
    flow.begin()
    seat.settle()
    page = seat.window.page
    assert isinstance(page, HomePage)
    return flow, page


def test_home_shows_what_is_in_the_vault(laptop: Seat, field: Field) -> None:
    _flow, page = at_home(laptop)
    assert says(page, field.draft_code)
    assert says(page, "No person code yet")
    assert says(page, "3 records are ready to send:")
    assert says(page, "Said no")
    assert says(page, "Δείγμα · Sample")


def test_enter_starts_the_first_form(laptop: Seat) -> None:
    _flow, page = at_home(laptop)
    laptop.window.activateWindow()
    page.focus_first()
    press(Qt.Key.Key_Return)
    assert laptop.ways.gone == [("start", "consent_rights")]


def test_continue_leads_to_the_record(laptop: Seat, field: Field) -> None:
    _flow, page = at_home(laptop)
    click(button(page, f"Continue: {field.draft_code}"))
    assert [way for way, *_ in laptop.ways.gone] == ["interview"]


def test_a_deleted_draft_is_gone_and_said_to_be(laptop: Seat, field: Field) -> None:
    _flow, page = at_home(laptop)
    laptop.window.activateWindow()
    click(button(page, f"Delete the draft: {field.draft_code}"))
    click(button(page, "Delete for good"))
    laptop.settle()
    assert not says(page, field.draft_code)
    assert says(laptop.window, "The draft was deleted.")
    assert focused().accessibleName().startswith("Continue")
    _again, page = at_home(laptop)
    assert not says(page, field.draft_code)


def test_every_way_on_leads_somewhere(laptop: Seat) -> None:
    _flow, page = at_home(laptop)
    for name in ("Review", "Receive…", "Send…"):
        click(button(page, name))
    assert [way for way, *_ in laptop.ways.gone] == ["review", "receive", "send"]


def test_the_coordinator_finds_her_ways(
    qtbot: QtBot, field: Field, runner: Runner, preferences: PreferencesFile
) -> None:
    seat = sit_down(field, COORDINATOR, runner, preferences)
    _flow, page = at_home(seat)
    for name in ("Import…", "Publish…", "Devices"):
        click(button(page, name))
    assert [way for way, *_ in seat.ways.gone] == ["import_batches", "publish", "devices"]
    stand_up(seat)
