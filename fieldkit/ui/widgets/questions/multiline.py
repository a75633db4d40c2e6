"""A text of several lines."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.theme import set_tone
from fieldkit.ui.widgets.growing_text import GrowingText
from fieldkit.ui.widgets.questions.typed import TypedEditor


class MultilineEditor(TypedEditor):
    """Grows with what is typed; Enter begins a new line, Ctrl+Enter goes on."""

    def build(self) -> None:
        """One field."""
        self._field = GrowingText()
        self.watch(self._field)
        self._field.confirmed.connect(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._field)

    def render_answer(self) -> None:
        """The text, in its direction."""
        self._field.set_language(self.question.answered_in or self.setting.languages.respondent)
        self._field.setReadOnly(self.question.readonly)
        set_tone(self._field, "danger" if self.question.problem is not None else "")
        super().render_answer()

    @property
    def entrance(self) -> QWidget:
        """The field."""
        return self._field
