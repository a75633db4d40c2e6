"""A text that nobody reads over a shoulder: dots stand for what is typed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from fieldkit.ui.widgets.questions.text import TextEditor


class SecretEditor(TextEditor):
    """As a text, hidden. Qt tells input methods and screen readers not to repeat it."""

    def build(self) -> None:
        """One field."""
        super().build()
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
