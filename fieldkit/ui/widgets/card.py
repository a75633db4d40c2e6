"""A card: one thing at a time, with room around it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QLayout, QVBoxLayout, QWidget

from fieldkit.ui.language import bind
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.texts import heading


class Card(QFrame):
    """Widgets go into `column`. Roles: card, card-flat, row (a card of one line, less padding)."""

    def __init__(
        self, message: str | Callable[[], str] = "", *, role: str = "card", **fields: object
    ) -> None:
        super().__init__()
        set_role(self, role)
        space = tokens()
        padding = space.space_m if role == "row" else space.space_xl
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding, padding - 2, padding, padding)
        self.column.setSpacing(space.space_m)
        self._heading: QLabel | None = None
        if message:
            self.set_heading(message, **fields)

    def set_heading(self, message: str | Callable[[], str], **fields: object) -> None:
        """The name of what is in the card."""
        if self._heading is None:
            self._heading = heading()
            self.column.insertWidget(0, self._heading)
        bind(self._heading, "setText", message, **fields)

    def add(self, item: QWidget | QLayout) -> None:
        """Put a widget or a layout below what is there."""
        if isinstance(item, QWidget):
            self.column.addWidget(item)
        else:
            self.column.addLayout(item)
