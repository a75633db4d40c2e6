"""Whatever is done, the page shows the record as somebody would who opens it anew.

Random steps on the shipped intake form, on rosters that make rows by themselves, and on generated
forms of every shape.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import laid_out_forms
import presenter_world as world
import roster_world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from interview_fixtures import template_vault
from presenter_fixtures import access

from fieldkit.forms import FormPackage, FormSession
from fieldkit.forms.structure import QUESTION
from fieldkit.operations import interview
from fieldkit.operations.replay import definition_path
from fieldkit.ui.models.interview import (
    Fate,
    InterviewView,
    QuestionKind,
    QuestionView,
    RosterView,
    RowView,
)
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.interview import InterviewPresenter

__all__ = ["access", "template_vault"]

TYPED = ("", "1", "3", "٢", "-1", "17", "abc", "Αμάλ", "22/11/2026", "1/1/30", "c1", "yes", "OK")
CHOSEN: tuple[tuple[str, ...], ...] = ((), ("c1",), ("c2", "c1"), ("none",))
ACTIONS = ("answer",) * 8 + ("choose", "choose", "add", "add", "remove", "undo", "go", "speak")
steps = st.lists(
    st.tuples(st.sampled_from(ACTIONS), st.integers(0, 1000), st.integers(0, 1000)),
    min_size=1,
    max_size=25,
)
unhurried = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Walk:
    """Takes random steps, and remembers what has to be remembered to compare afterwards."""

    def __init__(self, presenter: InterviewPresenter) -> None:
        self.presenter = presenter
        self.view = presenter.view()
        self.refused: set[str] = set()

    def take(self, step: tuple[str, int, int]) -> None:
        action, which, value = step
        getattr(self, f"_{action}")(which, value)

    def settle(self) -> InterviewView:
        """Clear what was typed and not taken: nobody who opens the record anew would know it."""
        for key in sorted(self.refused):
            self.presenter.answer(key, None)
        self.view = replace(self.presenter.view(), focus="")
        return self.view

    def _answer(self, which: int, value: int) -> None:
        self._say(self._pick(which, questions(self.view)), TYPED[value % len(TYPED)])

    def _choose(self, which: int, value: int) -> None:
        selects = [each for each in questions(self.view) if each.choices]
        question = self._pick(which, selects)
        if question is None:
            return
        offered = question.choices
        if question.kind is QuestionKind.SELECT_ONE:
            self._say(question, offered[value % len(offered)].value)
        elif value % 3:
            self._say(question, tuple(each.value for each in offered[:: value % 3]))
        else:
            self._say(question, CHOSEN[value % len(CHOSEN)])

    def _say(self, question: QuestionView | None, value: Any) -> None:
        # A no at the gate ends the walk; that has tests of its own.
        if question is None or (question.is_gate and value != "yes"):
            return
        step = self.presenter.answer(question.key, value)
        self.view = world.shown(step)
        (self.refused.add if step.fate is Fate.REFUSED else self.refused.discard)(question.key)

    def _add(self, which: int, _: int) -> None:
        roster = self._pick(which, rosters(self.view))
        if roster is not None and sum(len(each.rows) for each in rosters(self.view)) < 12:
            self.view = world.shown(self.presenter.add_row(roster.path))

    def _remove(self, which: int, _: int) -> None:
        row = self._pick(which, [row for each in rosters(self.view) for row in each.rows])
        if row is not None:
            self.view = world.shown(self.presenter.remove_row(row.key))

    def _undo(self, *_: int) -> None:
        self.view = world.shown(self.presenter.put_back())

    def _go(self, which: int, _: int) -> None:
        line = self._pick(which, self.view.sections)
        if line is not None:
            self.view = self.presenter.go(line.id)

    def _speak(self, which: int, value: int) -> None:
        language = self._pick(which, self.view.languages.offered)
        if value % 3 == 0:
            self.view = self.presenter.swap()
        elif language is not None:
            self.view = self.presenter.speak(language.code)

    @staticmethod
    def _pick(which: int, among: Any) -> Any:
        found = list(among)
        return found[which % len(found)] if found else None


def questions(view: InterviewView) -> list[QuestionView]:
    return list(world.questions(view.items))


def rosters(view: InterviewView) -> list[RosterView]:
    """The repeats of the current section, those inside rows included."""

    def inside(items: Any) -> Iterator[RosterView]:
        for item in items:
            if isinstance(item, RosterView):
                yield item
                for row in item.rows:
                    yield from inside(row.items)

    return list(inside(view.items))


def anew(access: Access, walk: Walk) -> InterviewPresenter:
    """The same record, opened by somebody else with the same languages."""
    languages = walk.view.languages
    made = world.again(access, walk.view.record, (languages.worker, ""))
    if languages.swapped:
        made.swap()
    return made


def whole(presenter: InterviewPresenter) -> list[InterviewView]:
    """The page at each of its sections, as far as it is about the record."""
    return [replace(presenter.go(line.id), focus="") for line in presenter.view().sections]


def same_as_anew(access: Access, walk: Walk) -> None:
    walk.settle()
    if walk.view.held:
        return  # what waits for the gate is not on the disk, on purpose
    assert world.difference(whole(walk.presenter), whole(anew(access, walk))) == ""


def session_of(access: Access, record: str) -> FormSession:
    return interview.resume(access.vault, record, access.clock, access.randomness).session


def is_shown_once(access: Access, walk: Walk) -> None:
    """Every question that is asked now is in exactly one section."""
    session = session_of(access, walk.settle().record)
    if walk.view.held:
        return
    nodes = session.definition.nodes
    asked = Counter(
        session.key(path)
        for path in session.paths()
        if nodes[definition_path(path)].kind == QUESTION and session.relevant(path)
    )
    shown = Counter(each.key for view in whole(walk.presenter) for each in questions(view))
    assert shown == asked
    # What is listed in a section is what is counted in it.
    for view in whole(walk.presenter):
        line = view.sections[view.position]
        found = [each for each in questions(view) if not each.readonly]
        assert line.asked == len(found)
        assert line.answered == sum(1 for each in found if each.value)


# --- what holds for every form


@given(steps)
@unhurried
def test_intake(access: Access, taken: list[tuple[str, int, int]]) -> None:
    presenter = world.begin(access, world.INTAKE, ("el", "ar"))
    presenter.answer("/data/gate/may_continue", "yes")
    presenter.answer("/data/all_block/hh_size", "3")
    presenter.go("/data/all_block/member")
    walk = Walk(presenter)
    for step in taken:
        walk.take(step)
    same_as_anew(access, walk)
    is_shown_once(access, walk)


@given(st.sampled_from([roster_world.PLAIN, roster_world.GATED]), steps)
@unhurried
def test_rosters(access: Access, form: str, taken: list[tuple[str, int, int]]) -> None:
    presenter = world.begin(access, form, ("en", "el"))
    walk = Walk(presenter)
    for step in [("add", 0, 0), *taken]:
        walk.take(step)
    same_as_anew(access, walk)
    is_shown_once(access, walk)


@given(laid_out_forms.forms(), steps)
@unhurried
def test_generated_forms(access: Access, xform: bytes, taken: list[tuple[str, int, int]]) -> None:
    form = world.add_package(access, FormPackage(xform))
    walk = Walk(world.begin(access, form, ("el", "en")))
    for step in taken:
        walk.take(step)
    same_as_anew(access, walk)
    is_shown_once(access, walk)


@given(steps)
@unhurried
def test_a_change_of_language_changes_no_value(
    access: Access, taken: list[tuple[str, int, int]]
) -> None:
    presenter = world.begin(access, world.INTAKE, ("el", "fa"))
    presenter.answer("/data/gate/may_continue", "yes")
    walk = Walk(presenter)
    for step in taken:
        walk.take(step)
    before = values(presenter)
    for code in ("ar", "fr", "el"):
        presenter.speak(code)
        presenter.swap()
    assert values(presenter) == before


@given(steps, st.integers(0, 1000))
@unhurried
def test_undo_brings_a_row_back_as_the_last_one(
    access: Access, taken: list[tuple[str, int, int]], which: int
) -> None:
    walk = Walk(world.begin(access, roster_world.PLAIN, ("en", "")))
    for step in [("add", 0, 0), ("add", 0, 0), *taken]:
        walk.take(step)
    walk.settle()
    (roster,) = [each for each in walk.view.items if isinstance(each, RosterView)]
    if not roster.rows:
        return
    row = roster.rows[which % len(roster.rows)]
    walk.presenter.remove_row(row.key)
    walk.view = world.shown(walk.presenter.put_back())
    back = next(each for each in walk.view.items if isinstance(each, RosterView))
    others = [row_values(each) for each in roster.rows if each.key != row.key]
    assert [row_values(each) for each in back.rows] == [*others, row_values(row)]
    same_as_anew(access, walk)


def values(presenter: InterviewPresenter) -> dict[str, tuple[str, str | None]]:
    """What is stored and what is typed at each question."""
    here = presenter.view().current
    found = {
        each.key: (each.value, each.typed) for view in whole(presenter) for each in questions(view)
    }
    presenter.go(here)
    return found


def row_values(row: RowView) -> list[tuple[str, str]]:
    """The answers of a row in order; rows that the form makes itself have other ids each time."""
    return [(definition_path(each.key), each.value) for each in world.questions(row.items)]
