"""Every page and state of the window with the largest text: nothing cut off, nothing sideways."""

from __future__ import annotations

from collections.abc import Callable

from looking import Found, Look, looked_at, walk
from pytestqt.qtbot import QtBot
from visitor import Stop

from fieldkit.ui.theme import theme

__all__ = ["walk"]
LARGE = ("el", "ar")


def test_every_page_with_the_largest_text(qtbot: QtBot, walk: Callable[[Look], None]) -> None:
    def look(stop: Stop) -> Found:
        stop.window.setUpdatesEnabled(False)
        for code in LARGE:
            yield from looked_at(stop, code, 150)

    # Once for all pages: dressing the window anew takes longer than looking at it.
    theme().apply("light", 150)
    walk(look)
