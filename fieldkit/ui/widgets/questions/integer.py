"""A whole number."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.theme import set_tone
from fieldkit.ui.widgets.questions.typed import TypedEditor
from fieldkit.ui.widgets.stepper import Stepper
from fieldkit.ui.widgets.written import written_number


class IntegerEditor(TypedEditor):
    """A stepper; the stored number is shown in the digits of the leading language."""

    def build(self) -> None:
        """The stepper."""
        self._stepper = Stepper(self)
        self.watch(self._stepper.line)
        self._stepper.line.returnPressed.connect(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stepper)

    def shown(self) -> str:
        """The number in native digits; what was refused as it was typed."""
        if self.question.typed is not None:
            return self.question.typed
        return written_number(self.question.value, self.setting.languages.lead)

    def render_answer(self) -> None:
        """The number."""
        self._stepper.show_language(self.setting.languages.lead)
        self._stepper.set_read_only(fixed=self.question.readonly)
        set_tone(self._stepper.line, "danger" if self.question.problem is not None else "")
        super().render_answer()

    @property
    def entrance(self) -> QWidget:
        """The number."""
        return self._stepper.line
