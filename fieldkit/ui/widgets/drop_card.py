"""The stick or folder between laptop and coordinator, and in words whose it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from fieldkit.ui.failure_words import happened, next_step
from fieldkit.ui.language import text
from fieldkit.ui.models.exchange import FolderView, Place
from fieldkit.ui.runner import Failure
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.path_field import PathField, PathKind


class DropCard(Card):
    """`chosen` is emitted with a folder that was typed or picked."""

    chosen = Signal(object)  # Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = PathField(PathKind.FOLDER)
        self.folder.chosen.connect(self.chosen)
        self._field = Field("Stick or folder", self.folder)
        self._field.set_hint("Where you and your coordinator leave files for each other.")
        self.verdict = Banner()
        self.add(self._field)
        self.add(self.verdict)

    def path(self) -> Path | None:
        """What stands in the field; without anything, asks for it there."""
        path = self.folder.path()
        if path is None:
            self._field.show_problem("Choose the stick or folder first.")
            self._field.setFocus()
        return path

    def show_folder(self, view: FolderView) -> None:
        """Show which folder it is and whose."""
        if view.folder:
            self.folder.show_path(Path(view.folder))
        self._field.clear_problem()
        self.verdict.setVisible(view.place is not Place.NONE)
        self.verdict.set_tone(_TONES[view.place])
        self.verdict.set_message(lambda: _verdict(view))


_TONES = {Place.NONE: "", Place.OURS: "ok", Place.UNMARKED: "warn", Place.REFUSED: "danger"}


def _verdict(view: FolderView) -> str:
    if view.refused is not None:
        failure = Failure(view.refused.code, view.refused.message)
        return "\n".join(filter(None, (happened(failure), next_step(failure))))
    if view.place is Place.OURS:
        return text("This is the folder of your deployment, {name}.", name=view.name)
    return text(
        "Nobody has marked this folder as that of a deployment. Use it only if your coordinator"
        " told you so."
    )
