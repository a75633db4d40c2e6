"""What the demo says it made is what lies there: the numbers, the joins, and text that stays text.

The workbooks are read by two readers that share no code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import demo_world as world
import openpyxl
import pytest
import python_calamine

FORMS = ("consent_rights", "intake_household", "integration_survey")

# Texts of the sample that spreadsheets like to run, to sum or to shorten: form, column, text.
STUBBORN = [
    ("intake_household", "name_called", "=Awa"),
    ("intake_household", "name_called", "+Tariq"),
    ("intake_household", "municipality_lives", "=1+1"),
    ("intake_household", "afm", "000000012"),
    ("intake_household", "phone", "+30 6900000009"),
    ("integration_survey", "stratum", "001"),
    ("integration_survey", "district", "003"),
]

Rows = list[dict[str, object]]
Reader = Callable[[Path, str], Rows]


def by_openpyxl(path: Path, sheet: str) -> Rows:
    book = openpyxl.load_workbook(path)
    rows = [list(row) for row in book[sheet].iter_rows()]
    assert all(cell.data_type != "f" for row in rows for cell in row), "a formula"
    return _named([[cell.value for cell in row] for row in rows])


def by_calamine(path: Path, sheet: str) -> Rows:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return _named(book.get_sheet_by_name(sheet).to_python())


def _named(rows: Sequence[Sequence[object]]) -> Rows:
    header, *rest = rows
    return [dict(zip(map(str, header), row, strict=True)) for row in rest]


READERS = pytest.mark.parametrize("read", [by_openpyxl, by_calamine])
BOTH_PROFILES = pytest.mark.parametrize("profile", list(world.PROFILES))


@BOTH_PROFILES
def test_the_csv_has_the_rows_that_were_told(deployment: world.Place, profile: str) -> None:
    said = deployment.said
    assert {form: len(deployment.table(profile, form)) for form in FORMS} == said["records"]
    for name, told in said["repeats"].items():
        form, repeat = name.split("/")
        assert len(deployment.table(profile, form, repeat)) == told > 0


@READERS
@BOTH_PROFILES
def test_the_workbook_has_the_rows_that_were_told(
    deployment: world.Place, profile: str, read: Reader
) -> None:
    said = deployment.said
    for form in FORMS:
        rows = read(deployment.workbook(profile, form), "data")
        expected = deployment.table(profile, form)
        assert [row["_record"] for row in rows] == [row["_record"] for row in expected]
        assert len(rows) == said["records"][form]
    members = read(deployment.workbook(profile, "intake_household"), "member")
    assert len(members) == said["repeats"]["intake_household/member"]


@READERS
def test_the_workbook_tells_refusals_and_conflicts(deployment: world.Place, read: Reader) -> None:
    told = 0
    for form in FORMS:
        rows = _meta(deployment.workbook("statistics", form), read)
        told += int(str(rows["refusals"]).removesuffix(".0"))
        assert int(str(rows["records"]).removesuffix(".0")) == deployment.said["records"][form]
    assert told == deployment.said["refusals"] > 0


def _meta(path: Path, read: Reader) -> dict[str, object]:
    # The sheet has no header: its first row is taken for one.
    rows = read(path, "meta")
    first = list(rows[0])
    return {first[0]: first[1], **{str(row[first[0]]): row[first[1]] for row in rows}}


@BOTH_PROFILES
def test_repeat_rows_join_their_parents_by_id(deployment: world.Place, profile: str) -> None:
    records = {row["_record"]: row for row in deployment.table(profile, "intake_household")}
    members = deployment.table(profile, "intake_household", "member")
    assert len(records) == len(deployment.table(profile, "intake_household"))
    assert len({row["_row"] for row in members}) == len(members)
    listed = Counter(row["_parent"] for row in members)
    for row in members:
        assert row["_parent"] in records
        assert row["_record"] == row["_parent"]
    for record, row in records.items():
        assert int(row["hh_members_listed"]) == listed[record]
    positions = [(row["_parent"], int(row["_position"])) for row in members]
    assert positions == sorted(positions)
    assert all(position <= listed[parent] for parent, position in positions)


def test_one_record_has_two_versions_that_wait(deployment: world.Place) -> None:
    heads = Counter(row["_heads"] for row in deployment.table("case", "intake_household"))
    assert heads["2"] == 1
    assert set(heads) == {"1", "2"}


def test_a_household_grew_after_it_was_sent(deployment: world.Place) -> None:
    members = deployment.table("case", "intake_household", "member")
    newborn = next(row for row in members if row["m_name"] == "نور")
    assert int(newborn["_position"]) > 1


@READERS
@pytest.mark.parametrize(("form", "column", "text"), STUBBORN)
def test_text_comes_back_as_the_text_it_was(
    deployment: world.Place, read: Reader, form: str, column: str, text: str
) -> None:
    published = deployment.table("case", form)
    record = next(row["_record"] for row in published if row[column] == text)
    cell = next(
        row[column]
        for row in read(deployment.workbook("case", form), "data")
        if row["_record"] == record
    )
    assert isinstance(cell, str)
    assert cell == text


def test_the_statistics_hold_no_day_no_name_and_no_number(deployment: world.Place) -> None:
    header = set(deployment.table("statistics", "intake_household")[0])
    hidden = {"_subject", "subject_code", "name_native", "afm", "phone", "request_words", "gender"}
    assert header.isdisjoint(hidden)
    assert hidden <= set(deployment.table("case", "intake_household")[0])
    for form in FORMS:
        for row in deployment.table("statistics", form):
            assert row["visit_date"] == "2026-11"
