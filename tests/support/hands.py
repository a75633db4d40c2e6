"""How somebody gets at what is on the screen: with the mouse, or with the keyboard alone."""

from __future__ import annotations

from typing import Protocol

from driving import click, press
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QToolButton, QWidget

_PATIENCE = 250


class Hand(Protocol):
    """Presses things, and goes into fields."""

    def press(self, target: QWidget) -> None:
        """Press a button, choose a choice."""
        ...

    def enter(self, field: QWidget) -> None:
        """Put the focus into a field."""
        ...


class Mouse:
    """Clicks."""

    def press(self, target: QWidget) -> None:
        click(target)

    def enter(self, field: QWidget) -> None:
        click(field)


class Keys:
    """Tab to what comes next, arrows inside a list, Enter or Space."""

    def press(self, target: QWidget) -> None:
        self.enter(target)
        pressed_by_enter = isinstance(target, QPushButton | QToolButton)
        key = Qt.Key.Key_Return if pressed_by_enter else Qt.Key.Key_Space
        press(key, "\r" if pressed_by_enter else " ")

    def enter(self, field: QWidget) -> None:
        before: list[str] = []
        for _ in range(_PATIENCE):
            focus = QApplication.focusWidget()
            if focus is not None and focus in (field, field.focusProxy()):
                return
            before.append(type(focus).__name__)
            press(self._way(focus, field))
            QCoreApplication.processEvents()
        raise AssertionError(f"no key leads to {type(field).__name__}; on the way: {before[-40:]}")

    def _way(self, focus: QWidget | None, field: QWidget) -> Qt.Key:
        """Down inside a list that is one stop for the Tab key, Tab otherwise."""
        same_list = (
            isinstance(focus, QAbstractButton)
            and type(focus) is type(field)
            and focus.parent() is field.parent()
            and not field.focusPolicy() & Qt.FocusPolicy.TabFocus
        )
        radio = (
            isinstance(focus, QAbstractButton)
            and type(focus) is type(field)
            and focus.parent() is field.parent()
            and focus.autoExclusive()
        )
        return Qt.Key.Key_Down if same_list or radio else Qt.Key.Key_Tab


def come_forward(window: QWidget) -> None:
    """Turn to this window: what is typed goes there."""
    for _ in range(_PATIENCE):
        if QApplication.activeWindow() is window:
            return
        window.activateWindow()
        window.raise_()
        QCoreApplication.processEvents()
