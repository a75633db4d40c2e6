"""For any steps before and after a move: journal, session and draft agree, and the way back leads
to what was there."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import interview_world as world
import move_world
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_interview_replay import ANSWER, STEP, take

from fieldkit.model.answers import Answer
from fieldkit.model.errors import AnswerRefused
from fieldkit.operations import drafts, replay
from fieldkit.operations.interview import Interview
from fieldkit.operations.restarts import MoveRefused
from fieldkit.operations.steps import Declined
from fieldkit.operations.verify import draft_follows_journal
from fieldkit.vault import Vault, journal, records

_number = itertools.count(1)
# Each step is an fsync: the nightly campaign has more of them.
EXAMPLES = 500 if os.environ.get("FIELDKIT_SOAK") else 12
Steps = list[tuple[str, str, int, int, object]]


@pytest.fixture(scope="module")
def shared(template_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    target = world.copy_vault(template_vault, tmp_path_factory.mktemp("moves") / "laptop")
    with world.open_vault(target) as vault:
        yield vault


def follow(running: Interview, steps: Steps) -> bool:
    """Take what is taken of the steps; whether the record is still there."""
    for step in steps:
        try:
            if isinstance(take(running, step), Declined):
                return False
        except AnswerRefused:
            continue
    return True


def stored(vault: Vault, record: str) -> tuple[object, ...]:
    return (
        records.line(vault, record),
        journal.values(vault, record),
        journal.rows(vault, record),
        records.subject(vault, record),
    )


def assert_agrees(vault: Vault, record: str) -> None:
    """The draft is what the journal says, and holds nothing identifying before permission."""
    line = records.line(vault, record)
    assert draft_follows_journal(vault, line)
    session = replay.replay(vault, record)
    gate = session.definition.gate
    if gate is not None and session.value(gate) != "yes":
        for step in journal.entries(vault, record):
            for name in ("m_name", "subject_code", "/name"):
                assert not step.key.endswith(name)
        kept = journal.values(vault, record)
        assert not any(drafts.is_identifying(session.definition, key) for key in kept)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    form=st.sampled_from([world.GATED, world.UNGATED]),
    before=st.lists(ANSWER, min_size=2, max_size=10),
    more=st.lists(STEP, max_size=3),
    after=st.lists(STEP, max_size=6),
)
def test_a_move_and_its_undoing_agree_with_the_journal(
    shared: Vault, form: str, before: Steps, more: Steps, after: Steps
) -> None:
    move_world.install(shared, world.package(form))
    running = world.begin(shared, form, seed=next(_number))
    record = running.record
    running.add_repeat("/visit/member")
    if not follow(running, [*before, *more]):
        return
    move_world.install(shared, move_world.second_version(form))
    was = stored(shared, record)
    try:
        plan = move_world.move(shared, record)
    except MoveRefused:
        assert stored(shared, record) == was
        return
    assert_agrees(shared, record)
    session = replay.replay(shared, record)
    for answer in plan.answers:
        if answer.now and answer.fate.value in ("copied", "renamed"):
            assert session.value(session.path(answer.now))
    here = follow(world.again(shared, record, seed=next(_number)), after)
    if not here:
        return
    assert_agrees(shared, record)
    try:
        move_world.undo(shared, record)
    except MoveRefused:
        return
    assert stored(shared, record) == was
    assert_agrees(shared, record)
    if follow(
        world.again(shared, record, seed=next(_number)), [("answer", "/visit/place", 1, 1, "here")]
    ):
        assert journal.values(shared, record)["/visit/place"].value == Answer("here")
        assert_agrees(shared, record)
