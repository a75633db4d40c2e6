"""jr://instance/last-saved: the record the host gives, blank answers where it gives none."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_forms import LATER, NOW, define, start
from workbook_making import Rows, write_xlsx

from fieldkit.forms import FormError, FormSession, Host
from fieldkit.forms.definition import load_package
from fieldkit.forms.last_saved import carried_over
from fieldkit.forms.workbook import check_workbook

MODEL = """<instance id="old" src="jr://instance/last-saved"/>
<setvalue event="odk-instance-first-load" ref="/data/village"
value="instance('old')/data/village"/>
<bind nodeset="/data/n" calculate="count(instance('old')/data/member)"/>
<bind nodeset="/data/ann" calculate="instance('old')/data/member[name = 'Ann']/age"/>"""
INSTANCE = '<data id="v"><village/><n/><ann/><member jr:template=""><name/><age/></member></data>'
BODY = """<input ref="/data/village"/><repeat nodeset="/data/member">
<input ref="/data/member/name"/><input ref="/data/member/age"/></repeat>"""


def begin(last_saved: bytes) -> FormSession:
    return start(INSTANCE, MODEL, BODY, host=Host(last_saved=last_saved))


def saved() -> bytes:
    session = begin(b"")
    session.answer("/data/village", "Chora")
    for at, name in enumerate(("Bob", "Ann"), start=1):
        session.moment = LATER
        session.add_repeat("/data/member")
        session.answer(f"/data/member[{at}]/name", name)
        session.answer(f"/data/member[{at}]/age", str(at * 10))
    return session.submission()


def test_the_first_record_begins_blank() -> None:
    session = begin(b"")
    assert [session.value(f"/data/{name}") for name in ("village", "n", "ann")] == ["", "0", ""]


def test_the_next_record_reads_the_last_one_and_can_be_changed() -> None:
    session = begin(saved())
    assert [session.value(f"/data/{n}") for n in ("village", "n", "ann")] == ["Chora", "2", "20"]
    session.answer("/data/village", "Pyli")
    assert session.value("/data/village") == "Pyli"


def test_a_draft_keeps_what_was_taken_over() -> None:
    session = begin(saved())
    again = FormSession(session.definition, LATER, draft=session.draft())
    assert again.value("/data/village") == "Chora"


def test_a_record_of_another_form_is_not_read() -> None:
    assert begin(b"<other><village>Chora</village></other>").value("/data/village") == ""


def test_a_last_saved_record_that_is_no_xml_is_said() -> None:
    with pytest.raises(FormError) as error:
        begin(b"<data>Chora")
    assert error.value.code == "last-saved"
    assert "Chora" not in str(error.value)


def test_what_is_about_the_record_itself_is_not_handed_on() -> None:
    # Whatever a form calls it: the id of a record leads from the next person to this one.
    form = define(
        "<data id='v'><village/><meta><instanceID/><instanceName/></meta></data>",
        """<bind nodeset="/data/village" fk:sensitivity="ordinary"/>
        <bind nodeset="/data/meta/instanceID" fk:sensitivity="ordinary" jr:preload="uid"/>
        <bind nodeset="/data/meta/instanceName" fk:sensitivity="ordinary" calculate="../../village"
        />""",
        '<input ref="/data/village"/>',
    )
    session = FormSession(form, NOW, record="uuid:r")
    session.answer("/data/village", "Chora")
    handed_on = carried_over(session.submission(), form)
    assert handed_on.count(b"Chora") == 1
    assert b"uuid:r" not in handed_on


def test_the_host_does_not_print_the_record() -> None:
    assert "Chora" not in repr(Host(last_saved=saved()))


def test_a_workbook_with_last_saved_runs(tmp_path: Path) -> None:
    survey: Rows = [
        ["type", "name", "label", "default"],
        ["text", "village", "Village", "${last-saved#village}"],
    ]
    package = check_workbook(write_xlsx(tmp_path / "v.xlsx", {"survey": survey})).package
    assert package is not None
    definition = load_package(package)
    first = FormSession(definition, NOW)
    first.answer("/data/village", "Chora")
    second = FormSession(definition, LATER, host=Host(last_saved=first.submission()))
    assert second.value("/data/village") == "Chora"
