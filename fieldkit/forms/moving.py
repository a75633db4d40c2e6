"""A draft is pinned to its form version; moving it to another version is a step of its own.

`plan_move` says what becomes of every answer and makes the moved draft, and changes nothing: the
old draft stays what it was, until the caller takes the new one. What has no place in the new
version is set aside, and comes back when a later version has a place again. Described in
`docs/forms/versions.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from fieldkit.forms.beginnings import beginning
from fieldkit.forms.computed import computed_text
from fieldkit.forms.draft import NOTHING_ASIDE, Aside, Draft, DraftRow, SetAside, rows_of, stands
from fieldkit.forms.errors import BadDraft
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.moment import Host, Moment
from fieldkit.forms.move_plan import Fate, MovedAnswer, MovePlan
from fieldkit.forms.places import definition_path
from fieldkit.forms.renames import renames
from fieldkit.forms.session import FormSession
from fieldkit.forms.structure import REPEAT, NodeDefinition

# From a type to those that can hold whatever it holds: conversions that lose nothing.
_WIDER: Final[Mapping[str, frozenset[str]]] = {
    "int": frozenset({"decimal", "string"}),
    "decimal": frozenset({"string"}),
    "date": frozenset({"dateTime", "string"}),
    "time": frozenset({"string"}),
    "dateTime": frozenset({"string"}),
    "barcode": frozenset({"string"}),
    "select_one": frozenset({"select_multiple", "string"}),
}


def plan_move(
    old: FormDefinition,
    new: FormDefinition,
    draft: Draft,
    moment: Moment,
    *,
    host: Host | None = None,
    aside: Aside = NOTHING_ASIDE,
    between: Sequence[FormDefinition] = (),
) -> MovePlan:
    """What becomes of `draft`, which is of `old`, in `new`; the draft itself stays as it is.

    `aside` is what earlier moves set aside; `between` are the versions between the two, oldest
    first, which may have renamed a question more than once. The moved draft has the same record and
    row ids, and what the new version calculates, computed at `moment`. Raises BadDraft when the
    draft is not of `old` or `new` is another form, FormError when `new` cannot compute.
    """
    if old.form_id != new.form_id:
        raise BadDraft(f"A draft of the form {old.form_id} cannot become one of {new.form_id}.")
    move = _Move(old, new, between, host or Host())
    move.take(draft, aside)
    return move.settled(draft, moment)


class _Move:
    """The answers and rows on their way: those that have a place, and those that have none."""

    def __init__(
        self,
        old: FormDefinition,
        new: FormDefinition,
        between: Sequence[FormDefinition],
        host: Host,
    ) -> None:
        self._old = old
        self._new = new
        self._renames = renames([old, *between, new])
        self._former = {self._renames.key(path): path for path in old.nodes}
        self._said: dict[str, str] = {}  # by key: the key it had in the old version
        self._host = host
        self._zone = ZoneInfo(host.timezone)
        self._values: dict[str, str] = {}
        self._rows: dict[str, DraftRow] = {}  # by key, parents first
        self._repeats: dict[str, str] = {}  # the repeat of each of them
        self._fates: dict[SetAside, Fate] = {}
        self._offered: dict[str, set[str]] = {}
        self._waiting: list[SetAside] = []  # from earlier moves, and still without a place
        self._rows_aside: list[DraftRow] = []

    def take(self, draft: Draft, aside: Aside) -> None:
        """Give every row and answer its place in the new version, or set it aside."""
        for row in [*rows_of(draft), *aside.rows]:
            self._take_row(self._renames.row(row))
        for said, text in draft.values.items():
            node = self._old.nodes.get(definition_path(said))
            if node is None or not node.is_leaf:
                raise BadDraft("The draft has an answer to a question this form does not have.")
            key = self._renames.key(said)
            self._said[key] = said
            if node.bind.calculate is not None:
                self._take_computed(key, node, text)
            elif text:
                self._take_answer(SetAside(key, node.type, text))
        for answer in aside.answers:
            self._bring_back(replace(answer, key=self._renames.key(answer.key)))

    def settled(self, draft: Draft, moment: Moment) -> MovePlan:
        """The plan, after the new version has computed: what it took away is set aside, too."""
        new = frozenset(path for path in self._new.nodes if not self._shared(path))
        fresh = FormSession(self._new, moment, record=draft.record, host=self._host).draft()
        begun = beginning(self._new, fresh, [*self._rows.values()], new, self._zone)
        start = Draft(
            values={**begun.values, **self._values},
            rows=(*self._rows.values(), *begun.rows),
            language=self._new.translations.code(draft.language) or "",
            record=fresh.record,
        )
        session = self._computed(start, moment)
        session.begin_questions(new, rows=self._rows, answered=self._values)
        withdrawn = self._withdrawn(session)
        if withdrawn:
            values = {**session.draft().values, **withdrawn}
            session = self._computed(replace(session.draft(), values=values), moment)
        found = session.draft()
        return MovePlan(
            answers=self._answers(found),
            added=tuple(path for path in self._new.nodes if path in new and self._asks(path)),
            draft=found,
            aside=Aside(self._answers_aside(), self._all_rows_aside(found)),
        )

    # --- rows and answers

    def _take_row(self, row: DraftRow) -> None:
        if row.key in self._rows:
            return  # an earlier move had set it aside, and it was made again since
        repeat = self._new.nodes.get(row.repeat)
        above = self._new.nodes.get(repeat.parent) if repeat and repeat.kind == REPEAT else None
        if above is not None and stands(row.parent, above, self._repeats):
            self._rows[row.key] = row
            self._repeats[row.key] = row.repeat
        else:
            self._rows_aside.append(row)

    def _take_answer(self, answer: SetAside) -> None:
        target, text = self._in_new(answer)
        left = self._still_offered(target, text) if target else ""
        if left:
            self._values[answer.key] = left
        if target is None or not text:
            self._fates[answer] = Fate.REMOVED
        elif left != text:
            self._fates[answer] = Fate.FLAGGED
        else:
            same = target.type == answer.type
            self._fates[answer] = self._kept(answer) if same else Fate.CONVERTED

    def _kept(self, answer: SetAside) -> Fate:
        return Fate.COPIED if self._said[answer.key] == answer.key else Fate.RENAMED

    def _take_computed(self, key: str, node: NodeDefinition, text: str) -> None:
        # No answer, but once() goes on from it, and so does a question in its place.
        target = self._target(key)
        if target is not None and target.type == node.type:
            self._values[key] = text

    def _bring_back(self, answer: SetAside) -> None:
        target, text = self._in_new(answer)
        whole = target is not None and text and self._still_offered(target, text) == text
        if whole and answer.key not in self._values:
            self._values[answer.key] = text
            self._fates[answer] = Fate.BROUGHT_BACK
        else:
            self._waiting.append(answer)

    def _in_new(self, answer: SetAside) -> tuple[NodeDefinition | None, str]:
        """The question an answer has in the new version, and the answer in that one's type.

        "" where the type cannot hold it.
        """
        target = self._target(answer.key)
        if target is None or target.bind.calculate is not None:
            return None, ""
        if target.type == answer.type:
            return target, answer.text
        if target.type not in _WIDER.get(answer.type, ()):
            return target, ""
        return target, computed_text(target.type, answer.text, self._zone)

    def _target(self, key: str) -> NodeDefinition | None:
        node = self._new.nodes.get(definition_path(key))
        if node is None or not node.is_leaf or not stands(key, node, self._repeats):
            return None
        return node

    def _still_offered(self, target: NodeDefinition, text: str) -> str:
        """What is left of a choice; all of it where answers decide what is offered."""
        if not target.is_select:
            return text
        if target.path not in self._offered:
            self._offered[target.path] = {value for value, _ in self._new.choices(target.path)}
        offered = self._offered[target.path]
        return _left(target, text, offered) if offered else text

    # --- the outcome

    def _computed(self, draft: Draft, moment: Moment) -> FormSession:
        session = FormSession(self._new, moment, host=self._host, draft=draft)
        session.recompute()
        return session

    def _withdrawn(self, session: FormSession) -> dict[str, str]:
        """What is left, by key, of choices that the filters of the new version do not offer.

        A filter that reads answers has withdrawn them already, one that reads none ("only what is
        still in use") runs when the choices are shown.
        """
        found: dict[str, str] = {}
        values = session.draft().values
        for answer in self._fates:
            node = self._new.nodes.get(definition_path(answer.key))
            text = values.get(answer.key, "")
            if node is None or not node.is_select or not text:
                continue
            path = session.path(answer.key)
            offered = {choice.value for choice in session.choices(path)}
            left = _left(node, text, offered) if session.relevant(path) else text
            if left != text:
                found[answer.key] = left
        return found

    def _answers(self, found: Draft) -> tuple[MovedAnswer, ...]:
        for answer, fate in self._fates.items():
            meant = self._values.get(answer.key, "")
            if fate is not Fate.REMOVED and found.values.get(answer.key, "") != meant:
                # A filter does not offer it, an action wrote over it, its row is one too many.
                self._fates[answer] = Fate.FLAGGED
        return tuple(
            MovedAnswer(self._said.get(answer.key, answer.key), fate, self._now(answer, fate))
            for answer, fate in self._fates.items()
        )

    def _now(self, answer: SetAside, fate: Fate) -> str:
        return "" if fate is Fate.REMOVED else answer.key

    def _answers_aside(self) -> tuple[SetAside, ...]:
        gone = (Fate.REMOVED, Fate.FLAGGED)
        left = [answer for answer, fate in self._fates.items() if fate in gone]
        return tuple(dict.fromkeys([*self._waiting, *left]))

    def _all_rows_aside(self, found: Draft) -> tuple[DraftRow, ...]:
        there = {row.key for row in rows_of(found)}
        return (
            *self._rows_aside,
            *(row for key, row in self._rows.items() if key not in there),
        )

    def _shared(self, path: str) -> bool:
        """Whether the old version has this too, in the same repeats."""
        old, new = self._old.nodes.get(self._former.get(path, "")), self._new.nodes[path]
        if old is None or old.is_leaf != new.is_leaf:
            return False
        around = [self._renames.key(repeat) for repeat in _repeats(old, self._old)]
        return around == _repeats(new, self._new)

    def _asks(self, path: str) -> bool:
        node = self._new.nodes[path]
        return node.is_leaf and node.bind.calculate is None


def _left(node: NodeDefinition, text: str, offered: set[str]) -> str:
    """What is left of an answer to a select when only `offered` is; half a ranking is none."""
    values = [text] if node.type == "select_one" else text.split()
    left = [value for value in values if value in offered]
    if left == values:
        return text
    return " ".join(left) if node.type == "select_multiple" else ""


def _repeats(node: NodeDefinition, form: FormDefinition) -> list[str]:
    return [path for path in node.lineage if form.nodes[path].kind == REPEAT]
