"""Some choices of many: check cards, or a search that keeps what is ticked in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.widgets.choice_list import SomeOfMany
from fieldkit.ui.widgets.choice_search import ChoiceSearch
from fieldkit.ui.widgets.questions.editor import Editor
from fieldkit.ui.widgets.showing import set_shown


class SelectMultipleEditor(Editor):
    """Check cards."""

    def build(self) -> None:
        """The cards."""
        self._list = SomeOfMany(self)
        self._list.chosen.connect(self._chosen)
        self._list.done.connect(self.done)
        self._list.restructured.connect(self.restructured)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)

    def render_answer(self) -> None:
        """The ticks."""
        self._list.setEnabled(not self.question.readonly)
        self._list.show_choices(self.question.choices)
        self._list.show_values(self.answer.split())

    @property
    def entrance(self) -> QWidget:
        """The first card that is ticked, or the first."""
        return self._list.entrance

    @property
    def stops(self) -> list[QWidget]:
        """The cards."""
        return self._list.stops

    def describe(self, description: str) -> None:
        """The question names the list; each card has its own name."""
        self._list.setAccessibleName(self.question.label.lead.text)
        for card in self._list.cards:
            card.setAccessibleDescription(description)

    def _chosen(self, values: tuple[str, ...]) -> None:
        self.hand_over(values or None)


class SearchMultipleEditor(Editor):
    """What is ticked, as cards, above a field to search in."""

    def build(self) -> None:
        """The ticked cards, the field."""
        self._kept = SomeOfMany(self)
        self._kept.chosen.connect(self._keep)
        self._kept.done.connect(self.done)
        self._kept.restructured.connect(self.restructured)
        self._search = ChoiceSearch(self, stays_open=True)
        self._search.picked.connect(self._toggle)
        self._search.done.connect(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._kept)
        column.addWidget(self._search)
        self._values: tuple[str, ...] = ()

    def render_answer(self) -> None:
        """The ticks."""
        self.setEnabled(not self.question.readonly)
        self._show(tuple(self.answer.split()))

    @property
    def entrance(self) -> QWidget:
        """The field to search in."""
        return self._search.field

    @property
    def stops(self) -> list[QWidget]:
        """The ticked cards, then the field."""
        return [*self._kept.stops, self._search.field]

    def _show(self, values: tuple[str, ...]) -> None:
        kept = tuple(choice for choice in self.question.choices if choice.value in values)
        self._values = tuple(choice.value for choice in kept)
        self._kept.show_choices(kept)
        self._kept.show_values(self._values)
        set_shown(self._kept, shown=bool(kept))
        self._search.show_choices(self.question.choices, self._values)

    def _toggle(self, value: str) -> None:
        ticked = {*self._values} ^ {value}
        self._keep(tuple(each.value for each in self.question.choices if each.value in ticked))

    def _keep(self, values: tuple[str, ...]) -> None:
        if any(card.hasFocus() for card in self._kept.cards):
            self._search.field.setFocus()  # the card that has the focus goes
        self._show(values)
        self.hand_over(values or None)
