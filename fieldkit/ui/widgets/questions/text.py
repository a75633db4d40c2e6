"""A text of one line."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.theme import set_tone
from fieldkit.ui.widgets.answer_line import AnswerLine
from fieldkit.ui.widgets.questions.typed import TypedEditor


class TextEditor(TypedEditor):
    """Typed in the respondent's language, or in whatever was typed."""

    def build(self) -> None:
        """One field."""
        self._line = AnswerLine()
        self.watch(self._line)
        self._line.returnPressed.connect(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)

    def render_answer(self) -> None:
        """The text, in its direction."""
        self._line.set_language(self.question.answered_in or self.setting.languages.respondent)
        self._line.setReadOnly(self.question.readonly)
        set_tone(self._line, "danger" if self.question.problem is not None else "")
        super().render_answer()

    @property
    def entrance(self) -> QWidget:
        """The field."""
        return self._line
