"""The teams of a kit, of which a laptop belongs to one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.languages.bidi import isolate
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.choice_card import ChoiceCard
from fieldkit.ui.widgets.texts import heading, label


class TeamChoice(QWidget):
    """Cards of which one is chosen; nothing to see where there is nothing to choose."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[ChoiceCard] = []
        self._problem = label("problem", "Choose the team you belong to.")
        self._problem.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().space_s)
        self._column.addWidget(heading("Your team"))
        self._column.addWidget(self._problem)

    @property
    def team(self) -> str:
        """The team that is chosen; "" for none."""
        return next((str(card.value) for card in self._cards if card.isChecked()), "")

    @property
    def cards(self) -> Sequence[ChoiceCard]:
        """The cards in order."""
        return tuple(self._cards)

    def show_teams(self, teams: tuple[str, ...], chosen: str) -> None:
        """Show the teams of a kit; where there is only one, nobody has to choose it."""
        self.setVisible(bool(teams))
        self._problem.hide()
        for card in self._cards:  # one that is chosen cannot be left unchosen: new cards can
            card.hide()
            card.deleteLater()
        self._cards = [_card(team) for team in teams]
        for card in self._cards:
            card.setChecked(card.value == chosen or len(teams) == 1)
            self._column.addWidget(card)

    def is_chosen(self) -> bool:
        """Whether a team is chosen, or none is needed; says so where it is not."""
        missing = bool(self._cards) and not self.team
        self._problem.setVisible(missing)
        if missing:
            self._cards[0].setFocus()
        return not missing


def _card(team: str) -> ChoiceCard:
    return ChoiceCard(lambda: isolate(team), value=team)
