"""Where the page is: which section, in which languages, with what typed and not taken.

Turns that and the record into view models. Steps are taken elsewhere; `changed` is told of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fieldkit.forms.structure import QUESTION
from fieldkit.model.errors import AnswerRefused
from fieldkit.operations.form_titles import title_of
from fieldkit.ui.models.interview import (
    Bilingual,
    Gate,
    InterviewView,
    ReviewView,
    SectionLine,
)
from fieldkit.ui.presenters.aside import aside_lines
from fieldkit.ui.presenters.board import Board
from fieldkit.ui.presenters.form_names import form_name
from fieldkit.ui.presenters.items import first_question, section_items
from fieldkit.ui.presenters.languages import languages_of
from fieldkit.ui.presenters.open_record import OpenRecord
from fieldkit.ui.presenters.places import Place
from fieldkit.ui.presenters.progress_lines import section_lines
from fieldkit.ui.presenters.questions import Asking
from fieldkit.ui.presenters.refusals import Refused
from fieldkit.ui.presenters.review import review_view
from fieldkit.ui.presenters.wording import Wording


class InterviewPage:
    """The state of the page over one open record. `focus` is the key to go to when it is shown."""

    def __init__(self, record: OpenRecord, worker: str) -> None:
        session = record.session
        self.record = record
        self.board = Board(session.definition)
        self._name = form_name(title_of(session.definition))
        self.focus = ""
        self._languages = languages_of(session.definition, worker, session.language)
        self._refused: dict[str, Refused] = {}
        self._shows_missing = False
        self._section = 0
        self._shape = session.shape

    # --- views

    def view(self) -> InterviewView:
        """The page as it stands. Raises AnswerRefused (`finished`) when the record is gone."""
        self._must_be_there()
        interview, asking = self.record.interview, self._asking()
        lines = section_lines(self.board, asking)
        self._section = self._nearest(lines)
        plan = self.board.outline.plans[self._section] if lines else None
        return InterviewView(
            record=interview.record,
            form_id=interview.definition.form_id,
            title=self._name.within(self._languages.lead).text,
            languages=self._languages,
            sections=lines,
            current="" if plan is None else plan.id,
            items=() if plan is None else section_items(self.board, asking, plan.entries),
            saved_at=interview.last_saved_at(),
            held=interview.held,
            gate=self._gate(),
            focus=self.focus,
            was_sent=interview.was_sent,
            unsaved=len(self._refused),
            aside=sum(1 for _ in asking.waiting_aside()),
        )

    def review(self) -> ReviewView:
        """The review. From now on missing answers are told at their questions, too."""
        self._must_be_there()
        self._shows_missing = True
        self.board.forget_all()
        return review_view(self.board, self._asking(), self.record)

    # --- going about

    def show(self, section: str) -> None:
        """Go to the section with that id; where it is not shown now, to the next one that is."""
        self.focus = ""
        self._section = self.board.outline.position.get(section, self._section)

    def move(self, by: int) -> None:
        """Go on by so many sections that are shown, as far as there are any."""
        self.focus = ""
        lines = section_lines(self.board, self._asking())
        shown = [self.board.outline.position[line.id] for line in lines]
        if shown:
            here = shown.index(self._nearest(lines)) + by
            self._section = shown[min(max(here, 0), len(shown) - 1)]

    def show_question(self, place: Place) -> None:
        """Go to the section of a question, and to the question; for a row, to its first one."""
        self._section = self.board.outline.section_of.get(place.node.path, self._section)
        self.focus = place.key if place.node.kind == QUESTION else self._first_in(place)

    def speak(self, code: str) -> None:
        """The respondent reads another language of the form. Raises AnswerRefused (`language`)."""
        self.record.speak(code)
        self._languages = replace(self._languages, respondent=code)
        self.board.forget_words()
        self.board.forget(self.board.reach.of_language())

    def read_in(self, code: str) -> None:
        """The worker reads another language of the form."""
        if any(each.code == code for each in self._languages.offered):
            self._languages = replace(self._languages, worker=code)
            self.board.forget_words()

    def swap(self) -> None:
        """The other language leads."""
        self._languages = replace(self._languages, swapped=not self._languages.swapped)
        self.board.forget_words()

    # --- what steps do to the page

    def changed(self, path: str) -> None:
        """A step changed the node at a definition path: a question, or the rows of a repeat."""
        self.board.forget(self.board.reach.of(path))
        shape = self.record.session.shape
        if (
            shape != self._shape
        ):  # a row above a count goes with its last answer, whatever cleared it
            self.board.forget(self.board.reach.of_counted_rows())
            self._shape = shape
        self._refused = {key: each for key, each in self._refused.items() if self._can_change(key)}

    def keep_typed(self, place: Place, refused: Refused) -> None:
        """Something was typed and not taken: it stays in the field."""
        self._refused[place.key] = refused
        self.board.forget([place.node.path])

    def problem(self, refused: Refused) -> Bilingual:
        """Why something was not taken, in both languages."""
        return refused.problem(self._languages)

    def forget_typed(self, place: Place) -> None:
        """The question has a good answer."""
        if self._refused.pop(place.key, None) is not None:
            self.board.forget([place.node.path])

    # --- how

    def _asking(self) -> Asking:
        session = self.record.session
        wording = Wording(session, self._languages)
        return Asking(
            session=session,
            languages=self._languages,
            wording=wording,
            answered_in=self.record.answered_in,
            refused=self._refused,
            shows_missing=self._shows_missing,
            aside=aside_lines(self.record.kept_aside, session, wording),
        )

    def _gate(self) -> Gate:
        interview = self.record.interview
        if interview.definition.gate is None:
            return Gate.NONE
        return Gate.OPEN if interview.gate_is_open else Gate.CLOSED

    def _nearest(self, lines: Sequence[SectionLine]) -> int:
        """The section one is in; where it is not shown now, the next one, else the last."""
        shown = [self.board.outline.position[line.id] for line in lines]
        if not shown:
            return 0
        return next((at for at in shown if at >= self._section), shown[-1])

    def _first_in(self, place: Place) -> str:
        if not place.path.endswith("]"):
            return ""
        entries = self.board.outline.rows[place.node.path]
        return first_question(self.board, self.record.session, entries, place)

    def _can_change(self, key: str) -> bool:
        """Whether what was typed there can still be put right; else what is stored counts."""
        session = self.record.session
        try:
            path = session.path(key)
        except AnswerRefused:  # its row is gone
            return False
        return not (session.relevant(path) and session.readonly(path))

    def _must_be_there(self) -> None:
        if self.record.interview.over:
            raise AnswerRefused("", "This interview is over.", code="finished")
