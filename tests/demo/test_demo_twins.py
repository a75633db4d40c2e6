"""The same seed publishes the same bytes, whatever keys were made; and no socket is opened."""

from __future__ import annotations

from pathlib import Path

import demo_world as world
import pytest


def _tables(place: world.Place, profile: str) -> dict[str, bytes]:
    folder = place.folder / world.PROFILES[profile]
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in folder.glob("*/latest/*.csv")
    }


@pytest.mark.parametrize("profile", list(world.PROFILES))
def test_the_same_seed_publishes_the_same_bytes(profile: str) -> None:
    first, second = (_tables(place, profile) for place in world.twins())
    assert sorted(first) == [
        "consent_rights/latest/data.csv",
        "intake_household/latest/data.csv",
        "intake_household/latest/member.csv",
        "integration_survey/latest/data.csv",
    ]
    for name, content in first.items():
        assert content == second[name], name


def test_the_keys_of_the_two_are_not_the_same() -> None:
    first, second = world.twins()
    for name in ("coordinator/keystore.json", "drop/fieldkit-drop.json"):
        assert (first.folder / name).read_bytes() != (second.folder / name).read_bytes()
    first_words, second_words = (
        {path.read_bytes() for path in (place.folder / "passphrases").iterdir()}
        for place in world.twins()
    )
    assert len(first_words) == 3
    assert first_words.isdisjoint(second_words)


def test_the_report_has_the_keys_of_the_public_surface(deployment: world.Place) -> None:
    said = deployment.said
    assert sorted(said) == [
        "batches", "case", "drop", "imported", "laptops", "municipality", "passphrases",
        "records", "refusals", "registry", "repeats", "seed",
    ]  # fmt: skip
    assert said["seed"] == world.SEED
    assert sum(said["records"].values()) + said["refusals"] == world.RECORDS
    assert said["batches"] == said["imported"] > len(said["laptops"]) == 2
    for key in ("registry", "drop", "municipality", "case", "passphrases"):
        assert Path(said[key]).is_dir(), key


def test_the_numbers_of_the_two_are_the_same() -> None:
    first, second = (place.said for place in world.twins())
    for key in ("records", "repeats", "refusals", "batches", "imported"):
        assert first[key] == second[key], key


def test_a_passphrase_file_opens_each_vault(deployment: world.Place, tmp_path: Path) -> None:
    copy = deployment.copied(tmp_path, world.COORDINATOR, *world.LAPTOPS)
    for path in (copy.folder / "passphrases").iterdir():
        vault, user, _ = path.name.split(".")
        ended = world.console(
            "vault", "users", copy.vault(vault), "--user", user, "--passphrase-file", path, "--json"
        )
        assert ended.returncode == 0, ended.stderr
        assert f'"user": "{user}"' in ended.stdout


def test_the_demo_uses_no_socket_of_python() -> None:
    """An audit hook of the interpreter notes every use of the socket module."""
    _, watched = world.twins()
    assert watched.complaints == ""


def test_the_demo_makes_no_network_call() -> None:
    """Whatever library it comes from: the trace of the whole process has no address family."""
    trace = world.trace_of_stranger()
    if trace is None:
        pytest.skip("strace cannot trace here")
    assert [line for line in trace.read_text("utf-8").splitlines() if "AF_" in line] == []


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine", encoding="utf-8")
    ended = world.console("demo", tmp_path, "--json")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "not empty" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
