"""Defaults as ODK takes them: cast to the type of the question; said where they do not fit."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from small_forms import NOW, start
from workbook_making import Rows, write_xlsx

from fieldkit.forms import FormSession, load
from fieldkit.forms.workbook import check_workbook


def test_what_an_expression_gives_is_cast_to_the_type_of_the_question() -> None:
    names = ["week_ago", "midnight", "clock", "later"]
    session = start(
        f'<data id="a">{"".join(f"<{name}/>" for name in names)}</data>',
        """<bind nodeset="/data/week_ago" type="date"/>
        <bind nodeset="/data/midnight" type="dateTime"/>
        <bind nodeset="/data/clock" type="time"/>
        <bind nodeset="/data/later" type="date" calculate="../week_ago + 14"/>
        <setvalue ref="/data/week_ago" event="odk-instance-first-load" value="today() - 7"/>
        <setvalue ref="/data/midnight" event="odk-instance-first-load" value="today()"/>
        <setvalue ref="/data/clock" event="odk-instance-first-load" value="now()"/>""",
        "".join(f'<input ref="/data/{name}"/>' for name in names),
    )
    values = [session.value(f"/data/{name}") for name in names]
    assert values == [
        "2026-11-15",
        "2026-11-22T00:00:00.000+02:00",
        "17:00:00.000+02:00",
        "2026-11-29",
    ]


def test_defaults_typed_as_date_cells_are_taken(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("survey", 0)
    sheet.append(["type", "name", "label", "default"])
    sheet.append(["dateTime", "a", "A", datetime(2020, 5, 17, 8, 30)])
    sheet.append(["dateTime", "b", "B", date(2020, 5, 17)])
    sheet.append(["date", "c", "C", date(2020, 5, 17)])
    book.save(tmp_path / "dated.xlsx")
    session = FormSession(load(tmp_path / "dated.xlsx"), NOW)
    values = [session.value(f"/data/{name}") for name in "abc"]
    assert values == ["2020-05-17T08:30:00", "2020-05-17T00:00:00.000+03:00", "2020-05-17"]


def test_a_default_that_does_not_fit_is_said_at_its_cell(tmp_path: Path) -> None:
    survey: Rows = [
        ["type", "name", "label", "default"],
        ["integer", "a", "A", "abc"],
        ["date", "b", "B", "17/05/2020"],
        ["select_one yn", "c", "C", "maybe"],
        ["select_multiple yn", "d", "D", "yes perhaps"],
        ["integer", "e", "E", 5],
        ["date", "f", "F", "2020-05-17"],
        ["select_multiple yn or_other", "g", "G", "no other"],
        ["text", "h", "H", "17/05/2020"],
    ]
    choices: Rows = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]
    path = write_xlsx(tmp_path / "f.xlsx", {"survey": survey, "choices": choices})
    check = check_workbook(path)
    said = [f.place for f in check.findings if f.code == "bad-default"]
    assert check.ok
    assert [(place.row, place.column) for place in said] == [(2, "D"), (3, "D"), (4, "D"), (5, "D")]
