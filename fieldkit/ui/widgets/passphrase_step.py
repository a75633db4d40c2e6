"""The passphrase that will open this vault every day."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldkit.ui.models.passphrases import Proposal
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.passphrase_choice import PassphraseChoice
from fieldkit.ui.widgets.step import Step


class PassphraseStep(Step):
    """`chosen` carries the passphrase; it is kept nowhere but in the vault's key."""

    chosen = Signal(str)
    other_words_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Your passphrase",
            "You type it whenever you open FieldKit. Nobody can look it up for you: choose one"
            " that you will know tomorrow.",
        )
        self.choice = PassphraseChoice()
        self.column.addWidget(self.choice)
        self.choice.other_words_wanted.connect(self.other_words_wanted)
        self.choice.submitted.connect(self.go_on)

    def show_model(self, model: Proposal) -> None:
        """Show six words."""
        self.choice.show_proposal(model)

    def focus_first(self) -> None:
        """On what is chosen."""
        self.choice.focus_first()

    def field_for(self, code: str) -> Field | None:
        """What is wrong with a passphrase is said where it was typed."""
        return self.choice.refused_field()

    def forget(self) -> None:
        """Words and typing go."""
        self.choice.clear()

    def go_on(self) -> None:
        """Take it, once both fields agree."""
        passphrase = self.choice.passphrase()
        if passphrase:
            self.chosen.emit(passphrase)
