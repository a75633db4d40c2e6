"""A choice to press: one of many (a radio button), or one beside others (a check box).

Both are plain QAbstractButtons, painted here: the stylesheet has nothing to say about them, which
keeps a page of choices quick. Qt tells a screen reader which they are by `autoExclusive`.
"""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from fieldkit.ui.models.interview import ChoiceView
from fieldkit.ui.widgets.choice_face import ChoiceFace

_STEPS: Final[dict[int, int]] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
}
_SIDEWAYS: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_TAKING_BACK: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier


class CardKeys(Protocol):
    """What keys on a card mean to the list it is in. Called rather than signalled: a page can hold
    hundreds of cards, and connecting them takes longer than making them."""

    def step(self, card: AnswerCard, steps: int) -> None:
        """An arrow key: go to another card."""
        ...

    def clear(self) -> None:
        """Delete or Backspace: nothing is chosen any more."""
        ...

    def enter(self, card: AnswerCard) -> None:
        """Enter: go on."""
        ...


class AnswerCard(QAbstractButton):
    """What the two have in common: the label, the keys, and a target that is the whole card."""

    is_round = False

    def __init__(self, parent: QWidget, keys: CardKeys) -> None:
        super().__init__(parent)
        self._keys = keys
        self.value = ""
        self.face = ChoiceFace(self, is_round=self.is_round)
        self.setCheckable(True)
        self.setAutoExclusive(self.is_round)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_choice(self, choice: ChoiceView) -> None:
        """Be this choice."""
        self.value = choice.value
        self.face.show_label(choice.label)

    def show_chosen(self, *, chosen: bool) -> None:
        """Be chosen or not."""
        self.setChecked(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Delete clears, Enter chooses where one is chosen, and goes on."""
        if not _take_key(self, self._keys, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """One line of the label."""
        return self.face.size_hint()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole card is the target."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The face."""
        self.face.paint()


class RadioCard(AnswerCard):
    """One of many. Arrow keys only move the focus: what is chosen is chosen on purpose.

    That is not a matter of taste: the arrow that passes over "no" at the question for permission
    would end the interview.
    """

    is_round = True

    def show_chosen(self, *, chosen: bool) -> None:
        """Be chosen or not; what is exclusive for Qt can otherwise not be the last one to go."""
        if chosen != self.isChecked():
            self.setAutoExclusive(False)
            self.setChecked(chosen)
            self.setAutoExclusive(True)


class CheckCard(AnswerCard):
    """One that may stand beside others."""


def _take_key(card: AnswerCard, keys: CardKeys, event: QKeyEvent) -> bool:
    """Whether the key meant something to the list that the card is in."""
    if event.modifiers() & ~_KEYPAD:
        return False
    key = event.key()
    if key in _STEPS:
        keys.step(card, _STEPS[key] * _reading_sense(card, key))
    elif key in _TAKING_BACK:
        keys.clear()
    elif key in _ENTER:
        keys.enter(card)
    else:
        return False
    return True


def _reading_sense(card: AnswerCard, key: int) -> int:
    """Left is back where it reads from the left, and on where it reads from the right."""
    mirrored = card.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return -1 if mirrored and key in _SIDEWAYS else 1
