"""Deleting a draft in two steps, both on the page: first the wish, then what it means."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.texts import body


class DeleteDraft(QWidget):
    """`confirmed` is emitted after the second step only."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ask = ActionButton("Delete this draft", icon="trash", role="quiet")
        self.keep = ActionButton("Keep it")
        self.delete = ActionButton("Delete for good", icon="trash", role="danger")
        self._question = QFrame()
        set_role(self._question, "banner-danger")
        self._lay_out()
        self.ask.clicked.connect(self._open)
        self.keep.clicked.connect(self._close)
        self.delete.clicked.connect(self.confirmed)

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return [self.ask, self.keep, self.delete]

    def _lay_out(self) -> None:
        space = tokens()
        inside = QVBoxLayout(self._question)
        inside.setContentsMargins(space.space_l, space.space_m, space.space_l, space.space_m)
        inside.setSpacing(space.space_m)
        inside.addWidget(
            body(
                "Every answer of this interview is deleted from this computer. "
                "It cannot be taken back."
            )
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(space.space_s)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.delete)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        self._question.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._question)

    def _open(self) -> None:
        self.ask.hide()
        self._question.show()
        self.keep.setFocus()  # not on what cannot be taken back

    def _close(self) -> None:
        self._question.hide()
        self.ask.show()
        self.ask.setFocus()
