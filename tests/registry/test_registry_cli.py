"""`fieldkit registry`: exit codes, JSON alone on standard output, no answers in listings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from drop_world import PASSPHRASE, Places, at, finish, record_of, send_all

from fieldkit.cli.registry import registry
from fieldkit.model.errors import FieldKitError
from fieldkit.registry.errors import CorrectionRefused


@pytest.fixture
def secret(tmp_path: Path) -> list[str]:
    file = tmp_path / "passphrase.txt"
    file.write_bytes(PASSPHRASE.data + b"\n")
    return ["--passphrase-file", str(file)]


def run(arguments: list[str], secret: list[str]) -> Result:
    done = CliRunner().invoke(registry, [*arguments, *secret])
    if isinstance(done.exception, FieldKitError):
        raise done.exception
    return done


def test_import_and_listings(places: Places, secret: list[str], tmp_path: Path) -> None:
    vault, drop = str(places.vault("coordinator")), str(places.drop)
    with at(places, "north") as north:
        finish(north, record_of("uuid:1", {"/data/age": "17", "/data/name": "Needle"}))
        send_all(north, places.drop)
    (batch,) = (places.drop / "in").rglob("*.fkb")
    batch.with_name("00000009-broken.fkb").write_bytes(batch.read_bytes()[:-3])

    preview = run(["import", vault, drop, "--dry-run", "--json"], secret)
    assert preview.exit_code == 1
    before = run(["digest", vault], secret).stdout
    done = run(["import", vault, drop, "--json"], secret)
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert [(b["state"], b["reason"], b["new"]) for b in said["batches"]] == [
        ("imported", "", 1),
        ("refused", "truncated", 0),
    ]
    assert said["batches"] == json.loads(preview.stdout)["batches"]
    assert said["gaps"] == []
    after = json.loads(run(["digest", vault, "--json"], secret).stdout)["digest"]
    assert after != before.strip()

    batch.with_name("00000009-broken.fkb").unlink()
    assert run(["import", vault, drop], secret).exit_code == 0
    listed = run(["records", vault, "--json"], secret)
    assert [line["record"] for line in json.loads(listed.stdout)["records"]] == ["uuid:1"]
    assert "Needle" not in listed.stdout
    assert json.loads(run(["conflicts", vault, "--json"], secret).stdout) == {"conflicts": []}

    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"answer": "/data/age", "value": 44}\n{"finish": true}\n', encoding="utf-8")
    corrected = run(["correct", vault, "uuid:1", "--answers", str(lines), "--json"], secret)
    assert json.loads(corrected.stdout)["record"] == "uuid:1"
    with pytest.raises(CorrectionRefused):
        run(["correct", vault, "uuid:1", "--answers", str(lines)], secret)
    lines.write_text('{"answer": "/data/age"', encoding="utf-8")
    with pytest.raises(FieldKitError, match=r"Line 1: "):
        run(["correct", vault, "uuid:1", "--answers", str(lines)], secret)
