"""What an XForm has beyond ODK XForms: it loads, does what is said of it, and is said to do so."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_forms import NOW, start, xform

from fieldkit.forms import FormSession, load
from fieldkit.forms.findings import Finding
from fieldkit.forms.workbook import check_file
from fieldkit.model.errors import AnswerRefused

INSTANCE = '<data id="t"><a/><b/></data>'
ROWS = """<instance id="l"><root><item><name>n1</name><value>v1</value></item></root></instance>"""
ITEM = "<item><label>{0}</label><value>{0}</value></item>"
GROUPS = f"""<select1 ref="/data/a">{ITEM.format("x")}<choices><label>G</label>{ITEM.format("y")}
<choices>{ITEM.format("z")}</choices></choices>{ITEM.format("last")}</select1>"""
LISTED = """<select1 ref="/data/a"><itemset nodeset="instance('l')/root/item">{}<label ref="name"/>
</itemset></select1>"""
NAMELESS = "<item><label>nobody</label>{}</item>"


def written(folder: Path, model: str, body: str, instance: str = INSTANCE) -> Path:
    path = folder / "form.xml"
    path.write_bytes(xform(instance, model, body))
    return path


def said(folder: Path, model: str, body: str, instance: str = INSTANCE) -> list[Finding]:
    check = check_file(written(folder, model, body, instance))
    assert check.ok
    return list(check.findings)


@pytest.mark.parametrize(
    ("body", "path", "words"),
    [
        (LISTED.format('<copy ref="."/>'), "/data/a", "copied"),
        (GROUPS, "/data/a", "without the names of their groups"),
        ('<trigger ref="/data/b"><insert nodeset="/data/a"/></trigger>', "/data/a", "(insert)"),
        ('<trigger ref="/data/b"><delete nodeset="/data/a"/></trigger>', "/data/a", "(delete)"),
        (
            """<input ref="/data/b"><action event="xforms-value-changed">
            <setvalue ref="/data/a" value="1"/></action></input>""",
            "/data/b",
            "(action)",
        ),
        ('<h:div><group><input ref="/data/a"/></group></h:div>', "/data/a", "(div)"),
    ],
)
def test_what_does_nothing_or_something_else_is_a_warning_at_its_path(
    tmp_path: Path, body: str, path: str, words: str
) -> None:
    (finding,) = said(tmp_path, ROWS, body)
    assert (finding.code, finding.place.path) == ("partly-supported", path)
    assert words in finding.problem
    assert finding.remedy
    assert not finding.is_error


def test_questions_may_be_called_like_such_an_element(tmp_path: Path) -> None:
    names = ("action", "insert", "choices", "upload", "itemset", "select1", "item")
    questions = "".join(f"<{name}/>" for name in names)
    body = "".join(f'<input ref="/data/{name}"/>' for name in names)
    assert said(tmp_path, "", body, f'<data id="t">{questions}</data>') == []


def test_questions_in_groups_and_repeats_are_asked(tmp_path: Path) -> None:
    body = """<group><group ref="/data/r"><repeat nodeset="/data/r">
    <input ref="/data/r/a"/></repeat></group></group>"""
    assert said(tmp_path, "", body, '<data id="t"><r><a/></r></data>') == []


def test_an_action_inside_another_does_not_run() -> None:
    session = start(
        INSTANCE,
        "",
        """<input ref="/data/b"><action event="xforms-value-changed">
        <setvalue event="xforms-value-changed" ref="/data/a" value="1"/></action></input>""",
    )
    session.answer("/data/b", "x")
    assert session.value("/data/a") == ""


def test_choices_in_groups_are_offered_in_one_row() -> None:
    session = start(INSTANCE, "", GROUPS)
    assert [each.value for each in session.choices("/data/a")] == ["x", "y", "z", "last"]
    session.answer("/data/a", "z")
    assert session.value("/data/a") == "z"


def test_a_copied_choice_stores_the_column_value(tmp_path: Path) -> None:
    session = FormSession(load(written(tmp_path, ROWS, LISTED.format('<copy ref="."/>'))), NOW)
    session.answer("/data/a", "v1")
    assert b"<a>v1</a>" in session.submission()


@pytest.mark.parametrize("value", ["", "<value/>"])
def test_a_list_that_does_not_say_what_is_stored_is_a_warning(tmp_path: Path, value: str) -> None:
    (finding,) = said(tmp_path, ROWS, LISTED.format(value))
    assert (finding.code, finding.place.path) == ("no-choice-name", "/data/a")


@pytest.mark.parametrize("value", ["", "<value/>", "<value>  </value>"])
@pytest.mark.parametrize("tag", ["select", "select1", "odk:rank"])
def test_a_choice_without_a_value_is_said(tag: str, value: str, tmp_path: Path) -> None:
    body = f'<{tag} ref="/data/a">{ITEM.format("x")}{NAMELESS.format(value)}</{tag}>'
    (finding,) = said(tmp_path, "", body)
    assert (finding.code, finding.place.path) == ("no-choice-name", "/data/a")
    assert "1 choice has no value" in finding.problem


@pytest.mark.parametrize("tag", ["select", "odk:rank"])
def test_a_choice_without_a_value_is_refused_for_that(tag: str) -> None:
    body = f'<{tag} ref="/data/a">{ITEM.format("x")}{NAMELESS.format("")}</{tag}>'
    session = start(INSTANCE, "", body)
    with pytest.raises(AnswerRefused, match="has no value"):
        session.answer("/data/a", ["x", ""])
    session.answer("/data/a", ["x"])
    assert session.value("/data/a") == "x"
