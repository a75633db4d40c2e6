"""A number with a fraction: comma, point and the Arabic decimal mark are all understood."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldkit.ui.theme import set_tone, tokens
from fieldkit.ui.widgets.answer_line import AnswerLine
from fieldkit.ui.widgets.questions.typed import TypedEditor
from fieldkit.ui.widgets.written import written_number

_SHARE_OF_FIELD: Final = 0.5


class DecimalEditor(TypedEditor):
    """A short field."""

    def build(self) -> None:
        """One field."""
        self._line = AnswerLine()
        self._line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.watch(self._line)
        self._line.returnPressed.connect(self.confirm)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line)
        row.addStretch(1)

    def shown(self) -> str:
        """The number as the leading language writes it; what was refused as it was typed."""
        if self.question.typed is not None:
            return self.question.typed
        return written_number(self.question.value, self.setting.languages.lead)

    def render_answer(self) -> None:
        """The number."""
        self._line.setFixedWidth(round(tokens().field * _SHARE_OF_FIELD))
        self._line.set_language(self.setting.languages.lead)
        self._line.setReadOnly(self.question.readonly)
        set_tone(self._line, "danger" if self.question.problem is not None else "")
        super().render_answer()

    @property
    def entrance(self) -> QWidget:
        """The field."""
        return self._line
