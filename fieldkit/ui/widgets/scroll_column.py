"""A page's column: centred, never too wide to read, scrolled so that the focus is in sight."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from fieldkit.ui.theme import set_role, tokens

_MARGIN_IN_SIGHT = 24


class ScrollColumn(QScrollArea):
    """Widgets go into `column`."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        # The keys that scroll reach it from the widget that has the focus; it needs none itself.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget()
        set_role(self._inner, "column")
        outer = QWidget()
        set_role(outer, "column")
        row = QHBoxLayout(outer)
        row.setContentsMargins(24, 24, 24, 24)
        row.setSpacing(0)
        row.addStretch(1)
        row.addWidget(self._inner, 1_000)
        row.addStretch(1)
        self.column = QVBoxLayout(self._inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(tokens().space_l)
        self.setWidget(outer)
        self._limit_width()
        application = cast(QApplication, QApplication.instance())
        application.focusChanged.connect(self._follow_focus)

    def add(self, item: QWidget | QLayout) -> None:
        """Put a widget or a layout below what is there."""
        if isinstance(item, QWidget):
            self.column.addWidget(item)
        else:
            self.column.addLayout(item)

    def end(self) -> None:
        """Keep everything at the top where there is more room than content."""
        self.column.addStretch(1)

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs a wider column for as many words on a line."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._limit_width()

    def _limit_width(self) -> None:
        self._inner.setMaximumWidth(tokens().column)

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._inner.isAncestorOf(now):
            self.ensureWidgetVisible(now, _MARGIN_IN_SIGHT, _MARGIN_IN_SIGHT)
