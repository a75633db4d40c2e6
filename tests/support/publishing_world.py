"""A coordinator's vault with records to publish: names, special answers, a refusal, a conflict."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from fieldkit import vault
from fieldkit.forms.package import FormPackage
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SeededRandomness, SteppingClock
from fieldkit.model.records import Record, Refusal, encode_record, encode_refusal
from fieldkit.operations.registries import registry_of
from fieldkit.registry.authoring import Statement
from fieldkit.vault import Vault, forms_store, kdf, keystore, peers
from fieldkit.vault.peers import Deployment, Enrolment

PASSPHRASE = HiddenBytes(b"correct horse battery staple")
CLERK = HiddenBytes(b"another horse battery staple")
NAME = "Zarqa Petrakou"
PHONE = "6912345678"
FIRST = "uuid:00000000-0000-4000-8000-000000000001"
SECOND = "uuid:00000000-0000-4000-8000-000000000002"
THIRD = "uuid:00000000-0000-4000-8000-000000000003"
FOURTH = "uuid:00000000-0000-4000-8000-000000000004"
FORM = FormPackage(
    xform=b"""<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:fk="https://fieldkit.gr/ns/xforms">
  <h:head><h:title>Intake</h:title><model>
    <instance><data id="intake" version="1"><name/><visit/><health/><age/><note/>
      <member jr:template=""><m_age/></member><meta><instanceID/></meta></data></instance>
    <itext>
      <translation lang="Greek (el)" default="true()">
        <text id="age:label"><value>Age in years, Greek</value></text>
        <text id="note:label"><value>Note, Greek</value></text></translation>
      <translation lang="Arabic (ar)">
        <text id="age:label"><value>Age in years, Arabic</value></text>
        <text id="note:label"><value>-</value></text></translation>
    </itext>
    <bind nodeset="/data/name" type="string" fk:sensitivity="identifier"/>
    <bind nodeset="/data/visit" type="date" fk:sensitivity="ordinary"/>
    <bind nodeset="/data/health" type="string" fk:sensitivity="special"/>
    <bind nodeset="/data/age" type="int" fk:sensitivity="ordinary"/>
    <bind nodeset="/data/note" type="string" fk:sensitivity="ordinary"/>
    <bind nodeset="/data/member/m_age" type="int" fk:sensitivity="ordinary"/>
    <bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
  </model></h:head>
  <h:body><input ref="/data/name"><label>Name</label></input>
    <input ref="/data/visit"><label>Day of the visit</label></input>
    <input ref="/data/health"><label>Health</label></input>
    <input ref="/data/age"><label ref="jr:itext('age:label')"/></input>
    <input ref="/data/note"><label ref="jr:itext('note:label')"/></input>
    <group ref="/data/member"><label>Member</label><repeat nodeset="/data/member">
      <input ref="/data/member/m_age"><label>Age</label></input></repeat></group>
  </h:body></h:html>""",
    metadata={"form_id": "intake", "version": "1", "title": "Intake"},
)


def clock() -> SteppingClock:
    return SteppingClock(datetime(2026, 11, 22, 9, tzinfo=UTC))


def found(folder: Path) -> Path:
    """Make a coordinator's vault in `folder` with a record, one of two versions, a refusal."""
    created = vault.create(
        folder, user="chief", passphrase=PASSPHRASE, clock=clock(), role="coordinator",
        kdf=kdf.FLOOR,
    )  # fmt: skip
    with created.vault as chief:
        _belong(chief)
        say(chief, FIRST, note="fine")
        say(chief, SECOND, note="one version")
        say(chief, SECOND, note="another version")
        refusal = encode_refusal(Refusal("intake", "1", "north", "2026-11"))
        _write(chief, "refusal", "uuid:00000000-0000-4000-8000-00000000000f", refusal)
    return folder


def say(chief: Vault, record: str, *, note: str) -> None:
    """Write a record, or another first version of one."""
    answers = {
        "/data/name": NAME,
        "/data/visit": "2026-11-20",
        "/data/health": "good",
        "/data/age": "30",
        "/data/note": note,
        "/data/member[1]/m_age": "4",
    }
    rows = {"/data/member[1]": f"row-{record}-{note}"}
    content = Record(record, "intake", "1", FORM.hash, "FK-7Q4M-2XKD", "ar", answers, {}, rows)
    _write(chief, "record", record, encode_record(content))


def add_clerk(chief: Vault) -> None:
    """A user of the coordinator's vault whose passphrase opens no names."""
    vault.add_user(
        chief, "clerk", CLERK, role="coordinator", slot_keys=keystore.DATABASE_KEY, kdf=kdf.FLOOR
    )


def _belong(chief: Vault) -> None:
    with chief.transaction():
        belongs = Deployment(
            "d", "Test", "Test", chief.device.id, 1, Enrolment.COORDINATOR, "north", ""
        )
        peers.set_deployment(chief, belongs)
        forms_store.add_form(chief, "intake", "1", FORM.hash, FORM.to_bytes())


def _write(chief: Vault, kind: str, record: str, payload: HiddenBytes) -> None:
    author = registry_of(chief).author(clock(), SeededRandomness(record))
    parents: list[str] = []
    with chief.transaction():
        author.write(Statement(kind, record, "intake", FORM.hash, parents, payload))
