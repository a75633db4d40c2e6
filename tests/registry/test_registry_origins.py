"""Who wrote a batch: proven by a signature, or only claimed by a file's name."""

from __future__ import annotations

from drop_world import Places, at, clock, finish, record_of, send_all

from fieldkit.operations.batch_origins import NOWHERE
from fieldkit.operations.import_batches import BatchOutcome, import_drop, preview_drop
from fieldkit.vault.peers import peers


def _sent(places: Places, name: str, number: int) -> str:
    with at(places, name) as laptop:
        finish(laptop, record_of(f"uuid:{name}-{number}", {"/data/age": str(number)}))
        return send_all(laptop, places.drop)[-1].file


def test_an_imported_batch_names_its_laptop_its_number_and_its_time(places: Places) -> None:
    name = _sent(places, "north", 1)
    with at(places, "coordinator") as chief, at(places, "north") as north:
        (line,) = import_drop(chief, places.drop, clock=clock()).batches
        origin = line.origin
        assert (line.file, origin.device, origin.sequence) == (name, north.device.id, 1)
        assert origin.label == peers(chief)[north.device.id].device.label
        assert origin.label
        assert (origin.records, origin.is_proven) == (1, True)
        assert origin.created_at.startswith("2026-11-22T")
        (again,) = import_drop(chief, places.drop, clock=clock()).batches
        assert again.outcome is BatchOutcome.ALREADY
        assert (again.origin.device, again.origin.sequence) == (origin.device, 1)
        assert again.origin.is_proven


def test_a_refused_file_has_only_its_name_to_go_by(places: Places) -> None:
    path = places.drop / _sent(places, "south", 1)
    path.write_bytes(path.read_bytes()[:-1])
    path.with_name("letter.fkb").write_bytes(b"Dear Madam")
    with at(places, "coordinator") as chief, at(places, "south") as south:
        broken, letter = preview_drop(chief, places.drop).batches
        assert (broken.reason, letter.reason) == ("truncated", "not-a-batch")
        assert (broken.origin.device, broken.origin.sequence) == (south.device.id, 1)
        assert not broken.origin.is_proven
        assert letter.origin == NOWHERE


def test_a_batch_of_a_stranger_claims_a_device_that_nobody_knows(places: Places) -> None:
    _sent(places, "stranger", 1)
    with at(places, "coordinator") as chief:
        (line,) = preview_drop(chief, places.drop).batches
        assert line.reason == "unknown-sender"
        assert (line.origin.label, line.origin.sequence) == ("", 1)


def test_why_receipts_are_missing_has_a_code(places: Places) -> None:
    _sent(places, "north", 1)
    (places.drop / "ack").write_bytes(b"in the way")
    with at(places, "coordinator") as chief:
        report = import_drop(chief, places.drop, clock=clock())
        assert report.receipts_code
        assert preview_drop(chief, places.drop).receipts_code == ""
