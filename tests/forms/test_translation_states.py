"""Draft languages: from the sheet fk_translations to the package, the definition and the check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from library_workbooks import FORMS, LANGUAGES, workbook_path
from small_forms import xform
from workbook_making import Rows, write_combined_csv, write_csv_folder, write_xlsx

from fieldkit.cli.form import form as form_command
from fieldkit.forms import FormError, FormPackage, definition_from_package
from fieldkit.forms.translation_states import TranslationState, states_from_metadata
from fieldkit.forms.workbook import check_file, check_workbook, package_from_workbook

SURVEY: Rows = [
    ["type", "name", "label::English (en)", "label::Ελληνικά (el)"],
    ["text", "name", "Name", "Όνομα"],
]
HEAD = ["language", "form_title", "state", "origin", "reviewer", "date"]
ENGLISH = ["English (en)", "Visit", "reviewed", "author", "M. Reviewer", "2026-11-23"]
GREEK = ["Ελληνικά (el)", "Επίσκεψη", "draft", "machine", None, "2026-11-22"]
SETTINGS: Rows = [["form_id", "version"], ["visit", "2026112201"]]
STATES = (
    TranslationState("English (en)", "reviewed", "author", "Visit", "2026-11-23"),
    TranslationState("Ελληνικά (el)", "draft", "machine", "Επίσκεψη", "2026-11-22"),
)


def workbook(tmp_path: Path, *rows: list[str | None], **others: Rows) -> Path:
    sheets = {"survey": SURVEY, "fk_translations": [HEAD, *rows], **others}
    return write_xlsx(tmp_path / "form.xlsx", sheets)


def test_the_states_reach_the_package_and_the_definition(tmp_path: Path) -> None:
    package = package_from_workbook(workbook(tmp_path, ENGLISH, GREEK))
    assert states_from_metadata(package.metadata) == STATES
    definition = definition_from_package(FormPackage.from_bytes(package.to_bytes()))
    assert definition.languages == ["en", "el"]
    assert definition.draft_languages == {"el": "machine"}


def test_a_review_changes_the_hash_of_the_form_and_keeps_the_reviewer_at_home(
    tmp_path: Path,
) -> None:
    before = package_from_workbook(workbook(tmp_path, ENGLISH, GREEK))
    reviewed = [*GREEK[:2], "reviewed", "machine", "Ν. Ελεγκτής", "2026-12-01"]
    after = package_from_workbook(workbook(tmp_path, ENGLISH, reviewed))
    assert before.hash != after.hash
    assert before.xform == after.xform
    assert definition_from_package(after).draft_languages == {}
    assert "Ελεγκτής".encode() not in after.to_bytes()


def test_a_workbook_without_the_sheet_says_nothing(tmp_path: Path) -> None:
    check = check_workbook(write_xlsx(tmp_path / "form.xlsx", {"survey": SURVEY}))
    assert check.package is not None
    assert (list(check.translations), "fk_translations" in check.package.metadata) == ([], False)
    assert definition_from_package(check.package).draft_languages == {}


@pytest.mark.parametrize("write", [write_csv_folder, write_combined_csv])
def test_the_sheet_is_read_from_csv_too(tmp_path: Path, write) -> None:
    sheets: dict[str, Rows] = {
        "survey": SURVEY, "settings": SETTINGS, "fk_translations": [HEAD, ENGLISH, GREEK]
    }  # fmt: skip
    path = write(tmp_path / ("form.csv" if write is write_combined_csv else "form"), sheets)
    assert tuple(check_workbook(path).translations) == STATES


@pytest.mark.parametrize(
    ("rows", "code", "row", "column"),
    [
        ([ENGLISH, [*GREEK[:2], "drft"]], "bad-translation-state", 3, "C"),
        ([ENGLISH, [*GREEK[:2], None]], "bad-translation-state", 3, "C"),
        ([ENGLISH, ["Greek (el)", "E", "draft"]], "unknown-language", 3, "A"),
        ([ENGLISH, GREEK, ENGLISH], "duplicate-language", 4, "A"),
        ([ENGLISH], "no-translation-state", 1, ""),
        ([ENGLISH, [*GREEK[:2], "reviewed", "machine"]], "unsigned-review", 3, "C"),
    ],
)
def test_what_does_not_fit_is_found(tmp_path: Path, rows, code: str, row: int, column: str) -> None:
    findings = {f.code: f.place for f in check_workbook(workbook(tmp_path, *rows)).findings}
    place = findings[code]
    assert (place.sheet, place.row, place.column) == ("fk_translations", row, column)


def test_the_sheet_needs_its_columns(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "survey": SURVEY,
        "fk_translations": [["language"], ["English (en)"]],
    }
    check = check_workbook(write_xlsx(tmp_path / "form.xlsx", sheets))
    assert "missing-column" in {finding.code for finding in check.findings}
    assert not check.ok


def test_a_language_the_sheet_leaves_out_is_a_draft(tmp_path: Path) -> None:
    package = package_from_workbook(workbook(tmp_path, ENGLISH))
    assert definition_from_package(package).draft_languages == {"el": ""}


@pytest.mark.parametrize("name", ["fk_choices", "fk_survey", "fk_settings", "FK_entities"])
def test_other_sheets_of_ours_disturb_nothing(tmp_path: Path, name: str) -> None:
    odd: Rows = [["list name", "type"], ["l", "begin group"]]
    plain = check_workbook(write_xlsx(tmp_path / "a.xlsx", {"survey": SURVEY}))
    more = check_workbook(write_xlsx(tmp_path / "b.xlsx", {"survey": SURVEY, name: odd}))
    assert more.package == plain.package
    assert list(more.findings) == list(plain.findings)


def test_a_sheet_that_is_nearly_ours_is_pointed_out(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "f.xlsx", {"survey": SURVEY, "fk_translation": [HEAD, GREEK]})
    [finding] = check_workbook(path).findings
    assert finding.code == "unknown-sheet"
    assert "fk_translations" in finding.remedy


@pytest.mark.parametrize("text", ["no json", "{}", '["en"]', '[{"language": "en"}]', "[[]]"])
def test_a_package_that_says_it_unreadably_is_refused(text: str) -> None:
    package = FormPackage(xform('<data id="f"><a/></data>'), {}, {"fk_translations": text})
    with pytest.raises(FormError) as refusal:
        definition_from_package(package)
    assert refusal.value.code == "translations"


def test_the_check_prints_which_languages_are_drafts(tmp_path: Path) -> None:
    path = workbook(tmp_path, ENGLISH, GREEK)
    packed = tmp_path / "form.fkform"
    packed.write_bytes(package_from_workbook(path).to_bytes())
    for form in (path, packed):
        said = CliRunner().invoke(form_command, ["check", str(form)]).output
        assert "translation English (en): reviewed (author)" in said
        assert "translation Ελληνικά (el): draft (machine)" in said
        as_json = CliRunner().invoke(form_command, ["check", str(form), "--json"]).stdout
        states = json.loads(as_json)["forms"][0]["translations"]
        assert [state["state"] for state in states] == ["reviewed", "draft"]
        assert tuple(check_file(form).translations) == STATES


@pytest.mark.parametrize("form", FORMS)
def test_every_language_of_the_shipped_forms_is_a_draft(form: str) -> None:
    package = package_from_workbook(workbook_path(form))
    drafts = definition_from_package(package).draft_languages
    assert drafts == {
        "el": "machine",
        "en": "author",
        "ar": "machine",
        "fa": "machine",
        "fr": "machine",
    }
    titles = {state.language: state.title for state in states_from_metadata(package.metadata)}
    assert tuple(titles) == LANGUAGES
    assert all(titles.values())
