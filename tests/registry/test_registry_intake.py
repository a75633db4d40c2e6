"""What comes into the registry, what is refused, and what a key without identifiers reads."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from registry_world import KNOWN, Laptop, World, registry

from fieldkit.model.records import Record, encode_record
from fieldkit.registry.chains import Gap, gaps, missing
from fieldkit.registry.errors import BatchRefused, CopiedVault
from fieldkit.registry.intake import ImportCounts


def tables(world: World) -> dict[str, list[tuple[object, ...]]]:
    names = ("registry_events", "registry_parents", "registry_batches", "registry_quarantine")
    connection = world.vault.connection
    return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def test_counts_say_what_a_batch_brought() -> None:
    world, north, south = registry(), Laptop("north"), Laptop("south")
    first = north.say("uuid:1", {"/data/age": "1"})
    north.say("uuid:2", {"/data/age": "1"})
    assert world.take(north.pack()) == ImportCounts(new=2, same=0, changed=0, conflict=0)
    north.say("uuid:2", {"/data/age": "2"}, parents=[north.events[1].id])
    assert world.take(north.pack(again=1)) == ImportCounts(new=0, same=1, changed=1, conflict=0)
    south.say("uuid:1", {"/data/age": "5"}, parents=[first.id])
    assert world.take(south.pack()) == ImportCounts(new=0, same=0, changed=1, conflict=0)
    north.say("uuid:1", {"/data/age": "6"}, parents=[first.id])
    assert world.take(north.pack()) == ImportCounts(new=0, same=0, changed=0, conflict=1)


def test_gaps_are_told_and_not_waited_for() -> None:
    world, north = registry(), Laptop("north")
    batches = []
    for number in range(4):
        north.say(f"uuid:{number}", {"/data/age": "1"})
        batches.append(north.pack())
    world.take(batches[3])
    assert len(list(world.open().current("F1"))) == 1
    assert gaps(world.store) == [Gap(north.device, [(1, 3)], [(1, 3)])]
    world.take(batches[1])
    assert gaps(world.store) == [Gap(north.device, [(1, 1), (3, 3)], [(1, 1), (3, 3)])]
    world.take(batches[0])
    world.take(batches[2])
    assert gaps(world.store) == []


@pytest.mark.parametrize(
    ("sequences", "absent"),
    [([], []), ([1, 2, 3], []), ([2, 3, 7], [(1, 1), (4, 6)])],
)
def test_missing_ranges(sequences: list[int], absent: list[tuple[int, int]]) -> None:
    assert missing(sequences) == absent


def test_the_end_of_a_batch_seen_counts_as_expected() -> None:
    assert missing([1, 2], upto=4) == [(3, 4)]


def test_another_batch_at_the_same_place_is_a_copied_vault() -> None:
    world = registry()
    original, copy = Laptop("north"), Laptop("north")
    original.say("uuid:1", {"/data/age": "1"})
    copy.say("uuid:9", {"/data/age": "9"})
    world.take(original.pack())
    before = tables(world)
    forged = copy.pack()
    with pytest.raises(CopiedVault) as refusal:
        world.take(forged)
    assert refusal.value.held == original.batches[0].file_hash
    assert tables(world) == before


def test_a_later_batch_of_a_copied_vault_is_seen_by_its_chain() -> None:
    world = registry()
    original, copy = Laptop("north"), Laptop("north")
    for laptop, record in ((original, "uuid:1"), (copy, "uuid:9")):
        laptop.say("uuid:0", {"/data/age": "0"})
        laptop.pack()
        laptop.say(record, {"/data/age": "1"})
        laptop.pack()
    copy.say("uuid:9", {"/data/age": "2"})
    world.take(original.batches[0])
    world.take(original.batches[1])
    with pytest.raises(CopiedVault):
        world.take(copy.pack())  # batch 3 says another batch 2 came before it


def test_an_earlier_batch_of_a_copied_vault_is_seen_too() -> None:
    world = registry()
    original, copy = Laptop("north"), Laptop("north")
    for laptop, record in ((original, "uuid:1"), (copy, "uuid:9")):
        laptop.say(record, {"/data/age": "1"})
        laptop.pack()
        laptop.say(record, {"/data/age": "2"})
        laptop.pack()
    world.take(original.batches[1])
    with pytest.raises(CopiedVault):
        world.take(copy.batches[0])


def test_two_events_in_one_place_of_a_batch_are_a_copied_vault() -> None:
    world = registry()
    original, copy = Laptop("north"), Laptop("north")
    original.say("uuid:1", {"/data/age": "1"})
    original.carry(copy.say("uuid:2", {"/data/age": "2"}))
    before = tables(world)
    with pytest.raises(CopiedVault):
        world.take(original.pack())
    assert tables(world) == before


def test_the_alarm_outlives_the_import() -> None:
    world = registry()
    original, copy = Laptop("north"), Laptop("north")
    original.say("uuid:1", {"/data/age": "1"})
    copy.say("uuid:9", {"/data/age": "9"})
    world.take(original.pack())
    forged = copy.pack()
    for _ in range(2):
        with world.vault.transaction():
            world.store.quarantine(forged, "copied-vault", held=original.batches[0].file_hash)
    (alarm,) = world.store.quarantined()
    assert (alarm.device, alarm.sequence, alarm.reason) == (copy.device, 1, "copied-vault")
    assert alarm.held == original.batches[0].file_hash


def test_content_about_another_record_is_refused_whole() -> None:
    world, laptop = registry(), Laptop("north")
    laptop.say("uuid:1", {"/data/age": "1"})
    other = Record("uuid:2", "F1", "1", KNOWN, "", "el", {}, {}, {})
    laptop.add_raw("record", "uuid:1", encode_record(other).data)
    before = tables(world)
    with pytest.raises(BatchRefused) as refusal:
        world.take(laptop.pack())
    assert refusal.value.code == "bad-event"
    assert tables(world) == before


def test_unreadable_content_is_refused_without_quoting_it() -> None:
    world, laptop = registry(), Laptop("north")
    laptop.add_raw("record", "uuid:1", b'{"needle": "Zahra"}')
    with pytest.raises(BatchRefused) as refusal:
        world.take(laptop.pack())
    assert "Zahra" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_a_laptop_cannot_name_columns() -> None:
    world, laptop = registry(), Laptop("north")
    laptop.add_raw("columns", "F1", b"[]")
    with pytest.raises(BatchRefused) as refusal:
        world.take(laptop.pack())
    assert refusal.value.code == "not-coordinator"


def test_a_key_without_identifiers_reads_statistics_and_no_names() -> None:
    world, laptop = registry(), Laptop("north")
    rows = {"/data/member[1]": "row-1"}
    answers = {
        "/data/name": "Needle",
        "/data/age": "34",
        "/data/unheard_of": "Needle",
        "/data/member[1]/name": "Needle",
        "/data/member[1]/age": "5",
    }
    event = laptop.say("uuid:1", answers, rows=rows, subject="FK-AAAA-BBBB")
    world.take(laptop.pack())
    assert world.whole().record("uuid:1").record.answers == answers
    world.vault.has_identifier_key = False
    seen = world.open().record("uuid:1").record
    assert seen.answers == {"/data/age": "34", "/data/member[1]/age": "5"}
    assert (seen.rows, seen.subject) == (rows, "")
    with pytest.raises(InvalidTag):
        world.store.payload(event.id)
    readable = b"".join(
        bytes(value)
        for row in tables(world)["registry_events"]
        for value in row
        if isinstance(value, bytes)
    )
    assert b"Needle" not in readable
    assert b"FK-AAAA" not in readable


def test_sealed_content_belongs_to_its_place() -> None:
    world, laptop = registry(), Laptop("north")
    one = laptop.say("uuid:1", {"/data/age": "1"})
    two = laptop.say("uuid:2", {"/data/age": "2"})
    world.take(laptop.pack())
    world.vault.connection.execute(
        "UPDATE registry_events SET payload ="
        " (SELECT payload FROM registry_events WHERE event = ?) WHERE event = ?",
        (two.id, one.id),
    )
    with pytest.raises(InvalidTag):
        world.store.payload(one.id)


def test_events_are_kept_exactly_as_signed() -> None:
    world, laptop = registry(), Laptop("north")
    event = laptop.say("uuid:1", {"/data/age": "1"})
    world.take(laptop.pack())
    assert world.store.event(event.id) == event
