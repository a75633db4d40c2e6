"""What people said lies in the `case` publication and nowhere else, and every file is explained.

The needles are the telling answers of the `case` publication itself; they are looked for in every
other file, in the encodings a program might write them in, inside workbooks too.
"""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import demo_world as world
import pytest

from fieldkit.demo.people import PEOPLE

CASE = world.PROFILES["case"]
TELLING = {"identifier", "special", "special_by_policy"}
# Years, days, codes of choices: they stand in codebooks and elsewhere by right.
HARMLESS = re.compile(r"\d{1,4}|\d{4}-\d{2}-\d{2}|[a-z_]+( [a-z_]+)*|[A-Z]{3}")
PLACEHOLDER = re.compile(r"<[a-z]+>|\*")
TICKED = re.compile(r"`([^`]+)`")


def _needles(deployment: world.Place) -> set[str]:
    """Answers of identifying and special questions: no bare years, dates or choice codes."""
    found: set[str] = set()
    for described in (deployment.folder / CASE).glob("*/latest/datapackage.json"):
        package = json.loads(described.read_text("utf-8"))
        for resource in package["resources"]:
            fields = resource["schema"]["fields"]
            telling = [f["name"] for f in fields if f.get("fieldkit:sensitivity") in TELLING]
            rows = deployment.table("case", package["name"], resource["name"])
            found |= {row[name] for row in rows for name in telling}
            found |= {row.get("_subject", "") for row in rows}
    return {text for text in found if len(text) >= 4 and not HARMLESS.fullmatch(text)}


def _never_said_yes() -> set[str]:
    """The words of the people who say no at the gate of the intake; no publication has them."""
    return {word for person in PEOPLE if person.declines for word in (person.native, person.words)}


def _writings(text: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield text.encode(encoding)
    if not text.isascii():
        yield json.dumps(text)[1:-1].encode("ascii")


def _contents(path: Path) -> Iterator[bytes]:
    data = path.read_bytes()
    yield data
    yield path.name.encode("utf-8")
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield archive.read(member)


def _holding(files: list[Path], needles: set[str]) -> set[tuple[str, str]]:
    sought = [(needle, writing) for needle in needles for writing in _writings(needle)]
    return {
        (path.name, needle)
        for path in files
        for content in _contents(path)
        for needle, writing in sought
        if writing in content
    }


def test_the_needles_are_worth_looking_for(deployment: world.Place) -> None:
    needles = _needles(deployment)
    assert {"Ελένη Δοκιμή", "Dokimi", "000000012", "Οδός Δείγματος 3"} <= needles
    assert any(re.fullmatch("FK-.{4}-.{4}", needle) for needle in needles)
    assert len(needles) > 40
    inside = [path for path in deployment.files() if CASE in path.parts]
    assert {needle for _, needle in _holding(inside, needles)} == needles


def test_what_people_said_lies_in_the_case_publication_alone(deployment: world.Place) -> None:
    outside = [path for path in deployment.files() if CASE not in path.parts]
    assert len(outside) > 20
    assert _holding(outside, _needles(deployment)) == set()


def test_who_said_no_left_no_word_anywhere(deployment: world.Place) -> None:
    assert deployment.said["refusals"] > 0
    assert _holding(deployment.files(), _never_said_yes()) == set()


def _listed(deployment: world.Place) -> dict[str, list[re.Pattern[str]]]:
    """The patterns of the deployment's README by heading; `*` and `<word>` stand for one name."""
    readme = (deployment.folder / "README.md").read_text("utf-8")
    found: dict[str, list[re.Pattern[str]]] = {}
    for section in readme.split("\n## ")[1:]:
        heading, _, text = section.partition("\n")
        found[heading] = [_pattern(ticked) for ticked in TICKED.findall(text)]
    return found


def _pattern(ticked: str) -> re.Pattern[str]:
    parts = (re.escape(part) for part in PLACEHOLDER.split(ticked))
    return re.compile("[^/]*".join(parts))


def _sorted_out(deployment: world.Place) -> dict[str, list[Path]]:
    """Every file under the headings of the README that explain it."""
    headings = _listed(deployment)
    found: dict[str, list[Path]] = {heading: [] for heading in [*headings, "nowhere"]}
    for path in deployment.files():
        name = path.relative_to(deployment.folder).as_posix()
        fitting = [
            h for h, patterns in headings.items() if any(p.fullmatch(name) for p in patterns)
        ]
        for heading in fitting or ["nowhere"]:
            found[heading].append(path)
    return found


def test_the_readme_explains_every_file(deployment: world.Place) -> None:
    sorted_out = _sorted_out(deployment)
    assert sorted_out.pop("nowhere") == []
    assert all(sorted_out.values())
    explained = [path for paths in sorted_out.values() for path in paths]
    assert len(explained) == len(set(explained)) == len(deployment.files())


def test_what_the_readme_calls_encrypted_is_noise(deployment: world.Place) -> None:
    encrypted = _sorted_out(deployment)["What is encrypted or sealed"]
    assert {path.suffix for path in encrypted} == {".db", ".fkb"}
    for path in encrypted:
        data = path.read_bytes()
        assert not data.startswith(b"SQLite format 3")
        for place in range(0, len(data) - 4095, 4096):
            assert _bits_per_byte(data[place : place + 4096]) > 7.8, (path.name, place)


def _bits_per_byte(data: bytes) -> float:
    counted = Counter(data).values()
    return -sum(count / len(data) * math.log2(count / len(data)) for count in counted)


def test_noise_is_told_from_text(deployment: world.Place) -> None:
    """The measure above can fail: the largest file in clear is nothing like noise."""
    kit = (deployment.folder / "kit.fkk").read_bytes()
    assert _bits_per_byte(kit[8192:12288]) < 6.5


@pytest.mark.parametrize("name", ["coordinator", "laptop-1", "laptop-2", CASE, "passphrases"])
def test_what_is_private_is_for_its_owner_alone(deployment: world.Place, name: str) -> None:
    assert (deployment.folder / name).stat().st_mode & 0o077 == 0
