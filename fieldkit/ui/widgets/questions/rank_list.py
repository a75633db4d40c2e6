"""Choices one below the other, in an order that a person makes.

One stop for the Tab key; the arrow keys go from card to card, with Ctrl they move the card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from fieldkit.ui.models.interview import ChoiceView
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.arranged import Arranged, Arrangement
from fieldkit.ui.widgets.questions.rank_card import RankCard
from fieldkit.ui.widgets.showing import set_shown


@dataclass(frozen=True)
class _Standing:
    """An order, and how many of it, from the first on, have a place."""

    values: tuple[str, ...]
    placed: int


class RankList(Arranged):
    """`ordered` carries all values in their order once somebody has moved one, or has confirmed
    the order as it stands; () once it was cleared. Put back with Esc, it carries those that had a
    place before."""

    ordered = Signal(tuple)
    done = Signal()
    restructured = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[RankCard] = []
        self._entrance: RankCard | None = None
        self._placed = 0
        self._before_drag: tuple[str, ...] | None = None
        self._before_lift: _Standing | None = None
        self._follows = False

    @property
    def cards(self) -> Sequence[RankCard]:
        """The cards in order."""
        return tuple(self._cards)

    @property
    def values(self) -> tuple[str, ...]:
        """All choices in the order in which they stand, whether anybody chose it or not."""
        return tuple(card.value for card in self._cards)

    @property
    def placed(self) -> int:
        """How many of them, from the first on, have a place."""
        return self._placed

    @property
    def entrance(self) -> QWidget:
        """The card that the Tab key stops at."""
        return self._entrance or self

    def show_order(self, choices: Sequence[ChoiceView], placed: int, *, fixed: bool) -> None:
        """Show these choices in this order, of which the first `placed` have a place."""
        if self._before_drag is not None and QGuiApplication.mouseButtons():
            return  # not under somebody's hand
        self._before_drag = None
        before, had_focus = len(self._cards), self._has_focus()
        self._deal(choices)
        self._placed = placed
        self._number(placed, fixed=fixed)
        if self._entrance not in self._cards:
            self._enter_at(self._cards[0] if self._cards else None)
        if had_focus and not self._has_focus():
            self.entrance.setFocus(Qt.FocusReason.OtherFocusReason)
        if len(choices) != before:
            self.restructured.emit()
        self.rearrange()

    def arrangement(self, width: int) -> Arrangement:
        """One below the other."""
        places: list[tuple[QWidget, QRect]] = []
        top = 0
        for card in self._cards:
            height = card.height_at(width)
            places.append((card, QRect(0, top, width, height)))
            top += height + tokens().space_s
        return Arrangement(tuple(places), max(0, top - tokens().space_s))

    # --- what a person does

    def confirm(self) -> None:
        """The order as it stands is the one that was meant."""
        self._tell()

    def clear(self) -> None:
        """There is no order any more; the cards stay where they are until they are shown anew."""
        if self._placed:
            self._placed = 0
            self._number(0)
            self.ordered.emit(())

    def step(self, card: RankCard, steps: int) -> None:
        position = (self._cards.index(card) + steps) % len(self._cards)
        self._enter_at(self._cards[position])
        self._cards[position].setFocus(Qt.FocusReason.OtherFocusReason)

    def shift(self, card: RankCard, steps: int) -> None:
        self.seat(card, self._cards.index(card) + 1 + steps)

    def seat(self, card: RankCard, place: int) -> None:
        if not 1 <= place <= len(self._cards):
            return
        self._cards.remove(card)
        self._cards.insert(place - 1, card)
        self._tell(card)

    def go_to_end(self, *, last: bool) -> None:
        self.step(self._cards[-1], 0 if last else 1)

    def send_to_end(self, card: RankCard, *, last: bool) -> None:
        self.seat(card, len(self._cards) if last else 1)

    def lift(self, *, up: bool) -> None:
        if not self._follows:
            self._before_lift = _Standing(self.values, self._placed) if up else None

    def put_back(self, card: RankCard) -> None:
        before, now = self._before_lift, _Standing(self.values, self._placed)
        card.setChecked(False)
        if before is None or before == now or set(before.values) != set(now.values):
            return  # nothing was moved, or other choices are offered by now
        self._cards.sort(key=lambda each: before.values.index(each.value))
        self._tell(card, before.placed)

    def drag(self, card: RankCard, top: int) -> None:
        if self._before_drag is None:
            self._before_drag = self.values
            card.raise_()
        top = max(0, min(top, self.height() - card.height()))
        present = self._cards.index(card)
        # An edge that has passed the middle of a neighbour changes places with it; the edge that
        # goes first, so that nothing swings to and fro under a hand that is still.
        above = [each for each in self._cards[:present] if _middle(each) < top]
        below = [each for each in self._cards[present + 1 :] if _middle(each) < top + card.height()]
        place = len(above) + len(below)
        if place != present:
            self._cards.remove(card)
            self._cards.insert(place, card)
            self._place_anew()
            # As they would be told if it was let go here.
            moved = self.values != self._before_drag
            self._number(len(self._cards) if moved else self._placed)
        card.move(card.x(), top)

    def drop(self, card: RankCard) -> None:
        before, self._before_drag = self._before_drag, None
        if before != self.values:
            self._tell(card)
            return
        self._enter_at(card)
        self._place_anew()
        self._follow(card)

    def enter(self) -> None:
        self.done.emit()

    # --- inside

    def _deal(self, choices: Sequence[ChoiceView]) -> None:
        """Each choice to the card that has it already, so that the focus stays with its choice."""
        spare = {card.value: card for card in self._cards}
        self._cards = [spare.pop(each.value, None) or self._made() for each in choices]
        for card, choice in zip(self._cards, choices, strict=True):
            card.show_choice(choice)
        for card in spare.values():
            card.hide()
            card.deleteLater()

    def _has_focus(self) -> bool:
        return any(card.hasFocus() for card in self._cards)

    def _number(self, placed: int, *, fixed: bool = False) -> None:
        last = len(self._cards) - 1
        for at, card in enumerate(self._cards):
            card.show_place(at + 1 if at < placed else 0, len(self._cards))
            card.show_ends(first=at == 0, last=at == last)
            card.show_fixed(fixed=fixed)

    def _tell(self, card: RankCard | None = None, placed: int | None = None) -> None:
        """The cards stand as somebody wants them, `card` being the one that was moved; of `placed`,
        the first so many have a place."""
        self._placed = len(self._cards) if placed is None else placed
        self._number(self._placed)  # first: a screen reader says the name when the focus comes
        if card is not None:
            self._enter_at(card)
            self._place_anew()
            self._follow(card)
        self.ordered.emit(self.values[: self._placed])

    def _place_anew(self) -> None:
        # Not `rearrange`: together they are as high as before, and the page has nothing to do.
        self._known.clear()
        self._place()

    def _follow(self, card: RankCard) -> None:
        """The page keeps what has the focus where it is, and has to learn that it moved."""
        picked = card.isChecked()
        self._follows = True
        card.clearFocus()
        card.setChecked(picked)  # whoever is left puts down
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        self._follows = False

    def _made(self) -> RankCard:
        card = RankCard(self, self)
        card.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        set_shown(card, shown=True)
        return card

    def _enter_at(self, card: RankCard | None) -> None:
        if self._entrance is not None and self._entrance is not card:
            self._entrance.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._entrance = card
        if card is not None:
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def _middle(card: RankCard) -> int:
    return card.geometry().center().y()
