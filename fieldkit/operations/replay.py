"""From the journal back to a live session: every step again, with its own clock and chance.

Live steps and replayed steps go through the same `apply`, so that a record reopened after a crash
is the record as it was, and `vault verify` can compare journal and draft.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from fieldkit.forms import Entry as Given
from fieldkit.forms import (
    FormDefinition,
    FormPackage,
    FormSession,
    Host,
    Moment,
    definition_from_package,
)
from fieldkit.forms.places import definition_path as definition_path
from fieldkit.model import canonical
from fieldkit.model.answers import Answer
from fieldkit.model.clock import from_text
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
    """A session that has taken `steps`; its list of changes is empty afterwards."""
    remaining = iter(steps)
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
    """A new session from the entry that starts a record."""
    return definition.start(moment_of(start), record=record, host=_host(start.value))


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
            return session.add_repeat(_repeat_path(session, parent), row=row)
        case StepKind.REMOVE_REPEAT:
            path = session.path(step.key)
            session.remove_repeat(path)
            return path
        case StepKind.LANGUAGE:
            session.set_language(step.value.text)
        case StepKind.FINISH:
            session.finish()
        case StepKind.START | StepKind.REOPEN:
            pass
    return ""


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
    return Host(said["properties"], said["timezone"], said.get("last_saved", "").encode("utf-8"))
