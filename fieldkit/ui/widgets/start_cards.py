"""The forms to start an interview with: cards beside each other where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Signal

from fieldkit.ui.models.home import FormCard
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.arranged import Arranged, Arrangement
from fieldkit.ui.widgets.start_card import StartCard

_NARROWEST = 17  # times the size of the text


class StartCards(Arranged):
    """Emits the id of the form that is pressed."""

    start_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[StartCard] = []

    def show_forms(self, forms: Sequence[FormCard]) -> None:
        """One card for each form; cards of forms that did not change stay."""
        if [card.form for card in self.cards] == list(forms):
            return
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [self._card(form) for form in forms]
        self.rearrange()

    def arrangement(self, width: int) -> Arrangement:
        """Rows of cards as high as the highest of them."""
        if not self.cards:
            return Arrangement((), 0)
        gap = tokens().space_m
        fitting = (width + gap) // (_NARROWEST * tokens().body + gap)
        columns = max(1, min(len(self.cards), 3, fitting))
        each = (width - gap * (columns - 1)) // columns
        places: list[tuple[StartCard, QRect]] = []
        top = 0
        for first in range(0, len(self.cards), columns):
            row = self.cards[first : first + columns]
            height = max(card.heightForWidth(each) for card in row)
            places += [
                (card, QRect(at * (each + gap), top, each, height)) for at, card in enumerate(row)
            ]
            top += height + gap
        return Arrangement(tuple(places), top - gap)

    def _card(self, form: FormCard) -> StartCard:
        card = StartCard(form)
        card.setParent(self)
        card.clicked.connect(lambda: self.start_wanted.emit(form.form_id))
        card.show()
        return card
