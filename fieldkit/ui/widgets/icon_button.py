"""A square button with an icon; its words are its tooltip and what a screen reader says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton

from fieldkit.ui.language import bind
from fieldkit.ui.theme import set_role
from fieldkit.ui.theme.icons import bind_icon


class IconButton(QToolButton):
    """`IconButton("lock", "Lock (Ctrl+L)")`: the name of the icon, then the words."""

    def __init__(
        self, icon: str, message: str | Callable[[], str], *, ink: str = "ink", **fields: object
    ) -> None:
        super().__init__()
        self._ink = ink
        set_role(self, "icon")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_icon(icon)
        self.set_message(message, **fields)

    def show_icon(self, name: str) -> None:
        """Another icon for the button."""
        bind_icon(self, name, self._ink)

    def set_message(self, message: str | Callable[[], str], **fields: object) -> None:
        """Other words for the button."""
        bind(self, "setAccessibleName", message, **fields)
        bind(self, "setToolTip", message, **fields)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)
