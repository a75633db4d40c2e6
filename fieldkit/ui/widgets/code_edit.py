"""One line for words or a code that are typed from paper or from hearing."""

from __future__ import annotations

from PySide6.QtCore import Qt

from fieldkit.ui.theme import set_role
from fieldkit.ui.widgets.line_edit import LineEdit

_HINTS = (
    Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhPreferLatin
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class CodeEdit(LineEdit):
    """Wide letters from left to right, whatever the window's direction; no keyboard learns them."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "code")
        self.set_language("en")
        self.setInputMethodHints(_HINTS)
