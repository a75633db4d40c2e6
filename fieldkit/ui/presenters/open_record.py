"""The record that is being filled in, with what the window alone has to know about it.

A finished record is only looked at until a step is really taken: then it is reopened together with
that step. Changing the language in which it is looked at is no step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from fieldkit.forms import Entry, FormSession
from fieldkit.model.records import RecordState
from fieldkit.operations import drafts
from fieldkit.operations.interview import Interview
from fieldkit.operations.kept_aside import KeptAside, kept_aside
from fieldkit.operations.removed_rows import RemovedRow
from fieldkit.operations.steps import Declined, Outcome
from fieldkit.operations.subjects import mint_subject
from fieldkit.ui.presenters.places import Place
from fieldkit.vault import journal


class OpenRecord:
    """One interview and how it stands on the disk."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self._finished_as: RecordState | None = None
        if interview.state is not RecordState.DRAFT:
            self._finished_as = interview.state
        self._speaks = interview.session.language
        self._answered_in = self._languages_on_disk()
        self._kept_aside = kept_aside(interview.vault, interview.record)

    def __repr__(self) -> str:
        return f"<OpenRecord {self._interview.record}>"

    @property
    def interview(self) -> Interview:
        """The operation, to be looked at."""
        return self._interview

    @property
    def session(self) -> FormSession:
        """The session as it is now: after a step that was taken back it is another one."""
        return self._interview.session

    @property
    def state(self) -> RecordState:
        """The state of the record on the disk."""
        return self._finished_as or self._interview.state

    @property
    def answered_in(self) -> Mapping[str, str]:
        """The language of each answer, by key."""
        return self._answered_in

    @property
    def kept_aside(self) -> Sequence[KeptAside]:
        """What moves to other versions of the form kept aside."""
        return self._kept_aside

    def new_code(self) -> str:
        """A person code that this vault gave to nobody yet."""
        stamp = self._interview.stamp
        return mint_subject(self._interview.vault, stamp.randomness)

    # --- steps: each raises AnswerRefused, and then nothing has changed

    def answer(self, place: Place, entry: Entry) -> Outcome:
        """Answer a question, asked in the language that its label is really shown in."""
        asked_in = self.session.spoken(place.path, self._speaks)
        waiting = self._interview.held
        outcome = self._step(lambda: self._interview.answer(place.path, entry, asked_in))
        self._answered_in[place.key] = asked_in or self.session.language
        self._kept_aside = [
            replace(each, is_answered=each.is_answered or each.key == place.key)
            for each in self._kept_aside
        ]
        if waiting and not self._interview.held and not self._interview.over:
            self._answered_in = self._languages_on_disk()
        return outcome

    def add_row(self, path: str) -> Outcome:
        """Add a row to the repeat at a path without position."""
        return self._step(lambda: self._interview.add_repeat(path))

    def take_out(self, places: Sequence[Place]) -> tuple[Outcome, tuple[RemovedRow, ...]]:
        """Remove rows of one repeat. What was in them can be put back; without the rows where the
        form would not let any of them stand."""
        removed: list[RemovedRow] = []

        def take() -> Outcome:
            outcome, rows = self._interview.take_out_rows([each.path for each in places])
            removed.extend(rows)
            return outcome

        outcome = self._step(take)
        return outcome, tuple(removed) if self._interview.may_come_back(removed) else ()

    def put_back(self, removed: Sequence[RemovedRow]) -> Outcome:
        """Lay removed rows back, as the last ones."""
        outcome = self._step(lambda: self._interview.put_back(*removed))
        answers = (each for row in removed for each in row.answers)
        spoken = {each.key: each.language for each in answers if each.language}
        self._answered_in |= spoken  # a default that nobody answered has no language
        if not self._interview.held:  # rows that the form makes itself have other keys than before
            self._answered_in |= self._languages_on_disk()
        return outcome

    def speak(self, code: str) -> None:
        """Go on in another language of the form; a step, unless the record is finished."""
        self._speaks = code
        if self._finished_as is None:
            self._speak_in_session()

    # --- ends

    def finish(self) -> None:
        """Make it final. Raises what `Interview.finish` raises; nothing to do for a finished one
        that was only looked at."""
        if self._finished_as is None:
            self._interview.finish()
            self._finished_as = self._interview.state

    def reopen(self) -> None:
        """Take a finished record up again. Raises AnswerRefused (`finished`) for a draft."""
        if self._finished_as is not None and self._interview.state is RecordState.DRAFT:
            return  # a step was refused meanwhile: the next one that is taken reopens it
        self._interview.reopen()
        self._finished_as = None
        self._speak_in_session()

    def discard(self) -> None:
        """Delete the draft. Raises AnswerRefused (`finished`) where it is none."""
        self._interview.discard()

    # --- how

    def _step(self, take: Callable[[], Outcome]) -> Outcome:
        if self._interview.state is not RecordState.DRAFT:
            self._interview.reopen_with_next_step()
        outcome = take()
        if not isinstance(outcome, Declined):
            self._finished_as = None
            self._speak_in_session()
        return outcome

    def _speak_in_session(self) -> None:
        if self.session.language != self._speaks:
            self._interview.set_language(self._speaks)

    def _languages_on_disk(self) -> dict[str, str]:
        history = journal.entries(self._interview.vault, self._interview.record)
        return drafts.languages_of(history)
