"""A row that was taken out comes back whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import interview_world as world
import pytest
import roster_world

from fieldkit.model.errors import AnswerRefused
from fieldkit.model.records import RecordState
from fieldkit.operations import records as looking
from fieldkit.operations import replay
from fieldkit.operations.interview import Interview
from fieldkit.operations.steps import Held, Saved
from fieldkit.operations.verify import verify_vault
from fieldkit.vault import Vault, journal, records

NAME = "Ζαραθούστρα"
MEMBER = "/data/member"


@pytest.fixture
def running(opened: Vault) -> Interview:
    roster_world.add_rosters(opened)
    return world.begin(opened, roster_world.PLAIN)


def fill(running: Interview, row: str, age: int = 40) -> None:
    running.answer(f"{row}/age", age)
    if age > 17:
        running.answer(f"{row}/detail", "grown up")
    running.answer(f"{row}/name", NAME, language="el")
    running.answer(f"{row}/note", None)
    running.answer(f"{row}/color", ["red"])
    running.answer(f"{row}/size", "by hand")  # over what the choice of a color wrote there
    running.answer(f"{row}/pets", 2)
    running.answer(f"{row}/pet[2]/p_name", "Rex", language="el")
    for day in ("2026-01-02", "2026-03-04"):
        visit = running.add_repeat(f"{row}/visit").path
        running.answer(f"{visit}/day", day)


def members(running: Interview) -> int:
    return running.session.count(MEMBER)


def answers(running: Interview) -> dict[str, str]:
    return dict(looking.show(running.vault, running.record).content.answers)


def stored(running: Interview) -> tuple[object, ...]:
    vault, record = running.vault, running.record
    draft = running.session.draft()
    on_disk = journal.entries(vault, record), journal.values(vault, record)
    return *on_disk, journal.rows(vault, record), dict(draft.values), tuple(draft.rows)


def test_a_row_comes_back_as_the_last_one_with_everything_in_it(running: Interview) -> None:
    first = running.add_repeat(MEMBER).path
    fill(running, first)
    second = running.add_repeat(MEMBER).path
    running.answer(f"{second}/name", "Samar")
    key, before = running.session.key(first), looking.show(running.vault, running.record).content
    inside = {path: text for path, text in before.answers.items() if path.startswith(first)}
    assert len(inside) > 8
    outcome, (removed,) = running.take_out_rows([first])
    assert outcome == Saved(outcome.step, running.record, first)
    assert members(running) == 1
    back = running.put_back(removed)
    last = f"{MEMBER}[2]"
    assert back == Saved(len(journal.entries(running.vault, running.record)), running.record, last)
    assert running.session.key(last) == key
    after = looking.show(running.vault, running.record).content
    moved = {path.replace(first, last, 1): text for path, text in inside.items()}
    assert {path: text for path, text in after.answers.items() if path.startswith(last)} == moved
    assert after.answers[f"{MEMBER}[1]/name"] == "Samar"
    for name in ("name", "pet[2]/p_name", "size"):
        spoken = before.languages[f"{first}/{name}"]
        assert after.languages[f"{last}/{name}"] == spoken
    assert running.session.value(f"{last}/note") == ""  # a default that had been cleared
    assert [running.session.count(f"{last}/{name}") for name in ("pet", "visit")] == [2, 3]


def test_what_is_put_back_is_steps_like_any_other(running: Interview) -> None:
    row = running.add_repeat(MEMBER).path
    fill(running, row)
    _, (removed,) = running.take_out_rows([row])
    running.put_back(removed)
    again = replay.replay(running.vault, running.record)
    assert again.draft() == running.session.draft()
    assert again.submission() == running.session.submission()
    assert all(check.ok for check in verify_vault(running.vault))
    running.finish()
    assert records.line(running.vault, running.record).state is RecordState.FINAL


def test_rows_the_form_no_longer_begins_with_stay_away(running: Interview) -> None:
    row = running.add_repeat(MEMBER).path
    assert running.session.count(f"{row}/visit") == 1  # the form gives each member one visit
    running.remove_repeat(f"{row}/visit[1]")
    _, (removed,) = running.take_out_rows([row])
    running.put_back(removed)
    assert running.session.count(f"{row}/visit") == 0


def test_a_nested_row_alone_comes_back(running: Interview) -> None:
    row = running.add_repeat(MEMBER).path
    fill(running, row)
    before = answers(running)
    _, (removed,) = running.take_out_rows([f"{row}/visit[3]"])
    assert answers(running) != before
    running.put_back(removed)
    assert answers(running) == before


def test_an_empty_row_comes_back(running: Interview) -> None:
    row = running.add_repeat(MEMBER).path
    key = running.session.key(row)
    _, (removed,) = running.take_out_rows([row])
    assert running.put_back(removed).path == row
    assert running.session.key(row) == key


def test_what_was_in_the_row_is_listed_in_form_order(running: Interview) -> None:
    row = running.add_repeat(MEMBER).path
    running.answer(f"{row}/pets", 1)
    running.answer(f"{row}/name", NAME, language="el")
    running.answer(f"{row}/pet[1]/p_name", "Rex")
    _, (removed,) = running.take_out_rows([row])
    names = [answer.key.rpartition("/")[2] for answer in removed.answers]
    assert names == ["name", "note", "pets", "p_name"]
    assert [answer.language for answer in removed.answers] == ["el", "", "en", "en"]
    assert removed.answers[0].value.text == NAME
    assert NAME not in repr(removed)
    assert NAME not in repr(removed.answers)
    assert "Rex" not in repr(removed.inside)


@pytest.mark.parametrize(
    ("change", "code"), [(("limit", 30), "constraint"), (("kind", "few"), "choice")]
)
def test_a_row_that_no_longer_fits_stays_out_and_nothing_is_stored(
    running: Interview, change: tuple[str, str | int], code: str
) -> None:
    row = running.add_repeat(MEMBER).path
    fill(running, row)
    _, (removed,) = running.take_out_rows([row])
    running.answer(f"/data/{change[0]}", change[1])
    before = stored(running)
    with pytest.raises(AnswerRefused) as refused:
        running.put_back(removed)
    assert refused.value.code == code
    assert NAME not in str(refused.value)
    assert stored(running) == before
    assert running.answer("/data/limit", 200).step == len(before[0]) + 1  # type: ignore[arg-type]


def test_an_answer_that_fitted_no_more_when_taken_out_is_no_obstacle(running: Interview) -> None:
    row = running.add_repeat(MEMBER).path
    running.answer(f"{row}/age", 40)
    running.answer("/data/limit", 30)
    _, (removed,) = running.take_out_rows([row])
    running.put_back(removed)
    assert running.session.value(f"{row}/age") == "40"
    assert [problem.path for problem in running.session.validate()] == [f"{row}/age"]


def test_a_row_is_put_back_once_and_into_its_own_record(running: Interview) -> None:
    row = running.add_repeat(MEMBER).path
    _, (removed,) = running.take_out_rows([row])
    running.put_back(removed)
    before = stored(running)
    with pytest.raises(AnswerRefused) as refused:
        running.put_back(removed)
    assert refused.value.code == "repeat"
    assert stored(running) == before
    other = world.begin(running.vault, roster_world.PLAIN, seed=9)
    with pytest.raises(AnswerRefused):
        other.put_back(removed)
    assert other.session.count(MEMBER) == 0


def test_a_nested_row_does_not_come_back_without_the_row_around_it(running: Interview) -> None:
    row = running.add_repeat(MEMBER).path
    _, (inner,) = running.take_out_rows([f"{row}/visit[1]"])
    running.take_out_rows([row])
    before = stored(running)
    with pytest.raises(AnswerRefused) as refused:
        running.put_back(inner)
    assert refused.value.code == "unknown-path"
    assert stored(running) == before


def test_what_is_no_row_is_not_taken_out(running: Interview) -> None:
    running.add_repeat(MEMBER)
    before = stored(running)
    for path in ("/data/limit", "/data/member[2]", "/data"):
        with pytest.raises(AnswerRefused) as refused:
            running.take_out_rows([path])
        assert refused.value.code == "unknown-path"
    with pytest.raises(AnswerRefused):
        running.take_out_rows([f"{MEMBER}[1]/pet[1]"])
    assert stored(running) == before


def test_a_finished_record_neither_loses_nor_gets_rows(running: Interview) -> None:
    running.add_repeat(MEMBER)
    _, (removed,) = running.take_out_rows([f"{MEMBER}[1]"])
    running.finish()
    for attempt in (
        lambda: running.put_back(removed),
        lambda: running.take_out_rows([f"{MEMBER}[1]"]),
    ):
        with pytest.raises(AnswerRefused) as refused:
            attempt()
        assert refused.value.code == "finished"


def test_before_the_gate_a_row_goes_and_comes_back_in_memory(folder: Path) -> None:
    with world.open_vault(folder) as opened:
        roster_world.add_rosters(opened)
        running = world.begin(opened, roster_world.GATED)
        row = running.add_repeat(MEMBER).path
        assert isinstance(running.answer(f"{row}/name", NAME), Held)
        _, (removed,) = running.take_out_rows([row])
        before, held = len(journal.entries(opened, running.record)), running.held
        outcome = running.put_back(removed)
        assert isinstance(outcome, Held)
        assert running.held > held
        assert len(journal.entries(opened, running.record)) == before
        running.answer("/data/ok", "yes")
        assert answers(running)[f"{row}/name"] == NAME
        assert all(check.ok for check in verify_vault(opened))
    with world.open_vault(folder) as opened:
        assert world.again(opened, running.record).session.value(f"{row}/name") == NAME


def test_before_the_gate_a_row_without_names_is_stored_at_once(opened: Vault) -> None:
    roster_world.add_rosters(opened)
    running = world.begin(opened, roster_world.GATED)
    row = running.add_repeat(MEMBER).path
    running.answer(f"{row}/age", 40)
    _, (removed,) = running.take_out_rows([row])
    assert isinstance(running.put_back(removed), Saved)
    assert running.held == 0
    assert answers(running)[f"{row}/age"] == "40"


@pytest.mark.parametrize("failing", range(8))
def test_a_row_that_cannot_be_stored_in_full_is_not_stored_at_all(
    opened: Vault, failing: int
) -> None:
    roster_world.add_rosters(opened)
    running = world.begin(opened, roster_world.PLAIN)
    row = running.add_repeat(MEMBER).path
    fill(running, row)
    _, (removed,) = running.take_out_rows([row])
    before = stored(running)
    step = len(journal.entries(opened, running.record)) + 1 + failing
    opened.connection.execute(
        f"CREATE TEMP TRIGGER broken BEFORE INSERT ON main.journal WHEN new.step = {step}"
        " BEGIN SELECT raise(ABORT, 'no room'); END"
    )
    with pytest.raises(Exception, match=r".") as trouble:
        running.put_back(removed)
    assert NAME not in str(trouble.value)
    assert stored(running) == before
    opened.connection.execute("DROP TRIGGER broken")
    assert isinstance(running.put_back(removed), Saved)
    assert running.session.value(f"{row}/name") == NAME
    assert all(check.ok for check in verify_vault(opened))
