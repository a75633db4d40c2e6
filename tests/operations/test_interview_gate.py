"""The gate: before the yes nothing identifying is stored; after a no nothing at all is left."""

from __future__ import annotations

from pathlib import Path

import interview_world as world
import pytest
from interview_world import CODE, NAME
from vault_pages import decrypted

from fieldkit.model.errors import AnswerRefused
from fieldkit.model.records import RecordState, Refusal, decode_refusal
from fieldkit.operations import records as looking
from fieldkit.operations.interview import Interview
from fieldkit.operations.steps import Declined, Held, Saved
from fieldkit.operations.verify import verify_vault
from fieldkit.vault import Vault, audit, journal, records
from fieldkit.vault.errors import UnknownRecord
from fieldkit.vault.journal import StepKind

GATE = "/visit/may_continue"


def answers_before(running: Interview) -> None:
    assert isinstance(running.answer("/visit/place", "the square"), Saved)
    assert isinstance(running.answer("/visit/subject_code", CODE), Held)
    assert isinstance(running.answer("/visit/age", 40), Held)


def test_ordinary_answers_before_the_gate_are_stored_at_once(opened: Vault) -> None:
    running = world.begin(opened)
    assert running.answer("/visit/place", "the square") == Saved(2, running.record, "/visit/place")
    assert [step.kind for step in journal.entries(opened, running.record)] == [
        StepKind.START,
        StepKind.ANSWER,
    ]


def test_from_the_first_identifying_answer_on_steps_wait_in_memory(folder: Path) -> None:
    with world.open_vault(folder) as opened:
        running = world.begin(opened)
        answers_before(running)
        assert running.held == 2
        assert len(journal.entries(opened, running.record)) == 2
        assert b"the square" in decrypted(opened)  # the scan can find what is there
        assert CODE.encode() not in decrypted(opened)
        assert "/visit/age" not in journal.values(opened, running.record)
    with world.open_vault(folder) as opened:
        shown = looking.show(opened, running.record)
        assert "/visit/subject_code" not in shown.content.answers
        assert shown.content.answers["/visit/place"] == "the square"
        assert all(check.ok for check in verify_vault(opened))


def test_the_yes_stores_what_waited_in_the_order_it_was_given(opened: Vault) -> None:
    running = world.begin(opened)
    answers_before(running)
    running.answer("/visit/age", 41)
    row = running.add_repeat("/visit/member").path
    running.answer(f"{row}/m_name", "Samar")
    assert running.held == 5
    assert running.answer(GATE, "yes") == Saved(8, running.record, GATE)
    assert running.held == 0
    keys = [step.key for step in journal.entries(opened, running.record)]
    assert keys[1:5] == ["/visit/place", "/visit/subject_code", "/visit/age", "/visit/age"]
    assert keys[-1] == GATE
    shown = looking.show(opened, running.record)
    assert shown.content.subject == CODE
    assert shown.content.answers["/visit/age"] == "41"
    assert shown.content.answers["/visit/member[1]/m_name"] == "Samar"
    assert all(check.ok for check in verify_vault(opened))


@pytest.mark.parametrize("waited", [False, True])
def test_a_no_leaves_form_version_team_month_and_nothing_else(opened: Vault, waited: bool) -> None:
    before = audit.entries(opened.connection)
    running = world.begin(opened)
    running.answer("/visit/place", "the square")
    assert running.record.encode() in decrypted(opened)
    if waited:
        running.answer("/visit/name", NAME)
    declined = running.answer(GATE, "no")
    assert isinstance(declined, Declined)
    assert running.over
    with pytest.raises(UnknownRecord):
        records.line(opened, running.record)
    left = decrypted(opened)
    for word in (running.record, "the square", NAME):
        assert word.encode() not in left
    (waiting,) = records.finished(opened)
    assert waiting.kind == "refusal"
    assert waiting.record == declined.record != running.record
    assert running.finish().record == declined.record  # complete already
    assert decode_refusal(waiting.payload) == Refusal("visit", "1", "north", "2026-11")
    assert waiting.created_at == "2026-11"
    assert audit.entries(opened.connection) == before


def test_permission_withdrawn_during_the_visit_deletes_what_was_stored(opened: Vault) -> None:
    running = world.begin(opened)
    running.answer(GATE, "yes")
    running.answer("/visit/name", NAME)
    running.finish()
    running.reopen()
    assert isinstance(running.answer(GATE, "no"), Declined)
    for table in ("journal", "draft_values", "versions", "records"):
        assert opened.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_permission_cannot_be_left_open_again(opened: Vault) -> None:
    running = world.begin(opened)
    running.answer(GATE, "yes")
    running.answer("/visit/name", NAME)
    with pytest.raises(AnswerRefused) as refusal:
        running.answer(GATE, None)
    assert refusal.value.code == "gate"
    assert running.gate_is_open
    assert running.session.value("/visit/name") == NAME


def test_a_sent_record_is_not_withdrawn_by_the_gate(opened: Vault) -> None:
    running = world.begin(opened)
    running.answer(GATE, "yes")
    running.finish()
    with opened.transaction():
        records.mark(opened, running.record, RecordState.SENT, head="ab" * 32)
    corrected = world.again(opened, running.record)
    corrected.reopen()
    with pytest.raises(AnswerRefused, match="erasure") as refusal:
        corrected.answer(GATE, "no")
    assert refusal.value.code == "gate"
    assert records.line(opened, running.record).head == "ab" * 32


def test_a_record_is_not_finished_before_permission(opened: Vault) -> None:
    running = world.begin(opened)
    with pytest.raises(AnswerRefused) as refusal:
        running.finish()
    assert refusal.value.code == "gate"
    running.answer("/visit/name", NAME)
    with pytest.raises(AnswerRefused):
        running.finish()
    assert running.held == 1


def test_a_refused_step_keeps_what_waits(opened: Vault) -> None:
    running = world.begin(opened)
    answers_before(running)
    with pytest.raises(AnswerRefused):
        running.answer("/visit/age", 999)
    assert (running.held, running.session.value("/visit/age")) == (2, "40")
    running.answer(GATE, "yes")
    assert looking.show(opened, running.record).content.answers["/visit/age"] == "40"


def test_refusals_are_marked_sent_and_confirmed_like_records(opened: Vault) -> None:
    world.begin(opened).answer(GATE, "no")
    (waiting,) = records.finished(opened)
    for state in (RecordState.SENT, RecordState.CONFIRMED):
        with opened.transaction():
            records.mark(opened, waiting.record, state, head="ef" * 32)
        assert records.finished(opened) == []
        assert [line.state for line in records.lines(opened)] == [state]
