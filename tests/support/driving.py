"""Driving the window as a person does: by what is written on it, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from fieldkit.ui.app import FieldKitApp
from fieldkit.ui.language import language

W = TypeVar("W", bound=QWidget)
_ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200e\u200f")


def plain(words: str) -> str:
    """Words without the marks that keep names and numbers in their direction."""
    return words.translate(_ISOLATES).replace("&", "").strip()


def settle(app: FieldKitApp) -> None:
    """Let everything asked for be done, delivered, laid out and painted."""
    for _ in range(4):
        app.runner.wait_idle()
        QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(root: QWidget, kind: type[W]) -> Iterator[W]:
    """The widgets of a kind that can be seen, in the order they were made."""
    for widget in root.findChildren(kind):
        if widget.isVisible():
            yield widget


def names(widget: QWidget) -> set[str]:
    """What a widget is called: on its face and to a screen reader."""
    written = widget.text() if isinstance(widget, QAbstractButton) else ""
    return {plain(written), plain(widget.accessibleName())} - {""}


def named(root: QWidget, kind: type[W], name: str) -> W:
    """The visible widget of a kind that is called `name`, or begins so, in English or in the
    present language. Raises LookupError."""
    wanted = (name, plain(language().catalogue.text(name)))
    found = [widget for widget in shown(root, kind) if names(widget) & set(wanted)]
    found = found or [
        widget for widget in shown(root, kind) if any(n.startswith(wanted) for n in names(widget))
    ]
    if not found:
        there = sorted(n for widget in shown(root, kind) for n in names(widget))
        raise LookupError(f"no {kind.__name__} is called {name!r}; there are {there}")
    return found[0]


def button(root: QWidget, name: str) -> QAbstractButton:
    """A button by its name."""
    return named(root, QAbstractButton, name)


def line(root: QWidget, name: str) -> QLineEdit:
    """A field by its name."""
    return named(root, QLineEdit, name)


def says(root: QWidget, words: str) -> bool:
    """Whether these words can be read somewhere, in English or in the present language."""
    wanted = (words, plain(language().catalogue.text(words)))
    read = [plain(label.text()) for label in shown(root, QLabel)]
    return any(each in text for each in wanted for text in read)


def click(widget: QWidget) -> None:
    """Click the middle of a widget, scrolled to where it can be seen."""
    bring_into_view(widget)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=_middle(widget))


def bring_into_view(widget: QWidget) -> None:
    """Scroll what is around a widget until it can be seen."""
    parent = widget.parentWidget()
    while parent is not None:
        ensure = getattr(parent, "ensureWidgetVisible", None)
        if ensure is not None:
            ensure(widget)
        parent = parent.parentWidget()
    QCoreApplication.processEvents()


def _middle(widget: QWidget) -> QPoint:
    if isinstance(widget, QAbstractButton) and not hasattr(widget, "menu"):
        # A radio button or check box listens on its indicator and text only.
        return QPoint(
            widget.width() - 20 if widget.layoutDirection().name == "RightToLeft" else 20,
            widget.height() // 2,
        )
    return widget.rect().center()


def focused() -> QWidget:
    """Who has the focus. Raises LookupError when nobody has."""
    widget = QApplication.focusWidget()
    if widget is None:
        raise LookupError("nothing has the focus")
    return widget


def write(words: str, into: QWidget | None = None) -> None:
    """Type words of any script, key by key, into a widget or where the focus is."""
    for letter in words:
        press(Qt.Key.Key_Return if letter == "\n" else Qt.Key(0), letter, into=into)


def press(
    key: Qt.Key,
    letter: str = "",
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    *,
    into: QWidget | None = None,
) -> None:
    """Press and release a key. `QTest.keyClicks` aborts the process for anything but ASCII."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        target = into or focused()
        QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, letter))


def shortcut(
    key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier
) -> None:
    """Press a key that may be a shortcut of the window."""
    QTest.keyClick(focused(), key, modifiers)


def compose(words: str, into: QWidget | None = None) -> None:
    """Enter words as an input method does: first unfinished, then committed."""
    target = into or focused()
    QApplication.sendEvent(target, QInputMethodEvent(words[:1], []))
    done = QInputMethodEvent("", [])
    done.setCommitString(words)
    QApplication.sendEvent(target, done)
