"""What does not run yet is refused by name: sheet and row for workbooks, path for XForms."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbook_making import Rows, write_xlsx

from fieldkit.forms.constructs import xform_findings
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


@pytest.mark.parametrize(
    ("row", "column", "word"),
    [
        (["geopoint", "a", "A"], "A", "place on a map"),
        (["geotrace", "a", "A"], "A", "place on a map"),
        (["geoshape", "a", "A"], "A", "place on a map"),
        (["start-geopoint", "a", None], "A", "place on a map"),
        (["image", "a", "A"], "A", "picture"),
        (["photo", "a", "A"], "A", "picture"),
        (["audio", "a", "A"], "A", "sound"),
        (["video", "a", "A"], "A", "video"),
        (["file", "a", "A"], "A", "file"),
        (["barcode", "a", "A"], "A", "barcode"),
        (["background-audio", "a", None], "A", "background"),
        (["audit", None, None], "A", "audit"),
        (["xml-external", "a", None], "A", "xml-external"),
        (["select_one_external l", "a", "A"], "A", "select_one_external"),
        (["include", "a", "A"], "A", "other forms"),
        (["select_multiple ${first}", "a", "A"], "A", "choices out of a repeat"),
        (["begin_score", "a", "A"], "A", "rating tables of KoboToolbox"),
        (["begin rank", "a", "A"], "A", "ranking tables of KoboToolbox"),
        (["begin_kobomatrix", "a", "A"], "A", "question matrices of KoboToolbox"),
        (["text", "a", "A", "ex:org.app.Name"], "D", "external app"),
        (["select_one l", "a", "A", "search('file')"], "D", "search()"),
        (["text", "a", "A", None, None, "age"], "F", "entities"),
        (["text", "a", "A", None, None, None, "p.png"], "G", "labels with picture"),
        (["text", "a", "A", None, None, None, None, "${last-saved#a}"], "H", "last-saved"),
        (
            ["text", "a", "A", None, None, None, None, None, "${last-saved#a} = 1"],
            "I",
            "last-saved",
        ),
    ],
)
def test_a_construct_is_refused_with_its_cell(
    tmp_path: Path, row: list[str | None], column: str, word: str
) -> None:
    sheets = {"survey": [HEAD, ["text", "first", "First"], row], "choices": LIST}
    check = check_workbook(write_xlsx(tmp_path / "form.xlsx", sheets))
    refused = [finding for finding in check.findings if finding.code == "not-supported"]
    assert [(f.place.sheet, f.place.row, f.place.column) for f in refused] == [
        ("survey", 3, column)
    ]
    assert word in refused[0].problem
    assert not check.ok


@pytest.mark.parametrize(("setting", "value"), [("public_key", "MIIB"), ("omit_instanceID", "yes")])
def test_a_setting_that_cannot_be_kept_is_refused(tmp_path: Path, setting: str, value: str) -> None:
    sheets: dict[str, Rows] = {
        "survey": [HEAD, ["text", "a", "A"]],
        "settings": [["form_id", "version", setting], ["a", "1", value]],
    }
    check = check_workbook(write_xlsx(tmp_path / "form.xlsx", sheets))
    errors = [finding for finding in check.findings if finding.is_error]
    assert [(f.place.sheet, f.place.row, f.place.header) for f in errors] == [
        ("settings", 2, setting)
    ]


def test_an_entities_sheet_is_refused(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "survey": [HEAD, ["text", "a", "A"]],
        "entities": [["list_name", "label"], ["people", "${a}"]],
    }
    check = check_workbook(write_xlsx(tmp_path / "form.xlsx", sheets))
    refused = [finding for finding in check.findings if finding.is_error]
    assert [(finding.place.sheet, finding.place.row) for finding in refused] == [("entities", 2)]


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


def test_an_xform_names_what_does_not_run_by_path() -> None:
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
        found, ["last-saved", "map", "encrypted", "picture", "external app"], strict=True
    ):
        assert word in problem


def test_an_xform_of_what_runs_has_nothing_to_refuse(tmp_path: Path) -> None:
    sheets = {"survey": [HEAD, ["select_one l", "a", "A", "minimal"]], "choices": LIST}
    package = check_workbook(write_xlsx(tmp_path / "form.xlsx", sheets)).package
    assert package is not None
    assert xform_findings(parse_document(package.xform)) == []


def test_a_kobo_table_is_refused_once_and_by_name(tmp_path: Path) -> None:
    survey: Rows = [
        ["type", "name", "label", "kobo--score-choices"],
        ["text", "a", "A"],
        ["begin_score", "s", "S", "l"],
        ["score__row", "s1", "Row"],
        ["end_score", None, None],
    ]
    check = check_workbook(write_xlsx(tmp_path / "f.xlsx", {"survey": survey, "choices": LIST}))
    errors = [(f.code, f.place.row) for f in check.findings if f.is_error]
    assert errors == [("not-supported", 3)]
