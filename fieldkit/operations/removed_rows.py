"""A row of a repeat that was taken out, and how it is laid back as ordinary steps.

The journal is append-only: laying back means adding the row and answering again, so the row comes
back as the last one, with its id, its nested rows and its answers. Answers to questions that were
hidden when it was taken out do not come back: nobody saw them. Above the count of a counted repeat
only a row with an answer can stand, so there the step that adds it carries one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fieldkit.forms import FormSession, NodeDefinition
from fieldkit.forms.problems import CONSTRAINT
from fieldkit.forms.structure import QUESTION, REPEAT
from fieldkit.model.answers import Answer
from fieldkit.model.errors import AnswerRefused
from fieldkit.operations import replay
from fieldkit.operations.steps import DoesNotFit, Step, adding_answered, answering
from fieldkit.vault.journal import StepKind

# Answers that set off actions on one another settle in so many rounds, or they never do.
_ROUNDS = 3


@dataclass(frozen=True)
class RemovedAnswer:
    """An answer in the row. `fitted` tells whether it kept the question's constraint."""

    key: str
    value: Answer
    language: str
    fitted: bool


@dataclass(frozen=True)
class RemovedRow:
    """What was in a row. `inside` holds, in form order, keys of nested rows and answers.

    `repeat` is the key of the repeat (no mark on the last name), `row` the id of the row.
    """

    record: str
    repeat: str
    row: str
    inside: tuple[str | RemovedAnswer, ...]

    def __repr__(self) -> str:
        return f"<RemovedRow of {self.repeat}, {len(self.inside)} inside>"

    @property
    def key(self) -> str:
        """The key of the row."""
        return f"{self.repeat}[{self.row}]"

    @property
    def answers(self) -> tuple[RemovedAnswer, ...]:
        """The answers alone."""
        return tuple(each for each in self.inside if isinstance(each, RemovedAnswer))


def look_into(session: FormSession, path: str, languages: Mapping[str, str]) -> RemovedRow:
    """What is in the row at `path`; `languages` are those of the answers, by key.

    Raises AnswerRefused (`unknown-path`) when there is no row at `path`.
    """
    key = session.key(path)
    if _definition(session, key).kind != REPEAT:
        raise AnswerRefused(path, "The form has no such row here.", code="unknown-path")
    repeat, row = replay.split_row(key)
    return RemovedRow(session.record, repeat, row, tuple(_inside(session, key, languages)))


def take_out(
    session: FormSession, rows: Sequence[RemovedRow], take: Callable[[Step], None]
) -> None:
    """Remove rows of one repeat by giving steps to `take`, the last one first, for as long as the
    form has rows to lose. Raises AnswerRefused when it has none."""
    taken = 0
    for row in reversed(rows):
        if not session.is_there(row.key):
            continue  # nobody had answered anything in it: it went with the one behind it
        try:
            take(Step(StepKind.REMOVE_REPEAT, row.key))
        except AnswerRefused:
            if not taken:
                raise
            return  # what it removed asks for more rows than before
        taken += 1


def may_come_back(session: FormSession, rows: Sequence[RemovedRow]) -> bool:
    """Whether any of these rows, which were taken out, could stand again: above its count a row
    without an answer cannot."""
    return any(_LayingBack(session, row, _nowhere).could_stand() for row in rows)


def lay_back(session: FormSession, rows: Sequence[RemovedRow], take: Callable[[Step], None]) -> str:
    """Put rows of one repeat back by giving steps to `take`, which applies each to the session.

    Above the count of a counted repeat, blank rows come with the next one that has an answer.
    Returns the path of the first row that is back. Raises AnswerRefused when the form no longer
    takes something; the session has then taken some of the steps.
    """
    back: list[str] = []
    blank: list[str] = []
    for row in rows:
        if session.is_there(row.key):
            raise AnswerRefused(session.path(row.key), "This row is here.", code="repeat")
        laying = _LayingBack(session, row, take)
        if not laying.the_row(blank):
            blank.append(row.key)
            continue
        laying.everything()
        laying.drop_surplus_rows()
        laying.settle_values()
        back += [*blank, row.key]
        blank = []
    if not back:
        raise AnswerRefused(rows[0].key, "The form decides how many there are.", code="repeat")
    return session.path(back[0])


def _nowhere(step: Step) -> None:
    """Takes no step: only to be asked what could be laid back."""
    raise AssertionError(step.kind)


def _inside(
    session: FormSession, row: str, languages: Mapping[str, str]
) -> Iterator[str | RemovedAnswer]:
    for path in _below(session, row):
        key = session.key(path)
        if _definition(session, key).kind == REPEAT:
            yield key
        elif _is_answered(session, path):
            value = Answer(session.value(path))
            yield RemovedAnswer(key, value, languages.get(key, ""), _fits(session, path))


def _below(session: FormSession, row: str) -> list[str]:
    """The paths of everything in a row, in form order."""
    start = f"{session.path(row)}/"
    return [path for path in session.paths() if path.startswith(start)]


def _definition(session: FormSession, key: str) -> NodeDefinition:
    return session.definition.nodes[replay.definition_path(key)]


def _is_answered(session: FormSession, path: str) -> bool:
    asked = _definition(session, path).kind == QUESTION and not session.readonly(path)
    return asked and session.value(path) != ""


def _fits(session: FormSession, path: str) -> bool:
    problem = session.problem(path)
    return problem is None or problem.kind != CONSTRAINT


def _is_at(each: str | RemovedAnswer, row: str) -> bool:
    key = each if isinstance(each, str) else each.key
    return key == row or key.startswith(f"{row}/")


def _rows_of_key(key: str, row: str) -> list[str]:
    """The keys of `row` and of the rows inside it that a key goes through."""
    marks = [at + 1 for at, letter in enumerate(key) if letter == "]"]
    return [key[:end] for end in marks if end >= len(row)]


class _LayingBack:
    """One row on its way back. Nested rows that the form makes by itself have other ids than
    before: `_now` says by which key a row is known now."""

    def __init__(
        self, session: FormSession, removed: RemovedRow, take: Callable[[Step], None]
    ) -> None:
        self._session = session
        self._removed = removed
        self._take = take
        self._now = {removed.key: removed.key}

    def the_row(self, before: Sequence[str] = ()) -> bool:
        """The row itself, in a counted repeat with an answer and the blank rows `before` it.

        False, with nothing taken, where no answer would keep it there."""
        if self._is_counted(self._removed.key):
            return self._add_answered(self._removed.key, before)
        self._take(Step(StepKind.ADD_REPEAT, self._removed.key))
        return True

    def could_stand(self) -> bool:
        """Whether `the_row` would be taken."""
        key = self._removed.key
        return not self._is_counted(key) or self._keeping(key, ()) is not None

    def everything(self) -> None:
        """Nested rows and answers in form order; what the form refuses is tried again after the
        rest, since an answer further on may be what it waits for."""
        waiting = list(self._removed.inside)
        while waiting:
            refused: list[str | RemovedAnswer] = []
            why: AnswerRefused | None = None
            for each in waiting:
                try:
                    self._lay(each)
                except AnswerRefused as refusal:
                    refused.append(each)
                    why = refusal
            if why is not None and len(refused) == len(waiting):
                refused = self._above_the_count(refused)
                if len(refused) == len(waiting):
                    raise why
            waiting = refused

    def drop_surplus_rows(self) -> None:
        """Remove nested rows that a new row begins with and that had been removed from this one."""
        while surplus := self._surplus_row():
            self._take(Step(StepKind.REMOVE_REPEAT, surplus))

    def settle_values(self) -> None:
        """Undo what came by itself: defaults, and values that actions wrote over answers.

        Raises DoesNotFit for an answer that fitted before and now breaks its constraint.
        """
        for _ in range(_ROUNDS):
            steps = list(self._differences())
            if not steps:
                self._check_fit()
                return
            for step in steps:
                self._take(step)
        raise AnswerRefused(
            self._session.path(self._removed.key),
            "The form does not let this row be as it was.",
            code="repeat",
        )

    def _lay(self, each: str | RemovedAnswer) -> None:
        if isinstance(each, str):
            self._lay_row(each)
        elif each.language or not self._stands(each, self._path(each)):
            self._take(self._answering(each))

    def _above_the_count(self, waiting: list[str | RemovedAnswer]) -> list[str | RemovedAnswer]:
        """What is left to lay after one more row that its count does not ask for: it comes back
        with an answer and the blank rows before it, or not at all where no answer follows."""
        counted = [key for key in waiting if isinstance(key, str) and self._is_counted(key)]
        blank: list[str] = []
        for key in counted:
            if not self._answers_below(key):
                blank.append(key)
                continue
            repeat = replay.split_row(key)[0]
            before = [each for each in blank if replay.split_row(each)[0] == repeat]
            if self._add_answered(key, before):
                return [each for each in waiting if each not in (key, *before)]
        return [each for each in waiting if not (blank and _is_at(each, blank[0]))]

    def _is_counted(self, key: str) -> bool:
        rule = _definition(self._session, key).rule
        return rule is not None and rule.count is not None

    def _answers_below(self, key: str) -> list[RemovedAnswer]:
        """Those of the row itself before those of rows inside it."""
        found = [each for each in self._removed.answers if _is_at(each, key)]
        return sorted(found, key=lambda each: each.key.count("["))

    def _add_answered(self, key: str, before: Sequence[str] = ()) -> bool:
        answer = self._keeping(key, before)
        if answer is None:
            return False
        row = self._known(key)
        blank = [replay.split_row(each)[1] for each in before]
        given = replay.stored_form(answer.value.text)
        key_now = f"{row}/{answer.key[len(key) + 1 :]}"
        step = answering(self._session.definition, key_now, given, answer.language)
        self._take(adding_answered(row, blank, step))
        self._now |= {each: self._known(each) for each in before}
        self._now |= {at: row + at[len(key) :] for at in _rows_of_key(answer.key, key)}
        return True

    def _keeping(self, key: str, before: Sequence[str]) -> RemovedAnswer | None:
        """The answer with which a row would stand above its count; None where there is none."""
        repeat, mark = replay.split_row(self._known(key))
        container, _, name = repeat.rpartition("/")
        place = f"{self._session.path(container)}/{name}"
        rows = [*(replay.split_row(each)[1] for each in before), mark]
        for answer in self._answers_below(key):
            if self._would_stand(place, rows, answer.key[len(key) + 1 :], answer.value.text):
                return answer
        return None

    def _would_stand(self, place: str, rows: Sequence[str], question: str, text: str) -> bool:
        # Tried elsewhere: what a refused attempt sets off would not be among the steps.
        session = self._session
        trial = FormSession(
            session.definition, session.moment, record=session.record, draft=session.draft()
        )
        try:
            trial.add_answered(place, rows, question, text)
        except AnswerRefused:
            return False
        return True

    def _lay_row(self, key: str) -> None:
        if key in self._now:
            return
        repeat, row = replay.split_row(key)
        container, _, name = repeat.rpartition("/")
        container = self._known(container)
        before = set(self._now.values())
        for path in self._rows(container, name):
            if self._session.key(path) not in before:  # made by the form
                self._now[key] = self._session.key(path)
                return
        self._now[key] = f"{container}/{name}[{row}]"
        try:
            self._take(Step(StepKind.ADD_REPEAT, self._now[key]))
        except AnswerRefused:
            del self._now[key]
            raise

    def _rows(self, container: str, name: str) -> list[str]:
        repeat = f"{self._session.path(container)}/{name}"
        return [f"{repeat}[{at}]" for at in range(1, self._session.count(repeat) + 1)]

    def _known(self, key: str) -> str:
        """A key from before, with the rows in it as they are known now."""
        for before in sorted(self._now, key=len, reverse=True):
            if key == before or key.startswith(f"{before}/"):
                return self._now[before] + key[len(before) :]
        return key

    def _path(self, answer: RemovedAnswer) -> str:
        return self._session.path(self._known(answer.key))

    def _answering(self, answer: RemovedAnswer) -> Step:
        key, given = self._known(answer.key), replay.stored_form(answer.value.text)
        return answering(self._session.definition, key, given, answer.language)

    def _stands(self, answer: RemovedAnswer, path: str) -> bool:
        there, wanted = self._session.value(path), answer.value.text
        if _definition(self._session, path).type == "select_multiple":
            return sorted(there.split()) == sorted(wanted.split())  # lists may be in another order
        return there == wanted

    def _surplus_row(self) -> str:
        rows = set(self._now.values())
        for path in _below(self._session, self._removed.key):
            key = self._session.key(path)
            node = _definition(self._session, key)
            free = node.rule is not None and node.rule.count is None and not node.rule.fixed
            if free and key not in rows:
                return key
        return ""

    def _differences(self) -> Iterator[Step]:
        wanted = {self._known(answer.key): answer for answer in self._removed.answers}
        for path in _below(self._session, self._removed.key):
            key = self._session.key(path)
            if key in wanted:
                if not self._stands(wanted[key], path):
                    yield self._answering(wanted[key])
            elif _definition(self._session, key).is_leaf and _is_answered(self._session, path):
                yield answering(self._session.definition, key, replay.stored_form(None), "")

    def _check_fit(self) -> None:
        for answer in self._removed.answers:
            problem = self._session.problem(self._path(answer))
            if answer.fitted and problem is not None and problem.kind == CONSTRAINT:
                raise DoesNotFit(problem)
