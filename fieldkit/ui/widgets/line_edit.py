"""One line of text, typed in the direction of the answer's language."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
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
        self._turn()
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

    def changeEvent(self, event: QEvent) -> None:
        """The direction has changed, by `set_language` or with the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._turn()

    def _turn(self) -> None:
        """Hand the direction to the text. QLineEdit goes by its first letter and starts an empty
        field at the left; the key that turns a paragraph is the one way to tell it (6.11.3)."""
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        key = Qt.Key.Key_Direction_R if right_to_left else Qt.Key.Key_Direction_L
        turn = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        super().keyPressEvent(turn)
