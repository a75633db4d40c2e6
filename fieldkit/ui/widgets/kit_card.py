"""What a kit says: its deployment, where that is, which forms and teams it brings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from fieldkit.ui.language import bind, number
from fieldkit.ui.models.kit import KitFacts
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.text_label import TextLabel
from fieldkit.ui.widgets.texts import body, muted


class KitCard(Card):
    """Names are shown as the kit writes them, in whatever language that is."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens().space_xl)
        self._grid.setVerticalSpacing(tokens().space_s)
        self._grid.setColumnStretch(1, 1)
        self.add(self._grid)
        self._municipality = self._line("Municipality")
        self._forms = self._line("Forms")
        self._teams = self._line("Teams")
        self._version = self._line("Kit number")

    def show_facts(self, facts: KitFacts) -> None:
        """Show what a kit says."""
        self.set_heading(lambda: facts.deployment)
        self._municipality.setText(facts.municipality)
        self._forms.setText("\n".join(facts.forms))
        self._teams.setText(" · ".join(facts.teams) if facts.teams else "—")
        bind(self._version, "setText", lambda: number(facts.version))

    def _line(self, message: str) -> TextLabel:
        name, value = muted(), body()
        bind(name, "setText", message)
        row = self._grid.rowCount()
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1)
        return value
