"""A publication as a whole: its files, its sameness, what stops it and what it leaves behind."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import stat
import zipfile
from pathlib import Path

import pytest
from publishing_samples import (
    CASE,
    G,
    Ledger,
    Q,
    form,
    of_form,
    published,
    record,
    table,
)

from fieldkit.platform import StorageError, exclusive_lock
from fieldkit.publishing.errors import PublicationRefused
from fieldkit.publishing.profiles import STATISTICS
from fieldkit.publishing.replace import LOCK, STAGING

SMALL = form(
    "small",
    "2026112201",
    (
        Q("date", "visit"),
        Q("string", "name", "identifier"),
        Q("string", "health", "special"),
        Q("string", "note"),
        Q("int", "size"),
        Q("string", "lang", choices=("el", "ar"), many=True),
        G("member", (Q("string", "m_name", "identifier"), Q("int", "m_age")), repeat=True),
    ),
)


def sample(size: str = "3"):
    return of_form(
        record(
            2, SMALL,
            {
                "/data/visit": "2026-11-22", "/data/name": "Ζάχρα", "/data/health": "yes",
                "/data/note": '=1+1, "said" α\nβ', "/data/size": size, "/data/lang": "ar",
                "/data/member[1]/m_name": "Χασάν", "/data/member[1]/m_age": "7",
            },
            {"/data/member[1]": "row-b", "/data/member[2]": "row-a"},
        ),
        record(1, SMALL, {"/data/visit": "2026-10-01", "/data/note": "007"}, heads=2),
    )  # fmt: skip


GOLDEN_DATA = """\
_record,_form_version,_language,_heads,visit,note,size,lang,lang/el,lang/ar
uuid:00000000-0000-4000-8000-000000000001,2026112201,ar,2,2026-10,007,,,,
uuid:00000000-0000-4000-8000-000000000002,2026112201,ar,1,2026-11,"=1+1, ""said"" α
β",3,ar,0,1
"""
GOLDEN_MEMBER = """\
_row,_parent,_record,_position,m_age
row-b,uuid:00000000-0000-4000-8000-000000000002,uuid:00000000-0000-4000-8000-000000000002,1,7
row-a,uuid:00000000-0000-4000-8000-000000000002,uuid:00000000-0000-4000-8000-000000000002,2,
"""


def test_the_canonical_csv_is_exactly_this(tmp_path: Path):
    report = published(tmp_path, sample(), [SMALL], profile=STATISTICS)
    latest = tmp_path / "small" / "latest"
    assert (latest / "data.csv").read_bytes() == GOLDEN_DATA.encode()
    assert (latest / "member.csv").read_bytes() == GOLDEN_MEMBER.encode()
    small = report.forms["small"]
    assert (small.rows, small.repeats, small.refusals) == (2, {"member": 2}, 0)
    assert (small.columns, small.left_out, small.pending) == (15, 3, [])


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


@pytest.mark.parametrize("profile", [STATISTICS, CASE])
def test_publishing_again_gives_the_same_bytes(tmp_path: Path, profile):
    ledger = Ledger()
    published(tmp_path, sample(), [SMALL], profile=profile, ledger=ledger)
    first = tree(tmp_path)
    published(tmp_path, sample(), [SMALL], profile=profile, ledger=ledger)
    assert tree(tmp_path) == first
    published(tmp_path / "elsewhere", sample(), [SMALL], profile=profile, ledger=ledger)
    assert tree(tmp_path / "elsewhere") == first


def test_the_statistics_folder_holds_no_identifier_anywhere(tmp_path: Path):
    published(tmp_path, sample(), [SMALL], profile=STATISTICS)
    found = b"".join([*tree(tmp_path).values(), *_unzipped(tmp_path / "small/small_latest.xlsx")])
    assert b"<t>=1+1" in found
    for word in ("Ζάχρα", "Χασάν", "FK-7Q4M-2XKD", "m_name", "health", "2026-11-22T10"):
        assert word.encode() not in found


def _unzipped(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_the_datapackage_describes_the_files_beside_it(tmp_path: Path):
    published(tmp_path, sample(), [SMALL], profile=CASE)
    latest = tmp_path / "small" / "latest"
    package = json.loads((latest / "datapackage.json").read_text(encoding="utf-8"))
    assert package["fieldkit"]["profile"] == "case"
    data, member = package["resources"]
    for resource in (data, member):
        content = (latest / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        header = content.decode().split("\n")[0].split(",")
        assert [f["name"] for f in resource["schema"]["fields"]] == header
    assert data["schema"]["primaryKey"] == ["_record"]
    assert member["schema"]["foreignKeys"][1] == {
        "fields": ["_parent"], "reference": {"resource": "data", "fields": ["_record"]}
    }  # fmt: skip
    types = {f["name"]: f["type"] for f in data["schema"]["fields"]}
    assert (types["visit"], types["size"], types["lang/el"], types["note"]) == (
        "date", "integer", "boolean", "string"
    )  # fmt: skip
    titles = {f["name"]: f["title"] for f in data["schema"]["fields"]}
    assert titles["visit"] == "Ερώτηση visit"


def test_latest_json_points_to_a_whole_revision_equal_to_latest(tmp_path: Path):
    published(tmp_path, sample(), [SMALL])
    form_folder = tmp_path / "small"
    assert_whole(form_folder)
    pointer = json.loads((form_folder / "latest.json").read_text(encoding="utf-8"))
    revision = form_folder / pointer["path"]
    for name in ("data.csv", "member.csv", "datapackage.json"):
        assert (form_folder / "latest" / name).read_bytes() == (revision / name).read_bytes()
    assert (form_folder / "small_latest.xlsx").read_bytes() == (
        revision / "small_latest.xlsx"
    ).read_bytes()


def assert_whole(form_folder: Path) -> str:
    """The size of record 2 in the publication latest.json points to, after checking its hashes."""
    pointer = json.loads((form_folder / "latest.json").read_text(encoding="utf-8"))
    revision = form_folder / pointer["path"]
    for name, described in pointer["files"].items():
        content = (revision / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == described["sha256"], name
    return table(revision / "data.csv")[1]["size"]


def test_a_former_revision_stays_as_it_was(tmp_path: Path):
    records = sample()
    published(tmp_path, records, [SMALL])
    (former,) = (tmp_path / "small" / "revisions").iterdir()
    before = tree(former)
    changed = sample("4")
    changed.number = "1" * 64
    published(tmp_path, changed, [SMALL])
    assert tree(former) == before
    assert assert_whole(tmp_path / "small") == "4"
    assert len(list((tmp_path / "small" / "revisions").iterdir())) == 2


def test_a_revision_changed_by_hand_is_written_again(tmp_path: Path):
    published(tmp_path, sample(), [SMALL])
    (revision,) = (tmp_path / "small" / "revisions").iterdir()
    (revision / "data.csv").write_text("touched")
    published(tmp_path, sample(), [SMALL])
    assert_whole(tmp_path / "small")


def test_two_profiles_are_never_mixed_in_one_folder(tmp_path: Path):
    published(tmp_path, sample(), [SMALL], profile=CASE)
    before = tree(tmp_path)
    with pytest.raises(PublicationRefused) as refusal:
        published(tmp_path, sample(), [SMALL], profile=STATISTICS)
    assert refusal.value.code == "other-profile"
    assert tree(tmp_path) == before


def test_an_unreadable_marker_stops_everything(tmp_path: Path):
    (tmp_path / "fieldkit-publication.json").write_text("[]")
    with pytest.raises(PublicationRefused) as refusal:
        published(tmp_path, sample(), [SMALL])
    assert refusal.value.code == "folder"


def test_a_planted_number_stops_the_publication_and_is_not_shown(tmp_path: Path):
    ledger = Ledger()
    published(tmp_path, sample(), [SMALL], profile=STATISTICS, ledger=ledger)
    before = tree(tmp_path)
    planted = sample()
    planted.by_form["small"].append(
        record(0, SMALL, {"/data/note": "call 6912345678", "/data/name": "Γιώργος"})
    )
    planted.by_form["small"].append(
        record(3, SMALL, {"/data/note": "ο Γιώργος είπε", "/data/name": "Γιώργος"})
    )
    with pytest.raises(PublicationRefused) as refusal:
        published(tmp_path, planted, [SMALL], profile=STATISTICS, ledger=ledger)
    message = str(refusal.value)
    assert refusal.value.code == "identifiers-found"
    assert "small, sheet data, cell F2 (note): phone" in message
    assert "cell F5 (note): same-as-identifier" in message
    assert "6912345678" not in message
    assert "Γιώργος" not in message
    assert tree(tmp_path) == before


def test_the_cell_named_in_a_finding_is_the_cell_in_the_workbook(tmp_path: Path):
    import openpyxl

    published(tmp_path, sample(), [SMALL], profile=STATISTICS)
    sheet = openpyxl.load_workbook(tmp_path / "small" / "small_latest.xlsx")["data"]
    assert sheet["F2"].value == "007"


def test_the_case_profile_is_not_scanned(tmp_path: Path):
    one = of_form(record(1, SMALL, {"/data/note": "call 6912345678"}))
    assert published(tmp_path, one, [SMALL], profile=CASE).forms["small"].rows == 1


def test_no_form_in_the_language_is_refused_before_anything(tmp_path: Path):
    with pytest.raises(PublicationRefused) as refusal:
        published(tmp_path / "out", sample(), [SMALL], language="xx")
    assert refusal.value.code == "language"
    assert not (tmp_path / "out").exists()


def test_the_csv_does_not_depend_on_the_language(tmp_path: Path):
    for language in ("el", "en"):
        published(tmp_path / language, sample(), [SMALL], language=language)
    greek, english = (tree(tmp_path / each / "small" / "latest") for each in ("el", "en"))
    assert greek["data.csv"] == english["data.csv"]
    assert greek["datapackage.json"] != english["datapackage.json"]


def test_a_file_open_elsewhere_is_left_reported_and_replaced_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    published(tmp_path, sample("3"), [SMALL])
    book = tmp_path / "small" / "small_latest.xlsx"
    before = book.read_bytes()
    replace = os.replace

    def busy(source: Path, target: Path) -> None:
        if Path(target).name.endswith(".xlsx"):
            raise PermissionError(13, "sharing violation", str(target))
        replace(source, target)

    changed = sample("4")
    changed.number = "1" * 64
    monkeypatch.setattr("os.replace", busy)
    report = published(tmp_path, changed, [SMALL])
    assert report.forms["small"].pending == ["small_latest.xlsx"]
    assert book.read_bytes() == before
    assert "small_latest.xlsx" in (tmp_path / "small" / "PENDING.txt").read_text(encoding="utf-8")
    assert assert_whole(tmp_path / "small") == "4"
    monkeypatch.undo()
    assert published(tmp_path, changed, [SMALL]).forms["small"].pending == []
    assert book.read_bytes() != before
    assert not (tmp_path / "small" / "PENDING.txt").exists()


def test_a_fault_at_any_step_leaves_the_old_publication_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Every fsync, rename and replace of a publication fails once, each in a run of its own."""
    outcomes: set[str] = set()
    published(tmp_path / "before", sample("3"), [SMALL])
    changed = sample("4")
    changed.number = "1" * 64
    for step in range(1, 200):
        out = tmp_path / str(step)
        shutil.copytree(tmp_path / "before", out)
        left = [step]
        with monkeypatch.context() as patched:
            for name in ("fsync", "rename", "replace"):
                patched.setattr(f"os.{name}", _failing(getattr(os, name), left))
            with contextlib.suppress(StorageError):
                published(out, changed, [SMALL])
        outcomes.add(assert_whole(out / "small"))
        assert not (out / STAGING).exists()
        published(out, changed, [SMALL])
        assert assert_whole(out / "small") == "4"
        if left[0] > 0:
            break
    assert left[0] > 0, "the last run met no fault"
    assert outcomes == {"3", "4"}


def _failing(call, left: list[int]):
    def failing(*arguments):
        left[0] -= 1
        if left[0] == 0:
            raise OSError(28, "No space left on device")
        return call(*arguments)

    return failing


def test_what_an_interrupted_run_left_is_swept_and_nothing_else(tmp_path: Path):
    staging = tmp_path / STAGING / "small"
    staging.mkdir(parents=True)
    (staging / "data.csv").write_text("half")
    (tmp_path / "notes.txt").write_text("the municipality's own")
    published(tmp_path, sample(), [SMALL])
    assert not (tmp_path / STAGING).exists()
    assert (tmp_path / "notes.txt").read_text() == "the municipality's own"


def test_a_second_publication_at_the_same_time_is_refused(tmp_path: Path):
    with exclusive_lock(tmp_path / LOCK), pytest.raises(StorageError) as refusal:
        published(tmp_path, sample(), [SMALL])
    assert refusal.value.code == "locked"


def test_spilled_rows_never_leave_the_destination(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import tempfile

    places: list[str] = []
    for name in ("mkstemp", "mkdtemp", "TemporaryFile", "NamedTemporaryFile"):
        call = getattr(tempfile, name)

        def watched(*arguments, _call=call, **named):
            places.append(str(named.get("dir") or (arguments[2] if len(arguments) > 2 else "")))
            return _call(*arguments, **named)

        monkeypatch.setattr(f"tempfile.{name}", watched)
    published(tmp_path / "out", sample(), [SMALL])
    assert places
    assert set(places) == {str(tmp_path / "out" / STAGING)}


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_the_case_publication_is_for_its_owner_only(tmp_path: Path):
    out = tmp_path / "case"
    published(out, sample(), [SMALL], profile=CASE)
    modes = {stat.S_IMODE(p.stat().st_mode) & 0o077 for p in (out, *out.rglob("*"))}
    assert modes == {0}


@pytest.mark.parametrize("letter", ["a", "α", "漢"])
@pytest.mark.parametrize("length", [60, 100, 300])
def test_a_long_form_id_in_any_script_has_a_folder(tmp_path: Path, letter: str, length: int):
    version = form(letter * length, "1", (Q("string", "note"),))
    report = published(tmp_path, of_form(record(1, version, {"/data/note": "x"})), [version])
    workbook = report.forms[version.form_id].workbook
    assert [row["note"] for row in table(workbook.parent / "latest/data.csv")] == ["x"]
