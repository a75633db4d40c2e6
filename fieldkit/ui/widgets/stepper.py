"""A whole number: typed in the digits of any script, or stepped with buttons and arrow keys.

Not a QSpinBox: a stylesheet spoils its buttons, and it refuses the digits of other scripts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldkit.languages.digits import native, number_text
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.answer_line import AnswerLine
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.step_button import StepButton

_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_WIDTH_IN_DIGITS: Final = 12


class NumberLine(AnswerLine):
    """A field for a number; the arrow keys step it."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up is one more, Down one less."""
        steps = _STEPS.get(event.key())
        if steps is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(steps)


@dataclass(frozen=True)
class Stride:
    """How far one press goes, and where it stops; a range begins at its lower bound."""

    width: int = 1
    low: int = 0
    high: int | None = None


class Stepper(QWidget):
    """Minus, the number, plus. An empty number stays empty until somebody gives one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = NumberLine()
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.line.stepped.connect(self.step)
        self.minus = StepButton("minus", "One less", self.line, self)
        self.plus = StepButton("plus", "One more", self.line, self)
        self.language = ""
        self._stride = Stride()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space_s)
        for widget in (self.minus, self.line, self.plus):
            row.addWidget(widget)
        row.addStretch(1)
        self.minus.clicked.connect(lambda: self.step(-1))
        self.plus.clicked.connect(lambda: self.step(1))

    def show_language(self, code: str) -> None:
        """The digits that steps are written in."""
        self.language = code
        self.line.set_language(code)
        self.line.setFixedWidth(self.line.fontMetrics().averageCharWidth() * _WIDTH_IN_DIGITS + 26)

    def show_stride(self, stride: Stride) -> None:
        """How the buttons and the arrow keys count."""
        self._stride = stride

    def set_read_only(self, *, fixed: bool) -> None:
        """Whether the number can only be read."""
        self.line.setReadOnly(fixed)
        set_shown(self.minus, shown=not fixed)
        set_shown(self.plus, shown=not fixed)

    def step(self, steps: int) -> None:
        """Count from what is typed; from nothing begins at 0 or 1. Below nothing it does not go."""
        if self.line.isReadOnly():
            return
        self.line.setFocus()
        counted = _counted(self.line.text(), steps, self._stride)
        if counted is not None:
            self.line.setText(native(counted, self.language))
            self.line.edited.emit(self.line.text())


def _counted(typed: str, steps: int, stride: Stride) -> int | None:
    plain = number_text(typed)
    if not plain:
        return max(0, steps) if stride.high is None else stride.low
    try:
        present = int(plain)
    except ValueError:
        return None  # what is no number stays as it was typed
    wanted = present + steps * stride.width
    too_low = wanted < stride.low <= present
    too_high = stride.high is not None and present <= stride.high < wanted
    return present if too_low or too_high else wanted
