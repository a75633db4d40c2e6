"""For any sequence of steps, the journal replayed is the live session is the stored draft."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path
from typing import Any

import interview_world as world
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldkit.model.errors import AnswerRefused
from fieldkit.operations import replay
from fieldkit.operations.interview import Interview
from fieldkit.operations.steps import Declined
from fieldkit.operations.verify import draft_follows_journal
from fieldkit.vault import Vault, records

SLOT = st.integers(1, 3)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "/visit/place": st.text(max_size=5),
    "/visit/subject_code": st.sampled_from(["FK-7Q4M-2XKD", "FK-", "no code", ""]),
    "/visit/may_continue": st.sampled_from(["yes", "yes", "yes", "no", None, "maybe"]),
    "/visit/name": st.text(max_size=5),
    "/visit/age": st.one_of(st.integers(0, 200), st.none(), st.just("old")),
    "/visit/city": st.sampled_from(["Βόλος", None]),
    "/visit/member[{}]/m_name": st.text(max_size=3),
    "/visit/member[{}]/m_age": st.integers(100, 140),
    "/visit/member[{}]/pet[{}]/p_name": st.text(max_size=3),
}
ANSWER = st.one_of(
    [
        st.tuples(st.just("answer"), st.just(path), SLOT, SLOT, value)
        for path, value in VALUES.items()
    ]
)
REPEATS = st.sampled_from(["/visit/member", "/visit/member[{}]/pet"])
ROWS = st.sampled_from(["/visit/member[{}]", "/visit/member[{}]/pet[{}]"])
STEP = st.one_of(
    ANSWER,
    ANSWER,
    st.tuples(st.just("add"), REPEATS, SLOT, SLOT, st.none()),
    st.tuples(st.just("remove"), ROWS, SLOT, SLOT, st.none()),
    st.tuples(st.just("language"), st.sampled_from(["el", "en", "xx"]), SLOT, SLOT, st.none()),
    st.tuples(st.sampled_from(["finish", "reopen"]), st.just(""), SLOT, SLOT, st.none()),
)


def take(running: Interview, step: tuple[str, str, int, int, Any]) -> object:
    verb, path, first, second, value = step
    where = path.format(first, second)
    match verb:
        case "answer":
            return running.answer(where, value)
        case "add":
            return running.add_repeat(where)
        case "remove":
            return running.remove_repeat(where)
        case "language":
            return running.set_language(where)
        case "finish":
            return running.finish()
        case _:
            return running.reopen()


def draft_of(running: Interview) -> tuple[object, ...]:
    draft = running.session.draft()
    return dict(draft.values), tuple(draft.rows), draft.language


_number = itertools.count(1)
# Each step is an fsync: the nightly campaign has more of them.
EXAMPLES = 1000 if os.environ.get("FIELDKIT_SOAK") else 25


@pytest.fixture(scope="module")
def shared(template_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Vault:
    target = tmp_path_factory.mktemp("replay") / "laptop"
    shutil.copytree(template_vault, target)
    vault = world.open_vault(target)
    yield vault  # type: ignore[misc]
    vault.close()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(form=st.sampled_from([world.GATED, world.UNGATED]), steps=st.lists(STEP, max_size=20))
def test_journal_replayed_is_the_session_is_the_draft(
    shared: Vault, form: str, steps: list[tuple[str, str, int, int, Any]]
) -> None:
    running = world.begin(shared, form, seed=next(_number))
    for step in steps:
        before = draft_of(running)
        try:
            if isinstance(take(running, step), Declined):
                assert running.record not in [line.record for line in records.lines(shared)]
                return
        except AnswerRefused:
            assert draft_of(running) == before
    assert draft_follows_journal(shared, records.line(shared, running.record))
    if running.held == 0:
        again = replay.replay(shared, running.record)
        assert again.submission() == running.session.submission()
        assert again.draft() == running.session.draft()
