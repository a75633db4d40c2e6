"""Two languages in one painted line: next to each other where they fit, else one under the other.

For what is painted rather than made of labels (choices, rows of a list). Each text keeps its own
direction and typeface; the line as a whole follows the direction of the window.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle

from fieldkit.languages.bidi import isolate
from fieldkit.languages.direction import is_rtl
from fieldkit.languages.names import own_name
from fieldkit.ui.models.interview import Bilingual
from fieldkit.ui.models.words import Words
from fieldkit.ui.theme import tokens
from fieldkit.ui.theme.fonts import families_for

SEPARATOR: Final = "  ·  "
_WRAPPED: Final = Qt.TextFlag.TextWordWrap
_TALL: Final = 10_000


@lru_cache(maxsize=64)
def font_for(language: str, pixels: int) -> QFont:
    """The font for a text of a form in `language`."""
    font = QFont(families_for(language))
    font.setPixelSize(pixels)
    return font


def direction_of(words: Words) -> Qt.LayoutDirection:
    """The direction that a text is read in, which is not always that of the window."""
    right_to_left = is_rtl(words.language)
    return Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight


def marked(words: Words) -> str:
    """The text, followed by the name of its language where that is not the one asked for."""
    return f"{words.text} ({isolate(own_name(words.language))})" if words.fallback else words.text


def spoken(label: Bilingual) -> str:
    """Both languages in one line of plain text: for a screen reader, for searching."""
    if label.second is None:
        return marked(label.lead)
    return f"{isolate(marked(label.lead))} · {isolate(marked(label.second))}"


class BilingualText:
    """A label in one or two languages, measured and painted at the size of body text."""

    def __init__(self, label: Bilingual) -> None:
        self.label = label
        self._pixels = 0
        self._advances: tuple[int, ...] = ()
        self._heights: dict[int, int] = {}

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

    def _metrics(self, words: Words) -> QFontMetrics:
        return QFontMetrics(font_for(words.language, self._pixels))

    def _measure(self) -> None:
        pixels = tokens().body
        if pixels == self._pixels:
            return
        self._pixels = pixels
        self._heights = {}
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
        return sum(self._wrapped_height(words, width) for words in self._texts())

    def _wrapped_height(self, words: Words, width: int) -> int:
        room = QRect(0, 0, width, _TALL)
        return self._metrics(words).boundingRect(room, _WRAPPED, marked(words)).height()

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
            self._draw(painter, visible, words, _side(direction))
            at += advance

    def _paint_stacked(self, painter: QPainter, area: QRect, direction: Qt.LayoutDirection) -> None:
        top = area.top() + max(0, area.height() - self.height(area.width())) // 2
        for words in self._texts():
            height = self._wrapped_height(words, area.width())
            place = QRect(area.left(), top, area.width(), height)
            self._draw(painter, place, words, _side(direction) | _WRAPPED.value)
            top += height

    def _draw(self, painter: QPainter, place: QRect, words: Words, flags: int) -> None:
        leads = words is self.label.lead
        painter.setPen(QColor(tokens().ink if leads else tokens().muted))
        painter.setFont(font_for(words.language, self._pixels))
        painter.setLayoutDirection(direction_of(words))
        painter.drawText(place, flags, marked(words))


def _side(direction: Qt.LayoutDirection) -> int:
    """Where a text begins: at the window's leading edge, whatever its own direction is."""
    flag = Qt.AlignmentFlag
    edge = flag.AlignLeft if direction == Qt.LayoutDirection.LeftToRight else flag.AlignRight
    return (edge | flag.AlignVCenter | flag.AlignAbsolute).value
