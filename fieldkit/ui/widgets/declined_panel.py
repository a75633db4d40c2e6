"""The person said no: a quiet page that says what was kept, and the way home."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.texts import body, title


class DeclinedPanel(QWidget):
    """Nothing to be done about it, and nobody to be blamed."""

    home_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.home = ActionButton("Home", icon="home", role="primary")
        self.home.clicked.connect(self.home_wanted)
        card = Card()
        card.setMaximumWidth(tokens().column * 2 // 3)
        card.add(title("The person said no"))
        card.add(
            body(
                "Only the fact is kept: which form, which team, which month. "
                "Everything that was typed before is gone."
            )
        )
        card.add(body("Thank the person. Help does not depend on an interview."))
        card.column.addSpacing(tokens().space_s)
        card.column.addWidget(self.home, 0, Qt.AlignmentFlag.AlignLeading)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(card, 1_000)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(1)
        column.addLayout(line)
        column.addStretch(2)
