"""Some choices of many: check cards, or a search that keeps what is ticked in sight."""

from __future__ import annotations

from fieldkit.ui.widgets.choice_list import SomeOfMany
from fieldkit.ui.widgets.questions.choices import CardsEditor, SearchEditor


class SelectMultipleEditor(CardsEditor):
    """Check cards."""

    list_kind = SomeOfMany

    def _chosen(self, values: tuple[str, ...]) -> None:
        self.hand_over(values or None)


class SearchMultipleEditor(SearchEditor):
    """What is ticked, as cards, above a field to search in."""

    list_kind = SomeOfMany
    stays_open = True

    def _picked(self, value: str) -> None:
        ticked = {*self._values} ^ {value}
        self._keep(tuple(each.value for each in self.question.choices if each.value in ticked))

    def _hand_over(self, values: tuple[str, ...]) -> None:
        self.hand_over(values or None)
