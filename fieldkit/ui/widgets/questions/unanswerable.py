"""A question that this window has no way to answer yet: said in plain words, nothing to type."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.widgets.questions.editor import Editor
from fieldkit.ui.widgets.texts import small


class UnanswerableEditor(Editor):
    """Pictures, sounds and files, and choices to be put in order."""

    def build(self) -> None:
        """The words; they take the focus, so that a screen reader comes by."""
        self._words = small(
            "This kind of question cannot be answered in this version of the window. "
            "Nothing is lost: go on with the next one."
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
