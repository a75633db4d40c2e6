"""A new passphrase: six words that the computer proposes, or one of a person's own, typed twice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.models.passphrases import Proposal
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.choice_card import ChoiceCard
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.passphrase_edit import PassphraseEdit
from fieldkit.ui.widgets.texts import small
from fieldkit.ui.widgets.word_grid import WordGrid

_COLUMNS = 3


class PassphraseChoice(QWidget):
    """`submitted` is Enter in the last field. What is typed is forgotten by `clear`."""

    other_words_wanted = Signal()
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.proposed = ChoiceCard(
            "Use these six words",
            "Made by this computer, too many to guess. Write them down until you know them.",
        )
        self.own = ChoiceCard(
            "Type a passphrase of my own",
            "Twelve characters or more. Four random words are good; names and dates are not.",
        )
        self.words = WordGrid(_COLUMNS)
        self.other = ActionButton("Make other words", icon="refresh", role="quiet")
        self.first = Field("New passphrase", PassphraseEdit())
        self.second = Field("The same once more", PassphraseEdit())
        self._lay_out()
        self.proposed.setChecked(True)
        for card in (self.proposed, self.own):
            card.toggled.connect(self._show_part)
        self.other.clicked.connect(self.other_words_wanted)
        _edit(self.second).submitted.connect(self.submitted)
        _edit(self.first).submitted.connect(self.second.setFocus)
        self._show_part()

    def show_proposal(self, proposal: Proposal) -> None:
        """Show other words."""
        self.words.show_words(proposal.words)

    def passphrase(self) -> str:
        """What was chosen; "" when something is wrong with it, which is said at its field."""
        for field in (self.first, self.second):
            field.clear_problem()
        if self.proposed.isChecked():
            return "-".join(self.words.words)
        first, second = _edit(self.first).text(), _edit(self.second).text()
        if not first:
            self.first.show_problem("Type a passphrase.")
            self.first.setFocus()
        elif first != second:
            self.second.show_problem("The two are not the same.")
            self.second.setFocus()
        return first if first == second else ""

    def refused_field(self) -> Field | None:
        """The field at which a refusal of the passphrase is told, where there is one."""
        return None if self.proposed.isChecked() else self.first

    def focus_first(self) -> None:
        """On what is chosen."""
        (self.proposed if self.proposed.isChecked() else self.own).setFocus()

    def clear(self) -> None:
        """Forget what was typed and what was proposed."""
        self.words.clear()
        for field in (self.first, self.second):
            _edit(field).clear()
            field.clear_problem()

    # --- inside

    def _show_part(self) -> None:
        self._proposal.setVisible(self.proposed.isChecked())
        self._typing.setVisible(self.own.isChecked())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space_m)
        self._proposal, self._typing = Card(), Card()
        self._proposal.add(self.words)
        row = QHBoxLayout()
        row.addWidget(small("Capitals, spaces and hyphens between them do not matter."), 1)
        row.addWidget(self.other)
        self._proposal.add(row)
        self._typing.add(self.first)
        self._typing.add(self.second)
        for widget in (self.proposed, self._proposal, self.own, self._typing):
            column.addWidget(widget)


def _edit(field: Field) -> PassphraseEdit:
    assert isinstance(field.widget, PassphraseEdit)
    return field.widget
