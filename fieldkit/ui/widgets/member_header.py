"""The line that a card of a roster opens and closes with: name, and what is known at a glance."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget

from fieldkit.ui.models.words import Words
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.form_text import direction_of, font_for, leading_edge, metrics_for

_AROUND: Final = 10
_ELIDED: Final = Qt.TextElideMode.ElideRight


class MemberHeader(QPushButton):
    """A button over the whole width; `is_open` turns its arrow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "quiet")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = Words("")
        self._summary = Words("")
        self.is_open = False

    def show_texts(self, title: Words, summary: Words, *, is_open: bool) -> None:
        """Show another name, another summary."""
        if (title, summary, is_open) == (self._title, self._summary, self.is_open):
            return
        self._title, self._summary, self.is_open = title, summary, is_open
        self.setAccessibleName(title.text)
        self.updateGeometry()
        self.update()

    @property
    def title(self) -> str:
        """What the card is called."""
        return self._title.text

    @property
    def summary(self) -> str:
        """What is known at a glance."""
        return self._summary.text

    def sizeHint(self) -> QSize:
        """One line, or two with a summary."""
        lines = self._metrics(self._title, tokens().question).height()
        if self._has_summary():
            lines += self._metrics(self._summary, tokens().small).height() + 2
        return QSize(200, max(tokens().touch, lines + 2 * _AROUND))

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be: what does not fit is elided."""
        return QSize(tokens().touch, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Arrow, name, summary."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = tokens()
        if self.underMouse() or self.hasFocus():
            self._paint_ground(painter)
        side = look.icon
        arrow = QRect(look.space_s, (self.height() - side) // 2, side, side)
        _paint_arrow(painter, self._mirrored(arrow).toRectF(), self)
        area = self.rect().adjusted(side + look.space_xl, _AROUND, -look.space_s, -_AROUND)
        self._paint_texts(painter, self._mirrored(area))
        painter.end()

    # --- inside

    def _has_summary(self) -> bool:
        return bool(self._summary.text) and not self.is_open

    def _metrics(self, words: Words, pixels: int) -> QFontMetrics:
        return metrics_for(words.language, pixels)

    def _paint_ground(self, painter: QPainter) -> None:
        look = tokens()
        edge = QPen(QColor(look.accent), look.focus) if self.hasFocus() else Qt.PenStyle.NoPen
        painter.setPen(edge)
        painter.setBrush(QColor(look.hover if self.underMouse() else look.surface))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(1, 1, -1, -1), look.radius, look.radius
        )

    def _paint_texts(self, painter: QPainter, area: QRect) -> None:
        look = tokens()
        title_height = self._metrics(self._title, look.question).height()
        both = title_height
        if self._has_summary():
            both += self._metrics(self._summary, look.small).height() + 2
        top = area.center().y() - both // 2 + 1
        line = QRect(area.left(), top, area.width(), title_height)
        self._draw(painter, line, self._title, look.question, look.ink)
        if self._has_summary():
            line = QRect(area.left(), top + title_height + 2, area.width(), both - title_height - 2)
            self._draw(painter, line, self._summary, look.small, look.muted)

    def _draw(self, painter: QPainter, line: QRect, words: Words, pixels: int, ink: str) -> None:
        bold = QFont.Weight.Bold if words is self._title else QFont.Weight.Normal
        font = font_for(words.language, pixels, bold)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.setLayoutDirection(direction_of(words))
        shown = QFontMetrics(font).elidedText(words.text, _ELIDED, line.width())
        painter.drawText(line, leading_edge(self.layoutDirection()), shown)

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)


def _paint_arrow(painter: QPainter, area: QRectF, header: MemberHeader) -> None:
    """Down where it is open; else the way the reading goes."""
    points = [(0.25, 0.38), (0.5, 0.63), (0.75, 0.38)]
    if not header.is_open:
        points = [(y, x) for x, y in points]
        if header.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            points = [(1 - x, y) for x, y in points]
    pen = QPen(QColor(tokens().muted), 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(
        [QPointF(area.x() + x * area.width(), area.y() + y * area.height()) for x, y in points]
    )
