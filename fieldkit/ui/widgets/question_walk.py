"""From question to question of a section, and what has to stay in sight on the way.

Enter leads on to the next question that can be answered. What is wrong with the answer that was
left is often known only afterwards, and is shown then without taking anybody back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QWidget

from fieldkit.ui.widgets.interview_bar import InterviewBar
from fieldkit.ui.widgets.question_card import QuestionCard
from fieldkit.ui.widgets.steady_column import SteadyColumn


class QuestionWalk:
    """`cards` are the questions that can be answered now; the way ends at the button of `bar`."""

    def __init__(
        self, cards: Callable[[], Iterator[QuestionCard]], column: SteadyColumn, bar: InterviewBar
    ) -> None:
        self._cards = cards
        self._column = column
        self._bar = bar
        self._went_on_from = ""

    def begin(self) -> None:
        """To the first question; the section is at its top already."""
        card = _first_open(self._cards())
        if card is not None:
            card.focus_editor()
        else:
            self._bar.way_on.setFocus()

    def go_to(self, card: QuestionCard) -> None:
        """To a question, wherever it is on the page."""
        card.focus_editor()
        self._column.bring_into_sight(card)

    def go_on_from(self, key: str) -> None:
        """Enter: to the question after this one, after the last one to the way on."""
        cards = list(self._cards())
        keys = [card.key for card in cards]
        position = keys.index(key) + 1 if key in keys else len(cards)
        card = _first_open(cards[position:])
        if card is not None:
            self.go_to(card)
        else:
            self._bar.way_on.setFocus()
        self._went_on_from = key
        self._keep_told(key)

    def answered(self) -> None:
        """An answer was handed over, perhaps without Enter: nothing has to stay in sight."""
        self._went_on_from = ""

    def came_back(self, key: str) -> None:
        """It is known what became of an answer: where Enter led on from it, it stays in sight."""
        if key == self._went_on_from:
            self._keep_told(key)

    def show_unfolded(self, key: str, part: QWidget) -> None:
        """Something opened in a question that is to be seen."""
        for card in self._cards():
            if card.key == key:
                self._column.keep_in_sight(card, part)

    def _keep_told(self, key: str) -> None:
        for card in self._cards():
            if card.key == key and card.message is not None:
                self._column.keep_in_sight(card, card.message)


def _first_open(cards: Iterator[QuestionCard] | Sequence[QuestionCard]) -> QuestionCard | None:
    return next((card for card in cards if not card.question.readonly), None)
