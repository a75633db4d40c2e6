"""Garbage is collected on the GUI thread, when nothing else happens.

A cycle with a widget in it, collected by chance on the operations' thread, is deleted there, and Qt
aborts; and a collection in the middle of typing is a pause that a person feels.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 2_000
FULL_EVERY: Final = 15


class Collector(QObject):
    """Takes over from the automatic collector for as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._rounds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def freeze(self) -> None:
        """What was loaded until now stays: it need not be looked through again."""
        gc.collect()
        gc.freeze()

    def _collect(self) -> None:
        self._rounds += 1
        gc.collect(2 if self._rounds % FULL_EVERY == 0 else 0)
