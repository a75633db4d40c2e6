"""A refusal is a sentence on standard error, exit code 1, nothing on standard output, no change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import demo_world as world
import pytest

from fieldkit.cli.main import run

LAPTOP, COORDINATOR = "laptop-1", world.COORDINATOR


@pytest.fixture(scope="module")
def place(deployment: world.Place, tmp_path_factory: pytest.TempPathFactory) -> world.Place:
    folder = tmp_path_factory.mktemp("refusals") / "copy"
    place = deployment.copied(folder, LAPTOP, COORDINATOR, "drop")
    (folder / "empty").mkdir()
    (folder / "passphrases" / "wrong.txt").write_text("not the passphrase\n", encoding="utf-8")
    (folder / "passphrases" / "blank.txt").write_text("\n", encoding="utf-8")
    (folder / "no.fkb").write_bytes(b"Dear madam")
    return place


V, R, DROP = "{laptop-1}", "{coordinator}", "{drop}"
OPENING: list[list[str]] = [
    ["records", "list", V, "--json"],
    ["records", "show", V, "uuid:x", "--json"],
    ["records", "history", V, "uuid:x", "--json"],
    ["vault", "users", V, "--json"],
    ["vault", "verify", V, "--json"],
    ["sync", "send", V, DROP, "--json"],
    ["sync", "receive", V, DROP, "--json"],
    ["interview", V, "--form", "intake_household", "--answers", "{answers}"],
    ["device", "list", R, "--json"],
    ["device", "revoke", R, "laptop-1", "--json"],
    ["registry", "digest", R, "--json"],
    ["registry", "import", R, DROP, "--json"],
    ["registry", "records", R, "--json"],
    ["registry", "conflicts", R, "--json"],
    ["publish", R, "{out}", "--json"],
]


def filled(place: world.Place, words: list[str], **more: str) -> list[str]:
    """The words with the folders of this test in the places of their names."""
    named = {
        LAPTOP: str(place.vault(LAPTOP)), COORDINATOR: str(place.vault(COORDINATOR)),
        "drop": str(place.drop), "out": str(place.folder / "out"), "answers": "-", **more,
    }  # fmt: skip
    for name, path in named.items():
        words = [word.replace("{" + name + "}", path) for word in words]
    return words


def opened_with(place: world.Place, words: list[str], passphrase: str = "") -> list[str]:
    """With the right passphrase, or the named file."""
    if passphrase:
        return [*words, "--passphrase-file", str(place.folder / "passphrases" / passphrase)]
    return [*words, *place.options(COORDINATOR if R in words else LAPTOP)]


def contents(folder: Path) -> dict[str, str]:
    """The hash of every file; a lock that was taken and a log that was emptied do not count."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_size
    }


def unopened(folder: Path) -> dict[str, str]:
    """The same without the vaults, whose files change with every opening."""
    return {name: digest for name, digest in contents(folder).items() if name[-8:] != "vault.db"}


def refused(
    place: world.Place,
    words: list[str],
    capfd: pytest.CaptureFixture[str],
    *telling: str,
    seen: Callable[[Path], dict[str, str]] = contents,
) -> None:
    """Exit code 1, a sentence with these words on standard error, and nothing anywhere else."""
    before = seen(place.folder)
    code = run(filled(place, words))
    said = capfd.readouterr()
    assert (code, said.out) == (1, ""), said.err
    assert said.err.count("\n") == 1
    assert said.err.rstrip().endswith((".", ")"))
    for word in telling:
        assert word in said.err
    assert seen(place.folder) == before


def _name(words: list[str]) -> str:
    return "-".join(words[:2])


@pytest.mark.parametrize("words", OPENING, ids=_name)
def test_a_wrong_passphrase(
    place: world.Place, words: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    refused(place, opened_with(place, words, "wrong.txt"), capfd, "passphrase", "nothing")


@pytest.mark.parametrize("words", OPENING, ids=_name)
def test_a_folder_that_is_not_there(
    place: world.Place, words: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    nowhere = [word.replace("}", "}/nowhere") if word in (V, R) else word for word in words]
    refused(place, opened_with(place, nowhere, "wrong.txt"), capfd, "no vault", "nothing")


@pytest.mark.parametrize(
    ("words", "telling"),
    [
        (["records", "show", V, "uuid:none", "--json"], "no record"),
        (["records", "history", V, "uuid:none", "--json"], "no record"),
        (["interview", V, "--resume", "uuid:none", "--answers", "{answers}"], "no record"),
        (["interview", V, "--form", "nothing", "--answers", "{answers}"], "no form"),
        (["records", "list", "{empty}", "--json"], "no vault"),
        (["records", "list", V, "--user", "nobody", "--json"], "wrong"),
        (["sync", "send", V, "{empty}/nowhere", "--json"], "drop"),
        (["registry", "digest", V, "--json"], "laptop"),
        (["registry", "import", R, "{empty}/nowhere", "--json"], "drop"),
        (["registry", "import", V, DROP, "--json"], "laptop"),
        (["registry", "review", R, "uuid:none", "--json"], "record"),
        (["device", "revoke", R, "nobody", "--json"], "device"),
        (["publish", R, "{out}", "--profile", "everything", "--json"], "profile"),
        (["publish", R, "{out}", "--language", "xx", "--json"], "'xx'"),
        (["publish", V, "{out}", "--json"], "laptop"),
    ],
    ids=lambda value: "-".join(value[:2]) if isinstance(value, list) else value,
)
def test_what_is_not_there_is_named(
    place: world.Place, words: list[str], telling: str, capfd: pytest.CaptureFixture[str]
) -> None:
    words = [word.replace("{empty}", str(place.folder / "empty")) for word in words]
    refused(place, opened_with(place, words), capfd, telling, seen=unopened)


@pytest.mark.parametrize("source", ["blank.txt", "absent.txt"])
def test_no_passphrase_is_given(
    place: world.Place, source: str, capfd: pytest.CaptureFixture[str]
) -> None:
    words = opened_with(place, ["records", "list", V, "--json"], source)
    refused(place, words, capfd, "passphrase")


def test_a_file_that_is_no_batch(place: world.Place, capfd: pytest.CaptureFixture[str]) -> None:
    refused(place, ["batch", "inspect", str(place.folder / "no.fkb"), "--json"], capfd, "batch")


def test_a_file_that_is_no_kit(place: world.Place, capfd: pytest.CaptureFixture[str]) -> None:
    refused(place, ["kit", "inspect", str(place.folder / "no.fkb"), "--json"], capfd)


def test_a_folder_of_another_profile_is_left_alone(
    deployment: world.Place, place: world.Place, capfd: pytest.CaptureFixture[str]
) -> None:
    """`case` would overwrite what the municipality opens, and be read by all of it."""
    copy = deployment.copied(place.folder / "published", "municipality")
    words = ["publish", R, str(copy.folder / "municipality"), "--profile", "case", "--json"]
    refused(place, opened_with(place, words), capfd, "profile", seen=unopened)
