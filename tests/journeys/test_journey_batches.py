"""A new batch on its way to the registry: altered, cut, half-copied, from elsewhere, and whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import demo_world as world
import intake_lines as lines
import pytest

LAPTOP, FORM = "laptop-1", "intake_household"
CHANGES = 40


@dataclass(frozen=True)
class Sent:
    """A deployment in which one laptop has just sent a new batch, which is not on the drop yet.

    `name` is where it belongs on the drop.
    """

    place: world.Place
    name: str
    data: bytes


@pytest.fixture(scope="module")
def sent(deployment: world.Place, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    place = deployment.copied(
        tmp_path_factory.mktemp("batches") / "copy", LAPTOP, world.COORDINATOR, "drop"
    )
    name = new_batch(place, LAPTOP)
    path = place.drop / name
    data = path.read_bytes()
    path.unlink()
    return Sent(place, name, data)


@pytest.fixture
def here(sent: Sent, tmp_path: Path) -> Sent:
    """The same, to be changed at will."""
    place = sent.place.copied(tmp_path / "copy", world.COORDINATOR, "drop")
    return Sent(place, sent.name, sent.data)


def new_batch(place: world.Place, laptop: str) -> str:
    """Hold an intake on a laptop and send it; the name of the new batch on the drop."""
    file = lines.written(lines.intake(), place.folder / "answers.jsonl")
    done(
        world.fieldkit(
            "interview", place.vault(laptop), "--form", FORM, "--answers", file,
            *place.options(laptop),
        )
    )  # fmt: skip
    said = done(
        world.fieldkit(
            "sync", "send", place.vault(laptop), place.drop, "--json", *place.options(laptop)
        )
    )
    written = [batch for batch in json.loads(said)["batches"] if batch["state"] == "written"]
    assert [batch["records"] for batch in written] == [1]
    return written[0]["file"]


def done(ended: world.Ended) -> str:
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def digest(place: world.Place) -> str:
    registry = place.vault(world.COORDINATOR)
    said = done(world.fieldkit("registry", "digest", registry, *place.options(world.COORDINATOR)))
    assert len(said.strip()) == 64
    return said


@dataclass(frozen=True)
class Imported:
    code: int
    report: dict[str, Any]

    def line(self, name: str) -> dict[str, Any]:
        return next(line for line in self.report["batches"] if line["file"] == name)

    def states(self) -> dict[str, str]:
        return {line["file"]: line["state"] for line in self.report["batches"]}


def import_all(place: world.Place) -> Imported:
    ended = world.console(
        "registry", "import", place.vault(world.COORDINATOR), place.drop, "--json",
        *place.options(world.COORDINATOR),
    )  # fmt: skip
    return Imported(ended.returncode, json.loads(ended.stdout))


def renamed(name: str, data: bytes) -> str:
    """The name under which this content belongs on the drop: the hash in it fits."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/{file.partition('-')[0]}-{hashlib.sha256(data).hexdigest()[:16]}.fkb"


def leave(place: world.Place, name: str, data: bytes) -> str:
    path = place.drop / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return name


def altered(data: bytes) -> Iterator[bytes]:
    """The same batch with one bit changed, at places spread over the whole file."""
    places = {round(at * (len(data) - 1) / (CHANGES - 1)) for at in range(CHANGES)}
    for number, place in enumerate(sorted(places)):
        changed = bytearray(data)
        changed[place] ^= 1 << number % 8
        yield bytes(changed)


def test_a_batch_altered_anywhere_is_refused_and_the_whole_one_still_counts(here: Sent) -> None:
    before = digest(here.place)
    bad = [leave(here.place, renamed(here.name, data), data) for data in altered(here.data)]
    assert len(set(bad)) == CHANGES
    first = import_all(here.place)
    assert first.code == 1
    for name in bad:
        line = first.line(name)
        assert line["state"] == "refused"
        assert line["reason"]
        assert line["message"]
        assert (line["new"], line["changed"], line["conflict"]) == (0, 0, 0)
    assert set(first.states().values()) == {"refused", "already"}
    assert digest(here.place) == before

    # The whole one beside them: it is taken, they are refused again.
    leave(here.place, here.name, here.data)
    second = import_all(here.place)
    assert second.code == 1
    assert second.line(here.name)["state"] == "imported"
    assert second.line(here.name)["new"] == 1
    assert {second.states()[name] for name in bad} == {"refused"}
    after = digest(here.place)
    assert after != before

    for name in bad:
        (here.place.drop / name).unlink()
    third = import_all(here.place)
    assert third.code == 0
    assert set(third.states().values()) == {"already"}
    assert digest(here.place) == after


@pytest.mark.parametrize("place", [13, -30])
def test_one_altered_batch_alone_ends_with_1(here: Sent, place: int) -> None:
    before = digest(here.place)
    data = bytearray(here.data)
    data[place] ^= 0x40
    name = leave(here.place, renamed(here.name, bytes(data)), bytes(data))
    imported = import_all(here.place)
    assert (imported.code, imported.line(name)["state"]) == (1, "refused")
    assert digest(here.place) == before


def test_the_content_decides_and_the_name_is_a_hint(here: Sent) -> None:
    """As docs/formats/fkb1.md has it: under whatever names, one batch is imported once."""
    folder, _, file = here.name.rpartition("/")
    _sequence, _, rest = file.partition("-")
    copies = [
        leave(here.place, f"{folder}/{file.removesuffix('.fkb')} (1).fkb", here.data),
        leave(here.place, f"{folder}/00000077-{rest}", here.data),
    ]
    imported = import_all(here.place)
    assert imported.code == 0
    assert sorted(imported.states()[name] for name in copies) == ["already", "imported"]
    assert imported.report["gaps"] == []


def test_what_is_cut_or_half_copied_is_refused_or_ignored(here: Sent) -> None:
    before = digest(here.place)
    size = len(here.data)
    cut = [
        leave(here.place, renamed(here.name, here.data[:end]), here.data[:end])
        for end in (0, 7, 70, size // 3, size // 2, size - 76, size - 12, size - 1)
    ]
    short = leave(here.place, here.name, here.data[: size // 2])
    part = leave(here.place, f"{here.name}.part", here.data[: size // 2])
    imported = import_all(here.place)
    assert imported.code == 1
    for name in [*cut, short]:
        assert imported.line(name)["state"] == "refused"
        assert imported.line(name)["reason"]
    assert part not in imported.states()
    assert imported.report["ignored"] == [part]
    assert digest(here.place) == before

    # The copy comes to its end; the others are swept away.
    for name in cut:
        (here.place.drop / name).unlink()
    (here.place.drop / part).unlink()
    leave(here.place, here.name, here.data)
    assert import_all(here.place).code == 0
    assert digest(here.place) != before


def test_batches_of_another_deployment_are_refused(here: Sent) -> None:
    before = digest(here.place)
    other = world.stranger()
    names = [path.relative_to(other.drop).as_posix() for path in other.drop.glob("in/*/*.fkb")]
    assert names
    for name in names:
        leave(here.place, name, (other.drop / name).read_bytes())
    imported = import_all(here.place)
    assert imported.code == 1
    for name in names:
        assert (imported.states()[name], imported.line(name)["reason"] != "") == ("refused", True)
    assert digest(here.place) == before


def test_a_drop_of_another_deployment_is_refused_whole(here: Sent) -> None:
    other = world.stranger()
    ended = world.fieldkit(
        "sync", "receive", here.place.vault(world.COORDINATOR), other.drop, "--json",
        *here.place.options(world.COORDINATOR),
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (1, "")


def test_a_laptop_joins_by_words_and_only_then_counts(
    deployment: world.Place, here: Sent, tmp_path: Path
) -> None:
    """A third laptop, from an empty folder to a batch: approved in one copy of the registry."""
    joined = deployment.copied(tmp_path / "joined", world.COORDINATOR, "drop")
    before = digest(here.place)
    assert digest(joined) == before
    third = _enrolled(joined, deployment.folder / "kit.fkk")
    name = new_batch(joined, third)
    data = (joined.drop / name).read_bytes()

    # Where nobody approved it, its batch changes nothing.
    leave(here.place, name, data)
    refused = import_all(here.place)
    assert (refused.code, refused.line(name)["reason"]) == (1, "unknown-sender")
    assert digest(here.place) == before

    taken = import_all(joined)
    assert (taken.code, taken.line(name)["state"]) == (0, "imported")
    with_it = digest(joined)
    assert with_it != before

    # Once it is revoked, nothing more from it is believed; what was imported stays.
    options = joined.options(world.COORDINATOR)
    registry = joined.vault(world.COORDINATOR)
    device = Path(name).parent.name
    done(world.fieldkit("device", "revoke", registry, device, *options))
    later = new_batch(joined, third)
    revoked = import_all(joined)
    assert (revoked.code, revoked.line(later)["reason"]) == (1, "revoked")
    assert digest(joined) == with_it


def _enrolled(place: world.Place, kit: Path) -> str:
    """Make `laptop-3`, install the kit, and let both people read their words."""
    name = "laptop-3"
    passphrase = place.folder / "passphrases" / f"{name}.worker-3.txt"
    passphrase.write_text("τρεις λέξεις που δεν ξεχνιούνται\n", encoding="utf-8")
    vault, request = place.vault(name), place.folder / "laptop-3.fkr"
    options, registry = place.options(name), place.vault(world.COORDINATOR)
    done(
        world.fieldkit(
            "vault", "create", vault, "--user", "worker-3", "--sample", "--no-recovery", *options
        )
    )
    done(world.fieldkit("kit", "install", vault, kit, *options))
    asked = json.loads(
        done(
            world.fieldkit(
                "device", "enrol", vault, "--out", request, "--team", "north",
                "--label", name, "--json", *options,
            )
        )
    )  # fmt: skip
    _early(place, vault, options)
    heard = [
        "device", "approve", str(registry), str(request), "--json",
        *place.options(world.COORDINATOR),
    ]  # fmt: skip
    wrong = "-".join(reversed(asked["words"].split("-")))
    assert world.fieldkit(*heard, "--words", wrong).returncode == 1
    approved = json.loads(done(world.fieldkit(*heard, "--words", asked["words"])))
    confirm = ["device", "enrol", str(vault), *options, "--confirm"]
    assert (
        world.fieldkit(*confirm, asked["words"]).returncode == 1
    )  # her own words, not the other's
    done(world.fieldkit(*confirm, approved["words"]))
    return name


def _early(place: world.Place, vault: Path, options: list[str]) -> None:
    ended = world.fieldkit("sync", "send", vault, place.drop, "--json", *options)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "not joined" in ended.stderr
