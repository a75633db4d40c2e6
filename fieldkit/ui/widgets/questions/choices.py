"""Choices of a list as cards, or as a search that keeps what is chosen in sight.

One of many and some of many differ in how an answer is read and handed over, and in nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.choice_list import OneOfMany, SomeOfMany
from fieldkit.ui.widgets.choice_search import ChoiceSearch
from fieldkit.ui.widgets.questions.editor import Editor
from fieldkit.ui.widgets.showing import set_shown

CardList = OneOfMany | SomeOfMany


class CardsEditor(Editor):
    """All choices as cards."""

    list_kind: type[CardList]

    def build(self) -> None:
        """The cards."""
        self._list = self.list_kind(self)
        self._list.chosen.connect(self._chosen)
        self._list.done.connect(self.done)
        self._list.restructured.connect(self.restructured)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)

    def render_answer(self) -> None:
        """What is chosen."""
        self._list.setEnabled(not self.question.readonly)
        self._list.show_choices(self.question.choices)
        self._list.show_values(self.answer.split())

    @property
    def entrance(self) -> QWidget:
        """The first card that is chosen, or the first."""
        return self._list.entrance

    @property
    def stops(self) -> list[QWidget]:
        """The cards, and the button that clears where there is one."""
        return self._list.stops

    def describe(self, description: str) -> None:
        """The question names the list; each card has its own name."""
        self._list.setAccessibleName(self.question.label.lead.text)
        self._list.setAccessibleDescription(description)
        for card in self._list.cards:
            card.setAccessibleDescription(description)

    def _chosen(self, values: tuple[str, ...]) -> None:
        """Hand over what is chosen now; each kind in its own shape."""
        raise NotImplementedError


class SearchEditor(Editor):
    """What is chosen, as cards, above a field to search in."""

    list_kind: type[CardList]
    stays_open: bool

    def build(self) -> None:
        """The chosen cards, the field."""
        self._values: tuple[str, ...] = ()
        self._kept = self.list_kind(self)
        self._kept.chosen.connect(self._keep)
        self._kept.done.connect(self.done)
        self._kept.restructured.connect(self.restructured)
        self._search = ChoiceSearch(self, stays_open=self.stays_open)
        self._search.picked.connect(self._picked)
        self._search.done.connect(self.done)
        self._search.unfolded.connect(self.unfolded)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space_s)
        column.addWidget(self._kept)
        column.addWidget(self._search)

    def render_answer(self) -> None:
        """What is chosen."""
        self.setEnabled(not self.question.readonly)
        self._show(self.answer.split())

    @property
    def entrance(self) -> QWidget:
        """The field to search in."""
        return self._search.field

    @property
    def stops(self) -> list[QWidget]:
        """The chosen cards, then the field."""
        return [*self._kept.stops, self._search.field]

    def _show(self, values: Sequence[str]) -> None:
        """Show these of the choices as chosen; others are not offered any more."""
        kept = tuple(choice for choice in self.question.choices if choice.value in values)
        self._values = tuple(choice.value for choice in kept)
        self._kept.show_choices(kept)
        self._kept.show_values(self._values)
        set_shown(self._kept, shown=bool(kept))
        # What can only be read is not searched; without an answer it stands for the empty one.
        set_shown(self._search, shown=not (self.question.readonly and kept))
        self._search.show_choices(self.question.choices, self._values)

    def _keep(self, values: tuple[str, ...]) -> None:
        goes = (card for card in self._kept.cards if card.value not in values)
        if not values or any(card.hasFocus() for card in goes):
            self._search.field.setFocus()  # what has the focus goes
        self._show(values)
        self._hand_over(values)

    def _picked(self, value: str) -> None:
        """One was picked in the search: each kind takes it in its own way."""
        raise NotImplementedError

    def _hand_over(self, values: tuple[str, ...]) -> None:
        """As `_chosen` of the cards."""
        raise NotImplementedError
