"""Ctrl+C in the terminal, and the end of a session, close the window as its own button does.

What was half typed is handed over and the vault is closed. Python runs its signal handlers between
its own instructions only, and a window that waits runs none: the byte that the interpreter writes
for each signal wakes Qt.
"""

from __future__ import annotations

import os
import signal
from types import FrameType
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from fieldkit.platform import WINDOWS

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
_AT_ONCE: Final = 64


class Farewell(QObject):
    """Emits `wanted` from the event loop, also for a signal that came before the loop began.

    Windows ends a session with a message to the window instead, and its pipes wake no event loop:
    there nothing is taken over.
    """

    wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if WINDOWS:
            return
        self._reading, writing = os.pipe()
        for end in (self._reading, writing):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for number in SIGNALS:
            signal.signal(number, _only_the_byte_counts)
        self._notifier = QSocketNotifier(self._reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)

    def _heard(self) -> None:
        os.read(self._reading, _AT_ONCE)
        self.wanted.emit()


def _only_the_byte_counts(_number: int, _frame: FrameType | None) -> None:
    """A handler of Python's own, so that the interpreter writes the byte."""
