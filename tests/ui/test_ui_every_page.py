"""Every page and state of the window, in every language: can it be read, reached and understood?"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from looking import Found, Look, in_pseudo_languages, looked_at, not_led_to, walk
from pytestqt.qtbot import QtBot
from visible_focus import unseen_focus
from visitor import Stop

from fieldkit.languages.catalogues import Catalogue, catalogue

__all__ = ["walk"]
SPOKEN = ("el", "ar", "fa", "fr")


@pytest.fixture
def unknown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Messages that the window asked for and no template has."""
    asked: list[str] = []
    find = Catalogue.text

    def listening(self: Catalogue, msgid: str) -> str:
        by_the_window = "/fieldkit/" in sys._getframe(1).f_code.co_filename
        if msgid and by_the_window and not catalogue("en").has(msgid):
            asked.append(msgid)
        return find(self, msgid)

    monkeypatch.setattr(Catalogue, "text", listening)
    return asked


def test_every_page_as_people_see_it_first(
    qtbot: QtBot, walk: Callable[[Look], None], unknown: list[str]
) -> None:
    seen: set[str] = set()

    def look(stop: Stop) -> Found:
        yield from not_led_to(stop)
        yield from unseen_focus(stop.window, seen)
        stop.window.setUpdatesEnabled(False)  # from here on nobody looks at pictures
        for code in SPOKEN:
            yield from looked_at(stop, code, 100)
        yield from in_pseudo_languages(stop)

    walk(look)
    assert not unknown
