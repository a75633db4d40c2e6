"""One of several, in one line that opens: for lists that are too long for cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from fieldkit.ui.language import language

Option = tuple[object, Callable[[], str]]
"""A value of the caller's, and its words in the present language."""

_SHORTEST = 12


class ChoiceBox(QComboBox):
    """`chosen` carries the value that a person chose, not one that was shown."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._options: tuple[Option, ...] = ()
        # A long name gives way in the closed box; the list that opens shows all of it.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SHORTEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._activated)
        language().changed.connect(self._write_again)

    @property
    def value(self) -> object:
        """What is chosen; None while there is nothing to choose."""
        at = self.currentIndex()
        return self._options[at][0] if 0 <= at < len(self._options) else None

    def show_options(self, options: Sequence[Option], chosen: object) -> None:
        """Offer these; the first one is chosen where `chosen` is none of them."""
        self._options = tuple(options)
        self.clear()
        self.addItems([words() for _, words in self._options])
        values = [value for value, _ in self._options]
        self.setCurrentIndex(values.index(chosen) if chosen in values else 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page over a box must not choose something else."""
        event.ignore()

    def _activated(self, at: int) -> None:
        self.chosen.emit(self._options[at][0])

    def _write_again(self, _code: str) -> None:
        for at, (_, words) in enumerate(self._options):
            self.setItemText(at, words())
