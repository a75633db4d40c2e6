"""Correcting a record and deciding between versions: by the form's rules, as signed events."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from drop_world import Places, at, clock, finish, record_of, send_all

from fieldkit.model.clock import SeededRandomness
from fieldkit.model.errors import AnswerRefused
from fieldkit.model.events import decode_header
from fieldkit.model.records import Record
from fieldkit.operations.answer_lines import AddRepeatLine, AnswerLine, RemoveRepeatLine
from fieldkit.operations.correct import Correcting
from fieldkit.operations.import_batches import import_drop
from fieldkit.operations.registries import Registry, registry_of
from fieldkit.registry.conflicts import Conflict, conflicts
from fieldkit.registry.errors import (
    BadChoice,
    CorrectionRefused,
    NoConflict,
    UnknownRecord,
)
from fieldkit.registry.review import review

ANSWERS = {
    "/data/name": "Zahra",
    "/data/age": "17",
    "/data/adult": "no",
    "/data/member[1]/m_name": "Omid",
    "/data/member[1]/m_age": "4",
    "/data/member[2]/m_name": "Laleh",
}
ROWS = {"/data/member[1]": "11111111-aaaa", "/data/member[2]": "22222222-bbbb"}


@pytest.fixture
def registry(places: Places) -> Iterator[Registry]:
    with at(places, "north") as north:
        finish(north, record_of("uuid:1", ANSWERS, rows=ROWS))
        send_all(north, places.drop)
    with at(places, "coordinator") as chief:
        import_drop(chief, places.drop, clock=clock())
        yield registry_of(chief)


def correcting(registry: Registry) -> Correcting:
    return Correcting(registry, clock(), SeededRandomness("corrections"))


def current(registry: Registry) -> Record:
    return registry.view().record("uuid:1").record


def test_a_correction_is_a_complete_new_version(registry: Registry) -> None:
    before = registry.view().record("uuid:1")
    done = correcting(registry).correct(
        "uuid:1",
        [
            AnswerLine("/data/age", 18),
            RemoveRepeatLine("/data/member[1]"),
            AddRepeatLine("/data/member"),
        ],
    )
    after = registry.view().record("uuid:1")
    assert after.heads == [done.event]
    assert done.replaced == before.heads
    assert after.record.answers == {
        "/data/name": "Zahra",
        "/data/age": "18",
        "/data/adult": "yes",
        "/data/member[1]/m_name": "Laleh",
    }
    assert after.record.rows["/data/member[1]"] == "22222222-bbbb"
    assert after.record.rows["/data/member[2]"] not in ROWS.values()
    assert after.record.languages["/data/member[1]/m_name"] == "ar"
    assert after.record.subject == "FK-AAAA-BBBB"
    header = decode_header(registry.store.header(done.event))
    assert header.device == registry.vault.device.id
    assert header.parents == before.heads


def test_the_form_decides_what_a_correction_may_say(registry: Registry) -> None:
    seen = registry.view().revision()
    work = correcting(registry)
    with pytest.raises(CorrectionRefused) as refusal:
        work.correct("uuid:1", [AnswerLine("/data/age", 500)])
    assert refusal.value.code == "incomplete"
    assert "500" not in str(refusal.value)
    for code, step in (
        ("unknown-path", AnswerLine("/data/nothing", 1)),
        ("type", AnswerLine("/data/age", "old")),
    ):
        with pytest.raises(AnswerRefused) as refused:
            work.correct("uuid:1", [step])
        assert refused.value.code == code
    with pytest.raises(CorrectionRefused) as refusal:
        work.correct("uuid:1", [AnswerLine("/data/age", 17)])
    assert refusal.value.code == "unchanged"
    with pytest.raises(UnknownRecord):
        work.correct("uuid:2", [])
    assert registry.view().revision() == seen


@pytest.fixture
def conflict(registry: Registry, places: Places) -> Conflict:
    """The coordinator corrected the age; the laptop, unaware, a name and the rows."""
    correcting(registry).correct("uuid:1", [AnswerLine("/data/age", 18)])
    answers = {
        "/data/name": "Zahra",
        "/data/age": "17",
        "/data/adult": "no",
        "/data/member[1]/m_name": "Laleh Needle",
        "/data/member[2]/m_name": "New",
    }
    rows = {"/data/member[1]": "22222222-bbbb", "/data/member[2]": "33333333-cccc"}
    with at(places, "north") as north:
        finish(north, record_of("uuid:1", answers, rows=rows))
        send_all(north, places.drop)
    report = import_drop(registry.vault, places.drop, clock=clock())
    assert [line.counts.conflict for line in report.batches] == [0, 1]
    (found,) = conflicts(registry.store)
    return found


def test_a_conflict_is_listed_without_values(registry: Registry, conflict: Conflict) -> None:
    assert conflict.differing == [
        "/data/adult",
        "/data/age",
        "/data/member[11111111-aaaa]",
        "/data/member[11111111-aaaa]/m_age",
        "/data/member[11111111-aaaa]/m_name",
        "/data/member[22222222-bbbb]/m_name",
        "/data/member[33333333-cccc]",
        "/data/member[33333333-cccc]/m_name",
    ]
    assert "Needle" not in repr(conflict)
    assert len({version.device for version in conflict.versions}) == 2
    with pytest.raises(CorrectionRefused) as refusal:
        correcting(registry).correct("uuid:1", [AnswerLine("/data/age", 20)])
    assert refusal.value.code == "conflict"


def test_values_are_shown_side_by_side_on_request(registry: Registry, conflict: Conflict) -> None:
    shown = review(registry.store, "uuid:1").side_by_side()
    ages = {answer.text for answer in shown["/data/age"].values()}
    assert ages == {"17", "18"}
    assert "Needle" not in repr(shown)


def sides(registry: Registry, conflict: Conflict) -> tuple[str, str]:
    """The events of the coordinator and of the laptop."""
    own = registry.vault.device.id
    mine = next(version.event for version in conflict.versions if version.device == own)
    theirs = next(version.event for version in conflict.versions if version.device != own)
    return mine, theirs


def test_a_resolution_takes_each_answer_from_where_it_was_chosen(
    registry: Registry, conflict: Conflict
) -> None:
    mine, theirs = sides(registry, conflict)
    done = correcting(registry).resolve(
        "uuid:1",
        mine,
        {
            "/data/member[22222222-bbbb]/m_name": theirs,
            "/data/member[33333333-cccc]": theirs,
            "/data/member[11111111-aaaa]": theirs,
        },
    )
    assert done.replaced == sorted([mine, theirs])
    assert list(conflicts(registry.store)) == []
    assert registry.view().record("uuid:1").heads == [done.event]
    assert current(registry).answers == {
        "/data/name": "Zahra",
        "/data/age": "18",
        "/data/adult": "yes",
        "/data/member[1]/m_name": "Laleh Needle",
        "/data/member[2]/m_name": "New",
    }


def test_calculations_follow_what_was_chosen(registry: Registry, conflict: Conflict) -> None:
    mine, theirs = sides(registry, conflict)
    correcting(registry).resolve("uuid:1", theirs, {"/data/age": mine})
    assert current(registry).answers["/data/adult"] == "yes"


def test_choices_outside_the_conflict_are_refused(registry: Registry, conflict: Conflict) -> None:
    mine, theirs = sides(registry, conflict)
    work = correcting(registry)
    for base, choices in (
        ("f" * 64, {}),
        (mine, {"/data/age": "f" * 64}),
        (mine, {"/data/name": theirs}),
        (mine, {"/data/member[33333333-cccc]/m_name": theirs}),  # an answer without its row
    ):
        with pytest.raises(BadChoice):
            work.resolve("uuid:1", base, choices)
    work.resolve("uuid:1", mine, {})
    with pytest.raises(NoConflict):
        work.resolve("uuid:1", mine, {})
