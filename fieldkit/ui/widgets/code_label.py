"""A code to read, compare or copy: wide letters, from left to right in every language."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from fieldkit.ui.theme import set_role


class CodeLabel(QLabel):
    """Lies at the leading edge of the page, but runs from the left: codes mix digits and signs.

    Marks that would do the same inside the text would be copied with it.
    """

    def __init__(self, shown: str = "") -> None:
        super().__init__(shown)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self, "code")
        application = cast(QGuiApplication, QGuiApplication.instance())
        application.layoutDirectionChanged.connect(self._align)
        self._align()

    def _align(self) -> None:
        right_to_left = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        leading = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(leading | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
