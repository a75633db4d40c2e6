"""Starts the window: the application, its look and language, and a guard for what goes wrong.

No file is ever written here but the preferences; nothing opens a socket. One vault is open in one
window only: the vault's own lock sees to it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

from platformdirs import user_config_path, user_data_path
from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtWidgets import QApplication

from fieldkit.languages import catalogues
from fieldkit.model.clock import Clock, Randomness, SystemClock, SystemRandomness
from fieldkit.operations import diagnostics
from fieldkit.ui.collector import Collector
from fieldkit.ui.farewell import Farewell
from fieldkit.ui.language import SOURCE, language
from fieldkit.ui.navigation import Navigation
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.runner import Runner, failure_of
from fieldkit.ui.theme import theme
from fieldkit.ui.window import Window

NAME: Final = "FieldKit"
APP: Final = "fieldkit"


class FieldKitApp(QObject):
    """The window and everything behind it, put together. Close it by closing the window.

    `root` is the folder in which vaults are looked for and made.
    """

    def __init__(
        self,
        root: Path,
        preferences: PreferencesFile,
        *,
        clock: Clock | None = None,
        randomness: Randomness | None = None,
    ) -> None:
        super().__init__()
        self.preferences = preferences
        self._dress()
        self.runner = Runner(self)
        self.access = Access(clock or SystemClock(), randomness or SystemRandomness())
        self.window = Window(self.runner, preferences)
        self.navigation = Navigation(self.window, self.runner, self.access, preferences, root)
        self._connect()

    def open(self) -> None:
        """Show the window with its first page."""
        self.navigation.unlock()
        self.window.show()

    def close(self) -> None:
        """Let everything asked for be finished, and close the vault."""
        if self._closed:
            return
        self._closed = True
        self.runner.cancel()  # a long task stops at its next safe place; steps are finished
        self.runner.wait_idle()
        self.runner.run(self.access.lock)
        self.runner.close()

    _closed = False

    def _dress(self) -> None:
        present = self.preferences.present
        theme().apply(present.mode, present.scale)
        self._speak(present.language or _language_of_the_computer())

    def _connect(self) -> None:
        display = self.window.top_bar.display
        display.language_wanted.connect(self._speak)
        display.mode_wanted.connect(self._colour)
        display.scale_wanted.connect(self._enlarge)
        self.window.closing.connect(self.close)

    def _speak(self, code: str) -> None:
        language().set(code)
        self.preferences.change(language=code)

    def _colour(self, mode: str) -> None:
        self.preferences.change(mode=mode)
        theme().apply(mode, self.preferences.present.scale)

    def _enlarge(self, scale: int) -> None:
        self.preferences.change(scale=scale)
        theme().apply(self.preferences.present.mode, scale)

    def guard(
        self,
        kind: type[BaseException],
        fault: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """What broke on the GUI thread is told without values; the window stays."""
        sys.stderr.write("FieldKit met an unexpected fault.\n")
        sys.stderr.write(diagnostics.describe_fault(fault) + "\n")
        self.runner.failed.emit(failure_of(fault))


def run_window(root: Path | None = None, arguments: Sequence[str] = ()) -> int:
    """Open the window on the vaults under `root` and stay until it is closed; the exit code."""
    diagnostics.install()
    application = QApplication([APP, *arguments])
    application.setApplicationName(NAME)
    application.setApplicationDisplayName("")
    application.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    farewell = Farewell()
    app = FieldKitApp(
        root or user_data_path(APP) / "vaults",
        PreferencesFile(user_config_path(APP)),
    )
    farewell.wanted.connect(app.window.close_now)
    collector = Collector(app)
    app.window.page_came.connect(collector.settle_soon)
    sys.excepthook = app.guard
    app.open()
    _fit_the_screen(app.window)
    collector.settle()
    code = application.exec()
    app.close()
    return code


def _fit_the_screen(window: Window) -> None:
    """On a small laptop the window takes all there is: its lower bar is never off the screen."""
    room, wanted = window.screen().availableSize(), window.size()  # the frame is not known yet
    if wanted.width() >= room.width() or wanted.height() >= room.height():
        window.showMaximized()


def _language_of_the_computer() -> str:
    wanted = QLocale.system().name().partition("_")[0]
    return wanted if wanted in catalogues.available() else SOURCE
