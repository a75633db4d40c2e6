"""The commands `kit`, `device`, `sync`, `batch`: what they print and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from deployment_world import PACKAGE, World, finish_record, make_vault, reopen

from fieldkit.cli.batch import batch
from fieldkit.cli.device import device
from fieldkit.cli.kit import kit
from fieldkit.cli.sync import sync
from fieldkit.model.errors import FieldKitError

GROUPS = {"kit": kit, "device": device, "sync": sync, "batch": batch}
Run = Callable[..., Result]


@pytest.fixture
def run(world: World) -> Run:
    """Runs a command as one who knows the passphrase."""
    file = world.root / "passphrase.txt"
    file.write_text("correct horse battery staple\n")

    def invoke(group: str, *arguments: object, secret: bool = True) -> Result:
        words = [str(argument) for argument in arguments]
        words += ["--passphrase-file", str(file)] if secret else []
        return CliRunner().invoke(GROUPS[group], words)

    return invoke


def json_of(result: Result) -> Any:
    assert result.exit_code == 0, result.exception
    return json.loads(result.stdout)


def refusal(result: Result) -> str:
    assert result.exit_code == 1
    assert isinstance(result.exception, FieldKitError)
    return result.exception.code


def test_enrolling_from_the_command_line(world: World, run: Run) -> None:
    make_vault(world.root / "second").close()
    second, request = world.root / "second", world.root / "r.fkr"
    assert json_of(run("kit", "install", second, world.kit, "--json"))["state"] == "installed"
    enrol = ("enrol", second, "--json")
    asked = json_of(run("device", *enrol, "--out", request, "--team", "south"))
    assert len(asked["words"].split("-")) == 6
    approve = ("approve", world.coordinator, request, "--json")
    assert refusal(run("device", *approve, "--words", "bad words")) == "wrong-words"
    spoken = asked["words"].replace("-", " ")
    approved = json_of(run("device", *approve, "--words", spoken))
    assert refusal(run("device", *enrol, "--confirm", asked["words"])) == "wrong-words"
    assert json_of(run("device", *enrol, "--confirm", approved["words"]))["state"] == "approved"
    known = json_of(run("device", "list", world.coordinator, "--json"))
    assert {each["status"] for each in known} == {"approved"}
    revoke = run("device", "revoke", world.coordinator, asked["device"], "--json")
    assert json_of(revoke)["status"] == "revoked"


def test_sending_and_inspecting_from_the_command_line(world: World, run: Run) -> None:
    with reopen(world.laptop) as laptop:
        finish_record(laptop, 1)
    lines = [
        json_of(run("sync", "send", world.laptop, world.drop, "--json"))["batches"]
        for _ in range(2)
    ]
    assert [(line["state"], line["records"]) for (line,) in lines] == [
        ("written", 1), ("already", 1),
    ]  # fmt: skip
    file = world.drop / lines[0][0]["file"]
    assert "inside" not in json_of(run("batch", "inspect", file, "--json", secret=False))
    opened = json_of(run("batch", "inspect", file, world.coordinator, "--json"))
    assert opened["inside"]["forms"] == {"survey": 1}
    half = world.root / "half.fkb"
    half.write_bytes(file.read_bytes()[:999])
    assert refusal(run("batch", "inspect", half, secret=False)) == "truncated"


def test_a_kit_is_shown_and_misuse_is_usage(world: World, run: Run) -> None:
    shown = json_of(run("kit", "inspect", world.kit, "--json", secret=False))
    assert [form["hash"] for form in shown["forms"]] == [PACKAGE.hash]
    other = run("kit", "inspect", world.root / "passphrase.txt", secret=False)
    assert refusal(other) == "not-an-envelope"
    assert run("device", "enrol", world.laptop).exit_code == 2
    assert run("kit", "build", world.coordinator, world.root / "x.fkk").exit_code == 2
    gone = world.root / "gone"
    assert refusal(run("sync", "send", world.laptop, gone)) == "no-drop"
    assert not gone.exists()


def test_a_prepared_drop_is_received_from(world: World, run: Run) -> None:
    prepared = json_of(run("sync", "prepare", world.coordinator, world.drop, "--json"))
    assert set(prepared["files"].values()) == {"written"}
    receive = ("receive", world.laptop, world.drop, "--json")
    assert json_of(run("sync", *receive))["receipts"] == []
    descriptor = world.drop / "fieldkit-drop.json"
    descriptor.write_bytes(descriptor.read_bytes()[:-9])
    assert refusal(run("sync", *receive)) == "descriptor"


def test_a_receipt_that_is_not_believed_ends_with_1(world: World, run: Run) -> None:
    with reopen(world.laptop) as laptop, reopen(world.coordinator) as coordinator:
        folder = world.drop / "ack" / coordinator.device.id[:16]
        folder.mkdir(parents=True)
        (folder / f"{laptop.device.id[:16]}.1.fka").write_bytes(b"{}")
    done = run("sync", "receive", world.laptop, world.drop, "--json")
    assert done.exit_code == 1
    assert [each["reason"] for each in json.loads(done.stdout)["receipts"]] == ["not-an-envelope"]
