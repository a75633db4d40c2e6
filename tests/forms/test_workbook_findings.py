"""Every kind of mistake in a workbook is found, with its sheet, row and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbook_making import Rows, write_csv_folder, write_xlsx

from fieldkit.forms.findings import Finding, WorkbookErrors
from fieldkit.forms.workbook import check_workbook, choices, package_from_workbook

YES_NO: Rows = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]
HEAD = ["type", "name", "label", "relevant", "constraint", "calculation", "choice_filter"]


def findings_of(tmp_path: Path, **sheets: Rows) -> list[Finding]:
    return list(check_workbook(write_xlsx(tmp_path / "form.xlsx", sheets)).findings)


def found(findings: list[Finding], code: str) -> list[tuple[str, int, str]]:
    return [
        (finding.place.sheet, finding.place.row, finding.place.column)
        for finding in findings
        if finding.code == code
    ]


def test_four_planted_mistakes_are_all_reported(tmp_path: Path) -> None:
    survey: Rows = [
        HEAD,
        ["integer", "age", "Age"],
        ["text", "school", "School", "${aeg} < 18"],
        ["select_one yesno", "consent", "Consent"],
        ["calculate", "months", None, None, None, "roundd(${age} * 12, 0)"],
        ["begin group", "home", "Home"],
        ["text", "street", "Street"],
    ]
    path = write_xlsx(tmp_path / "planted.xlsx", {"survey": survey, "choices": YES_NO})
    check = check_workbook(path)
    errors = [finding for finding in check.findings if finding.is_error]
    assert [(e.code, e.place.row, e.place.column) for e in errors] == [
        ("unknown-reference", 3, "D"),
        ("unknown-list", 4, "A"),
        ("unknown-function", 5, "F"),
        ("unbalanced-begin", 6, "A"),
    ]
    assert "roundd()" in errors[2].problem
    assert errors[0].remedy == "Did you mean age?"
    assert errors[2].remedy == "Did you mean round?"
    assert check.package is None


def test_the_refusal_lists_every_mistake(tmp_path: Path) -> None:
    survey: Rows = [HEAD, ["texxt", "a", "A"], ["text", "b c", "B"]]
    path = write_xlsx(tmp_path / "two.xlsx", {"survey": survey})
    with pytest.raises(WorkbookErrors) as caught:
        package_from_workbook(path)
    message = str(caught.value)
    assert "2 mistakes" in message
    assert "sheet survey, row 2, column A (type)" in message
    assert "sheet survey, row 3, column B (name)" in message


def test_the_same_name_in_two_groups_is_fine_until_it_is_referred_to(tmp_path: Path) -> None:
    survey: Rows = [
        HEAD,
        ["begin group", "one", "One"],
        ["text", "remark", "Remark"],
        ["end group"],
        ["begin group", "two", "Two"],
        ["text", "remark", "Remark"],
        ["end group"],
    ]
    assert check_workbook(write_xlsx(tmp_path / "same.xlsx", {"survey": survey})).ok
    findings = findings_of(tmp_path, survey=[*survey, ["note", "n", "You said ${remark}"]])
    assert found(findings, "ambiguous-reference") == [("survey", 8, "C")]


def test_a_block_closed_by_the_wrong_end_names_where_it_was_opened(tmp_path: Path) -> None:
    survey: Rows = [
        HEAD,
        ["begin repeat", "member", "Member"],
        ["begin group", "name", "Name"],
        ["text", "given", "Given"],
        ["end repeat"],
        ["text", "after", "After"],
    ]
    findings = findings_of(tmp_path, survey=survey)
    assert found(findings, "unbalanced-end") == [("survey", 5, "A")]
    assert "group name opened in row 3" in next(
        finding.problem for finding in findings if finding.code == "unbalanced-end"
    )
    assert found(findings, "unbalanced-begin") == []


def test_duplicate_codes_may_be_allowed_by_the_settings(tmp_path: Path) -> None:
    settings: Rows = [["form_id", "version", "allow_choice_duplicates"], ["a", "1", "yes"]]
    findings = findings_of(
        tmp_path,
        survey=[HEAD, ["select_one yn", "a", "A"]],
        choices=[*YES_NO, ["yn", "yes", "Yes again"]],
        settings=settings,
    )
    assert not [finding for finding in findings if finding.is_error]


def test_a_filter_reads_columns_that_the_list_has(tmp_path: Path) -> None:
    survey: Rows = [
        HEAD,
        ["select_one region", "region", "Region"],
        ["select_one town", "town", "Town", None, None, None, "regon = ${region}"],
    ]
    choices: Rows = [
        ["list_name", "name", "label", "region"],
        ["region", "n", "North", None],
        ["town", "a", "Alpha", "n"],
    ]
    findings = findings_of(tmp_path, survey=survey, choices=choices)
    assert found(findings, "unknown-filter-column") == [("survey", 3, "G")]
    assert "Did you mean region?" in [finding.remedy for finding in findings]


def test_a_filter_may_look_into_other_lists(tmp_path: Path) -> None:
    choice_filter = "instance('region')/root/item[name = current()/../region]/zone = zone"
    survey: Rows = [
        HEAD,
        ["select_one region", "region", "Region"],
        ["select_one town", "town", "Town", None, None, None, choice_filter],
    ]
    choices: Rows = [["list_name", "name", "label", "zone"], ["region", "n", "N", "z"]]
    findings = findings_of(tmp_path, survey=survey, choices=[*choices, ["town", "a", "A", "z"]])
    assert found(findings, "unknown-filter-column") == []


def test_calculations_in_a_circle_are_named_once(tmp_path: Path) -> None:
    survey: Rows = [
        HEAD,
        ["calculate", "a", None, None, None, "${b} + 1"],
        ["calculate", "b", None, None, None, "${c} + 1"],
        ["calculate", "c", None, None, None, "${a} + 1"],
        ["calculate", "d", None, None, None, "${a} + 1"],
    ]
    findings = findings_of(tmp_path, survey=survey)
    assert found(findings, "cycle") == [("survey", 2, "F")]


def test_messages_without_what_they_explain(tmp_path: Path) -> None:
    head = ["type", "name", "label", "constraint_message", "required_message"]
    findings = findings_of(tmp_path, survey=[head, ["text", "a", "A", "Too long", "Needed"]])
    assert found(findings, "lonely-message") == [("survey", 2, "D"), ("survey", 2, "E")]


def test_unknown_columns_with_the_nearest_known_one(tmp_path: Path) -> None:
    head = ["type", "name", "lable::English (en)", "relevent", "_mine", "kuid", "label"]
    findings = findings_of(tmp_path, survey=[head, ["text", "a", "A", None, "x", "y", "A"]])
    assert found(findings, "unknown-column") == [("survey", 1, "C"), ("survey", 1, "D")]
    remedies = [finding.remedy for finding in findings if finding.code == "unknown-column"]
    assert remedies == ["Did you mean label?", "Did you mean relevant?"]


def test_columns_that_are_missing_or_there_twice(tmp_path: Path) -> None:
    findings = findings_of(
        tmp_path,
        survey=[["type", "name", "label", "caption"], ["select_one yn", "a", "A", "B"]],
        choices=[["list_name", "label"], ["yn", "Yes"]],
    )
    assert found(findings, "duplicate-column") == [("survey", 1, "D")]
    assert found(findings, "missing-column") == [("choices", 1, "")]


def test_invisible_characters_are_found(tmp_path: Path) -> None:
    sheets = {
        "survey": [["type", "name", "label"], ["text", "a", "Pasted\x0btext"]],
        "settings": [["form_id", "version"], ["a", "1"]],
    }
    check = check_workbook(write_csv_folder(tmp_path / "form", sheets))
    assert found(list(check.findings), "bad-character") == [("survey", 2, "C")]


def test_a_function_called_with_the_wrong_arguments(tmp_path: Path) -> None:
    findings = findings_of(tmp_path, survey=[HEAD, ["text", "a", "A", "if(. = 1, 2)"]])
    assert found(findings, "bad-expression") == [("survey", 2, "D")]


def test_a_very_long_list_is_better_kept_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choices, "LARGE_LIST", 9)
    rows = [["places", f"p{number}", f"Place {number}"] for number in range(10)]
    sheets: dict[str, Rows] = {
        "survey": [["type", "name", "label"], ["select_one places", "a", "A"]],
        "choices": [["list_name", "name", "label"], *rows],
    }
    check = check_workbook(write_csv_folder(tmp_path / "form", sheets))
    assert found(list(check.findings), "large-list") == [("choices", 2, "A")]


def test_one_language_in_two_spellings(tmp_path: Path) -> None:
    head = ["type", "name", "label::English (en)", "hint::English(en)"]
    findings = findings_of(tmp_path, survey=[head, ["text", "a", "A", "B"]])
    assert found(findings, "two-spellings") == [("survey", 1, "D")]


def test_gaps_in_a_translation_are_one_warning_per_language(tmp_path: Path) -> None:
    head = ["type", "name", "label::English (en)", "label::العربية (ar)"]
    survey: Rows = [head, ["text", "a", "A", "أ"], ["text", "b", "B", None], ["text", "c", "C"]]
    findings = findings_of(tmp_path, survey=survey)
    assert found(findings, "missing-translation") == [("survey", 3, "D")]
    gap = next(finding for finding in findings if finding.code == "missing-translation")
    assert "3, 4" in gap.problem


def test_a_form_without_id_and_version_is_warned_about(tmp_path: Path) -> None:
    findings = findings_of(
        tmp_path, survey=[HEAD, ["text", "a", "A"]], settings=[["form_title"], ["Visit"]]
    )
    assert found(findings, "no-form-id") == [("settings", 2, "")]
    assert found(findings, "no-version") == [("settings", 2, "")]


def test_a_default_language_nobody_wrote(tmp_path: Path) -> None:
    findings = findings_of(
        tmp_path,
        survey=[["type", "name", "label::English (en)"], ["text", "a", "A"]],
        settings=[["form_id", "version", "default_language"], ["a", "1", "English"]],
    )
    assert found(findings, "unknown-language") == [("settings", 2, "C")]


@pytest.mark.parametrize(
    ("gate", "code"),
    [("may_go", "unknown-gate"), ("inside", "gate-in-repeat"), ("may_continue", "")],
)
def test_the_gate_names_one_question_outside_repeats(tmp_path: Path, gate: str, code: str) -> None:
    survey: Rows = [
        HEAD,
        ["select_one yn", "may_continue", "May I?"],
        ["begin repeat", "r", "R"],
        ["select_one yn", "inside", "Inside?"],
        ["end repeat"],
    ]
    settings: Rows = [["form_id", "version", "fk_gate"], ["a", "1", gate]]
    findings = findings_of(tmp_path, survey=survey, choices=YES_NO, settings=settings)
    assert [finding.code for finding in findings if finding.is_error] == ([code] if code else [])


def test_sensitivity_words(tmp_path: Path) -> None:
    head = ["type", "name", "label", "fk_sensitivity"]
    survey: Rows = [
        head,
        ["text", "a", "A", "specail"],
        ["begin group", "g", "G", "ordinary"],
        ["text", "b", "B", "ordinary"],
        ["end group"],
    ]
    findings = findings_of(tmp_path, survey=survey)
    assert found(findings, "bad-sensitivity") == [("survey", 2, "D")]
    assert found(findings, "idle-sensitivity") == [("survey", 3, "D")]


def test_a_rename_must_leave_the_old_name_free(tmp_path: Path) -> None:
    head = ["type", "name", "label", "fk_was"]
    survey: Rows = [head, ["text", "phone", "Phone", "tel"], ["text", "tel", "Tel"]]
    assert found(findings_of(tmp_path, survey=survey), "rename-clash") == [("survey", 2, "D")]


def test_a_workbook_without_a_survey_sheet(tmp_path: Path) -> None:
    findings = findings_of(tmp_path, surveys=[HEAD, ["text", "a", "A"]])
    assert [finding.code for finding in findings if finding.is_error] == ["no-survey"] * 2
    assert "Did you mean surveys?" in [finding.remedy for finding in findings]


def test_what_pyxform_alone_finds_keeps_its_row(tmp_path: Path) -> None:
    # A range whose end is no number passes our pre-pass; pyxform refuses it.
    survey: Rows = [["type", "name", "label", "parameters"], ["range", "a", "A", "end=lots"]]
    findings = findings_of(tmp_path, survey=survey)
    assert found(findings, "bad-parameters") == [("survey", 2, "D")]


def test_both_names_of_the_form_id_are_a_warning_and_form_id_counts(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "survey": [["type", "name", "label"], ["text", "a", "A"]],
        "settings": [["id_string", "form_id", "version"], ["old", "new", "1"]],
    }
    check = check_workbook(write_xlsx(tmp_path / "form.xlsx", sheets))
    assert check.package is not None
    assert check.package.metadata["form_id"] == "new"
    assert [(f.code, f.is_error) for f in check.findings] == [("duplicate-column", False)]


def test_the_end_of_a_misspelt_block_needs_no_name_and_a_missing_list_is_said_once(
    tmp_path: Path,
) -> None:
    survey: Rows = [HEAD, ["select_one", "a", "A"], ["end grup", None, None]]
    errors = [f for f in findings_of(tmp_path, survey=survey) if f.is_error]
    assert [(f.code, f.place.row) for f in errors] == [("no-list", 2), ("unknown-type", 3)]
