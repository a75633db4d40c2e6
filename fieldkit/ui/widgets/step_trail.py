"""Where a person stands on a way of a few steps: a bar in parts, each with its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from fieldkit.ui.language import bind, text
from fieldkit.ui.theme import tokens

_BAR: Final = 6
_GAP: Final = 6


class StepTrail(QWidget):
    """Names of the steps are marked messages. Where they do not fit, only the present one shows."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._position = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bind(self, "setAccessibleName", self.words)

    def show_place(self, names: Sequence[str], position: int) -> None:
        """Show the way and the present place on it; without names nothing shows."""
        self._names, self._position = tuple(names), position
        self.setVisible(bool(names))
        self.setAccessibleName(self.words())
        self.update()

    def words(self) -> str:
        """The place in words, as a screen reader says it."""
        if not self._names:
            return ""
        return text(
            "Step {step} of {steps}: {name}",
            step=self._position + 1,
            steps=len(self._names),
            name=text(self._names[self._position]),
        )

    def sizeHint(self) -> QSize:
        """A bar and a line of small text."""
        return QSize(tokens().field, _BAR + _GAP + QFontMetrics(_small(bold=True)).height())

    def changeEvent(self, event: QEvent) -> None:
        """Another text size asks for another height."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Parts that are behind and the present one are coloured."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self._places()
        every_name_fits = all(
            _width(name) <= place.width() for name, place in zip(self._names, places, strict=True)
        )
        for number, (name, place) in enumerate(zip(self._names, places, strict=True)):
            self._paint_bar(painter, place, reached=number <= self._position)
            if every_name_fits or number == self._position:
                self._paint_name(painter, name, place, present=number == self._position)

    def _places(self) -> list[QRect]:
        count = len(self._names)
        width = (self.width() - _GAP * (count - 1)) // max(count, 1)
        plain = (QRect(n * (width + _GAP), 0, width, self.height()) for n in range(count))
        return [QStyle.visualRect(self.layoutDirection(), self.rect(), place) for place in plain]

    def _paint_bar(self, painter: QPainter, place: QRect, *, reached: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().accent if reached else tokens().pressed))
        bar = QRectF(place.x(), place.y(), place.width(), _BAR)
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)

    def _paint_name(self, painter: QPainter, name: str, place: QRect, *, present: bool) -> None:
        painter.setFont(_small(bold=present))
        painter.setPen(QColor(tokens().ink if present else tokens().muted))
        width = max(place.width(), _width(name))
        left = min(max(0, place.center().x() - width // 2), max(0, self.width() - width))
        if self._fits_its_part(name, place):
            left, width = place.x(), place.width()
        line = QRect(left, _BAR + _GAP, width, self.height() - _BAR - _GAP)
        leading = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        painter.drawText(line, leading | Qt.AlignmentFlag.AlignTop, text(name))

    def _fits_its_part(self, name: str, place: QRect) -> bool:
        return _width(name) <= place.width()


def _small(*, bold: bool) -> QFont:
    font = QFont()
    font.setPixelSize(tokens().small)
    font.setBold(bold)
    return font


def _width(name: str) -> int:
    return QFontMetrics(_small(bold=True)).horizontalAdvance(text(name)) + _GAP
