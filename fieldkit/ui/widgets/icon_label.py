"""An icon that only decorates: painted sharp at every size, silent for a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldkit.ui.theme import tokens
from fieldkit.ui.theme.icons import paint_icon


class IconLabel(QWidget):
    """`factor` times as large as the icons on buttons."""

    def __init__(self, name: str, ink: str = "ink", *, factor: float = 1.0) -> None:
        super().__init__()
        self._name = name
        self._ink = ink
        self._factor = factor
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, ink: str) -> None:
        """Another icon in the same place."""
        self._name, self._ink = name, ink
        self.update()

    def sizeHint(self) -> QSize:
        """A square that grows with the text."""
        side = round(tokens().icon * self._factor)
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size asks for another square."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the present colours."""
        painter = QPainter(self)
        paint_icon(painter, QRectF(self.rect()), self._name, tokens().colour(self._ink))
