"""Joining a deployment: the request, six words one way, six words back."""

from __future__ import annotations

from typing import Final

from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind, text
from fieldkit.ui.models.first_run import KitStep as KitModel
from fieldkit.ui.models.join import JoinView, Standing
from fieldkit.ui.pages.stepped import SteppedPage
from fieldkit.ui.widgets.joining.ask_step import AskStep
from fieldkit.ui.widgets.joining.heard_step import HeardStep
from fieldkit.ui.widgets.joining.joined_step import JoinedStep
from fieldkit.ui.widgets.joining.words_step import WordsStep
from fieldkit.ui.widgets.kit_step import KitStep
from fieldkit.ui.widgets.step import Step

NAMES: Final = (N_("Request"), N_("Your words"), N_("The coordinator's words"), N_("Joined"))


class JoinPage(SteppedPage):
    """The steps are attributes, whose signals are the intents."""

    def __init__(self) -> None:
        super().__init__()
        self._view = JoinView(Standing.NOT_ASKED)
        self.kit, self.ask, self.joined = KitStep(), AskStep(), JoinedStep()
        self.words = WordsStep(
            "Read these words to your coordinator",
            "By telephone or face to face, slowly, with their numbers. Your coordinator types what"
            " you say.",
        )
        self.words.next_message = N_("They were heard")
        self.heard = HeardStep(
            "Now your coordinator reads six words to you",
            "Only your coordinator can know them. If they do not fit, somebody else may have made"
            " the kit or the request.",
        )
        self.heard.next_message = N_("Join")
        self._places: dict[Step, int] = {
            self.ask: 0,
            self.words: 1,
            self.heard: 2,
            self.joined: 3,
        }
        self.add_steps(self.kit, *self._places)
        self.words.read_out.connect(self._listen)
        self.back_wanted.connect(self._go_one_back)

    def title(self) -> str:
        """The title of the page."""
        return text("Join a deployment")

    def show_model(self, model: JoinView) -> None:
        """Show the step that the laptop has come to."""
        self._view = model
        if model.standing is Standing.NO_KIT:
            self.kit.show_model(KitModel(model.kit_file, model.kit))
            self._show(self.kit)
        elif model.standing is Standing.JOINED:
            self.joined.show_model(model)
            self._show(self.joined)
        elif model.written is not None:
            self.words.show_words(model.written.words)
            bind(
                self.words.remark,
                "setText",
                "Your coordinator needs this file as well: {file}",
                file=model.written.file,
            )
            self._show(self.words)
        elif model.standing is Standing.ASKED:
            self._listen()
        else:
            self._show_ask()

    # --- inside

    def _listen(self) -> None:
        written = self._view.written is not None
        self.heard.back_message = N_("Show my words") if written else N_("Make the request again")
        self._show(self.heard)

    def _show_ask(self) -> None:
        self.ask.show_model(self._view)
        self._show(self.ask)

    def _show(self, step: Step) -> None:
        self.show_step(step)
        place = self._places.get(step)
        self.trail.show_place(NAMES if place is not None else (), place or 0)

    def _go_one_back(self) -> None:
        if self.step is self.heard and self._view.written is not None:
            self._show(self.words)
        elif self.step in (self.heard, self.words):
            self._show_ask()
        else:
            self.leave_wanted.emit()
