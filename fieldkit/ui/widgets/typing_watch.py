"""Watches a text field: when what is typed is handed over, and when the field may be written into.

Handed over is on leaving the field, on Enter and, unless the field is empty, after a short rest:
who empties a field may be about to type anew, and the form may take away a row that holds nothing.
Written into is a field that
nobody is typing in: never one with half-typed text, and never one in the middle of a composition
(Greek accents, Arabic or Amharic input methods), which a write would destroy.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from fieldkit.ui.widgets.answer_line import AnswerLine
from fieldkit.ui.widgets.growing_text import GrowingText

REST_MS: Final = 600


Typeable = AnswerLine | GrowingText


class TypingWatch(QObject):
    """`rested` carries a text to hand over; `left` says that the field was left."""

    rested = Signal(str)
    touched = Signal()
    left = Signal()

    def __init__(self, field: Typeable, parent: QObject) -> None:
        super().__init__(parent)
        self._field = field
        self._known = field.typed_text()
        self._being_edited = False
        self._timer: QTimer | None = None
        field.edited.connect(self._edited)
        field.left.connect(self._left)

    @property
    def pending(self) -> bool:
        """Whether something is typed that was not handed over."""
        return self._field.composing or self._field.typed_text() != self._known

    @property
    def may_write(self) -> bool:
        """Whether nobody is in the middle of something in this field."""
        if self.pending:
            return False
        return not (self._being_edited and self._field.hasFocus())

    def show_text(self, shown: str) -> None:
        """Write what is stored into the field, unless somebody is typing in it."""
        if self.may_write:
            self._field.show_text(shown)
            self._known = self._field.typed_text()

    def flush(self) -> None:
        """Hand over now what is typed; what an input method still composes is finished first."""
        if self._field.composing:
            QGuiApplication.inputMethod().commit()
        if self._timer is not None:
            self._timer.stop()
        self._hand_over()

    def forget(self) -> None:
        """What was handed over was lost on the way: it is pending again."""
        self._known = _NEVER_TYPED

    def _hand_over(self) -> None:
        typed = self._field.typed_text()
        if typed != self._known:
            self._known = typed
            self.rested.emit(typed)

    def _rest(self) -> None:
        if self._field.typed_text().strip():
            self._hand_over()

    def _edited(self) -> None:
        self._being_edited = True
        if self._timer is None:
            self._timer = QTimer(self)
            self._timer.setSingleShot(True)
            self._timer.setInterval(REST_MS)
            self._timer.timeout.connect(self._rest)  # never ends a composition
        self._timer.start()
        self.touched.emit()

    def _left(self) -> None:
        self.flush()
        self._being_edited = False
        self.left.emit()


_NEVER_TYPED: Final = "\x00"
