"""A passphrase, hidden until a person asks to see it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fieldkit.ui.widgets.icon_button import IconButton
from fieldkit.ui.widgets.line_edit import LineEdit
from fieldkit.ui.widgets.texts import label

_HINTS = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class PassphraseEdit(QWidget):
    """`edited` for each change by a person, `submitted` for Enter."""

    edited = Signal(str)
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = LineEdit()
        self.line.setInputMethodHints(_HINTS)
        self._eye = IconButton("eye", "Show the passphrase")
        self._caps = label("small", "Caps Lock is on.")
        self._caps.setProperty("tone", "warn")
        self._lay_out()
        self._show_plain(shown=False)
        self.line.edited.connect(self.edited)
        self.line.returnPressed.connect(self.submitted)
        self.line.installEventFilter(self)
        self._eye.clicked.connect(self._toggle)

    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what is typed, and hide what comes next."""
        self.line.clear()
        self._show_plain(shown=False)

    @property
    def is_shown(self) -> bool:
        """Whether the passphrase can be read on the screen."""
        return self.line.echoMode() == QLineEdit.EchoMode.Normal

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch the letters for a Caps Lock that is on; Qt has no way to ask for it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._watch_caps(event)
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A passphrase that was shown is hidden when the page goes."""
        super().hideEvent(event)
        self._show_plain(shown=False)

    def _watch_caps(self, event: QKeyEvent) -> None:
        typed = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._caps.hide()  # the next letter tells
        elif len(typed) == 1 and typed.lower() != typed.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._caps.setVisible(typed.isupper() != shifted)

    def _toggle(self) -> None:
        self._show_plain(shown=not self.is_shown)
        self.line.setFocus()

    def _show_plain(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        if shown:
            self._eye.show_icon("cover")
            self._eye.set_message("Hide the passphrase")
        else:
            self._eye.show_icon("eye")
            self._eye.set_message("Show the passphrase")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self._eye)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._caps)
        self._caps.hide()
        self.setFocusProxy(self.line)
