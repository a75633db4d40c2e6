"""The keys that move through an interview, wherever on its page the focus is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_NUMBERS: Final = range(1, 10)


class InterviewKeys(QObject):
    """Ctrl with a number, F6, Ctrl+PgDown and Ctrl+PgUp, Alt with an arrow.

    `language_wanted` says the number that was pressed with Ctrl, counted from 1.
    """

    language_wanted = Signal(int)
    swap_wanted = Signal()
    forward = Signal()
    back = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._shortcuts: list[QShortcut] = []
        for number in _NUMBERS:
            self._on(f"Ctrl+{number}", lambda number=number: self.language_wanted.emit(number))
        self._on("F6", self.swap_wanted.emit)
        self._on("Ctrl+PgDown", self.forward.emit)
        self._on("Ctrl+PgUp", self.back.emit)
        self._on("Alt+Right", lambda: self._go_sideways(Qt.LayoutDirection.LeftToRight))
        self._on("Alt+Left", lambda: self._go_sideways(Qt.LayoutDirection.RightToLeft))

    def stop(self) -> None:
        """From now on the keys do nothing: there is no record any more."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)

    def _on(self, keys: str, slot: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._page)
        shortcut.activated.connect(slot)
        self._shortcuts.append(shortcut)

    def _go_sideways(self, reading: Qt.LayoutDirection) -> None:
        """Alt with the arrow that points on goes on, the other one back."""
        (self.forward if self._page.layoutDirection() == reading else self.back).emit()
