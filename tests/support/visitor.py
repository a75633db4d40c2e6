"""Somebody who goes from page to page of the window, and shows each to whoever looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from driving import button, click, line, press, settle, write
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fieldkit.model.clock import SeededRandomness, SteppingClock
from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.language import language
from fieldkit.ui.pages.interview import InterviewPage
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.theme import tokens

NOON = datetime(2026, 11, 26, 10, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Stop:
    """A page that is on the screen now."""

    name: str
    app: FieldKitApp

    @property
    def window(self) -> QWidget:
        return self.app.window

    def speak(self, code: str) -> None:
        """Let the window speak a language; in an interview with an Arabic respondent, Arabic leads
        by the button that swaps, as long as it is there."""
        page = self.app.window.page
        can_swap = isinstance(page, InterviewPage) and page.languages.swap.isVisible()
        view = page.view if isinstance(page, InterviewPage) and can_swap else None
        if view is not None and view.languages.swapped != (code == view.languages.respondent):
            view = self._swap()
        if language().code != code:
            language().set(code)
        settle(self.app)

    def _swap(self) -> None:
        page = self.app.window.page
        assert isinstance(page, InterviewPage)
        page.swap_wanted.emit()
        settle(self.app)


class Visitor:
    """A window over the vaults of a folder, with a clock and chances of its own.

    The look that is present stays.
    """

    def __init__(self, root: Path, preferences: Path, seed: str = "tour") -> None:
        kept = PreferencesFile(preferences)
        kept.change(mode=tokens().mode, scale=tokens().scale)
        self.app = FieldKitApp(
            root,
            kept,
            clock=SteppingClock(NOON, timedelta(seconds=7)),
            randomness=SeededRandomness(seed),
        )
        self.app.open()
        self.settle()

    @property
    def window(self) -> QWidget:
        return self.app.window

    @property
    def page(self) -> QWidget:
        page = self.app.window.page
        assert page is not None
        return page

    def settle(self) -> None:
        settle(self.app)

    def at(self, name: str) -> Stop:
        """This is what there is to see now."""
        self.settle()
        return Stop(name, self.app)

    def press(self, name: str) -> None:
        click(button(self.window, name))
        self.settle()

    def press_this(self, target: QWidget) -> None:
        click(target)
        self.settle()

    def next(self) -> None:
        """The button that leads on in a page of steps."""
        self.press_this(self.page.next)  # type: ignore[attr-defined]

    def type(self, name: str, words: str) -> None:
        field = line(self.window, name)
        field.clear()
        write(words, field)
        self.settle()

    def hand_over(self, name: str, words: str) -> None:
        """Type and press Enter."""
        self.type(name, words)
        press(Qt.Key.Key_Return, into=line(self.window, name))
        self.settle()

    def go(self, way: Callable[[], None]) -> None:
        """Go somewhere by the navigation."""
        way()
        self.settle()

    def unlock(self, vault: str) -> None:
        """Open a vault of the sample with what lies beside it."""
        self.press(vault)
        self.press("Open it with its own passphrase")

    def leave(self) -> None:
        """Close the window."""
        self.app.window.close()
        self.app.window.deleteLater()
        self.settle()
