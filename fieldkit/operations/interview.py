"""An interview: a form session whose every step is on the disk before it is called saved.

The gate (architecture section 4): a form may name a question that asks for permission. Until it is
answered `yes`, nothing identifying is stored: the first identifying answer and every step after it
wait in memory, in order, and are stored in the same transaction as the yes. Any other answer is a
refusal: the whole record is deleted and only form, version, team and month are kept.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from fieldkit.forms import FormDefinition, FormSession, Host
from fieldkit.forms.problems import CONSTRAINT
from fieldkit.model.answers import Answer
from fieldkit.model.clock import Clock, Randomness, new_uuid
from fieldkit.model.errors import AnswerRefused
from fieldkit.model.records import RecordState, Refusal, encode_record
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.operations import drafts, replay
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
    gate_refusal,
)
from fieldkit.platform import StorageError
from fieldkit.vault import Vault, forms_store, journal, records
from fieldkit.vault.journal import Entry, StepKind
from fieldkit.vault.records import FinishedVersion, RecordLine

YES: Final = "yes"


@dataclass
class Interview:
    """One record being filled in. Made by `start` and `resume`."""

    vault: Vault
    definition: FormDefinition
    session: FormSession
    stamp: Stamp
    record: str
    state: RecordState
    _history: list[Entry]
    _subject: str = ""
    _held: int = 0
    _over: bool = False
    _refusal: Saved | None = None
    _reopening: Entry | None = None
    _languages: dict[str, str] = field(default_factory=dict[str, str])

    def __repr__(self) -> str:
        return f"<Interview {self.record}>"

    def answer(self, path: str, value: Given) -> Outcome:
        """Answer a question; None clears it.

        Raises AnswerRefused (nothing is stored, the session is as before) and StorageError.
        """
        self._must_be_draft(path)
        key = self.session.key(path)
        identifying = drafts.is_identifying(self.definition, key)
        sensitivity = Sensitivity.IDENTIFIER if identifying else Sensitivity.ORDINARY
        return self._take(Step(StepKind.ANSWER, key, replay.stored_form(value), sensitivity))

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
            raise gate_refusal(self.definition, "The question for permission comes first.")
        entry = self._entry(Step(StepKind.FINISH))
        replay.apply(self.session, entry)
        problems = self.session.validate()
        if problems:
            self._put_back()
            raise Incomplete(problems)
        self._write([entry], lambda: self._write_version(entry))
        self.state = RecordState.FINAL
        return Saved(entry.step, self.record, "")

    def reopen(self) -> Saved:
        """Take a finished record up again: an unsent version is withdrawn; a sent one stays, and
        will be the parent of the next. Raises AnswerRefused (`finished`) for a draft."""
        if self._over or self.state is RecordState.DRAFT:
            raise AnswerRefused("", "There is nothing to reopen.", code="finished")
        entry = self._entry(Step(StepKind.REOPEN))
        self._write([entry], self._write_reopening)
        self.state = RecordState.DRAFT
        return Saved(entry.step, self.record, "")

    def reopen_with_next_step(self) -> None:
        """Take a finished record up again together with the next step that is taken: as long as
        steps are refused it stays finished. Raises AnswerRefused (`finished`) for a draft."""
        if self._over or self.state is RecordState.DRAFT:
            raise AnswerRefused("", "There is nothing to reopen.", code="finished")
        self._reopening = self._entry(Step(StepKind.REOPEN))
        self._history.append(self._reopening)
        self.state = RecordState.DRAFT

    def discard(self) -> None:
        """Delete a draft that never left this computer, with everything in it.

        Raises AnswerRefused (`finished`) for a record that was sent.
        """
        self._must_be_draft("")
        if self._was_sent():
            raise AnswerRefused("", "A sent record is erased, not discarded.", code="finished")
        with self.vault.transaction():
            records.erase_draft(self.vault, self.record)
        self._end()

    @property
    def gate_is_open(self) -> bool:
        """Whether identifying answers may be stored: no gate, or its answer is yes."""
        return self.definition.gate is None or self._gate_answer() == YES

    @property
    def held(self) -> int:
        """How many steps wait in memory for the gate."""
        return self._held

    @property
    def over(self) -> bool:
        """Whether the record is gone: refused or discarded."""
        return self._over

    # --- one step

    def _take(self, step: Step, path: str = "") -> Outcome:
        entry = self._entry(step)
        was_open = self.gate_is_open
        path = replay.apply(self.session, entry) or path  # refused: the session is as it was
        try:
            self._check(entry, path, was_open=was_open)
        except AnswerRefused:
            self._put_back()
            raise
        if not self.gate_is_open and self._gate_answer():
            return Declined(entry.step, self._decline(), path)
        if not self.gate_is_open and (self._held or self._must_wait(entry, path)):
            self._hold(entry)
            return Held(entry.step, self.record, path)
        if self.gate_is_open is not was_open:
            self._open_gate(entry)
        else:
            self._write([entry], self._write_changes)
        return Saved(entry.step, self.record, path)

    def _check(self, entry: Entry, path: str, *, was_open: bool) -> None:
        """What a step may not do although the session took it."""
        if was_open and not self.gate_is_open:
            if self._was_sent():
                raise gate_refusal(
                    self.definition,
                    "This record was sent; withdrawing it is an erasure, not a correction.",
                )
            if not self._gate_answer():
                raise gate_refusal(
                    self.definition, "Permission was given; to withdraw it, answer no."
                )
        if entry.kind is StepKind.ANSWER and self.session.value(path):
            problem = self.session.problem(path)
            if problem is not None and problem.kind == CONSTRAINT:
                raise DoesNotFit(problem)

    def _must_wait(self, entry: Entry, path: str) -> bool:
        return entry.sensitivity is Sensitivity.IDENTIFIER and path != self.definition.gate

    def _hold(self, entry: Entry) -> None:
        self.session.changes()  # the whole draft is written when the gate opens
        self._history.append(entry)
        self._held += 1

    def _open_gate(self, entry: Entry) -> None:
        waiting = self._history[len(self._history) - self._held :]
        self._write([*waiting, entry], self._write_whole_draft, written_before=len(waiting))
        self._held = 0

    def _decline(self) -> str:
        """Keep the fact of a refusal and nothing else; its id."""
        local = self.stamp.clock.now().astimezone(ZoneInfo(Host().timezone))
        refusal = Refusal(
            form_id=self.definition.form_id,
            form_version=self.definition.version,
            team=self.vault.get_setting("team"),
            month=local.strftime("%Y-%m"),
        )
        # An id of its own: nothing links the refusal to the visit.
        fact = f"uuid:{new_uuid(self.stamp.randomness)}"
        try:
            with self.vault.transaction():
                records.erase_draft(self.vault, self.record)
                records.refuse(self.vault, fact, refusal, form_hash=self.definition.form_hash)
        except BaseException:
            self._put_back()
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
                    journal.append(self.vault, self.record, self._reopening)
                    self._write_reopening()
                for entry in entries:
                    journal.append(self.vault, self.record, entry)
                    if entry.kind is StepKind.ANSWER:
                        self._languages[entry.key] = entry.language
                rest()
                self.stamp.remember(entries[-1].at)
        except BaseException:
            self._put_back()
            raise
        self._reopening = None
        self._history.extend(entries[written_before:])

    def _write_changes(self) -> None:
        write = drafts.write_changes if self.gate_is_open else drafts.write_open_changes
        write(self._target(), self.session.changes())
        self._write_subject()

    def _write_whole_draft(self) -> None:
        drafts.write_whole(self._target(), self.session)
        self._write_subject()

    def _write_version(self, entry: Entry) -> None:
        self._write_changes()
        history = [*self._history, entry]
        version = FinishedVersion(
            payload=encode_record(drafts.content(self.session, history)),
            author=self.vault.author,
            created_at=entry.at,
            clock_suspect=any(step.clock_suspect for step in history),
        )
        records.finish(self.vault, self.record, version)
        self.vault.audit("finished", form=self.definition.form_id)

    def _write_reopening(self) -> None:
        records.withdraw_unsent(self.vault, self.record)
        records.set_state(self.vault, self.record, RecordState.DRAFT)
        self.vault.audit("reopened", form=self.definition.form_id)

    def _write_subject(self) -> None:
        code = drafts.subject_of(self.session) if self.gate_is_open else ""
        if code != self._subject:
            records.set_subject(self.vault, self.record, code)
            self._subject = code

    def _target(self) -> drafts.Target:
        return drafts.Target(self.vault, self.definition, self.record, self._languages)

    # --- looking and putting back

    def _put_back(self) -> None:
        """The session as it was before the step that failed."""
        self.session = replay.rebuild(self.definition, self.record, self._history)
        self._languages = drafts.languages_of(self._history)
        self._subject = records.subject(self.vault, self.record)

    def _gate_answer(self) -> str:
        gate = self.definition.gate
        return self.session.value(gate) if gate is not None else ""

    def _must_be_draft(self, path: str) -> None:
        if self._over or self.state is not RecordState.DRAFT:
            raise AnswerRefused(path, "This interview is over.", code="finished")

    def _was_sent(self) -> bool:
        return records.line(self.vault, self.record).head != ""

    def _entry(self, step: Step) -> Entry:
        number = len(self._history) + 1
        return self.stamp.entry(step, number=number, language=self.session.language)

    def _begin(self, line: RecordLine, first: Entry) -> None:
        with self.vault.transaction():
            records.add(self.vault, line, author=first.author, created_at=first.at)
            journal.append(self.vault, self.record, first)
            self._write_changes()
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
    step = Step(StepKind.START, value=replay.stored_host(_host_of(vault)))
    first = stamp.entry(step, number=1, language=definition.default_language)
    session = replay.begin(definition, record, first)
    interview = Interview(vault, definition, session, stamp, record, RecordState.DRAFT, [])
    interview._begin(  # pyright: ignore[reportPrivateUsage] - the other half of making one
        RecordLine(record, records.RECORD, form_id, version, form_hash, RecordState.DRAFT, ""),
        first,
    )
    return interview


def resume(vault: Vault, record: str, clock: Clock, randomness: Randomness) -> Interview:
    """Take up a record of this vault where its journal ends; a finished one can be reopened.

    Raises UnknownRecord, NoIdentifierKey, VaultDamaged.
    """
    vault.require_identifier_key()
    line = records.line(vault, record)
    definition = replay.definition_of(vault, line.form_hash)
    history = journal.entries(vault, record)
    return Interview(
        vault=vault,
        definition=definition,
        session=replay.rebuild(definition, record, history),
        stamp=Stamp(vault, clock, randomness),
        record=record,
        state=line.state,
        _history=history,
        _subject=records.subject(vault, record),
        _languages=drafts.languages_of(history),
    )


def _host_of(vault: Vault) -> Host:
    """The computer as forms see it; the worker by her pseudonym, never by name."""
    return Host(
        {
            "username": vault.author,
            "deviceid": vault.device.id,
            "fk_team": vault.get_setting("team"),
            "fk_municipality": vault.get_setting("municipality"),
        }
    )
