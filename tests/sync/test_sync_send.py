"""From finished records to receipts, over real vaults and a real folder."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

import pytest
from deployment_world import (
    NEEDLE,
    NEWER,
    RANDOM,
    World,
    clock,
    finish_record,
    make_vault,
    refuse_once,
    reopen,
    send_all,
    states,
)

from fieldkit.model.batches import OpenedBatch
from fieldkit.model.errors import FieldKitError
from fieldkit.model.events import decode_header
from fieldkit.model.records import decode_record, decode_refusal
from fieldkit.operations import batches, devices, kits
from fieldkit.operations.kits import KitPlan
from fieldkit.operations.receive import ReceiveReport, receive
from fieldkit.sync.batch.open import open_batch
from fieldkit.sync.drop.base import Put
from fieldkit.sync.drop.folder import FolderDrop
from fieldkit.sync.errors import SendInterrupted, SyncError
from fieldkit.sync.keyring import keyring_of
from fieldkit.sync.receipts import Rejection, ranges, write_receipt
from fieldkit.vault import Vault, outbox


def opened_all(coordinator: Vault, drop: Path) -> list[OpenedBatch]:
    keyring = keyring_of(coordinator)
    return [open_batch(file, keyring) for file in sorted(drop.rglob("*.fkb"))]


def acknowledge(
    coordinator: Vault, drop: Path, *files: Path, rejected: tuple[Rejection, ...] = ()
) -> str:
    """A receipt for exactly these batch files, all of one device."""
    found = [open_batch(file, keyring_of(coordinator)) for file in files]
    imported = {batch.manifest.sequence: batch.file_hash for batch in found}
    return write_receipt(
        coordinator, FolderDrop(drop), found[0].manifest.device,
        imported=imported, rejected=rejected, clock=clock(),
    )  # fmt: skip


def receive_all(laptop: Vault, drop: Path) -> ReceiveReport:
    return receive(laptop, FolderDrop(drop))


def fkb(drop: Path) -> list[Path]:
    return sorted(drop.rglob("*.fkb"))


def test_finished_records_and_refusals_arrive(
    world: World, coordinator: Vault, laptop: Vault
) -> None:
    idents = [finish_record(laptop, number) for number in (1, 2)]
    refuse_once(laptop, 3)
    sent = send_all(laptop, world.drop)
    assert [(each.state, each.records) for each in sent] == [(Put.WRITTEN, 3)]
    assert [world.drop / each.file for each in sent] == fkb(world.drop)
    (batch,) = opened_all(coordinator, world.drop)
    headers = [decode_header(event.header) for event in batch.events]
    assert [header.kind for header in headers] == ["record", "record", "refusal"]
    assert [header.sequence for header in headers] == [1, 2, 3]
    payloads = [event.payload for event in batch.events if event.payload is not None]
    assert [decode_record(payload).record for payload in payloads[:2]] == idents
    assert decode_refusal(payloads[2]).month == headers[2].created_at == "2026-11"
    assert set(states(laptop).values()) == {"sent"}


def test_nothing_readable_lies_on_the_drop(world: World, laptop: Vault) -> None:
    ident = finish_record(laptop, 1)
    send_all(laptop, world.drop)
    (file,) = fkb(world.drop)
    content = file.read_bytes()
    assert NEEDLE.encode() not in content
    assert ident.encode() not in content


def test_sending_again_writes_what_is_missing_byte_for_byte(world: World, laptop: Vault) -> None:
    assert send_all(laptop, world.drop) == []
    finish_record(laptop, 1)
    send_all(laptop, world.drop)
    (file,) = fkb(world.drop)
    before = file.read_bytes()
    assert [each.state for each in send_all(laptop, world.drop)] == [Put.ALREADY]
    file.unlink()
    assert [each.state for each in send_all(laptop, world.drop)] == [Put.WRITTEN]
    assert file.read_bytes() == before
    file.write_bytes(before[:100])
    assert [each.state for each in send_all(laptop, world.drop)] == [Put.WRITTEN]
    assert file.read_bytes() == before
    assert hashlib.sha256(before).hexdigest()[:16] in file.name


def test_batches_and_events_form_chains(world: World, coordinator: Vault, laptop: Vault) -> None:
    for number in (1, 2, 3):
        finish_record(laptop, number)
        send_all(laptop, world.drop)
    found = opened_all(coordinator, world.drop)
    assert [batch.manifest.sequence for batch in found] == [1, 2, 3]
    assert [batch.manifest.previous for batch in found] == [
        "0" * 64, found[0].file_hash, found[1].file_hash,
    ]  # fmt: skip
    events = [event for batch in found for event in batch.events]
    assert [decode_header(event.header).previous for event in events] == [
        "0" * 64, events[0].id, events[1].id,
    ]  # fmt: skip


def test_a_correction_names_the_version_it_corrects(
    world: World, coordinator: Vault, laptop: Vault
) -> None:
    finish_record(laptop, 1, "Zahra")
    send_all(laptop, world.drop)
    finish_record(laptop, 1, "Zahraa")
    send_all(laptop, world.drop)
    first, second = (batch.events[0] for batch in opened_all(coordinator, world.drop))
    assert decode_header(second.header).parents == [first.id]


def test_many_records_go_in_several_batches(
    world: World, coordinator: Vault, laptop: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fieldkit.operations.send.MAX_EVENTS", 2)
    for number in range(5):
        finish_record(laptop, number)
    assert [each.records for each in send_all(laptop, world.drop)] == [2, 2, 1]
    assert len(opened_all(coordinator, world.drop)) == 3


def test_a_failing_stick_loses_nothing(
    world: World, coordinator: Vault, laptop: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish_record(laptop, 1)

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr("fieldkit.sync.drop.folder.write_durably", full)
        with pytest.raises(SendInterrupted) as caught:
            send_all(laptop, world.drop)
    assert caught.value.code == "disk-full"
    assert "nothing is lost" in str(caught.value)
    assert [each.state for each in send_all(laptop, world.drop)] == [Put.WRITTEN]
    assert len(opened_all(coordinator, world.drop)) == 1


def test_sealing_is_all_or_nothing(
    world: World, laptop: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash while sealing leaves the record final and no sequence used."""
    finish_record(laptop, 1)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("fieldkit.vault.outbox.keep_batch", crash)
        with pytest.raises(KeyboardInterrupt):
            send_all(laptop, world.drop)
    assert set(states(laptop).values()) == {"final"}
    assert outbox.next_batch(laptop) == (1, "0" * 64)
    assert [each.records for each in send_all(laptop, world.drop)] == [1]


def test_a_receipt_confirms_what_it_covers_and_frees_the_bytes(
    world: World, coordinator: Vault, laptop: Vault
) -> None:
    finish_record(laptop, 1)
    send_all(laptop, world.drop)
    finish_record(laptop, 2)
    send_all(laptop, world.drop)
    first, second = fkb(world.drop)
    acknowledge(coordinator, world.drop, first)
    report = receive_all(laptop, world.drop)
    assert [Path(name).name for name in report.confirmed] == [first.name]
    assert sorted(states(laptop).values()) == ["confirmed", "sent"]
    again = send_all(laptop, world.drop)
    assert [(Path(each.file).name, each.state) for each in again] == [(second.name, Put.ALREADY)]
    acknowledge(coordinator, world.drop, first, second)
    receive_all(laptop, world.drop)
    assert set(states(laptop).values()) == {"confirmed"}
    kept = laptop.connection.execute("SELECT content FROM outbox_batches").fetchall()
    assert kept == [(None,), (None,)]
    assert receive_all(laptop, world.drop) == ReceiveReport()


def test_the_same_receipt_keeps_its_number(world: World, coordinator: Vault, laptop: Vault) -> None:
    finish_record(laptop, 1)
    send_all(laptop, world.drop)
    (file,) = fkb(world.drop)
    name = acknowledge(coordinator, world.drop, file)
    before = (world.drop / name).read_bytes()
    (world.drop / name).unlink()
    assert acknowledge(coordinator, world.drop, file) == name
    assert (world.drop / name).read_bytes() == before


def test_a_reopened_record_is_not_confirmed_by_the_receipt_of_its_old_version(
    world: World, coordinator: Vault, laptop: Vault
) -> None:
    ident = finish_record(laptop, 1)
    send_all(laptop, world.drop)
    finish_record(laptop, 1, "Zahraa")
    acknowledge(coordinator, world.drop, *fkb(world.drop))
    receive_all(laptop, world.drop)
    assert states(laptop) == {ident: "final"}


def test_a_rejected_batch_is_marked_for_its_own_bytes_only(
    world: World, coordinator: Vault, laptop: Vault
) -> None:
    finish_record(laptop, 1)
    finish_record(laptop, 2)
    send_all(laptop, world.drop)
    finish_record(laptop, 3)
    send_all(laptop, world.drop)
    first, second = fkb(world.drop)
    mine = hashlib.sha256(second.read_bytes()).hexdigest()
    rejections = (Rejection(2, "00" * 32, "tampered"), Rejection(2, mine, "malformed"))
    acknowledge(coordinator, world.drop, first, rejected=rejections[:1])
    assert receive_all(laptop, world.drop).rejected == {}
    acknowledge(coordinator, world.drop, first, rejected=rejections)
    report = receive_all(laptop, world.drop)
    assert list(report.rejected.values()) == ["malformed"]
    assert sorted(states(laptop).values()) == ["confirmed", "confirmed", "rejected"]
    assert send_all(laptop, world.drop) == []


@pytest.mark.parametrize("spoil", ["flip", "other-device", "stranger"])
def test_receipts_not_for_us_change_nothing(
    world: World, coordinator: Vault, laptop: Vault, spoil: str
) -> None:
    finish_record(laptop, 1)
    send_all(laptop, world.drop)
    name = world.drop / acknowledge(coordinator, world.drop, *fkb(world.drop))
    if spoil == "flip":
        data = bytearray(name.read_bytes())
        data[60] ^= 1
        name.write_bytes(data)
    else:
        device = "ab" * 32 if spoil == "other-device" else laptop.device.id
        signer = coordinator
        with make_vault(world.root / "stranger", "coordinator") as stranger:
            if spoil == "stranger":
                signer = stranger
                plan = KitPlan([NEWER], "x", "y")
                kits.build_kit(
                    stranger, plan, world.root / "s.fkk", clock=clock(), randomness=RANDOM
                )
            other = write_receipt(
                signer, FolderDrop(world.drop), device,
                imported={1: hashlib.sha256(b"").hexdigest()}, rejected=(), clock=clock(),
            )  # fmt: skip
        (world.drop / other).replace(name)
    report = receive_all(laptop, world.drop)
    assert report.refused
    assert set(states(laptop).values()) == {"sent"}


def test_a_receipt_about_a_copied_vault_raises_the_alarm(
    world: World, coordinator: Vault, laptop: Vault
) -> None:
    """Two laptops with one key: the receipt for one's batch must not free the other's."""
    finish_record(laptop, 1)
    send_all(laptop, world.drop)
    device = laptop.device.id
    for imported in ({1: "ab" * 32}, {1: "ab" * 32, 2: "cd" * 32}):
        write_receipt(
            coordinator, FolderDrop(world.drop), device,
            imported=imported, rejected=(), clock=clock(),
        )  # fmt: skip
    report = receive_all(laptop, world.drop)
    assert {each.reason for each in report.receipts} == {"copied-vault"}
    assert set(states(laptop).values()) == {"sent"}


def test_an_older_receipt_number_is_passed_over(
    world: World, coordinator: Vault, laptop: Vault
) -> None:
    finish_record(laptop, 1)
    send_all(laptop, world.drop)
    older = world.drop / acknowledge(coordinator, world.drop, *fkb(world.drop))
    receive_all(laptop, world.drop)
    number = older.name.replace(".1.", ".7.")
    older.rename(older.with_name(number))
    report = receive_all(laptop, world.drop)
    assert [each.reason for each in report.receipts] == ["old-number"]


def test_a_newer_kit_on_the_drop_is_installed(
    world: World, coordinator: Vault, laptop: Vault
) -> None:
    kits.build_kit(coordinator, KitPlan([NEWER]), world.kit, clock=clock(), randomness=RANDOM)
    kits.prepare_drop(coordinator, FolderDrop(world.drop), randomness=RANDOM)
    report = receive_all(laptop, world.drop)
    assert [each.state for each in report.kits] == ["accepted"]
    assert kits.current_kit(laptop).content.version == 2
    assert receive_all(laptop, world.drop).kits == []


def test_batches_of_strangers_and_of_the_revoked_are_refused(
    world: World, coordinator: Vault, laptop: Vault
) -> None:
    finish_record(laptop, 1)
    send_all(laptop, world.drop)
    (file,) = fkb(world.drop)
    devices.revoke(coordinator, laptop.device.id)
    for expected in ("revoked",):
        with pytest.raises(SyncError) as caught:
            open_batch(file, keyring_of(coordinator))
        assert caught.value.code == expected
    with make_vault(world.root / "other", "coordinator") as other:
        plan = KitPlan([NEWER], "x", "y")
        kits.build_kit(other, plan, world.root / "o.fkk", clock=clock(), randomness=RANDOM)
        with pytest.raises(SyncError) as caught:
            open_batch(file, keyring_of(other))
        assert caught.value.code == "unknown-sender"


def test_inspecting_says_what_can_be_said(world: World, coordinator: Vault, laptop: Vault) -> None:
    finish_record(laptop, 1)
    refuse_once(laptop, 2)
    send_all(laptop, world.drop)
    (file,) = fkb(world.drop)
    outside = batches.inspect(file)
    assert (outside.sender, outside.name_fits) == (laptop.device.id, True)
    inside = batches.inspect_inside(file, coordinator)
    assert (inside.sequence, inside.events, inside.team) == (1, 2, "north")
    assert inside.kinds == {"record": 1, "refusal": 1}
    assert NEEDLE not in f"{outside}{inside}"
    with pytest.raises(FieldKitError) as caught:
        batches.inspect_inside(file, laptop)
    assert caught.value.code == "unknown-sender"


def test_own_events_are_sealed_at_rest_and_can_be_forgotten(world: World, laptop: Vault) -> None:
    finish_record(laptop, 1)
    send_all(laptop, world.drop)
    ((event, _),) = outbox.own_events(laptop, 1)
    (payload,) = laptop.connection.execute("SELECT payload FROM outbox_events").fetchone()
    assert NEEDLE.encode() not in payload
    with laptop.transaction():
        outbox.destroy_payload(laptop, event)
    row = laptop.connection.execute("SELECT payload, blinding FROM outbox_events").fetchone()
    assert row == (None, None)


def test_sealed_batches_survive_closing(world: World) -> None:
    with reopen(world.laptop) as laptop:
        finish_record(laptop, 1)
        send_all(laptop, world.drop)
    fkb(world.drop)[0].unlink()
    with reopen(world.laptop) as laptop:
        assert [each.state for each in send_all(laptop, world.drop)] == [Put.WRITTEN]


def test_ranges() -> None:
    assert ranges([]) == []
    assert ranges([5, 1, 2, 3, 7, 3]) == [(1, 3), (5, 5), (7, 7)]
