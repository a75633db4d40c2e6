"""From the journal back to a live session: every step again, with its own clock and chance.

Live steps and replayed steps go through the same `apply`, so that a record reopened after a crash
is the record as it was, and `vault verify` can compare journal and draft.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from fieldkit.forms import Entry as Given
from fieldkit.forms import (
    FormDefinition,
    FormPackage,
    FormSession,
    Host,
    Moment,
    definition_from_package,
)
from fieldkit.forms.beginnings import beginning
from fieldkit.forms.draft import NOTHING_ASIDE, Aside, Draft, rows_of
from fieldkit.forms.draft_file import draft_from_bytes
from fieldkit.forms.places import definition_path as definition_path
from fieldkit.model import canonical
from fieldkit.model.answers import Answer
from fieldkit.model.clock import from_text
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.operations.move_steps import ROWS_STAY, ROWS_STAY_NOW, carried_by, standing
from fieldkit.vault import Vault, forms_store, journal, records
from fieldkit.vault.errors import VaultDamaged
from fieldkit.vault.journal import Entry, StepKind


def definition_of(vault: Vault, form_hash: str) -> FormDefinition:
    """The form of a record. Raises UnknownForm, FormError.

    A definition never changes, so the last ones used are kept in memory: reading a large form
    takes as long as replaying ten interviews.
    """
    return _definition(forms_store.package(vault, form_hash))


@lru_cache(maxsize=16)
def _definition(package: bytes) -> FormDefinition:
    return definition_from_package(FormPackage.from_bytes(package))


def replay(vault: Vault, record: str) -> FormSession:
    """The session of a record as its journal tells it.

    Raises UnknownRecord, NoIdentifierKey, VaultDamaged.
    """
    line = records.line(vault, record)
    return rebuild(definition_of(vault, line.form_hash), record, journal.entries(vault, record))


def rebuild(definition: FormDefinition, record: str, steps: Iterable[Entry]) -> FormSession:
    """A session that has taken `steps`; its list of changes is empty afterwards.

    Where the record moved to another form version, `definition` is that one.
    """
    remaining = iter(standing(steps))
    first = next(remaining, None)
    if first is None or first.kind is not StepKind.START:
        raise VaultDamaged(
            "The journal of a record does not begin with its start; nothing was changed.",
            next_step="Keep a copy of the folder and tell your coordinator.",
        )
    session = begin(definition, record, first)
    for step in remaining:
        apply(session, step)
    session.changes()
    return session


def begin(definition: FormDefinition, record: str, start: Entry) -> FormSession:
    """A new session from the entry that starts a record, or moved it to this form version.

    Raises BadDraft when what a move carries is of another version.
    """
    moment, host, carried = moment_of(start), host_of(start), carried_by(start)
    if carried is None:
        return FormSession(definition, moment, record=record, host=host)
    draft, _aside = draft_from_bytes(carried.draft, definition)
    if not carried.withheld:
        return FormSession(definition, moment, record=record, host=host, draft=draft)
    fresh = FormSession(definition, moment, record=record, host=host).draft()
    whole = _with_beginnings(definition, draft, fresh, ZoneInfo(host.timezone))
    session = FormSession(definition, moment, record=record, host=host, draft=whole)
    session.recompute()
    return session


def _with_beginnings(
    definition: FormDefinition, draft: Draft, fresh: Draft, zone: ZoneInfo
) -> Draft:
    """A draft that was kept without identifying values, with what the form has there itself."""
    withheld = [
        path
        for path, node in definition.nodes.items()
        if node.is_leaf and node.sensitivity is Sensitivity.IDENTIFIER
    ]
    begun = beginning(definition, fresh, rows_of(draft), withheld, zone)
    return replace(draft, values={**begun.values, **draft.values})


def set_aside(definition: FormDefinition, steps: Iterable[Entry]) -> Aside:
    """What the moves of a record to the version it is in found no place for."""
    carried = carried_by(standing(steps)[0])
    return draft_from_bytes(carried.draft, definition)[1] if carried else NOTHING_ASIDE


def apply(session: FormSession, step: Entry) -> str:
    """Take one step and return the path it was about. Raises AnswerRefused."""
    session.moment = moment_of(step)
    match step.kind:
        case StepKind.ANSWER:
            path = session.path(step.key)
            session.answer(path, given_of(step.value))
            return path
        case StepKind.ADD_REPEAT:
            parent, row = split_row(step.key)
            repeat = _repeat_path(session, parent)
            if step.value.is_blank:
                return session.add_repeat(repeat, row=row)
            before, question, value = json.loads(step.value.text)
            return session.add_answered(repeat, [*before, row], question, value)
        case StepKind.REMOVE_REPEAT:
            path = session.path(step.key)
            session.remove_repeat(path)
            return path
        case StepKind.LANGUAGE:
            session.set_language(step.value.text)
        case StepKind.FINISH:
            session.finish()
        case StepKind.REOPEN:
            if step.value == ROWS_STAY_NOW:
                session.let_answered_rows_stay()
        case StepKind.START:
            pass
    return ""


def host_of(start: Entry) -> Host:
    """The computer on which the record was started."""
    return _host(start.value)


def moment_of(step: Entry) -> Moment:
    """What the step could read from outside."""
    return Moment(from_text(step.at), step.seed)


def stored_form(value: Given) -> Answer:
    """A given value as the journal keeps it."""
    return Answer(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def given_of(stored: Answer) -> Given:
    """The inverse of `stored_form`."""
    return json.loads(stored.text)


def stored_host(host: Host) -> Answer:
    """The computer's properties as the journal keeps them, and what the last record gave."""
    said: dict[str, canonical.Json] = {
        "properties": dict(host.properties),
        "timezone": host.timezone,
    }
    if host.takes_files:
        said["takes_files"] = True
    if not host.rows_follow_counts:
        said.update([ROWS_STAY])
    if host.last_saved:
        said["last_saved"] = host.last_saved.decode("utf-8")
    return Answer(canonical.encode(said).decode("utf-8"))


def split_row(key: str) -> tuple[str, str]:
    """A row's key without its last mark, and the mark: the repeat and the row id."""
    repeat, _, mark = key.rpartition("[")
    return repeat, mark.removesuffix("]")


def _repeat_path(session: FormSession, repeat_key: str) -> str:
    parent, _, name = repeat_key.rpartition("/")
    return f"{session.path(parent)}/{name}"


def _host(stored: Answer) -> Host:
    said = json.loads(stored.text)
    return Host(
        said["properties"],
        said["timezone"],
        said.get("last_saved", "").encode("utf-8"),
        # Not said in older journals either: nothing that wrote one ever took a file.
        takes_files=said.get("takes_files", False),
        rows_follow_counts=ROWS_STAY not in said.items(),
    )
