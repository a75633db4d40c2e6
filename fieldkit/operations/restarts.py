"""What a move to another form version and its undoing share: a record that starts again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fieldkit.forms import FormDefinition, FormSession
from fieldkit.model.answers import BLANK, Answer
from fieldkit.model.errors import FieldKitError
from fieldkit.model.records import RecordState
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.operations import drafts, gate
from fieldkit.operations.record_writer import RecordWriter
from fieldkit.operations.steps import Stamp, Step
from fieldkit.vault import journal, records
from fieldkit.vault.journal import Entry, StepKind


class MoveRefused(FieldKitError):
    """A draft that cannot be moved, or a move that cannot be taken back; nothing was changed.

    Codes: `move-finished`, `move-version`, `move-gate`, `move-outdated`, `no-move`.
    """


@dataclass(frozen=True)
class Restart:
    """A record that is to go on in `session`, of the version `after`; it is in `before` now.

    `entry` is the step that says so. Nothing of it is stored yet.
    """

    record: str
    before: FormDefinition
    after: FormDefinition
    session: FormSession = field(repr=False)
    stamp: Stamp = field(repr=False)
    entry: Entry = field(repr=False)

    def write(self) -> None:
        """Let the record go on there, inside the caller's transaction.

        Raises MoveRefused (`move-outdated`) when it went on otherwise meanwhile.
        """
        vault = self.stamp.vault
        line, history = records.line(vault, self.record), journal.entries(vault, self.record)
        if (
            len(history) + 1 != self.entry.step
            or line.form_hash != self.before.form_hash
            or line.state is not RecordState.DRAFT
        ):
            raise MoveRefused(
                "The record went on since this was shown; nothing was changed.",
                code="move-outdated",
                next_step="Look at it again.",
            )
        languages = drafts.languages_of([*history, self.entry])
        subject = records.subject(vault, self.record)
        writer = RecordWriter(vault, self.after, self.record, languages, subject)
        writer.restart(self.entry, self.session)
        self.stamp.remember(self.entry.at)


@dataclass(frozen=True)
class Planned:
    """What would be done with a draft, ready to be shown and taken."""

    restart: Restart

    @property
    def record(self) -> str:
        """The record."""
        return self.restart.record

    @property
    def before(self) -> FormDefinition:
        """The version the draft is in."""
        return self.restart.before

    @property
    def after(self) -> FormDefinition:
        """The version it would go on in, or go back to."""
        return self.restart.after


def restarting(
    stamp: Stamp, history: Sequence[Entry], language: str, value: Answer = BLANK
) -> Entry:
    """The next step of a record, sealed as an identifying answer: a move carries them all."""
    step = Step(StepKind.START, value=value, sensitivity=Sensitivity.IDENTIFIER)
    return stamp.entry(step, number=len(history) + 1, language=language)


def permission(session: FormSession) -> str:
    """How permission stands: given (or never asked for), or the answer there is."""
    return gate.YES if gate.is_open(session) else gate.answer(session)
