"""Importing a drop: each batch all or nothing, and never a step the ledger does not know."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from drop_world import (
    DEPLOYMENT,
    FORM,
    Places,
    at,
    clock,
    files_of,
    finish,
    open_one,
    record_of,
    send_all,
    set_deployment,
    set_status,
)

from fieldkit.model.devices import DeviceStatus
from fieldkit.operations.import_batches import (
    BatchOutcome,
    ImportReport,
    import_drop,
    preview_drop,
)
from fieldkit.operations.receive import receive
from fieldkit.operations.registries import registry_of
from fieldkit.registry.errors import RegistryError
from fieldkit.sync.drop.folder import FolderDrop
from fieldkit.sync.receipts import Rejection, read_receipt
from fieldkit.vault import Vault, outbox, records

IMPORTED, ALREADY, REFUSED = BatchOutcome.IMPORTED, BatchOutcome.ALREADY, BatchOutcome.REFUSED


def outcomes(report: ImportReport) -> list[tuple[BatchOutcome, str]]:
    return [(line.outcome, line.reason) for line in report.batches]


def run(chief: Vault, places: Places) -> ImportReport:
    return import_drop(chief, places.drop, clock=clock())


def digest(chief: Vault) -> str:
    return registry_of(chief).view().revision()


def fill(places: Places, name: str, *numbers: int) -> list[Path]:
    """Let a laptop send one batch with a record per number."""
    with at(places, name) as laptop:
        for number in numbers:
            finish(laptop, record_of(f"uuid:{name}-{number}", {"/data/age": str(number)}))
        before = files_of(places.drop)
        send_all(laptop, places.drop)
    return [places.drop / name for name in files_of(places.drop).keys() - before.keys()]


def renamed_to_its_hash(path: Path, data: bytes) -> Path:
    path.unlink()
    sequence = path.name.partition("-")[0]
    renamed = path.with_name(f"{sequence}-{hashlib.sha256(data).hexdigest()[:16]}.fkb")
    renamed.write_bytes(data)
    return renamed


def test_a_drop_is_imported_once(places: Places) -> None:
    fill(places, "north", 1, 2)
    fill(places, "south", 1)
    with at(places, "coordinator") as chief:
        first = run(chief, places)
        assert outcomes(first) == [(IMPORTED, ""), (IMPORTED, "")]
        assert sorted(line.counts.new for line in first.batches) == [1, 2]
        assert not first.refused
        seen = digest(chief)
        assert outcomes(run(chief, places)) == [(ALREADY, ""), (ALREADY, "")]
        assert digest(chief) == seen
        assert len(list(registry_of(chief).view().current("intake"))) == 3


def test_an_altered_batch_is_refused_and_the_unaltered_one_imported(places: Places) -> None:
    fill(places, "south", 1)
    with at(places, "coordinator") as chief:
        run(chief, places)
        (path,) = fill(places, "north", 1)
        good, seen = path.read_bytes(), digest(chief)
        for position in range(0, len(good), max(1, len(good) // 40)):
            altered = bytearray(good)
            altered[position] ^= 1
            path = renamed_to_its_hash(path, bytes(altered))
            report = run(chief, places)
            assert sorted(line.outcome.value for line in report.batches) == ["already", "refused"]
            assert report.refused
            assert digest(chief) == seen
        path = renamed_to_its_hash(path, good)
        report = run(chief, places)
        assert sorted(line.outcome.value for line in report.batches) == ["already", "imported"]
        assert digest(chief) != seen
        seen = digest(chief)
        assert {line.outcome for line in run(chief, places).batches} == {ALREADY}
        assert digest(chief) == seen


def test_what_cannot_be_believed_changes_nothing(places: Places) -> None:
    (path,) = fill(places, "north", 1)
    fill(places, "stranger", 1)
    with at(places, "coordinator") as chief, at(places, "south") as south:
        set_deployment(south, chief, "another deployment")
        finish(south, record_of("uuid:9", {"/data/age": "9"}))
        send_all(south, places.drop)
        path.write_bytes(path.read_bytes()[:-1000])
        path.with_name("00000002-aaaaaaaaaaaaaaaa.fkb").write_bytes(b"")
        path.with_name(f"{path.name}.crdownload").write_bytes(b"half")
        path.with_name(f".{path.name}.part").write_bytes(b"half")
        before = digest(chief)
        report = run(chief, places)
        assert sorted(reason for _, reason in outcomes(report)) == sorted(
            ["truncated", "not-a-batch", "unknown-sender", "other-deployment"]
        )
        assert report.refused
        assert [name.rsplit(".", 1)[-1] for name in report.ignored] == ["crdownload"]
        assert digest(chief) == before
        assert report.receipts == []
        set_deployment(south, chief, DEPLOYMENT)


def test_a_revoked_device_is_refused_by_name(places: Places) -> None:
    fill(places, "north", 1)
    with at(places, "coordinator") as chief, at(places, "north") as north:
        set_status(chief, north, DeviceStatus.REVOKED)
        before = digest(chief)
        assert outcomes(run(chief, places)) == [(REFUSED, "revoked")]
        assert digest(chief) == before
        set_status(chief, north, DeviceStatus.APPROVED)
        assert outcomes(run(chief, places)) == [(IMPORTED, "")]


def test_a_batch_under_another_name_is_judged_by_its_content(places: Places) -> None:
    (path,) = fill(places, "north", 1)
    path.rename(path.with_name("copy (1).fkb"))
    with at(places, "coordinator") as chief:
        assert outcomes(run(chief, places)) == [(IMPORTED, "")]


def test_a_preview_says_the_same_and_changes_nothing(places: Places) -> None:
    (path,) = fill(places, "north", 1, 2)
    path.with_name("zz copy.fkb").write_bytes(path.read_bytes())
    with at(places, "north") as north:
        finish(north, record_of("uuid:north-1", {"/data/age": "40"}))
        send_all(north, places.drop)
    (broken,) = fill(places, "south", 1)
    broken.write_bytes(broken.read_bytes()[:-1])
    with at(places, "coordinator") as chief:
        before = (digest(chief), files_of(places.drop), chief.audit_head())
        preview = preview_drop(chief, places.drop)
        assert (digest(chief), files_of(places.drop), chief.audit_head()) == before
        report = run(chief, places)
        assert preview.batches == report.batches
        assert preview.gaps == report.gaps
        assert {line.outcome for line in report.batches} == {IMPORTED, ALREADY, REFUSED}
        assert sum(line.counts.changed for line in report.batches) == 1


def test_receipts_say_what_is_here_and_stay_the_same(places: Places) -> None:
    fill(places, "north", 1)
    (second,) = fill(places, "north", 2)
    fill(places, "north", 3)
    away = second.rename(places.root / second.name)
    with at(places, "coordinator") as chief:
        report = run(chief, places)
        receipt = read(places, chief, report.receipts)
        assert receipt.batches == [(1, 1), (3, 3)]
        assert [(gap.batches, gap.events) for gap in report.gaps] == [([(2, 2)], [(2, 2)])]
        left = files_of(places.drop)
        run(chief, places)
        assert files_of(places.drop) == left
        away.rename(second)
        report = run(chief, places)
        assert read(places, chief, report.receipts).batches == [(1, 3)]
        assert report.gaps == []


def read(places: Places, chief: Vault, names: list[str]):
    (name,) = names
    with at(places, "north") as north:
        return read_receipt(
            (places.drop / name).read_bytes(),
            coordinator=chief.device,
            deployment=DEPLOYMENT,
            device=north.device.id,
        )


def test_a_drop_that_takes_no_receipt_is_imported_and_named(places: Places) -> None:
    fill(places, "north", 1)
    (places.drop / "ack").write_bytes(b"in the way")
    with at(places, "coordinator") as chief:
        report = run(chief, places)
        assert outcomes(report) == [(IMPORTED, "")]
        assert report.receipts == []
        assert report.receipts_problem
        assert not report.refused


def test_a_copied_vault_is_set_aside_and_told(places: Places, tmp_path: Path) -> None:
    copy = Places(tmp_path / "copy")
    copy.drop.mkdir(parents=True)
    _copy_vault(places.vault("north"), copy.vault("north"))
    fill(places, "north", 1)
    (other,) = fill(copy, "north", 7)
    with at(places, "coordinator") as chief:
        run(chief, places)
        seen = digest(chief)
        (places.drop / other.relative_to(copy.drop)).write_bytes(other.read_bytes())
        report = run(chief, places)
        assert sorted(outcomes(report), key=str) == sorted(
            [(ALREADY, ""), (REFUSED, "copied-vault")], key=str
        )
        assert digest(chief) == seen
        (alarm,) = registry_of(chief).store.quarantined()
        assert (alarm.sequence, alarm.reason) == (1, "copied-vault")
        receipt = read(places, chief, report.receipts)
        assert receipt.rejected == [Rejection(1, alarm.file_hash, "copied-vault")]


def _copy_vault(source: Path, target: Path) -> None:
    target.mkdir(parents=True)
    for file in source.iterdir():
        if file.is_file():
            (target / file.name).write_bytes(file.read_bytes())


def test_a_laptop_holds_no_registry(places: Places) -> None:
    with at(places, "north") as north, pytest.raises(RegistryError) as refusal:
        registry_of(north)
    assert refusal.value.code == "no-registry"


def test_unknown_form_versions_wait(places: Places) -> None:
    with at(places, "north") as north:
        finish(north, record_of("uuid:1", {"/data/age": "1"}, form_hash="f" * 64))
        finish(north, record_of("uuid:2", {"/data/age": "2"}))
        send_all(north, places.drop)
    with at(places, "coordinator") as chief:
        report = run(chief, places)
        assert outcomes(report) == [(IMPORTED, "")]
        assert report.parked == 1
        shown = [current.record.record for current in registry_of(chief).view().current("intake")]
        assert shown == ["uuid:2"]


def test_real_forms_tell_identifiers_apart(places: Places) -> None:
    answers = {"/data/name": "Zahra", "/data/age": "17", "/data/member[1]/m_name": "Zahra"}
    with at(places, "north") as north:
        finish(north, record_of("uuid:1", answers, rows={"/data/member[1]": "row-1"}))
        send_all(north, places.drop)
    with at(places, "coordinator") as chief:
        run(chief, places)
        registry = registry_of(chief)
        assert registry.view().record("uuid:1").record.answers == answers
        assert registry.statistics_view().record("uuid:1").record.answers == {"/data/age": "17"}
        assert registry.view().packages("intake") == [FORM.to_bytes()]


def test_reopening_finds_the_same_view(places: Places) -> None:
    fill(places, "north", 1, 2)
    with at(places, "coordinator") as chief:
        run(chief, places)
        seen = digest(chief)
    with open_one(places, "coordinator") as chief:
        assert digest(chief) == seen


def test_a_batch_under_a_name_that_is_no_text_is_imported_like_any_other(places: Places) -> None:
    """A stick mangles names; whoever hands it over may do so too."""
    (mangled,) = fill(places, "north", 1)
    (other,) = fill(places, "south", 2)
    mangled.rename(mangled.with_name(os.fsdecode(b"0000\xff\xfe\x1b[2J.fkb")))
    (other.parent / os.fsdecode(b"\xff.tmp")).write_bytes(b"")
    with at(places, "coordinator") as chief:
        report = run(chief, places)
        assert outcomes(report) == [(IMPORTED, ""), (IMPORTED, "")]
        assert outcomes(run(chief, places)) == [(ALREADY, ""), (ALREADY, "")]
        held = [batch.file_name for batch in registry_of(chief).store.batches()]
    for name in (*held, *report.ignored, *(line.file for line in report.batches)):
        assert name.isprintable()
        name.encode("utf-8")


def test_a_receipt_for_one_copy_of_a_vault_never_confirms_what_the_other_sealed(
    places: Places,
) -> None:
    """Behind a gap the chain of hashes is cut: a later batch of the copy comes in, its second one
    does not, and the range of the receipt means the original's."""
    fill(places, "north", 1)
    shutil.copytree(places.vault("north"), places.vault("twin"))
    fill(places, "north", 2)
    with at(places, "coordinator") as chief:
        assert outcomes(run(chief, places)) == [(IMPORTED, "")] * 2  # the original stands first
    (second,), _, _ = (fill(places, "twin", number) for number in (3, 4, 5))
    with at(places, "coordinator") as chief:
        found = [line.outcome.value for line in run(chief, places).batches]
        assert sorted(found) == ["already"] * 2 + ["imported"] + ["refused"] * 2
    with at(places, "twin") as twin:
        report = receive(twin, FolderDrop(places.drop))
        assert second.name in {name.rpartition("/")[2] for name in report.rejected}
        state = {line.record: line.state.value for line in records.lines(twin)}
        assert state["uuid:twin-3"] == "rejected"
        assert outbox.batch_content(twin, 2) == second.read_bytes()
