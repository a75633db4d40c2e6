"""How a choice to be put in order is painted: dots to drag it by, its place, its label.

Painted rather than styled, as the other choices are (`choice_face`).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QStyle

from fieldkit.languages.digits import native
from fieldkit.ui.language import language
from fieldkit.ui.models.interview import Bilingual
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.bilingual_text import BilingualText
from fieldkit.ui.widgets.form_text import spoken

_AROUND: Final = 10  # above and below a label of several lines
_GRIP: Final = 10  # the width of the dots that say "this can be dragged"


class RankFace:
    """The face of `card`: `place` is its number, 0 while it has none; `spoken` its label in both
    languages, for a screen reader."""

    def __init__(self, card: QAbstractButton) -> None:
        self._card = card
        self._text: BilingualText | None = None
        self.place = 0
        self.spoken = ""

    def show_label(self, label: Bilingual) -> bool:
        """Show a label; whether it is another one than before."""
        if self._text is not None and self._text.label == label:
            return False
        self._text = BilingualText(label)
        self.spoken = spoken(label)
        self._card.update()
        return True

    def show_place(self, place: int) -> None:
        """Show a number, or that there is none."""
        if place != self.place:
            self.place = place
            self._card.update()

    def height(self, width: int) -> int:
        """The height at this width: never under the size of a target with room around it."""
        room = max(1, width - _before() - _after())
        text = self._text.height(room) if self._text is not None else 0
        return max(tokens().touch + tokens().space_s, text + 2 * _AROUND)

    def seats(self) -> tuple[QRect, QRect]:
        """Where the buttons that move it up and down lie: at the trailing edge."""
        look, card = tokens(), self._card
        top = (card.height() - look.touch) // 2
        last = card.width() - look.space_s - look.touch
        up, down = (
            self._mirrored(QRect(left, top, look.touch, look.touch))
            for left in (last - look.space_xs - look.touch, last)
        )
        return up, down

    def paint(self, *, lifted: bool) -> None:
        """Paint the card as it is now; `lifted` while it is dragged or picked up."""
        painter = QPainter(self._card)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, lifted=lifted)
        if self._card.isEnabled():
            self._paint_grip(painter)
        self._paint_place(painter)
        if self._text is not None:
            room = self._card.rect().adjusted(_before(), 0, -_after(), 0)
            self._text.paint(painter, self._mirrored(room), self._card.layoutDirection())
        painter.end()

    # --- inside

    def _paint_ground(self, painter: QPainter, *, lifted: bool) -> None:
        look, card = tokens(), self._card
        ground = look.accent_soft if lifted else look.hover if card.underMouse() else look.surface
        thick = float(look.focus) if card.hasFocus() else 1.0
        edge = look.accent if card.hasFocus() or lifted else look.control
        painter.setPen(QPen(QColor(edge if card.isEnabled() else look.line), thick))
        painter.setBrush(QColor(ground))
        area = QRectF(card.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.drawRoundedRect(area, look.radius, look.radius)

    def _paint_grip(self, painter: QPainter) -> None:
        look = tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.muted))
        middle = self._card.height() // 2
        for across in (0, 6):
            for down in (-7, 0, 7):
                dot = QRect(look.space_m + across, middle + down - 1, 3, 3)
                painter.drawEllipse(self._mirrored(dot))

    def _paint_place(self, painter: QPainter) -> None:
        look, side = tokens(), _badge()
        left = look.space_m + _GRIP + look.space_m
        place = self._mirrored(QRect(left, (self._card.height() - side) // 2, side, side))
        ring = QRectF(place).adjusted(1, 1, -1, -1)
        if not self.place:
            painter.setPen(QPen(QColor(look.control), 2, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(ring)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        painter.drawEllipse(ring)
        font = QFont(self._card.font())
        font.setPixelSize(look.small)
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor(look.accent_ink))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, native(self.place, language().code))

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self._card.layoutDirection(), self._card.rect(), place)


def _badge() -> int:
    return round(tokens().icon * 1.5)


def _before() -> int:
    look = tokens()
    return look.space_m + _GRIP + look.space_m + _badge() + look.space_m


def _after() -> int:
    look = tokens()
    return look.space_s + 2 * look.touch + look.space_xs + look.space_m
