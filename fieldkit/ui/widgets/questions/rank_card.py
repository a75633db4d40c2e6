"""A choice to be put in order: its place, its label in two languages, and buttons that move it.

The whole card can be dragged; keys do all of it as well. `rank_face` paints it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from fieldkit.ui.language import bind, text
from fieldkit.ui.models.interview import ChoiceView
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.questions.rank_face import RankFace
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.step_button import StepButton

_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENDS: Final = (Qt.Key.Key_Home, Qt.Key.Key_End)
_TAKING_BACK: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_NONE: Final = Qt.KeyboardModifier.NoModifier


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

    def go_to_end(self, *, last: bool) -> None:
        """Home and End: go to the first card or the last."""
        ...

    def send_to_end(self, card: RankCard, *, last: bool) -> None:
        """Put the card at the first place or the last."""
        ...

    def lift(self, *, up: bool) -> None:
        """A card was picked up, or put down where it is now."""
        ...

    def put_back(self, card: RankCard) -> None:
        """Esc: everything is as it was when the card was picked up."""
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
    """Checked while it is picked up (Space): then the keys move it rather than the focus. Its name
    says where it is and that it is picked up, so that a screen reader tells every move."""

    def __init__(self, parent: QWidget, ordering: Ordering) -> None:
        super().__init__(parent)
        self.value = ""
        self._ordering = ordering
        self._face = RankFace(self)
        self._count = 0
        self._grabbed_at: int | None = None
        self._dragged = False
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.up = self._arrow("up", lambda: text("Move up: {what}", what=self._face.spoken), -1)
        self.down = self._arrow(
            "arrow-down", lambda: text("Move down: {what}", what=self._face.spoken), 1
        )
        self.toggled.connect(self._lifted)
        bind(self, "setAccessibleName", self._called)

    def show_choice(self, choice: ChoiceView) -> None:
        """Be this choice."""
        self.value = choice.value
        if self._face.show_label(choice.label):
            self.up.setAccessibleName(text("Move up: {what}", what=self._face.spoken))
            self.down.setAccessibleName(text("Move down: {what}", what=self._face.spoken))

    def show_place(self, place: int, count: int) -> None:
        """The number of the card among so many; 0 while it has no place."""
        self._count = count
        self._face.show_place(place)
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
        return self._face.height(width)

    def sizeHint(self) -> QSize:
        """The list knows better."""
        return QSize(tokens().field, tokens().touch + tokens().space_s)

    # --- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go or move, digits seat, Delete clears, Enter goes on, Space picks
        up, Esc puts back."""
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """The face."""
        self._face.paint(lifted=self.isChecked() or self._dragged)

    # --- inside

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether the key meant something to the list."""
        key, modifiers = event.key(), event.modifiers() & ~_KEYPAD
        if modifiers in (_CONTROL, _NONE) and key in (*_STEPS, *_ENDS):
            self._go_or_move(key, moves=modifiers == _CONTROL or self.isChecked())
            return True
        if modifiers:
            return False
        return self._takes_plain(key, unicodedata.decimal(event.text()[:1] or "-", 0))

    def _go_or_move(self, key: int, *, moves: bool) -> None:
        ordering = self._ordering
        if key in _STEPS:
            (ordering.shift if moves else ordering.step)(self, _STEPS[key])
        elif moves:
            ordering.send_to_end(self, last=key == Qt.Key.Key_End)
        else:
            ordering.go_to_end(last=key == Qt.Key.Key_End)

    def _takes_plain(self, key: int, digit: int) -> bool:
        if digit:
            self._ordering.seat(self, digit)
        elif key == Qt.Key.Key_Escape and self.isChecked():  # else it leaves the page
            self._ordering.put_back(self)
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
        for button, place in zip((self.up, self.down), self._face.seats(), strict=True):
            button.setGeometry(place)

    def _lifted(self, up: bool) -> None:
        self.setAccessibleName(self._called())
        self._ordering.lift(up=up)

    def _called(self) -> str:
        placed = self._placed()
        return text("Picked up: {what}", what=placed) if self.isChecked() else placed

    def _placed(self) -> str:
        if not self._face.place:
            return text("{choice}: no place yet", choice=self._face.spoken)
        return text(
            "{place} of {total}: {choice}",
            place=self._face.place,
            total=self._count,
            choice=self._face.spoken,
        )
