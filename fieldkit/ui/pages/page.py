"""What every page has: a title, a first focus, and a moment to hand over what was half typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """A page of the window. It shows view models and emits intents; it knows no operation."""

    leave_wanted = Signal()
    """Esc: back to Home. What was answered is saved already."""
    title_changed = Signal()
    """The title is another one, in the same language."""

    def title(self) -> str:
        """The title in the present language; asked again when the language changes."""
        raise NotImplementedError

    def header(self) -> QWidget | None:
        """Controls of this page for the bar at the top, or None."""
        return None

    def focus_first(self) -> None:
        """Put the focus where the work begins."""
        self.setFocus()

    @property
    def unsaved(self) -> int:
        """How many things that were typed here are known not to be saved, and are shown so."""
        return 0

    def commit_pending(self) -> None:
        """Emit the intents for what is typed and not handed over yet: before leaving or locking."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.leave_wanted.emit()
            return
        super().keyPressEvent(event)
