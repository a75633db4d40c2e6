"""The question before something goes: whoever is in doubt keeps it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from fieldkit.ui.widgets.action_button import ActionButton


class KeepOrRemove(QFrame):
    """Two answers, `kept` and `confirmed`; the words and the layout are the subclass's.

    The focus begins at keeping, and Esc keeps, too.
    """

    kept = Signal()
    confirmed = Signal()

    def __init__(
        self, keep: ActionButton, remove: ActionButton, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keep = keep
        self._remove = remove
        keep.clicked.connect(self.kept)
        remove.clicked.connect(self.confirmed)

    @property
    def stops(self) -> list[QWidget]:
        """Both answers."""
        return [self._keep, self._remove]

    def focus_first(self) -> None:
        """The harmless answer."""
        self._keep.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc keeps it, and is not taken for leaving the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.kept.emit()
            return
        super().keyPressEvent(event)
