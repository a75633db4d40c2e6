"""Rows above a count: kept with their answers, removed by hand, put back, and replayed."""

from __future__ import annotations

import json
from dataclasses import replace

import interview_world as world
import pytest
import roster_world

from fieldkit.model.answers import Answer
from fieldkit.model.errors import AnswerRefused
from fieldkit.operations import records as looking
from fieldkit.operations import replay
from fieldkit.operations.interview import Interview
from fieldkit.operations.verify import verify_vault
from fieldkit.vault import Vault, journal

MEMBER = "/data/member"
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
    _, removed = running.take_out(f"{PET}[1]")
    assert names(running) == ["", "Minoush"]
    assert running.put_back(removed).path == f"{PET}[3]"
    assert names(running) == ["", "Minoush", "Rex"]
    assert running.session.key(f"{PET}[3]") == key
    shown = looking.show(running.vault, running.record).content
    assert shown.languages[f"{PET}[3]/p_name"] == "el"
    assert is_what_its_journal_says(running)


def test_a_row_that_holds_nothing_does_not_come_back_above_the_count(running: Interview) -> None:
    _, removed = running.take_out(f"{PET}[2]")
    before = journal.entries(running.vault, running.record)
    with pytest.raises(AnswerRefused) as refused:
        running.put_back(removed)
    assert refused.value.code == "repeat"
    assert names(running) == ["Rex", "Minoush"]
    assert journal.entries(running.vault, running.record) == before


def test_a_row_comes_back_with_the_rows_above_a_count_in_it(running: Interview) -> None:
    running.answer(f"{MEMBER}[1]/name", "Amal")
    _, removed = running.take_out(f"{MEMBER}[1]")
    running.put_back(removed)
    assert names(running) == ["Rex", "Minoush"]  # the one between them held nothing
    assert running.session.value(f"{MEMBER}[1]/name") == "Amal"
    assert is_what_its_journal_says(running)


def test_removing_ends_at_the_count(running: Interview) -> None:
    running.remove_repeat(f"{PET}[3]")  # the nameless one was there for the cat only
    assert names(running) == ["Rex"]
    with pytest.raises(AnswerRefused) as refused:
        running.remove_repeat(f"{PET}[1]")
    assert refused.value.code == "repeat"
    assert is_what_its_journal_says(running)


def test_a_journal_from_before_is_replayed_by_the_rule_it_was_made_with(running: Interview) -> None:
    first, *rest = journal.entries(running.vault, running.record)
    said = json.loads(first.value.text)
    assert said.pop("counted_rows") == "stay"
    old = replace(first, value=Answer(json.dumps(said)))
    session = replay.rebuild(running.definition, running.record, [old, *rest])
    assert session.count(PET) == 1


def test_a_row_above_the_count_goes_with_its_last_answer(running: Interview) -> None:
    outcome = running.answer(f"{PET}[3]/p_name", None)
    assert outcome.path == f"{PET}[3]/p_name"
    assert names(running) == ["Rex"]
    assert is_what_its_journal_says(running)
