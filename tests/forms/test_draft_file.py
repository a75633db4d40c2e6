"""A draft as text: the same draft and the same bytes again, and nothing that is not a draft."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from generated_forms import Form, edits, forms
from hypothesis import given
from hypothesis import strategies as st
from small_forms import HOUSEHOLD, NOW, define, household, xform
from test_session_properties import Edit, apply, quiet, started

from fieldkit.forms import BadDraft, Draft, DraftRow, FormSession, Host, load
from fieldkit.forms.draft import Aside, SetAside
from fieldkit.forms.draft_file import draft_from_bytes, draft_to_bytes
from fieldkit.model import canonical

FORM = define(*HOUSEHOLD)
ASIDE = Aside(
    (SetAside("/data/old[c3]/name", "string", "Ana"),), (DraftRow("/data/old", "/data", "c3"),)
)


def _draft() -> Draft:
    session = household()
    session.add_repeat("/data/member", "a1")
    session.add_repeat("/data/member", "b2")
    session.answer("/data/size", 2)
    session.answer("/data/member[2]/name", "Μαρία")
    session.answer("/data/member[2]/age", 30)
    return session.draft()


def _bytes() -> bytes:
    return draft_to_bytes(_draft(), FORM, ASIDE)


def test_a_draft_is_written_with_its_form_and_types() -> None:
    said = json.loads(_bytes())
    assert said["form"] == {"id": "household", "version": "", "hash": FORM.form_hash}
    assert said["record"] == "uuid:r"
    assert said["rows"] == [
        {"repeat": "/data/member", "parent": "/data", "row": "a1"},
        {"repeat": "/data/member", "parent": "/data", "row": "b2"},
    ]
    assert said["values"]["/data/member[b2]/age"] == {"type": "int", "value": "30"}
    assert said["values"]["/data/member[b2]/name"] == {"type": "string", "value": "Μαρία"}
    assert said["aside"]["answers"][0]["value"] == "Ana"


def test_a_draft_and_what_was_set_aside_come_back() -> None:
    assert draft_from_bytes(_bytes(), FORM) == (_draft(), ASIDE)


def test_a_loaded_form_starts_a_session_as_it_is_told(tmp_path: Path) -> None:
    file = tmp_path / "form.xml"
    asked = '<bind nodeset="/data/who" jr:preload="property" jr:preloadParams="username"/>'
    body = '<input ref="/data/a"/>'
    file.write_bytes(xform('<data id="t"><a/><who/></data>', asked, body))
    form = load(file)
    session = form.start(NOW, record="uuid:r", host=Host(properties={"username": "ann"}))
    assert (session.record, session.value("/data/who")) == ("uuid:r", "ann")
    session.answer("/data/a", "x")
    assert form.start(NOW, draft=session.draft()).value("/data/a") == "x"


@quiet
@given(forms(), edits)
def test_any_draft_comes_back_with_the_same_bytes(form: Form, steps: list[Edit]) -> None:
    session, second = started(form), started(form)
    for number, edit in enumerate(steps):
        apply(session, number, edit)
        apply(second, number, edit)
    written = draft_to_bytes(session.draft(), session.definition)
    read, aside = draft_from_bytes(written, session.definition)
    assert (read, aside) == (session.draft(), Aside())
    assert draft_to_bytes(read, session.definition) == written
    assert draft_to_bytes(second.draft(), second.definition) == written
    again = FormSession(session.definition, NOW, draft=read)
    assert again.submission() == session.submission()


FIRST = "/data/member[b2]/name"
DROPPED = object()


@pytest.mark.parametrize(
    ("where", "value", "named"),
    [
        (["record"], DROPPED, "has no “record”"),
        (["note"], "", "the draft has a field"),
        (["schema"], 2, "another version of FieldKit"),
        (["schema"], True, "another version of FieldKit"),
        (["schema"], 1.0, "another version of FieldKit"),
        (["language"], None, "language is not a text"),
        (["record"], "\ud800", "record is not a text"),
        (["form"], "household", "form is not an object"),
        (["form", "id"], "other", "of the form other"),
        (["form", "hash"], "0", "pinned to version"),
        (["form", "version"], "9", "form.version"),
        (["rows"], {}, "rows is not a list"),
        (["rows", 0, "row"], "1", "rows[0].row is not the id of a row"),
        (["rows", 1, "row"], "a1", "rows[1] has the id of a row before it"),
        (["rows", 0, "parent"], "/data/size", "rows[0] is in no place"),
        (["rows", 0, "repeat"], "/data/size", "rows[0] is in no place"),
        (["rows", 1], DROPPED, "is in no row"),
        (["values"], [], "values is not an object"),
        (["values", "/data/no"], {}, "/data/no, where this form asks"),
        (["values", "/data/member/age"], {}, "is in no row"),
        (["values", FIRST, "type"], "int", f"the type of {FIRST} is not"),
        (["values", FIRST, "value"], 3, f"the value of {FIRST} is not a text"),
        (["aside", "rows"], "a", "aside.rows is not a list"),
        (["aside", "answers", 0, "key"], DROPPED, "aside.answers[0] has no “key”"),
        (["aside", "answers", 0, "type"], 1, "aside.answers[0].type is not"),
    ],
)
def test_a_field_that_no_draft_has_is_named(
    where: list[str | int], value: object, named: str
) -> None:
    said = json.loads(_bytes())
    at = said
    for step in where[:-1]:
        at = at[step]
    at[where[-1]] = value
    if value is DROPPED:
        del at[where[-1]]
    with pytest.raises(BadDraft) as refused:
        draft_from_bytes(json.dumps(said).encode(), FORM)
    assert named in refused.value.message
    assert "Μαρία" not in str(refused.value)


def test_a_draft_is_written_in_one_way_only() -> None:
    with pytest.raises(BadDraft, match="one way"):
        draft_from_bytes(json.dumps(json.loads(_bytes())).encode(), FORM)
    twice = _bytes().replace(b'"record":"uuid:r"', b'"record":"uuid:s","record":"uuid:r"')
    with pytest.raises(BadDraft, match="one way"):
        draft_from_bytes(twice, FORM)


def test_a_draft_of_another_form_is_not_written() -> None:
    with pytest.raises(BadDraft, match="/data/no"):
        draft_to_bytes(Draft({"/data/no": "1"}), FORM)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
)


@quiet
@given(st.sampled_from(sorted(json.loads(_bytes()))), _JSON)
def test_whatever_stands_in_a_field_is_read_or_refused(name: str, value: object) -> None:
    said = {**json.loads(_bytes()), name: value}
    data = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        written = data.encode()
    except UnicodeEncodeError:
        written = json.dumps(said).encode()
    try:
        draft, aside = draft_from_bytes(written, FORM)
    except BadDraft:
        return
    assert draft_to_bytes(draft, FORM, aside) == written


@given(st.binary(max_size=30))
def test_bytes_that_are_no_draft_are_refused(data: bytes) -> None:
    with pytest.raises(BadDraft):
        draft_from_bytes(data, FORM)


def test_the_bytes_are_canonical() -> None:
    assert canonical.encode(canonical.decode(_bytes())) == _bytes()
