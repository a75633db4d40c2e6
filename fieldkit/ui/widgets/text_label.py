"""A label whose place is decided by the direction it stands in, and not by its first letter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel

_ACROSS = Qt.AlignmentFlag.AlignHorizontal_Mask


class TextLabel(QLabel):
    """Plain text that wraps. A QLabel would put an English name to the left on an Arabic page."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)  # a name may look like markup
        self.setWordWrap(True)
        self._align()

    def changeEvent(self, event: QEvent) -> None:
        """The leading edge has changed sides."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        leading = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        down = self.alignment() & ~_ACROSS
        self.setAlignment(down | leading | Qt.AlignmentFlag.AlignAbsolute)
