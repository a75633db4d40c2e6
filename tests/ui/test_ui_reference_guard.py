"""PySide6 6.12.0 on Python 3.11 loses references to None and True until the process dies.

The pin in pyproject.toml keeps it away; this is what would tell when somebody lifts it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

ROUNDS = 200
# Fewer than one reference in ten calls: the bug loses one at every call.
NOISE = ROUNDS // 10


class Painted(QWidget):
    """Repaints through Python."""

    def paintEvent(self, event: object) -> None:
        """Nothing to draw."""


class Silent(QTranslator):
    """Knows no word."""

    def isEmpty(self) -> bool:
        """Never empty: it is asked."""
        return False

    def translate(self, *_: object) -> None:  # type: ignore[override]
        """None for every word, as ours does for what it does not know."""


class Sender(QObject):
    """Emits to a slot in Python."""

    told = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.told.connect(self.heard)

    def heard(self) -> None:
        """Nothing to do."""


def _calls(widget: Painted, label: QLabel, sender: Sender) -> dict[str, Callable[[], object]]:
    return {
        "setText": lambda: label.setText("a"),
        "repaint": widget.repaint,
        "emit": sender.told.emit,
        "setLayoutDirection": lambda: QApplication.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight
        ),
        "singleShot": lambda: QTimer.singleShot(0, sender.heard),
        "translate": lambda: QCoreApplication.translate("a", "b"),
        "processEvents": QApplication.processEvents,
    }


@pytest.mark.parametrize(
    "name",
    [
        "setText",
        "repaint",
        "emit",
        "setLayoutDirection",
        "singleShot",
        "translate",
        "processEvents",
    ],
)
def test_a_call_into_qt_loses_no_reference(qtbot: QtBot, name: str) -> None:
    widget, label, sender = Painted(), QLabel(), Sender()
    for shown in (widget, label):
        qtbot.addWidget(shown)
        shown.show()
    silent = Silent()
    QCoreApplication.installTranslator(silent)
    call = _calls(widget, label, sender)[name]
    call()
    before = (sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False))
    for _ in range(ROUNDS):
        call()
    after = (sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False))
    QCoreApplication.removeTranslator(silent)
    lost = [earlier - later for earlier, later in zip(before, after, strict=True)]
    assert max(lost) < NOISE
