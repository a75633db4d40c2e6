"""How a choice is painted: a card of 44 px and more, with its mark and its label in two languages.

Painted rather than styled: a page can hold a hundred choices, and a stylesheet cannot lay out two
languages in one button.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QStyle

from fieldkit.ui.models.interview import Bilingual
from fieldkit.ui.theme import Tokens, tokens
from fieldkit.ui.widgets.bilingual_text import BilingualText
from fieldkit.ui.widgets.form_text import spoken

_AROUND: Final = 10  # above and below a label of several lines


class ChoiceFace:
    """The face of `button`: knows its size and paints it. `is_round`: one of many, else a tick."""

    def __init__(self, button: QAbstractButton, *, is_round: bool) -> None:
        self._button = button
        self._is_round = is_round
        self._text: BilingualText | None = None
        self._look: Tokens | None = None
        self._before = self._after = self._mark = 0
        self._reserved = 0

    def reserve(self, room: int) -> None:
        """Keep room free at the trailing edge, for what lies over it."""
        if room != self._reserved:
            self._reserved, self._look = room, None

    def show_label(self, label: Bilingual) -> None:
        """Show another label; nothing happens when it is the same."""
        if self._text is not None and self._text.label == label:
            return
        self._text = BilingualText(label)
        self._button.setAccessibleName(spoken(label))
        self._button.update()

    def natural_width(self) -> int:
        """The width at which the label stands in one line."""
        self._measure()
        text = self._text.natural_width() if self._text is not None else 0
        return text + self._before + self._after

    def height(self, width: int) -> int:
        """The height at this width: never under the size of a target."""
        look = self._measure()
        room = max(1, width - self._before - self._after)
        text = self._text.height(room) if self._text is not None else 0
        return max(look.touch, text + 2 * _AROUND)

    def size_hint(self) -> QSize:
        """One line."""
        return QSize(self.natural_width(), tokens().touch)

    def paint(self) -> None:
        """Paint the button as it is now."""
        self._measure()
        painter = QPainter(self._button)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_mark(painter)
        self._paint_label(painter)
        painter.end()

    # --- inside

    def _measure(self) -> Tokens:
        look = tokens()
        if look is not self._look:
            self._look = look
            self._mark = round(look.icon * 1.1)
            self._before = look.space_l + self._mark + look.space_m
            self._after = look.space_l + self._reserved
        return look

    def _paint_ground(self, painter: QPainter) -> None:
        button, look = self._button, tokens()
        ground = look.surface
        if button.isChecked():
            ground = look.accent_soft
        elif button.isEnabled() and (button.underMouse() or button.isDown()):
            ground = look.hover
        focused = button.hasFocus()
        edge = look.accent if focused or button.isChecked() else look.control
        thick = float(look.focus) if focused else 1.0
        painter.setPen(QPen(QColor(edge if button.isEnabled() else look.line), thick))
        painter.setBrush(QColor(ground))
        inset = thick / 2
        area = QRectF(button.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, look.radius, look.radius)

    def _paint_mark(self, painter: QPainter) -> None:
        size = self._mark
        place = QRect(tokens().space_l, (self._button.height() - size) // 2, size, size)
        area = QRectF(self._mirrored(place)).adjusted(1, 1, -1, -1)
        checked = self._button.isChecked()
        if self._is_round:
            _paint_ring(painter, area, checked=checked)
        else:
            _paint_box(painter, area, checked=checked)

    def _paint_label(self, painter: QPainter) -> None:
        if self._text is None:
            return
        room = self._button.rect().adjusted(self._before, 0, -self._after, 0)
        area = self._mirrored(room)
        self._text.paint(painter, area, self._button.layoutDirection())

    def _mirrored(self, place: QRect) -> QRect:
        button = self._button
        return QStyle.visualRect(button.layoutDirection(), button.rect(), place)


def _paint_ring(painter: QPainter, area: QRectF, *, checked: bool) -> None:
    look = tokens()
    painter.setPen(QPen(QColor(look.accent if checked else look.control), 2))
    painter.setBrush(QColor(look.surface))
    painter.drawEllipse(area)
    if checked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        inset = area.width() * 0.25
        painter.drawEllipse(area.adjusted(inset, inset, -inset, -inset))


def _paint_box(painter: QPainter, area: QRectF, *, checked: bool) -> None:
    look = tokens()
    painter.setPen(QPen(QColor(look.accent if checked else look.control), 2))
    painter.setBrush(QColor(look.accent if checked else look.surface))
    painter.drawRoundedRect(area, 5, 5)
    if checked:
        pen = QPen(QColor(look.accent_ink), max(2.0, area.width() / 9))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline([_within(area, x, y) for x, y in _TICK])


# A tick is not mirrored: it is written the same everywhere.
_TICK: Final = ((0.24, 0.52), (0.43, 0.70), (0.77, 0.33))


def _within(area: QRectF, x: float, y: float) -> QPointF:
    return QPointF(area.left() + area.width() * x, area.top() + area.height() * y)
