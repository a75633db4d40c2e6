"""A window with a desk behind it, for the flows of one page; other pages are only written down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import Clock, SeededRandomness
from fieldkit.ui.flows.desk import Desk
from fieldkit.ui.preferences import PreferencesFile
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.runner import Runner
from fieldkit.ui.window import Window

T = TypeVar("T")


class Elsewhere:
    """The way to every page: remembers where somebody wanted to go."""

    def __init__(self) -> None:
        self.gone: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_: self.gone.append(name)


class DeskWorld:
    """A window of the size of a small laptop, and everything a flow works with."""

    def __init__(self, runner: Runner, preferences: PreferencesFile, root: Path, clock: Clock):
        self.runner = runner
        self.window = Window(runner, preferences)
        self.elsewhere = Elsewhere()
        self.access = Access(clock, SeededRandomness("desk"))
        self.desk = Desk(runner, self.window, self.access, preferences, self.elsewhere, root)
        self.window.resize(1366, 768)
        self.window.show()

    def unlock(self, folder: Path, passphrase: HiddenBytes, user: str | None = None) -> None:
        """Open a vault where the operations run."""
        self.runner.run(lambda: self.access.unlock(folder, user, passphrase))
        self.window.show_unlocked(unlocked=True)
        self.settle()

    def do(self, operation: Callable[[], T]) -> T:
        """Run something with the open vault, where it may be touched."""
        got: list[T] = []
        self.runner.run(operation, got.append)
        self.settle()
        return got[0]

    def settle(self) -> None:
        """Let everything asked for be done, delivered, laid out and painted."""
        for _ in range(4):
            self.runner.wait_idle()
            QCoreApplication.processEvents()

    def close(self) -> None:
        """Close the vault where it was opened, and let the window go: what is bound to a language
        keeps it alive otherwise, and every later test would dress it again."""
        self.runner.run(self.access.lock)
        self.settle()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
