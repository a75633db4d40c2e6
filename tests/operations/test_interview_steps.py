"""What is stored after each step, and that a refused step leaves no trace."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import interview_world as world
import pytest
import roster_world
from interview_world import CODE, NAME, UNGATED

from fieldkit.forms import FormError
from fieldkit.model.clock import SeededRandomness, SteppingClock
from fieldkit.model.errors import AnswerRefused
from fieldkit.model.records import RecordState, decode_record
from fieldkit.operations import drafts, interview, replay
from fieldkit.operations import records as looking
from fieldkit.operations.interview import Interview
from fieldkit.operations.steps import DoesNotFit, Incomplete, Saved
from fieldkit.operations.verify import draft_follows_journal, verify_vault
from fieldkit.vault import Vault, journal, records
from fieldkit.vault.errors import NoIdentifierKey, UnknownForm, UnknownRecord


def state_of(running: Interview) -> tuple[object, ...]:
    draft = running.session.draft()
    return dict(draft.values), tuple(draft.rows), running.session.language, running.held


def stored(opened: Vault, record: str) -> tuple[object, ...]:
    return (
        journal.entries(opened, record),
        journal.values(opened, record),
        journal.rows(opened, record),
    )


def fill(running: Interview) -> None:
    running.answer("/visit/may_continue", "yes")
    running.answer("/visit/name", NAME)
    running.answer("/visit/age", 40)
    running.answer("/visit/city", "Βόλος")
    row = running.add_repeat("/visit/member").path
    running.answer(f"{row}/m_name", "Samar")
    running.answer(f"{row}/m_age", 7)


def test_each_step_is_numbered_and_names_its_path(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    outcomes = [
        running.set_language("el"),
        running.answer("/visit/name", NAME),
        running.add_repeat("/visit/member"),
        running.add_repeat("/visit/member"),
        running.answer("/visit/member[2]/m_age", 3),
        running.remove_repeat("/visit/member[1]"),
        running.answer("/visit/member[1]/m_age", None),
    ]
    paths = ["", "/visit/name", "/visit/member[1]", "/visit/member[2]", "/visit/member[2]/m_age"]
    paths += ["/visit/member[1]", "/visit/member[1]/m_age"]
    assert outcomes == [
        Saved(number, running.record, path) for number, path in enumerate(paths, start=2)
    ]


def test_another_opening_finds_everything(folder: Path) -> None:
    with world.open_vault(folder) as opened:
        running = world.begin(opened, UNGATED)
        fill(running)
        record, before = running.record, state_of(running)
    with world.open_vault(folder) as opened:
        assert state_of(world.again(opened, record)) == before
        shown = looking.show(opened, record)
        assert shown.content.answers["/visit/name"] == NAME
        assert shown.content.answers["/visit/older"] == "41"
        assert shown.content.answers["/visit/people"] == "1"
        assert shown.content.answers["/visit/member[1]/m_name"] == "Samar"
        assert shown.line.state is RecordState.DRAFT


def test_a_language_is_kept_with_each_answer(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    running.answer("/visit/place", "here")
    running.set_language("el")
    running.answer("/visit/age", 5)
    shown = looking.show(opened, running.record)
    assert shown.content.languages == {"/visit/place": "en", "/visit/age": "el"}
    assert journal.values(opened, running.record)["/visit/age"].language == "el"


REFUSED = [
    ("/visit/nothing", "x", "unknown-path"),
    ("/visit/city", "x", "irrelevant"),
    ("/visit/older", 3, "readonly"),
    ("/visit/age", "many", "type"),
    ("/visit/may_continue", "perhaps", "choice"),
    ("/visit/age", 130, "constraint"),
    ("/visit/member[1]/m_age", 999, "constraint"),
    ("/visit/member[2]/m_age", 9, "unknown-path"),
]


@pytest.mark.parametrize(("path", "value", "code"), REFUSED)
def test_a_refused_answer_changes_nothing(
    opened: Vault, path: str, value: str | int, code: str
) -> None:
    running = world.begin(opened, UNGATED)
    running.add_repeat("/visit/member")
    before, written = state_of(running), stored(opened, running.record)
    with pytest.raises(AnswerRefused) as refusal:
        running.answer(path, value)
    assert refusal.value.code == code
    assert str(value) not in str(refusal.value)
    assert state_of(running) == before
    assert stored(opened, running.record) == written
    assert running.answer("/visit/age", 12) == Saved(3, running.record, "/visit/age")


def test_a_form_that_breaks_on_a_step_leaves_the_record_as_it_was(opened: Vault) -> None:
    roster_world.add_rosters(opened)
    running = world.begin(opened, roster_world.PLAIN)
    row = running.add_repeat("/data/member").path
    running.answer(f"{row}/pets", 1)
    before, written = state_of(running), stored(opened, running.record)
    with pytest.raises(FormError) as broken:
        running.answer(f"{row}/pets", 20_000)  # more rows than a form may make
    assert broken.value.code == "unsettled"
    assert broken.value.message == "/data/member/pet would have more than 10000 rows."
    assert state_of(running) == before
    assert stored(opened, running.record) == written
    running.answer(f"{row}/pets", 2)
    assert running.session.count(f"{row}/pet") == 2
    assert draft_follows_journal(opened, records.line(opened, running.record))


def test_an_answer_that_does_not_fit_brings_the_forms_own_words(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    running.set_language("el")
    with pytest.raises(DoesNotFit) as refusal:
        running.answer("/visit/age", 130)
    assert refusal.value.problem.message == "Όχι τόσο"
    assert "Όχι" not in str(refusal.value)


def test_a_step_replayed_draws_the_same_chance(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    fill(running)
    again = replay.replay(opened, running.record)
    assert again.value("/visit/luck") == running.session.value("/visit/luck") != ""
    assert again.submission() == running.session.submission()


def test_finishing_needs_what_is_required(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    running.answer("/visit/age", 40)
    written = stored(opened, running.record)
    with pytest.raises(Incomplete) as refusal:
        running.finish()
    assert [problem.path for problem in refusal.value.problems] == ["/visit/city"]
    assert stored(opened, running.record) == written
    running.answer("/visit/city", "Βόλος")
    running.finish()
    assert records.line(opened, running.record).state is RecordState.FINAL


def test_a_finished_record_waits_to_be_sent_as_it_is(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    fill(running)
    running.answer("/visit/subject_code", CODE)
    running.finish()
    (waiting,) = records.finished(opened)
    content = decode_record(waiting.payload)
    assert (waiting.record, waiting.kind, waiting.parents) == (running.record, "record", [])
    assert content.subject == CODE == records.subject(opened, running.record)
    assert content.answers == looking.show(opened, running.record).content.answers
    assert list(content.rows) == ["/visit/member[1]"]
    with pytest.raises(AnswerRefused, match="over"):
        running.answer("/visit/age", 41)


def test_an_unsent_record_is_withdrawn_when_reopened(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    fill(running)
    running.finish()
    running.reopen()
    assert records.finished(opened) == []
    running.answer("/visit/age", 41)
    running.finish()
    (waiting,) = records.finished(opened)
    assert decode_record(waiting.payload).answers["/visit/age"] == "41"
    assert waiting.parents == []


def test_a_sent_record_gets_a_new_version_with_its_head_as_parent(folder: Path) -> None:
    head = "ab" * 32
    with world.open_vault(folder) as opened:
        running = world.begin(opened, UNGATED)
        fill(running)
        running.finish()
        with opened.transaction():
            records.mark(opened, running.record, RecordState.SENT, head=head)
        assert records.finished(opened) == []
    with world.open_vault(folder) as opened:
        corrected = world.again(opened, running.record)
        with pytest.raises(AnswerRefused, match="over"):
            corrected.answer("/visit/age", 41)
        corrected.reopen()
        corrected.answer("/visit/age", 41)
        corrected.finish()
        (waiting,) = records.finished(opened)
        assert waiting.parents == [head]
        # The receipt for the first version arrives now: the second still waits.
        with opened.transaction():
            records.mark(opened, running.record, RecordState.CONFIRMED, head=head)
        assert [one.parents for one in records.finished(opened)] == [[head]]
        assert records.line(opened, running.record).state is RecordState.FINAL
        with opened.transaction():
            records.mark(opened, running.record, RecordState.SENT, head="cd" * 32)
            records.mark(opened, running.record, RecordState.CONFIRMED, head="cd" * 32)
        line = records.line(opened, running.record)
        assert (line.state, line.head) == (RecordState.CONFIRMED, "cd" * 32)
        assert all(check.ok for check in verify_vault(opened))


def test_a_clock_that_goes_back_is_noted_and_the_interview_goes_on(opened: Vault) -> None:
    late = SteppingClock(datetime(2027, 1, 1, tzinfo=UTC))
    running = interview.start(opened, UNGATED, late, SeededRandomness(1))
    running.answer("/visit/place", "first")
    late.instant = datetime(2020, 1, 1, tzinfo=UTC)
    running.answer("/visit/place", "second")
    running.answer("/visit/place", "third")
    suspects = [step.clock_suspect for step in journal.entries(opened, running.record)]
    # Suspect until it has caught up with what was seen: the wrong year lasts longer than a step.
    assert suspects == [False, False, True, True]
    running.finish()
    assert records.finished(opened)[0].clock_suspect


def test_discarding_leaves_nothing(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    fill(running)
    running.discard()
    with pytest.raises(UnknownRecord):
        records.line(opened, running.record)
    for table in ("journal", "draft_values", "draft_rows", "versions", "records"):
        assert opened.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_the_journal_cannot_be_edited(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    running.answer("/visit/place", "here")
    for statement in ("UPDATE journal SET value = 'x'", "DELETE FROM journal WHERE step = 2"):
        with pytest.raises(Exception, match="append-only"):
            opened.connection.execute(statement)


def test_a_draft_that_disagrees_with_its_journal_is_found(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    running.answer("/visit/place", "here")
    line = records.line(opened, running.record)
    assert draft_follows_journal(opened, line)
    opened.connection.execute("UPDATE draft_values SET value = 'there' WHERE key = '/visit/place'")
    assert not draft_follows_journal(opened, line)
    (journal_check,) = [check for check in verify_vault(opened) if check.name == "journal"]
    assert not journal_check.ok
    assert running.record in journal_check.found


def test_without_the_identifier_key_no_interview_is_read_or_begun(folder: Path) -> None:
    with world.open_vault(folder) as opened:
        running = world.begin(opened, UNGATED)
        running.answer("/visit/name", NAME)
        record = running.record
    with world.open_vault(folder, world.RESEARCHER) as opened:
        for attempt in (
            lambda: world.begin(opened, UNGATED),
            lambda: world.again(opened, record),
            lambda: looking.show(opened, record),
        ):
            with pytest.raises(NoIdentifierKey, match="without names"):
                attempt()
        assert [line.record for line in looking.all_lines(opened)] == [record]
        assert all(check.ok for check in verify_vault(opened))


def test_an_unknown_form_or_record_is_named_as_such(opened: Vault) -> None:
    with pytest.raises(UnknownForm):
        world.begin(opened, "no_such_form")
    with pytest.raises(UnknownRecord):
        world.again(opened, "uuid:none")


def test_identifying_values_are_sealed_inside_the_database(opened: Vault) -> None:
    running = world.begin(opened, UNGATED)
    fill(running)
    plain = opened.connection.execute(
        "SELECT group_concat(value) FROM (SELECT value FROM journal UNION ALL"
        " SELECT value FROM draft_values)"
    ).fetchone()[0]
    assert "Βόλος" in plain
    assert NAME not in plain
    assert "Samar" not in plain
    assert drafts.is_identifying(running.definition, "/visit/hello")
