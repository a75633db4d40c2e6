"""Sending in a window before a real vault: the folder, the result, a stick that fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessible import findings, too_wide
from driving import button, click, focused, line, names, press, says, shortcut, write
from field_world import COORDINATOR, LAPTOP, Field, Seat, copied, sit_down, stand_up
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fieldkit.operations.vaults import Vault
from fieldkit.ui.flows.exchange import ExchangeFlow
from fieldkit.ui.language import language
from fieldkit.ui.pages.exchange import ExchangePage, Part
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.runner import Runner
from fieldkit.ui.theme import theme
from fieldkit.vault import peers
from fieldkit.vault.peers import Enrolment


@pytest.fixture
def field(tmp_path: Path) -> Field:
    return copied(tmp_path / "field")


@pytest.fixture
def laptop(
    qtbot: QtBot, field: Field, runner: Runner, preferences: PreferencesFile
) -> Iterator[Seat]:
    seat = sit_down(field, LAPTOP, runner, preferences)
    seat.window.activateWindow()
    yield seat
    stand_up(seat)


def exchanging(seat: Seat, part: Part = Part.SEND) -> tuple[ExchangeFlow, ExchangePage]:
    flow = ExchangeFlow(seat.desk, part)
    flow.begin()
    seat.settle()
    page = seat.window.page
    assert isinstance(page, ExchangePage)
    return flow, page


def choose(seat: Seat, page: ExchangePage, folder: Path) -> None:
    """Type a folder and press Enter."""
    field = line(page, "Stick or folder")
    field.clear()
    write(str(folder), into=field)
    press(Qt.Key.Key_Return, into=field)
    seat.settle()


def test_what_will_go_is_said_before_anything_is_written(laptop: Seat, field: Field) -> None:
    _flow, page = exchanging(laptop)
    assert says(page, "1 × Intake of person and household")
    assert says(page, "1 refusal (the month only, nobody's answers)")
    choose(laptop, page, field.drop)
    assert says(page, "This is the folder of your deployment, Δείγμα · Sample.")
    assert not (field.drop / "in").exists()


def test_sending_by_mouse_ends_with_a_number_to_note_down(laptop: Seat, field: Field) -> None:
    _flow, page = exchanging(laptop)
    choose(laptop, page, field.drop)
    click(button(page, "Send"))
    laptop.settle()
    assert says(page, "3 records in 1 file are on the stick, sealed for your coordinator.")
    assert says(page, "This laptop keeps its own copy until a receipt comes back")
    (written,) = (field.drop / "in").rglob("*.fkb")
    assert says(page, f"1-{written.stem.partition('-')[2][:8].upper()}")
    click(button(page, "Back to the folder"))
    assert says(page, "1 file without a receipt, again if it is missing there")


def test_sending_by_keyboard_alone(laptop: Seat, field: Field) -> None:
    _flow, page = exchanging(laptop)
    assert focused() is line(page, "Stick or folder")
    write(str(field.drop))
    came_by: list[str] = []
    while "Send" not in names(focused()):
        shortcut(Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
        laptop.settle()
        came_by.append(min(names(focused())))
    assert came_by == ["Browse…", "Send"]
    press(Qt.Key.Key_Return)
    laptop.settle()
    assert says(page, "are on the stick") or says(page, "is on the stick")
    assert focused() is button(page, "Home")
    press(Qt.Key.Key_Return)
    assert laptop.ways.gone == [("home",)]


def test_the_folder_of_last_time_is_offered_and_send_is_the_first_thing(
    laptop: Seat, field: Field
) -> None:
    laptop.desk.preferences.change(drop=str(field.drop))
    _flow, page = exchanging(laptop)
    assert line(page, "Stick or folder").text() == str(field.drop)
    assert focused() is button(page, "Send")


def test_a_folder_is_remembered(laptop: Seat, field: Field) -> None:
    _flow, page = exchanging(laptop)
    choose(laptop, page, field.drop)
    assert laptop.desk.preferences.present.drop == str(field.drop)


def test_without_a_folder_the_field_asks_for_one(laptop: Seat) -> None:
    _flow, page = exchanging(laptop)
    click(button(page, "Send"))
    laptop.settle()
    assert says(page, "Choose the stick or folder first.")
    assert focused() is line(page, "Stick or folder")


def test_typing_a_folder_and_pressing_send_at_once_sends(laptop: Seat, field: Field) -> None:
    _flow, page = exchanging(laptop)
    write(str(field.drop), into=line(page, "Stick or folder"))
    click(button(page, "Send"))
    laptop.settle()
    assert says(page, "are on the stick")


def test_a_stick_that_is_not_there_is_said_in_words_and_nothing_is_lost(
    laptop: Seat, tmp_path: Path
) -> None:
    _flow, page = exchanging(laptop)
    choose(laptop, page, tmp_path / "gone")
    assert says(page, "The stick or folder is not there or cannot be read. Nothing is lost.")
    click(button(page, "Send"))
    laptop.settle()
    assert says(laptop.window, "The stick or folder is not there")
    assert button(page, "Send").isEnabled()


def test_a_stick_that_fails_half_way_is_told_and_sending_goes_on_with_another(
    laptop: Seat, field: Field, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "in").write_text("in the way")
    _flow, page = exchanging(laptop)
    choose(laptop, page, stick)
    assert says(page, "Nobody has marked this folder")
    click(button(page, "Send"))
    laptop.settle()
    assert says(page, "Nothing is lost: what was not written is sealed and kept on this laptop.")
    click(button(page, "Back to the folder"))
    choose(laptop, page, field.drop)
    click(button(page, "Send"))
    laptop.settle()
    assert says(page, "3 records in 1 file are on the stick")


def test_sending_twice_finds_everything_there(laptop: Seat, field: Field) -> None:
    _flow, page = exchanging(laptop)
    choose(laptop, page, field.drop)
    for _ in range(2):
        click(button(page, "Send"))
        laptop.settle()
        result = says(page, "Everything was on the stick already: 3 records.")
        click(button(page, "Back to the folder"))
    assert result


def test_who_has_not_joined_is_led_to_joining(laptop: Seat) -> None:
    laptop.do(lambda vault: _set_enrolment(vault, Enrolment.NONE))
    _flow, page = exchanging(laptop)
    assert says(page, "This laptop has not joined its deployment yet.")
    assert focused() is button(page, "Join")
    press(Qt.Key.Key_Return)
    assert laptop.ways.gone == [("join",)]


def _set_enrolment(vault: Vault, enrolment: Enrolment) -> None:
    present = peers.deployment(vault)
    with vault.transaction():
        peers.set_deployment(
            vault,
            peers.Deployment(
                present.deployment, present.name, present.municipality, present.coordinator,
                present.kit_version, enrolment, present.team, present.request_kit,
            ),
        )  # fmt: skip


def test_escape_leads_home(laptop: Seat) -> None:
    _flow, page = exchanging(laptop)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert laptop.ways.gone == [("home",)]


def test_a_coordinator_sends_without_receiving(
    qtbot: QtBot, field: Field, runner: Runner, preferences: PreferencesFile
) -> None:
    seat = sit_down(field, COORDINATOR, runner, preferences)
    _flow, page = exchanging(seat)
    assert page.title() == "Send"
    with pytest.raises(LookupError):
        button(page, "Receive")
    stand_up(seat)


@pytest.mark.parametrize("code", ["el", "ar", "qps"])
@pytest.mark.parametrize(("mode", "scale"), [("light", 100), ("dark", 150)])
def test_every_state_is_named_reached_large_enough_and_not_cut_off(
    laptop: Seat, field: Field, code: str, mode: str, scale: int
) -> None:
    theme().apply(mode, scale)
    language().set(code)
    laptop.desk.preferences.change(drop=str(field.drop))
    _flow, page = exchanging(laptop)
    assert findings(page, scale=scale) + too_wide(page) == []
    press(Qt.Key.Key_Return, into=page.sending.send)
    laptop.settle()
    assert page.report.isVisible()
    assert findings(page, scale=scale) + too_wide(page) == []
