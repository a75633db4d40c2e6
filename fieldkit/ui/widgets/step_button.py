"""Minus or plus beside a number. Painted: a page can have many of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from fieldkit.ui.language import bind
from fieldkit.ui.theme import tokens
from fieldkit.ui.theme.icons import paint_icon


class StepButton(QAbstractButton):
    """A square target with an icon. The focus goes to the number: its arrow keys do the same."""

    def __init__(
        self, icon: str, message: str | Callable[[], str], number: QWidget, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        # Two more stops at each number would be tiring. No focus proxy: Qt lets the Tab key stop
        # at a widget whose proxy takes the focus, and the way round would end here for ever.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pressed.connect(number.setFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoRepeat(True)
        bind(self, "setAccessibleName", message)

    def sizeHint(self) -> QSize:
        """As large as a target has to be."""
        return QSize(tokens().touch, tokens().touch)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Edge and icon."""
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.control), 1))
        ground = (
            look.pressed if self.isDown() else look.hover if self.underMouse() else look.surface
        )
        painter.setBrush(QColor(ground))
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, look.radius, look.radius)
        side = float(look.icon)
        place = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(painter, place, self._icon, look.ink if self.isEnabled() else look.faint)
        painter.end()
