"""The band over a sample: everything below is invented."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from fieldkit.ui.language import bind
from fieldkit.ui.theme import set_role


class SampleBand(QFrame):
    """One line across the window, shown on every page of a sample vault."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "sample-band")
        label = QLabel()
        set_role(label, "sample-band")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bind(label, "setText", "SAMPLE · Every person and every answer here is invented")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(label)
