"""Several lines to type into: as high as its text, and Tab leaves it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from fieldkit.ui.theme import set_script
from fieldkit.ui.theme.fonts import script_for
from fieldkit.ui.widgets.text_direction import runs_right_to_left

_FEWEST: Final = 3
_MOST: Final = 12
_FRAME: Final = 20  # padding and border, as the stylesheet has them
_CONFIRM: Final = Qt.KeyboardModifier.ControlModifier


class GrowingText(QPlainTextEdit):
    """Enter begins a new line; Ctrl+Enter goes on. See `typing_watch`, which listens to it."""

    edited = Signal()
    left = Signal()
    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.composing = False
        self._writing = False
        self._language = ""
        self._lines = _FEWEST
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._sized)

    def typed_text(self) -> str:
        """What is in the field."""
        return self.toPlainText()

    def show_text(self, shown: str) -> None:
        """Write into the field; that is no edit."""
        if shown == self.toPlainText():
            return
        self._writing = True
        self.setPlainText(shown)
        self._writing = False

    def set_language(self, code: str) -> None:
        """The language of the answer: its typeface, and its direction while nothing is typed."""
        if code != self._language:
            self._language = code
            set_script(self, script_for(code))
            self._turn()

    def sizeHint(self) -> QSize:
        """From three lines on, as high as the text, up to twelve."""
        return QSize(400, self._lines * self.fontMetrics().lineSpacing() + _FRAME)

    def minimumSizeHint(self) -> QSize:
        """The same: it does not get squeezed."""
        return QSize(0, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter goes on to the next question."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & _CONFIRM:
            self.confirmed.emit()
            return
        super().keyPressEvent(event)

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

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text needs another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def _turn(self) -> None:
        right_to_left = runs_right_to_left(self.toPlainText(), self._language)
        wanted = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        option = QTextOption(self.document().defaultTextOption())
        if option.textDirection() != wanted:
            option.setTextDirection(wanted)
            # The layout of plain text does not turn an alignment round as that of rich text does.
            edge = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
            option.setAlignment(edge)
            self.document().setDefaultTextOption(option)

    def _changed(self) -> None:
        self._turn()
        if not self._writing:
            self.edited.emit()

    def _sized(self, size: QSizeF) -> None:
        """`size` counts lines; the document itself still tells the size before."""
        lines = max(_FEWEST, min(_MOST, round(size.height())))
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
