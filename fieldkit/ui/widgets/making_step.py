"""Something is being made: what it is at, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldkit.ui.widgets.progress_panel import ProgressPanel
from fieldkit.ui.widgets.step import Message, Step


class MakingStep(Step):
    """`cancel_wanted` asks to stop; nothing leads on or back but what is being done."""

    cancel_wanted = Signal()

    def __init__(self, name: Message, explanation: Message, doing: Message) -> None:
        super().__init__(name, explanation)
        self.next_message = self.back_message = ""
        self._doing = doing
        self.panel = ProgressPanel(doing)
        self.panel.cancel_wanted.connect(self.cancel_wanted)
        self.column.addWidget(self.panel)

    def begin(self) -> None:
        """Begin anew."""
        self.panel.start(self._doing)

    def show_progress(self, done: int, total: int, what: str) -> None:
        """How far it is; `what` is in the present language already."""
        self.panel.show_progress(done, total, what)

    def focus_first(self) -> None:
        """On the way to stop."""
        self.panel.focus_first()

    def go_on(self) -> None:
        """It goes on by itself."""
