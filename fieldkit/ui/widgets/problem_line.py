"""What is wrong with an answer, in both languages, right at the question."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldkit.ui.language import bind, language
from fieldkit.ui.models.interview import Bilingual
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.bilingual_label import BilingualLabel
from fieldkit.ui.widgets.icon_label import IconLabel
from fieldkit.ui.widgets.window_words import in_window


class ProblemLine(QWidget):
    """An icon and words; the icon so that it is not the colour alone that tells."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._problem: Bilingual | None = None
        self._words = BilingualLabel("problem", "problem", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space_s)
        row.addWidget(IconLabel("problem", "danger", factor=0.9), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def show_problem(self, problem: Bilingual) -> None:
        """Say this."""
        self._problem = problem
        bind(self, "speak", lambda: language().code)

    def speak(self, _code: str) -> None:
        """Say it in the language of the window, where it is the window that says it."""
        if self._problem is not None:
            self._words.show_label(in_window(self._problem))
