"""Moving an interview to a newer version of its form and back: what would happen, then doing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from fieldkit.forms import FormDefinition
from fieldkit.forms.move_plan import Fate, MovedAnswer
from fieldkit.forms.places import definition_path
from fieldkit.forms.structure import QUESTION
from fieldkit.operations import moves, undo_moves
from fieldkit.operations.form_titles import title_of
from fieldkit.operations.moves import PlannedMove
from fieldkit.operations.restarts import Restart
from fieldkit.operations.undo_moves import PlannedUndo
from fieldkit.ui.models.form_name import FormName
from fieldkit.ui.models.move import MoveLine, MoveView, Part, Way
from fieldkit.ui.presenters.access import Access, Locked
from fieldkit.ui.presenters.form_names import form_name
from fieldkit.vault import records

_PARTS: Final[Mapping[Fate, Part]] = {
    Fate.FLAGGED: Part.FLAGGED,
    Fate.REMOVED: Part.REMOVED,
    Fate.BROUGHT_BACK: Part.BROUGHT_BACK,
    Fate.RENAMED: Part.RENAMED,
    Fate.CONVERTED: Part.CONVERTED,
}


class MovePresenter:
    """One plan for one record, on the operations' thread."""

    def __init__(self, access: Access, record: str, way: Way) -> None:
        self._access = access
        self._record = record
        self._way = way
        self._planned: PlannedMove | PlannedUndo | None = None

    def plan(self) -> MoveView:
        """What would happen; nothing is stored. Raises what `moves.plan` and `plan_undo` raise."""
        access = self._access
        if self._way is Way.FORTH:
            planned = moves.plan(access.vault, self._record, access.clock, access.randomness)
            self._planned = planned
            return self._view(planned.restart, _kept(planned), _parts(planned))
        undoing = undo_moves.plan_undo(access.vault, self._record, access.clock, access.randomness)
        self._planned = undoing
        lost = ((Part.LOST, path, undoing.before) for path in undoing.lost)
        return self._view(undoing.restart, 0, lost)

    def take(self) -> None:
        """Do what `plan` said. Raises MoveRefused (`move-outdated`), Locked, StorageError."""
        planned = self._planned
        assert planned is not None, "nothing was planned yet"
        if planned.restart.stamp.vault is not self._access.vault:
            raise Locked
        if isinstance(planned, PlannedMove):
            moves.take(planned)
        else:
            undo_moves.take_undo(planned)

    def _view(
        self, restart: Restart, kept: int, told: Iterable[tuple[Part, str, FormDefinition]]
    ) -> MoveView:
        return MoveView(
            way=self._way,
            form=form_name(title_of(restart.after)),
            person=records.subject(self._access.vault, self._record),
            before=restart.before.version,
            after=restart.after.version,
            kept=kept,
            parts=_lines(told),
        )


def _kept(planned: PlannedMove) -> int:
    return sum(
        each.fate is Fate.COPIED and _is_asked(planned.before, each.key) for each in planned.answers
    )


def _parts(planned: PlannedMove) -> Iterable[tuple[Part, str, FormDefinition]]:
    for answer in planned.answers:
        if answer.fate in _PARTS:
            yield _PARTS[answer.fate], *_question(planned, answer)
    for path in planned.added:
        yield Part.ADDED, path, planned.after


def _question(planned: PlannedMove, answer: MovedAnswer) -> tuple[str, FormDefinition]:
    """The question as it will be asked; as it was, where it is asked no more."""
    if answer.fate is Fate.REMOVED:
        return answer.key, planned.before
    return answer.now, planned.after


def _lines(
    told: Iterable[tuple[Part, str, FormDefinition]],
) -> tuple[tuple[Part, tuple[MoveLine, ...]], ...]:
    """Each question once in a part, in the order they come."""
    counted = Counter(
        (part, definition_path(key), form) for part, key, form in told if _is_asked(form, key)
    )
    return tuple(
        (part, lines)
        for part in Part
        if (
            lines := tuple(
                MoveLine(_label(form, path), count)
                for (which, path, form), count in counted.items()
                if which is part
            )
        )
    )


def _is_asked(form: FormDefinition, key: str) -> bool:
    """Whether somebody is asked there: what only the form writes is nobody's answer."""
    node = form.nodes.get(definition_path(key))
    return node is not None and node.kind == QUESTION and not node.is_note


def _label(form: FormDefinition, path: str) -> FormName:
    """The label in every language of the form; the name of a question without one."""
    own = form.label(path)
    titles = [
        (code, form.label(path, code)) for code in form.languages if form.spoken(path, code) == code
    ]
    return FormName(own or form.nodes[path].name, form.spoken(path), tuple(titles))
