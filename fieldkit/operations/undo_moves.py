"""Taking back the move of a draft to another form version, until the record is finished.

What stood before the move stands again, from the same journal; what was answered since does not.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from fieldkit.forms import FormSession
from fieldkit.model.clock import Clock, Randomness
from fieldkit.model.errors import AnswerRefused
from fieldkit.operations import move_steps, replay
from fieldkit.operations.restarts import MoveRefused, Planned, Restart, permission, restarting
from fieldkit.operations.steps import Stamp
from fieldkit.vault import Vault, journal, moves, records
from fieldkit.vault.journal import Entry, StepKind
from fieldkit.vault.moves import Move


@dataclass(frozen=True)
class PlannedUndo(Planned):
    """What taking a move back would do, ready to be shown and taken. No answer is in its repr.

    `lost` are the paths of the questions answered since, whose answers go.
    """

    lost: tuple[str, ...]
    move: Move = field(repr=False)


def plan_undo(vault: Vault, record: str, clock: Clock, randomness: Randomness) -> PlannedUndo:
    """What taking back the last move of a draft would do. Nothing is stored.

    Raises UnknownRecord, NoIdentifierKey, and MoveRefused: `no-move` where there is none that can
    be taken back, `move-gate` where permission was asked since.
    """
    vault.require_identifier_key()
    line = records.line(vault, record)
    move = moves.can_be_undone(vault).get(record)
    if move is None:
        raise MoveRefused(
            "There is no move that can be taken back; nothing was changed.",
            code="no-move",
            next_step="It can be taken back until the record is finished.",
        )
    history = journal.entries(vault, record)
    before = replay.definition_of(vault, line.form_hash)
    after = replay.definition_of(vault, move.before)
    now = replay.rebuild(before, record, history)
    stamp = Stamp(vault, clock, randomness)
    entry = restarting(stamp, history, now.language, move_steps.stored_undo(move.step))
    session = replay.rebuild(after, record, [*history, entry])
    if permission(now) != permission(session):
        raise MoveRefused(
            "Permission was asked since the draft was moved, so the move cannot be taken back; "
            "nothing was changed.",
            code="move-gate",
            next_step="Go on with the new version, or delete the draft.",
        )
    restart = Restart(record, before, after, session, stamp, entry)
    return PlannedUndo(restart, _answered_since(history, now), move)


def take_undo(planned: PlannedUndo) -> None:
    """Take the move back, in one transaction: the draft is what it was when it was moved.

    Raises MoveRefused (`move-outdated`) when the record went on meanwhile, StorageError.
    """
    vault, after = planned.restart.stamp.vault, planned.after
    with vault.transaction():
        planned.restart.write()
        moves.undo(vault, planned.move)
        vault.audit("move-undone", form=after.form_id, version=after.version)


def _answered_since(history: Sequence[Entry], now: FormSession) -> tuple[str, ...]:
    """The paths of the questions that were answered since the last move, those still there."""
    found: dict[str, None] = {}
    for step in move_steps.standing(history):
        if step.kind is StepKind.ANSWER:
            with contextlib.suppress(AnswerRefused):  # its row is gone
                found[now.path(step.key)] = None
    return tuple(found)
