"""Something that was read out and is confirmed: one tick."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.language import bind, language, text
from fieldkit.ui.models.interview import Bilingual, ChoiceView
from fieldkit.ui.models.words import Words
from fieldkit.ui.widgets.choice_list import SomeOfMany
from fieldkit.ui.widgets.questions.editor import Editor

# The answer that XForms stores for a trigger.
_CONFIRMED: Final = "OK"


class AcknowledgeEditor(Editor):
    """One check card; its words are the window's, because the form has none for it."""

    def build(self) -> None:
        """The card."""
        self._list = SomeOfMany(self)
        self._list.chosen.connect(self._chosen)
        self._list.done.connect(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)
        bind(self, "show_words", lambda: text("Confirmed"))

    def show_words(self, words: str) -> None:
        """The words of the card in the present language."""
        label = Bilingual(Words(words, language().code))
        self._list.show_choices((ChoiceView(_CONFIRMED, label),))

    def render_answer(self) -> None:
        """The tick."""
        self._list.setEnabled(not self.question.readonly)
        self._list.show_values((_CONFIRMED,) if self.answer else ())

    def _chosen(self, values: tuple[str, ...]) -> None:
        self.hand_over(_CONFIRMED if values else None)

    @property
    def entrance(self) -> QWidget:
        """The card."""
        return self._list.entrance

    def describe(self, description: str) -> None:
        """The card keeps its own name; the question is its description."""
        self._list.setAccessibleName(self.question.label.lead.text)
        said = " ".join(filter(None, (self.question.label.lead.text, description)))
        self.entrance.setAccessibleDescription(said)
