"""An answer that a move to another version of the form kept aside, at the question that asks for it
now: to be read while it is written anew."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.language import text
from fieldkit.ui.models.interview import AsideLine, Languages
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.bilingual_label import BilingualLabel
from fieldkit.ui.widgets.icon_label import IconLabel
from fieldkit.ui.widgets.texts import small
from fieldkit.ui.widgets.window_words import in_window
from fieldkit.ui.widgets.written_answers import written_answer


class AsideAnswer(QFrame):
    """`said` is what a screen reader says of it with its question."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "banner")
        self.said = ""
        self._answer = BilingualLabel("body", "body", self)
        look = tokens()
        row = QHBoxLayout(self)
        row.setContentsMargins(look.space_m, look.space_s, look.space_m, look.space_s)
        row.setSpacing(look.space_m)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(
            small("Answered before the form changed. Not in the record until you write it anew.")
        )
        words.addWidget(self._answer)
        row.addWidget(IconLabel("info", "accent"))
        row.addLayout(words, 1)

    def show_line(self, line: AsideLine, languages: Languages) -> None:
        """Show this answer."""
        written = in_window(written_answer(line.kind, line.shown, languages))
        self._answer.show_label(written)
        self.said = text("Answered before the form changed: {answer}", answer=written.lead.text)
