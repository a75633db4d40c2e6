"""The person code: read from a slip and typed, or a new one from the vault."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldkit.ui.theme import set_role, set_tone, tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.answer_line import AnswerLine
from fieldkit.ui.widgets.questions.typed import TypedEditor
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.texts import muted

_SHARE_OF_FIELD = 0.5


class SubjectEditor(TypedEditor):
    """A field for a code, and a button for somebody who has none yet."""

    def build(self) -> None:
        """Field, button, what to do with the code."""
        self._line = AnswerLine()
        set_role(self._line, "code")
        self._line.set_language("en")
        self.watch(self._line)
        self._line.returnPressed.connect(self.confirm)
        self._new = ActionButton("New code", icon="plus", role="quiet")
        self._new.clicked.connect(lambda: self.setting.mint(self.question.key))
        self._slip = muted("Write it on a slip for the person.")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space_s)
        row.addWidget(self._line)
        row.addWidget(self._new)
        row.addWidget(self._slip, 100)
        row.addStretch(1)  # without the remark the button stays beside the field

    def render_answer(self) -> None:
        """The code; a new one is offered while there is none."""
        self._line.setFixedWidth(round(tokens().field * _SHARE_OF_FIELD))
        self._line.setReadOnly(self.question.readonly)
        set_tone(self._line, "danger" if self.question.problem is not None else "")
        has_code = bool(self.answer)
        if has_code and self._new.hasFocus():
            self._line.setFocus()
        set_shown(self._new, shown=not has_code and not self.question.readonly)
        set_shown(self._slip, shown=has_code and self.question.problem is None)
        super().render_answer()

    @property
    def entrance(self) -> QWidget:
        """The field."""
        return self._line

    @property
    def stops(self) -> list[QWidget]:
        """The field, then the button."""
        return [self._line, self._new]
