"""Writing a record being filled in: its steps, its draft, its finished version.

Nothing here opens a transaction: everything goes into the caller's, so that a step and what
follows from it are stored together or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fieldkit.forms import FormDefinition, FormSession
from fieldkit.model.records import RecordState, encode_record
from fieldkit.operations import drafts, gate
from fieldkit.vault import Vault, journal, records
from fieldkit.vault.journal import Entry, StepKind
from fieldkit.vault.records import FinishedVersion, RecordLine


@dataclass
class RecordWriter:
    """Where one record is written, and what of it is on the disk already: the language each
    question was last answered in (by key) and the person code."""

    vault: Vault
    definition: FormDefinition
    record: str
    languages: dict[str, str] = field(default_factory=dict[str, str])
    subject: str = ""

    def begin(self, line: RecordLine, first: Entry, session: FormSession) -> None:
        """A new record: its line, the step that starts it, and the draft it starts with."""
        records.add(self.vault, line, author=first.author, created_at=first.at)
        journal.append(self.vault, self.record, first)
        self.changes(session)

    def step(self, entry: Entry) -> None:
        """One entry of the journal."""
        journal.append(self.vault, self.record, entry)
        if entry.kind is StepKind.ANSWER:
            self.languages[entry.key] = entry.language

    def changes(self, session: FormSession) -> None:
        """What the steps changed in the draft; nothing identifying before the gate is open."""
        write = drafts.write_changes if gate.is_open(session) else drafts.write_open_changes
        write(self._target(), session.changes())
        self._subject(session)

    def whole_draft(self, session: FormSession) -> None:
        """The draft anew: the gate has opened."""
        drafts.write_whole(self._target(), session)
        self._subject(session)

    def restart(self, entry: Entry, session: FormSession) -> None:
        """The record goes on in another form version: the step that says so, the draft anew."""
        records.repin(self.vault, self.record, self.definition.version, self.definition.form_hash)
        journal.append(self.vault, self.record, entry)
        write = drafts.write_whole if gate.is_open(session) else drafts.write_open_whole
        write(self._target(), session)
        self._subject(session)

    def version(self, session: FormSession, history: Sequence[Entry]) -> None:
        """The finished version; `history` ends with the step that finished it."""
        self.changes(session)
        version = FinishedVersion(
            payload=encode_record(drafts.content(session, history)),
            author=self.vault.author,
            created_at=history[-1].at,
            clock_suspect=any(step.clock_suspect for step in history),
        )
        records.finish(self.vault, self.record, version)
        self.vault.audit("finished", form=self.definition.form_id)

    def reopening(self) -> None:
        """The record is a draft again; a version that was not sealed yet is withdrawn."""
        records.withdraw_unsent(self.vault, self.record)
        records.set_state(self.vault, self.record, RecordState.DRAFT)
        self.vault.audit("reopened", form=self.definition.form_id)

    def go_back_to(self, history: Sequence[Entry]) -> None:
        """What is on the disk after a transaction that failed."""
        self.languages = drafts.languages_of(history)
        self.subject = records.subject(self.vault, self.record)

    def _subject(self, session: FormSession) -> None:
        code = drafts.subject_of(session) if gate.is_open(session) else ""
        if code != self.subject:
            records.set_subject(self.vault, self.record, code)
            self.subject = code

    def _target(self) -> drafts.Target:
        return drafts.Target(self.vault, self.definition, self.record, self.languages)
