"""A long operation: what it is, how far it is, what it is at, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from fieldkit.ui.language import bind, text
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.texts import muted


class ProgressPanel(Card):
    """`cancel_wanted` asks to stop; what is done by then stays done."""

    cancel_wanted = Signal()

    def __init__(self, message: str | Callable[[], str] = "", **fields: object) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._what = muted()
        self._count = muted()
        self._count.setWordWrap(False)
        self._cancel = ActionButton("Stop")
        self._cancel.clicked.connect(self._ask_to_stop)
        self._lay_out()
        if message:
            self.start(message, **fields)
        self.show_progress(0, 0)

    def start(self, message: str | Callable[[], str], **fields: object) -> None:
        """Begin anew, with the name of what is being done."""
        self.set_heading(message, **fields)
        bind(self._bar, "setAccessibleName", message, **fields)
        self._cancel.setEnabled(True)
        self.show_progress(0, 0)

    def show_progress(self, done: int, total: int, what: str = "") -> None:
        """How far it is; a total of 0 says that nobody knows. `what` is in the person's words."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._what.setText(what)
        self._count.setVisible(total > 0)
        if total > 0:
            bind(self._count, "setText", lambda: text("{done} of {total}", done=done, total=total))
            bind(
                self._bar,
                "setAccessibleDescription",
                lambda: text("{done} of {total}", done=done, total=total),
            )

    def focus_first(self) -> None:
        """The only thing to press."""
        self._cancel.setFocus()

    def _ask_to_stop(self) -> None:
        self._cancel.setEnabled(False)
        self.cancel_wanted.emit()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._what, 1)
        line.addWidget(self._count)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        self.add(self._bar)
        self.add(line)
        self.add(buttons)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
