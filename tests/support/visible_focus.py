"""Whether somebody who goes by keys can see where she is."""

from __future__ import annotations

from collections.abc import Iterator

from accessible import CONTROLS, described, visible
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

_AROUND = 4


def unseen_focus(window: QWidget, seen: set[str]) -> Iterator[str]:
    """Controls that look the same with the focus as without; one of each kind, told in `seen`."""
    before = QApplication.focusWidget()
    for widget in visible(window):
        kind = f"{type(widget).__name__}/{widget.property('role')}"
        if kind in seen or not _takes_focus(widget):
            continue
        if widget is before or widget.visibleRegion().isEmpty():
            continue
        seen.add(kind)
        plain = _picture(window, widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QCoreApplication.processEvents()
        if widget.hasFocus() and _picture(window, widget) == plain:
            yield f"{described(widget)} looks the same with the focus"
        if before is not None:
            before.setFocus()


def _takes_focus(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(isinstance(widget, CONTROLS) and policy and widget.isEnabled())


def _picture(window: QWidget, widget: QWidget) -> QImage:
    corner = widget.mapTo(window, widget.rect().topLeft())
    area = QRect(corner, widget.size()).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    return window.grab(area).toImage()
