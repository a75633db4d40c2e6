"""Publishing from a real coordinator's vault: who may, what is written, what the audit keeps."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from fieldkit import vault
from fieldkit.cli.publish import publish as publish_command
from fieldkit.forms.package import FormPackage
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SeededRandomness, SteppingClock
from fieldkit.model.records import Record, Refusal, encode_record, encode_refusal
from fieldkit.operations.publish import Wanted, publish_registry
from fieldkit.operations.registries import registry_of
from fieldkit.publishing.errors import PublicationRefused
from fieldkit.registry.authoring import Statement
from fieldkit.vault import Vault, audit, forms_store, kdf, keystore, peers
from fieldkit.vault.peers import Deployment, Enrolment, NoDeployment

PASSPHRASE = HiddenBytes(b"correct horse battery staple")
NAME = "Zarqa Petrakou"
FORM = FormPackage(
    xform=b"""<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:fk="https://fieldkit.gr/ns/xforms">
  <h:head><h:title>Intake</h:title><model>
    <instance><data id="intake" version="1"><name/><age/><note/>
      <member jr:template=""><m_age/></member><meta><instanceID/></meta></data></instance>
    <bind nodeset="/data/name" type="string" fk:sensitivity="identifier"/>
    <bind nodeset="/data/age" type="int" fk:sensitivity="ordinary"/>
    <bind nodeset="/data/note" type="string" fk:sensitivity="ordinary"/>
    <bind nodeset="/data/member/m_age" type="int" fk:sensitivity="ordinary"/>
    <bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
  </model></h:head>
  <h:body><input ref="/data/name"><label>Name</label></input>
    <input ref="/data/age"><label>Age</label></input>
    <input ref="/data/note"><label>Note</label></input>
    <group ref="/data/member"><label>Member</label><repeat nodeset="/data/member">
      <input ref="/data/member/m_age"><label>Age</label></input></repeat></group>
  </h:body></h:html>""",
    metadata={"form_id": "intake", "version": "1", "title": "Intake"},
)


def clock() -> SteppingClock:
    return SteppingClock(datetime(2026, 11, 22, 9, tzinfo=UTC))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A coordinator's vault with one record and one refusal; nothing was published from it."""
    place = tmp_path_factory.mktemp("publish") / "coordinator"
    created = vault.create(
        place, user="chief", passphrase=PASSPHRASE, clock=clock(), role="coordinator", kdf=kdf.FLOOR
    )
    with created.vault as chief:
        _found(chief)
        _say(chief, "record", "uuid:00000000-0000-4000-8000-000000000001", _payload("fine"))
        refusal = encode_refusal(Refusal("intake", "1", "north", "2026-11"))
        _say(chief, "refusal", "uuid:00000000-0000-4000-8000-000000000002", refusal)
    return place


def _found(chief: Vault) -> None:
    with chief.transaction():
        coordinator = Enrolment.COORDINATOR
        peers.set_deployment(
            chief, Deployment("d", "Test", "Test", chief.device.id, 1, coordinator, "north", "")
        )
        forms_store.add_form(chief, "intake", "1", FORM.hash, FORM.to_bytes())


def _payload(note: str) -> HiddenBytes:
    answers = {
        "/data/name": NAME,
        "/data/age": "30",
        "/data/note": note,
        "/data/member[1]/m_age": "4",
    }
    record = "uuid:00000000-0000-4000-8000-000000000001"
    rows = {"/data/member[1]": "row-1"}
    return encode_record(
        Record(record, "intake", "1", FORM.hash, "FK-7Q4M-2XKD", "ar", answers, {}, rows)
    )


def _say(chief: Vault, kind: str, record: str, payload: HiddenBytes) -> None:
    _write(chief, kind, record, "intake", FORM.hash, payload)


def _write(
    chief: Vault, kind: str, record: str, form_id: str, form_hash: str, payload: HiddenBytes
) -> None:
    author = registry_of(chief).author(clock(), SeededRandomness(record))
    parents: list[str] = []
    with chief.transaction():
        author.write(Statement(kind, record, form_id, form_hash, parents, payload))


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(template, tmp_path / "vault"))


@pytest.fixture
def chief(folder: Path) -> Generator[Vault]:
    with vault.open_vault(folder, passphrase=PASSPHRASE, clock=clock()) as opened:
        yield opened


def _publish(opened: Vault, out: Path, profile: str = "statistics", style: str = "fieldkit"):
    wanted = Wanted(out, profile, style)
    return publish_registry(opened, wanted, clock=clock(), randomness=SeededRandomness("publish"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_statistics_and_case_show_what_each_may(chief: Vault, tmp_path: Path):
    open_report = _publish(chief, tmp_path / "open")
    case_report = _publish(chief, tmp_path / "case", "case")
    assert open_report.revision == case_report.revision == registry_of(chief).view().revision()
    assert open_report.forms["intake"].refusals == 1
    (row,) = _rows(tmp_path / "open/intake/latest/data.csv")
    assert "name" not in row
    assert (row["age"], row["note"]) == ("30", "fine")
    (row,) = _rows(tmp_path / "case/intake/latest/data.csv")
    assert (row["name"], row["_subject"]) == (NAME, "FK-7Q4M-2XKD")
    (member,) = _rows(tmp_path / "open/intake/latest/member.csv")
    assert (member["_row"], member["_parent"]) == ("row-1", row["_record"])


def test_publishing_again_gives_the_same_csv_and_no_new_names(chief: Vault, tmp_path: Path):
    first = _publish(chief, tmp_path / "one")
    second = _publish(chief, tmp_path / "two")
    assert first.revision == second.revision
    one, two = ((tmp_path / n / "intake/latest/data.csv").read_bytes() for n in ("one", "two"))
    assert one == two


def test_every_publication_is_in_the_audit_log_without_content(chief: Vault, tmp_path: Path):
    report = _publish(chief, tmp_path / "case", "case")
    entries = audit.entries(chief.connection)
    last = [entry for entry in entries if entry.action.startswith("publi")]
    assert [entry.action for entry in last] == ["publication-asked", "published"]
    assert last[1].facts["profile"] == "case"
    assert last[1].facts["revision"] == report.revision
    assert NAME not in repr(last)


@pytest.mark.parametrize("sample", [True, False])
def test_a_sample_vault_marks_what_it_publishes(chief: Vault, tmp_path: Path, sample: bool):
    with chief.transaction():
        chief.set_setting("sample", "yes" if sample else "no")
    _publish(chief, tmp_path / "open")
    described = json.loads((tmp_path / "open/intake/latest/datapackage.json").read_text("utf-8"))
    assert described["fieldkit"]["sample"] is sample
    assert described.get("description", "") == ("sample data, invented people" if sample else "")


@pytest.mark.parametrize("profile", ["statistics", "case"])
def test_a_vault_is_no_place_for_a_publication(
    chief: Vault, folder: Path, tmp_path: Path, profile: str
):
    before = sorted(tmp_path.rglob("*"))
    for out in (folder, folder / "out", folder / "new" / "out"):
        with pytest.raises(PublicationRefused) as refusal:
            _publish(chief, out, profile)
        assert refusal.value.code == "folder"
    assert sorted(tmp_path.rglob("*")) == before


def test_names_are_not_published_onto_a_drop(chief: Vault, tmp_path: Path):
    drop = tmp_path / "stick"
    drop.mkdir()
    (drop / "fieldkit-drop.json").touch()
    for out in (drop, drop / "in" / "device"):
        with pytest.raises(PublicationRefused) as refusal:
            _publish(chief, out, "case")
        assert refusal.value.code == "folder"
    assert [path.name for path in drop.iterdir()] == ["fieldkit-drop.json"]
    assert _publish(chief, drop / "open").forms


def test_a_record_of_a_form_version_that_comes_later_is_told_and_then_shown(
    chief: Vault, tmp_path: Path
):
    newer = FormPackage(FORM.xform.replace(b'version="1"', b'version="2"'), FORM.externals,
        {**FORM.metadata, "version": "2"})  # fmt: skip
    late = "uuid:00000000-0000-4000-8000-000000000003"
    content = Record(late, "intake", "2", newer.hash, "", "ar", {"/data/age": "5"}, {}, {})
    stranger = Record("uuid:4", "other", "1", "f" * 64, "", "ar", {}, {}, {})
    for each in (content, stranger):
        _write(chief, "record", each.record, each.form_id, each.form_hash, encode_record(each))
    before = _publish(chief, tmp_path / "open")
    assert (before.forms["intake"].rows, before.forms["intake"].unknown_versions) == (1, 1)
    assert before.unpublished == {"other": 1}
    issues = openpyxl.load_workbook(before.forms["intake"].workbook)["_issues"]
    assert [cell.value for cell in issues[2]][:4] == ["data", late, None, "unknown-version"]
    with chief.transaction():
        forms_store.add_form(chief, "intake", "2", newer.hash, newer.to_bytes())
    after = _publish(chief, tmp_path / "open")
    assert (after.forms["intake"].rows, after.forms["intake"].unknown_versions) == (2, 0)
    assert [row["age"] for row in _rows(tmp_path / "open/intake/latest/data.csv")] == ["30", "5"]


def test_only_a_coordinator_may_publish_names(
    chief: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Vault, "role", "worker")
    with pytest.raises(PublicationRefused) as refusal:
        _publish(chief, tmp_path / "case", "case")
    assert refusal.value.code == "not-coordinator"
    assert not (tmp_path / "case").exists()


def test_a_key_without_identifiers_publishes_known_columns_only(folder: Path, tmp_path: Path):
    clerk_phrase = HiddenBytes(b"another horse battery staple")
    with vault.open_vault(folder, passphrase=PASSPHRASE, clock=clock()) as chief:
        _add_clerk(chief, clerk_phrase)
    for expected in ("no-identifier-key", "published"):
        with _as_clerk(folder, clerk_phrase) as clerk:
            assert _outcome(clerk, tmp_path / "case", "case") == "no-identifier-key"
            assert _outcome(clerk, tmp_path / "open", "statistics") == expected
        if expected != "published":
            with vault.open_vault(folder, passphrase=PASSPHRASE, clock=clock()) as chief:
                _publish(chief, tmp_path / "by chief")


def _add_clerk(chief: Vault, passphrase: HiddenBytes) -> None:
    role, keys = "coordinator", keystore.DATABASE_KEY
    vault.add_user(chief, "clerk", passphrase, role=role, slot_keys=keys, kdf=kdf.FLOOR)


def _as_clerk(folder: Path, passphrase: HiddenBytes) -> Vault:
    return vault.open_vault(folder, user="clerk", passphrase=passphrase, clock=clock())


def _outcome(clerk: Vault, out: Path, profile: str) -> str:
    try:
        report = _publish(clerk, out, profile)
    except PublicationRefused as refusal:
        return refusal.code
    return "published" if report.forms["intake"].rows == 1 else "empty"


def test_a_laptops_vault_has_nothing_to_publish(tmp_path: Path):
    created = vault.create(
        tmp_path / "laptop", user="w", passphrase=PASSPHRASE, clock=clock(), kdf=kdf.FLOOR
    )
    with created.vault as laptop, pytest.raises(NoDeployment):
        _publish(laptop, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_other_styles_are_refused_by_name(chief: Vault, tmp_path: Path):
    for style in ("central", "kobo", "other"):
        with pytest.raises(PublicationRefused) as refusal:
            _publish(chief, tmp_path / "out", style=style)
        assert refusal.value.code == "style"
        assert style in refusal.value.message
    assert not (tmp_path / "out").exists()


def test_the_command_prints_what_was_published(folder: Path, tmp_path: Path):
    secret = tmp_path / "pass.txt"
    secret.write_bytes(PASSPHRASE.data)
    common = [str(folder), str(tmp_path / "out"), "--user", "chief"]
    common += ["--passphrase-file", str(secret)]
    run = CliRunner().invoke
    said = json.loads(run(publish_command, [*common, "--json"]).stdout)
    assert said["profile"] == "statistics"
    assert said["forms"]["intake"]["rows"] == 1
    assert said["forms"]["intake"]["repeats"] == {"member": 1}
    shown = run(publish_command, common)
    assert shown.exit_code == 0
    assert "1 record, 1 row of member, 1 refusal\n" in shown.output
    assert NAME not in shown.output
    codes = {"case": "other-profile", "everything": "profile"}
    for profile, code in codes.items():
        refused = run(publish_command, [*common, "--profile", profile]).exception
        assert isinstance(refused, PublicationRefused)
        assert refused.code == code
