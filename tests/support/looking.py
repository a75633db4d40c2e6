"""Going through the whole tour and looking: every finding of all pages is told at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from accessible import described, findings, too_wide, visible
from driving import focused, press, settle
from plain_words import plain_words
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tour import whole_tour
from tour_sample import template
from visitor import Stop

from fieldkit.languages.direction import is_rtl
from fieldkit.ui.language import language

Found = Iterator[str]
Look = Callable[[Stop], Found]


@pytest.fixture
def walk(tmp_path: Path) -> Callable[[Look], None]:
    """Goes everywhere and looks; what is found is told when all of it was seen."""

    def go(look: Look) -> None:
        sample = shutil.copytree(template(), tmp_path / "sample")
        found: list[str] = []
        stops = 0
        for stop in whole_tour(sample, tmp_path / "walk"):
            stops += 1
            found += [f"{stop.name}: {each}" for each in look(stop)]
            stop.window.setUpdatesEnabled(True)
        assert stops > 50
        assert not found, f"{len(found)} findings\n" + "\n".join(dict.fromkeys(found))

    return go


def looked_at(stop: Stop, code: str, scale: int) -> Found:
    """Names, targets, whole words, nothing that scrolls sideways, the direction."""
    stop.speak(code)
    if _wrong(stop, scale):
        settle(stop.app)  # a page of many words may still have been finding its place
        yield from (f"{code} {scale}: {each}" for each in _wrong(stop, scale))


def _wrong(stop: Stop, scale: int) -> list[str]:
    told = [*findings(stop.window, scale=scale), *too_wide(stop.window)]
    right_to_left = stop.window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    if right_to_left != is_rtl(language().code):
        told.append("the window runs the wrong way")
    return told


def in_pseudo_languages(stop: Stop) -> Found:
    """English that stays plain was never marked; what is cut off will be in French."""
    stop.speak("en")  # a form has no words in a pseudo-language, and would go on in the last one
    stop.speak("qps")
    yield from (f"plain: {each}" for each in plain_words(stop.window))
    stop.speak("qps-rtl")
    yield from (f"qps-rtl {each}" for each in findings(stop.window))


def not_led_to(stop: Stop) -> Found:
    """Controls with a Tab policy to which pressing Tab does not lead, on what is shown."""
    settle(stop.app)
    stop.app.window.activateWindow()
    before = QApplication.focusWidget()
    if before is None:
        yield "nothing has the focus"
        return
    reached = [before]
    while len(reached) < 200:
        press(Qt.Key.Key_Tab)
        if focused() in reached:
            break
        reached.append(focused())
    for widget in visible(stop.window):
        stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
        inside = any(widget.isAncestorOf(each) for each in reached)
        if stops and widget.isVisible() and not inside and widget not in reached:
            yield f"Tab does not lead to {described(widget)}"
    before.setFocus()
    settle(stop.app)
