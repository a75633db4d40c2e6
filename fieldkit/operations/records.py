"""Looking at the records of a vault: the list, one record, the steps that led to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldkit.model.records import Record, RecordState, decode_record
from fieldkit.operations import drafts, move_steps, replay
from fieldkit.operations.replay import Given
from fieldkit.vault import Vault, journal, records
from fieldkit.vault.journal import Entry, StepKind
from fieldkit.vault.records import RecordLine


@dataclass(frozen=True)
class Shown:
    """A record with its content: the draft as it stands, or the last finished version.

    `aside` are answers by key that moves to other form versions kept aside.
    """

    line: RecordLine
    content: Record
    aside: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)


@dataclass(frozen=True, repr=False)
class PastStep:
    """One step of a record, for people to read. `given` is an answer, so there is no repr."""

    step: int
    kind: str
    key: str
    given: Given
    language: str
    author: str
    at: str
    clock_suspect: bool


def all_lines(vault: Vault) -> list[RecordLine]:
    """Every record and refusal of the vault; readable without the identifier key."""
    return records.lines(vault)


def show(vault: Vault, record: str) -> Shown:
    """One record. Raises UnknownRecord, NoIdentifierKey."""
    line = records.line(vault, record)
    if line.state is not RecordState.DRAFT:
        return Shown(line, decode_record(records.payload(vault, record)))
    history = journal.entries(vault, record)
    definition = replay.definition_of(vault, line.form_hash)
    session = replay.rebuild(definition, record, history)
    aside = {each.key: each.text for each in replay.set_aside(definition, history).answers}
    return Shown(line, drafts.content(session, history), aside)


def history(vault: Vault, record: str) -> list[PastStep]:
    """The steps of a record, in order. Raises UnknownRecord, NoIdentifierKey."""
    records.line(vault, record)
    return [_past(entry) for entry in journal.entries(vault, record)]


def _past(entry: Entry) -> PastStep:
    return PastStep(
        step=entry.step,
        kind=move_steps.kind_of(entry),
        key=entry.key,
        given=_given(entry),
        language=entry.language,
        author=entry.author,
        at=entry.at,
        clock_suspect=entry.clock_suspect,
    )


def _given(entry: Entry) -> Given:
    if entry.kind is StepKind.ANSWER:
        return replay.given_of(entry.value)
    return entry.value.text if entry.kind is StepKind.LANGUAGE else None
