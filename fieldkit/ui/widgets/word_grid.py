"""Words or groups of a code, large and numbered: to be read out, or written on paper.

Not to be copied: what goes over the clipboard is in reach of every program.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from fieldkit.ui.language import bind, number
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.card import Card


class WordGrid(QWidget):
    """Always from left to right: so are the words, and the code that they make."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self._columns = columns
        self._words: tuple[str, ...] = ()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._cells: list[_Cell] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens().space_m)

    @property
    def words(self) -> tuple[str, ...]:
        """What is shown."""
        return self._words

    def show_words(self, words: Sequence[str]) -> None:
        """Show these and no others."""
        if tuple(words) == self._words:
            return
        self.clear()
        self._words = tuple(words)
        self._cells = [_Cell(place + 1, word) for place, word in enumerate(words)]
        for place, cell in enumerate(self._cells):
            self._grid.addWidget(cell, *divmod(place, self._columns))

    def clear(self) -> None:
        """Show nothing any more."""
        self._words = ()
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = []


class _Cell(Card):
    """A word in its box, with its number."""

    def __init__(self, place: int, word: str) -> None:
        super().__init__(role="card-flat")
        space = tokens()
        self.column.setContentsMargins(space.space_l, space.space_s, space.space_l, space.space_s)
        counted, shown = QLabel(), QLabel(word)
        set_role(counted, "small")
        set_role(shown, "display")
        bind(counted, "setText", lambda: number(place))
        bind(shown, "setAccessibleName", lambda: f"{number(place)} {word}")
        row = QHBoxLayout()
        row.setSpacing(space.space_m)
        row.addWidget(counted)
        row.addWidget(shown, 1)
        self.add(row)
