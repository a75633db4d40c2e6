"""Six words, very large, to be read out to somebody."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.step import Message, Step
from fieldkit.ui.widgets.texts import muted
from fieldkit.ui.widgets.word_grid import WordGrid

_COLUMNS = 2


class WordsStep(Step):
    """`read_out` says that the other one has heard them."""

    read_out = Signal()

    def __init__(self, name: Message, explanation: Message) -> None:
        super().__init__(name, explanation)
        self.words = WordGrid(_COLUMNS)
        self.remark = muted()
        card = Card()
        card.add(self.words)
        self.column.addWidget(card)
        self.column.addWidget(self.remark)

    def show_words(self, words: Sequence[str]) -> None:
        """Show the words."""
        self.words.show_words(words)

    def focus_first(self) -> None:
        """There is nothing to type here: Enter goes on from anywhere."""
        self.setFocus()

    def go_on(self) -> None:
        """On to what the other one says."""
        self.read_out.emit()
