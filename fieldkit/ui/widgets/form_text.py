"""Texts of a form for those who paint them: typeface, direction, and a mark for a fallback."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from fieldkit.languages.bidi import isolate
from fieldkit.languages.direction import is_rtl
from fieldkit.languages.names import own_name
from fieldkit.ui.models.interview import Bilingual
from fieldkit.ui.models.words import Words
from fieldkit.ui.theme.fonts import families_for

_NORMAL: Final = QFont.Weight.Normal


@lru_cache(maxsize=256)
def font_for(language: str, pixels: int, weight: QFont.Weight = _NORMAL) -> QFont:
    """The font for a text of a form in `language`. Shared: copy it to change it."""
    font = QFont(families_for(language))
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


@lru_cache(maxsize=256)
def metrics_for(language: str, pixels: int, weight: QFont.Weight = _NORMAL) -> QFontMetrics:
    """The measures of `font_for`."""
    return QFontMetrics(font_for(language, pixels, weight))


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
    return f"{marked(label.lead)} · {marked(label.second)}"


def leading_edge(direction: Qt.LayoutDirection) -> int:
    """Flags for drawText: from the side where the reading begins, in the middle of the height."""
    flag = Qt.AlignmentFlag
    edge = flag.AlignLeft if direction == Qt.LayoutDirection.LeftToRight else flag.AlignRight
    return (edge | flag.AlignVCenter | flag.AlignAbsolute).value


def lines_of(text: str, font: QFont, width: int, direction: Qt.LayoutDirection) -> tuple[str, ...]:
    """`text` broken into lines that fit into `width`.

    Not left to drawText: it lets the space at which a line was broken push the line off the right
    edge of a text that runs from the right (6.11.3). Nothing is remembered here: it may be a name.
    """
    metrics = QFontMetrics(font)
    made: list[str] = []
    for paragraph in text.split("\n"):
        if metrics.horizontalAdvance(paragraph) <= width:
            made.append(paragraph)
        else:
            made += _broken(paragraph, font, width, direction)
    return tuple(made)


def _broken(text: str, font: QFont, width: int, direction: Qt.LayoutDirection) -> list[str]:
    option = QTextOption()
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    # Positions count UTF-16 units; only characters beyond the first plane make a difference.
    units = text.encode("utf-16-le")
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, end = line.textStart() * 2, (line.textStart() + line.textLength()) * 2
        lines.append(units[start:end].decode("utf-16-le", "replace").strip())
    layout.endLayout()
    return lines
