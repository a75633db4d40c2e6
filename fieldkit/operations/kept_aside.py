"""What the moves of a record to other form versions kept aside, with the questions it answered.

Nothing of it is part of the record: it is not sent. It stays with the record so that somebody can
write by hand what no version takes by itself.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field

from fieldkit.forms import FormDefinition, FormError
from fieldkit.forms.draft import SetAside
from fieldkit.forms.places import definition_path
from fieldkit.forms.renames import renames
from fieldkit.operations import move_steps, replay
from fieldkit.vault import Vault, journal, moves, records
from fieldkit.vault.errors import UnknownForm
from fieldkit.vault.journal import StepKind


@dataclass(frozen=True)
class KeptAside:
    """An answer that was kept aside.

    `key` is where it was, by the names of the version that the record is in; `asked` the version
    that asked for it and `path` the question there: None and "" where that version is not in the
    vault any more. `is_answered`: the question is still asked, and was answered since.
    """

    key: str
    type: str
    text: str = field(repr=False)
    asked: FormDefinition | None
    path: str
    is_answered: bool


def kept_aside(vault: Vault, record: str) -> list[KeptAside]:
    """What was kept aside of a record, in the order in which it was put there.

    Raises UnknownRecord, NoIdentifierKey, VaultDamaged, FormError.
    """
    moved = moves.standing(vault, record)
    if not moved:
        return []
    history = journal.entries(vault, record)
    present = replay.definition_of(vault, records.line(vault, record).form_hash)
    since = {each.key for each in move_steps.standing(history)[1:] if each.kind is StepKind.ANSWER}
    versions = [present, *_readable(vault, [move.before for move in reversed(moved)])]
    return [
        _found(answer, versions, is_answered=answer.key in since)
        for answer in replay.set_aside(present, history).answers
    ]


def _readable(vault: Vault, hashes: list[str]) -> list[FormDefinition]:
    """These versions, without those that are gone or cannot be read here."""
    found: list[FormDefinition] = []
    for form_hash in hashes:
        with contextlib.suppress(UnknownForm, FormError):
            found.append(replay.definition_of(vault, form_hash))
    return found


def _found(answer: SetAside, versions: list[FormDefinition], *, is_answered: bool) -> KeptAside:
    """The answer with the latest question of its type; `versions` begin with the present one."""
    for at in range(1, len(versions)):
        path = definition_path(renames(versions[: at + 1]).key(answer.key))
        node = versions[at].nodes.get(path)
        if node is not None and node.is_leaf and node.type == answer.type:
            return KeptAside(answer.key, answer.type, answer.text, versions[at], path, is_answered)
    return KeptAside(answer.key, answer.type, answer.text, None, "", is_answered)
