"""One line of text, typed in the direction of the answer's language."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from fieldkit.languages.direction import is_rtl
from fieldkit.ui.language import bind
from fieldkit.ui.theme import set_script
from fieldkit.ui.theme.fonts import script_for


class LineEdit(QLineEdit):
    """`edited` is emitted for what a person types, and not for what is shown by `show_text`."""

    edited = Signal(str)

    def __init__(self, placeholder: str | Callable[[], str] = "") -> None:
        super().__init__()
        self.textEdited.connect(self.edited)
        if placeholder:
            bind(self, "setPlaceholderText", placeholder)

    def set_language(self, code: str) -> None:
        """Write in the direction and typeface of language `code`; "" follows the window."""
        set_script(self, script_for(code))
        if not code:
            self.unsetLayoutDirection()
        elif is_rtl(code):
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        else:
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def show_text(self, shown: str) -> None:
        """Show what is stored; the cursor and what is half typed stay where nothing differs."""
        if shown != self.text():
            self.setText(shown)
