"""A table, and below it what there is to say about the row that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from fieldkit.ui.language import bind, language
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.data_table import ROWS_IN_SIGHT, DataTable, TableRow

_BANNERS = ("ok", "warn", "danger")
_BESIDE = 7  # the bars of the window, the head of the table and the words, in heights of a row
_LEAST = 3


@dataclass(frozen=True)
class ExplainedRow:
    """One row; its words are made anew when the language changes. Tones are those of `TableRow`."""

    cells: Callable[[], tuple[str, ...]]
    tone: str
    heading: Callable[[], str]
    explanation: Callable[[], str]


class ExplainedTable(QWidget):
    """Arrow keys go through the rows; the words below follow. Hidden while there are no rows."""

    def __init__(self, name: str | Callable[[], str], columns: Sequence[str]) -> None:
        """As of `DataTable`: a name for a screen reader, and messages."""
        super().__init__()
        self._rows: tuple[ExplainedRow, ...] = ()
        self._writing = False
        self.table = DataTable(name, columns)
        self.detail = Banner()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space_m)
        column.addWidget(self.table)
        column.addWidget(self.detail)
        self.setFocusProxy(self.table)
        self.table.selectionModel().currentRowChanged.connect(self._explain)
        language().changed.connect(self._write_again)

    def show_rows(self, rows: Sequence[ExplainedRow]) -> None:
        """Show these rows; the first is explained until another one is chosen."""
        self._rows = tuple(rows)
        self._leave_room()
        self._write(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another window has room for more rows, or for fewer."""
        super().resizeEvent(event)
        self._leave_room()

    def _write_again(self, _code: str) -> None:
        """The same rows in another language; the chosen one stays chosen."""
        self._write(max(self.table.currentIndex().row(), 0))

    def _write(self, chosen: int) -> None:
        self._writing = True
        self.table.show_rows([TableRow(row.cells(), row.tone) for row in self._rows])
        self.setVisible(bool(self._rows))
        if self._rows:
            self.table.setCurrentIndex(self.table.model().index(chosen, 0))
        self._writing = False

    def _explain(self, chosen: QModelIndex, _before: QModelIndex) -> None:
        if not chosen.isValid():
            return
        row = self._rows[chosen.row()]
        self.detail.set_tone(row.tone if row.tone in _BANNERS else "")
        self.detail.set_heading(row.heading)
        self.detail.set_message(row.explanation)
        # Heard with the row, for who does not see what stands below the table.
        bind(self.table, "setAccessibleDescription", row.explanation)
        if self.table.hasFocus() and not self._writing:  # a person went to another row
            QTimer.singleShot(0, self, self._bring_into_sight)

    def _leave_room(self) -> None:
        """As many rows as leave room in the window for the words below them."""
        touch = tokens().touch
        room = (self.window().height() - _BESIDE * touch) // touch
        self.table.set_rows_in_sight(max(_LEAST, min(room, ROWS_IN_SIGHT)))

    def _bring_into_sight(self) -> None:
        """Scroll the page until the words below the table can be read."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self.detail, 0, tokens().space_l)
