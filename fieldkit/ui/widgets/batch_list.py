"""The batches of a drop as a table, and below it what there is to say about the one chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind, language
from fieldkit.ui.models.import_batches import BatchRow
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets import import_words
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.data_table import DataTable, TableRow

COLUMNS = (
    N_("State"),
    N_("Laptop"),
    N_("Batch"),
    N_("Written"),
    N_("New"),
    N_("Changed"),
    N_("Conflict"),
    N_("Same"),
)


class BatchList(QWidget):
    """Arrow keys go through the batches; the words below follow."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[BatchRow, ...] = ()
        self.table = DataTable("Batches in this folder", COLUMNS)
        self.detail = Banner()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space_m)
        column.addWidget(self.table)
        column.addWidget(self.detail)
        self.table.selectionModel().currentRowChanged.connect(self._explain)
        language().changed.connect(self._write_again)

    def show_batches(self, rows: tuple[BatchRow, ...]) -> None:
        """Show these batches; the first one is explained until another one is chosen."""
        self._rows = rows
        self._write(0)

    def _write_again(self, _code: str) -> None:
        """The same lines in another language; the chosen one stays chosen."""
        self._write(max(self.table.currentIndex().row(), 0))

    def _write(self, chosen: int) -> None:
        self.table.show_rows(
            [TableRow(import_words.cells(row), import_words.tone(row)) for row in self._rows]
        )
        self.setVisible(bool(self._rows))
        if self._rows:
            self.table.setCurrentIndex(self.table.model().index(chosen, 0))

    def _explain(self, chosen: QModelIndex, _before: QModelIndex) -> None:
        if not chosen.isValid():
            return
        row = self._rows[chosen.row()]
        tone = import_words.tone(row)
        self.detail.set_tone("" if tone == "muted" else tone)
        self.detail.set_heading(lambda: import_words.heading(row))
        self.detail.set_message(lambda: import_words.explanation(row))
        # Heard with the row, for who does not see what stands below the table.
        bind(
            self.table,
            "setAccessibleDescription",
            lambda: import_words.explanation(row),
        )
