"""The interview page's other half: takes steps through the operation, hands out view models.

Lives on the operations' thread. A step's view is the record after the step: saved, held for the
gate, or refused with what was typed still there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fieldkit.forms import NodeDefinition
from fieldkit.languages.marking import N_
from fieldkit.model.errors import AnswerRefused
from fieldkit.operations import interview as operation
from fieldkit.operations.removed_rows import RemovedRow
from fieldkit.operations.steps import Declined, DoesNotFit, Held, Incomplete, Outcome
from fieldkit.ui.models.interview import (
    Bilingual,
    Fate,
    FinishView,
    InterviewView,
    ReviewView,
    StepView,
)
from fieldkit.ui.presenters.access import Access, Locked
from fieldkit.ui.presenters.interview_page import InterviewPage
from fieldkit.ui.presenters.languages import spoken_code
from fieldkit.ui.presenters.not_read import NotRead
from fieldkit.ui.presenters.open_record import OpenRecord
from fieldkit.ui.presenters.places import Place, place_at
from fieldkit.ui.presenters.refusals import Refused, message_of, refused_by_form, stays_typed
from fieldkit.ui.presenters.typed import Typed, as_text, given, is_answer
from fieldkit.ui.presenters.wording import window_words

_CHANGED_MEANWHILE = N_("Something changed while you were finishing. Look at the list again.")


class InterviewPresenter:
    """One record on the page. Made by `begin` and `take_up`.

    Questions and rows come by key. What a step is refused for is in its view; all methods raise
    StorageError, and AnswerRefused (`finished`) once the record is gone.
    """

    def __init__(self, access: Access, record: OpenRecord, worker: str) -> None:
        self._access = access
        self._record = record
        self._page = InterviewPage(record, worker)
        self._removed: tuple[RemovedRow, ...] = ()

    def __repr__(self) -> str:
        return f"<InterviewPresenter {self._record.interview.record}>"

    @classmethod
    def begin(cls, access: Access, form_id: str, languages: tuple[str, str]) -> InterviewPresenter:
        """A new record. `languages` are those of worker and respondent; "" and what the form does
        not speak stand for its default one. Raises UnknownForm, NoIdentifierKey."""
        made = operation.start(access.vault, form_id, access.clock, access.randomness)
        return cls._speaking(access, OpenRecord(made), languages)

    @classmethod
    def take_up(cls, access: Access, record: str, languages: tuple[str, str]) -> InterviewPresenter:
        """A draft or a finished record, at the place of its last step. A respondent of "" goes on
        in the language the record was left in. Raises UnknownRecord, NoIdentifierKey."""
        resumed = operation.resume(access.vault, record, access.clock, access.randomness)
        presenter = cls._speaking(access, OpenRecord(resumed), languages)
        place = resumed.last_place()
        return presenter._at(place) if place else presenter

    @classmethod
    def _speaking(
        cls, access: Access, record: OpenRecord, languages: tuple[str, str]
    ) -> InterviewPresenter:
        worker, respondent = languages
        presenter = cls(access, record, worker)
        if respondent:
            presenter._page.speak(spoken_code(record.session.definition, respondent))
        return presenter

    def _at(self, path: str) -> InterviewPresenter:
        self._page.show_question(place_at(self._record.session, path))
        return self

    def at_work(self) -> InterviewPresenter:
        """Itself, as long as the vault that the record is in is open. Raises Locked."""
        if self._access.vault is not self._record.interview.vault:
            raise Locked
        return self

    # --- looking and going about

    def view(self) -> InterviewView:
        """The page as it stands."""
        return self._page.view()

    def go(self, section: str) -> InterviewView:
        """To the section with that id; where it is not shown now, to the next one."""
        self._page.show(section)
        return self._page.view()

    def next(self) -> InterviewView:
        """To the section after this one; the last one stays."""
        self._page.move(1)
        return self._page.view()

    def previous(self) -> InterviewView:
        """To the section before this one; the first one stays."""
        self._page.move(-1)
        return self._page.view()

    def go_to(self, key: str) -> InterviewView:
        """To a question. Raises AnswerRefused (`unknown-path`) when its row is gone."""
        self._page.show_question(place_at(self._record.session, key))
        return self._page.view()

    def speak(self, code: str) -> InterviewView:
        """The respondent reads another language. Raises AnswerRefused (`language`) when the form
        does not speak it."""
        self._page.speak(code)
        return self._page.view()

    def read_in(self, code: str) -> InterviewView:
        """The worker reads another language; what the form does not speak changes nothing."""
        self._page.read_in(code)
        return self._page.view()

    def swap(self) -> InterviewView:
        """The other language leads. Nothing is stored."""
        self._page.swap()
        return self._page.view()

    # --- steps

    def answer(self, key: str, value: Typed) -> StepView:
        """Take what was typed or chosen; None, blanks and no choice clear the answer.

        What is the answer already is no step.
        """
        try:
            place = place_at(self._record.session, key)
            return self._answer(place, value)
        except AnswerRefused as refusal:
            return self._refused(key, refusal)

    def mint(self, key: str) -> StepView:
        """A new person code, of nobody this vault knows, as the answer to a question."""
        return self.answer(key, self._record.new_code())

    def add_row(self, roster_path: str) -> StepView:
        """Add a row to a repeat; the view's focus is the first question in it."""
        try:
            outcome = self._record.add_row(roster_path)
        except AnswerRefused as refusal:
            return self._refused(roster_path, refusal)
        return self._row_is_there(outcome)

    def remove_row(self, key: str) -> StepView:
        """Remove a row with everything in it; `put_back` undoes it, where the view says so."""
        return self.remove_rows([key])

    def remove_rows(self, keys: Sequence[str]) -> StepView:
        """The same for rows of one repeat, which stand or fall together; the view's key is that of
        the first one."""
        try:
            places = [place_at(self._record.session, key) for key in keys]
            outcome, self._removed = self._record.take_out(places)
        except AnswerRefused as refusal:
            return self._refused(keys[0], refusal)
        step = self._taken(places[0].key, places[0].node, outcome)
        return replace(step, can_undo=bool(self._removed))

    def put_back(self) -> StepView:
        """Undo the last removal: what was removed comes back last, with its answers."""
        removed = self._removed
        if not removed:
            nothing = AnswerRefused("", "There is nothing to put back.", code="unknown-path")
            return self._refused("", nothing)
        try:
            outcome = self._record.put_back(removed)
        except AnswerRefused as refusal:
            return self._refused(removed[0].key, refusal)
        self._removed = ()
        return self._row_is_there(outcome)

    # --- ends

    def review(self) -> ReviewView:
        """What is in the way of finishing, and every answer. From now on missing answers are told
        at their questions, too."""
        return self._page.review()

    def finish(self) -> FinishView:
        """Make the record final, unless the review still has something."""
        review = self._page.review()
        if review.problems:
            return FinishView(ok=False, review=review)
        try:
            self._record.finish()
        except Incomplete:
            review = self._page.review()
            return FinishView(False, review, window_words(_CHANGED_MEANWHILE))
        return FinishView(ok=True, review=self._page.review())

    def reopen(self) -> InterviewView:
        """Take a finished record up again. Raises AnswerRefused (`finished`) for a draft."""
        self._record.reopen()
        return self._page.view()

    def discard(self) -> None:
        """Delete a draft that never left this computer. Raises AnswerRefused (`finished`)."""
        self._record.discard()

    # --- how

    def _answer(self, place: Place, value: Typed) -> StepView:
        session = self._record.session
        try:
            entry = given(place.node, value, session.zone)
        except NotRead as fault:
            refused = Refused(as_text(value), fault.message, fields=fault.fields)
            return self._stays_typed(place, refused)
        if is_answer(place.node, entry, session.value(place.path)):
            self._page.forget_typed(place)
            return self._already(place)
        try:
            outcome = self._record.answer(place, entry)
        except DoesNotFit as refusal:
            session = self._record.session  # another one: the step was taken back
            refused = refused_by_form(refusal, session, place, as_text(value), entry)
            return self._stays_typed(place, refused)
        except AnswerRefused as refusal:
            if not stays_typed(refusal):
                raise
            message = self._message(refusal, place.node)
            return self._stays_typed(place, Refused(as_text(value), message))
        self._page.forget_typed(place)
        return self._taken(place.key, place.node, outcome)

    def _taken(self, key: str, node: NodeDefinition, outcome: Outcome) -> StepView:
        if isinstance(outcome, Declined):
            return StepView(Fate.DECLINED, key, None)
        self._page.focus = ""
        self._page.changed(node.path)
        fate = Fate.HELD if isinstance(outcome, Held) else Fate.SAVED
        return StepView(fate, key, self._page.view())

    def _row_is_there(self, outcome: Outcome) -> StepView:
        place = place_at(self._record.session, outcome.path)
        self._page.changed(place.node.path)
        self._page.show_question(place)
        fate = Fate.HELD if isinstance(outcome, Held) else Fate.SAVED
        return StepView(fate, place.key, self._page.view())

    def _already(self, place: Place) -> StepView:
        self._page.focus = ""
        fate = Fate.HELD if self._record.interview.held else Fate.SAVED
        return StepView(fate, place.key, self._page.view())

    def _stays_typed(self, place: Place, refused: Refused) -> StepView:
        self._page.focus = ""
        self._page.keep_typed(place, refused)
        return self._not_taken(place.key, self._page.problem(refused))

    def _refused(self, key: str, refusal: AnswerRefused) -> StepView:
        if refusal.code == "finished":
            raise refusal
        self._page.focus = ""
        return self._not_taken(key, window_words(self._message(refusal, None)))

    def _not_taken(self, key: str, problem: Bilingual) -> StepView:
        return StepView(Fate.REFUSED, key, self._page.view(), problem)

    def _message(self, refusal: AnswerRefused, node: NodeDefinition | None) -> str:
        return message_of(refusal, node, was_sent=self._record.interview.was_sent)
