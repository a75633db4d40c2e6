"""The first run: from a welcome to a vault that is open, in a few steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Signal

from fieldkit.languages.marking import N_
from fieldkit.ui.language import text
from fieldkit.ui.models import first_run as models
from fieldkit.ui.models.first_run import FirstRunView, Stage
from fieldkit.ui.models.passphrases import Proposal
from fieldkit.ui.pages.stepped import SteppedPage
from fieldkit.ui.widgets.first_run.code_back_step import CodeBackStep
from fieldkit.ui.widgets.first_run.code_step import CodeStep
from fieldkit.ui.widgets.first_run.deployment_step import DeploymentStep
from fieldkit.ui.widgets.first_run.done_step import DoneStep
from fieldkit.ui.widgets.first_run.hand_out_step import HandOutStep
from fieldkit.ui.widgets.first_run.person_step import PersonStep
from fieldkit.ui.widgets.first_run.welcome_step import WelcomeStep
from fieldkit.ui.widgets.kit_step import KitStep
from fieldkit.ui.widgets.making_step import MakingStep
from fieldkit.ui.widgets.passphrase_step import PassphraseStep
from fieldkit.ui.widgets.step import Step

NAMES: Final = {
    Stage.KIT: N_("Kit"),
    Stage.DEPLOYMENT: N_("Deployment"),
    Stage.PERSON: N_("You"),
    Stage.PASSPHRASE: N_("Passphrase"),
    Stage.CODE: N_("Recovery code"),
    Stage.HAND_OUT: N_("Hand out"),
    Stage.DONE: N_("Ready"),
}


class FirstRunPage(SteppedPage):
    """The steps are attributes, whose signals are the intents. `stop_wanted` stops what is made."""

    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.welcome, self.kit, self.deployment = WelcomeStep(), KitStep(), DeploymentStep()
        self.person, self.passphrase = PersonStep(), PassphraseStep()
        self.code, self.code_back = CodeStep(), CodeBackStep()
        self.hand_out, self.done = HandOutStep(), DoneStep()
        self.making = MakingStep(
            "One moment",
            "Your passphrase is made slow to guess; that takes a second or two, here and for"
            " anybody who would try.",
            "Making your vault",
        )
        self.making_sample = MakingStep(
            "One moment",
            "Invented people are interviewed, their answers sealed, sent, imported and published."
            " This takes ten seconds or so.",
            "Making the sample",
        )
        self.making.cancel_wanted.connect(self.stop_wanted)
        self.making_sample.cancel_wanted.connect(self.stop_wanted)
        self._steps = self._by_content()
        self.add_steps(*(step for step, _ in self._steps.values()), self.making_sample)

    def title(self) -> str:
        """The title of the page."""
        return text("First steps")

    def show_model(self, model: FirstRunView) -> None:
        """Show the step that a person has come to."""
        step, show = self._steps[type(model.content)]
        show(model.content)
        self.show_step(step)
        self.trail.show_place([NAMES[stage] for stage in model.stages], model.position)

    def show_sample_made(self) -> None:
        """The sample is being made."""
        self.making_sample.begin()
        self.show_step(self.making_sample)
        self.trail.show_place((), 0)

    def show_progress(self, done: int, total: int, what: str) -> None:
        """How far that is which is being made; `what` is a marked message."""
        if isinstance(self.step, MakingStep):
            self.step.show_progress(done, total, text(what) if what else "")

    def _by_content(self) -> dict[type[models.Content], tuple[Step, Callable[[Any], None]]]:
        return {
            models.Welcome: (self.welcome, self.welcome.show_model),
            models.KitStep: (self.kit, self.kit.show_model),
            models.DeploymentStep: (self.deployment, self.deployment.show_model),
            models.PersonStep: (self.person, self.person.show_model),
            Proposal: (self.passphrase, self.passphrase.show_model),
            models.CodeStep: (self.code, self.code.show_model),
            models.CodeBackStep: (self.code_back, self.code_back.show_model),
            models.MakingStep: (self.making, lambda _: self.making.begin()),
            models.HandOutStep: (self.hand_out, self.hand_out.show_model),
            models.DoneStep: (self.done, self.done.show_model),
        }
