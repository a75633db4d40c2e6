"""Rows above a count: kept with their answers, removed by hand, put back, and replayed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import interview_world as world
import pytest
import roster_world
from presenter_world import xform

from fieldkit.forms import FormPackage, definition_from_package
from fieldkit.forms.draft_file import draft_to_bytes
from fieldkit.model.answers import Answer
from fieldkit.model.clock import SeededRandomness, SteppingClock
from fieldkit.model.errors import AnswerRefused
from fieldkit.model.records import RecordState
from fieldkit.model.sensitivity import Sensitivity
from fieldkit.operations import records as looking
from fieldkit.operations import replay
from fieldkit.operations.forms import fill
from fieldkit.operations.interview import Interview
from fieldkit.operations.move_steps import Carried, stored_move
from fieldkit.operations.record_writer import RecordWriter
from fieldkit.operations.steps import Step, adding_answered
from fieldkit.operations.verify import verify_vault
from fieldkit.vault import Vault, audit, forms_store, journal, records
from fieldkit.vault.journal import Entry, StepKind

MEMBER = "/data/member"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PET = f"{MEMBER}[1]/pet"


@pytest.fixture
def running(opened: Vault) -> Interview:
    """A member with a dog, a nameless pet and a cat, of whom one is asked for."""
    roster_world.add_rosters(opened)
    begun = world.begin(opened, roster_world.PLAIN)
    begun.add_repeat(MEMBER)
    begun.answer(f"{MEMBER}[1]/pets", 3)
    begun.answer(f"{PET}[1]/p_name", "Rex", language="el")
    begun.answer(f"{PET}[3]/p_name", "Minoush")
    begun.answer(f"{MEMBER}[1]/pets", 1)
    return begun


def names(running: Interview, repeat: str = PET) -> list[str]:
    rows = range(1, running.session.count(repeat) + 1)
    return [running.session.value(f"{repeat}[{row}]/p_name") for row in rows]


def is_what_its_journal_says(running: Interview) -> bool:
    again = replay.replay(running.vault, running.record)
    same = again.draft() == running.session.draft()
    return same and all(check.ok for check in verify_vault(running.vault))


def test_rows_above_the_count_are_kept_and_replayed(running: Interview) -> None:
    assert names(running) == ["Rex", "", "Minoush"]
    assert looking.show(running.vault, running.record).content.answers[f"{PET}[3]/p_name"]
    assert is_what_its_journal_says(running)


def test_a_row_above_the_count_goes_and_comes_back(running: Interview) -> None:
    key = running.session.key(f"{PET}[1]")
    _, (removed,) = running.take_out_rows([f"{PET}[1]"])
    assert names(running) == ["", "Minoush"]
    assert running.put_back(removed).path == f"{PET}[3]"
    assert names(running) == ["", "Minoush", "Rex"]
    assert running.session.key(f"{PET}[3]") == key
    shown = looking.show(running.vault, running.record).content
    assert shown.languages[f"{PET}[3]/p_name"] == "el"
    assert is_what_its_journal_says(running)


def test_the_answer_that_a_row_comes_back_with_is_sealed_as_it_was() -> None:
    for sealed in Sensitivity:
        answer = Step(StepKind.ANSWER, f"{MEMBER}[a]/name", Answer('"Amal"'), sealed)
        laid = adding_answered(f"{MEMBER}[a]", [], answer)
        assert laid.value.text == '[[],"name","Amal"]'
        assert laid.sensitivity is sealed


def test_a_row_that_holds_nothing_does_not_come_back_above_the_count(running: Interview) -> None:
    _, (removed,) = running.take_out_rows([f"{PET}[2]"])
    before = journal.entries(running.vault, running.record)
    with pytest.raises(AnswerRefused) as refused:
        running.put_back(removed)
    assert refused.value.code == "repeat"
    assert names(running) == ["Rex", "Minoush"]
    assert journal.entries(running.vault, running.record) == before


def test_a_row_comes_back_with_the_rows_above_a_count_in_it(running: Interview) -> None:
    running.answer(f"{MEMBER}[1]/name", "Amal")
    _, (removed,) = running.take_out_rows([f"{MEMBER}[1]"])
    running.put_back(removed)
    assert names(running) == ["Rex", "", "Minoush"]
    assert running.session.value(f"{MEMBER}[1]/name") == "Amal"
    assert is_what_its_journal_says(running)


def test_rows_above_the_count_go_and_come_back_together(running: Interview) -> None:
    running.answer(f"{MEMBER}[1]/pets", 5)
    running.answer(f"{PET}[5]/p_name", "Azor")
    running.answer(f"{MEMBER}[1]/pets", 1)
    keys = [running.session.key(f"{PET}[{row}]") for row in (2, 3, 4, 5)]
    before = journal.entries(running.vault, running.record)
    _, removed = running.take_out_rows(keys)
    assert names(running) == ["Rex"]
    assert [row.key for row in removed] == keys
    steps = journal.entries(running.vault, running.record)[len(before) :]
    assert [each.key for each in steps] == [keys[3], keys[1]]  # the blank ones went by themselves
    assert {each.kind for each in steps} == {StepKind.REMOVE_REPEAT}
    assert is_what_its_journal_says(running)
    assert running.may_come_back(removed)
    assert not running.may_come_back([removed[0]])
    running.put_back(*removed)
    assert names(running) == ["Rex", "", "Minoush", "", "Azor"]
    assert [running.session.key(f"{PET}[{row}]") for row in (2, 3, 4, 5)] == keys
    assert is_what_its_journal_says(running)


def test_no_more_rows_go_together_than_are_above_the_count(running: Interview) -> None:
    running.answer(f"{MEMBER}[1]/pets", 2)
    keys = [running.session.key(f"{PET}[{row}]") for row in (1, 2, 3)]
    _, removed = running.take_out_rows(keys)
    assert names(running) == ["Rex", ""]
    assert [row.key for row in removed] == keys[2:]
    with pytest.raises(AnswerRefused) as refused:
        running.take_out_rows(keys[:2])
    assert refused.value.code == "repeat"
    assert is_what_its_journal_says(running)


def test_removing_ends_at_the_count(running: Interview) -> None:
    running.remove_repeat(f"{PET}[3]")  # the nameless one was there for the cat only
    assert names(running) == ["Rex"]
    with pytest.raises(AnswerRefused) as refused:
        running.remove_repeat(f"{PET}[1]")
    assert refused.value.code == "repeat"
    assert is_what_its_journal_says(running)


def test_a_row_above_the_count_goes_with_its_last_answer(running: Interview) -> None:
    outcome = running.answer(f"{PET}[3]/p_name", None)
    assert outcome.path == f"{PET}[3]/p_name"
    assert names(running) == ["Rex"]
    assert is_what_its_journal_says(running)


def start_from_before(running: Interview) -> Entry:
    """The step that started it, as it was written when rows still went with their answers."""
    first = journal.entries(running.vault, running.record)[0]
    said = json.loads(first.value.text)
    assert said.pop("counted_rows") == "stay"
    return replace(first, value=Answer(json.dumps(said)))


def test_a_journal_from_before_is_replayed_by_the_rule_it_was_made_with(running: Interview) -> None:
    _, *rest = journal.entries(running.vault, running.record)
    steps = [start_from_before(running), *rest]
    assert replay.rebuild(running.definition, running.record, steps).count(PET) == 1


def test_a_draft_from_before_that_moves_keeps_its_rows_from_there_on(running: Interview) -> None:
    first = start_from_before(running)
    assert replay.host_of(first).rows_follow_counts
    draft = draft_to_bytes(running.session.draft(), running.definition)
    moved = replace(first, value=stored_move(first, Carried(draft, {}, withheld=False)))
    assert not replay.host_of(moved).rows_follow_counts


def begun_before(running: Interview) -> str:
    """Another record, whose journal says so."""
    vault, record = running.vault, "uuid:00000000-0000-4000-8000-000000000001"
    first = start_from_before(running)
    with vault.transaction():
        RecordWriter(vault, running.definition, record).begin(
            replace(records.line(vault, running.record), record=record),
            first,
            replay.begin(running.definition, record, first),
        )
    return record


def test_a_draft_from_before_keeps_its_rows_from_its_next_step_on(running: Interview) -> None:
    vault, record = running.vault, begun_before(running)
    begun = world.again(vault, record)
    assert len(journal.entries(vault, record)) == 1  # looking at it is no step
    begun.add_repeat(MEMBER)
    begun.answer(f"{MEMBER}[1]/pets", 2)
    begun.answer(f"{PET}[2]/p_name", "Rex")
    begun.answer(f"{MEMBER}[1]/pets", 1)
    assert names(begun) == ["", "Rex"]
    assert is_what_its_journal_says(begun)
    kinds = [each.kind for each in journal.entries(vault, record)]
    assert kinds[:3] == [StepKind.START, StepKind.REOPEN, StepKind.ADD_REPEAT]
    again = world.again(vault, record)
    again.answer(f"{MEMBER}[1]/pets", 0)
    assert names(again) == ["", "Rex"]
    assert [each.kind for each in journal.entries(vault, record)].count(StepKind.REOPEN) == 1
    assert "reopened" not in [each.action for each in audit.entries(vault.connection)]


def test_a_finished_record_from_before_stays_as_it_is_until_it_is_reopened(
    running: Interview,
) -> None:
    vault, record = running.vault, begun_before(running)
    with vault.transaction():
        records.set_state(vault, record, RecordState.FINAL)
    looked_at = world.again(vault, record)
    assert looked_at.session.rows_follow_counts
    looked_at.reopen()
    assert not looked_at.session.rows_follow_counts
    kinds = [each.kind for each in journal.entries(vault, record)]
    assert kinds == [StepKind.START, StepKind.REOPEN]


def test_rows_that_permission_hangs_on_do_not_go(opened: Vault) -> None:
    package = FormPackage(
        xform(
            '<data id="g" version="1"><ok/><r jr:template=""><x/></r></data>',
            '<bind nodeset="/data/ok" relevant="count(/data/r) &gt; 0"/>',
            '<input ref="/data/ok"/><repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>',
        ),
        metadata={"fk_gate": "ok"},
    )
    with opened.transaction():
        form_hash = definition_from_package(package).form_hash
        forms_store.add_form(opened, "g", "1", form_hash, package.to_bytes())
    running = world.begin(opened, "g")
    rows = [running.add_repeat("/data/r").path for _ in range(2)]
    running.answer("/data/ok", "yes")
    with pytest.raises(AnswerRefused) as refusal:
        running.take_out_rows(rows)
    assert refusal.value.code == "gate"
    assert running.gate_is_open
    assert running.session.count("/data/r") == 2


def test_a_form_filled_from_lines_says_yes_to_an_answer_that_takes_its_row_along(
    tmp_path: Path,
) -> None:
    file = tmp_path / "counted.xml"
    file.write_bytes(
        xform(
            '<data id="c" version="1"><n/><r jr:template=""><x/></r></data>',
            '<bind nodeset="/data/n" type="int"/>',
            '<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n">'
            '<input ref="/data/r/x"/></repeat>',
        )
    )
    steps = [("/data/n", 3), *((f"/data/r[{row}]/x", "here") for row in (1, 2, 3))]
    lines = [{"answer": path, "value": value} for path, value in [*steps, ("/data/n", 1)]]
    taken = [{"remove_repeat": "/data/r[1]"}, {"answer": "/data/r[2]/x", "value": None}]
    refused = [{"remove_repeat": "/data/r[1]"}]
    told = [json.dumps(line) for line in [*lines, *taken, *refused]]
    filled = fill(file, told, SteppingClock(NOON), SeededRandomness(1))
    assert [reply.code for reply in filled.replies] == [""] * 7 + ["repeat"]
    assert filled.submission.count(b"<x>here</x>") == 1
