"""A finished record in a list: whose it is, what became of it, and the way to look at it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.languages.bidi import isolate
from fieldkit.languages.marking import N_
from fieldkit.ui.failure_words import happened
from fieldkit.ui.instants import day_and_time, month
from fieldkit.ui.language import bind, language, text
from fieldkit.ui.models.home import Fate, FinishedLine
from fieldkit.ui.runner import Failure
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.chip import Chip
from fieldkit.ui.widgets.texts import label, small
from fieldkit.ui.widgets.words_label import WordsLabel

# fate -> (words, tone, icon)
_FATES: Final = {
    Fate.SENT: (N_("Waiting for the receipt"), "", "send"),
    Fate.CONFIRMED: (N_("Confirmed by the coordinator"), "ok", "check"),
    Fate.REJECTED: (N_("Not taken"), "danger", "problem"),
}


class FinishedRow(Card):
    """Emits the id of its record. A refusal has nothing to look at."""

    review_wanted = Signal(str)

    def __init__(self, line: FinishedLine) -> None:
        super().__init__(role="row")
        self.line = line
        self._person = label("label")
        self._form = WordsLabel(own_side=False)
        self._facts = small()
        self._review = ActionButton("Review", icon="eye", role="quiet")
        self._review.clicked.connect(lambda: self.review_wanted.emit(line.record))
        self._lay_out()
        bind(self, "show_form", lambda: language().code)
        bind(self._person, "setText", self._whose)
        bind(self._facts, "setText", self._written_facts)

    def show_form(self, code: str) -> None:
        """Show the title of the form for who reads `code`."""
        self._form.show_words(self.line.form.within(code))
        whose = self._whose()
        form = self._form.words.text
        self._review.setAccessibleName(text("Review: {person}, {form}", person=whose, form=form))

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops; nowhere in a refusal."""
        return [] if self.line.is_refusal else [self._review]

    def _whose(self) -> str:
        if self.line.is_refusal:
            return text("Said no")
        return isolate(self.line.person) if self.line.person else text("No person code")

    def _written_facts(self) -> str:
        line = self.line
        if line.is_refusal:
            return text("Only the fact is kept, and the month: {month}", month=month(line.at))
        facts = text("Finished {when}", when=day_and_time(line.at)) if line.at else ""
        if line.fate is not Fate.REJECTED:
            return facts
        # The reason came in a receipt: a code that is not known here stands as it is.
        reason = happened(Failure(line.reason, line.reason))
        return "\n".join(filter(None, (facts, reason)))

    def _lay_out(self) -> None:
        look = tokens()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._person)
        words.addWidget(self._form)
        words.addWidget(self._facts)
        row = QHBoxLayout()
        row.setSpacing(look.space_m)
        row.addLayout(words, 1)
        if self.line.fate in _FATES:
            told, tone, icon = _FATES[self.line.fate]
            chip = Chip(told, tone=tone)
            chip.show_icon(icon)
            row.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._review, 0, Qt.AlignmentFlag.AlignVCenter)
        if self.line.is_refusal:
            self._review.hide()
        self.add(row)
