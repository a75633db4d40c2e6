from __future__ import annotations

import pytest
from small_forms import LATER, household, start

from fieldkit.forms import FormError, FormSession, Host
from fieldkit.forms.openrosa import left_out, record_of, version_of


def body(xml: bytes) -> str:
    return xml.decode("utf-8").partition("?>\n")[2]


def test_a_submission_leaves_out_what_is_not_relevant_and_keeps_what_is_blank() -> None:
    session = household()
    for age in (20, 4):
        session.answer(f"{session.add_repeat('/data/member')}/age", age)
    assert body(session.submission()) == (
        '<data id="household"><size/>'
        "<member><name/><age>20</age><index>1</index><grown/></member>"
        "<member><name/><age>4</age><index>2</index></member>"
        "<listed>2</listed><years>24</years><meta><instanceID>uuid:r</instanceID></meta></data>"
    )


def test_names_keep_their_namespaces() -> None:
    session = start(
        '<data id="n" version="1" fk:gate="a" xmlns="http://example.org/f"><a/>'
        "<orx:meta><orx:instanceID/></orx:meta></data>",
        '<bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid"/>',
        '<input ref="/data/a"/>',
    )
    session.answer("/data/a", "<&>\"'")
    assert body(session.submission()) == (
        '<data xmlns="http://example.org/f" xmlns:fk="https://fieldkit.gr/ns/xforms" id="n" '
        'version="1" fk:gate="a"><a>&lt;&amp;&gt;"\'</a>'
        '<orx:meta xmlns:orx="http://openrosa.org/xforms">'
        "<orx:instanceID>uuid:r</orx:instanceID></orx:meta></data>"
    )


def test_a_form_without_an_instance_id_gets_one() -> None:
    session = start('<data id="n"><a/></data>', "", '<input ref="/data/a"/>')
    assert b"<orx:instanceID>uuid:r</orx:instanceID>" in session.submission()


@pytest.mark.parametrize("prefix", ["", "orx:"])
def test_an_instance_id_that_is_missing_goes_into_the_meta_block_there_is(prefix: str) -> None:
    block = f"<{prefix}meta><{prefix}instanceName>n</{prefix}instanceName></{prefix}meta>"
    session = start(f'<data id="n"><a/>{block}</data>', "", '<input ref="/data/a"/>')
    sent = session.submission().decode()
    assert sent.count(f"<{prefix}meta") == 1
    assert f"</{prefix}instanceName><{prefix}instanceID>uuid:r</{prefix}instanceID>" in sent
    again = FormSession(
        session.definition, LATER, record=session.record, submission=session.submission()
    )
    assert again.submission() == session.submission()


def test_a_submission_read_back_is_the_record_again() -> None:
    session = household()
    for age in (20, 4):
        path = session.add_repeat("/data/member")
        session.answer(f"{path}/age", age)
        session.answer(f"{path}/name", "Ζωή  with\ttab\nand line")
    again = FormSession(
        session.definition,
        LATER,
        record=session.record,
        host=Host(),
        submission=session.submission(),
    )
    assert again.submission() == session.submission()


@pytest.mark.parametrize("xml", [b"", b"<other/>", b"<data>"])
def test_what_is_no_submission_of_the_form_is_refused(xml: bytes) -> None:
    with pytest.raises(FormError):
        FormSession(household().definition, LATER, submission=xml)


def test_a_submission_of_another_form_is_refused_by_its_id() -> None:
    """All forms made from workbooks have a root called `data`: the name alone tells nothing."""
    form = household().definition
    other = b'<data id="visit"><size>3</size></data>'
    with pytest.raises(FormError, match="not one of this form"):
        FormSession(form, LATER, submission=other)
    for kept in (b'<data id="household"><size>3</size></data>', b"<data><size>3</size></data>"):
        assert FormSession(form, LATER, submission=kept).value("/data/size") == "3"


def test_what_a_form_has_no_place_for_is_named_once_and_in_order() -> None:
    root = household().definition.root
    sent = (
        b'<data id="household" version="7"><old>x</old><size>2</size>'
        b"<member><name>Ana</name><nick><short/></nick></member><member><nick>B</nick></member>"
        b"<also/><meta><instanceID>uuid:r</instanceID><timeEnd/></meta></data>"
    )
    assert left_out(sent, root) == ["/data/old", "/data/also", "/data/member/nick"]
    assert left_out(household().submission(), root) == []
    assert record_of(sent) == "uuid:r"
    assert record_of(b'<data id="household"/>') == ""
    assert version_of(sent) == "7"
    with pytest.raises(FormError):
        record_of(b"no XML")
