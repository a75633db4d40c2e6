"""A table to read: what an import would bring, which columns a publication has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from fieldkit.languages.bidi import isolate
from fieldkit.ui.language import bind, language, text
from fieldkit.ui.theme import theme, tokens

ROWS_IN_SIGHT = 10
# The padding of a cell, and a little more: words in two scripts come out wider than they measure.
_AROUND = 32
_ABOVE_AND_BELOW = 18
_ENDLESS = 100_000

_Index = QModelIndex | QPersistentModelIndex
_ALIGNMENT = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class TableRow:
    """The words of one row; `tone` (ok, warn, danger, accent, muted) colours its first cell."""

    cells: tuple[str, ...]
    tone: str = ""


class DataTable(QTableView):
    """Arrow keys go through the rows, Enter emits `row_opened`, Tab leaves the table."""

    row_opened = Signal(int)

    def __init__(self, name: str | Callable[[], str], columns: Sequence[str]) -> None:
        """`name` is what a screen reader calls the table; `columns` are messages."""
        super().__init__()
        self._model = _Rows(columns, self)
        self._rows_in_sight = ROWS_IN_SIGHT
        self._widths: dict[str, int] = {}
        self._high: list[int] = []
        self.setModel(self._model)
        self._behave()
        bind(self, "setAccessibleName", name)
        self.activated.connect(self._open)
        language().changed.connect(self._fit_soon)

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """What is shown."""
        return self._model.rows

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Show these rows and no others."""
        self._model.show_rows(rows)
        self._fit()

    def set_rows_in_sight(self, count: int) -> None:
        """Show so many rows at once; the others are scrolled to."""
        if count != self._rows_in_sight:
            self._rows_in_sight = count
            self._take_height()

    def _open(self, index: QModelIndex) -> None:
        self.row_opened.emit(index.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by keyboard stands on a row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows:
            self.setCurrentIndex(self._model.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the words anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_soon()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size, too."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._widths.clear()
            self._fit_soon()

    def _behave(self) -> None:
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(_ALIGNMENT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _fit_soon(self, *_: object) -> None:
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Columns as wide as their words, the widest wrapped; then rows as high as they need.

        Only what differs is measured: Qt's own way lays out every cell, for seconds in long tables.
        """
        header = self.horizontalHeader()
        natural = [
            max(self._longest(at) + _AROUND, header.sectionSizeHint(at))
            for at in range(header.count())
        ]
        widths = fitted(natural, self.viewport().width())
        for at, width in enumerate(widths):
            header.resizeSection(at, width)
        self._fit_heights(widths)
        self._take_height()

    def _longest(self, column: int) -> int:
        """How wide the longest words of a column are."""
        return max((self._width(row.cells[column]) for row in self.rows), default=0)

    def _fit_heights(self, widths: Sequence[int]) -> None:
        """Give more height to rows with words of several lines, or wider than their column."""
        header, line = self.verticalHeader(), tokens().touch
        header.setMinimumSectionSize(line)
        header.setDefaultSectionSize(line)
        for at in self._high:
            if at < header.count():
                header.resizeSection(at, line)
        self._high = [
            at
            for at, row in enumerate(self.rows)
            if any(
                "\n" in words or self._width(words) + _AROUND > width
                for words, width in zip(row.cells, widths, strict=True)
            )
        ]
        for at in self._high:
            header.resizeSection(at, max(line, self._height(self.rows[at], widths)))

    def _height(self, row: TableRow, widths: Sequence[int]) -> int:
        """How high a row must be. Qt's own hint leaves the padding of the stylesheet out of the
        width, so that words which nearly fit would be cut off."""
        measure, wrap = self.fontMetrics().boundingRect, Qt.TextFlag.TextWordWrap
        return _ABOVE_AND_BELOW + max(
            measure(QRect(0, 0, width - _AROUND, _ENDLESS), wrap, words).height()
            for words, width in zip(row.cells, widths, strict=True)
        )

    def _width(self, words: str) -> int:
        """How wide words are in the present font, the longest line of them."""
        known = self._widths.get(words)
        if known is None:
            measure = self.fontMetrics().horizontalAdvance
            known = max((measure(each) for each in words.split("\n")), default=0)
            self._widths[words] = known
        return known

    def _take_height(self) -> None:
        shown = range(min(self._rows_in_sight, len(self.rows)))
        rows = sum(self.rowHeight(at) for at in shown)
        self.setFixedHeight(self.horizontalHeader().height() + rows + 2 * self.frameWidth())


def fitted(natural: Sequence[int], room: int) -> list[int]:
    """Widths of columns in `room`: spare room goes to the last, want is taken from the widest.

    The widest come down to one common width, so that a short column keeps its words on one line.
    """
    level, left = room, room
    for place, width in enumerate(sorted(natural)):
        level = left // (len(natural) - place)
        if width > level:
            break
        left -= width
    else:
        level = room
    widths = [min(width, level) for width in natural]
    if widths:
        widths[-1] += max(room - sum(widths), 0)
    return widths


class _Rows(QAbstractTableModel):
    """Hands the rows to the view; headers are translated when they are asked for."""

    def __init__(self, columns: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self.rows: tuple[TableRow, ...] = ()
        language().changed.connect(self._headers_changed)
        theme().changed.connect(self._colours_changed)

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return isolate(row.cells[index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENT
        if role == Qt.ItemDataRole.ForegroundRole and row.tone and index.column() == 0:
            return QColor(tokens().colour(row.tone))
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return text(self._columns[section])
        return None

    def _headers_changed(self, _code: str) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def _colours_changed(self) -> None:
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
