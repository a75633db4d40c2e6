"""A folder and what is done with it: why, where, the button, and what lies there now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.path_field import PathField, PathKind
from fieldkit.ui.widgets.step import Message
from fieldkit.ui.widgets.texts import muted


class FolderAction(Card):
    """`wanted` carries the folder, when the button or Enter asks for it."""

    wanted = Signal(object)  # Path

    def __init__(self, name: Message, explanation: Message, action: Message) -> None:
        super().__init__(name)
        self.path = PathField(PathKind.FOLDER)
        self.button = ActionButton(action)
        self.field = Field("Folder or stick", _side_by_side(self.path, self.button))
        self.done = Banner("ok")
        self.done.hide()
        self.add(muted(explanation))
        self.add(self.field)
        self.add(self.done)
        self.button.clicked.connect(self._ask)

    def show_done(self, message: Message, **fields: object) -> None:
        """Say what lies there now."""
        self.field.clear_problem()
        self.done.set_message(message, **fields)
        self.done.show()

    def show_problem(self, message: Message) -> None:
        """Say what was wrong with the folder."""
        self.done.hide()
        self.field.show_problem(message)
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the button; where it is done already, Enter means what it means around here."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.done.isHidden():
            self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        path: Path | None = self.path.path()
        if path is None:
            self.show_problem("Choose a folder first.")
            return
        self.field.clear_problem()
        self.wanted.emit(path)


def _side_by_side(path: PathField, button: ActionButton) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(path, 1)
    row.addWidget(button)
    both.setFocusProxy(path.line)
    return both
