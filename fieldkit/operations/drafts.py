"""Between a live session and its draft in the vault: what changed, which language, what is sealed.

Draft values of identifying questions are withheld as long as the gate is closed; when it opens the
whole draft is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fieldkit.forms import Change, FormDefinition, FormSession
from fieldkit.forms.changes import ROW_ADDED, ROW_REMOVED
from fieldkit.model.answers import Answer
from fieldkit.model.records import Record
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.operations.move_steps import carried_by, standing
from fieldkit.operations.replay import definition_path
from fieldkit.vault import Vault, journal, subjects
from fieldkit.vault.journal import DraftRow, DraftValue, Entry, StepKind

SUBJECT_QUESTION = "subject_code"


@dataclass(frozen=True)
class Target:
    """Where a draft is written, and the language each answer was given in (by key)."""

    vault: Vault
    definition: FormDefinition
    record: str
    languages: Mapping[str, str]


def write_changes(target: Target, changes: Iterable[Change]) -> None:
    """Write what a step changed, inside the caller's transaction."""
    for change in changes:
        _write_change(target, change)


def write_open_changes(target: Target, changes: Iterable[Change]) -> None:
    """Write what a step before the gate changed, without any identifying value."""
    kept = (c for c in changes if not is_identifying(target.definition, c.key) or _is_row(c))
    write_changes(target, kept)


def write_whole(target: Target, session: FormSession) -> None:
    """Write the draft anew from the session, inside the caller's transaction."""
    _write_anew(target, session, session.draft().values)


def write_open_whole(target: Target, session: FormSession) -> None:
    """Write the draft anew before the gate, without any identifying value."""
    _write_anew(target, session, open_values(target.definition, session.draft().values))


def open_values(definition: FormDefinition, values: Mapping[str, str]) -> dict[str, str]:
    """The values by key that may be kept before permission is given."""
    return {key: text for key, text in values.items() if not is_identifying(definition, key)}


def stored_rows(session: FormSession) -> list[DraftRow]:
    """The repeat instances of a session as the vault keeps them."""
    rows: list[DraftRow] = []
    for row in session.draft().rows:
        repeat, parent, mark = row if isinstance(row, tuple) else (row.repeat, row.parent, row.row)
        name = repeat.rpartition("/")[2]
        rows.append(DraftRow(f"{parent}/{name}[{mark}]", repeat, parent, mark))
    return rows


def is_identifying(definition: FormDefinition, key: str) -> bool:
    """Whether the value of a key must be sealed; what the form does not know, must."""
    node = definition.nodes.get(definition_path(key))
    return node is None or node.sensitivity is Sensitivity.IDENTIFIER


def languages_of(history: Iterable[Entry]) -> dict[str, str]:
    """The language in which each question was last answered, by its present key."""
    found: dict[str, str] = {}
    for step in standing(history):
        if step.kind is StepKind.ANSWER:
            found[step.key] = step.language
        elif step.kind is StepKind.START and (carried := carried_by(step)):
            found.update(carried.languages)
    return found


def subject_of(session: FormSession) -> str:
    """The person code of a record: the answer to the form's `subject_code`, or ""."""
    for path, node in session.definition.nodes.items():
        if node.name == SUBJECT_QUESTION and node.repeat is None and node.is_leaf:
            code = session.value(path)
            return code if subjects.CODE.fullmatch(code) else ""
    return ""


def content(session: FormSession, history: Iterable[Entry]) -> Record:
    """The record as it stands: relevant answers, their languages, its rows and person code."""
    return session.record_content(subject_of(session), languages_of(history))


def _write_anew(target: Target, session: FormSession, values: Mapping[str, str]) -> None:
    session.changes()
    journal.forget_draft(target.vault, target.record)
    for row in stored_rows(session):
        journal.add_row(target.vault, target.record, row)
    for key, text in values.items():
        _write_value(target, key, Answer(text))


def _is_row(change: Change) -> bool:
    return change.kind in (ROW_ADDED, ROW_REMOVED)


def _write_change(target: Target, change: Change) -> None:
    if change.kind == ROW_ADDED:
        row = DraftRow(change.key, change.repeat, change.parent, change.row)
        journal.add_row(target.vault, target.record, row)
    elif change.kind == ROW_REMOVED:
        journal.remove_row(target.vault, target.record, change.key)
    else:
        _write_value(target, change.key, change.value)


def _write_value(target: Target, key: str, value: Answer) -> None:
    identifying = is_identifying(target.definition, key)
    sensitivity = Sensitivity.IDENTIFIER if identifying else Sensitivity.ORDINARY
    language = target.languages.get(key, "")
    journal.set_value(target.vault, target.record, DraftValue(key, value, sensitivity, language))
