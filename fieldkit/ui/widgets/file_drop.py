"""A place for one file: typed, chosen, or dropped here with the mouse."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent

from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.path_field import PathField, PathKind


class FileDrop(Card):
    """`chosen` carries the path of the file; whether it is the right one is said elsewhere."""

    chosen = Signal(object)  # Path

    def __init__(self, message: str, hint: str, *, name_filter: str) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.path = PathField(PathKind.OPEN_FILE, name_filter=name_filter)
        self.field = Field(message, self.path)
        self.field.set_hint(hint)
        self.add(self.field)
        self.column.setSpacing(tokens().space_m)
        self.path.chosen.connect(self.chosen)
        self.setFocusProxy(self.path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only one file of this computer is welcome."""
        if _file_in(event.mimeData()) is not None:
            set_role(self, "card-flat")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The file was taken elsewhere."""
        set_role(self, "card")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """The file is here."""
        set_role(self, "card")
        dropped = _file_in(event.mimeData())
        if dropped is not None:
            self.path.show_path(dropped)
            event.acceptProposedAction()
            self.chosen.emit(dropped)


def _file_in(data: QMimeData) -> Path | None:
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())
