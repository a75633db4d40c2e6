"""The bar below the review: back to the questions, finish; once finished: home, another, reopen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldkit.ui.widgets.action_bar import ActionBar
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.saved_mark import SavedMark

_DRAFT: Final = "draft"
_FINAL: Final = "final"


class ReviewBar(ActionBar):
    """Which buttons there are follows from the state of the record."""

    back_wanted = Signal()
    finish_wanted = Signal()
    reopen_wanted = Signal()
    another_wanted = Signal()
    home_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mark = SavedMark()
        self.back = ActionButton("Back to the questions", icon="back")
        self.reopen = ActionButton("Reopen", icon="undo")
        self.another = ActionButton("Start another interview", icon="plus")
        self.finish = ActionButton("Finish", icon="check", role="primary")
        self.home = ActionButton("Home", icon="home", role="primary")
        self.lead(self.back, self.reopen)
        self.trail(self.mark, self.another, self.finish, self.home)
        self._state = _DRAFT
        for button, signal in (
            (self.back, self.back_wanted),
            (self.reopen, self.reopen_wanted),
            (self.another, self.another_wanted),
            (self.finish, self.finish_wanted),
            (self.home, self.home_wanted),
        ):
            button.clicked.connect(signal)

    @property
    def stops(self) -> list[QWidget]:
        """The buttons in the order of reading."""
        return [self.back, self.reopen, self.another, self.finish, self.home]

    @property
    def way_on(self) -> ActionButton:
        """The button that leads on."""
        return self.finish if self._state == _DRAFT else self.home

    def show_state(self, state: str) -> None:
        """A draft can be finished; what is finished can be reopened until it is sent."""
        self._state = state
        is_draft = state == _DRAFT
        self.back.setVisible(is_draft)
        self.finish.setVisible(is_draft)
        self.reopen.setVisible(state == _FINAL)
        self.another.setVisible(not is_draft)
        self.home.setVisible(not is_draft)
