"""A part of a page that lists things: its name, how many there are, a sentence for none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.language import bind, number
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.chip import Chip
from fieldkit.ui.widgets.long_list import Listed, LongList
from fieldkit.ui.widgets.texts import heading, muted


class ListSection(QWidget):
    """`name` and `when_empty` ("": nothing) are messages; `make` builds the row of a line."""

    def __init__(self, name: str, when_empty: str, make: Callable[[Any], QWidget]) -> None:
        super().__init__()
        self.list = LongList(make)
        self._name = heading(name)
        self._name.setWordWrap(False)
        self._count = Chip()
        self._empty = Card(role="card-flat")
        self._says_when_empty = bool(when_empty)
        if when_empty:
            self._empty.add(muted(when_empty))
        self._lay_out()

    def show_lines(self, lines: Sequence[Listed]) -> None:
        """Show these lines, or the sentence."""
        count = len(lines)
        bind(self._count, "set_text", lambda: number(count))
        self._count.setVisible(count > 0)
        self._empty.setVisible(count == 0 and self._says_when_empty)
        self.list.setVisible(count > 0)
        self.list.show_lines(lines)

    def add_above(self, widget: QWidget) -> None:
        """Put something between the name and the list."""
        self._column.insertWidget(self._column.indexOf(self._empty), widget)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, tokens().space_s, 0, 0)
        self._column.setSpacing(tokens().space_m)
        line = QHBoxLayout()
        line.setSpacing(tokens().space_s)
        line.addWidget(self._name)
        line.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        self._column.addLayout(line)
        self._column.addWidget(self._empty)
        self._column.addWidget(self.list)
