"""Texts of a form for those who paint them: typeface, direction, and a mark for a fallback."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

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
    return f"{isolate(marked(label.lead))} · {isolate(marked(label.second))}"


def leading_edge(direction: Qt.LayoutDirection) -> int:
    """Flags for drawText: from the side where the reading begins, in the middle of the height."""
    flag = Qt.AlignmentFlag
    edge = flag.AlignLeft if direction == Qt.LayoutDirection.LeftToRight else flag.AlignRight
    return (edge | flag.AlignVCenter | flag.AlignAbsolute).value
