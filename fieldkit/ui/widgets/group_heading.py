"""The title of a group of questions inside a section."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.models.interview import HeadingView
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.bilingual_label import BilingualLabel


class GroupHeading(QWidget):
    """In both languages, with room above."""

    stops: tuple[QWidget, ...] = ()

    def __init__(self, heading: HeadingView, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = heading.key
        self._words = BilingualLabel("heading", "second", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens().space_xs, tokens().space_m, tokens().space_xs, 0)
        column.addWidget(self._words)
        self.show_heading(heading)

    def show_heading(self, heading: HeadingView) -> None:
        """Show another title."""
        self._words.show_label(heading.label)
