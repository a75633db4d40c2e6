"""The passphrase is forgotten: the recovery code from paper, then a new passphrase."""

from __future__ import annotations

from typing import Final

from fieldkit.languages.marking import N_
from fieldkit.ui.language import text
from fieldkit.ui.models.passphrases import Proposal
from fieldkit.ui.pages.stepped import SteppedPage
from fieldkit.ui.widgets.passphrase_step import PassphraseStep
from fieldkit.ui.widgets.recovery_code_step import RecoveryCodeStep

NAMES: Final = (N_("Recovery code"), N_("New passphrase"))


class RecoverPage(SteppedPage):
    """The steps are attributes, whose signals are the intents."""

    def __init__(self) -> None:
        super().__init__()
        self.code = RecoveryCodeStep(
            "Open with the recovery code",
            "It is on the paper that you wrote when this vault was made: eight groups of five"
            " letters and digits.",
        )
        self.passphrase = PassphraseStep()
        self.add_steps(self.code, self.passphrase)
        self.trail.show_place(NAMES, 0)

    def title(self) -> str:
        """The title of the page."""
        return text("Forgotten passphrase")

    def show_proposal(self, proposal: Proposal) -> None:
        """The code was right: a new passphrase is needed."""
        self.passphrase.show_model(proposal)
        self.show_step(self.passphrase)
        self.trail.show_place(NAMES, 1)
