"""Lists beside a form that cannot be read: which line is wrong, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbook_making import Rows, write_csv_folder

from fieldkit.forms.errors import FormError
from fieldkit.forms.findings import Finding
from fieldkit.forms.list_files import ListFault, read_csv, read_geojson
from fieldkit.forms.lists import read_external
from fieldkit.forms.workbook import check_file, check_workbook

GREEK = "name,label\na,Αθήνα\nb,Πάτρα\n"
COLLECTION = '{{"type": "FeatureCollection",\n"features": [\n{}\n]}}'


@pytest.mark.parametrize(
    ("data", "line", "problem", "remedy"),
    [
        (GREEK.encode("cp1253"), 2, "Windows-1253", "Save it again as “CSV UTF-8”"),
        ("name,label\na,Café\n".encode("cp1252"), 2, "not written in UTF-8.", "Save it again"),
        (GREEK.encode("utf-16"), 0, "UTF-16", "Save it again"),
        (b"PK\x03\x04\xff\xfe", 0, "a workbook", "Save it again"),
        (b"", 1, "no header", "Write the names of the columns"),
        (b"\n,,\na,A,x\n", 1, "no header", "Write the names of the columns"),
        (b'name,label\na,A\nb,"B\nc,C\n', 3, "do not pair", "must end with one"),
        (b'name,label\na,"A" or B\n', 2, "do not pair", "written twice"),
        (b'name,label\n"a,' + b"x" * 140_000, 2, "longer than any list needs", "must end with one"),
        (b"name,label\na,A\rb,B\n", 2, "ends of the lines", "Save it again"),
        (b"name,label\na,A\nb,B, C\n", 3, "3 cells, but the first line names 2", "Put quotation"),
    ],
)
def test_a_csv_file_that_cannot_be_read(data: bytes, line: int, problem: str, remedy: str) -> None:
    with pytest.raises(ListFault) as caught:
        read_csv(data)
    assert caught.value.line == line
    assert problem in caught.value.message
    assert remedy in caught.value.next_step


def test_french_letters_are_not_taken_for_greek_ones() -> None:
    with pytest.raises(ListFault) as caught:
        read_csv("name,label\na,Café\n".encode("cp1252"))
    assert "Windows-1253" not in caught.value.message


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_divided_by_whatever_divides_the_header(delimiter: str) -> None:
    table = read_csv(f"\ufeffname{delimiter}label\na{delimiter}Άλφα\n".encode())
    assert table.columns == ("name", "label")
    assert table.rows == [{"name": "a", "label": "Άλφα"}]


@pytest.mark.parametrize(
    ("text", "line", "problem", "remedy"),
    [
        (
            COLLECTION.format('{"id": "a"\n"x": 1}'),
            4,
            "no JSON, from column 1 on",
            "comma, bracket",
        ),
        ('{"type": "Feature"}', 0, "no list of features", "FeatureCollection"),
        ("[]", 0, "no list of features", "FeatureCollection"),
        (COLLECTION.format("{}, 3"), 0, "feature 2", "a point, a line or an area"),
        (
            COLLECTION.format('{"geometry": {"type": "MultiPoint", "coordinates": []}}'),
            0,
            "feature 1",
            "a point, a line or an area",
        ),
        (
            COLLECTION.format('{"geometry": {"type": "Point", "coordinates": ["x", 1]}}'),
            0,
            "feature 1",
            "numbers for its places",
        ),
        ("[" * 100_000, 0, "no JSON in UTF-8", "Export it"),
    ],
)
def test_a_geojson_file_that_cannot_be_read(
    text: str, line: int, problem: str, remedy: str
) -> None:
    with pytest.raises(ListFault) as caught:
        read_geojson(text.encode())
    assert caught.value.line == line
    assert problem in caught.value.message
    assert remedy in caught.value.next_step


def test_the_engine_says_the_same_without_a_word_of_the_file() -> None:
    with pytest.raises(FormError) as caught:
        read_external("people", "jr://file-csv/people.csv", b'name,label\na,"Maria\n')
    assert (caught.value.code, "Line 2" in caught.value.message) == ("list", True)
    assert "Maria" not in str(caught.value)
    assert "must end with one" in caught.value.next_step
    with pytest.raises(FormError, match="line 2, column"):
        read_external("people", "jr://file/people.xml", b"<root>\n<item></root>")


def warned(folder: Path, content: str, kind: str = "select_one_from_file v.csv") -> list[Finding]:
    survey: Rows = [["type", "name", "label"], [kind, "a", "A"]]
    settings: Rows = [["form_id", "version"], ["visit", "1"]]
    path = write_csv_folder(folder / "form", {"survey": survey, "settings": settings})
    (path / "v.csv").write_text(content, encoding="utf-8")
    return list(check_workbook(path).findings)


def test_clashing_and_missing_codes_are_told_by_their_lines(tmp_path: Path) -> None:
    content = 'name,label\na,"A\nB"\nb,B\na,C\n,D\nb,E\n'
    blank, duplicate = warned(tmp_path, content)
    assert duplicate.problem.endswith("more than once: lines 3, 5. Further codes that clash: 1.")
    assert blank.problem.endswith("rows without a name: line 6.")


XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
 <h:head><model><instance><v id="v"><a/></v></instance>
 <instance id="towns" src="jr://file-csv/towns.csv"/><bind nodeset="/v/a"/></model></h:head>
 <h:body><select ref="/v/a"><itemset nodeset="instance('towns')/root/item[zone='x']">
 <value ref="name"/><label ref="label"/></itemset></select></h:body></h:html>"""


def test_the_lists_of_an_xform_are_looked_into_at_the_question_that_asks(tmp_path: Path) -> None:
    (tmp_path / "towns.csv").write_text("code,label,zone\na b,A,x\n", encoding="utf-8")
    path = tmp_path / "visit.xml"
    path.write_text(XFORM, encoding="utf-8")
    [finding] = check_file(path).findings
    assert (finding.code, finding.place.path) == ("no-list-column", "/v/a")
    assert "It has: code, label, zone." in finding.problem
    (tmp_path / "towns.csv").write_text("name,label,zone\na b,A,x\n", encoding="utf-8")
    [finding] = check_file(path).findings
    assert (finding.code, finding.is_error) == ("choice-space", False)
    assert "line 2" in finding.problem
