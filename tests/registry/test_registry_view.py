"""The registry's view depends only on the set of imported events (invariant 4)."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registry_world import KNOWN, UNKNOWN, KnownForms, Laptop, World, registry

from fieldkit.model.batches import OpenedBatch
from fieldkit.model.events import decode_header
from fieldkit.registry.chains import gaps
from fieldkit.registry.errors import UnknownRecord

RECORDS = ["uuid:1", "uuid:2", "uuid:3"]


@st.composite
def deployments(draw: st.DrawFn) -> list[Laptop]:
    """Laptops that edit the same records, each having seen some of the others' versions."""
    laptops = [Laptop("north"), Laptop("south"), Laptop("west")]
    seen: dict[str, list[str]] = {record: [] for record in RECORDS}
    for _ in range(draw(st.integers(1, 14))):
        laptop = draw(st.sampled_from(laptops))
        record = draw(st.sampled_from(RECORDS))
        parents = draw(st.lists(st.sampled_from(seen[record]), unique=True)) if seen[record] else []
        if draw(st.integers(0, 7)) == 0:
            event = laptop.refuse(record, parents=parents)
        else:
            age = str(draw(st.integers(0, 3)))
            form_hash = draw(st.sampled_from([KNOWN, KNOWN, UNKNOWN]))
            event = laptop.say(record, {"/data/age": age}, parents=parents, form_hash=form_hash)
        seen[record].append(event.id)
        if draw(st.booleans()):
            laptop.pack(again=draw(st.integers(0, 2)))
    for laptop in laptops:
        laptop.pack()
    return laptops


def expected_heads(batches: list[OpenedBatch]) -> dict[str, list[str]]:
    """The heads by definition: events of a record that no event of the record names."""
    events = {event.id: decode_header(event.header) for b in batches for event in b.events}
    named = {(header.record, parent) for header in events.values() for parent in header.parents}
    heads: dict[str, list[str]] = {}
    for event, header in sorted(events.items()):
        if (header.record, event) not in named:
            heads.setdefault(header.record, []).append(event)
    return heads


def shown(world: World) -> object:
    view = world.open()
    return (
        view.form_ids(),
        [list(view.current(form_id)) for form_id in view.form_ids()],
        [view.refusals(form_id) for form_id in view.form_ids()],
        [view.packages(form_id) for form_id in view.form_ids()],
    )


@settings(max_examples=25, deadline=None)
@given(deployments(), st.randoms(use_true_random=False))
def test_order_repetition_and_replay_change_nothing(
    laptops: list[Laptop], chance: random.Random
) -> None:
    batches = [batch for laptop in laptops for batch in laptop.batches]
    one, other = registry("one"), registry("other")
    for batch in batches:
        one.take(batch)
    repeated = [*batches, *chance.sample(batches, len(batches) // 2)]
    chance.shuffle(repeated)
    for batch in repeated:
        other.take(batch)
    assert other.open().revision() == one.open().revision()
    assert shown(other) == shown(one)
    assert gaps(other.store) == gaps(one.store) == []
    found = {head.record: other.store.heads_of(head.record) for head in other.store.heads()}
    assert {r: [h.event for h in heads] for r, heads in found.items()} == expected_heads(batches)


@settings(max_examples=25, deadline=None)
@given(deployments(), st.randoms(use_true_random=False), st.data())
def test_digest_changes_exactly_when_the_view_does(
    laptops: list[Laptop], chance: random.Random, data: st.DataObject
) -> None:
    batches = [batch for laptop in laptops for batch in laptop.batches]
    chance.shuffle(batches)
    world = registry()
    seen = {world.open().revision(): shown(world)}
    for batch in batches:
        if data.draw(st.integers(0, 4)) == 0:
            continue  # a batch that never arrives
        world.take(batch)
        assert seen.setdefault(world.open().revision(), shown(world)) == shown(world)
    assert len({repr(view) for view in seen.values()}) == len(seen)


def test_the_digest_is_the_same_with_and_without_the_identifier_key() -> None:
    world, laptop = registry(), Laptop("north")
    laptop.say("uuid:1", {"/data/name": "Needle", "/data/age": "3"})
    world.take(laptop.pack())
    whole = world.whole().revision()
    world.vault.has_identifier_key = False
    assert world.open().revision() == whole


def test_another_record_cannot_hide_a_version() -> None:
    world, laptop = registry(), Laptop("north")
    first = laptop.say("uuid:1", {"/data/age": "1"})
    laptop.say("uuid:2", {"/data/age": "2"}, parents=[first.id])
    world.take(laptop.pack())
    assert [current.record.record for current in world.open().current("F1")] == ["uuid:1", "uuid:2"]


@pytest.mark.parametrize("office", ["a", "b", "c", "d", "e", "f"])
def test_in_a_conflict_the_version_of_those_who_asked_stands(office: str) -> None:
    # Whichever event id is smaller: with six other authors both orders come up.
    world, laptop, other = registry(), Laptop("north"), Laptop(office)
    first = laptop.say("uuid:1", {"/data/age": "1"})
    ours = laptop.say("uuid:1", {"/data/age": "2"}, parents=[first.id])
    theirs = other.say("uuid:1", {"/data/age": "3"}, parents=[first.id])
    world.take(laptop.pack())
    world.take(other.pack())
    current = world.open().record("uuid:1")
    assert current.heads == sorted([ours.id, theirs.id])
    assert current.record.answers == {"/data/age": "2"}


def test_a_version_whose_parent_never_arrived_is_current() -> None:
    world, laptop = registry(), Laptop("north")
    lost = laptop.say("uuid:1", {"/data/age": "1"})
    laptop.pack()
    corrected = laptop.say("uuid:1", {"/data/age": "2"}, parents=[lost.id])
    world.take(laptop.pack())
    assert world.open().record("uuid:1").heads == [corrected.id]


def test_a_refusal_shows_four_fields_and_hides_the_record_it_ends() -> None:
    world, laptop = registry(), Laptop("north")
    said = laptop.say("uuid:1", {"/data/age": "1"})
    laptop.refuse("uuid:1", parents=[said.id])
    laptop.refuse("uuid:2", team="south")
    world.take(laptop.pack())
    view = world.open()
    assert list(view.current("F1")) == []
    assert [(r.form_id, r.form_version, r.team, r.month) for r in view.refusals("F1")] == [
        ("F1", "1", "north", "2026-11"),
        ("F1", "1", "south", "2026-11"),
    ]
    with pytest.raises(UnknownRecord):
        view.record("uuid:1")


def test_no_other_version_shows_a_person_who_refused() -> None:
    world, laptop = registry(), Laptop("north")
    first = laptop.say("uuid:1", {"/data/age": "1"})
    laptop.say("uuid:1", {"/data/age": "2"}, parents=[first.id])
    laptop.refuse("uuid:1", parents=[first.id])
    world.take(laptop.pack())
    assert list(world.open().current("F1")) == []


def test_parked_events_wait_for_their_form_and_are_not_lost() -> None:
    forms = KnownForms(KNOWN)
    world, laptop = registry(forms=forms), Laptop("north")
    laptop.say("uuid:1", {"/data/age": "1"}, form_hash=UNKNOWN)
    laptop.refuse("uuid:2", form_hash=UNKNOWN)
    laptop.say("uuid:3", {"/data/age": "3"})
    world.take(laptop.pack())
    before = world.open().revision()
    assert [record for _, record, _, _ in world.store.parked()] != []
    assert len(world.store.parked()) == 2
    assert [c.record.record for c in world.open().current("F1")] == ["uuid:3"]
    assert world.open().refusals("F1") == []
    forms.known.add(UNKNOWN)
    with world.vault.transaction():
        assert world.intake.release_parked() == 2
    assert world.store.parked() == []
    assert [c.record.record for c in world.open().current("F1")] == ["uuid:1", "uuid:3"]
    assert len(world.open().refusals("F1")) == 1
    assert world.open().revision() != before


def test_a_readable_version_stands_while_another_is_parked() -> None:
    world, laptop = registry(), Laptop("north")
    known = laptop.say("uuid:1", {"/data/age": "1"})
    parked = laptop.say("uuid:1", {"/data/age": "2"}, form_hash=UNKNOWN)
    world.take(laptop.pack())
    current = world.open().record("uuid:1")
    assert current.record.answers == {"/data/age": "1"}
    assert current.heads == sorted([known.id, parked.id])
