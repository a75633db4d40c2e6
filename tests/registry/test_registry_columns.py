"""The ledger of columns: a name keeps its meaning, and two coordinators agree."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registry_world import Laptop, World, registry

from fieldkit.registry.column_names import Addition, ColumnEvent, merge
from fieldkit.registry.errors import ColumnTaken


def test_columns_stay_in_the_order_of_first_publication() -> None:
    ledger = registry().columns
    ledger.add("F1", "data", [("sex", "sex"), ("age", "age")])
    ledger.add("F1", "data", [("city", "city"), ("age", "age")])
    ledger.add("F1", "member", [("age", "age")])
    assert ledger.columns("F1", "data") == [("sex", "sex"), ("age", "age"), ("city", "city")]
    assert ledger.columns("F1", "member") == [("age", "age")]
    assert ledger.columns("F2", "data") == []


def test_a_name_never_changes_meaning() -> None:
    world = registry()
    world.columns.add("F1", "data", [("age", "age")])
    events = world.store.column_events("F1")
    for wrong in (
        [("years", "age")],
        [("years", "AGE")],
        [("age", "years")],
        [("a", "new"), ("b", "new")],
    ):
        with pytest.raises(ColumnTaken):
            world.columns.add("F1", "data", wrong)
    assert world.columns.columns("F1", "data") == [("age", "age")]
    assert world.store.column_events("F1") == events


def test_known_columns_sign_nothing_new() -> None:
    world = registry()
    world.columns.add("F1", "data", [("age", "age")])
    world.columns.add("F1", "data", [("age", "age")])
    assert len(world.store.column_events("F1")) == 1


def test_the_ledger_is_no_part_of_the_digest() -> None:
    world, laptop = registry(), Laptop("north")
    laptop.say("uuid:1", {"/data/age": "1"})
    world.take(laptop.pack())
    before = world.open().revision()
    world.columns.add("F1", "data", [("age", "age")])
    assert world.open().revision() == before


def exchange(one: World, other: World) -> None:
    """Each coordinator imports what the other has signed."""
    for giver, taker in ((one, other), (other, one)):
        signed = [giver.store.event(name) for name in giver.store.column_events("F1")]
        for event in signed:
            with taker.vault.transaction():
                taker.intake.add(event, batch="exchanged")


def test_two_coordinators_agree_after_exchanging_events() -> None:
    one, other = registry("one"), registry("other")
    one.columns.add("F1", "data", [("age", "age"), ("sex", "sex")])
    other.columns.add("F1", "data", [("sex", "sex"), ("city", "place"), ("town", "age")])
    exchange(one, other)
    assert one.columns.columns("F1", "data") == other.columns.columns("F1", "data")
    agreed = dict(one.columns.columns("F1", "data"))
    assert len(set(agreed.values())) == len(agreed) == 4
    one.columns.add("F1", "data", [("job", "job")])
    exchange(one, other)
    assert other.columns.columns("F1", "data")[-1] == ("job", "job")
    assert dict(other.columns.columns("F1", "data")) == agreed | {"job": "job"}


NAMES = st.sampled_from(["age", "sex", "city", "job"])


@st.composite
def ledgers(draw: st.DrawFn) -> list[ColumnEvent]:
    events: list[ColumnEvent] = []
    for number in range(draw(st.integers(0, 8))):
        earlier = [event.event for event in events]
        parents = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        additions = draw(
            st.lists(
                st.builds(
                    Addition,
                    st.sampled_from(["data", "member"]),
                    NAMES,
                    NAMES,
                ),
                max_size=3,
            )
        )
        name = f"{draw(st.integers(0, 999)):03d}-{number}"
        events.append(ColumnEvent(name, parents, additions))
    return events


@settings(max_examples=100, deadline=None)
@given(ledgers(), st.randoms(use_true_random=False))
def test_merging_depends_on_the_set_of_events_alone(
    events: list[ColumnEvent], chance: random.Random
) -> None:
    shuffled = [*events]
    chance.shuffle(shuffled)
    merged = {table: list(names.by_question.items()) for table, names in merge(events).items()}
    again = {table: list(names.by_question.items()) for table, names in merge(shuffled).items()}
    assert merged == again
    for table, pairs in merged.items():
        for addition in (a for event in events for a in event.additions if a.table == table):
            assert addition.question in dict(pairs)
        assert len({column for _, column in pairs}) == len(pairs)
