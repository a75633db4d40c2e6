"""A drop looked through, or what importing it did: the sum in words, then line by line."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.language import bind, language, text
from fieldkit.ui.models.import_batches import ImportStage, ImportView
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets import import_words
from fieldkit.ui.widgets.chip_row import ChipRow
from fieldkit.ui.widgets.explained_table import ExplainedTable
from fieldkit.ui.widgets.import_notices import ImportNotices
from fieldkit.ui.widgets.texts import muted, title


class ImportReport(QWidget):
    """Shows an `ImportView`."""

    def __init__(self) -> None:
        super().__init__()
        self._view: ImportView | None = None
        self.summary = title()
        self.where = muted()
        self.totals = ChipRow()
        self.notices = ImportNotices()
        self.batches = ExplainedTable("Batches in this folder", import_words.COLUMNS)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().space_m)
        for part in (self.summary, self.where, self.totals, self.notices, self.batches):
            self._column.addWidget(part)
        language().changed.connect(self._count)

    def show_view(self, view: ImportView) -> None:
        """Show this view from its beginning."""
        self._view = view
        bind(self.summary, "setText", lambda: import_words.summary(view))
        bind(self.where, "setText", lambda: _where(view))
        self._count()
        self._put_first(self.batches if view.stage is ImportStage.LOOKED else self.notices)
        self.notices.show_notices(view)
        self.batches.show_rows([import_words.line(row) for row in view.rows])

    def focus_first(self) -> bool:
        """The batches; False where there are none."""
        if self._view is None or not self._view.rows:
            return False
        self.batches.table.setFocus()
        return True

    def _put_first(self, part: QWidget) -> None:
        """Before an import people ask what there is; after it, what is left to do."""
        self._column.removeWidget(part)
        self._column.insertWidget(self._column.indexOf(self.totals) + 1, part)

    def _count(self, *_: object) -> None:
        if self._view is not None:
            self.totals.show_chips(import_words.counted(self._view))


def _where(view: ImportView) -> str:
    if not view.rows:
        return text(
            "{folder} holds no batches. Is this the stick or folder that the laptops send to?",
            folder=view.folder,
        )
    if view.stage is ImportStage.LOOKED:
        return text("{folder} · nothing is written before you confirm", folder=view.folder)
    return text("{folder}", folder=view.folder)
