"""The bounds of a range, beside the field: better read before than refused after."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from fieldkit.ui.language import bind, language, text
from fieldkit.ui.models.interview import Limits
from fieldkit.ui.widgets.showing import set_shown
from fieldkit.ui.widgets.text_label import TextLabel
from fieldkit.ui.widgets.texts import muted
from fieldkit.ui.widgets.written import written_number


class LimitsLine:
    """The words at the end of a row; no label is made where a question has no bounds."""

    def __init__(self, row: QHBoxLayout) -> None:
        self._row = row
        self._limits: Limits | None = None
        self._label: TextLabel | None = None
        row.addStretch(1)

    def show_limits(self, limits: Limits | None) -> None:
        """Say these bounds."""
        if limits == self._limits:
            return
        self._limits = limits
        if self._label is None:
            self._label = muted()
            self._row.insertWidget(self._row.count() - 1, self._label, 100)
        bind(self._label, "setText", self.words)
        set_shown(self._label, shown=limits is not None)

    def words(self) -> str:
        """The bounds in the language of the window; "" where there are none."""
        limits = self._limits
        if limits is None:
            return ""
        low, high, step = (
            written_number(each, language().code) for each in (limits.low, limits.high, limits.step)
        )
        if not step:
            return text("From {low} to {high}", low=low, high=high)
        return text("From {low} to {high}, in steps of {step}", low=low, high=high, step=step)

    def added_to(self, description: str) -> str:
        """What is said of the question, with its bounds."""
        return ". ".join(filter(None, (self.words(), description)))
