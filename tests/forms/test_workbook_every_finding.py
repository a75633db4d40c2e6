"""Every kind of finding stands at its sheet, row and column, and says what to do next.

A kind that the code can raise and that has no case in finding_cases.py fails a test.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from finding_cases import CASES, HEAD, SETTINGS, YES_NO, Case
from workbook_making import Rows, write_csv_folder, write_xlsx
from xpath_world import REPOSITORY

from fieldkit.forms.findings import Finding
from fieldkit.forms.workbook import check_workbook, choices


def findings_of(folder: Path, case: Case) -> list[Finding]:
    sheets: dict[str, Rows] = {
        "settings": SETTINGS,
        "survey": [HEAD, *case.rows],
        "choices": YES_NO,
        **case.sheets,
    }
    if case.code == "no-survey":
        sheets["surveys"] = sheets.pop("survey")
    if case.code in ("no-survey", "unknown-sheet"):  # a folder has no sheets of other names
        return list(check_workbook(write_xlsx(folder / "form.xlsx", sheets)).findings)
    path = write_csv_folder(folder / "form", sheets)
    for name, content in case.files.items():
        (path / name).write_text(content, encoding="utf-8")
    return list(check_workbook(path).findings)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_finding_stands_at_its_cell_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    monkeypatch.setattr(choices, "LARGE_LIST", 9)
    found = findings_of(tmp_path, case)
    said = [
        each
        for each in found
        if (each.code, f"{each.place.sheet} {each.place.row} {each.place.column}".strip())
        == (case.code, case.place)
    ]
    assert said, [f"{each.code} {each}" for each in found]
    assert said[0].is_error is case.error
    assert said[0].remedy
    assert case.remedy in said[0].remedy


def test_every_kind_of_finding_has_a_case() -> None:
    raised: set[str] = set()
    for module in (REPOSITORY / "fieldkit" / "forms" / "workbook").glob("*.py"):
        source = module.read_text(encoding="utf-8")
        raised |= set(re.findall(r'\b(?:error|warning|report)\(\s*"([a-z-]+)"', source))
    # What is written out of other rows, and XForms, have tests of their own beside this one.
    beside = "".join(
        each.read_text(encoding="utf-8")
        for each in Path(__file__).parent.glob("test_workbook_*.py")
        if each != Path(__file__)
    )
    untried = raised - {case.code for case in CASES}
    assert {code for code in untried if f'"{code}"' not in beside} == set()
