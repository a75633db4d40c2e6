"""Names and patterns that go on and on are shortened where they are shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_forms import define
from workbook_making import Rows, write_xlsx

from fieldkit.forms import FormError
from fieldkit.forms.workbook import check_workbook
from fieldkit.model.shortening import shortened, without_long_words

LONG = "q" * 5000
SHOWN = 500


def test_a_long_text_is_cut_in_its_middle() -> None:
    assert shortened("abcdefghij", 10) == "abcdefghij"
    assert shortened("abcdefghijk", 10) == "abcdef…ijk"
    path = "/data/household/members/age_at_last_birthday"
    assert without_long_words(f"{path} has {'x' * 300}y.") == f"{path} has {'x' * 79}…{'x' * 38}y."


def test_a_finding_shows_no_name_of_five_thousand_letters(tmp_path: Path) -> None:
    survey: Rows = [
        ["type", "name", "label", LONG, "relevant", "appearance"],
        ["text", LONG, "A", None, f"${{{LONG}x}} = 1"],
        [LONG, LONG, "B", None, f"{LONG}(1)"],
        [f"select_one {LONG}", "c", "C", None, f"1 + {LONG} 2"],
        [f"select_one_from_file {LONG}.csv", "d", "D"],  # longer than any file's name may be
        [f"begin_group {LONG}", LONG, "E", None, None, f"search('{LONG}')"],
    ]
    found = check_workbook(write_xlsx(tmp_path / "long.xlsx", {"survey": survey})).findings
    assert {each.place.row for each in found} >= {1, 2, 3, 4, 5, 6}
    for each in found:
        assert each.remedy
        assert len(str(each)) < SHOWN
        said = {key: text for key, text in each.as_json().items() if key != "path"}
        assert len(json.dumps(said)) < 2 * SHOWN


def test_a_refused_form_shows_no_name_of_five_thousand_letters() -> None:
    with pytest.raises(FormError) as refused:
        define(
            f"<data id='c'><{LONG}/></data>",
            f'<bind nodeset="/data/{LONG}" calculate="nosuch()"/>',
        )
    assert "nosuch()" in refused.value.message
    assert len(str(refused.value)) < SHOWN
    assert refused.value.question == f"/data/{LONG}"  # for machines, as it is


def test_every_pattern_that_cannot_be_read_is_quoted_at_its_cell(tmp_path: Path) -> None:
    survey: Rows = [
        ["type", "name", "label", "constraint", "relevant"],
        ["text", "a", "A", "regex(., '^[A-Z$')"],
        ["text", "b", "B", None, "regex(${a}, '(x')"],
        ["text", "c", "C", "regex(., ${a})"],  # an answer: not judged, and never shown
    ]
    found = check_workbook(write_xlsx(tmp_path / "p.xlsx", {"survey": survey})).findings
    told = [(each.place.row, each.place.column, each.problem) for each in found if each.is_error]
    assert told == [
        (2, "D", "The pattern “^[A-Z$” of a regex() cannot be read."),
        (3, "E", "The pattern “(x” of a regex() cannot be read."),
    ]


def test_a_pattern_that_cannot_be_read_is_quoted_shortened() -> None:
    for pattern, shown in [("^[A-Z", "“^[A-Z”"), (f"^[{LONG}", f"“^[{'q' * 37}…{'q' * 20}”")]:
        with pytest.raises(FormError) as refused:
            define(
                "<data id='c'><a/></data>",
                f'<bind nodeset="/data/a" constraint="regex(., \'{pattern}\')"/>',
            )
        assert shown in refused.value.message
