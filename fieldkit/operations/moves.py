"""Moving a draft to a newer version of its form, and taking that back.

Two steps each: a plan that can be shown, and its taking, which is one transaction. Nothing of a
plan is stored before it is taken. The record stays the same record; its journal goes on with the
step that moved it, so what was there before can stand again until the record is finished.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fieldkit.forms import Draft, FormDefinition, FormError, FormSession
from fieldkit.forms.draft import NOTHING_ASIDE, Aside
from fieldkit.forms.draft_file import draft_from_bytes, draft_to_bytes
from fieldkit.forms.moving import Fate, MovedAnswer, MovePlan, plan_move
from fieldkit.model.answers import BLANK, Answer
from fieldkit.model.clock import Clock, Randomness
from fieldkit.model.errors import AnswerRefused, FieldKitError
from fieldkit.model.records import RecordState
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.operations import drafts, gate, move_steps, replay
from fieldkit.operations.move_steps import Carried
from fieldkit.operations.record_writer import RecordWriter
from fieldkit.operations.steps import Stamp, Step
from fieldkit.vault import Vault, forms_store, journal, moves, records
from fieldkit.vault.journal import Entry, StepKind
from fieldkit.vault.moves import Move
from fieldkit.vault.records import RecordLine


class MoveRefused(FieldKitError):
    """A draft that cannot be moved, or a move that cannot be taken back; nothing was changed.

    Codes: `move-finished`, `move-version`, `move-gate`, `move-outdated`, `no-move`.
    """

    code = "move-refused"


@dataclass(frozen=True)
class PlannedMove:
    """What a move would do, ready to be shown and taken. No answer is in its repr.

    `before` and `after` are the two versions; `answers` what becomes of each answer, by keys;
    `added` the paths of what is asked anew; `aside` how many answers will be kept aside in all.
    """

    record: str
    before: FormDefinition
    after: FormDefinition
    answers: tuple[MovedAnswer, ...]
    added: tuple[str, ...]
    aside: int
    old_session: FormSession = field(repr=False)
    new_session: FormSession = field(repr=False)
    stamp: Stamp = field(repr=False)
    entry: Entry = field(repr=False)

    def where(self, answer: MovedAnswer) -> str:
        """The path of an answer before the move; that after it for one that comes back."""
        if answer.fate is Fate.BROUGHT_BACK:
            return self.new_session.path(answer.key)
        return self.old_session.path(answer.key)


@dataclass(frozen=True)
class PlannedUndo:
    """What taking a move back would do. `before` is the version the draft is in, `after` the one
    it goes back to; `lost` the paths of the questions answered since, whose answers go."""

    record: str
    before: FormDefinition
    after: FormDefinition
    lost: tuple[str, ...]
    session: FormSession = field(repr=False)
    stamp: Stamp = field(repr=False)
    entry: Entry = field(repr=False)
    move: Move


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
    entry = _entry(stamp, history, session.language)
    moved = plan_move(
        before, after, draft, replay.moment_of(entry),
        host=replay.host_of(start), aside=_aside(before, start), between=between,
    )  # fmt: skip
    carried = _carried(moved, after, drafts.languages_of(history), is_open=gate.is_open(session))
    stored = move_steps.stored_move(start, carried)
    entry = replace(entry, value=stored, language=moved.draft.language)
    new_session = replay.begin(after, record, entry)
    if _permission(session) != _permission(new_session):
        raise MoveRefused(
            "In the new version, permission would stand otherwise than the person gave it; "
            "nothing was changed.",
            code="move-gate",
            next_step="Finish this interview with the version it was begun with.",
        )
    return PlannedMove(
        record, before, after, moved.answers, moved.added, len(moved.aside.answers),
        session, new_session, stamp, entry,
    )  # fmt: skip


def take(planned: PlannedMove) -> None:
    """Move the draft, in one transaction.

    Raises MoveRefused (`move-outdated`) when the record went on meanwhile, StorageError.
    """
    vault, before, after = planned.stamp.vault, planned.before, planned.after
    move = Move(planned.record, planned.entry.step, before.form_hash, after.form_hash)
    with vault.transaction():
        _restart(planned, planned.new_session)
        moves.add(vault, move)
        vault.audit(
            "record-moved", form=after.form_id, before=before.version, after=after.version,
            aside=planned.aside,
        )  # fmt: skip


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
    entry = _entry(stamp, history, now.language, move_steps.stored_undo(move.step))
    session = replay.rebuild(after, record, [*history, entry])
    if _permission(now) != _permission(session):
        raise MoveRefused(
            "Permission was asked since the draft was moved, so the move cannot be taken back; "
            "nothing was changed.",
            code="move-gate",
            next_step="Go on with the new version, or delete the draft.",
        )
    lost = _answered_since(history, now)
    return PlannedUndo(record, before, after, lost, session, stamp, entry, move)


def take_undo(planned: PlannedUndo) -> None:
    """Take the move back, in one transaction: the draft is what it was when it was moved.

    Raises MoveRefused (`move-outdated`) when the record went on meanwhile, StorageError.
    """
    vault, after = planned.stamp.vault, planned.after
    with vault.transaction():
        _restart(planned, planned.session)
        moves.undo(vault, planned.move)
        vault.audit("move-undone", form=after.form_id, version=after.version)


def movable(vault: Vault) -> dict[str, str]:
    """The drafts that have a newer version of their form in this vault: record -> that version."""
    finished = journal.ever_finished(vault)
    installed = forms_store.forms(vault)
    known = {form.form_hash for form in installed}
    newest = {form.form_id: form for form in installed}  # in the order of installation
    return {
        line.record: newest[line.form_id].version
        for line in records.lines(vault)
        if line.state is RecordState.DRAFT
        and line.record not in finished
        and line.form_hash in known
        and line.form_hash != newest[line.form_id].form_hash
    }


def _history_of_draft(vault: Vault, record: str) -> list[Entry]:
    """The steps of a draft that was never finished."""
    vault.require_identifier_key()
    line, history = records.line(vault, record), journal.entries(vault, record)
    was_finished = any(step.kind in (StepKind.FINISH, StepKind.REOPEN) for step in history)
    if line.state is not RecordState.DRAFT or was_finished:
        raise MoveRefused(
            "Only a draft that was never finished can be moved; nothing was changed.",
            code="move-finished",
            next_step="A finished record says what was asked when it was asked.",
        )
    return history


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


def _aside(definition: FormDefinition, start: Entry) -> Aside:
    """What earlier moves of the record set aside."""
    carried = move_steps.carried_by(start)
    return draft_from_bytes(carried.draft, definition)[1] if carried else NOTHING_ASIDE


def _carried(
    moved: MovePlan, after: FormDefinition, spoken: Mapping[str, str], *, is_open: bool
) -> Carried:
    draft = moved.draft
    if not is_open:
        draft = replace(draft, values=drafts.open_values(after, draft.values))
    now = {answer.key: answer.now or answer.key for answer in moved.answers}
    languages = {now.get(key, key): language for key, language in spoken.items()}
    return Carried(draft_to_bytes(draft, after, moved.aside), languages, withheld=not is_open)


def _entry(stamp: Stamp, history: Sequence[Entry], language: str, value: Answer = BLANK) -> Entry:
    """The next step of a record, sealed as an identifying answer: a move carries them all."""
    step = Step(StepKind.START, value=value, sensitivity=Sensitivity.IDENTIFIER)
    return stamp.entry(step, number=len(history) + 1, language=language)


def _restart(planned: PlannedMove | PlannedUndo, session: FormSession) -> None:
    """Let the record go on in `session`, inside the caller's transaction."""
    vault, record, entry = planned.stamp.vault, planned.record, planned.entry
    line, history = records.line(vault, record), journal.entries(vault, record)
    if (
        len(history) + 1 != entry.step
        or line.form_hash != planned.before.form_hash
        or line.state is not RecordState.DRAFT
    ):
        raise MoveRefused(
            "The record went on since this was shown; nothing was changed.",
            code="move-outdated",
            next_step="Look at it again.",
        )
    languages = drafts.languages_of([*history, entry])
    subject = records.subject(vault, record)
    RecordWriter(vault, planned.after, record, languages, subject).restart(entry, session)
    planned.stamp.remember(entry.at)


def _permission(session: FormSession) -> str:
    """How permission stands: given (or never asked for), or the answer there is."""
    return gate.YES if gate.is_open(session) else gate.answer(session)


def _answered_since(history: Sequence[Entry], now: FormSession) -> tuple[str, ...]:
    """The paths of the questions that were answered since the last move, those still there."""
    found: dict[str, None] = {}
    for step in move_steps.standing(history):
        if step.kind is StepKind.ANSWER:
            with contextlib.suppress(AnswerRefused):  # its row is gone
                found[now.path(step.key)] = None
    return tuple(found)
