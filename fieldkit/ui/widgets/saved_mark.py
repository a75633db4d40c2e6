"""Says where the answers are: on the disk since when, on their way, in memory, or not taken.

"Saved" is a fact: it is shown after the vault has said so, never before.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from fieldkit.ui.language import bind, language, ntext, text
from fieldkit.ui.theme import set_tone, tokens
from fieldkit.ui.widgets.icon_label import IconLabel
from fieldkit.ui.widgets.texts import label
from fieldkit.ui.widgets.written import time_of_day


class Keeping(Enum):
    """What there is to say."""

    NOTHING_YET = auto()
    SAVING = auto()
    SAVED = auto()
    HELD = auto()
    REFUSED = auto()
    LOST = auto()


# keeping -> (icon, tone)
_LOOKS = {
    Keeping.NOTHING_YET: ("", "muted"),
    Keeping.SAVING: ("", "muted"),
    Keeping.SAVED: ("check", "ok"),
    Keeping.HELD: ("lock", "warn"),
    Keeping.REFUSED: ("problem", "danger"),
    Keeping.LOST: ("problem", "danger"),
}


class SavedMark(QWidget):
    """An icon and words, at the trailing side of the bar at the bottom."""

    def __init__(self) -> None:
        super().__init__()
        self._keeping = Keeping.NOTHING_YET
        self._saved_at = ""
        self._held = 0
        self._icon = IconLabel("check", "ok")
        self._words = label("body")
        self._words.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space_s)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        self._show_look()
        bind(self, "show_words", self._said)

    @property
    def keeping(self) -> Keeping:
        """What is said now."""
        return self._keeping

    def text(self) -> str:
        """The words that are shown."""
        return self._words.text()

    def show_keeping(self, keeping: Keeping, saved_at: str = "", held: int = 0) -> None:
        """Say something else; `saved_at` is an instant (ISO text), `held` a number of answers."""
        if (keeping, saved_at, held) == (self._keeping, self._saved_at, self._held):
            return
        self._keeping, self._saved_at, self._held = keeping, saved_at, held
        self._show_look()
        self.show_words(self._said())

    def show_words(self, words: str) -> None:
        """The words in the present language."""
        self._words.setText(words)

    def _show_look(self) -> None:
        icon, tone = _LOOKS[self._keeping]
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.show_icon(icon, tone)
        set_tone(self._words, tone)

    def _said(self) -> str:
        if self._keeping is Keeping.SAVED:
            at = time_of_day(self._saved_at, language().locale)
            return text("Saved on this computer {time}", time=at)
        if self._keeping is Keeping.HELD:
            return ntext(
                "Kept in memory until permission is given ({count})",
                "Kept in memory until permission is given ({count})",
                self._held,
            )
        if self._keeping is Keeping.SAVING:
            return text("Saving…")
        if self._keeping is Keeping.REFUSED:
            return text("Not saved: see the question")
        if self._keeping is Keeping.LOST:
            return text("Not saved: the answer is still on the page")
        return ""
