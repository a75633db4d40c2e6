"""Why nothing was published: the cells that look as if they named somebody, and where they are."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.language import bind, ntext
from fieldkit.ui.models.publish import StoppedByScan
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets import publish_words
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.explained_table import ExplainedTable
from fieldkit.ui.widgets.texts import title


class ScanStop(QWidget):
    """Shows `StoppedByScan`. What stands in the cells is shown nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.told = Banner("danger")
        self.findings = ExplainedTable(
            "Cells that look as if they named somebody", publish_words.FINDING_COLUMNS
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space_m)
        column.addWidget(title("Nothing was published"))
        column.addWidget(self.told)
        column.addWidget(self.findings)

    def show_stop(self, stop: StoppedByScan) -> None:
        """Show these places."""
        count = len(stop.findings)
        bind(self.told, "set_text", lambda: _told(count))
        self.findings.show_rows([publish_words.finding_line(each) for each in stop.findings])

    def focus_first(self) -> None:
        """The first of the cells."""
        self.findings.setFocus()


def _told(count: int) -> str:
    return ntext(
        "{count} cell looks as if it named somebody. Nothing was written; what was published before"
        " still stands. Have the record corrected, import the correction, then publish again.",
        "{count} cells look as if they named somebody. Nothing was written; what was published"
        " before still stands. Have the records corrected, import the corrections, then publish"
        " again.",
        count,
    )
