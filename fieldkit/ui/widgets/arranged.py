"""A widget that places its children by the width it gets: side by side where there is room.

Qt's layouts cannot say "next to each other, unless that is too narrow"; this can, and stays quick
because a place is worked out once per width.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from fieldkit.ui.theme import tokens

_WISHED: Final = 480


@dataclass(frozen=True)
class Arrangement:
    """Where each child goes at one width, reading from the left, and how high that is."""

    places: tuple[tuple[QWidget, QRect], ...]
    height: int


class Arranged(QWidget):
    """Base of widgets that override `arrangement`; mirrored where it reads from right to left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: dict[int, Arrangement] = {}
        self._look = tokens()
        self._asked = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def arrangement(self, width: int) -> Arrangement:
        """Where the children go at this width. To be overridden."""
        raise NotImplementedError

    def rearrange(self) -> None:
        """Something inside became larger, smaller, or another thing."""
        self._known.clear()
        self.updateGeometry()
        if not self._asked:  # once, however much changes before the next look at the page
            self._asked = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def hasHeightForWidth(self) -> bool:
        """Always: that is the point."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at this width."""
        known = self._known.get(width)
        return (known or self._at(width)).height

    def sizeHint(self) -> QSize:
        """What it would like to have."""
        return QSize(_WISHED, tokens().touch)  # the height is asked for by width

    def minimumSizeHint(self) -> QSize:
        """Any width will do; the height follows from it."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the children anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Direction and font change places and sizes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()
        elif event.type() == QEvent.Type.StyleChange and self._look is not tokens():
            self._look = tokens()
            self.rearrange()

    def event(self, event: QEvent) -> bool:
        """A child that wants another size asks for it here, and so does `rearrange`."""
        if event.type() == QEvent.Type.LayoutRequest:
            if not self._asked:
                self._known.clear()
                self.updateGeometry()
            self._asked = False
            self._place()
        return super().event(event)

    def _at(self, width: int) -> Arrangement:
        known = self._known.get(width)
        if known is None:
            known = self._known[width] = self.arrangement(width)
        return known

    def _place(self) -> None:
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            return  # no layout has given it a width yet
        whole = QRect(0, 0, self.width(), self.height())
        for child, place in self._at(self.width()).places:
            child.setGeometry(QStyle.visualRect(self.layoutDirection(), whole, place))
