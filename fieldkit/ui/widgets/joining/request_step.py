"""The request of a laptop: choosing its file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from fieldkit.languages.marking import N_
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.file_drop import FileDrop
from fieldkit.ui.widgets.step import Step


class RequestStep(Step):
    """`file_chosen` has the request read."""

    file_chosen = Signal(object)  # Path

    def __init__(self) -> None:
        super().__init__(
            "The request of a laptop",
            "You were given a file that ends in .request.fkq, on a stick or by mail. Have who made"
            " it on the telephone, or beside you.",
        )
        self.next_message = N_("Look into it")
        self.back_message = N_("Devices")
        self.drop = FileDrop(
            "Request file",
            "Type its place, choose it, or drop the file here.",
            name_filter="*.fkq",
        )
        self.column.addWidget(self.drop)
        self._asked: Path | None = None
        self.drop.chosen.connect(self._ask)

    def focus_first(self) -> None:
        """On the path."""
        self._asked = None
        self.drop.setFocus()

    def field_for(self, code: str) -> Field | None:
        """Whatever is wrong here is wrong with the file."""
        self._asked = None
        return self.drop.field

    def go_on(self) -> None:
        """Read the file."""
        path = self.drop.path.path()
        if path is None:
            self.drop.field.show_problem("Choose the request file first.")
            self.drop.setFocus()
        else:
            self._ask(path)

    def _ask(self, path: Path) -> None:
        """Enter in the field tells twice: as typed, and as Next."""
        if path != self._asked:
            self._asked = path
            self.drop.field.clear_problem()
            self.file_chosen.emit(path)
