"""A bar at the bottom that says what was just done, and takes it back if that is wanted.

It takes no focus, goes by itself, and waits while it is pointed at or has the focus.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from fieldkit.ui.language import bind
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.texts import label

_WORDS_SECONDS = 6
_OFFER_SECONDS = 20
_FROM_BOTTOM = 84


class Toast(QFrame):
    """Lies over `over`, in the middle above its lower edge; `place` when that has changed."""

    undo_wanted = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        set_role(self, "toast")
        self._words = label("toast")
        self._undo = ActionButton("Undo", icon="undo", role="toast")
        self._undo.clicked.connect(self._ask_to_undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(tokens().space_m)
        row.addWidget(self._words, 1)
        row.addWidget(self._undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._undo.installEventFilter(self)
        self.hide()

    def tell(self, render: Callable[[], str]) -> None:
        """Say something in passing."""
        bind(self, "set_text", render)
        self._undo.hide()
        self._appear(_WORDS_SECONDS)

    def offer_undo(self, render: Callable[[], str]) -> None:
        """Say what was done, with a button that takes it back."""
        bind(self, "set_text", render)
        self._undo.show()
        self._appear(_OFFER_SECONDS)

    def pass_by(self) -> None:
        """Go now; what can be taken back is offered until it is withdrawn."""
        if self._undo.isHidden():
            self._timer.stop()
            self.hide()

    def withdraw(self) -> None:
        """What was offered cannot be had any more."""
        if not self._undo.isHidden():
            self._timer.stop()
            self.hide()

    def set_text(self, words: str) -> None:
        """The words, in the present language."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.place()

    def text(self) -> str:
        """The words that are shown."""
        return self._words.text()

    def place(self) -> None:
        """Go to the middle, above the lower edge of what it lies over."""
        over = self._over
        natural = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 2
        button = 0 if self._undo.isHidden() else self._undo.sizeHint().width() + tokens().space_m
        width = min(natural + button + 40, over.width() - 2 * tokens().space_xl)
        width = min(width, tokens().column)
        height = max(self.heightForWidth(width), tokens().touch + 16)
        left = (over.width() - width) // 2
        self.setGeometry(left, over.height() - height - _FROM_BOTTOM, width, height)

    def enterEvent(self, event: QEnterEvent) -> None:
        """It waits while it is pointed at."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """It goes soon after the pointer has left."""
        super().leaveEvent(event)
        self._wait_again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It waits while its button has the focus."""
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._wait_again()
        return super().eventFilter(watched, event)

    def _ask_to_undo(self) -> None:
        self._timer.stop()
        self.hide()
        self.undo_wanted.emit()

    def _appear(self, seconds: int) -> None:
        self.place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self._timer.start(seconds * 1_000)

    def _wait_again(self) -> None:
        focused = QApplication.focusWidget() is self._undo
        if self.isVisible() and not focused and not self.underMouse():
            self._timer.start(_WORDS_SECONDS * 1_000)
