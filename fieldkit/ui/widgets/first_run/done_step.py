"""The vault is there: what comes next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind, text
from fieldkit.ui.models.first_run import DoneStep as DoneModel
from fieldkit.ui.models.first_run import Road
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.step import Step
from fieldkit.ui.widgets.texts import body

_NEXT = {
    Road.JOIN: (
        N_("Ask your coordinator to let this laptop take part. You read six words to each other,"
           " by telephone or face to face."),
        N_("Until then you can hold interviews already; sending waits."),
    ),
    Road.COORDINATE: (
        N_("Your laptops join with the kit. When one asks, approve it under Devices: you read six"
           " words to each other."),
        N_("Import what they bring, look it through, and publish it for the municipality."),
    ),
}  # fmt: skip


class DoneStep(Step):
    """`next_wanted` follows the road; `home_wanted` leaves it."""

    next_wanted = Signal()
    home_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Everything is ready")
        self.back_message = ""
        ready = Banner("ok", "The vault is made and open. Your passphrase opens it from now on.")
        self._first, self._second = body(), body()
        card = Card("What comes next")
        card.add(self._first)
        card.add(self._second)
        self.home = ActionButton("Go to Home", icon="home")
        self.column.addWidget(ready)
        self.column.addWidget(card)
        self.column.addWidget(self.home, 0, Qt.AlignmentFlag.AlignLeading)
        self.home.clicked.connect(self.home_wanted)

    def show_model(self, model: DoneModel) -> None:
        """Say what comes next on this road."""
        first, second = _NEXT[model.road]
        bind(self._first, "setText", lambda: text(first))
        bind(self._second, "setText", lambda: text(second))
        joins = model.road is Road.JOIN
        self.next_message = N_("Ask to join") if joins else N_("Go to Home")
        self.home.setVisible(joins)

    def focus_first(self) -> None:
        """There is nothing to type here."""
        self.setFocus()

    def go_on(self) -> None:
        """Along the road."""
        self.next_wanted.emit()
