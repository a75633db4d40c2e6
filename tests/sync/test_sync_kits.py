"""Kits, and joining a deployment by words."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from deployment_world import (
    NEWER,
    PACKAGE,
    RANDOM,
    World,
    clock,
    enrol,
    finish_record,
    found,
    make_vault,
    reopen,
    send_all,
)

from fieldkit.model.errors import FieldKitError
from fieldkit.operations import devices, kits
from fieldkit.operations.kits import KitPlan
from fieldkit.sync.drop.base import Put
from fieldkit.sync.drop.folder import FolderDrop
from fieldkit.vault import Vault, forms_store, peers
from fieldkit.vault.peers import Enrolment


def code_of(call: object, *arguments: object, **named: object) -> str:
    assert callable(call)
    with pytest.raises(FieldKitError) as caught:
        call(*arguments, **named)
    return caught.value.code


def newer_kit(coordinator: Vault, out: Path) -> bytes:
    plan = KitPlan([NEWER], teams=("north",))
    kits.build_kit(coordinator, plan, out, clock=clock(), randomness=RANDOM)
    return out.read_bytes()


def test_a_kit_says_what_was_put_in(world: World, coordinator: Vault) -> None:
    kit = kits.inspect_kit(world.kit)
    content = kit.content
    assert (content.name, content.municipality, content.version) == ("Pilot", "Nea Polis", 1)
    assert content.forms[0].package_bytes() == PACKAGE.to_bytes()
    assert content.coordinator == coordinator.device
    assert kit.hash == hashlib.sha256(world.kit.read_bytes()).hexdigest()


def test_installing_stores_forms_deployment_and_coordinator(laptop: Vault) -> None:
    assert forms_store.package(laptop, PACKAGE.hash) == PACKAGE.to_bytes()
    deployment = peers.deployment(laptop)
    assert (deployment.name, deployment.kit_version) == ("Pilot", 1)
    assert deployment.enrolment is Enrolment.APPROVED
    assert laptop.get_setting("team") == "north"
    assert laptop.get_setting("kit/language") == "el"


def test_installing_again_is_already_and_a_newer_kit_replaces(
    world: World, coordinator: Vault, laptop: Vault
) -> None:
    old = world.kit.read_bytes()
    assert kits.install_kit(laptop, old).state == "already"
    newer = newer_kit(coordinator, world.kit)
    assert kits.install_kit(laptop, newer).state == "installed"
    assert forms_store.latest(laptop, "survey") == ("2", NEWER.hash)
    assert peers.deployment(laptop).enrolment is Enrolment.APPROVED
    assert code_of(kits.install_kit, laptop, old) == "older-kit"


def test_a_changed_kit_is_refused_and_changes_nothing(world: World, laptop: Vault) -> None:
    envelope = json.loads(world.kit.read_bytes())
    envelope["content"] = envelope["content"].replace("Nea Polis", "Nea Polys")
    data = json.dumps(envelope, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    head = laptop.audit_head()
    assert code_of(kits.install_kit, laptop, data.encode()) == "tampered"
    assert laptop.audit_head() == head


def test_kits_of_others_are_refused(world: World, coordinator: Vault, laptop: Vault) -> None:
    with make_vault(world.root / "other", "coordinator") as other:
        found(other, world.root / "other.fkk", "Other")
    foreign = (world.root / "other.fkk").read_bytes()
    assert code_of(kits.install_kit, laptop, foreign) == "other-deployment"
    assert code_of(kits.install_kit, coordinator, world.kit.read_bytes()) == "is-coordinator"
    plan = KitPlan([PACKAGE], "x", "y")
    refused = code_of(
        kits.build_kit, laptop, plan, world.root / "n.fkk", clock=clock(), randomness=RANDOM
    )
    assert refused == "is-laptop"


def test_sample_and_real_never_mix(world: World) -> None:
    with (
        make_vault(world.root / "demo", "coordinator", sample=True) as demo,
        make_vault(world.root / "real") as real,
        make_vault(world.root / "play", sample=True) as play,
    ):
        found(demo, world.root / "demo.fkk")
        demo_kit = (world.root / "demo.fkk").read_bytes()
        assert code_of(kits.install_kit, real, demo_kit) == "sample"
        assert code_of(kits.install_kit, play, world.kit.read_bytes()) == "sample"
        assert kits.install_kit(play, demo_kit).state == "installed"


def test_building_needs_forms_and_a_name_and_spares_other_files(world: World) -> None:
    out = world.root / "new.fkk"
    with make_vault(world.root / "fresh", "coordinator") as fresh:

        def build(plan: KitPlan, target: Path = out) -> str:
            return code_of(kits.build_kit, fresh, plan, target, clock=clock(), randomness=RANDOM)

        assert build(KitPlan([], "a", "b")) == "no-forms"
        assert build(KitPlan([PACKAGE])) == "no-name"
        letter = world.root / "letter.txt"
        letter.write_text("Dear all")
        assert build(KitPlan([PACKAGE], "a", "b"), letter) == "name-taken"
        assert letter.read_text() == "Dear all"
    assert not out.exists()


def test_the_wrong_words_approve_nothing(world: World, coordinator: Vault) -> None:
    with make_vault(world.root / "second") as second:
        kits.install_kit(second, world.kit.read_bytes())
        request = world.root / "second.fkr"
        asked = devices.request(second, request, label="blue", team="south", clock=clock())
        data = request.read_bytes()
        known = peers.peers(coordinator)
        last = asked.words[-1]
        wrong = asked.words[:-1] + ("b" if last != "b" else "d")
        assert code_of(devices.approve, coordinator, data, wrong) == "wrong-words"
        assert peers.peers(coordinator) == known
        assert code_of(devices.confirm, second, asked.words) == "wrong-words"
        approved = devices.approve(coordinator, data, asked.words.upper().replace("-", " "))
        assert (approved.label, approved.team) == ("blue", "south")
        devices.confirm(second, approved.words)
        assert peers.deployment(second).enrolment is Enrolment.APPROVED


def test_a_request_changed_on_the_way_has_other_words(world: World, coordinator: Vault) -> None:
    """Somebody replaces the request by one of his own device: the words heard do not fit it."""
    with (
        make_vault(world.root / "second") as second,
        make_vault(world.root / "thief") as thief,
    ):
        for one in (second, thief):
            kits.install_kit(one, world.kit.read_bytes())
        honest = devices.request(
            second, world.root / "honest.fkr", label="blue", team="south", clock=clock()
        )
        devices.request(thief, world.root / "thief.fkr", label="blue", team="south", clock=clock())
        forged = (world.root / "thief.fkr").read_bytes()
        assert code_of(devices.approve, coordinator, forged, honest.words) == "wrong-words"


def test_a_kit_slipped_in_is_noticed_by_the_words(world: World, coordinator: Vault) -> None:
    with (
        make_vault(world.root / "false", "coordinator") as false,
        make_vault(world.root / "second") as second,
    ):
        found(false, world.root / "false.fkk")
        kits.install_kit(second, (world.root / "false.fkk").read_bytes())
        asked = devices.request(second, world.root / "r.fkr", label="", team="north", clock=clock())
        data = (world.root / "r.fkr").read_bytes()
        assert code_of(devices.approve, coordinator, data, asked.words) == "other-deployment"


def test_teams_are_those_of_the_kit(world: World) -> None:
    with make_vault(world.root / "second") as second:
        kits.install_kit(second, world.kit.read_bytes())
        out = world.root / "r.fkr"
        for team in ("west", ""):
            refused = code_of(devices.request, second, out, label="", team=team, clock=clock())
            assert refused == "unknown-team"
        assert not out.exists()


def test_a_request_is_written_over_a_request_only(world: World) -> None:
    with make_vault(world.root / "second") as second:
        kits.install_kit(second, world.kit.read_bytes())
        out = world.root / "r.fkr"
        for _ in range(2):
            devices.request(second, out, label="", team="north", clock=clock())
        out.write_bytes(b"minutes of the meeting")
        refused = code_of(devices.request, second, out, label="", team="north", clock=clock())
        assert refused == "name-taken"
        assert out.read_bytes() == b"minutes of the meeting"


def test_sending_before_joining_is_refused_and_loses_nothing(world: World) -> None:
    with make_vault(world.root / "second") as second:
        assert code_of(send_all, second, world.drop) == "no-deployment"
        kits.install_kit(second, world.kit.read_bytes())
        finish_record(second, 1)
        assert code_of(send_all, second, world.drop) == "not-enrolled"
        devices.request(second, world.root / "r.fkr", label="", team="north", clock=clock())
        assert code_of(send_all, second, world.drop) == "not-enrolled"
        assert list(world.drop.rglob("*.fkb")) == []


def test_a_revoked_device_does_not_come_back_under_its_key(
    world: World, coordinator: Vault
) -> None:
    with make_vault(world.root / "second") as second:
        kits.install_kit(second, world.kit.read_bytes())
        request = world.root / "second.fkr"
        enrol(coordinator, second, request)
        ident = second.device.id
        assert ident in peers.trusted_devices(coordinator)
        devices.revoke(coordinator, ident[:12])
        assert ident not in peers.trusted_devices(coordinator)
        assert ident in peers.revoked_devices(coordinator)
        assert code_of(devices.approve, coordinator, request.read_bytes(), "any") == "revoked"


def test_nobody_revokes_the_coordinator(coordinator: Vault, laptop: Vault) -> None:
    me = coordinator.device.id
    assert code_of(devices.revoke, coordinator, me) == "not-coordinator"
    assert code_of(devices.revoke, laptop, me) == "not-coordinator"
    assert code_of(devices.revoke, coordinator, "nobody") == "unknown-device"


def test_a_prepared_drop_carries_the_newest_kit(world: World, coordinator: Vault) -> None:
    drop = FolderDrop(world.drop)
    newer_kit(coordinator, world.kit)
    done = kits.prepare_drop(coordinator, drop, randomness=RANDOM)
    assert set(done.values()) == {Put.WRITTEN}
    assert (world.drop / "fieldkit-drop.json").exists()
    assert set(kits.prepare_drop(coordinator, drop, randomness=RANDOM).values()) == {Put.ALREADY}


def test_a_drop_of_another_deployment_takes_nothing(world: World, laptop: Vault) -> None:
    finish_record(laptop, 1)
    with make_vault(world.root / "other", "coordinator") as other:
        found(other, world.root / "other.fkk", "Other")
        kits.prepare_drop(other, FolderDrop(world.drop), randomness=RANDOM)
    before = sorted(world.drop.rglob("*"))
    assert code_of(send_all, laptop, world.drop) == "other-deployment"
    assert sorted(world.drop.rglob("*")) == before


def test_what_was_installed_is_there_after_reopening(world: World) -> None:
    with reopen(world.laptop) as laptop:
        assert peers.deployment(laptop).kit_version == 1
