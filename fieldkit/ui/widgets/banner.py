"""Something to know before going on: an icon, words, and perhaps one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from fieldkit.ui.language import bind
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.icon_label import IconLabel
from fieldkit.ui.widgets.texts import body, label

# tone -> (role, icon, token of the icon)
_TONES: Final = {
    "": ("banner", "info", "accent"),
    "ok": ("banner-ok", "check", "ok"),
    "warn": ("banner-warn", "warning", "warn"),
    "danger": ("banner-danger", "problem", "danger"),
}


class Banner(QFrame):
    """Tones: "" (to know), ok, warn, danger."""

    def __init__(
        self, tone: str = "", message: str | Callable[[], str] = "", **fields: object
    ) -> None:
        super().__init__()
        role, icon, ink = _TONES[tone]
        set_role(self, role)
        self._icon = IconLabel(icon, ink, factor=1.1)
        self._heading = label("label")
        self._heading.hide()
        self._words = body()
        self._action: ActionButton | None = None
        self._lay_out()
        if message:
            self.set_message(message, **fields)

    def set_tone(self, tone: str) -> None:
        """Another meaning. Raises KeyError for a tone there is none of."""
        role, icon, ink = _TONES[tone]
        set_role(self, role)
        self._icon.show_icon(icon, ink)

    def set_heading(self, message: str | Callable[[], str], **fields: object) -> None:
        """A line in bold above the words."""
        bind(self._heading, "setText", message, **fields)
        self._heading.show()

    def set_message(self, message: str | Callable[[], str], **fields: object) -> None:
        """Other words."""
        bind(self, "set_text", message, **fields)

    def set_text(self, words: str) -> None:
        """Words that are in the present language already."""
        self._words.setText(words)

    def text(self) -> str:
        """The words that are shown."""
        return self._words.text()

    def set_action(
        self, message: str | Callable[[], str], slot: Callable[[], object], **fields: object
    ) -> ActionButton:
        """Offer one thing to do; replaces what was offered before. Returns its button."""
        self.withdraw_action()
        self._action = ActionButton()
        self._action.set_message(message, **fields)
        self._action.clicked.connect(lambda: slot())
        self._row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        return self._action

    def withdraw_action(self) -> None:
        """Nothing to do any more."""
        if self._action is not None:
            self._action.hide()
            self._action.deleteLater()
            self._action = None

    def _lay_out(self) -> None:
        space = tokens()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(space.space_l, space.space_m, space.space_l, space.space_m)
        self._row.setSpacing(space.space_m)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._heading)
        column.addWidget(self._words)
        said = QHBoxLayout()  # of its own: the icon stays at the first line beside a high button
        said.setSpacing(space.space_m)
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(column, 1)
        self._row.addLayout(said, 1)
        self._row.setAlignment(said, Qt.AlignmentFlag.AlignVCenter)
