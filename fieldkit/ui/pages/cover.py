"""The cover (F9): nothing to see, at once. The work goes on beneath it when it is lifted."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fieldkit.ui.language import bind, language
from fieldkit.ui.theme import set_role


class CoverPage(QWidget):
    """A clock and nothing else: it names neither the tool nor what it is for."""

    uncover_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._clock = QLabel()
        set_role(self._clock, "cover-clock")
        self._clock.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(self._clock)
        bind(self._clock, "setText", self._time)
        bind(self, "setAccessibleName", "The screen is covered. Press F9 or Escape to go on.")
        self._timer = QTimer(self)
        self._timer.setInterval(10_000)
        self._timer.timeout.connect(lambda: self._clock.setText(self._time()))
        self._timer.start()

    def focus_first(self) -> None:
        """Take the focus, so that nothing is typed into what cannot be seen."""
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape lifts the cover (F9 does it through the window); all else is swallowed."""
        if event.key() == Qt.Key.Key_Escape:
            self.uncover_wanted.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two clicks lift the cover where there is no keyboard at hand."""
        self.uncover_wanted.emit()

    def _time(self) -> str:
        return language().locale.toString(QDateTime.currentDateTime().time(), "HH:mm")
