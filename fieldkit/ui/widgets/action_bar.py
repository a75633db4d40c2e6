"""The bar at the foot of a page: ways back at the leading edge, the way on at the trailing one."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fieldkit.ui.theme import set_role, tokens


class ActionBar(QFrame):
    """Buttons that stay in sight while the page above them scrolls."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "bottombar")
        space = tokens()
        row = QHBoxLayout(self)
        row.setContentsMargins(space.space_xl, space.space_m, space.space_xl, space.space_m)
        self._leading, self._trailing = QHBoxLayout(), QHBoxLayout()
        for part in (self._leading, self._trailing):
            part.setSpacing(space.space_s)
            row.addLayout(part)
        row.insertStretch(1, 1)

    def lead(self, *widgets: QWidget) -> None:
        """Put widgets at the leading edge, after those that are there."""
        for widget in widgets:
            self._leading.addWidget(widget)

    def trail(self, *widgets: QWidget) -> None:
        """Put widgets at the trailing edge, after those that are there."""
        for widget in widgets:
            self._trailing.addWidget(widget)
