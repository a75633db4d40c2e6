"""A text of a form in its own language: its own direction and typeface, whatever the window's."""

from __future__ import annotations

from typing import Final
from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from fieldkit.languages.direction import is_rtl
from fieldkit.languages.names import own_name
from fieldkit.ui.language import bind
from fieldkit.ui.models.words import Words
from fieldkit.ui.theme import set_script
from fieldkit.ui.theme.fonts import script_for
from fieldkit.ui.widgets.chip import Chip
from fieldkit.ui.widgets.texts import label

_RIGHT_TO_LEFT_MARK: Final = "\u200f"
_LEFT_TO_RIGHT_MARK: Final = "\u200e"
# Unicode's classes of letters that have a direction -> whether it is right to left.
_DIRECTIONS: Final = {"L": False, "R": True, "AL": True}


class WordsLabel(QWidget):
    """Shows `Words`. A fallback carries a chip with the name of the language that is shown.

    Words begin at the side their language begins at; with `own_side` False, as a name among lines
    of the window, at the side where those begin.
    """

    def __init__(
        self, words: Words | None = None, *, role: str = "body", own_side: bool = True
    ) -> None:
        super().__init__()
        self._own_side = own_side
        self._label = label(role)
        self._mark: Chip | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._label, 1)
        self._words = Words("")
        if words is not None:
            self.show_words(words)

    @property
    def words(self) -> Words:
        """What is shown."""
        return self._words

    @property
    def label(self) -> QLabel:
        """The label inside, for a buddy or for a test."""
        return self._label

    def show_words(self, words: Words) -> None:
        """Show another text; does nothing for the one that is shown."""
        if words == self._words:
            return
        self._words = words
        # The direction of this widget places the text and mirrors the mark.
        right_to_left = is_rtl(words.language)
        if self._own_side:
            self.setLayoutDirection(
                Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
            )
        set_script(self._label, script_for(words.language))
        self._label.setText(_with_base_direction(words.text, right_to_left=right_to_left))
        self._show_mark()

    def _show_mark(self) -> None:
        if not self._words.fallback:
            if self._mark is not None:
                self._mark.hide()
            return
        if self._mark is None:
            self._mark = Chip(tone="warn")
            self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        shown = own_name(self._words.language)
        self._mark.set_text(shown)
        bind(self._mark, "setToolTip", "Not translated yet: shown in {language}", language=shown)
        bind(
            self._mark,
            "setAccessibleDescription",
            "Not translated yet: shown in {language}",
            language=shown,
        )
        self._mark.show()


def _with_base_direction(shown: str, *, right_to_left: bool) -> str:
    """`shown`, marked where its first letter would give the paragraph the other direction.

    Qt goes by the first letter: an Arabic question that begins with "AFM" would run backwards.
    """
    strong = (_DIRECTIONS.get(bidirectional(character)) for character in shown)
    first = next((direction for direction in strong if direction is not None), None)
    if first is None or first == right_to_left:
        return shown
    return (_RIGHT_TO_LEFT_MARK if right_to_left else _LEFT_TO_RIGHT_MARK) + shown
