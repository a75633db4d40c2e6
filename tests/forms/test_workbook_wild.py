"""Workbooks as people really save them: capitals, blank rows, failed formulas, old types."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from small_forms import NOW
from workbook_making import Rows, write_csv_folder, write_xlsx

from fieldkit.forms import FormSession
from fieldkit.forms.definition import load_package
from fieldkit.forms.findings import Finding
from fieldkit.forms.workbook import FormCheck, check_workbook
from fieldkit.forms.workbook.tidying import plain_type
from fieldkit.model.clock import SystemClock
from fieldkit.operations.forms import check_forms

HEAD = ["type", "name", "label"]
YES_NO: Rows = [["list_name", "name", "label"], ["Yn", "yes", "Yes"]]


def checked(folder: Path, survey: Rows, **sheets: Rows) -> FormCheck:
    return check_workbook(write_csv_folder(folder / "form", {"survey": survey, **sheets}))


def errors(check: FormCheck) -> list[Finding]:
    return [finding for finding in check.findings if finding.is_error]


def xform(check: FormCheck) -> str:
    assert check.package is not None, [str(finding) for finding in check.findings]
    return check.package.xform.decode()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Select_One Yn", "select_one Yn"),
        ("Select one Yn OR_OTHER", "select one Yn or_other"),
        ("TEXT", "text"),
        ("DateTime", "datetime"),
        ("dateTime", "dateTime"),
        ("Begin Group", "begin group"),
        ("End_Repeat", "end_repeat"),
        ("Begin_Score", "begin_score"),
        ("Begin Loop Over Crops", "begin loop over Crops"),
        ("select one using Yn", "select one Yn"),
        ("select one using", "select one using"),
        ("Speed", "Speed"),
        ("select_one  Yn", "select_one  Yn"),
    ],
)
def test_a_type_is_read_in_small_letters_and_a_list_as_it_is(written: str, read: str) -> None:
    assert plain_type(written) == read


def test_types_in_capitals_run_and_other_servers_are_warned_about_once(tmp_path: Path) -> None:
    survey: Rows = [
        HEAD, ["text", "t", "T"], ["Begin Group", "g", "G"], ["Select_One Yn", "a", "A"],
        ["Note", "n", "N"], ["End Group", None, None],
    ]  # fmt: skip
    check = checked(tmp_path, survey, choices=YES_NO)
    assert '<select1 ref="/data/g/a">' in xform(check)
    said = [each for each in check.findings if "capital letters" in each.problem]
    assert [(each.place.row, each.place.column) for each in said] == [(3, "A")]


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060", "\ufeff"])
def test_letters_that_nobody_sees_belong_to_no_type_or_name(tmp_path: Path, unseen: str) -> None:
    check = checked(tmp_path, [HEAD, [f"text{unseen}", f"{unseen}a", "A"]])
    assert '<input ref="/data/a">' in xform(check)
    assert not any("capital letters" in each.problem for each in check.findings)


def test_blank_rows_above_the_headers_do_not_move_the_rows(tmp_path: Path) -> None:
    survey: Rows = [[None], [None], HEAD, ["text", "a", "A"], ["text", "b", None]]
    book = write_xlsx(tmp_path / "form.xlsx", {"survey": survey})
    assert [(each.code, each.place.row) for each in errors(check_workbook(book))] == [
        ("no-label", 5)
    ]


def test_the_name_of_a_sheet_may_end_in_a_space(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "Survey ": [HEAD, ["select_one Yn", "a", "A"]], " choices": YES_NO,
    }  # fmt: skip
    assert check_workbook(write_xlsx(tmp_path / "form.xlsx", sheets)).ok


def test_an_old_type_with_a_hint_of_its_own_needs_no_label(tmp_path: Path) -> None:
    assert "Enter numbers only" in xform(checked(tmp_path, [HEAD, ["phone number", "p", None]]))


def test_what_is_calculated_may_go_without_a_label_and_is_not_asked(tmp_path: Path) -> None:
    survey: Rows = [
        [*HEAD, "calculation", "trigger"], ["text", "a", "A", None, None],
        ["dateTime", "b", None, "now()", "${a}"], ["select_one Yn", "c", None, "'yes'", None],
        ["integer", "d", None, "1 + 1", None],
    ]  # fmt: skip
    check = checked(tmp_path, survey, choices=YES_NO)
    assert check.package is not None, [str(finding) for finding in check.findings]
    session = FormSession(load_package(check.package), NOW)
    session.answer("/data/a", "x")
    assert session.value("/data/b").startswith("2026-11-22T")
    assert [session.value(path) for path in ("/data/c", "/data/d")] == ["yes", "2"]
    nodes = session.definition.nodes
    assert [path for path, node in nodes.items() if node.control] == ["/data/a"]


def test_a_row_of_words_alone_lacks_a_type(tmp_path: Path) -> None:
    survey: Rows = [HEAD, ["text", "a", "A"], [None, None, "-- part two --"]]
    (said,) = errors(checked(tmp_path, survey))
    assert (said.code, said.place.row, said.place.column) == ("no-type", 3, "A")
    assert "note" in said.remedy


@pytest.mark.parametrize("ending", ["csv", "md"])
def test_the_headers_may_stand_beside_the_name_of_their_sheet(tmp_path: Path, ending: str) -> None:
    rows = ["survey,type,name,label", ",select_one Yn,a,A", "choices,list name,name,label"]
    lines = [*rows, ",Yn,yes,Yes"]
    path = tmp_path / f"form.{ending}"
    words = lines if ending == "csv" else [f"|{line.replace(',', '|')}|" for line in lines]
    path.write_text("\n".join(words), "utf-8")
    assert "<name>yes</name>" in xform(check_workbook(path))


def test_a_list_name_with_a_space_is_named(tmp_path: Path) -> None:
    (said,) = errors(checked(tmp_path, [HEAD, ["select_one yes no", "a", "A"]], choices=YES_NO))
    assert (said.code, said.place.row, said.place.column) == ("bad-list-name", 2, "A")
    assert "yes_no" in said.remedy


def test_what_other_tools_call_by_another_name_is_said(tmp_path: Path) -> None:
    survey: Rows = [
        [*HEAD, "calculation"], ["text audit", "t", None, None],
        ["calculate", "c", None, "count-if(1, 2)"], ["db:person", "p", "P", None],
    ]  # fmt: skip
    remedies = {each.place.row: each.remedy for each in errors(checked(tmp_path, survey))}
    assert "SurveyCTO" in remedies[2]
    assert "count()" in remedies[3]
    assert "Community Health Toolkit" in remedies[4]


def test_what_is_pulled_from_survey123_is_said_once(tmp_path: Path) -> None:
    survey: Rows = [
        [*HEAD, "calculation"], ["geopoint", "g", "G", None],
        ["calculate", "lat", None, 'pulldata("@geopoint", ${g}, "y")'],
        ["calculate", "js", None, 'pulldata("@javascript", "f.js", "fn", ${g})'],
    ]  # fmt: skip
    said = errors(checked(tmp_path, survey))
    assert [(each.code, each.place.row) for each in said] == [
        ("unknown-function", 3), ("unknown-function", 4),
    ]  # fmt: skip
    assert all("Survey123" in each.remedy for each in said)


def test_the_name_of_a_list_is_no_question(tmp_path: Path) -> None:
    survey: Rows = [
        [*HEAD, "calculation"], ["select_one Yn", "a", "A", None],
        ["calculate", "b", None, "jr:choice-name(${a}, 'Yn')"],
        ["calculate", "c", None, "jr:choice-name(${a}, '${a}')"],
    ]  # fmt: skip
    (said,) = errors(checked(tmp_path, survey, choices=YES_NO))
    assert (said.code, said.place.row, said.place.column) == ("list-for-question", 3, "D")
    assert "'${sex}'" in said.remedy


COUNTED = [*HEAD, "calculation", "repeat_count"]


def test_a_repeat_may_go_on_as_long_as_the_last_row_says_so(tmp_path: Path) -> None:
    more = "if(${n} = 0 or ${plant}[position()=${n}]/more = 'yes', ${n} + 1, ${n})"
    survey: Rows = [
        COUNTED, ["calculate", "n", None, "count(${plant})", None],
        ["begin_repeat", "plant", "Plant", None, more], ["text", "more", "More?", None, None],
        ["end_repeat", None, None, None, None],
    ]  # fmt: skip
    package = checked(tmp_path, survey).package
    assert package is not None
    session = FormSession(load_package(package), NOW)
    for rows in (1, 2, 3):
        assert (session.count("/data/plant"), session.value("/data/n")) == (rows, str(rows))
        session.answer(f"/data/plant[{rows}]/more", "yes")
    session.answer("/data/plant[3]/more", "no")
    written = session.submission()
    assert FormSession(session.definition, NOW, submission=written).submission() == written


def test_a_repeat_that_never_has_enough_rows_is_refused_at_its_count(tmp_path: Path) -> None:
    survey: Rows = [
        COUNTED, ["begin_repeat", "r", "R", None, "count(${r}) + 1"],
        ["text", "a", "A", None, None], ["end_repeat", None, None, None, None],
    ]  # fmt: skip
    book = write_xlsx(tmp_path / "form.xlsx", {"survey": survey})
    (check,) = check_forms([book], SystemClock())
    (said,) = errors(check)
    assert (said.code, said.place.row, said.place.column) == ("engine-unsettled", 2, "E")


@pytest.mark.parametrize(
    ("expression", "value"),
    [("${a}mod 4", "3"), ("${a}-2", "5"), ("${a}div 7", "1"), ("${a}>1and${a}<9", "true")],
)
def test_a_reference_ends_at_its_bracket(tmp_path: Path, expression: str, value: str) -> None:
    survey: Rows = [
        [*HEAD, "calculation"], ["integer", "a", "A", None], ["calculate", "b", None, expression],
    ]  # fmt: skip
    package = checked(tmp_path, survey).package
    assert package is not None
    session = FormSession(load_package(package), NOW)
    session.answer("/data/a", 7)
    assert session.value("/data/b") == value


FAILED = '<c r="{}" t="e"><f>NOPE()</f><v>#NAME?</v></c>'
WAITING = '<c r="{}"><f>A1</f><v/></c>'
EMPTY = '<c r="{}" t="str"><f>""</f><v></v></c>'


def with_cell(folder: Path, place: str, cell: str) -> FormCheck:
    """A form whose cell at `place`, which says REPLACED, is written so."""
    survey: Rows = [
        [*HEAD, "relevant", "hint"],
        ["text", "a", *("REPLACED" if place == each else text for each, text in CELLS.items())],
    ]
    book = write_xlsx(folder / "form.xlsx", {"survey": survey})
    spoilt = folder / "spoilt.xlsx"
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            begin = text.find(f'<c r="{place}"') if name.startswith("xl/worksheets/") else -1
            end = text.find("</c>", begin) + 4
            if begin > 0 and "REPLACED" in text[begin:end]:
                text = text[:begin] + cell.format(place) + text[end:]
            new.writestr(name, text)
    return check_workbook(spoilt)


CELLS = {"C2": "A", "D2": "true()", "E2": "hint"}


def test_a_failed_formula_is_no_blank_cell(tmp_path: Path) -> None:
    check = with_cell(tmp_path, "D2", FAILED)
    assert ("bad-expression", "D") in [(f.code, f.place.column) for f in errors(check)]
    (said,) = [each for each in check.findings if each.code == "no-formula-value"]
    assert "#NAME?" in said.problem
    assert "Correct the formula" in said.remedy


def test_a_failed_formula_in_a_text_is_shown_and_warned_about(tmp_path: Path) -> None:
    check = with_cell(tmp_path, "E2", FAILED)
    assert "<hint>#NAME?</hint>" in xform(check)
    assert [(f.code, f.place.column) for f in check.findings] == [("no-formula-value", "E")]


def test_a_formula_that_nobody_worked_out_is_said(tmp_path: Path) -> None:
    (said,) = with_cell(tmp_path, "D2", WAITING).findings
    assert (said.code, said.place.column, said.is_error) == ("no-formula-value", "D", False)
    assert "save it" in said.remedy


def test_formulas_of_one_column_are_said_once(tmp_path: Path) -> None:
    rows: Rows = [[*HEAD, "hint"], *(["text", f"q{each}", "A", '=B1&"x"'] for each in range(3))]
    book = write_xlsx(tmp_path / "form.xlsx", {"survey": rows})  # openpyxl works nothing out
    (said,) = check_workbook(book).findings
    assert (said.code, said.place.row, said.place.column) == ("no-formula-value", 2, "D")
    assert "2 cells below" in said.problem


def test_a_formula_may_give_an_empty_text(tmp_path: Path) -> None:
    assert with_cell(tmp_path, "D2", EMPTY).findings == []
