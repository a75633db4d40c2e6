"""What is said above the questions of an interview: of the whole record, or of no question."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldkit.ui.language import bind, nbind
from fieldkit.ui.models.interview import Bilingual, Gate, InterviewView
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.scroll_column import ScrollColumn
from fieldkit.ui.widgets.window_words import in_window


class InterviewNotices(QObject):
    """Banners put into `column`; each is there as long as it is true."""

    review_wanted = Signal()

    def __init__(self, column: ScrollColumn) -> None:
        super().__init__(column)
        self._refusal = Banner("danger")
        self._gate_closed = Banner(
            "", "Nothing that identifies the person is stored until permission is given."
        )
        self._sent_before = Banner(
            "warn",
            "This record was sent before. Finishing it again sends the corrected version.",
        )
        self._aside = Banner()
        self._look = self._aside.set_action("Look", self.review_wanted.emit)
        bind(self._look, "setAccessibleName", "Look at the answers that were kept aside")
        for banner in (self._refusal, self._gate_closed, self._sent_before, self._aside):
            banner.hide()
            column.add(banner)

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops."""
        return [self._look]

    def show_view(self, view: InterviewView) -> None:
        """What is true of the record as it stands."""
        self._gate_closed.setVisible(view.gate is Gate.CLOSED)
        self._sent_before.setVisible(view.was_sent)
        self._aside.setVisible(view.aside > 0)
        nbind(
            self._aside,
            "set_text",
            "{count} answer was kept aside when the form changed.",
            "{count} answers were kept aside when the form changed.",
            view.aside,
        )

    def show_refusal(self, problem: Bilingual | None) -> None:
        """Why something was not done that is about no question; None takes it away."""
        self._refusal.setVisible(problem is not None)
        if problem is not None:
            self._refusal.set_message(lambda: in_window(problem).lead.text)
