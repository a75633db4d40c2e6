"""What Qt needs from Python for as many labels and fields, with no style and nothing behind."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget


def let_go() -> None:
    """Delete what waits for it: without this only a running event loop does."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


class PlainPage(QWidget):
    """A window of its own with `questions` labels and fields."""

    def __init__(self, questions: int) -> None:
        super().__init__()
        self._questions = questions
        self._column = QVBoxLayout(self)
        self._labels: list[QLabel] = []
        self._words = itertools.cycle(("Question", "سؤال"))
        self._directions = itertools.cycle(
            (Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight)
        )
        self.resize(1366, 768)
        self.show()
        self.show_again()

    def show_again(self) -> None:
        """Make everything anew."""
        body = QWidget()
        rows = QVBoxLayout(body)
        self._labels = [QLabel(f"Question {number}") for number in range(self._questions)]
        for label in self._labels:
            rows.addWidget(label)
            rows.addWidget(QLineEdit())
        while (item := self._column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.deleteLater()
        self._column.addWidget(body)
        QCoreApplication.processEvents()
        let_go()

    def relabel(self) -> None:
        """Other words."""
        word = next(self._words)
        for number, label in enumerate(self._labels):
            label.setText(f"{word} {number}")
        QCoreApplication.processEvents()

    def turn(self) -> None:
        """Other words, in the other direction."""
        self.setLayoutDirection(next(self._directions))
        self.relabel()
