"""The bar below the questions: back, what is saved, on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.saved_mark import SavedMark


class InterviewBar(QFrame):
    """On the last section the way on leads to the review."""

    previous_wanted = Signal()
    next_wanted = Signal()
    review_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "bottombar")
        self.previous = ActionButton("Previous", icon="back")
        self.next = ActionButton("Next", icon="next", role="primary")
        self.review = ActionButton("Review and finish", icon="next", role="primary")
        self.mark = SavedMark()
        space = tokens()
        row = QHBoxLayout(self)
        row.setContentsMargins(space.space_l, space.space_m, space.space_l, space.space_m)
        row.setSpacing(space.space_l)
        row.addWidget(self.previous)
        row.addStretch(1)
        for widget in (self.mark, self.next, self.review):
            row.addWidget(widget)
        self.previous.clicked.connect(self.previous_wanted)
        self.next.clicked.connect(self.next_wanted)
        self.review.clicked.connect(self.review_wanted)
        self.review.hide()

    @property
    def stops(self) -> list[QWidget]:
        """The buttons."""
        return [self.previous, self.next, self.review]

    @property
    def way_on(self) -> ActionButton:
        """The button that leads on from here."""
        return self.next if self.review.isHidden() else self.review

    def show_position(self, position: int, count: int) -> None:
        """Which section is shown, from 0."""
        is_last = position >= count - 1
        had_focus = self.way_on.hasFocus()
        self.previous.setEnabled(position > 0)
        self.next.setVisible(not is_last)
        self.review.setVisible(is_last)
        if had_focus:
            self.way_on.setFocus()
