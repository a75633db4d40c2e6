"""The rows above a count, asked about before they go: what is shown after each answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import interview_views as views
import pytest
from driving import plain
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldkit.ui.models.interview import RosterView
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.surplus_rows import SurplusRows


@pytest.fixture
def notice(qtbot: QtBot) -> Iterator[SurplusRows]:
    """Three rows above a count of one, with answers in two of them."""
    page = QWidget()
    qtbot.addWidget(page)
    made = SurplusRows(page)
    made.show_roster(surplus(answered=2))
    page.show()
    yield made
    page.close()


def surplus(answered: int, asked_for: int | None = 1) -> RosterView:
    rows = [views.row(f"r{at}", at) for at in range(1, 5)]
    return replace(views.roster(*rows, is_free=False, asked_for=asked_for), answered=answered)


def asks(notice: SurplusRows) -> bool:
    return notice.findChild(Banner).isHidden()


def words(notice: SurplusRows) -> str:
    return " ".join(plain(each.text()) for each in notice.findChildren(QLabel))


def press(notice: SurplusRows, name: str) -> None:
    (found,) = [
        each
        for each in notice.findChildren(QPushButton)
        if plain(each.text()) == name and each.isVisible()
    ]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_it_asks_before_answers_go_and_once_answered_asks_no_more(
    notice: SurplusRows, qtbot: QtBot
) -> None:
    press(notice, "Remove the last 3")
    assert asks(notice)
    assert "There are answers in 2 of the last 3" in words(notice)
    with qtbot.waitSignal(notice.unwanted):
        press(notice, "Remove the last 3")
    assert not asks(notice)  # the rows may be refused, and are still there then


@pytest.mark.parametrize("roster", [surplus(answered=3), surplus(answered=0, asked_for=None)])
def test_what_was_asked_about_other_rows_is_asked_no_more(
    notice: SurplusRows, roster: RosterView
) -> None:
    press(notice, "Remove the last 3")
    notice.show_roster(surplus(answered=2))
    assert asks(notice)
    notice.show_roster(roster)
    assert not asks(notice)


def test_escape_keeps_them(notice: SurplusRows, qtbot: QtBot) -> None:
    press(notice, "Remove the last 3")
    with qtbot.assertNotEmitted(notice.unwanted):
        QTest.keyClick(notice.stops[1], Qt.Key.Key_Escape)
    assert not asks(notice)


def test_what_nobody_answered_goes_at_once(notice: SurplusRows, qtbot: QtBot) -> None:
    notice.show_roster(surplus(answered=3))
    assert "There are answers in all of the last 3" in words(notice)
    notice.show_roster(surplus(answered=0))
    with qtbot.waitSignal(notice.unwanted):
        press(notice, "Remove the last 3")
    assert not asks(notice)
