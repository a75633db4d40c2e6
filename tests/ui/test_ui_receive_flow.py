"""Receiving in a window before a real vault: what the coordinator has, and what she refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import button, click, focused, press, says
from field_world import COORDINATOR, LAPTOP, Field, Seat, clock, copied, sit_down, stand_up
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldkit.operations.drops import folder_drop
from fieldkit.operations.vaults import Vault
from fieldkit.sync.receipts import Rejection, write_receipt
from fieldkit.ui.flows.exchange import ExchangeFlow
from fieldkit.ui.flows.home import HomeFlow
from fieldkit.ui.language import language
from fieldkit.ui.pages.exchange import ExchangePage, Part
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.runner import Runner
from fieldkit.vault import outbox


@pytest.fixture
def field(tmp_path: Path) -> Field:
    return copied(tmp_path / "field")


@pytest.fixture
def laptop(
    qtbot: QtBot, field: Field, runner: Runner, preferences: PreferencesFile
) -> Iterator[Seat]:
    preferences.change(drop=str(field.drop))
    seat = sit_down(field, LAPTOP, runner, preferences)
    seat.window.activateWindow()
    yield seat
    stand_up(seat)


def receiving(seat: Seat) -> tuple[ExchangeFlow, ExchangePage]:
    flow = ExchangeFlow(seat.desk, Part.RECEIVE)
    flow.begin()
    seat.settle()
    page = seat.window.page
    assert isinstance(page, ExchangePage)
    return flow, page


def send(seat: Seat, page: ExchangePage) -> None:
    click(button(page, "Send"))
    seat.settle()
    click(button(page, "Back to the folder"))


def test_receive_is_the_first_thing_and_enter_does_it(laptop: Seat) -> None:
    _flow, page = receiving(laptop)
    assert focused() is button(page, "Receive")
    press(Qt.Key.Key_Return)
    laptop.settle()
    assert says(page, "There was nothing new for this laptop.")
    assert focused() is button(page, "Home")


def test_a_receipt_is_read_and_home_shows_it(laptop: Seat, field: Field) -> None:
    _flow, page = receiving(laptop)
    send(laptop, page)
    field.import_all()
    click(button(page, "Receive"))
    laptop.settle()
    assert says(page, "Your coordinator has received 3 records.\nConfirmed: file 1")
    home = HomeFlow(laptop.desk)
    home.begin()
    laptop.settle()
    assert says(laptop.window, "Confirmed by the coordinator")
    assert says(laptop.window, "Last receipt: number 1")


def test_what_was_not_taken_comes_with_its_reason_and_what_to_do(
    laptop: Seat, field: Field
) -> None:
    _flow, page = receiving(laptop)
    send(laptop, page)
    laptop.do(lambda vault: _reject(field, vault))
    click(button(page, "Receive"))
    laptop.settle()
    assert says(page, "Your coordinator could not take file 1 with 3 records.")
    assert says(page, "A record in this file is not what its laptop signed.")
    assert says(page, "The records are still on this laptop.")


def _reject(field: Field, vault: Vault) -> None:
    (batch,) = outbox.batches(vault)
    with field.open(COORDINATOR) as coordinator:
        write_receipt(
            coordinator,
            folder_drop(field.drop),
            vault.device.id,
            imported={},
            rejected=[Rejection(batch.sequence, batch.hash, "bad-event")],
            clock=clock(23),
        )


def test_a_result_follows_the_language_of_the_window(laptop: Seat, field: Field) -> None:
    _flow, page = receiving(laptop)
    send(laptop, page)
    field.import_all()
    click(button(page, "Receive"))
    laptop.settle()
    before = page.report.texts
    language().set("ar")  # whatever is translated, the digits are others
    assert page.report.texts != before
    assert len(page.report.texts) == len(before)
    language().set("en")
    assert page.report.texts == before


def test_an_altered_receipt_changes_nothing_and_is_named(laptop: Seat, field: Field) -> None:
    _flow, page = receiving(laptop)
    send(laptop, page)
    field.import_all()
    (receipt,) = (field.drop / "ack").rglob("*.fka")
    receipt.write_bytes(receipt.read_bytes()[:-9])
    click(button(page, "Receive"))
    laptop.settle()
    assert says(page, f"A file was left alone: {receipt.name}")
    click(button(page, "Back to the folder"))
    assert says(page, "1 file without a receipt")
