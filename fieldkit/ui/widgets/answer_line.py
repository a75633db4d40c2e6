"""One line to type an answer into: tells when it is edited, left, and in mid-composition."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent

from fieldkit.ui.theme import set_script
from fieldkit.ui.theme.fonts import script_for
from fieldkit.ui.widgets.line_edit import LineEdit
from fieldkit.ui.widgets.text_direction import runs_right_to_left


class AnswerLine(LineEdit):
    """Runs in the direction of what is typed in it. See `typing_watch`, which listens to it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.composing = False
        self._language = ""
        self.textChanged.connect(self._follow_text)

    def typed_text(self) -> str:
        """What is in the field, without what is still being composed."""
        return self.text()

    def set_language(self, code: str) -> None:
        """The language of the answer: its typeface, and its direction while nothing is typed."""
        if code != self._language:
            self._language = code
            set_script(self, script_for(code))
            self._follow_text(self.text())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether a composition is open."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Left, unless it is only a menu that opened."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.composing = False
            self.left.emit()

    def _follow_text(self, typed: str) -> None:
        right_to_left = runs_right_to_left(typed, self._language)
        wanted = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        is_set = self.testAttribute(Qt.WidgetAttribute.WA_SetLayoutDirection)
        if not is_set or self.layoutDirection() != wanted:
            self.setLayoutDirection(wanted)
