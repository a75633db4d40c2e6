"""Notices that nobody has touched keyboard or mouse for the minutes a person chose.

A timer stands still while the computer sleeps, so the clock on the wall is asked as well: whoever
opens a lid after an hour finds the window locked by the first touch.

It listens to the windows that get the keys and to what has the focus (an input method writes there
and nowhere else), not to the whole application: a page of questions takes a third longer to show
when each of its thousands of events comes by here. Touches in an open menu are not seen; the next
one on the window is.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputEvent, QInputMethodEvent, QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from fieldkit.ui.preferences import PreferencesFile

_TOUCHES: Final = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}
_BY_HAND: Final = (QInputEvent, QInputMethodEvent)
MINUTE_MS: Final = 60_000


class IdleWatch(QObject):
    """Emits `idle` once, after a quiet time; the next touch starts it anew.

    `now` tells seconds that go on while the computer sleeps.
    """

    idle = Signal()

    def __init__(
        self,
        preferences: PreferencesFile,
        parent: QWidget,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._now = now
        self._touched_at = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self._focused: QObject | None = None
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._hear)
        app.focusObjectChanged.connect(self._follow)
        self._hear(app.focusWindow())
        self._follow(app.focusObject())

    def watch(self, *, active: bool) -> None:
        """Start or stop watching; a locked window is not watched."""
        self._active = active
        if active:
            self._restart()
        else:
            self._timer.stop()

    @property
    def remaining(self) -> int:
        """Milliseconds until it is idle; below 0 when nobody watches."""
        return self._timer.remainingTime()

    def hurry(self) -> None:
        """Let the quiet time end now."""
        if self._active:
            self._timer.start(0)

    _active = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every touch starts the quiet time anew; one that comes too late is held back."""
        if not self._active or not isinstance(event, _BY_HAND) or event.type() not in _TOUCHES:
            return False
        is_late = (self._now() - self._touched_at) * 1_000 > self._quiet_time()
        self._restart()
        if is_late:
            self.idle.emit()
        return is_late

    def _hear(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time replaces the first

    def _follow(self, focused: QObject | None) -> None:
        before, self._focused = self._focused, focused
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if focused is not None:
            focused.installEventFilter(self)

    def _restart(self) -> None:
        self._touched_at = self._now()
        self._timer.start(self._quiet_time())

    def _quiet_time(self) -> int:
        return self._preferences.present.lock_minutes * MINUTE_MS
