"""What would leave a laptop now, and what has not been answered: counts, never an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from deployment_world import (
    NEEDLE,
    World,
    clock,
    enrol,
    finish_record,
    make_vault,
    refuse_once,
    send_all,
)

from fieldkit.model.records import RecordState
from fieldkit.operations import devices, kits
from fieldkit.operations.home import home_records
from fieldkit.operations.outgoing import outgoing
from fieldkit.operations.receive import receive
from fieldkit.sync.batch.open import open_batch
from fieldkit.sync.drop.folder import FolderDrop
from fieldkit.sync.keyring import keyring_of
from fieldkit.sync.receipts import Rejection, write_receipt
from fieldkit.vault import Vault, peers
from fieldkit.vault.peers import Enrolment


def test_finished_records_are_counted_by_form(laptop: Vault) -> None:
    assert outgoing(laptop).nothing_to_send
    for number in (1, 2):
        finish_record(laptop, number)
    refuse_once(laptop, 3)
    found = outgoing(laptop)
    (form,) = found.waiting
    assert (form.form_id, form.records, form.refusals) == ("survey", 2, 1)
    assert form.form_title.title == "survey"  # the form of these tests cannot be read
    assert found.may_send
    assert not found.nothing_to_send
    assert NEEDLE not in repr(found)
    assert (found.receipt_number, found.receipt_at) == (0, "")


def test_a_batch_waits_for_its_receipt_and_is_then_gone(
    world: World, coordinator: Vault, laptop: Vault
) -> None:
    finish_record(laptop, 1)
    (sent,) = send_all(laptop, world.drop)
    found = outgoing(laptop)
    assert found.waiting == ()
    assert [(each.file_name, each.records) for each in found.sealed] == [(sent.file, 1)]
    assert not found.nothing_to_send
    path = world.drop / sent.file
    batch = open_batch(path, keyring_of(coordinator))
    write_receipt(
        coordinator, FolderDrop(world.drop), laptop.device.id,
        imported={1: batch.file_hash}, rejected=(), clock=clock(),
    )  # fmt: skip
    receive(laptop, FolderDrop(world.drop))
    found = outgoing(laptop)
    assert found.nothing_to_send
    assert found.receipt_number == 1
    assert found.receipt_at.startswith("2026-11-22T09:")


def test_a_rejected_batch_is_told_with_its_reason(
    world: World, coordinator: Vault, laptop: Vault
) -> None:
    finish_record(laptop, 1)
    (sent,) = send_all(laptop, world.drop)
    batch = open_batch(world.drop / sent.file, keyring_of(coordinator))
    write_receipt(
        coordinator, FolderDrop(world.drop), laptop.device.id,
        imported={}, rejected=(Rejection(1, batch.file_hash, "revoked"),), clock=clock(),
    )  # fmt: skip
    receive(laptop, FolderDrop(world.drop))
    (rejected,) = outgoing(laptop).rejected
    assert (rejected.file_name, rejected.reason) == (sent.file, "revoked")
    assert outgoing(laptop).sealed == ()
    (line,) = home_records(laptop, clock())
    assert (line.state, line.reason, line.was_sent) == (RecordState.REJECTED, "revoked", True)


def test_who_has_not_joined_is_told_how_far_she_is(
    world: World, coordinator: Vault, tmp_path: Path
) -> None:
    with make_vault(tmp_path / "new") as newcomer:
        assert outgoing(newcomer).standing == "no-deployment"
        kits.install_kit(newcomer, world.kit.read_bytes())
        assert outgoing(newcomer).standing == "none"
        request = tmp_path / "request.fkr"
        devices.request(newcomer, request, label="", team="north", clock=clock())
        assert outgoing(newcomer).standing == "requested"
        assert not outgoing(newcomer).may_send
        enrol(coordinator, newcomer, tmp_path / "again.fkr")
        assert outgoing(newcomer).standing == "approved"
        assert outgoing(newcomer).may_send


def test_the_coordinator_may_send_too(coordinator: Vault) -> None:
    assert peers.deployment(coordinator).enrolment is Enrolment.COORDINATOR
    assert outgoing(coordinator).may_send


@pytest.mark.parametrize("records", [0, 2])
def test_looking_changes_nothing(world: World, laptop: Vault, records: int) -> None:
    for number in range(records):
        finish_record(laptop, number)
    before = laptop.connection.total_changes
    outgoing(laptop)
    assert laptop.connection.total_changes == before
    assert list(world.drop.iterdir()) == []
