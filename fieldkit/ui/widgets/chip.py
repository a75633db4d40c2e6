"""A short remark in a coloured pill; the colour repeats the words and never replaces them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from fieldkit.ui.language import bind
from fieldkit.ui.theme import set_role, set_tone
from fieldkit.ui.widgets.icon_label import IconLabel
from fieldkit.ui.widgets.texts import label

_INKS: Final = {"": "muted", "ok": "ok", "warn": "warn", "danger": "danger", "accent": "accent"}


class Chip(QFrame):
    """Tones: "" (neutral), ok, warn, danger, accent."""

    def __init__(
        self,
        message: str | Callable[[], str] = "",
        *,
        tone: str = "",
        icon: str = "",
        **fields: object,
    ) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._words = label("chip-words")
        self._words.setWordWrap(False)
        self._icon = IconLabel(icon or "info", factor=0.8)
        self._icon_name = icon
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 10, 3)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        self._icon.setVisible(bool(icon))  # only now: without a parent it would be a window
        self.set_tone(tone)
        if message:
            self.set_message(message, **fields)

    def set_message(self, message: str | Callable[[], str], **fields: object) -> None:
        """Other words."""
        bind(self, "set_text", message, **fields)

    def set_text(self, words: str) -> None:
        """Words that are not translated, such as the name of a language."""
        self._words.setText(words)

    def text(self) -> str:
        """The words that are shown."""
        return self._words.text()

    def set_tone(self, tone: str) -> None:
        """Another meaning. Raises KeyError for a tone there is none of."""
        ink = _INKS[tone]
        set_role(self, f"pill-{tone}" if tone else "pill")
        set_tone(self._words, tone or "muted")
        self._icon.show_icon(self._icon_name or "info", ink)

    def show_icon(self, name: str) -> None:
        """Another icon, or none for ""."""
        self._icon_name = name
        self._icon.setVisible(bool(name))
        role = str(self.property("role"))
        self._icon.show_icon(name or "info", _INKS[role.removeprefix("pill").removeprefix("-")])
