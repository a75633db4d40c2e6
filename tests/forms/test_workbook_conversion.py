"""Workbook to XForm: house columns travel, everything else comes out as pyxform alone makes it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert
from workbook_making import Rows, write_xlsx

from fieldkit.forms.package import FormPackage
from fieldkit.forms.workbook import check_workbook, package_from_workbook

XF = "{http://www.w3.org/2002/xforms}"
FK = "{https://fieldkit.gr/ns/xforms}"
YES_NO: Rows = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]


def packaged(tmp_path: Path, **sheets: Rows) -> FormPackage:
    return package_from_workbook(write_xlsx(tmp_path / "form.xlsx", sheets))


def binds(package: FormPackage) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(package.xform)
    return {bind.attrib["nodeset"]: bind for bind in root.iter(f"{XF}bind")}


ODK_FORM: dict[str, Rows] = {
    "survey": [
        ["type", "name", "label::English (en)", "hint::English (en)", "relevance", "required",
         "repeat_count", "choice_filter", "calculation", "appearance", "default"],
        ["start", "start"],
        ["begin_group", "place", "Place", None, None, None, None, None, None, "field-list"],
        ["select_one region", "region", "Region", None, None, "yes"],
        ["select_one town", "town", "Town in ${region}", "Nearest", None, None, None,
         "region = ${region}"],
        ["end_group"],
        ["integer", "size", "How many?", None, None, "true()", None, None, None, None, "1"],
        ["begin_repeat", "member", "Member", None, "${size} > 0", None, "${size}"],
        ["text", "given", "Name"],
        ["calculate", "index", None, None, None, None, None, None, "position(..)"],
        ["end_repeat"],
        ["note", "thanks", "Thank you, ${size} of you."],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)", "region"],
        ["region", "n", "North", None],
        ["region", "s", "South", None],
        ["town", "alpha", "Alpha", "n"],
        ["town", "beta", "Beta", "s"],
    ],
}  # fmt: skip

KOBO_FORM: dict[str, Rows] = {
    "survey": [
        ["type", "name", "label", "required", "relevant", "kuid", "$autoname", "$xpath",
         "select_from_list_name", "_or_other", "constraint_message", "constraint"],
        ["start", "start", None, None, None, "k1", "start"],
        ["end", "end", None, None, None, "k2", "end"],
        ["today", "today", None, None, None, "k3", "today"],
        ["begin group", "g1", "Group", "false", None, "k4", "g1"],
        ["select_one work or_other", "work", "Work?", "true", None, "k5", "work", "g1/work"],
        ["select_multiple work", "past", "Earlier?", "false", "selected(${work}, 'shop')", "k6"],
        ["integer", "years", "Years", "false", None, "k7", "years", None, None, None,
         "Too many", ". < 80"],
        ["end group"],
        ["begin repeat", "visit", "Visit", "false"],
        ["date", "day", "Day"],
        ["end repeat"],
        ["acknowledge", "ok", "All read out?"],
        ["rank work", "order", "Order"],
        ["range", "likely", "How likely?"],
    ],
    "choices": [
        ["list_name", "name", "label", "$autovalue", "kuid"],
        ["work", "shop", "Shop", "shop", "c1"],
        ["work", "farm", "Farm", "farm", "c2"],
    ],
}  # fmt: skip


@pytest.mark.parametrize("sheets", [ODK_FORM, KOBO_FORM], ids=["odk", "kobo"])
def test_forms_made_for_odk_and_kobo_come_out_as_pyxform_makes_them(
    tmp_path: Path, sheets: dict[str, Rows]
) -> None:
    path = write_xlsx(tmp_path / "form.xlsx", sheets)
    check = check_workbook(path)
    assert [str(finding) for finding in check.findings if finding.is_error] == []
    assert check.package is not None
    drop_kobo_value_column(path)
    assert check.package.xform.decode() == convert(path, validate=False).xform


def drop_kobo_value_column(path: Path) -> None:
    """Take out `$autovalue`, which pyxform alone would write into the XForm as `<$autovalue>`."""
    book = load_workbook(path)
    headers = [cell.value for cell in book["choices"][1]]
    if "$autovalue" in headers:
        book["choices"].delete_cols(headers.index("$autovalue") + 1)
        book.save(path)


def test_house_columns_become_attributes_of_the_binds(tmp_path: Path) -> None:
    package = packaged(
        tmp_path,
        survey=[
            ["type", "name", "label", "fk_sensitivity", "fk_was", "fk_standard"],
            ["select_one yn", "may_continue", "May I?", "ordinary"],
            ["begin repeat", "member", "Member", None, "person"],
            ["text", "given", "Name", "identifier", "first_name", "ICAO 9303"],
            ["text", "remark", "Remark"],
            ["end repeat"],
        ],
        choices=YES_NO,
        settings=[
            ["form_id", "version", "fk_gate", "fk_retention_days"],
            ["visit", "3", "may_continue", "730"],
        ],
    )
    found = binds(package)
    assert found["/data/may_continue"].attrib[f"{FK}sensitivity"] == "ordinary"
    assert found["/data/member/given"].attrib[f"{FK}sensitivity"] == "identifier"
    assert found["/data/member/given"].attrib[f"{FK}was"] == "first_name"
    assert found["/data/member"].attrib[f"{FK}was"] == "person"
    assert not [key for key in found["/data/member/remark"].attrib if key.startswith(FK)]
    assert dict(package.metadata) == {
        "form_id": "visit",
        "version": "3",
        "title": "visit",
        "fk_gate": "/data/may_continue",
        "fk_retention_days": "730",
    }
    instance = ElementTree.fromstring(package.xform).find(f".//{XF}instance")
    assert instance is not None
    assert instance[0].attrib[f"{FK}gate"] == "/data/may_continue"
    assert b"ICAO" not in package.xform


def test_house_columns_do_not_disturb_single_colon_headers(tmp_path: Path) -> None:
    plain: Rows = [
        ["type", "name", "label:English", "label:French", "bind:relevant"],
        ["integer", "age", "Age", "Âge"],
        ["text", "school", "School", "École", "${age} < 18"],
    ]
    tagged = [[*row, tag] for row, tag in zip(plain, ["fk_sensitivity", "", ""], strict=True)]
    without = packaged(tmp_path, survey=plain)
    with_column = packaged(tmp_path, survey=[tagged[0], tagged[1], [*plain[2], "special"]])
    assert binds(with_column)["/data/school"].attrib["relevant"] == " /data/age  < 18"
    assert with_column.xform.count(b"<text ") == without.xform.count(b"<text ")
    assert b'lang="French"' in with_column.xform


def test_the_authors_file_is_not_touched_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "form.xlsx", ODK_FORM)
    before, temporary = path.read_bytes(), set(os.listdir(tempfile.gettempdir()))
    package_from_workbook(path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["form.xlsx"]
    assert set(os.listdir(tempfile.gettempdir())) == temporary


def test_the_same_workbook_has_the_same_hash_in_every_process(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "form.xlsx", KOBO_FORM)
    code = (
        "import sys, pathlib; from fieldkit.forms.workbook import package_from_workbook as p;"
        "print(p(pathlib.Path(sys.argv[1])).hash)"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert elsewhere.stdout.strip() == package_from_workbook(path).hash


def test_a_list_in_a_csv_file_travels_with_the_form(tmp_path: Path) -> None:
    survey: Rows = [
        ["type", "name", "label", "choice_filter", "calculation"],
        ["select_one_from_file villages.csv", "village", "Village", "region = 'n'"],
        ["calculate", "people", None, None, "pulldata('census', 'people', 'name', ${village})"],
    ]
    (tmp_path / "villages.csv").write_text("name,label,region\na,Alpha,n\n", encoding="utf-8")
    path = write_xlsx(tmp_path / "form.xlsx", {"survey": survey})
    lost = [finding for finding in check_workbook(path).findings if finding.is_error]
    assert [(finding.code, finding.place.row) for finding in lost] == [("missing-file", 3)]
    media = tmp_path / "form-media"
    media.mkdir()
    (media / "census.csv").write_text("name,people\na,12\n", encoding="utf-8")
    package = package_from_workbook(path)
    assert dict(package.externals) == {
        "jr://file-csv/villages.csv": b"name,label,region\na,Alpha,n\n",
        "jr://file-csv/census.csv": b"name,people\na,12\n",
    }


def test_a_form_reads_no_file_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("name,label\na,A\n", encoding="utf-8")
    inside = tmp_path / "forms"
    inside.mkdir()
    survey: Rows = [
        ["type", "name", "label"],
        ["select_one_from_file ../secret.csv", "a", "A"],
    ]
    check = check_workbook(write_xlsx(inside / "form.xlsx", {"survey": survey}))
    assert not check.ok
