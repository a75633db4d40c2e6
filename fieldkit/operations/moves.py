"""Moving a draft to a newer version of its form: a plan that can be shown, and its taking.

Nothing of a plan is stored before it is taken, in one transaction. The record stays the same
record; its journal goes on with the step that moved it, so what was there before can stand again
until the record is finished (`undo_moves`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from fieldkit.forms import Draft, FormDefinition, FormError, FormSession
from fieldkit.forms.draft_file import draft_to_bytes
from fieldkit.forms.move_plan import Fate, MovedAnswer, MovePlan
from fieldkit.forms.moving import plan_move
from fieldkit.model.clock import Clock, Randomness
from fieldkit.model.errors import AnswerRefused
from fieldkit.model.records import RecordState
from fieldkit.operations import drafts, gate, move_steps, replay
from fieldkit.operations.move_steps import Carried
from fieldkit.operations.restarts import MoveRefused, Planned, Restart, permission, restarting
from fieldkit.operations.steps import Stamp
from fieldkit.vault import Vault, forms_store, journal, moves, records
from fieldkit.vault.journal import Entry
from fieldkit.vault.moves import Move
from fieldkit.vault.records import RecordLine


@dataclass(frozen=True)
class PlannedMove(Planned):
    """What a move would do, ready to be shown and taken. No answer is in its repr.

    `answers` says what becomes of each answer, by keys; `added` are the paths of what is asked
    newly; `aside` counts the answers that will be kept aside in all; `was` is the draft as it is.
    """

    answers: tuple[MovedAnswer, ...]
    added: tuple[str, ...]
    aside: int
    was: FormSession = field(repr=False)

    def path_before(self, answer: MovedAnswer) -> str:
        """Where an answer is now; for one that is brought back, where it will be."""
        if answer.fate is Fate.BROUGHT_BACK:
            return self.path_after(answer)
        return self.was.path(answer.key)

    def path_after(self, answer: MovedAnswer) -> str:
        """Where its question will be; "" where there is none, or its row goes."""
        try:
            return self.restart.session.path(answer.now) if answer.now else ""
        except AnswerRefused:
            return ""


def plan(
    vault: Vault, record: str, clock: Clock, randomness: Randomness, *, version: str = ""
) -> PlannedMove:
    """What becomes of a draft in a newer version of its form ("": the newest in this vault).

    Nothing is stored. Raises UnknownRecord, NoIdentifierKey, FormError when the new version cannot
    compute, and MoveRefused: `move-finished` for what is no draft or was finished before,
    `move-version` where there is no such newer version, `move-gate` where permission would stand
    otherwise than before.
    """
    history = _history_of_draft(vault, record)
    start = move_steps.standing(history)[0]
    before, *between, after = _versions(vault, records.line(vault, record), version)
    session = replay.rebuild(before, record, history)
    draft = _what_may_move(session)
    stamp = Stamp(vault, clock, randomness)
    entry = restarting(stamp, history, session.language)
    moved = plan_move(
        before, after, draft, replay.moment_of(entry),
        host=replace(replay.host_of(start), rows_follow_counts=False),
        aside=replay.set_aside(before, history), between=between,
    )  # fmt: skip
    carried = _carried(moved, after, drafts.languages_of(history), is_open=gate.is_open(session))
    stored = move_steps.stored_move(start, carried)
    entry = replace(entry, value=stored, language=moved.draft.language)
    new_session = replay.begin(after, record, entry)
    if permission(session) != permission(new_session):
        raise MoveRefused(
            "In the new version, permission would stand otherwise than the person gave it; "
            "nothing was changed.",
            code="move-gate",
            next_step="Finish this interview with the version it was begun with.",
        )
    restart = Restart(record, before, after, new_session, stamp, entry)
    return PlannedMove(restart, moved.answers, moved.added, len(moved.aside.answers), session)


def take(planned: PlannedMove) -> None:
    """Move the draft, in one transaction.

    Raises MoveRefused (`move-outdated`) when the record went on meanwhile, StorageError.
    """
    vault, before, after = planned.restart.stamp.vault, planned.before, planned.after
    step = planned.restart.entry.step
    with vault.transaction():
        planned.restart.write()
        moves.add(vault, Move(planned.record, step, before.form_hash, after.form_hash))
        vault.audit(
            "record-moved", form=after.form_id, before=before.version, after=after.version,
            aside=planned.aside,
        )  # fmt: skip


def movable(vault: Vault) -> dict[str, str]:
    """The drafts that have a newer version of their form in this vault: record -> that version."""
    installed = forms_store.forms(vault)
    known = {form.form_hash for form in installed}
    newest = {form.form_id: form for form in installed}  # in the order of installation
    return {
        line.record: newest[line.form_id].version
        for line in records.lines(vault)
        if line.state is RecordState.DRAFT
        and line.form_hash in known
        and line.form_hash != newest[line.form_id].form_hash
        and not journal.was_finished(vault, line.record)
    }


def _history_of_draft(vault: Vault, record: str) -> list[Entry]:
    """The steps of a draft that was never finished."""
    vault.require_identifier_key()
    line = records.line(vault, record)
    if line.state is not RecordState.DRAFT or journal.was_finished(vault, record):
        raise MoveRefused(
            "Only a draft that was never finished can be moved; nothing was changed.",
            code="move-finished",
            next_step="A finished record says what was asked when it was asked.",
        )
    return journal.entries(vault, record)


def _versions(vault: Vault, line: RecordLine, version: str) -> list[FormDefinition]:
    """The version a draft is pinned to, those between that can be read, and the one to move to."""
    installed = [form for form in forms_store.forms(vault) if form.form_id == line.form_id]
    hashes = [form.form_hash for form in installed]
    newer = installed[hashes.index(line.form_hash) + 1 :] if line.form_hash in hashes else []
    wanted = [at for at, form in enumerate(newer) if version in ("", form.version)]
    if not wanted:
        raise MoveRefused(
            "There is no such newer version of this form in the vault; nothing was changed.",
            code="move-version",
            next_step="Install the kit that contains it.",
        )
    found = [replay.definition_of(vault, line.form_hash)]
    for form in newer[: wanted[-1]]:
        with contextlib.suppress(FormError):  # nobody could move to it; its names are not known
            found.append(replay.definition_of(vault, form.form_hash))
    return [*found, replay.definition_of(vault, newer[wanted[-1]].form_hash)]


def _what_may_move(session: FormSession) -> Draft:
    """The draft; before permission, without what only the form has put into it."""
    draft = session.draft()
    if gate.is_open(session):
        return draft
    return replace(draft, values=drafts.open_values(session.definition, draft.values))


def _carried(
    moved: MovePlan, after: FormDefinition, spoken: Mapping[str, str], *, is_open: bool
) -> Carried:
    draft = moved.draft
    if not is_open:
        draft = replace(draft, values=drafts.open_values(after, draft.values))
    now = {answer.key: answer.now or answer.key for answer in moved.answers}
    languages = {now.get(key, key): language for key, language in spoken.items()}
    return Carried(draft_to_bytes(draft, after, moved.aside), languages, withheld=not is_open)
