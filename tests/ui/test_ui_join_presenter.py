"""Joining without a window: the request, the words both ways, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from joining_world import (
    PASSPHRASE,
    TEAMS,
    access,
    clock,
    coordinator,
    joining,
    joining_template,
    kit_of,
    worker,
)

from fieldkit.model.answers import HiddenBytes
from fieldkit.model.errors import FieldKitError
from fieldkit.operations import devices, vaults
from fieldkit.operations.vaults import SAMPLE_COST, NewVault, Vault
from fieldkit.sync.errors import EnrolmentRefused
from fieldkit.ui.models.devices import DeviceState
from fieldkit.ui.models.join import Standing
from fieldkit.ui.presenters.devices import DevicesPresenter
from fieldkit.ui.presenters.join import JoinPresenter

__all__ = ["coordinator", "joining", "joining_template", "worker"]


def test_a_laptop_asks_is_approved_and_joins(
    tmp_path: Path, coordinator: Vault, worker: Vault
) -> None:
    asks, approving = JoinPresenter(access(worker)), DevicesPresenter(access(coordinator))
    first = asks.view()
    assert (first.standing, first.team, first.teams) == (Standing.NOT_ASKED, "north", TEAMS)
    assert first.label == f"laptop-{worker.device.id[:6]}"

    asked = asks.ask(tmp_path / "stick", "Φορητό 3", "south")
    assert asked.standing is Standing.ASKED
    assert asked.written is not None
    assert len(asked.written.words) == 6
    assert (asked.label, asked.team) == ("Φορητό 3", "south")
    assert Path(asked.written.file) == tmp_path / "stick" / "forito-3.request.fkq"

    asking = approving.read_request(Path(asked.written.file))
    assert (asking.label, asking.team, asking.author) == ("Φορητό 3", "south", worker.author)
    with pytest.raises(EnrolmentRefused) as refused:
        approving.approve("bab bab bab bab bab bab")
    assert refused.value.code == "wrong-words"
    approved = approving.approve(" ".join(asked.written.words).upper())
    assert (approved.label, approved.team) == ("Φορητό 3", "south")

    with pytest.raises(EnrolmentRefused):
        asks.confirm("-".join(asked.written.words))
    assert asks.view().standing is Standing.ASKED
    assert asks.confirm("  ".join(approved.words)).standing is Standing.JOINED


def test_asking_again_gives_the_same_words(tmp_path: Path, worker: Vault) -> None:
    asks = JoinPresenter(access(worker))
    first = asks.ask(tmp_path / "stick", "", "south")
    again = asks.ask(tmp_path / "stick", first.label, "south")
    assert first.written == again.written


def test_a_stick_that_is_gone_is_told(tmp_path: Path, worker: Vault) -> None:
    with pytest.raises(FieldKitError) as refused:
        JoinPresenter(access(worker)).ask(tmp_path / "gone", "laptop", "north")
    assert refused.value.code == "no-drop"


def test_a_vault_without_a_kit_takes_one(tmp_path: Path, coordinator: Vault) -> None:
    kit = kit_of(coordinator, tmp_path / "kits")
    wanted = NewVault(tmp_path / "bare", "Amina", HiddenBytes(PASSPHRASE.encode()))
    with vaults.make(wanted, clock(), kdf=SAMPLE_COST).vault as bare:
        asks = JoinPresenter(access(bare))
        assert asks.view().standing is Standing.NO_KIT
        read = asks.read_kit(kit)
        assert read.standing is Standing.NO_KIT
        assert read.kit is not None
        assert read.kit.teams == TEAMS
        taken = asks.install()
        assert taken.standing is Standing.NOT_ASKED
        assert taken.deployment == "Δίκτυο υποδοχής"


def test_the_coordinator_never_asks(coordinator: Vault) -> None:
    assert JoinPresenter(access(coordinator)).view().standing is Standing.COORDINATOR


def test_a_revoked_laptop_stays_in_the_list_and_cannot_come_back(
    tmp_path: Path, coordinator: Vault, worker: Vault
) -> None:
    asked = JoinPresenter(access(worker)).ask(tmp_path / "stick", "laptop-3", "north").written
    assert asked is not None
    approving = DevicesPresenter(access(coordinator))
    approving.read_request(Path(asked.file))
    approving.approve(" ".join(asked.words))
    own, line = approving.view().devices
    assert (own.state, line.state) == (DeviceState.SELF, DeviceState.APPROVED)
    assert (line.label, line.team, line.author) == ("laptop-3", "north", worker.author)
    assert [each.state for each in approving.revoke(line.id).devices] == [
        DeviceState.SELF,
        DeviceState.REVOKED,
    ]
    approving.read_request(Path(asked.file))
    with pytest.raises(EnrolmentRefused) as refused:
        approving.approve(" ".join(asked.words))
    assert refused.value.code == "revoked"


def test_the_kit_is_described_and_handed_out(tmp_path: Path, coordinator: Vault) -> None:
    approving = DevicesPresenter(access(coordinator))
    kit = approving.view().kit
    assert (kit.deployment, kit.version, kit.teams) == ("Δίκτυο υποδοχής", 1, TEAMS)
    assert len(kit.forms) == 2
    copied = approving.copy_kit(tmp_path)
    assert Path(copied.place).is_file()
    share = tmp_path / "share"
    share.mkdir()
    assert approving.prepare_drop(share).place == str(share)
    assert (share / "fieldkit-drop.json").is_file()
    with pytest.raises(FieldKitError) as refused:
        approving.prepare_drop(tmp_path / "gone")
    assert refused.value.code == "no-drop"


def test_what_is_no_request_is_refused_and_nothing_can_be_approved(
    tmp_path: Path, coordinator: Vault
) -> None:
    approving = DevicesPresenter(access(coordinator))
    kit = kit_of(coordinator, tmp_path / "kits")
    with pytest.raises(FieldKitError) as refused:
        approving.read_request(kit)
    assert refused.value.code == "wrong-kind"
    with pytest.raises(FieldKitError):
        approving.approve("bab")
    assert len(devices.known_devices(coordinator)) == 1
