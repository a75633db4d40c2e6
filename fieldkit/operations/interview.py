"""An interview: a form session whose every step is on the disk before it is called saved.

The gate (architecture section 4): a form may name a question that asks for permission. Until it is
answered `yes`, nothing identifying is stored: the first identifying answer and every step after it
wait in memory, in order, and are stored in the same transaction as the yes. Any other answer is a
refusal: the whole record is deleted and only form, version, team and month are kept.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from fieldkit.forms import Host
from fieldkit.forms.problems import CONSTRAINT
from fieldkit.model.answers import Answer
from fieldkit.model.clock import Clock, Randomness, new_uuid
from fieldkit.model.errors import AnswerRefused, FieldKitError
from fieldkit.model.records import RecordState
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.operations import drafts, gate, removed_rows, replay
from fieldkit.operations.interview_state import InterviewState
from fieldkit.operations.last_saved import last_saved
from fieldkit.operations.record_writer import RecordWriter
from fieldkit.operations.removed_rows import RemovedRow
from fieldkit.operations.replay import Given
from fieldkit.operations.steps import (
    Declined,
    DoesNotFit,
    Held,
    Incomplete,
    Outcome,
    Saved,
    Stamp,
    Step,
    answering,
    taking_up,
)
from fieldkit.platform import StorageError
from fieldkit.vault import Vault, forms_store, journal, records
from fieldkit.vault.journal import Entry, StepKind
from fieldkit.vault.records import RecordLine


class Interview(InterviewState):
    """One record being filled in. Made by `start` and `resume`."""

    def answer(self, path: str, value: Given, language: str = "") -> Outcome:
        """Answer a question; None clears it.

        `language` is the one it was asked in; "" for that of the label as the session shows it.
        Raises AnswerRefused (nothing is stored, the session is as before) and StorageError.
        """
        self._must_be_draft(path)
        key = self.session.key(path)
        asked_in = self.session.language_code(language) if language else self.session.spoken(path)
        return self._take(answering(self.definition, key, replay.stored_form(value), asked_in))

    def add_repeat(self, path: str) -> Outcome:
        """Add a row to a repeat; the outcome's path is the new row. Raises AnswerRefused."""
        self._must_be_draft(path)
        parent, _, name = path.rpartition("/")
        row = new_uuid(self.stamp.randomness)
        return self._take(Step(StepKind.ADD_REPEAT, f"{self.session.key(parent)}/{name}[{row}]"))

    def remove_repeat(self, path: str) -> Outcome:
        """Remove a row of a repeat with everything in it. Raises AnswerRefused."""
        self._must_be_draft(path)
        return self._take(Step(StepKind.REMOVE_REPEAT, self.session.key(path)), path)

    def take_out_rows(self, paths: Sequence[str]) -> tuple[Outcome, tuple[RemovedRow, ...]]:
        """Remove rows of one repeat, given in their order, in one transaction: the last one first,
        for as long as the form has rows to lose. Hands out what was in those that are gone.

        Raises AnswerRefused (nothing is changed then), also when none can go.
        """
        self._must_be_draft(paths[-1])
        languages, was_open = drafts.languages_of(self._history), self.gate_is_open
        rows = [removed_rows.look_into(self.session, path, languages) for path in paths]

        def lay(take: Callable[[Step], None]) -> str:
            removed_rows.take_out(self.session, rows, take)
            self._check_gate(was_open=was_open)
            return paths[-1]

        outcome = self._together(lay)
        return outcome, tuple(row for row in rows if not self.session.is_there(row.key))

    def may_come_back(self, rows: Sequence[RemovedRow]) -> bool:
        """Whether `put_back` could bring any of these rows back."""
        return removed_rows.may_come_back(self.session, rows)

    def put_back(self, *rows: RemovedRow) -> Outcome:
        """Add rows that were taken out of one repeat of this record, with everything that was in
        them, in one transaction; they come back as the last ones and keep their ids. The outcome's
        path is the first of them.

        Raises AnswerRefused when the form no longer takes all of it: nothing is changed then.
        """
        self._must_be_draft("")
        if any(row.record != self.record for row in rows):
            raise AnswerRefused("", "This row is from another record.", code="unknown-path")
        return self._together(lambda take: removed_rows.lay_back(self.session, rows, take))

    def set_language(self, code: str) -> Outcome:
        """Go on in another language of the form. Raises AnswerRefused (`language`)."""
        self._must_be_draft("")
        return self._take(Step(StepKind.LANGUAGE, value=Answer(code)))

    def finish(self) -> Saved:
        """Make the record final: it will leave with the next batch.

        A refusal is complete already: finishing it changes nothing. Raises Incomplete with the
        problems, AnswerRefused (`gate`) before permission was given.
        """
        if self._refusal is not None:
            return self._refusal
        self._must_be_draft("")
        if not self.gate_is_open:
            raise gate.refused(self.definition, "The question for permission comes first.")
        entry = self._entry(Step(StepKind.FINISH))
        self._apply(entry)
        problems = self.session.validate()
        if problems:
            self._rewind()
            raise Incomplete(problems)
        finished = [*self._history, entry]
        self._write([entry], partial(self._writer.version, self.session, finished))
        self.state = RecordState.FINAL
        return Saved(entry.step, self.record, "")

    def reopen(self) -> Saved:
        """Take a finished record up again: an unsent version is withdrawn; a sent one stays, and
        will be the parent of the next. Raises AnswerRefused (`finished`) for a draft."""
        if self._over or self.state is RecordState.DRAFT:
            raise AnswerRefused("", "There is nothing to reopen.", code="finished")
        entry = self._entry(taking_up())
        self._apply(entry)
        self._write([entry], self._writer.reopening)
        self.state = RecordState.DRAFT
        return Saved(entry.step, self.record, "")

    def reopen_with_next_step(self) -> None:
        """Take a finished record up again together with the next step that is taken: as long as
        steps are refused it stays finished. Raises AnswerRefused (`finished`) for a draft."""
        if self._over or self.state is RecordState.DRAFT:
            raise AnswerRefused("", "There is nothing to reopen.", code="finished")
        self._take_up_with_next_step()
        self.state = RecordState.DRAFT

    def _take_up_with_next_step(self) -> None:
        self._reopening = self._entry(taking_up())
        self._apply(self._reopening)
        self._history.append(self._reopening)

    def discard(self) -> None:
        """Delete a draft that never left this computer, with everything in it.

        Raises AnswerRefused (`finished`) for a record that was sent.
        """
        self._must_be_draft("")
        if self.was_sent:
            raise AnswerRefused("", "A sent record is erased, not discarded.", code="finished")
        with self.vault.transaction():
            records.erase_draft(self.vault, self.record)
        self._end()

    # --- one step

    def _take(self, step: Step, path: str = "") -> Outcome:
        entry = self._entry(step)
        was_open = self.gate_is_open
        path = self._apply(entry) or path
        try:
            self._check(entry, path, was_open=was_open)
        except FieldKitError:
            self._rewind()
            raise
        if not self.gate_is_open and gate.answer(self.session):
            return Declined(entry.step, self._decline(), path)
        if self.gate_is_open is not was_open:
            self._open_gate(entry)
            return Saved(entry.step, self.record, path)
        return self._keep([entry], path)

    def _together(self, lay: Callable[[Callable[[Step], None]], str]) -> Outcome:
        """Several steps that stand or fall as one; `lay` gives them and returns what they are
        about."""
        entries: list[Entry] = []

        def take(step: Step) -> None:
            entry = self._entry(step, after=len(entries))
            replay.apply(self.session, entry)
            entries.append(entry)

        try:
            path = lay(take)
        except FieldKitError:
            self._rewind()
            raise
        return self._keep(entries, path)

    def _apply(self, entry: Entry) -> str:
        try:
            return replay.apply(self.session, entry)
        except AnswerRefused:
            raise  # the session is as it was
        except FieldKitError:
            self._rewind()  # the form broke on the way: part of the step may be in the session
            raise

    def _keep(self, entries: Sequence[Entry], path: str) -> Outcome:
        """Store steps that leave the gate as it is, or let them wait for it."""
        last = entries[-1].step
        if not self.gate_is_open and (self._held or any(map(self._must_wait, entries))):
            self._hold(entries)
            return Held(last, self.record, path)
        self._write(entries, partial(self._writer.changes, self.session))
        return Saved(last, self.record, path)

    def _check(self, entry: Entry, path: str, *, was_open: bool) -> None:
        """What a step may not do although the session took it."""
        self._check_gate(was_open=was_open)
        stands = entry.kind is StepKind.ANSWER and self.session.is_there(path)
        if stands and self.session.value(path):
            problem = self.session.problem(path)
            if problem is not None and problem.kind == CONSTRAINT:
                raise DoesNotFit(problem)

    def _check_gate(self, *, was_open: bool) -> None:
        if was_open and not self.gate_is_open:
            if self.was_sent:
                raise gate.refused(
                    self.definition,
                    "This record was sent; withdrawing it is an erasure, not a correction.",
                )
            if not gate.answer(self.session):
                raise gate.refused(
                    self.definition, "Permission was given; to withdraw it, answer no."
                )

    def _must_wait(self, entry: Entry) -> bool:
        return entry.sensitivity is Sensitivity.IDENTIFIER and entry.key != self.definition.gate

    def _hold(self, entries: Sequence[Entry]) -> None:
        self.session.changes()  # the whole draft is written when the gate opens
        self._history.extend(entries)
        self._held += len(entries)

    def _open_gate(self, entry: Entry) -> None:
        waiting = self._history[len(self._history) - self._held :]
        whole = partial(self._writer.whole_draft, self.session)
        self._write([*waiting, entry], whole, written_before=len(waiting))
        self._held = 0

    def _decline(self) -> str:
        """Keep the fact of a refusal and nothing else; its id."""
        try:
            fact = gate.keep_refusal(self.definition, self.record, self.stamp)
        except BaseException:
            self._rewind()
            raise
        self._end()
        self._refusal = Saved(1, fact, "")
        return fact

    def _end(self) -> None:
        self._over = True
        self._history.clear()
        self._held = 0
        with contextlib.suppress(StorageError):  # the deletion is done; opening scrubs again
            self.vault.scrub()

    # --- writing

    def _write(
        self, entries: Sequence[Entry], rest: Callable[[], None], *, written_before: int = 0
    ) -> None:
        """One transaction: entries and what goes with them; the session is put back on failure.

        The first `written_before` entries are in the history already (they were held).
        """
        try:
            with self.vault.transaction():
                if self._reopening is not None:
                    self._writer.step(self._reopening)
                    if records.line(self.vault, self.record).state is not RecordState.DRAFT:
                        self._writer.reopening()
                for entry in entries:
                    self._writer.step(entry)
                rest()
                self.stamp.remember(entries[-1].at)
        except BaseException:
            self._rewind()
            raise
        self._reopening = None
        self._history.extend(entries[written_before:])

    # --- looking and going back

    def _rewind(self) -> None:
        """The session as it was before the step that failed."""
        self.session = replay.rebuild(self.definition, self.record, self._history)
        self._writer.go_back_to(self._history)

    def _must_be_draft(self, path: str) -> None:
        if self._over or self.state is not RecordState.DRAFT:
            raise AnswerRefused(path, "This interview is over.", code="finished")

    def _entry(self, step: Step, after: int = 0) -> Entry:
        """The entry of the next step; `after` are taken before it and not in the history yet."""
        number = len(self._history) + after + 1
        return self.stamp.entry(step, number=number, language=self.session.language)

    def _begin(self, line: RecordLine, first: Entry) -> None:
        with self.vault.transaction():
            self._writer.begin(line, first, self.session)
            self.stamp.remember(first.at)
        self._history.append(first)


def start(vault: Vault, form_id: str, clock: Clock, randomness: Randomness) -> Interview:
    """Begin a new record of the current version of a form.

    Raises UnknownForm, NoIdentifierKey, StorageError.
    """
    vault.require_identifier_key()
    version, form_hash = forms_store.latest(vault, form_id)
    definition = replay.definition_of(vault, form_hash)
    stamp = Stamp(vault, clock, randomness)
    record = f"uuid:{new_uuid(randomness)}"
    host = replace(_host_of(vault), last_saved=last_saved(vault, definition))
    step = Step(StepKind.START, value=replay.stored_host(host))
    first = stamp.entry(step, number=1, language=definition.default_language)
    session = replay.begin(definition, record, first)
    writer = RecordWriter(vault, definition, record)
    interview = Interview(vault, definition, session, stamp, record, RecordState.DRAFT, writer, [])
    interview._begin(  # pyright: ignore[reportPrivateUsage] - the other half of making one
        RecordLine(record, records.RECORD, form_id, version, form_hash, RecordState.DRAFT, ""),
        first,
    )
    return interview


def resume(vault: Vault, record: str, clock: Clock, randomness: Randomness) -> Interview:
    """Take up a record of this vault where its journal ends; a finished one can be reopened.

    A draft that began when rows still went with their answers keeps them from its next step on.
    Raises UnknownRecord, NoIdentifierKey, VaultDamaged.
    """
    vault.require_identifier_key()
    line = records.line(vault, record)
    definition = replay.definition_of(vault, line.form_hash)
    history = journal.entries(vault, record)
    languages, subject = drafts.languages_of(history), records.subject(vault, record)
    interview = Interview(
        vault=vault,
        definition=definition,
        session=replay.rebuild(definition, record, history),
        stamp=Stamp(vault, clock, randomness),
        record=record,
        state=line.state,
        _writer=RecordWriter(vault, definition, record, languages, subject),
        _history=history,
    )
    if interview.session.rows_follow_counts and line.state is RecordState.DRAFT:
        interview._take_up_with_next_step()  # pyright: ignore[reportPrivateUsage] - as in `start`
    return interview


def _host_of(vault: Vault) -> Host:
    """The computer as forms see it; the worker by her pseudonym, never by name."""
    return Host(
        {
            "username": vault.author,
            "deviceid": vault.device.id,
            "fk_team": vault.get_setting("team"),
            "fk_municipality": vault.get_setting("municipality"),
        },
        takes_files=False,
    )
