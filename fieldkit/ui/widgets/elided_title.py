"""A title on one line that gives way to what stands beside it, and ends in dots when it must."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from fieldkit.languages.bidi import isolate, strip_isolates
from fieldkit.ui.theme import set_role

_FEW_LETTERS = 6


class ElidedTitle(QLabel):
    """The whole text stays its accessible name, and shows when it is pointed at."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "title")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """A few letters: the rest gives way."""
        hint = super().minimumSizeHint()
        return QSize(self.fontMetrics().averageCharWidth() * _FEW_LETTERS, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """From the leading edge, dots at the end of the reading direction."""
        whole = strip_isolates(self.text())
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room.width())
        if (shown != whole) != bool(self.toolTip()):
            self.setToolTip(whole if shown != whole else "")
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = edge | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.setFont(self.font())
        painter.drawText(room, flags.value, isolate(shown))
        painter.end()
