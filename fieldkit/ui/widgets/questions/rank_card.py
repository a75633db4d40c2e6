"""A choice to be put in order: its place, its label in two languages, and buttons that move it.

Painted, as the other choices are. The whole card can be dragged; keys do all of it as well.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyle, QWidget

from fieldkit.languages.digits import native
from fieldkit.ui.language import bind, language, text
from fieldkit.ui.models.interview import ChoiceView
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.bilingual_text import BilingualText
from fieldkit.ui.widgets.form_text import spoken
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.step_button import StepButton

_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_TAKING_BACK: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_AROUND: Final = 10  # above and below a label of several lines
_GRIP: Final = 10  # the width of the dots that say "this can be dragged"


class Ordering(Protocol):
    """What happens on a card means to the list it is in. Called rather than signalled, as with
    the cards of the other choices."""

    def step(self, card: RankCard, steps: int) -> None:
        """An arrow key: go to another card."""
        ...

    def shift(self, card: RankCard, steps: int) -> None:
        """Move the card up or down."""
        ...

    def seat(self, card: RankCard, place: int) -> None:
        """A digit: put the card at this place, counted from 1."""
        ...

    def drag(self, card: RankCard, top: int) -> None:
        """The card is dragged, and its upper edge is here now."""
        ...

    def drop(self, card: RankCard) -> None:
        """The card was let go."""
        ...

    def clear(self) -> None:
        """Delete or Backspace: there is no order any more."""
        ...

    def enter(self) -> None:
        """Enter: go on."""
        ...


class RankCard(QAbstractButton):
    """Checked while it is picked up (Space): then the arrow keys move it rather than the focus."""

    def __init__(self, parent: QWidget, ordering: Ordering) -> None:
        super().__init__(parent)
        self.value = ""
        self._ordering = ordering
        self._place, self._count = 0, 0
        self._spoken = ""
        self._label: BilingualText | None = None
        self._grabbed_at: int | None = None
        self._dragged = False
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.up = self._arrow("up", lambda: text("Move up: {what}", what=self._spoken), -1)
        self.down = self._arrow(
            "arrow-down", lambda: text("Move down: {what}", what=self._spoken), 1
        )
        bind(self, "setAccessibleName", self._called)

    def show_choice(self, choice: ChoiceView) -> None:
        """Be this choice."""
        self.value = choice.value
        if self._label is None or self._label.label != choice.label:
            self._label = BilingualText(choice.label)
            self._spoken = spoken(choice.label)
            self.up.setAccessibleName(text("Move up: {what}", what=self._spoken))
            self.down.setAccessibleName(text("Move down: {what}", what=self._spoken))
            self.update()

    def show_place(self, place: int, count: int) -> None:
        """The number of the card among so many; 0 while it has no place."""
        if (place, count) != (self._place, self._count):
            self._place, self._count = place, count
            self.update()
        self.setAccessibleName(self._called())

    def show_ends(self, *, first: bool, last: bool) -> None:
        """Whether there is anything to move it over."""
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)

    def show_fixed(self, *, fixed: bool) -> None:
        """Whether the order can only be read."""
        self.setEnabled(not fixed)
        set_shown(self.up, shown=not fixed)
        set_shown(self.down, shown=not fixed)

    def height_at(self, width: int) -> int:
        """The height at this width: never under the size of a target with room around it."""
        room = max(1, width - self._before() - self._after())
        label = self._label.height(room) if self._label is not None else 0
        return max(tokens().touch + tokens().space_s, label + 2 * _AROUND)

    def sizeHint(self) -> QSize:
        """The list knows better."""
        return QSize(tokens().field, tokens().touch + tokens().space_s)

    # --- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go or move, digits seat, Delete clears, Enter goes on, Space picks up."""
        if not self._takes(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever leaves a card puts it down."""
        super().focusOutEvent(event)
        self.setChecked(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The beginning of a drag, perhaps."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed_at, self._dragged = event.position().toPoint().y(), False
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse once it has gone far enough to be meant."""
        if self._grabbed_at is None:
            return
        distance = event.position().toPoint().y() - self._grabbed_at
        if not self._dragged and abs(distance) < QApplication.startDragDistance():
            return
        self._dragged = True
        self.update()
        self._ordering.drag(self, self.mapToParent(QPoint(0, distance)).y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a press without a way only gave the card the focus."""
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if self._grabbed_at is not None and self._dragged:
            self._ordering.drop(self)
        self._grabbed_at, self._dragged = None, False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand at the trailing edge."""
        super().resizeEvent(event)
        self._place_buttons()

    def changeEvent(self, event: QEvent) -> None:
        """Another direction or text size moves the buttons."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.StyleChange):
            self._place_buttons()

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, dots, place, label."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        if self.isEnabled():
            self._paint_grip(painter)
        self._paint_badge(painter)
        if self._label is not None:
            room = self.rect().adjusted(self._before(), 0, -self._after(), 0)
            self._label.paint(painter, self._mirrored(room), self.layoutDirection())
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        look = tokens()
        lifted = self.isChecked() or self._dragged
        ground = look.accent_soft if lifted else look.hover if self.underMouse() else look.surface
        thick = float(look.focus) if self.hasFocus() else 1.0
        edge = look.accent if self.hasFocus() or lifted else look.control
        painter.setPen(QPen(QColor(edge if self.isEnabled() else look.line), thick))
        painter.setBrush(QColor(ground))
        area = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.drawRoundedRect(area, look.radius, look.radius)

    def _paint_grip(self, painter: QPainter) -> None:
        look = tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.muted))
        middle = self.height() / 2
        for across in (0, 6):
            for down in (-7, 0, 7):
                dot = QRect(look.space_m + across, round(middle + down) - 1, 3, 3)
                painter.drawEllipse(self._mirrored(dot))

    def _paint_badge(self, painter: QPainter) -> None:
        look = tokens()
        side = self._badge()
        left = look.space_m + _GRIP + look.space_m
        place = self._mirrored(QRect(left, (self.height() - side) // 2, side, side))
        area = QRectF(place).adjusted(1, 1, -1, -1)
        if not self._place:
            painter.setPen(QPen(QColor(look.control), 2, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(area)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        painter.drawEllipse(area)
        font = QFont(self.font())
        font.setPixelSize(look.small)
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor(look.accent_ink))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, native(self._place, language().code))

    # --- inside

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether the key meant something to the list."""
        key, modifiers = event.key(), event.modifiers() & ~_KEYPAD
        if key in _STEPS and modifiers == _CONTROL:
            self._ordering.shift(self, _STEPS[key])
            return True
        if modifiers:
            return False
        return self._takes_plain(key, unicodedata.decimal(event.text()[:1] or "-", 0))

    def _takes_plain(self, key: int, digit: int) -> bool:
        if key in _STEPS:
            move = self._ordering.shift if self.isChecked() else self._ordering.step
            move(self, _STEPS[key])
        elif digit:
            self._ordering.seat(self, digit)
        elif key in _TAKING_BACK:
            self._ordering.clear()
        elif key in _ENTER:
            self._ordering.enter()
        else:
            return False
        return True

    def _arrow(self, picture: str, said: Callable[[], str], steps: int) -> StepButton:
        button = StepButton(picture, said, self, self)
        button.setAutoRepeat(False)  # another card lies under the mouse after each step
        button.clicked.connect(lambda: self._ordering.shift(self, steps))
        return button

    def _place_buttons(self) -> None:
        look = tokens()
        top = (self.height() - look.touch) // 2
        right = self.width() - look.space_s
        for steps, button in ((2, self.up), (1, self.down)):
            left = right - steps * look.touch - (steps - 1) * look.space_xs
            button.setGeometry(self._mirrored(QRect(left, top, look.touch, look.touch)))

    def _called(self) -> str:
        if not self._place:
            return text("{choice}: no place yet", choice=self._spoken)
        return text(
            "{place} of {total}: {choice}",
            place=self._place,
            total=self._count,
            choice=self._spoken,
        )

    def _badge(self) -> int:
        return round(tokens().icon * 1.5)

    def _before(self) -> int:
        look = tokens()
        return look.space_m + _GRIP + look.space_m + self._badge() + look.space_m

    def _after(self) -> int:
        look = tokens()
        return look.space_s + 2 * look.touch + look.space_xs + look.space_m

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)
