"""The very first page: three ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldkit.languages.marking import N_
from fieldkit.ui.models.first_run import Road, Welcome
from fieldkit.ui.widgets.choice_card import ChoiceCard
from fieldkit.ui.widgets.step import Step


class WelcomeStep(Step):
    """Pressing the card that is chosen already goes on, so that Enter twice is enough."""

    road_wanted = Signal(object)  # Road
    sample_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Welcome to FieldKit",
            "Interviews in the languages people speak, without a network. What they say stays"
            " encrypted on this computer. How would you like to begin?",
        )
        self.join = ChoiceCard(
            "Join with a kit",
            "Your coordinator gave you a file that ends in .fkk: the forms and the addresses of"
            " your deployment.",
            icon="people",
            value=Road.JOIN,
        )
        self.sample = ChoiceCard(
            "Open the sample",
            "Invented people, everything to try: interviews, sending, importing, publishing."
            " Nothing real can get in.",
            icon="table",
        )
        self.coordinate = ChoiceCard(
            "Set up a deployment",
            "For the coordinator: name it, choose teams, and hand out the kit that laptops join"
            " with.",
            icon="settings",
            value=Road.COORDINATE,
        )
        self._cards = (self.join, self.sample, self.coordinate)
        self._chosen = self.join
        self.join.setChecked(True)
        for card in self._cards:
            self.column.addWidget(card)
            card.clicked.connect(self._pressed)

    def show_model(self, model: Welcome) -> None:
        """Show whether there is a page to go back to."""
        self.back_message = N_("Back to unlocking") if model.vaults_here else ""

    def focus_first(self) -> None:
        """On the card that is chosen."""
        self._chosen.setFocus()

    def go_on(self) -> None:
        """Begin the chosen way."""
        if self._chosen is self.sample:
            self.sample_wanted.emit()
        else:
            self.road_wanted.emit(self._chosen.value)

    def _pressed(self) -> None:
        pressed = next(card for card in self._cards if card.isChecked())
        again, self._chosen = pressed is self._chosen, pressed
        if again:
            self.go_on()
