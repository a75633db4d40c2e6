"""Where the work stopped, and what the window may say about the disk."""

from __future__ import annotations

from pathlib import Path

import interview_world as world
import pytest
from interview_world import NAME, UNGATED

from fieldkit.model.errors import AnswerRefused
from fieldkit.model.records import RecordState
from fieldkit.vault import Vault, journal, records

MEMBER = "/visit/member"


def test_the_last_place_is_the_last_question_answered_or_row_added(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    assert running.last_place() == ""
    running.answer("/visit/place", "here")
    running.set_language("el")
    assert running.last_place() == "/visit/place"
    running.add_repeat(MEMBER)
    running.add_repeat(MEMBER)
    assert running.last_place() == f"{MEMBER}[2]"
    running.answer(f"{MEMBER}[2]/m_age", 4)
    running.remove_repeat(f"{MEMBER}[1]")
    assert running.last_place() == f"{MEMBER}[1]/m_age"  # the same row, in its new position
    running.remove_repeat(f"{MEMBER}[1]")
    assert running.last_place() == "/visit/place"


def test_a_question_that_is_not_asked_any_more_is_no_place(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    running.answer("/visit/age", 40)
    running.answer("/visit/city", "Βόλος")
    running.answer("/visit/age", 5)
    assert running.last_place() == "/visit/age"
    with pytest.raises(AnswerRefused):
        running.answer("/visit/city", "x")
    assert running.last_place() == "/visit/age"


def test_another_opening_finds_the_place_and_the_instant(folder: Path) -> None:
    with world.open_vault(folder) as opened:
        running = world.begin(opened, UNGATED)
        running.answer("/visit/name", NAME)
        record, saved = running.record, running.last_saved_at()
        assert saved == journal.entries(opened, record)[-1].at
    with world.open_vault(folder) as opened:
        again = world.again(opened, record)
        assert (again.last_place(), again.last_saved_at()) == ("/visit/name", saved)


def test_steps_that_wait_for_the_gate_are_not_called_saved(opened: Vault) -> None:
    running = world.begin(opened)
    running.answer("/visit/place", "here")
    saved = running.last_saved_at()
    running.answer("/visit/name", NAME)
    running.answer("/visit/age", 40)
    assert running.last_saved_at() == saved
    assert running.last_place() == "/visit/age"
    running.answer("/visit/may_continue", "yes")
    assert running.last_saved_at() > saved


def test_reopening_with_the_next_step_is_saved_with_that_step(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    running.finish()
    saved = running.last_saved_at()
    running.reopen_with_next_step()
    assert running.last_saved_at() == saved
    running.answer("/visit/place", "here")
    assert running.last_saved_at() > saved


def test_a_declined_interview_has_neither(opened: Vault) -> None:
    running = world.begin(opened)
    running.answer("/visit/place", "here")
    running.answer("/visit/may_continue", "no")
    assert (running.last_place(), running.last_saved_at(), running.was_sent) == ("", "", False)


def test_sent_is_what_was_sealed_once(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    running.finish()
    assert not running.was_sent
    with opened.transaction():
        records.mark(opened, running.record, RecordState.SENT, head="ab" * 32)
    assert running.was_sent
    again = world.again(opened, running.record)
    again.reopen()
    assert again.was_sent
    with pytest.raises(AnswerRefused, match="erased"):
        again.discard()
