"""One choice of many: cards where they can be seen at once, a search where they are too many."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.models.interview import ChoiceView
from fieldkit.ui.widgets.choice_list import OneOfMany
from fieldkit.ui.widgets.choice_search import ChoiceSearch
from fieldkit.ui.widgets.questions.editor import Editor
from fieldkit.ui.widgets.showing import set_shown


class SelectOneEditor(Editor):
    """Radio cards."""

    def build(self) -> None:
        """The cards."""
        self._list = OneOfMany(self)
        self._list.chosen.connect(self._chosen)
        self._list.done.connect(self.done)
        self._list.restructured.connect(self.restructured)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)

    def render_answer(self) -> None:
        """The chosen card."""
        self._list.setEnabled(not self.question.readonly)
        self._list.show_choices(self.question.choices)
        self._list.show_values((self.answer,) if self.answer else ())

    @property
    def entrance(self) -> QWidget:
        """The chosen card, or the first."""
        return self._list.entrance

    @property
    def stops(self) -> list[QWidget]:
        """The cards, then the button that clears."""
        return self._list.stops

    def describe(self, description: str) -> None:
        """The question names the list; each card has its own name."""
        self._list.setAccessibleName(self.question.label.lead.text)
        self._list.setAccessibleDescription(description)
        for card in self._list.cards:
            card.setAccessibleDescription(description)

    def _chosen(self, values: tuple[str, ...]) -> None:
        self.hand_over(values[0] if values else None)


class SearchOneEditor(Editor):
    """The chosen card above a field to search in."""

    def build(self) -> None:
        """The chosen card, the field."""
        self._kept = OneOfMany(self)
        self._kept.chosen.connect(self._keep)
        self._kept.done.connect(self.done)
        self._kept.restructured.connect(self.restructured)
        self._search = ChoiceSearch(self, stays_open=False)
        self._search.picked.connect(self._take)
        self._search.done.connect(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._kept)
        column.addWidget(self._search)

    def render_answer(self) -> None:
        """The chosen card."""
        self.setEnabled(not self.question.readonly)
        self._show(self.answer)

    @property
    def entrance(self) -> QWidget:
        """The field to search in."""
        return self._search.field

    @property
    def stops(self) -> list[QWidget]:
        """The chosen card, then the field."""
        return [*self._kept.stops, self._search.field]

    def _show(self, value: str) -> None:
        kept: tuple[ChoiceView, ...] = tuple(
            choice for choice in self.question.choices if choice.value == value
        )
        self._kept.show_choices(kept)
        self._kept.show_values((value,))
        set_shown(self._kept, shown=bool(kept))
        self._search.show_choices(self.question.choices, (value,))

    def _keep(self, values: tuple[str, ...]) -> None:
        self._take(values[0] if values else "")

    def _take(self, value: str) -> None:
        if not value:
            self._search.field.setFocus()
        self._show(value)
        self.hand_over(value or None)
