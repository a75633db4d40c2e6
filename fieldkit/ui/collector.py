"""Garbage is collected on the GUI thread, when nothing else happens.

A cycle with a widget in it, collected by chance on the operations' thread, is deleted there, and Qt
aborts; and a collection in the middle of typing is a pause that a person feels: a form of thousands
of questions takes a tenth of a second to look through. So what there is when a page has come, the
form that was loaded for it among it, is looked through once, while the page is being read, and left
alone until the next page.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 2_000
FULL_EVERY: Final = 15
# By then a page that has come is painted, and nobody has read it.
SETTLE_AFTER_MS: Final = 300


class Collector(QObject):
    """Takes over from the automatic collector until its process ends."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._rounds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_AFTER_MS)
        self._settling.timeout.connect(self.settle)

    def settle_soon(self) -> None:
        """A page has come: settle once it is painted, and once only where several come."""
        self._settling.start()

    def settle(self) -> None:
        """What went is collected; what there is now stays, and is not looked through again until
        this is asked for the next time."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _collect(self) -> None:
        self._rounds += 1
        gc.collect(2 if self._rounds % FULL_EVERY == 0 else 0)
