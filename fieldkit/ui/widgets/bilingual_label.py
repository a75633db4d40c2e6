"""A text of a form in both languages: side by side where there is room, else stacked.

One painted label rather than a layout of several: a page has a hundred of these, and each text
needs its own direction and typeface whatever the window's are. For a screen reader it is a label.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget

from fieldkit.languages.names import own_name
from fieldkit.ui.language import bind
from fieldkit.ui.models.interview import Bilingual
from fieldkit.ui.models.words import Words
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.form_text import (
    direction_of,
    font_for,
    leading_edge,
    lines_of,
    metrics_for,
    spoken,
)

# Under this width (at 100 % text) two columns would only be two narrow ribbons.
_ROOM_FOR_TWO: Final = 520
_PILL_PADDING: Final = 9
_PILL_GAP: Final = 10
# role -> (token of the size, whether bold, token of the colour)
_LOOKS: Final = {
    "title": ("title", True, "ink"),
    "heading": ("heading", True, "ink"),
    "question": ("question", True, "ink"),
    "second": ("question", False, "accent"),
    "body": ("body", False, "ink"),
    "muted": ("body", False, "muted"),
    "small": ("small", False, "muted"),
    "problem": ("small", True, "danger"),
}


@dataclass(frozen=True)
class _Place:
    """A text in its lines, where it goes (as if all were read from the left), how it looks."""

    words: Words
    lines: tuple[str, ...] = field(repr=False)
    area: QRect
    role: str


class BilingualLabel(QLabel):
    """The leading language first. `role` and `second_role` say how the two texts look."""

    def __init__(self, role: str, second_role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._second_role = second_role
        self._label: Bilingual | None = None
        self._known: dict[int, tuple[_Place, ...]] = {}
        self._heights: dict[int, int] = {}
        self._lengths: dict[Words, int] = {}
        self._look = tokens()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_label(self, label: Bilingual) -> None:
        """Show another label; does nothing for the one that is shown."""
        if label == self._label:
            return
        before, self._label = self._label, label
        self._forget()
        self.setText(spoken(label))
        self._explain(label, before)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Always: texts break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at this width."""
        known = self._heights.get(width)
        if known is None:
            bottoms = (place.area.bottom() + 1 for place in self._places(width))
            known = self._heights[width] = max(bottoms, default=0)
        return known

    def sizeHint(self) -> QSize:
        """What it would like to have."""
        return QSize(tokens().field, tokens().touch // 2)  # the height is asked for by width

    def minimumSizeHint(self) -> QSize:
        """Any width will do; the height follows from it."""
        return QSize(0, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._look is not tokens():
            self._look = tokens()
            self._forget()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both texts, each in its own way."""
        painter = QPainter(self)
        for place in self._places(self.width()):
            self._paint(painter, place)
        painter.end()

    # --- inside

    def _forget(self) -> None:
        self._known.clear()
        self._heights.clear()
        self._lengths.clear()

    def _explain(self, label: Bilingual, before: Bilingual | None) -> None:
        """What is not translated says so when it is pointed at."""
        shown = _fallback(label)
        if shown is not None:
            name = own_name(shown.language)
            bind(self, "setToolTip", "Not translated yet: shown in {language}", language=name)
        elif before is not None and _fallback(before) is not None:
            bind(self, "setToolTip", lambda: "")

    def _places(self, width: int) -> tuple[_Place, ...]:
        known = self._known.get(width)
        if known is None:
            known = self._known[width] = self._placed(width)
        return known

    def _placed(self, width: int) -> tuple[_Place, ...]:
        if self._label is None:
            return ()
        lead, second = self._label.lead, self._label.second
        if second is None:
            return (self._place(lead, self._role, 0, 0, width),)
        if width < _ROOM_FOR_TWO * tokens().scale // 100:
            first = self._place(lead, self._role, 0, 0, width)
            below = first.area.bottom() + 1 + tokens().space_xs
            return first, self._place(second, self._second_role, 0, below, width)
        half = (width - tokens().space_xl) // 2
        first = self._place(lead, self._role, 0, 0, half)
        other = self._place(second, self._second_role, width - half, 0, half)
        return _levelled(first, other), _levelled(other, first)

    def _place(self, words: Words, role: str, left: int, top: int, width: int) -> _Place:
        room = max(1, width - _pill_room(words))
        lines = self._lines(words, role, room)
        height = len(lines) * _metrics(words, role).lineSpacing()
        return _Place(words, lines, QRect(left, top, width, height), role)

    def _lines(self, words: Words, role: str, width: int) -> tuple[str, ...]:
        """Most texts stand in one line at most widths; their length is measured once."""
        length = self._lengths.get(words)
        if length is None:
            metrics = _metrics(words, role)
            paragraphs = words.text.split("\n")
            longest = max(metrics.horizontalAdvance(each) for each in paragraphs)
            length = self._lengths[words] = longest
        if length <= width:
            return tuple(words.text.split("\n"))
        return lines_of(words.text, _font(words, role), width, direction_of(words))

    def _paint(self, painter: QPainter, place: _Place) -> None:
        words, direction = place.words, direction_of(place.words)
        area = QStyle.visualRect(self._reading(), self.rect(), place.area)
        _, _, ink = _LOOKS[place.role]
        painter.setPen(QColor(tokens().colour(ink)))
        painter.setFont(_font(words, place.role))
        painter.setLayoutDirection(direction)
        line = QRect(area.left(), area.top(), area.width(), area.height() // len(place.lines))
        for text in place.lines:
            painter.drawText(line, leading_edge(direction), text)
            line.translate(0, line.height())
        if words.fallback:
            self._paint_pill(painter, place, area)

    def _paint_pill(self, painter: QPainter, place: _Place, area: QRect) -> None:
        """The name of the language that is shown, right behind the text."""
        metrics = _metrics(place.words, place.role)
        width = max(metrics.horizontalAdvance(line) for line in place.lines)
        room = QRect(area.left() + width, area.top(), _pill_room(place.words), metrics.height())
        pill = room.adjusted(_PILL_GAP, 0, 0, 0)
        direction = direction_of(place.words)
        _paint_pill(painter, QStyle.visualRect(direction, area, pill), place.words)

    def _reading(self) -> Qt.LayoutDirection:
        """The leading text stands where its own reading begins, even in a window of the other
        direction: else the two texts would meet in the middle, back to back."""
        lead = self._label.lead if self._label is not None else Words("")
        return direction_of(lead) if lead.language else self.layoutDirection()


def _levelled(place: _Place, beside: _Place) -> _Place:
    """Two lines of different sizes meet in the middle; longer texts begin at the same height."""
    lower = (beside.area.height() - place.area.height()) // 2
    if not 0 < lower < tokens().small // 2:
        return place
    return replace(place, area=place.area.translated(0, lower))


def _fallback(label: Bilingual) -> Words | None:
    texts = (label.lead, label.second)
    return next((each for each in texts if each is not None and each.fallback), None)


def _font(words: Words, role: str) -> QFont:
    size, is_bold, _ = _LOOKS[role]
    weight = QFont.Weight.Bold if is_bold else QFont.Weight.Normal
    return font_for(words.language, getattr(tokens(), size), weight)


def _metrics(words: Words, role: str) -> QFontMetrics:
    size, is_bold, _ = _LOOKS[role]
    weight = QFont.Weight.Bold if is_bold else QFont.Weight.Normal
    return metrics_for(words.language, getattr(tokens(), size), weight)


def _pill_room(words: Words) -> int:
    """The width of the pill that names the language of a fallback, with room before it."""
    if not words.fallback:
        return 0
    metrics = metrics_for(words.language, tokens().small)
    return metrics.horizontalAdvance(own_name(words.language)) + 2 * _PILL_PADDING + _PILL_GAP


def _paint_pill(painter: QPainter, room: QRect, words: Words) -> None:
    look = tokens()
    metrics = metrics_for(words.language, look.small)
    height = metrics.height() + 4
    area = QRectF(room)
    area.setTop(area.top() + max(0, (room.height() - height) / 2))
    area.setHeight(height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(look.warn_line))
    painter.setBrush(QColor(look.warn_soft))
    painter.drawRoundedRect(area, height / 2, height / 2)
    painter.setPen(QColor(look.warn))
    painter.setFont(font_for(words.language, look.small))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, own_name(words.language))
    painter.restore()
