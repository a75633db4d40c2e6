"""A coordinator, two laptops and a drop, in real folders with real keys."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fieldkit import vault
from fieldkit.forms import FormPackage
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SeededRandomness, SteppingClock, to_text
from fieldkit.model.devices import DeviceStatus
from fieldkit.model.records import Record, RecordState, encode_record
from fieldkit.operations.send import SentBatch, send
from fieldkit.sync.drop.folder import FolderDrop
from fieldkit.vault import Vault, forms_store, kdf, peers, records
from fieldkit.vault.peers import Deployment, Enrolment, Peer
from fieldkit.vault.records import FinishedVersion, RecordLine

PASSPHRASE = HiddenBytes(b"correct horse battery staple")
DEPLOYMENT = "deployment-1"

FORM = FormPackage(
    xform=b"""<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:fk="https://fieldkit.gr/ns/xforms">
  <h:head>
    <h:title>Intake</h:title>
    <model>
      <instance>
        <data id="intake" version="1">
          <name/><age/><adult/>
          <member jr:template=""><m_name/><m_age/></member>
          <meta><instanceID/></meta>
        </data>
      </instance>
      <itext>
        <translation lang="Greek (el)" default="true()"><text id="age:label">
          <value>Age?</value></text></translation>
        <translation lang="Arabic (ar)"><text id="age:label"><value>Age</value></text></translation>
      </itext>
      <bind nodeset="/data/name" type="string" fk:sensitivity="identifier"/>
      <bind nodeset="/data/age" type="int" required="true()" constraint=". &lt; 130"
            fk:sensitivity="ordinary"/>
      <bind nodeset="/data/adult" type="string" calculate="if(/data/age &gt;= 18, 'yes', 'no')"
            fk:sensitivity="ordinary"/>
      <bind nodeset="/data/member/m_name" type="string" fk:sensitivity="identifier"/>
      <bind nodeset="/data/member/m_age" type="int" fk:sensitivity="ordinary"/>
      <bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
    </model>
  </h:head>
  <h:body>
    <input ref="/data/name"><label>Name</label></input>
    <input ref="/data/age"><label ref="jr:itext('age:label')"/></input>
    <group ref="/data/member"><label>Member</label><repeat nodeset="/data/member">
      <input ref="/data/member/m_name"><label>Name</label></input>
      <input ref="/data/member/m_age"><label>Age</label></input>
    </repeat></group>
  </h:body>
</h:html>""",
    metadata={"form_id": "intake", "version": "1", "title": "Intake"},
)


@dataclass(frozen=True)
class Places:
    """The folders of a deployment: `coordinator`, `north`, `south`, `stranger`, and `drop`."""

    root: Path

    def vault(self, name: str) -> Path:
        return self.root / name

    @property
    def drop(self) -> Path:
        return self.root / "drop"


def clock() -> SteppingClock:
    return SteppingClock(datetime(2026, 11, 22, 9, tzinfo=UTC))


def open_one(places: Places, name: str) -> Vault:
    return vault.open_vault(places.vault(name), passphrase=PASSPHRASE, clock=clock())


def found(root: Path) -> Places:
    """Make the vaults; `north` and `south` are approved, `stranger` is not."""
    places = Places(root)
    places.drop.mkdir()
    with contextlib.ExitStack() as stack:
        made = {
            name: stack.enter_context(_make(places.vault(name), role))
            for name, role in (
                ("coordinator", "coordinator"),
                ("north", "worker"),
                ("south", "worker"),
                ("stranger", "worker"),
            )
        }
        chief = made["coordinator"]
        _join(chief, chief, Enrolment.COORDINATOR)
        add_form(chief)
        for name in ("north", "south", "stranger"):
            _join(made[name], chief, Enrolment.APPROVED)
        for name in ("north", "south"):
            set_status(chief, made[name], DeviceStatus.APPROVED)
    return places


def copied(template: Places, root: Path) -> Places:
    shutil.copytree(template.root, root, dirs_exist_ok=True)
    return Places(root)


def _make(folder: Path, role: str) -> Vault:
    created = vault.create(
        folder, user="someone", passphrase=PASSPHRASE, clock=clock(), role=role, kdf=kdf.FLOOR
    )
    return created.vault


def _join(member: Vault, chief: Vault, enrolment: Enrolment, deployment: str = DEPLOYMENT) -> None:
    with member.transaction():
        peers.set_deployment(
            member,
            Deployment(deployment, "Test", "Test", chief.device.id, 1, enrolment, "north", ""),
        )
        peers.set_peer(member, Peer(chief.device, "", "coordinator", DeviceStatus.APPROVED))


def set_deployment(member: Vault, chief: Vault, deployment: str) -> None:
    """Make a laptop belong to another deployment that has the same coordinator's keys."""
    _join(member, chief, Enrolment.APPROVED, deployment)


def set_status(chief: Vault, member: Vault, status: DeviceStatus) -> None:
    with chief.transaction():
        peers.set_peer(chief, Peer(member.device, member.author, "worker", status))


def add_form(chief: Vault, package: FormPackage = FORM) -> None:
    said = package.metadata
    with chief.transaction():
        forms_store.add_form(
            chief, said["form_id"], said["version"], package.hash, package.to_bytes()
        )


def record_of(
    record: str,
    answers: Mapping[str, str],
    *,
    rows: Mapping[str, str] | None = None,
    form_hash: str = FORM.hash,
) -> Record:
    codes = dict.fromkeys(answers, "ar")
    return Record(
        record, "intake", "1", form_hash, "FK-AAAA-BBBB", "ar", dict(answers), codes,
        dict(rows or {}),
    )  # fmt: skip


def finish(laptop: Vault, content: Record) -> None:
    """Let a laptop finish a record, or a new version of one it has sent."""
    at = to_text(laptop.clock.now())
    line = RecordLine(
        content.record, "record", content.form_id, content.form_version, content.form_hash,
        RecordState.DRAFT, "",
    )  # fmt: skip
    with laptop.transaction():
        if content.record not in {held.record for held in records.lines(laptop)}:
            records.add(laptop, line, author=laptop.author, created_at=at)
        version = FinishedVersion(encode_record(content), laptop.author, at, False)
        records.finish(laptop, content.record, version)


def send_all(laptop: Vault, folder: Path) -> list[SentBatch]:
    """Seal what is finished and leave it on the drop."""
    return send(laptop, FolderDrop(folder), clock=clock(), randomness=SeededRandomness(str(folder)))


@contextlib.contextmanager
def at(places: Places, name: str) -> Generator[Vault]:
    with open_one(places, name) as opened:
        yield opened


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
