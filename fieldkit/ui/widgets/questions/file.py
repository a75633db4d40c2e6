"""A question for a picture, a sound or another file: said in plain words, nothing to type."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.models.words import Words
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.questions.editor import Editor
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.texts import small
from fieldkit.ui.widgets.words_label import WordsLabel


class FileEditor(Editor):
    """Words for now: this computer takes no files, and demands none (`Host.takes_files`). The name
    of a file that came with the record is shown."""

    def build(self) -> None:
        """The words; they take the focus, so that a screen reader comes by."""
        self._words = small(
            "A file cannot be added on this computer. "
            "Go on: the interview can be finished without it."
        )
        self._words.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._name = WordsLabel(role="body")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space_xs)
        column.addWidget(self._name)
        column.addWidget(self._words)

    def render_answer(self) -> None:
        """The name of the file, where there is one."""
        name = self.question.value
        self._name.show_words(Words(name, self.setting.languages.lead))
        set_shown(self._name, shown=bool(name))

    @property
    def entrance(self) -> QWidget:
        """The words."""
        return self._words
