"""The shipped forms ask exactly what the field specification says, in its order and logic."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from library_workbooks import EXPECTED, FORMS, Row, question, sheet, workbook_path
from pyxform.xls2xform import convert

from fieldkit.forms.workbook import check_workbook

LOGIC = {
    "type", "name", "required", "relevant", "constraint", "calculation", "default", "read_only",
    "appearance", "repeat_count", "fk_sensitivity", "fk_export", "bind::jr:preload",
    "bind::jr:preloadParams",
}  # fmt: skip
NOT_ANSWERED = ("note", "begin_group", "end_group", "begin_repeat", "end_repeat")
CALCULATED = ("calculate", "start", "end")
META = (
    "visit_date", "municipality_code", "team_code", "worker_code", "interview_locale",
    "interpreter",
)  # fmt: skip


def logic(row: Row) -> Row:
    kept = {column: cell for column, cell in row.items() if column in LOGIC}
    return kept | ({"hint": "yes"} if any(column.startswith("hint::") for column in row) else {})


@pytest.mark.parametrize("form", FORMS)
def test_rows_and_logic_are_those_of_the_specification(form: str) -> None:
    assert [logic(row) for row in sheet(form, "survey")] == EXPECTED[form]["rows"]


@pytest.mark.parametrize("form", FORMS)
def test_choice_codes_are_those_of_the_specification(form: str) -> None:
    lists: dict[str, list[str]] = {}
    for row in sheet(form, "choices"):
        lists.setdefault(row["list_name"], []).append(row["name"])
    assert {name: " ".join(codes) for name, codes in lists.items()} == EXPECTED[form]["choices"]


@pytest.mark.parametrize("form", FORMS)
def test_choice_codes_are_unique_in_their_list(form: str) -> None:
    counted = Counter((row["list_name"], row["name"]) for row in sheet(form, "choices"))
    assert [pair for pair, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("form", FORMS)
def test_settings(form: str) -> None:
    [settings] = sheet(form, "settings")
    expected = EXPECTED[form]["settings"]
    assert {name: settings.get(name, "") for name in expected} == expected
    assert settings["form_title"]
    assert settings["fk_purpose"]


@pytest.mark.parametrize("form", FORMS)
def test_every_question_says_how_sensitive_it_is_and_nothing_else_does(form: str) -> None:
    for row in sheet(form, "survey"):
        assert ("fk_sensitivity" in row) == (row["type"] not in NOT_ANSWERED), row.get("name")


@pytest.mark.parametrize("form", FORMS)
def test_names_are_unique_and_every_reference_resolves(form: str) -> None:
    rows = sheet(form, "survey")
    names = [row["name"] for row in rows if "name" in row]
    assert len(names) == len(set(names))
    cited = {
        name for row in rows for cell in row.values() for name in re.findall(r"\$\{(\w+)\}", cell)
    }
    assert cited <= set(names)


@pytest.mark.parametrize("form", FORMS)
def test_no_question_records_a_picture_a_voice_or_a_place(form: str) -> None:
    kinds = {row["type"].split()[0] for row in sheet(form, "survey")}
    assert kinds <= {*NOT_ANSWERED, *CALCULATED, "text", "integer", "decimal", "date", "select_one",
                     "select_multiple"}  # fmt: skip


def test_the_visit_block_is_the_same_in_every_form() -> None:
    for name in META:
        first, *others = [question(form, name) for form in FORMS]
        assert all(other == first for other in others), name


def test_a_list_of_choices_is_the_same_in_every_form_that_uses_it() -> None:
    seen: dict[str, tuple[str, list[Row]]] = {}
    for form in FORMS:
        lists: dict[str, list[Row]] = {}
        for row in sheet(form, "choices"):
            lists.setdefault(row["list_name"], []).append(row)
        for name, rows in lists.items():
            other, known = seen.setdefault(name, (form, rows))
            assert rows == known, f"{name} in {form} and {other}"


def test_the_anonymous_survey_asks_nothing_that_identifies() -> None:
    tags = {row.get("fk_sensitivity") for row in sheet("integration_survey", "survey")}
    assert "identifier" not in tags
    assert all(row.get("name") != "subject_code" for row in sheet("integration_survey", "survey"))


def test_no_choice_about_consent_is_ticked_in_advance() -> None:
    choices = [r for r in sheet("consent_rights", "survey") if r["type"] == "select_one decision"]
    assert len(choices) == 4
    assert all("default" not in row for row in choices)


@pytest.mark.parametrize("form", FORMS)
def test_pyxform_converts_without_error_or_warning(form: str) -> None:
    result = convert(xlsform=str(workbook_path(form)), validate=False)
    assert result.warnings == []


@pytest.mark.parametrize("form", FORMS)
def test_our_own_check_finds_nothing_to_say(form: str) -> None:
    assert list(check_workbook(workbook_path(form)).findings) == []


def test_the_tool_may_fill_in_the_codes_of_the_visit() -> None:
    xform = convert(xlsform=str(workbook_path("intake_household")), validate=False).xform
    for name, params in (
        ("worker_code", "username"),
        ("team_code", "fk_team"),
        ("municipality_code", "fk_municipality"),
    ):
        [bind] = re.findall(rf'<bind nodeset="/data/meta_block/{name}"[^>]*>', xform)
        assert 'jr:preload="property"' in bind
        assert f'jr:preloadParams="{params}"' in bind
