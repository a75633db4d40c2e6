"""How a move to another form version stands in the journal, and which steps count after it.

A move is a second `start` of the record: it carries the draft it starts from, with what was set
aside, and is sealed like an identifying answer. An undone move is a third: it names the step it
takes back. The journal itself only grows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, cast

from fieldkit.model import canonical
from fieldkit.model.answers import Answer
from fieldkit.vault.errors import VaultDamaged
from fieldkit.vault.journal import Entry, StepKind

# What every start says since counted rows keep their answers (decision 0013); a start that does
# not say it is replayed by the rule it was made with.
ROWS_STAY: Final[tuple[str, canonical.Json]] = ("counted_rows", "stay")
# The same, of a record that is taken up again; of a draft, too, that began before.
ROWS_STAY_NOW: Final = Answer("counted_rows=stay")
MOVE: Final = "move"
UNDO: Final = "undo_move"


@dataclass(frozen=True, repr=False)
class Carried:
    """What a move carries: the bytes of the moved draft, and the language of each answer by key.

    `withheld`: permission was not asked yet, so the draft has no identifying value, and those of
    the form begin again when it is read.
    """

    draft: bytes
    languages: Mapping[str, str]
    withheld: bool


def stored_move(start: Entry, carried: Carried) -> Answer:
    """A move as the journal keeps it: with what `start`, on which the record stood until then,
    says of the computer; counted rows keep their answers from now on."""
    said = cast("dict[str, canonical.Json]", _said(start))
    return _stored(
        {
            **said,
            **dict([ROWS_STAY]),
            "draft": canonical.decode(carried.draft),
            "languages": dict(carried.languages),
            "withheld": carried.withheld,
        }
    )


def stored_undo(step: int) -> Answer:
    """The undoing of the move with that step, as the journal keeps it."""
    return _stored({"undo": step})


def carried_by(start: Entry) -> Carried | None:
    """What a start carries; None where the record began with it."""
    if start.step == 1:
        return None
    said = _said(start)
    draft, languages, withheld = said.get("draft"), said.get("languages"), said.get("withheld")
    if not isinstance(draft, dict) or not isinstance(languages, dict):
        raise _broken()
    return Carried(
        canonical.encode(cast("canonical.Json", draft)),
        cast("dict[str, str]", languages),
        withheld is not False,
    )


def kind_of(step: Entry) -> str:
    """What a step did, for people to read."""
    if step.kind is not StepKind.START or step.step == 1:
        return step.kind.value
    return UNDO if _undone(step) else MOVE


def standing(history: Iterable[Entry]) -> list[Entry]:
    """The steps a record stands on: its last start and what followed.

    A move that was undone and the steps after it, up to the undoing, do not count; what stood
    before it does again. Raises VaultDamaged where the journal undoes what it does not have.
    """
    now: list[Entry] = []
    before: dict[int, list[Entry]] = {}
    for entry in history:
        if entry.kind is not StepKind.START or entry.step == 1:
            now.append(entry)
        elif undone := _undone(entry):
            if undone not in before:
                raise _broken()
            now = before.pop(undone)
        else:
            before[entry.step] = now
            now = [entry]
    return now


def _undone(start: Entry) -> int:
    step = _said(start).get("undo")
    return step if isinstance(step, int) else 0


def _said(start: Entry) -> dict[str, object]:
    said: object = json.loads(start.value.text)
    if not isinstance(said, dict):
        raise _broken()
    return cast("dict[str, object]", said)


def _stored(said: canonical.Json) -> Answer:
    return Answer(canonical.encode(said).decode("utf-8"))


def _broken() -> VaultDamaged:
    return VaultDamaged(
        "The journal of a record has a move that does not fit; nothing was changed.",
        next_step="Keep a copy of the folder and tell your coordinator.",
    )
