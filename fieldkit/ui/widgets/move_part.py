"""A part of a move: what becomes of some answers, and of which questions they are."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind, language, nbind
from fieldkit.ui.models.move import MoveLine, Part
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.texts import muted, small
from fieldkit.ui.widgets.words_label import WordsLabel

# part -> (its name, what it means)
_WORDS: Final = {
    Part.FLAGGED: (
        N_("To be asked again"),
        N_("The new version does not take these answers as they are. They are kept aside."),
    ),
    Part.REMOVED: (
        N_("Not asked any more"),
        N_("These answers are kept aside with the interview. They come back with a version that"
           " asks for them again."),
    ),
    Part.LOST: (
        N_("Answered since the move"),
        N_("These answers are gone when the move is taken back."),
    ),
    Part.ADDED: (N_("New questions"), N_("They are asked when the interview goes on.")),
    Part.BROUGHT_BACK: (
        N_("Asked again, and answered already"),
        N_("An earlier move kept these answers aside. Now they come back."),
    ),
    Part.RENAMED: (
        N_("Kept, under a new name"),
        N_("The form gave these questions another name. The answers stay as they are."),
    ),
    Part.CONVERTED: (
        N_("Kept, written in another way"),
        N_("The new version lets these answers say more. Nothing of them is lost."),
    ),
}  # fmt: skip


class MovePartCard(Card):
    """The name of the part, a sentence, and its questions."""

    def __init__(self, part: Part, lines: tuple[MoveLine, ...]) -> None:
        name, meaning = _WORDS[part]
        super().__init__(name)
        self.add(muted(meaning))
        column = QVBoxLayout()
        column.setSpacing(tokens().space_s)
        for line in lines:
            column.addWidget(_QuestionLine(line))
        self.add(column)


class _QuestionLine(QWidget):
    """A question in its own language, and how many of its answers there are in rows."""

    def __init__(self, line: MoveLine) -> None:
        super().__init__()
        self._line = line
        self._question = WordsLabel(own_side=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space_s)
        row.addWidget(self._question, 1)
        if line.count > 1:
            count = small()
            count.setWordWrap(False)
            nbind(count, "setText", "{count} answer", "{count} answers", line.count)
            row.addWidget(count)
        bind(self, "show_question", lambda: language().code)

    def show_question(self, code: str) -> None:
        """Show the label for who reads `code`."""
        self._question.show_words(self._line.question.within(code))
