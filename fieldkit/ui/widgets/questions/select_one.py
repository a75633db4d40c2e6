"""One choice of many: cards where they can be seen at once, a search where they are too many."""

from __future__ import annotations

from fieldkit.ui.widgets.choice_list import OneOfMany
from fieldkit.ui.widgets.questions.choices import CardsEditor, SearchEditor


class SelectOneEditor(CardsEditor):
    """Radio cards."""

    list_kind = OneOfMany

    def _chosen(self, values: tuple[str, ...]) -> None:
        self.hand_over(values[0] if values else None)


class SearchOneEditor(SearchEditor):
    """The chosen card above a field to search in."""

    list_kind = OneOfMany
    stays_open = False

    def _picked(self, value: str) -> None:
        self._keep((value,))

    def _hand_over(self, values: tuple[str, ...]) -> None:
        self.hand_over(values[0] if values else None)
