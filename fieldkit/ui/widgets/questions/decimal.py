"""A number with a fraction: comma, point and the Arabic decimal mark are all understood."""

from __future__ import annotations

from PySide6.QtCore import Qt

from fieldkit.ui.widgets.questions.limits import LimitsLine
from fieldkit.ui.widgets.questions.short import ShortEditor
from fieldkit.ui.widgets.written import written_number


class DecimalEditor(ShortEditor):
    """A short field, and the bounds of a range beside it."""

    hints = Qt.InputMethodHint.ImhFormattedNumbersOnly

    def furnish(self) -> None:
        """The bounds, where there are any."""
        self._limits = LimitsLine(self.row)

    def written(self, value: str, code: str) -> str:
        """The number as the leading language writes it."""
        return written_number(value, code)

    def render_answer(self) -> None:
        """The number."""
        self._limits.show_limits(self.question.limits)
        super().render_answer()

    def describe(self, description: str) -> None:
        """The bounds are said, too."""
        super().describe(self._limits.added_to(description))
