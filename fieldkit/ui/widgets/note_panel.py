"""A note of the form: something to know or to read out. Nothing to answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fieldkit.ui.models.interview import QuestionView
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.bilingual_label import BilingualLabel
from fieldkit.ui.widgets.icon_label import IconLabel


class NotePanel(QFrame):
    """A quiet banner in both languages."""

    stops: tuple[QWidget, ...] = ()

    def __init__(self, note: QuestionView, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "banner")
        self.key = note.key
        self._words = BilingualLabel("body", "body", self)
        space = tokens()
        row = QHBoxLayout(self)
        row.setContentsMargins(space.space_l, space.space_m, space.space_xl, space.space_m)
        row.setSpacing(space.space_m)
        row.addWidget(IconLabel("info", "accent", factor=1.1), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.show_note(note)

    def show_note(self, note: QuestionView) -> None:
        """Show another text."""
        self._words.show_label(note.label)
