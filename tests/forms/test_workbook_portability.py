"""What ODK Collect does not run as FieldKit does is said, with the cell, and stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbook_making import Rows, write_xlsx
from xpath_world import REPOSITORY

from fieldkit.forms.workbook import check_workbook
from fieldkit.forms.workbook.portability import REMEDIES

EXPRESSIONS = {
    "count(//age)": "//",
    "count(../following-sibling::*)": "an axis (::)",
    "count(../age | ../name)": "a union (|)",
    "string(../age[position() = last()])": "last()",
    "string(../age[1])": "a bare number in [ ]",
    "1e3 + 1": "a number with an exponent",
}


def warned(folder: Path, calculation: str) -> list[tuple[int, str, str]]:
    survey: Rows = [
        ["type", "name", "label", "calculation"],
        ["integer", "age", "Age"],
        ["text", "name", "Name"],
        ["calculate", "made", None, calculation],
    ]
    check = check_workbook(write_xlsx(folder / "form.xlsx", {"survey": survey}))
    found = [finding for finding in check.findings if finding.code == "portability"]
    assert not any(finding.is_error for finding in found)
    return [(each.place.row, each.place.column, each.problem) for each in found]


@pytest.mark.parametrize(("calculation", "construct"), EXPRESSIONS.items())
def test_each_construct_is_named_at_its_cell(
    tmp_path: Path, calculation: str, construct: str
) -> None:
    [(row, column, problem)] = warned(tmp_path, calculation)
    assert (row, column) == (4, "D")
    assert construct in problem


def test_every_construct_of_the_table_is_tried() -> None:
    assert set(EXPRESSIONS.values()) == set(REMEDIES)


@pytest.mark.parametrize(
    "calculation", ["${age} * 2 - 1", "concat('1e3', ' // ', ${name})", "../age[. > 3]"]
)
def test_what_runs_everywhere_is_not_warned_about(tmp_path: Path, calculation: str) -> None:
    assert warned(tmp_path, calculation) == []


def test_the_page_says_the_same_as_the_table() -> None:
    page = (REPOSITORY / "docs" / "forms" / "portability.md").read_text(encoding="utf-8")
    for construct, remedy in REMEDIES.items():
        assert f"| {construct.replace('|', chr(92) + '|')} | {remedy} |" in page
