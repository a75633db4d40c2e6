"""Base of the question widgets with a short field for something that is written one way in each
language: numbers, dates, times."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldkit.ui.theme import set_tone, tokens
from fieldkit.ui.widgets.answer_line import AnswerLine
from fieldkit.ui.widgets.questions.typed import TypedEditor


class ShortEditor(TypedEditor):
    """A short field, and room beside it. `written` says how a stored value is typed."""

    hints: ClassVar[Qt.InputMethodHint] = Qt.InputMethodHint.ImhNone
    share_of_field: ClassVar[float] = 0.5

    def build(self) -> None:
        """The field; `row` is for what stands beside it."""
        self.line = AnswerLine()
        self.line.setInputMethodHints(self.hints)
        self.watch(self.line)
        self.line.returnPressed.connect(self.confirm)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(tokens().space_s)
        self.row.addWidget(self.line)
        self.furnish()

    def furnish(self) -> None:
        """Put into `row` what stands beside the field: nothing, unless it is overridden."""
        self.row.addStretch(1)

    def written(self, value: str, code: str) -> str:
        """A stored value the way it is typed in a language. To be overridden."""
        raise NotImplementedError

    def shown(self) -> str:
        """The answer as it is typed, in native digits; what was refused as it was typed."""
        if self.question.typed is not None:
            return self.question.typed
        return self.written(self.question.value, self.setting.languages.lead)

    def render_answer(self) -> None:
        """The answer."""
        self.line.setFixedWidth(round(tokens().field * self.share_of_field))
        self.line.set_language(self.setting.languages.lead)
        self.line.setReadOnly(self.question.readonly)
        set_tone(self.line, "danger" if self.question.problem is not None else "")
        super().render_answer()

    @property
    def entrance(self) -> QWidget:
        """The field."""
        return self.line
