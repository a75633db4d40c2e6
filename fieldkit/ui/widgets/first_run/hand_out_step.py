"""The kit goes to the laptops, and a folder becomes the place they bring batches to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from fieldkit.ui.models.first_run import HandOutStep as HandOutModel
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.folder_action import FolderAction
from fieldkit.ui.widgets.step import Step


class HandOutStep(Step):
    """Both can wait: they are found again among the devices."""

    kit_wanted = Signal(object)  # Path
    drop_wanted = Signal(object)  # Path
    finished = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Hand it out",
            "Your vault and your deployment are ready. Each laptop needs the kit, and a place to"
            " leave its batches. You can do both later, under Devices.",
        )
        self.back_message = ""
        self.kit = FolderAction(
            "The kit for your laptops",
            "One signed file. It holds forms and public keys, no names and no answers; give it to"
            " everybody who takes part.",
            "Write the kit",
        )
        self.drop = FolderAction(
            "The drop",
            "A stick or a shared folder in which laptops leave sealed batches and find your"
            " receipts.",
            "Prepare the folder",
        )
        self._asked = self.kit
        for part in (self.kit, self.drop):
            self.column.addWidget(part)
        self.kit.wanted.connect(self._want_kit)
        self.drop.wanted.connect(self._want_drop)

    def show_model(self, model: HandOutModel) -> None:
        """Show what lies where."""
        if model.kit_file:
            self.kit.show_done("The kit lies here: {file}", file=model.kit_file)
        if model.drop:
            self.drop.show_done("This folder is ready: {folder}", folder=model.drop)

    def focus_first(self) -> None:
        """On the folder for the kit."""
        self.kit.field.setFocus()

    def field_for(self, code: str) -> Field | None:
        """At the folder that was asked for last."""
        return self._asked.field

    def go_on(self) -> None:
        """Enough handed out for now."""
        self.finished.emit()

    def _want_kit(self, folder: Path) -> None:
        self._asked = self.kit
        self.kit_wanted.emit(folder)

    def _want_drop(self, folder: Path) -> None:
        self._asked = self.drop
        self.drop_wanted.emit(folder)
