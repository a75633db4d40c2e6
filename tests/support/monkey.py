"""Somebody who presses, types and switches whatever there is, without ever reading a word.

What it does is decided by its chance alone, so that a seed tells the same story again. It types
paths inside its own folder only, and never looks around on the disk.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from pathlib import Path

from driving import bring_into_view, press
from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.pages.unlock import UnlockPage
from fieldkit.ui.widgets.path_field import PathField
from fieldkit.ui.widgets.place_browser import PlaceBrowser

LETTERS = "αβγδάέώΩςabcXYZ اآبتثچگی٠١٢٣۴۵۶0123456789-.,'«»\u200c"
POPUPS_MS = 15
_NONE, _CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYS = (
    *[(Qt.Key.Key_Tab, _NONE)] * 6,
    *[(Qt.Key.Key_Return, _NONE)] * 4,
    (Qt.Key.Key_Backtab, _SHIFT),
    (Qt.Key.Key_Escape, _NONE),
    (Qt.Key.Key_Space, _NONE),
    (Qt.Key.Key_Up, _NONE),
    (Qt.Key.Key_Down, _NONE),
    (Qt.Key.Key_Left, _NONE),
    (Qt.Key.Key_Right, _NONE),
    (Qt.Key.Key_Home, _NONE),
    (Qt.Key.Key_End, _NONE),
    (Qt.Key.Key_Delete, _NONE),
    (Qt.Key.Key_F6, _NONE),
    (Qt.Key.Key_F9, _NONE),
    (Qt.Key.Key_Z, _CONTROL),
    (Qt.Key.Key_A, _CONTROL),
    (Qt.Key.Key_V, _CONTROL),
    (Qt.Key.Key_C, _CONTROL),
    (Qt.Key.Key_PageDown, _NONE),
    (Qt.Key.Key_PageUp, _NONE),
    *[(Qt.Key.Key_PageDown, _CONTROL)] * 3,
    (Qt.Key.Key_PageUp, _CONTROL),
    *((Qt.Key(Qt.Key.Key_1 + number), _CONTROL) for number in range(9)),
)


class OpenedElsewhere(QObject):
    """Stands where other programs would be started; remembers what they would have shown."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []
        QDesktopServices.setUrlHandler("file", self, "take")

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)

    def stop(self) -> None:
        QDesktopServices.unsetUrlHandler("file")


class Monkey:
    """`paths` are the only ones it ever types."""

    def __init__(self, app: FieldKitApp, chance: random.Random, paths: list[Path]) -> None:
        self.app = app
        self.last: deque[str] = deque(maxlen=25)
        self._chance = chance
        self._paths = paths
        self._popups = QTimer(app)
        self._popups.setInterval(POPUPS_MS)
        self._popups.timeout.connect(_dismiss_popup)
        self._popups.start()
        self._deeds: list[tuple[int, Callable[[], str]]] = [
            (38, self._press_a_button),
            (12, self._enter_a_field),
            (22, self._type),
            (22, self._press_a_key),
            (3, self._scroll),
            (2, self._choose_in_a_menu),
            (1, self._resize),
        ]

    def act(self) -> None:
        """Do one thing."""
        deed = self._chance.choices(
            [deed for _, deed in self._deeds], [weight for weight, _ in self._deeds]
        )[0]
        if self._is_locked_out():
            deed = self._open_the_sample
        told = f"{type(self.app.window.page).__name__}: {deed()}"
        self._look_away()
        focus = QApplication.focusWidget()
        self.last.append(f"{told} -> {type(focus).__name__}")

    def waits(self) -> bool:
        """Whether it lets the window come to rest before it goes on: mostly not."""
        return self._chance.random() < 0.25

    def lock(self) -> str:
        """Ctrl+L."""
        return self._key(Qt.Key.Key_L, _CONTROL)

    # --- what it does

    def _is_locked_out(self) -> bool:
        page = self.app.window.page
        return isinstance(page, UnlockPage) and self._chance.random() < 0.3

    def _open_the_sample(self) -> str:
        page = self.app.window.page
        assert isinstance(page, UnlockPage)
        if not page.offer.isVisible():
            return "nothing to open"
        return self._click(page.offer)

    def _press_a_button(self) -> str:
        buttons = self._there(QAbstractButton)
        return self._click(self._chance.choice(buttons)) if buttons else "no button"

    def _enter_a_field(self) -> str:
        fields = [*self._there(QLineEdit), *self._there(QPlainTextEdit)]
        if not fields:
            return self._press_a_button()
        field = self._chance.choice(fields)
        clicked = self._click(field)
        if _is_for_a_path(field) and isinstance(field, QLineEdit) and field.isVisible():
            self._type_a_path(field)
        return clicked

    def _type_a_path(self, field: QLineEdit) -> None:
        field.selectAll()
        for letter in str(self._chance.choice(self._paths)):
            press(Qt.Key(0), letter, into=field)
        if self._chance.random() < 0.7:
            press(Qt.Key.Key_Return, into=field)

    def _type(self) -> str:
        focus = QApplication.focusWidget()
        if focus is None or _is_for_a_path(focus):
            return "typed nowhere"
        words = "".join(self._chance.choices(LETTERS, k=self._chance.randint(1, 6)))
        for letter in words:
            into = QApplication.focusWidget()
            if into is not None and not _is_for_a_path(into):
                press(Qt.Key(0), letter, into=into)
        return f"typed {len(words)} letters into {type(focus).__name__}"

    def _press_a_key(self) -> str:
        if self._chance.random() < 0.02:
            return self.lock()
        return self._key(*self._chance.choice(_KEYS))

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> str:
        focus = QApplication.focusWidget() or self.app.window
        if _is_for_a_path(focus) and key in _CHANGES_A_PATH:
            key, modifiers = Qt.Key.Key_Tab, _NONE
        QTest.keyClick(focus, key, modifiers)
        return f"{modifiers.name} {key.name} in {type(focus).__name__}"

    def _scroll(self) -> str:
        areas = self._there(QAbstractScrollArea)
        if not areas:
            return "nothing to scroll"
        bar = self._chance.choice(areas).verticalScrollBar()
        bar.setValue(self._chance.randint(bar.minimum(), max(bar.minimum(), bar.maximum())))
        return "scrolled"

    def _choose_in_a_menu(self) -> str:
        menus = [each.menu() for each in self._there(QToolButton) if each.menu() is not None]
        actions: list[QAction] = [
            action for menu in menus for action in menu.actions() if action.isEnabled()
        ]
        if not actions:
            return "no menu"
        action = self._chance.choice(actions)
        action.trigger()
        return f"chose {action.data()!r}"

    def _resize(self) -> str:
        width, height = self._chance.randint(800, 1500), self._chance.randint(560, 900)
        self.app.window.resize(width, height)
        return f"{width} x {height}"

    # --- how

    def _there(self, kind: type[QWidget]) -> list[QWidget]:
        root = self.app.window
        return [each for each in root.findChildren(kind) if each.isVisible() and each.isEnabled()]

    def _click(self, widget: QWidget) -> str:
        bring_into_view(widget)
        name = type(widget).__name__
        said = widget.text() if isinstance(widget, QAbstractButton) else ""
        if widget.isVisible():
            size = widget.rect()
            place = QPoint(
                self._chance.randrange(max(1, size.width())),
                self._chance.randrange(max(1, size.height())),
            )
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
        return f"clicked {name} {said!r}"

    def _look_away(self) -> None:
        """Whatever shows the folders of this computer is closed again before it is used."""
        QCoreApplication.processEvents()
        _dismiss_popup()
        if QApplication.activeWindow() is not self.app.window:  # no window manager gives it back
            self.app.window.activateWindow()
            QCoreApplication.processEvents()
        for browser in self.app.window.findChildren(PlaceBrowser):
            if browser.isVisible():
                browser.dismissed.emit()


_CHANGES_A_PATH = {Qt.Key.Key_Delete, Qt.Key.Key_V, Qt.Key.Key_Z, Qt.Key.Key_Space}


def _is_for_a_path(widget: QWidget) -> bool:
    parent: QWidget | None = widget
    while parent is not None:
        if isinstance(parent, PathField):
            return True
        parent = parent.parentWidget()
    return False


def _dismiss_popup() -> None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
