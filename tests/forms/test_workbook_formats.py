"""A form is the same form whatever kind of file it stands in, and findings point into that file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from workbook_making import Rows, write_combined_csv, write_csv_folder, write_xls, write_xlsx

from fieldkit.forms.findings import UnreadableForm
from fieldkit.forms.package import FormPackage
from fieldkit.forms.workbook import check_file, package_from_file, refused_files
from fieldkit.forms.workbook.cells import column_letter, read_workbook

SHEETS: dict[str, Rows] = {
    "survey": [
        ["type", "name", "label::English (en)", "label::Ελληνικά (el)", "relevant"],
        ["integer", "age", "Age", "Ηλικία", None],
        ["select_one yn", "school", "At school?", "Σχολείο;", "${age} < 18"],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)", "label::Ελληνικά (el)"],
        ["yn", "yes", "Yes", "Ναι"],
        ["yn", "no", "No", "Όχι"],
    ],
    "settings": [["form_id", "version"], ["visit", "2026112201"]],
}
BROKEN: dict[str, Rows] = {
    "survey": [["type", "name", "label", "relevant"], ["text", "a", "A", "${b} = 1"]],
    "settings": [["form_id", "version"], ["visit", "1"]],
}


def saved(kind: str, folder: Path, sheets: dict[str, Rows]) -> Path:
    if kind == "xlsx":
        return write_xlsx(folder / "visit.xlsx", sheets)
    if kind == "xls":
        return write_xls(folder / "visit.xls", sheets)
    if kind == "csv":
        return write_combined_csv(folder / "visit.csv", sheets)
    return write_csv_folder(folder / "visit", sheets)


@pytest.mark.parametrize("kind", ["xls", "csv", "folder"])
def test_every_kind_of_file_gives_the_same_form(tmp_path: Path, kind: str) -> None:
    as_xlsx = package_from_file(saved("xlsx", tmp_path, SHEETS))
    assert package_from_file(saved(kind, tmp_path, SHEETS)).hash == as_xlsx.hash


@pytest.mark.parametrize(
    ("kind", "row", "column"),
    [("xlsx", 2, "D"), ("xls", 2, "D"), ("folder", 2, "D"), ("csv", 3, "E")],
)
def test_findings_point_into_the_file(tmp_path: Path, kind: str, row: int, column: str) -> None:
    check = check_file(saved(kind, tmp_path, BROKEN))
    places = [finding.place for finding in check.findings if finding.is_error]
    assert [(place.sheet, place.row, place.column) for place in places] == [("survey", row, column)]


def test_blank_rows_do_not_move_the_numbers(tmp_path: Path) -> None:
    survey: Rows = [["type", "name", "label"], [], [], ["texxt", "a", "A"]]
    check = check_file(write_xlsx(tmp_path / "gaps.xlsx", {"survey": survey}))
    assert [finding.place.row for finding in check.findings if finding.is_error] == [4]


def test_numbers_and_truth_values_are_read_as_xlsform_tools_read_them(tmp_path: Path) -> None:
    rows: Rows = [["a", "b", "c", "d"], [1.0, 2.5, True, " x\xa0y "]]
    path = write_xlsx(tmp_path / "cells.xlsx", {"survey": rows})
    assert read_workbook(path).sheet("survey").lines[1].texts == ("1", "2.5", "TRUE", "x y")


def test_a_workbook_of_one_sheet_may_call_it_anything(tmp_path: Path) -> None:
    rows: Rows = [["type", "name", "label"], ["text", "a", "A"]]
    assert check_file(write_csv_folder(tmp_path / "alone", {"survey": rows})).ok
    path = write_xls(tmp_path / "one.xls", {"Sheet1": rows})
    assert check_file(path).ok


@pytest.mark.parametrize("name", ["form.xlsx", "form.xls", "form.csv", "form.docx", "form.fkform"])
def test_a_file_that_is_no_form_is_refused_in_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x00\xff\x00 no form at all")
    with pytest.raises(UnreadableForm, match="cannot be read as a form"):
        package_from_file(path)


def test_a_form_saved_by_a_greek_excel_says_what_to_do(tmp_path: Path) -> None:
    text = "type;name;label\ntext;a;Όνομα, επώνυμο\n"
    path = tmp_path / "visit.csv"
    path.write_bytes(text.encode("cp1253"))
    with pytest.raises(UnreadableForm, match=r"Line 2: .* Windows-1253") as caught:
        check_file(path)
    assert "CSV UTF-8" in caught.value.next_step
    path.write_text(text, encoding="utf-8")  # semicolons are no obstacle
    assert read_workbook(path).sheet("survey").lines[1].texts == ("text", "a", "Όνομα, επώνυμο")
    combined = tmp_path / "both.csv"
    combined.write_text("survey;;\n;type;name\n;text;a\n", encoding="utf-8")
    assert read_workbook(combined).sheet("survey").lines[0].texts == ("type", "name")


def test_a_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    head = bytes.fromhex("d0cf11e0a1b11ae1")
    path.write_bytes(head.ljust(1024, b"\0") + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UnreadableForm, match="locked with a password") as caught:
        check_file(path)
    assert caught.value.next_step.startswith("Save it without a password")


def test_a_workbook_that_was_cut_off_or_zeroed_on_its_way_is_called_damaged(
    tmp_path: Path,
) -> None:
    path = saved("xlsx", tmp_path, SHEETS)
    whole = path.read_bytes()
    half, holed = len(whole) // 2, bytearray(whole)
    holed[half : half + 200] = bytes(200)
    for broken in (whole[:10], whole[:half], whole[:-30], bytes(holed), bytes(len(whole))):
        path.write_bytes(broken)
        with pytest.raises(UnreadableForm, match="damaged, or part of it is missing") as caught:
            check_file(path)
        assert "again from where it came from" in caught.value.next_step
    with zipfile.ZipFile(path, "w") as other:  # whole, and something else
        other.writestr("letter.txt", "Hello")
    with pytest.raises(UnreadableForm, match=r"cannot be read as a form\. A form is"):
        check_file(path)


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damage_is_called_so_however_the_parts_are_packed(tmp_path: Path, packing: int) -> None:
    path = tmp_path / "visit.xlsx"
    with zipfile.ZipFile(path, "w", packing) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>" * 50)
    whole = path.read_bytes()
    at = (whole.index(b".xml") + whole.index(b"PK\x01\x02")) // 2
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
    with pytest.raises(UnreadableForm, match="damaged, or part of it is missing"):
        check_file(path)


def test_what_a_huge_file_unpacks_to_is_not_looked_through_for_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "visit.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>" * 50)
    path.write_bytes(path.read_bytes().replace(b"<workbook/>", b"<damaged-/>", 1))
    monkeypatch.setattr(refused_files, "MOST_UNPACKED", 100)
    with pytest.raises(UnreadableForm, match=r"cannot be read as a form\. A form is"):
        check_file(path)


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods", "csv", "md", "xml", "fkform"])
def test_an_empty_file_is_called_empty(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"visit.{suffix}"
    path.touch()
    with pytest.raises(UnreadableForm, match=rf"visit\.{suffix} is empty") as caught:
        check_file(path)
    assert "again from where it came from" in caught.value.next_step


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnreadableForm):
        package_from_file(tmp_path / "nowhere.xlsx")


def test_a_stored_package_is_taken_as_it_is(tmp_path: Path) -> None:
    package = package_from_file(saved("xlsx", tmp_path, SHEETS))
    stored = tmp_path / "visit.fkform"
    stored.write_bytes(package.to_bytes())
    assert package_from_file(stored) == FormPackage.from_bytes(package.to_bytes())


def test_an_xform_without_a_workbook(tmp_path: Path) -> None:
    package = package_from_file(saved("xlsx", tmp_path, SHEETS))
    xform = tmp_path / "visit.xml"
    xform.write_bytes(package.xform)
    assert package_from_file(xform).metadata["form_id"] == "visit"
    xform.write_bytes(b"<h:html")
    assert [finding.code for finding in check_file(xform).findings] == ["bad-xml"]


def test_column_letters() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
