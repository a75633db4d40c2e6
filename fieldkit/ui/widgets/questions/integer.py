"""A whole number."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldkit.ui.models.interview import Limits
from fieldkit.ui.theme import set_tone, tokens
from fieldkit.ui.widgets.questions.limits import LimitsLine
from fieldkit.ui.widgets.questions.typed import TypedEditor
from fieldkit.ui.widgets.stepper import Stepper, Stride
from fieldkit.ui.widgets.written import written_number


class IntegerEditor(TypedEditor):
    """A stepper; the stored number is shown in the digits of the leading language."""

    def build(self) -> None:
        """The stepper."""
        self._stepper = Stepper(self)
        self.watch(self._stepper.line)
        self._stepper.line.returnPressed.connect(self.confirm)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space_m)
        row.addWidget(self._stepper)
        self._limits = LimitsLine(row)

    def shown(self) -> str:
        """The number in native digits; what was refused as it was typed."""
        if self.question.typed is not None:
            return self.question.typed
        return written_number(self.question.value, self.setting.languages.lead)

    def render_answer(self) -> None:
        """The number, and the bounds of a range beside it."""
        self._limits.show_limits(self.question.limits)
        self._stepper.show_stride(stride_of(self.question.limits))
        self._stepper.show_language(self.setting.languages.lead)
        self._stepper.set_read_only(fixed=self.question.readonly)
        set_tone(self._stepper.line, "danger" if self.question.problem is not None else "")
        super().render_answer()

    def describe(self, description: str) -> None:
        """The bounds are said, too."""
        super().describe(self._limits.added_to(description))

    @property
    def entrance(self) -> QWidget:
        """The number."""
        return self._stepper.line


def stride_of(limits: Limits | None) -> Stride:
    """How the buttons count: in the steps of a range and between its bounds, else one by one."""
    if limits is None:
        return Stride()
    try:
        return Stride(int(limits.step or 1), int(limits.low), int(limits.high))
    except ValueError:
        return Stride()  # bounds with a fraction: the form checks what is typed
