"""What Receive reads, and the button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.texts import body


class ReceiveCard(Card):
    """Reading takes nothing off the stick."""

    receive_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Receive")
        self.receive = ActionButton("Receive", icon="receive")
        self.receive.clicked.connect(self.receive_wanted)
        words = body(
            "Reads the receipts that your coordinator left for this laptop, and newer forms."
        )
        row = QHBoxLayout()
        row.setSpacing(tokens().space_l)
        row.addWidget(words, 1)
        row.addWidget(self.receive, 0, Qt.AlignmentFlag.AlignBottom)
        self.add(row)
