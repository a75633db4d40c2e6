"""Approving a laptop: its request, the six words heard, six words back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal

from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind, text
from fieldkit.ui.models.devices import Approved, Asking
from fieldkit.ui.pages.stepped import SteppedPage
from fieldkit.ui.widgets.joining.listen_step import ListenStep
from fieldkit.ui.widgets.joining.request_step import RequestStep
from fieldkit.ui.widgets.joining.words_step import WordsStep

NAMES: Final = (N_("Request"), N_("Words you hear"), N_("Words you read"))


class ApprovePage(SteppedPage):
    """The steps are attributes, whose signals are the intents. `leave_wanted`: to the devices."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.request, self.listen = RequestStep(), ListenStep()
        self.reply = WordsStep(
            "Approved. Now read these words back",
            "The laptop's user types them; then it takes part.",
        )
        self.reply.next_message = N_("Done")
        self.reply.back_message = ""
        self.add_steps(self.request, self.listen, self.reply)
        self.trail.show_place(NAMES, 0)
        self.back_wanted.connect(self._go_one_back)
        self.reply.read_out.connect(self.finished)

    def title(self) -> str:
        """The title of the page."""
        return text("Approve a laptop")

    def show_asking(self, asking: Asking) -> None:
        """Show who asks."""
        self.listen.show_model(asking)
        self.show_step(self.listen)
        self.trail.show_place(NAMES, 1)

    def show_approved(self, approved: Approved) -> None:
        """Show the words to read back."""
        self.reply.show_words(approved.words)
        bind(
            self.reply.remark,
            "setText",
            "{laptop} is approved: what it sends is imported from now on.",
            laptop=approved.label,
        )
        self.show_step(self.reply)
        self.trail.show_place(NAMES, 2)

    def _go_one_back(self) -> None:
        if self.step is self.listen:
            self.show_step(self.request)
            self.trail.show_place(NAMES, 0)
        else:
            self.leave_wanted.emit()
