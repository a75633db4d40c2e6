"""A section in the list at the leading edge: number, title, how far it is in icon and words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget

from fieldkit.ui.language import bind, ntext, number, text
from fieldkit.ui.models.interview import Bilingual, SectionLine, SectionState
from fieldkit.ui.theme import tokens
from fieldkit.ui.theme.icons import paint_icon
from fieldkit.ui.widgets.bilingual_text import BilingualText
from fieldkit.ui.widgets.form_text import leading_edge, metrics_for

_AROUND: Final = 8
_ELIDED: Final = Qt.TextElideMode.ElideRight
_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
# state -> (icon, token)
_MARKS: Final = {
    SectionState.STARTED: ("edit", "muted"),
    SectionState.COMPLETE: ("check", "ok"),
    SectionState.ATTENTION: ("warning", "danger"),
}


class SectionRow(QPushButton):
    """Wide it shows everything; narrow its number and mark, the rest in the tooltip.

    Emits its section when it is pressed, and the position of the neighbour an arrow key points at.
    """

    wanted = Signal(str)
    step_wanted = Signal(int)

    def __init__(self, position: int, line: SectionLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.position = position
        self.line = line
        self.is_narrow = False
        self._title, self._bold_title = _titles(line)
        self.clicked.connect(self._ask)
        bind(self, "show_words", self._words)

    def show_line(self, position: int, line: SectionLine, *, is_current: bool) -> None:
        """Show another state."""
        if is_current != self.isChecked():
            self.setChecked(is_current)
        if (position, line) != (self.position, self.line):
            if line.label != self.line.label:
                self._title, self._bold_title = _titles(line)
            self.position, self.line = position, line
            self.updateGeometry()
            self.update()
            self.show_words(self._words())

    def show_narrow(self, *, is_narrow: bool) -> None:
        """Only number and mark, or everything."""
        if is_narrow != self.is_narrow:
            self.is_narrow = is_narrow
            self.show_words(self._words())
            self.updateGeometry()
            self.update()

    def show_words(self, words: str) -> None:
        """What a screen reader says, and the tooltip where there is room for nothing else."""
        self.setAccessibleName(words)
        self.setToolTip(words if self.is_narrow else "")

    def nextCheckState(self) -> None:
        """The page says which section is the current one."""

    def hasHeightForWidth(self) -> bool:
        """Titles break."""
        return True

    def heightForWidth(self, width: int) -> int:
        """A target's height, or more for a long title."""
        if self.is_narrow:
            return tokens().touch + 4
        return max(tokens().touch, self._title_height(width) + self._state_height() + 2 * _AROUND)

    def sizeHint(self) -> QSize:
        """As high as its width makes it."""
        return QSize(tokens().touch, self.heightForWidth(max(self.width(), tokens().touch)))

    def minimumSizeHint(self) -> QSize:
        """The same height."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the neighbour, Enter opens."""
        if (steps := _STEPS.get(event.key())) is not None:
            self.step_wanted.emit(self.position + steps)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, number, title, state."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        if self.is_narrow:
            self._paint_narrow(painter)
        else:
            self._paint_wide(painter)
        painter.end()

    def _ask(self) -> None:
        self.wanted.emit(self.line.id)

    # --- words

    def _words(self) -> str:
        title = text("{number}. {title}", number=self.position + 1, title=self.line.label.lead.text)
        return ", ".join(filter(None, (title, self._state())))

    def _state(self) -> str:
        """How far it is; nothing to say of what nobody has looked at."""
        line = self.line
        if line.state is SectionState.ATTENTION:
            return text("Something to put right")
        if line.state is SectionState.COMPLETE:
            return text("Complete")
        if line.state is SectionState.STARTED and line.missing:
            return ntext("{count} missing", "{count} missing", line.missing)
        return text("Begun") if line.state is SectionState.STARTED else ""

    # --- painting

    def _ink(self) -> str:
        return tokens().accent if self.isChecked() else tokens().ink

    def _number_room(self) -> int:
        metrics = QFontMetrics(self.font())
        return metrics.horizontalAdvance(number(88)) + tokens().space_s

    def _text_left(self) -> int:
        return tokens().space_m + self._number_room()

    def _title_height(self, width: int) -> int:
        """Measured in bold, so that nothing moves when another section becomes the current one."""
        return self._bold_title.height(max(1, width - self._text_left() - tokens().space_s))

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(tokens().small)
        return font

    def _state_height(self) -> int:
        return QFontMetrics(self._small()).height() if self.line.state in _MARKS else 0

    def _paint_ground(self, painter: QPainter) -> None:
        look = tokens()
        ground = look.surface
        if self.isChecked():
            ground = look.accent_soft
        elif self.underMouse():
            ground = look.hover
        edge = QPen(QColor(look.accent), look.focus) if self.hasFocus() else Qt.PenStyle.NoPen
        painter.setPen(edge)
        painter.setBrush(QColor(ground))
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, look.radius, look.radius)

    def _paint_wide(self, painter: QPainter) -> None:
        look = tokens()
        left = self._text_left()
        across = self.width() - left - look.space_s
        shown = self._bold_title if self.isChecked() else self._title
        title = shown.height(max(1, across))  # which may break once less than in bold
        top = (self.height() - title - self._state_height()) // 2
        painter.setPen(QColor(self._ink()))
        painter.setFont(self.font())
        first_line = metrics_for(self.line.label.lead.language, look.body).lineSpacing()
        place = QRect(look.space_m, top, self._number_room(), first_line)
        self._draw(painter, place, text("{number}.", number=self.position + 1))
        area = self._mirrored(QRect(left, top, across, title))
        shown.paint(painter, area, self.layoutDirection())
        if self.line.state in _MARKS:
            line = QRect(left, top + title, across, self._state_height())
            self._paint_state(painter, line)

    def _paint_state(self, painter: QPainter, line: QRect) -> None:
        icon, ink = _MARKS[self.line.state]
        look = tokens()
        side = look.small
        mark = QRect(line.left(), line.center().y() - side // 2 + 1, side, side)
        paint_icon(painter, self._mirrored(mark).toRectF(), icon, look.colour(ink))
        painter.setFont(self._small())
        painter.setPen(QColor(look.colour(ink)))
        painter.setLayoutDirection(self.layoutDirection())
        self._draw(painter, line.adjusted(side + 6, 0, 0, 0), self._state())

    def _paint_narrow(self, painter: QPainter) -> None:
        look = tokens()
        marked_too = self.line.state in _MARKS
        painter.setPen(QColor(self._ink()))
        font = QFont(self.font())
        font.setBold(self.isChecked())
        painter.setFont(font)
        lower = look.small + 2 if marked_too else 0
        area = self.rect().adjusted(0, 0, 0, -lower)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, number(self.position + 1))
        if marked_too:
            icon, ink = _MARKS[self.line.state]
            side = look.small
            middle = (self.width() - side) // 2
            place = QRectF(middle, self.height() - side - 5, side, side)
            paint_icon(painter, place, icon, look.colour(ink))

    def _draw(self, painter: QPainter, place: QRect, words: str) -> None:
        shown = painter.fontMetrics().elidedText(words, _ELIDED, place.width())
        painter.drawText(self._mirrored(place), leading_edge(self.layoutDirection()), shown)

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)


def _titles(line: SectionLine) -> tuple[BilingualText, BilingualText]:
    """The title in the leading language, and the same in bold for the current section."""
    lead = Bilingual(line.label.lead)
    bold = BilingualText(lead, weight=QFont.Weight.Bold, ink="accent")
    return BilingualText(lead), bold
