"""Invariant 3: incremental equals full recomputation, and evaluates only what an edit can reach."""

from __future__ import annotations

from generated_forms import DEFAULTS, Form, Place, addresses, edits, forms, reachable
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldkit.forms import (
    FormPackage,
    FormSession,
    Moment,
    definition_from_package,
)
from fieldkit.forms.structure import REPEAT
from fieldkit.model.errors import AnswerRefused

Edit = tuple[str, int, int | None]
NOW = Moment.at("2026-11-22T15:00:00")
quiet = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def started(form: Form) -> FormSession:
    return FormSession(definition_from_package(FormPackage(form.xform())), NOW, record="uuid:r")


def moment(step: int) -> Moment:
    return Moment.at("2026-11-22T15:00:00", step + 1)


def state(session: FormSession) -> dict[str, tuple[bool, str]]:
    """What can be seen: every node by key, whether it is asked, and what it reads."""
    nodes = session.definition.nodes
    seen: dict[str, tuple[bool, str]] = {}
    for key, (path, _) in addresses(session).items():
        at = session.path(key)
        seen[key] = (session.relevant(at), session.value(at) if nodes[path].is_leaf else "")
    return seen


def apply(session: FormSession, step: int, edit: Edit) -> str:
    """Do one edit where it fits; returns the path or key it concerned, "" where nothing fitted."""
    what, which, value = edit
    session.moment = moment(step)
    try:
        if what == "answer":
            return _answer(session, which, value)
        if what == "add":
            return session.add_repeat(_pick(_repeats(session), which))
        if what == "count":
            counts = [path for path in session.paths() if path.endswith("rows")]
            session.answer(_pick(counts, which), value)
            return _pick(counts, which)
        rows = [path for path in session.paths() if path.endswith("]")]
        if not rows:
            return ""
        session.remove_repeat(_pick(rows, which))
        return ""
    except AnswerRefused as refusal:
        if refusal.code not in ("irrelevant", "repeat"):
            raise
        return ""


def _answer(session: FormSession, which: int, value: int | None) -> str:
    nodes = session.definition.nodes
    questions = [
        session.path(key)
        for key, (path, _) in addresses(session).items()
        if nodes[path].is_leaf and nodes[path].control and not nodes[path].bind.calculate
    ]
    path = _pick(questions, which)
    if nodes[addresses(session)[session.key(path)][0]].is_select:
        offered = [choice.value for choice in session.choices(path)]
        session.answer(path, offered[: (value or 0) + 1])
    else:
        session.answer(path, value)
    return path


def _pick(paths: list[str], which: int) -> str:
    return paths[which % len(paths)]


def _repeats(session: FormSession) -> list[str]:
    found: list[str] = []
    for path in session.paths():
        definition = session.definition.nodes[addresses(session)[session.key(path)][0]]
        found += [f"{path}/{child.name}" for child in definition.children if child.kind == REPEAT]
    return found


@quiet
@given(forms(), edits)
def test_incremental_state_is_the_state_of_full_recomputation(
    form: Form, steps: list[Edit]
) -> None:
    session = started(form)
    for number, edit in enumerate(steps):
        apply(session, number, edit)
        incremental = state(session)
        session.recompute()
        assert state(session) == incremental


@quiet
@given(forms(), edits)
def test_an_edit_evaluates_no_more_than_it_can_reach(form: Form, steps: list[Edit]) -> None:
    session = started(form)
    for number, edit in enumerate(steps):
        before = addresses(session)
        old = state(session)
        counted = session.evaluations
        apply(session, number, edit)
        spent = session.evaluations - counted
        after = addresses(session)
        new: set[Place] = {after[key] for key in after.keys() - before.keys()}
        gone: set[Place] = {before[key] for key in before.keys() - after.keys()}
        changes = {key: seen for key, seen in state(session).items() if old.get(key) != seen}
        changed = {after[key] for key in changes}
        nodes = {*before.values(), *after.values()}
        emptied = gone | {after[key] for key, (_, value) in changes.items() if value in DEFAULTS}
        assert spent <= len(reachable(form, nodes, changed | gone, new, emptied))


@quiet
@given(forms(), edits)
def test_a_draft_is_the_session_again(form: Form, steps: list[Edit]) -> None:
    session = started(form)
    for number, edit in enumerate(steps):
        apply(session, number, edit)
    draft = session.draft()
    restored = FormSession(session.definition, moment(99), draft=draft)
    assert restored.draft() == draft
    assert state(restored) == state(session)
    assert restored.submission() == session.submission()
    assert restored.changes() == []


@quiet
@given(forms(), edits, edits)
def test_a_restored_session_goes_on_as_the_first_would_have(
    form: Form, steps: list[Edit], later: list[Edit]
) -> None:
    session = started(form)
    for number, edit in enumerate(steps):
        apply(session, number, edit)
    restored = FormSession(session.definition, moment(99), draft=session.draft())
    # Moments of their own: a seed used twice would give two rows one id.
    for number, edit in enumerate(later, start=len(steps)):
        apply(session, number, edit)
        apply(restored, number, edit)
        assert state(restored) == state(session)


@quiet
@given(forms(), edits)
def test_a_count_takes_no_answer_away_and_leaves_no_row_for_nothing(
    form: Form, steps: list[Edit]
) -> None:
    session = started(form)
    typed = {leaf.path for leaf in form.leaves if not (leaf.calculate or leaf.choices)}
    begins = {leaf.path: ("", leaf.default) for leaf in form.leaves if leaf.calculate is None}
    for number, edit in enumerate(steps):
        before, places = session.draft().values, addresses(session)
        keys = {path: session.key(path) for path in session.paths()}
        answered = keys.get(apply(session, number, edit), "")
        gone = places.keys() - addresses(session).keys() - {answered}
        lost = {key for key in gone if before.get(key, "") not in DEFAULTS}
        assert edit[0] == "remove" or not any(places[key][0] in typed for key in lost)
        after, values = addresses(session), session.draft().values
        holding = {
            key
            for key, (path, _) in after.items()
            if path in begins and values.get(key, "") not in begins[path]
        }
        for repeat in _repeats(session):
            asked, rows = session.asked_for(repeat), session.count(repeat)
            if asked is not None and rows != asked:
                last = session.key(f"{repeat}[{rows}]")
                assert rows > asked
                assert any(key.startswith(f"{last}/") for key in holding)


@quiet
@given(forms(), edits)
def test_the_changes_alone_rebuild_the_draft(form: Form, steps: list[Edit]) -> None:
    session = started(form)
    values: dict[str, str] = {}
    rows: list[tuple[str, str, str]] = []
    for number, edit in enumerate([("none", 0, None), *steps]):
        if number:
            apply(session, number, edit)
        for change in session.changes():
            if change.kind == "value":
                values[change.key] = change.value.text
            elif change.kind == "row-added":
                rows.append((change.repeat, change.parent, change.row))
            else:
                gone = change.key
                values = {key: text for key, text in values.items() if not key.startswith(gone)}
                rows = [row for row in rows if not f"{row[1]}/".startswith(f"{gone}/")]
                rows.remove((change.repeat, change.parent, change.row))
    draft = session.draft()
    assert {key: text for key, text in values.items() if text} == dict(draft.values)
    assert sorted(rows) == sorted((row.repeat, row.parent, row.row) for row in draft.rows)


@quiet
@given(forms(), edits)
def test_the_same_steps_and_moments_give_the_same_bytes(form: Form, steps: list[Edit]) -> None:
    first, second = started(form), started(form)
    for number, edit in enumerate(steps):
        apply(first, number, edit)
        apply(second, number, edit)
    assert first.submission() == second.submission()
    assert first.draft() == second.draft()


@quiet
@given(forms(), edits, st.integers(0, 1000))
def test_hiding_and_showing_again_loses_nothing(form: Form, steps: list[Edit], which: int) -> None:
    session = started(form)
    for number, edit in enumerate(steps):
        apply(session, number, edit)
    before, kept = state(session), session.draft()
    path = _pick(["/data/a0", "/data/a2"], which)
    old = session.value(path)
    session.answer(path, 1)
    session.answer(path, old)
    typed = {
        key
        for key, (node, _) in addresses(session).items()
        if session.definition.nodes[node].control == "input"
        and not session.definition.nodes[node].bind.calculate
    }
    assert {key: before[key] for key in typed} == {key: state(session)[key] for key in typed}
    assert {key: kept.values.get(key) for key in typed} == {
        key: session.draft().values.get(key) for key in typed
    }
