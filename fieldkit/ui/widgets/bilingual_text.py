"""Two languages in one painted line: next to each other where they fit, else one under the other.

For what is painted rather than made of labels (choices, rows of a list). Each text keeps its own
direction and typeface; the line as a whole follows the direction of the window.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle

from fieldkit.ui.models.interview import Bilingual
from fieldkit.ui.models.words import Words
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.form_text import (
    direction_of,
    font_for,
    leading_edge,
    lines_of,
    marked,
    metrics_for,
)

SEPARATOR: Final = "  ·  "
# Qt asks for heights before a page has given its cards a width. To break every label after every
# letter there took a sixth of the time in which a page of choices is shown.
_NO_ROOM: Final = 1


class BilingualText:
    """A label in one or two languages. `size`, `ink` and `second_ink` are tokens."""

    def __init__(
        self,
        label: Bilingual,
        *,
        size: str = "body",
        weight: QFont.Weight = QFont.Weight.Normal,
        ink: str = "ink",
        second_ink: str = "muted",
    ) -> None:
        self.label = label
        self._weight = weight
        self._size = size
        self._inks = (ink, second_ink)
        self._pixels = 0
        self._advances: tuple[int, ...] = ()
        self._heights: dict[int, int] = {}
        self._lines: dict[int, tuple[tuple[str, ...], ...]] = {}

    def natural_width(self) -> int:
        """The width at which all of it stands in one line."""
        self._measure()
        return sum(self._advances)

    def height(self, width: int) -> int:
        """The height it needs at this width."""
        self._measure()
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = self._height(width)
        return known

    def paint(self, painter: QPainter, area: QRect, direction: Qt.LayoutDirection) -> None:
        """Paint it into `area`, from the side where the window's reading begins."""
        self._measure()
        if self.natural_width() <= area.width():
            self._paint_in_one_line(painter, area, direction)
        else:
            self._paint_stacked(painter, area, direction)

    # --- measuring

    def _texts(self) -> tuple[Words, ...]:
        second = self.label.second
        return (self.label.lead,) if second is None else (self.label.lead, second)

    def _font(self, words: Words) -> QFont:
        return font_for(words.language, self._pixels, self._weight)

    def _metrics(self, words: Words) -> QFontMetrics:
        return metrics_for(words.language, self._pixels, self._weight)

    def _measure(self) -> None:
        pixels = getattr(tokens(), self._size)
        if pixels == self._pixels:
            return
        self._pixels = pixels
        self._heights, self._lines = {}, {}
        advances: list[int] = []
        for words in self._texts():
            metrics = self._metrics(words)
            if advances:
                advances.append(metrics.horizontalAdvance(SEPARATOR))
            advances.append(metrics.horizontalAdvance(marked(words)) + 1)
        self._advances = tuple(advances)

    def _height(self, width: int) -> int:
        if sum(self._advances) <= width:
            return max(self._metrics(words).height() for words in self._texts())
        both = zip(self._texts(), self._broken(width), strict=True)
        return sum(len(lines) * self._metrics(words).lineSpacing() for words, lines in both)

    def _broken(self, width: int) -> tuple[tuple[str, ...], ...]:
        """The lines of each text at a width at which they do not stand in one."""
        if width <= _NO_ROOM:
            return tuple((marked(words),) for words in self._texts())
        known = self._lines.get(width)
        if known is None:
            known = self._lines[width] = tuple(
                lines_of(marked(words), self._font(words), width, direction_of(words))
                for words in self._texts()
            )
        return known

    # --- painting

    def _paint_in_one_line(
        self, painter: QPainter, area: QRect, direction: Qt.LayoutDirection
    ) -> None:
        at = area.left()
        for position, words in enumerate(self._texts()):
            if position:
                dot = QRect(at, area.top(), self._advances[1], area.height())
                painter.setPen(QColor(tokens().muted))
                visible = QStyle.visualRect(direction, area, dot)
                painter.drawText(visible, Qt.AlignmentFlag.AlignCenter, SEPARATOR.strip())
                at += self._advances[1]
            advance = self._advances[position * 2]
            place = QRect(at, area.top(), advance, area.height())
            visible = QStyle.visualRect(direction, area, place)
            self._draw(painter, visible, words, marked(words), direction)
            at += advance

    def _paint_stacked(self, painter: QPainter, area: QRect, direction: Qt.LayoutDirection) -> None:
        top = area.top() + max(0, area.height() - self.height(area.width())) // 2
        for words, lines in zip(self._texts(), self._broken(area.width()), strict=True):
            height = self._metrics(words).lineSpacing()
            for line in lines:
                place = QRect(area.left(), top, area.width(), height)
                self._draw(painter, place, words, line, direction)
                top += height

    def _draw(
        self,
        painter: QPainter,
        place: QRect,
        words: Words,
        line: str,
        direction: Qt.LayoutDirection,
    ) -> None:
        """The line stands at the leading edge of the window (`direction`) and reads as it does."""
        ink = self._inks[0 if words is self.label.lead else 1]
        painter.setPen(QColor(tokens().colour(ink)))
        painter.setFont(self._font(words))
        painter.setLayoutDirection(direction_of(words))
        painter.drawText(place, leading_edge(direction), line)
