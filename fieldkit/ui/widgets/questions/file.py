"""A question for a picture, a sound or another file: said in plain words, nothing to type."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.widgets.questions.editor import Editor
from fieldkit.ui.widgets.texts import small


class FileEditor(Editor):
    """Words for now: this computer takes no files, and demands none (`Host.takes_files`)."""

    def build(self) -> None:
        """The words; they take the focus, so that a screen reader comes by."""
        self._words = small(
            "A file cannot be added on this computer. "
            "Go on: the interview can be finished without it."
        )
        self._words.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)

    def render_answer(self) -> None:
        """Nothing changes: there is no answer to show."""

    @property
    def entrance(self) -> QWidget:
        """The words."""
        return self._words
