"""A small form with everything an interview can meet, a vault that has it, and the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fieldkit import vault
from fieldkit.forms import FormPackage, definition_from_package
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SeededRandomness, SteppingClock
from fieldkit.operations import interview
from fieldkit.operations.interview import Interview
from fieldkit.vault import Vault, forms_store, kdf

PASSPHRASE = HiddenBytes(b"a long enough passphrase")
RESEARCHER = HiddenBytes(b"database key alone here")

# Needles: words that must be found nowhere but inside the encrypted database.
NAME = "Ζαραθούστρα"
CODE = "FK-7Q4M-2XKD"

_FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
    xmlns:fk="https://fieldkit.gr/ns/xforms">
<h:head><h:title>Visit</h:title><model>
<itext>
<translation lang="English (en)" default="true()">
<text id="fit"><value>Not that old</value></text></translation>
<translation lang="Ελληνικά (el)"><text id="fit"><value>Όχι τόσο</value></text></translation>
</itext>
<instance><visit id="{form}" version="1">
<began/><place/><subject_code/><may_continue/><name/><age/><older/><hello/><city/><luck/><people/>
<member jr:template=""><m_name/><m_age/><pet jr:template=""><p_name/></pet></member>
<orx:meta><orx:instanceID/></orx:meta></visit></instance>
<bind nodeset="/visit/began" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"
    fk:sensitivity="ordinary"/>
<bind nodeset="/visit/place" type="string" fk:sensitivity="ordinary"/>
<bind nodeset="/visit/subject_code" type="string" fk:sensitivity="identifier"
    constraint="starts-with(., 'FK-')"/>
<bind nodeset="/visit/may_continue" type="string" fk:sensitivity="ordinary"/>
<bind nodeset="/visit/name" type="string" fk:sensitivity="identifier"/>
<bind nodeset="/visit/age" type="int" constraint=". &lt; 130" fk:sensitivity="ordinary"
    jr:constraintMsg="jr:itext('fit')"/>
<bind nodeset="/visit/older" type="int" calculate="/visit/age + 1" fk:sensitivity="ordinary"/>
<bind nodeset="/visit/hello" type="string" calculate="concat('Hello ', /visit/name)"/>
<bind nodeset="/visit/city" type="string" required="true()" fk:sensitivity="special"
    relevant="/visit/age &gt; 10"/>
<bind nodeset="/visit/luck" type="string" calculate="random()" fk:sensitivity="ordinary"/>
<bind nodeset="/visit/people" type="int" calculate="count(/visit/member)"
    fk:sensitivity="ordinary"/>
<bind nodeset="/visit/member/m_name" type="string" fk:sensitivity="identifier"/>
<bind nodeset="/visit/member/m_age" type="int" constraint=". &lt; 130" fk:sensitivity="ordinary"/>
<bind nodeset="/visit/member/pet/p_name" type="string" fk:sensitivity="ordinary"/>
<bind nodeset="/visit/orx:meta/orx:instanceID" type="string" jr:preload="uid"/>
</model></h:head><h:body>
<input ref="/visit/place"/><input ref="/visit/subject_code"/>
<select1 ref="/visit/may_continue"><item><label>Yes</label><value>yes</value></item>
<item><label>No</label><value>no</value></item></select1>
<input ref="/visit/name"/><input ref="/visit/age"/><input ref="/visit/city"/>
<group ref="/visit/member"><repeat nodeset="/visit/member">
<input ref="/visit/member/m_name"/><input ref="/visit/member/m_age"/>
<group ref="/visit/member/pet"><repeat nodeset="/visit/member/pet">
<input ref="/visit/member/pet/p_name"/></repeat></group>
</repeat></group>
</h:body></h:html>
"""

GATED, UNGATED = "visit", "open_visit"


@cache
def package(form: str) -> FormPackage:
    gate = {"fk_gate": "may_continue"} if form == GATED else {}
    return FormPackage(_FORM.replace("{form}", form).encode(), metadata=gate)


def clock(hour: int = 9) -> SteppingClock:
    return SteppingClock(datetime(2026, 11, 22, hour, 0, tzinfo=UTC))


def open_vault(folder: Path, passphrase: HiddenBytes = PASSPHRASE) -> Vault:
    user = "amina" if passphrase == PASSPHRASE else "eleni"
    return vault.open_vault(folder, user=user, passphrase=passphrase, clock=clock())


def make_vault(folder: Path) -> Path:
    """A vault with two users (eleni: database key alone) and the two forms; closed."""
    made = vault.create(folder, user="amina", passphrase=PASSPHRASE, clock=clock(), kdf=kdf.FLOOR)
    with made.vault as opened:
        vault.add_user(opened, "eleni", RESEARCHER, slot_keys="database", kdf=kdf.FLOOR)
        with opened.transaction():
            opened.set_setting("team", "north")
            for form in (GATED, UNGATED):
                definition = definition_from_package(package(form))
                forms_store.add_form(
                    opened, form, "1", definition.form_hash, package(form).to_bytes()
                )
    return folder


def copy_vault(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    return target


def begin(opened: Vault, form: str = GATED, seed: int = 1) -> Interview:
    return interview.start(opened, form, clock(), SeededRandomness(seed))


def again(opened: Vault, record: str, seed: int = 2) -> Interview:
    return interview.resume(opened, record, clock(10), SeededRandomness(seed))


# --- the command line

Line = dict[str, Any]


def command(folder: Path, *arguments: str) -> list[str]:
    """A `fieldkit` command that opens the vault with the passphrase beside it."""
    passphrase = folder.parent / "passphrase.txt"
    passphrase.write_bytes(PASSPHRASE.data + b"\n")
    group, *rest = arguments
    words = [sys.executable, "-m", "fieldkit", group, *rest]
    return [*words, "--user", "amina", "--passphrase-file", str(passphrase)]


def run(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
    return subprocess.run(
        command(folder, *arguments),
        input=given,
        capture_output=True,
        env=environment,
        timeout=120,
        check=False,
    )


def json_lines(steps: Iterable[Line]) -> bytes:
    return b"".join(json.dumps(step).encode() + b"\n" for step in steps)


def read_lines(output: bytes) -> list[Line]:
    return [json.loads(line) for line in output.splitlines()]
