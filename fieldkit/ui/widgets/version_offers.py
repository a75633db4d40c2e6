"""What a draft in the list offers about the version of its form: to move it, or to go back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.languages.marking import N_
from fieldkit.ui.language import text
from fieldkit.ui.models.home import DraftLine
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.icon_label import IconLabel
from fieldkit.ui.widgets.texts import small


class VersionOffers(QWidget):
    """A line for each offer, with one button; nothing where there is none."""

    move_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, line: DraftLine) -> None:
        super().__init__()
        self._named: list[tuple[ActionButton, str]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().space_s)
        if line.can_move:
            self._offer(
                "A newer version of this form is here.",
                ActionButton("New version…", role="quiet"),
                N_("New version of the form: {person}, {form}"),
            ).clicked.connect(self.move_wanted)
        if line.can_move_back:
            self._offer(
                "This interview was moved to a newer version of its form.",
                ActionButton("Take the move back…", role="quiet"),
                N_("Take the move back: {person}, {form}"),
            ).clicked.connect(self.back_wanted)

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return [button for button, _ in self._named]

    def say_whose(self, person: str, form: str) -> None:
        """Name the buttons for who does not see the row they are in."""
        for button, name in self._named:
            button.setAccessibleName(text(name, person=person, form=form))

    def _offer(self, message: str, button: ActionButton, name: str) -> ActionButton:
        row = QHBoxLayout()
        row.setSpacing(tokens().space_s)
        row.addWidget(IconLabel("info", "accent"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(small(message), 1)
        row.addWidget(button)
        self._column.addLayout(row)
        self._named.append((button, name))
        return button
