"""The kit: choosing the file, and seeing what is in it before it is taken."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from fieldkit.languages.marking import N_
from fieldkit.ui.models.first_run import KitStep as KitModel
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.file_drop import FileDrop
from fieldkit.ui.widgets.kit_card import KitCard
from fieldkit.ui.widgets.step import Step


class KitStep(Step):
    """`file_chosen` has the kit read; `accepted` goes on with what was shown."""

    file_chosen = Signal(object)  # Path
    accepted = Signal()

    def __init__(self) -> None:
        super().__init__(
            "The kit of your deployment",
            "It is one file, signed by your coordinator. FieldKit looks into it and shows you"
            " what it says; nothing is kept yet.",
        )
        self.next_message = N_("Look into it")
        self.drop = FileDrop(
            "Kit file",
            "Type its place, choose it, or drop the file here.",
            name_filter="*.fkk",
        )
        self.kit = KitCard()
        self.kit.hide()
        below = QVBoxLayout()
        below.addWidget(self.drop)
        below.addWidget(self.kit)
        below.setSpacing(self.column.spacing())
        self.column.addLayout(below)
        self._asked: Path | None = None
        self.drop.chosen.connect(self._ask)

    def show_model(self, model: KitModel) -> None:
        """Show the file, and what is in it once it was read."""
        self._asked, self._shown = None, model.file
        self.drop.path.show_path(model.file)
        self.drop.field.clear_problem()
        self.kit.setVisible(model.facts is not None)
        self.next_message = N_("Join with this kit") if model.facts else N_("Look into it")
        if model.facts is not None:
            self.kit.show_facts(model.facts)

    def focus_first(self) -> None:
        """On the path."""
        self.drop.setFocus()

    def field_for(self, code: str) -> Field | None:
        """Whatever is wrong here is wrong with the file."""
        self._asked = None
        self.kit.hide()
        return self.drop.field

    def go_on(self) -> None:
        """Read the file, or accept what was read."""
        path = self.drop.path.path()
        if path is None:
            self.drop.field.show_problem("Choose the kit file first.")
            self.drop.setFocus()
        elif self.kit.isHidden() or path != self._shown:
            self._ask(path)
        else:
            self.accepted.emit()

    _shown: Path | None = None

    def _ask(self, path: Path) -> None:
        if path != self._asked:
            self._asked = self._shown = path
            self.file_chosen.emit(path)
