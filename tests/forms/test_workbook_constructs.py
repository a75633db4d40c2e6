"""What does not run in full is named: sheet and row for workbooks, path for XForms."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_forms import NOW
from workbook_making import Rows, write_xlsx

from fieldkit.forms import FormSession
from fieldkit.forms.constructs import xform_findings
from fieldkit.forms.definition import load_package
from fieldkit.forms.instance import parse_document
from fieldkit.forms.workbook import check_workbook

HEAD = [
    "type",
    "name",
    "label",
    "appearance",
    "parameters",
    "save_to",
    "image",
    "default",
    "relevant",
]
LIST: Rows = [["list_name", "name", "label"], ["l", "a", "A"]]


WITHIN_LIMITS = [
    (["geopoint", "a", "A"], "A", "latitude and longitude"),
    (["geotrace", "a", "A"], "A", "latitude and longitude"),
    (["geoshape", "a", "A"], "A", "latitude and longitude"),
    (["start-geopoint", "a", None], "A", "no such sensor"),
    (["image", "a", "A"], "A", "stays blank"),
    (["photo", "a", "A"], "A", "stays blank"),
    (["audio", "a", "A"], "A", "stays blank"),
    (["video", "a", "A"], "A", "stays blank"),
    (["file", "a", "A"], "A", "stays blank"),
    (["barcode", "a", "A"], "A", "typed, not scanned"),
    (["background-audio", "a", None], "A", "nothing is recorded"),
    (["audit", "audit", None], "A", "journal"),
    (["text", "a", "A", "ex:org.app.Name"], "D", "typed instead"),
    (["text", "a", "A", None, None, None, None, "${last-saved#first}"], "H", "last saved"),
    (["text", "a", "A", None, None, None, None, None, "${last-saved#first} = 1"], "I", "blank"),
]


@pytest.mark.parametrize(("row", "column", "word"), WITHIN_LIMITS)
def test_what_runs_within_limits_is_a_warning_with_the_reason(
    tmp_path: Path, row: list[str | None], column: str, word: str
) -> None:
    survey: Rows = [
        HEAD, ["begin_repeat", "r", "R"], ["text", "first", "First"], ["end_repeat"], row
    ]  # fmt: skip
    check = check_workbook(write_xlsx(tmp_path / "form.xlsx", {"survey": survey, "choices": LIST}))
    said = [finding for finding in check.findings if finding.code == "partly-supported"]
    assert [(f.place.sheet, f.place.row, f.place.column) for f in said] == [("survey", 5, column)]
    assert word in said[0].problem
    assert check.ok, [str(finding) for finding in check.findings]
    assert check.package is not None
    FormSession(load_package(check.package), NOW).submission()


@pytest.mark.parametrize(
    ("setting", "value", "word"),
    [
        ("public_key", "MIIB", "the key is not used"),
        ("omit_instanceID", "yes", "every record gets one"),
        ("client_editable", "yes", "has no effect"),
        ("submission_url", "https://x.example/", "has no effect"),
        ("auto_send", "true", "has no effect"),
        ("auto_delete", "true", "has no effect"),
    ],
)
def test_a_setting_without_effect_is_said_and_the_form_runs(
    tmp_path: Path, setting: str, value: str, word: str
) -> None:
    sheets: dict[str, Rows] = {
        "survey": [HEAD, ["text", "a", "A"]],
        "settings": [["form_id", "version", setting], ["a", "1", value]],
    }
    check = check_workbook(write_xlsx(tmp_path / "form.xlsx", sheets))
    said = [
        (f.place.sheet, f.place.row, f.place.header) for f in check.findings if word in f.problem
    ]
    assert said == [("settings", 2, setting)]
    assert check.package is not None
    session = FormSession(load_package(check.package), NOW, record="uuid:r")
    assert b"uuid:r" in session.submission()


def test_an_entities_sheet_is_named_and_runs(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "survey": [HEAD, ["text", "a", "A", None, None, "full_name"]],
        "entities": [["list_name", "label"], ["people", "${a}"]],
    }
    check = check_workbook(write_xlsx(tmp_path / "form.xlsx", sheets))
    said = [f for f in check.findings if f.code == "partly-supported"]
    assert [(finding.place.sheet, finding.place.row) for finding in said] == [("entities", 2)]
    assert check.ok


def test_pictures_of_labels_are_named_once_for_each_column(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "survey": [
            ["type", "name", "label::en", "image::en", "image::fr"],
            ["text", "a", "A", "a.png", "b.png"],
            ["text", "b", "B", "c.png", None],
        ]
    }
    check = check_workbook(write_xlsx(tmp_path / "form.xlsx", sheets))
    said = [f for f in check.findings if f.code == "partly-supported"]
    assert [(f.place.row, f.place.column) for f in said] == [(1, "D"), (1, "E")]
    assert check.ok


@pytest.mark.parametrize("looks", ["minimal", "w2 horizontal", "columns-3", "persian", "year"])
def test_appearances_are_only_looks(tmp_path: Path, looks: str) -> None:
    check = check_workbook(
        write_xlsx(tmp_path / "form.xlsx", {"survey": [HEAD, ["date", "a", "A", looks]]})
    )
    assert check.ok
    assert not [finding for finding in check.findings if finding.code == "unknown-appearance"]


def test_an_unknown_appearance_is_a_warning(tmp_path: Path) -> None:
    check = check_workbook(
        write_xlsx(tmp_path / "form.xlsx", {"survey": [HEAD, ["text", "a", "A", "glitter"]]})
    )
    assert check.ok
    assert [f.place.column for f in check.findings if f.code == "unknown-appearance"] == ["D"]


XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:odk="http://www.opendatakit.org/xforms"><h:head><model>
  <instance><data id="x"><a/><b/><c/></data></instance>
  <instance id="last" src="jr://instance/last-saved"/>
  <bind nodeset="/data/a" type="geopoint"/>{bind}
  <submission base64RsaPublicKey="x" action="y"/></model></h:head>
  <h:body>{body}</h:body></h:html>"""


def test_an_xform_names_what_does_not_run_in_full_by_path() -> None:
    xform = XFORM.format(
        bind='<bind nodeset="/data/b" type="string"/>',
        body='<upload ref="/data/b" mediatype="image/*"/>'
        '<input ref="/data/c" appearance="w1 ex:app"/>',
    )
    found = [
        (finding.place.path, finding.problem)
        for finding in xform_findings(parse_document(xform.encode()))
    ]
    assert [path for path, _ in found] == [
        "/html/head/model/instance",
        "/data/a",
        "/html/head/model/submission",
        "/data/b",
        "/data/c",
    ]
    for (_, problem), word in zip(
        found, ["last-saved", "map", "encrypted", "picture", "other apps"], strict=True
    ):
        assert word in problem


def test_an_xform_of_what_runs_has_nothing_to_refuse(tmp_path: Path) -> None:
    sheets = {"survey": [HEAD, ["select_one l", "a", "A", "minimal"]], "choices": LIST}
    package = check_workbook(write_xlsx(tmp_path / "form.xlsx", sheets)).package
    assert package is not None
    assert xform_findings(parse_document(package.xform)) == []


@pytest.mark.parametrize(
    ("control", "name"),
    [
        ('<input ref="/data/c" query="instance(1)/root/item"/>', "select_one_external"),
        ('<rank ref="/data/c" appearance="minimal search(1)"/>', "search()"),
    ],
)
def test_choices_that_nothing_can_be_made_of_are_refused(control: str, name: str) -> None:
    # What lists can be made of runs: test_workbook_search.py.
    document = parse_document(XFORM.format(bind="", body=control).encode())
    refused = [finding for finding in xform_findings(document) if finding.is_error]
    assert [finding.place.path for finding in refused] == ["/data/c"]
    assert name in refused[0].problem
    assert refused[0].remedy


def test_what_others_cannot_convert_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "part.csv").write_text("type,name,label\ntext,p,P\n", encoding="utf-8")
    (tmp_path / "v.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    survey: Rows = [
        [*HEAD, "kobo--score-choices"],
        ["begin_score", "s", "S", None, None, None, None, None, None, "l"],
        ["score__row", "s1", "S1"],
        ["end_score"],
        ["begin_score", "t", "T", None, None, None, None, None, None, "l"],
        ["end_score"],
        ["include", "part"],
        ["begin_repeat", "r", "R"],
        ["integer", "n", "N"],
        ["end_repeat"],
        ["select_multiple ${n}", "several", "Several"],
        ["select_one k", "k", "K", "search('v')"],
        ["select_one_external e", "e", "E"],
    ]
    sheets: dict[str, Rows] = {
        "survey": survey,
        "choices": [*LIST, ["k", "a", "b"]],
        "external_choices": [["list_name", "name", "label"], ["e", "x", "X"]],
    }
    check = check_workbook(write_xlsx(tmp_path / "f.xlsx", sheets))
    assert check.ok, [str(finding) for finding in check.findings]
    said = {each.place.row: each.problem for each in check.findings if each.code == "portability"}
    assert list(said) == [2, 7, 11, 12, 13]
    words = ["KoboToolbox", "include", "pyxform", "search()", "select_one_external"]
    assert all(word in said[row] for word, row in zip(words, said, strict=True))
