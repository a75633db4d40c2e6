"""The laptop takes part."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldkit.languages.marking import N_
from fieldkit.ui.models.join import JoinView
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.step import Step


class JoinedStep(Step):
    """`finished` leads home."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__("You have joined")
        self.next_message = N_("Go to Home")
        self.back_message = ""
        self._joined = Banner("ok")
        self.column.addWidget(self._joined)

    def show_model(self, model: JoinView) -> None:
        """Show what was joined."""
        self._joined.set_message(
            "This laptop takes part in {deployment}. What is finished can be sent now.",
            deployment=model.deployment,
        )

    def focus_first(self) -> None:
        """There is nothing to type here."""
        self.setFocus()

    def go_on(self) -> None:
        """Home."""
        self.finished.emit()
