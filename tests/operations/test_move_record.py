"""A draft in a vault goes on in a newer version of its form: shown first, and taken back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import interview_world as world
import pytest
from interview_world import CODE, NAME
from move_world import CITY, filled, install, move, planned, planned_undo, second_version, undo

from fieldkit.forms import FormPackage
from fieldkit.forms.move_plan import Fate
from fieldkit.model.clock import SeededRandomness, SteppingClock
from fieldkit.model.records import RecordState, decode_record
from fieldkit.operations import home, interview, moves, undo_moves
from fieldkit.operations import records as looking
from fieldkit.operations.restarts import MoveRefused
from fieldkit.operations.undo_moves import take_undo
from fieldkit.operations.verify import verify_vault
from fieldkit.vault import Vault, forms_store, journal, records
from fieldkit.vault.errors import NoIdentifierKey
from fieldkit.vault.journal import StepKind


@pytest.fixture
def draft(opened: Vault) -> str:
    """A draft of version 1, in a vault that has version 2."""
    record = filled(opened).record
    install(opened, second_version())
    return record


def on_disk(opened: Vault, record: str) -> object:
    """All that a vault keeps of a record."""
    return (
        records.line(opened, record),
        journal.entries(opened, record),
        journal.values(opened, record),
        journal.rows(opened, record),
        records.subject(opened, record),
    )


def answers(opened: Vault, record: str) -> dict[str, str]:
    return dict(looking.show(opened, record).content.answers)


def sound(opened: Vault) -> bool:
    return all(check.ok for check in verify_vault(opened))


def refusal(opened: Vault, record: str, version: str = "") -> str:
    before = on_disk(opened, record)
    with pytest.raises(MoveRefused) as refused:
        planned(opened, record, version)
    assert on_disk(opened, record) == before
    return refused.value.code


def test_a_plan_says_what_becomes_of_each_answer_and_stores_nothing(
    opened: Vault, draft: str
) -> None:
    before = on_disk(opened, draft)
    plan = planned(opened, draft)
    assert (plan.before.version, plan.after.version) == ("1", "2")
    fates = {plan.path_before(answer): answer.fate for answer in plan.answers}
    assert fates["/visit/name"] is Fate.COPIED
    assert fates["/visit/place"] is Fate.RENAMED
    assert fates["/visit/age"] is Fate.CONVERTED
    assert fates["/visit/city"] is Fate.REMOVED
    assert plan.added == ("/visit/pages", "/visit/member/m_called")
    assert plan.aside == 1
    assert on_disk(opened, draft) == before
    for word in (NAME, CITY, CODE, "Samar"):
        assert word not in repr(plan)


def test_a_moved_draft_goes_on_in_the_new_version(opened: Vault, draft: str) -> None:
    move(opened, draft)
    line = records.line(opened, draft)
    assert (line.form_version, line.form_hash) == ("2", second_version().hash)
    assert line.state is RecordState.DRAFT
    found = answers(opened, draft)
    assert found["/visit/spot"] == "Agora"
    assert found["/visit/age"] == "40.0"
    assert found["/visit/older"] == "41"
    assert found["/visit/member[1]/m_called"] == "Samar"
    assert found["/visit/orx:meta/orx:instanceID"] == draft
    assert CITY not in found.values()
    assert looking.show(opened, draft).aside == {"/visit/city": CITY}
    assert records.subject(opened, draft) == CODE
    assert sound(opened)


def test_a_moved_record_is_finished_and_sent_as_one_of_the_new_version(
    opened: Vault, draft: str
) -> None:
    move(opened, draft)
    running = world.again(opened, draft)
    running.answer("/visit/pages", 3)
    running.finish()
    (finished,) = records.finished(opened)
    content = decode_record(finished.payload)
    assert (content.form_version, content.form_hash) == ("2", second_version().hash)
    assert content.answers["/visit/pages"] == "3"
    assert content.languages["/visit/name"] == "el"
    assert content.languages["/visit/spot"] == "en"
    assert sound(opened)


def test_taking_a_move_back_restores_the_draft_to_the_byte(opened: Vault, draft: str) -> None:
    line, history, *draft_before = on_disk(opened, draft)
    move(opened, draft)
    running = world.again(opened, draft)
    running.answer("/visit/pages", 3)
    plan = planned_undo(opened, draft)
    assert plan.lost == ("/visit/pages",)
    take_undo(plan)
    line_after, history_after, *draft_after = on_disk(opened, draft)
    assert (line_after, draft_after) == (line, draft_before)
    assert history_after[: len(history)] == history
    assert [step.kind for step in looking.history(opened, draft)[len(history) :]] == [
        "move", "answer", "undo_move"
    ]  # fmt: skip
    assert sound(opened)
    again = world.again(opened, draft)
    again.answer("/visit/place", "Harbour")
    assert answers(opened, draft)["/visit/place"] == "Harbour"
    assert looking.show(opened, draft).content.languages["/visit/name"] == "el"
    assert sound(opened)


def test_a_move_after_one_that_was_taken_back(opened: Vault, draft: str) -> None:
    move(opened, draft)
    undo(opened, draft)
    assert moves.movable(opened) == {draft: "2"}
    move(opened, draft)
    assert answers(opened, draft)["/visit/spot"] == "Agora"
    assert sound(opened)
    undo(opened, draft)
    assert answers(opened, draft)["/visit/place"] == "Agora"
    with pytest.raises(MoveRefused) as refused:
        undo(opened, draft)
    assert refused.value.code == "no-move"


def third_version() -> FormPackage:
    """Asks for the city again."""
    package = second_version()
    xml = package.xform.decode().replace('version="2"', 'version="3"')
    xml = xml.replace("<hello/>", "<hello/><city/>")
    asked = '<input ref="/visit/age"/>'
    xml = xml.replace(asked, f'{asked}<input ref="/visit/city"/>')
    return FormPackage(xml.encode(), metadata=package.metadata)


def test_what_was_set_aside_comes_back_with_a_version_that_asks_it_again(
    opened: Vault, draft: str
) -> None:
    move(opened, draft)
    install(opened, third_version())
    plan = move(opened, draft)
    back = [plan.path_before(a) for a in plan.answers if a.fate is Fate.BROUGHT_BACK]
    assert back == ["/visit/city"]
    found = answers(opened, draft)
    assert found["/visit/city"] == CITY
    assert found["/visit/spot"] == "Agora"
    assert looking.show(opened, draft).aside == {}
    undo(opened, draft)
    assert looking.show(opened, draft).aside == {"/visit/city": CITY}
    assert records.line(opened, draft).form_version == "2"
    undo(opened, draft)
    assert answers(opened, draft)["/visit/city"] == CITY
    assert sound(opened)


def test_a_draft_moves_over_a_version_between(opened: Vault) -> None:
    draft = filled(opened).record
    install(opened, second_version(), third_version())
    assert moves.movable(opened) == {draft: "3"}
    move(opened, draft)
    found = answers(opened, draft)
    assert (found["/visit/spot"], found["/visit/city"]) == ("Agora", CITY)


def test_a_question_that_each_version_calls_otherwise_keeps_its_answer(opened: Vault) -> None:
    draft = filled(opened).record
    second = second_version()
    xml = second.xform.decode().replace('version="2"', 'version="3"')
    xml = xml.replace("/visit/spot", "/visit/site").replace("<spot/>", "<site/>")
    third = FormPackage(
        xml.replace('fk:was="place"', 'fk:was="spot"').encode(), metadata=second.metadata
    )
    install(opened, second, third)
    plan = move(opened, draft)
    renamed = {
        plan.path_before(a): plan.path_after(a) for a in plan.answers if a.fate is Fate.RENAMED
    }
    assert renamed == {"/visit/place": "/visit/site"}
    assert answers(opened, draft)["/visit/site"] == "Agora"


def test_a_version_between_that_nobody_can_read_is_passed_over(opened: Vault) -> None:
    draft = filled(opened).record
    install(opened, second_version())
    with opened.transaction():
        forms_store.add_form(opened, "visit", "2b", "ab" * 32, FormPackage(b"<torn").to_bytes())
    install(opened, third_version())
    move(opened, draft)
    assert answers(opened, draft)["/visit/spot"] == "Agora"
    assert records.line(opened, draft).form_version == "3"


def test_a_version_can_be_named(opened: Vault, draft: str) -> None:
    install(opened, third_version())
    assert refusal(opened, draft, "4") == "move-version"
    assert refusal(opened, draft, "1") == "move-version"
    move(opened, draft, "2")
    assert records.line(opened, draft).form_version == "2"
    assert moves.movable(opened) == {draft: "3"}


def test_without_a_newer_version_nothing_moves(opened: Vault) -> None:
    record = filled(opened).record
    assert moves.movable(opened) == {}
    assert refusal(opened, record) == "move-version"


def test_a_finished_record_never_moves(opened: Vault, draft: str) -> None:
    running = world.again(opened, draft)
    running.finish()
    assert refusal(opened, draft) == "move-finished"
    running.reopen()
    assert refusal(opened, draft) == "move-finished"
    assert moves.movable(opened) == {}


def test_a_move_stays_once_the_record_was_finished(opened: Vault, draft: str) -> None:
    move(opened, draft)
    running = world.again(opened, draft)
    running.finish()
    running.reopen()
    with pytest.raises(MoveRefused) as refused:
        undo(opened, draft)
    assert refused.value.code == "no-move"
    assert sound(opened)


def test_a_plan_that_is_out_of_date_is_not_taken(opened: Vault, draft: str) -> None:
    plan = planned(opened, draft)
    world.again(opened, draft).answer("/visit/age", 41)
    before = on_disk(opened, draft)
    with pytest.raises(MoveRefused) as refused:
        moves.take(plan)
    assert refused.value.code == "move-outdated"
    assert on_disk(opened, draft) == before
    move(opened, draft)
    with pytest.raises(MoveRefused):
        moves.take(plan)


# --- permission


def test_before_permission_a_move_keeps_nothing_identifying(opened: Vault) -> None:
    running = world.begin(opened)
    running.answer("/visit/place", "Agora")
    running.answer("/visit/name", NAME)  # waits in memory, and goes with it
    install(opened, second_version())
    move(opened, running.record)
    assert answers(opened, running.record)["/visit/spot"] == "Agora"
    kept = [step.value.text for step in journal.entries(opened, running.record)]
    assert not any(NAME in text for text in kept)
    values = journal.values(opened, running.record)
    assert "/visit/hello" not in values  # identifying, and computed by the form
    again = world.again(opened, running.record)
    assert again.session.value("/visit/hello") == "Hello "
    again.answer("/visit/name", NAME)
    again.answer("/visit/may_continue", "yes")
    assert answers(opened, running.record)["/visit/hello"] == f"Hello {NAME}"
    assert sound(opened)
    with pytest.raises(MoveRefused) as refused:
        undo(opened, running.record)
    assert refused.value.code == "move-gate"


def test_what_was_identifying_is_not_kept_before_permission_in_a_version_that_has_it_open(
    opened: Vault,
) -> None:
    running = world.begin(opened)
    running.answer("/visit/place", "Agora")
    second = second_version()
    xml = second.xform.decode().replace(
        "calculate=\"concat('Hello ', /visit/name)\"", 'fk:sensitivity="ordinary"'
    )
    assert xml != second.xform.decode()
    install(opened, FormPackage(xml.encode(), metadata=second.metadata))
    move(opened, running.record)
    values = journal.values(opened, running.record)
    assert values["/visit/spot"].value.text == "Agora"
    assert "/visit/hello" not in values


def test_what_became_identifying_is_not_carried_before_permission(opened: Vault) -> None:
    running = world.begin(opened)
    running.answer("/visit/place", "Agora")
    second = second_version()
    ordinary = 'fk:was="place" fk:sensitivity="ordinary"'
    xml = second.xform.decode()
    assert ordinary in xml
    xml = xml.replace(ordinary, 'fk:was="place" fk:sensitivity="identifier"')
    install(opened, FormPackage(xml.encode(), metadata=second.metadata))
    move(opened, running.record)
    *_, carried = journal.entries(opened, running.record)
    assert carried.kind is StepKind.START
    assert "Agora" not in carried.value.text
    assert "/visit/spot" not in journal.values(opened, running.record)
    undo(opened, running.record)
    assert answers(opened, running.record)["/visit/place"] == "Agora"


def test_a_move_that_would_take_permission_away_is_refused(opened: Vault) -> None:
    record = filled(opened).record
    second = second_version()
    xml = second.xform.decode().replace("<may_continue/>", "<may_go_on/><may_continue/>")
    gate = {**second.metadata, "fk_gate": "may_go_on"}
    install(opened, FormPackage(xml.encode(), metadata=gate))
    assert refusal(opened, record) == "move-gate"


def test_a_clock_that_goes_back_before_each_step_changes_nothing_about_a_move(
    opened: Vault, draft: str
) -> None:
    for year in (2025, 2024, 2023):
        slow, chance = SteppingClock(datetime(year, 1, 1, tzinfo=UTC)), SeededRandomness(year)
        moves.take(moves.plan(opened, draft, slow, chance))
        running = interview.resume(opened, draft, slow, chance)
        running.answer("/visit/pages", year)
        assert answers(opened, draft)["/visit/spot"] == "Agora"
        take_undo(undo_moves.plan_undo(opened, draft, slow, chance))
        assert answers(opened, draft)["/visit/city"] == CITY
        assert sound(opened)


# --- what is kept, and what is told


def test_what_a_move_carries_is_sealed(folder: Path, opened: Vault, draft: str) -> None:
    move(opened, draft)
    (value,) = opened.connection.execute(
        "SELECT value FROM journal WHERE record = ? AND kind = 'start' AND step > 1", (draft,)
    ).fetchone()
    assert value is None
    told = json.dumps(opened.connection.execute("SELECT body FROM audit").fetchall())
    assert "record-moved" in told
    for word in (NAME, CITY, CODE, "Samar", "Agora"):
        assert word not in told


def test_a_discarded_draft_leaves_no_move_behind(opened: Vault, draft: str) -> None:
    move(opened, draft)
    world.again(opened, draft).discard()
    for table in ("moves", "journal", "draft_values", "draft_rows", "records"):
        assert opened.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert sound(opened)


def test_home_says_what_can_be_moved_and_taken_back(opened: Vault, draft: str) -> None:
    other = filled(opened, world.UNGATED, seed=5).record
    listed = {each.record: each for each in home.home_records(opened, world.clock())}
    assert (listed[draft].newer_version, listed[draft].can_go_back) == ("2", False)
    assert (listed[other].newer_version, listed[other].can_go_back) == ("", False)
    move(opened, draft)
    listed = {each.record: each for each in home.home_records(opened, world.clock())}
    assert (listed[draft].newer_version, listed[draft].can_go_back) == ("", True)


def test_whoever_may_not_read_names_moves_nothing(folder: Path) -> None:
    with world.open_vault(folder) as opened:
        record = filled(opened).record
        install(opened, second_version())
    with world.open_vault(folder, world.RESEARCHER) as opened:
        with pytest.raises(NoIdentifierKey):
            planned(opened, record)
        assert moves.movable(opened) == {record: "2"}
