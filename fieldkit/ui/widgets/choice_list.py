"""Choices as cards in one column or two: one of many, or some of many.

The list is one stop for the Tab key; arrow keys move inside it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar, Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from fieldkit.ui.language import bind, text
from fieldkit.ui.models.interview import ChoiceView
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.answer_card import AnswerCard, CheckCard, RadioCard
from fieldkit.ui.widgets.arranged import Arranged, Arrangement
from fieldkit.ui.widgets.showing import set_shown

# What the stylesheet puts around the words of a button.
_BESIDE_WORDS: Final = 46


class ChoiceList(Arranged):
    """Base of both lists. `chosen` carries the values that stand after something was pressed."""

    chosen = Signal(tuple)
    done = Signal()
    restructured = Signal()
    """Something that takes the focus came or went."""

    card_type: ClassVar[type[RadioCard] | type[CheckCard]]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[AnswerCard] = []
        self._entrance: AnswerCard | None = None
        self._told: tuple[str, ...] = ()

    @property
    def cards(self) -> Sequence[AnswerCard]:
        """The cards in order."""
        return tuple(self._cards)

    @property
    def values(self) -> tuple[str, ...]:
        """What is chosen, in the order of the list."""
        return tuple(card.value for card in self._cards if card.isChecked())

    @property
    def entrance(self) -> QWidget:
        """The card that the Tab key stops at."""
        return self._entrance or self

    @property
    def stops(self) -> list[QWidget]:
        """Everything in it that can take the focus, in the order of reading."""
        return list(self._cards)

    def show_choices(self, choices: Sequence[ChoiceView]) -> None:
        """Show these choices; cards that are there already are used again."""
        before = len(self._cards)
        while len(self._cards) < len(choices):
            self._cards.append(self._made())
        for card, choice in zip(self._cards, choices, strict=False):
            card.show_choice(choice)
        for card in self._cards[len(choices) :]:
            card.hide()
            card.deleteLater()
        del self._cards[len(choices) :]
        if len(choices) != before:
            self.restructured.emit()
        if self._entrance not in self._cards:
            self._enter_at(self._cards[0] if self._cards else None)
        self.rearrange()

    def show_values(self, values: Collection[str]) -> None:
        """Tick these and no others."""
        for card in self._cards:
            card.show_chosen(chosen=card.value in values)
        self._told = self.values
        chosen = next((card for card in self._cards if card.isChecked()), None)
        if chosen is not None and not self._has_focus():
            self._enter_at(chosen)

    def arrangement(self, width: int) -> Arrangement:
        """Two columns where every label fits in half the width, else one."""
        gap = tokens().space_s
        half = (width - gap) // 2
        columns = 2 if self._cards and self._widest() <= half else 1
        across = half if columns == 2 else width
        places: list[tuple[QWidget, QRect]] = []
        top = 0
        for start in range(0, len(self._cards), columns):
            row = self._cards[start : start + columns]
            height = max(card.face.height(across) for card in row)
            for column, card in enumerate(row):
                places.append((card, QRect(column * (across + gap), top, across, height)))
            top += height + gap
        return Arrangement(tuple(places), max(0, top - gap))

    # --- inside

    def _widest(self) -> int:
        return max(card.face.natural_width() for card in self._cards)

    def _made(self) -> AnswerCard:
        card = self.card_type(self, self)
        card.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        card.clicked.connect(lambda: self._pressed(card))
        set_shown(card, shown=True)
        return card

    def _pressed(self, card: AnswerCard) -> None:
        raise NotImplementedError

    def enter(self, card: AnswerCard) -> None:
        raise NotImplementedError

    def clear(self) -> None:
        """Delete and Backspace; means something where one of many is chosen."""

    def _tell(self) -> None:
        if self.values != self._told:
            self._told = self.values
            self.chosen.emit(self.values)

    def step(self, card: AnswerCard, steps: int) -> None:
        position = (self._cards.index(card) + steps) % len(self._cards)
        self._enter_at(self._cards[position])
        self._cards[position].setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter_at(self, card: AnswerCard | None) -> None:
        if self._entrance is not None and self._entrance is not card:
            self._entrance.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._entrance = card
        if card is not None:
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _has_focus(self) -> bool:
        return any(card.hasFocus() for card in self._cards)


class OneOfMany(ChoiceList):
    """Radio cards, of which one is chosen or none; a button on the chosen one clears it."""

    card_type = RadioCard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clear_button: QPushButton | None = None

    @property
    def stops(self) -> list[QWidget]:
        """The cards, then the button that clears."""
        return [*super().stops, *([self._clear_button] if self._clear_button else [])]

    def show_choices(self, choices: Sequence[ChoiceView]) -> None:
        """As the base; the cards keep room for the button."""
        super().show_choices(choices)
        self._seat_button()

    def show_values(self, values: Collection[str]) -> None:
        """As the base; the button sits on the chosen card."""
        super().show_values(values)
        self._seat_button()

    def arrangement(self, width: int) -> Arrangement:
        """As the base, with the button over the end of the chosen card."""
        room = _room_to_clear()
        for card in self._cards:
            card.face.reserve(room)
        arranged = super().arrangement(width)
        button = self._clear_button
        for card, (_, place) in zip(self._cards, arranged.places, strict=True):
            if button is not None and card.isChecked():
                height = button.sizeHint().height()
                top = place.top() + (place.height() - height) // 2
                seat = QRect(place.right() - room - 3, top, room, height)
                return Arrangement((*arranged.places, (button, seat)), arranged.height)
        return arranged

    def _pressed(self, card: AnswerCard) -> None:
        for other in self._cards:
            other.show_chosen(chosen=other is card)
        self._enter_at(card)
        self._seat_button()
        self._tell()

    def enter(self, card: AnswerCard) -> None:
        if not card.isChecked():
            self._pressed(card)
        self.done.emit()

    def clear(self) -> None:
        if not self.values:
            return
        if self._clear_button is not None and self._clear_button.hasFocus():
            self.entrance.setFocus(Qt.FocusReason.OtherFocusReason)
        for card in self._cards:
            card.show_chosen(chosen=False)
        self._seat_button()
        self._tell()

    def _seat_button(self) -> None:
        wanted = bool(self.values) and self.isEnabled()
        if wanted and self._clear_button is None:
            self._clear_button = self._made_button()
            self.restructured.emit()
        if self._clear_button is not None:
            set_shown(self._clear_button, shown=wanted)
            self._clear_button.raise_()
        self.rearrange()

    def _made_button(self) -> QPushButton:
        button = QPushButton(self)
        set_role(button, "quiet")
        bind(button, "setText", "Clear")
        bind(button, "setAccessibleName", "Clear answer")
        bind(button, "setToolTip", "Clear answer (Delete)")
        button.clicked.connect(self.clear)
        return button


def _room_to_clear() -> int:
    """The room that the button takes, whether it is there or not: nothing moves when it comes."""
    metrics = QFontMetrics(QApplication.font())
    return metrics.horizontalAdvance(text("Clear")) + _BESIDE_WORDS


class SomeOfMany(ChoiceList):
    """Check cards."""

    card_type = CheckCard

    def _pressed(self, card: AnswerCard) -> None:
        self._enter_at(card)
        self._tell()

    def enter(self, card: AnswerCard) -> None:
        self.done.emit()
