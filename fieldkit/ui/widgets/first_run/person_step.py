"""Who opens the vault: her name, and her team where there are several."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldkit.ui.models.first_run import PersonStep as PersonModel
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.line_edit import LineEdit
from fieldkit.ui.widgets.step import Step
from fieldkit.ui.widgets.team_choice import TeamChoice


class PersonStep(Step):
    """`introduced` carries the name and the team."""

    introduced = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("Who will work here?")
        self._line = LineEdit()
        self.name = Field("Your name", self._line)
        self.name.set_hint(
            "It is kept encrypted on this computer and never sent: your coordinator sees a code"
            " instead."
        )
        card = Card()
        card.add(self.name)
        self.column.addWidget(card)
        self.teams = TeamChoice()
        self.column.addWidget(self.teams)

    def show_model(self, model: PersonModel) -> None:
        """Show the name that was given before and the teams to choose from."""
        self._line.show_text(model.name)
        self.name.clear_problem()
        self.teams.show_teams(model.teams, model.team)

    def focus_first(self) -> None:
        """On the name."""
        self.name.setFocus()

    def forget(self) -> None:
        """The name stays in the presenter only."""
        self._line.clear()

    def go_on(self) -> None:
        """A name is needed, and a team where there are several."""
        self.name.clear_problem()
        if not self._line.text().strip():
            self.name.show_problem("Type your name.")
            self.name.setFocus()
        elif self.teams.is_chosen():
            self.introduced.emit(self._line.text(), self.teams.team)
