"""A question that has no widget of its own yet: typed as text."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QVBoxLayout

from fieldkit.ui.widgets.questions.text import TextEditor
from fieldkit.ui.widgets.texts import small


class OtherEditor(TextEditor):
    """A line of text, and words that say so; the form says whether it fits."""

    def build(self) -> None:
        """The field, below the remark."""
        super().build()
        remark = small("This kind of question has no field of its own yet: type the answer.")
        cast("QVBoxLayout", self.layout()).insertWidget(0, remark)
