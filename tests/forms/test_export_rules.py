"""Export rules: how they are read, what is wrong with some, and how they reach the definition."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_workbooks import workbook_path
from small_forms import define
from workbook_making import Rows, write_xlsx

from fieldkit.forms import FormError, definition_from_package
from fieldkit.forms.export_rules import BadExportRule, ExportRules, read_export_rules
from fieldkit.forms.workbook import check_workbook, package_from_workbook

HEAD = ["type", "name", "label", "fk_export"]
STATUS: Rows = [
    ["list_name", "name", "label"],
    *(["status", code, code] for code in ("refugee", "no_doc", "dk", "other")),
]
VALUES = st.text(st.sampled_from("abc-19_éα"), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", {}),
        (" ; \n", {}),
        ("blank -1", {"-1": ""}),
        ("blank  -1 -9", {"-1": "", "-9": ""}),
        ("merge a b as c", {"a": "c", "b": "c"}),
        ("merge as is as was", {"as": "was", "is": "was"}),
        ("blank x; merge a as c\nmerge b as d;", {"x": "", "a": "c", "b": "d"}),
    ],
)
def test_rules_are_read(text: str, written: dict[str, str]) -> None:
    rules = read_export_rules(text)
    assert dict(rules.written) == written
    assert bool(rules) == bool(written)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("blank", "“blank”"),
        ("Blank -1", "“Blank -1”"),
        ("hide -1", "“hide -1”"),
        ("merge a b other", "“merge a b other”"),
        ("merge as other", "“merge as other”"),
        ("merge a as", "“merge a as”"),
        ("blank ${age}", "“blank ${age}”"),
        ("blank a; merge a b as c", "a stands in two rules"),
        ("merge a as b; merge b as c", "published as b"),
        ("merge a as b; blank b", "published as b"),
        ("merge a b as a", "published as a"),
        ("merge as as as", "published as as"),
    ],
)
def test_rules_that_cannot_be_followed_are_refused_in_words(text: str, quoted: str) -> None:
    with pytest.raises(BadExportRule) as refusal:
        read_export_rules(text)
    assert quoted in refusal.value.message
    assert refusal.value.next_step


@given(st.dictionaries(VALUES, st.just("") | VALUES))
def test_rules_written_down_are_read_back(written: dict[str, str]) -> None:
    rules = ExportRules({v: w for v, w in written.items() if w not in written})
    assert dict(read_export_rules(str(rules)).written) == dict(rules.written)


def places(tmp_path: Path, survey: Rows, choices: Rows = STATUS) -> dict[str, tuple[str, int, str]]:
    path = write_xlsx(tmp_path / "form.xlsx", {"survey": survey, "choices": choices})
    return {
        finding.code: (finding.place.sheet, finding.place.row, finding.place.column)
        for finding in check_workbook(path).findings
    }


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["integer", "a", "A", "blank minus one"], "unknown-export-code"),
        (["integer", "a", "A", "blnk -1"], "bad-export"),
        (["select_one status", "a", "A", "merge no_dok as other"], "unknown-export-code"),
        (["select_one status", "a", "A", "merge no_doc as others"], "unknown-export-code"),
        (["select_multiple status", "a", "A", "blank DK"], "unknown-export-code"),
        (["note", "a", "A", "blank -1"], "idle-export"),
    ],
)
def test_a_wrong_rule_is_found_with_its_cell(tmp_path: Path, row: list[str], code: str) -> None:
    survey: Rows = [HEAD, ["text", "first", "First"], row]
    assert places(tmp_path, survey)[code] == ("survey", 3, "D")


def test_a_rule_on_a_group_has_no_effect_and_says_so(tmp_path: Path) -> None:
    survey: Rows = [
        HEAD,
        ["begin group", "g", "G", "blank -1"],
        ["text", "a", "A"],
        ["end group", None, None, None],
    ]
    assert places(tmp_path, survey)["idle-export"] == ("survey", 2, "D")


def test_codes_in_a_file_cannot_be_compared_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "status.csv").write_text("name,label\nno_doc,No\nother,O\n", encoding="utf-8")
    survey: Rows = [HEAD, ["select_one_from_file status.csv", "a", "A", "merge no_doc as other"]]
    assert places(tmp_path, survey)["unchecked-export"] == ("survey", 2, "D")


def test_the_choice_that_or_other_adds_can_be_merged_into(tmp_path: Path) -> None:
    choices: Rows = [*STATUS[:-1]]
    survey: Rows = [HEAD, ["select_one status or_other", "a", "A", "merge no_doc as other"]]
    assert not [code for code in places(tmp_path, survey, choices) if "export" in code]


def test_rules_travel_with_the_form_to_the_definition(tmp_path: Path) -> None:
    survey: Rows = [
        HEAD,
        ["select_one status", "papers", "Papers", "merge no_doc dk as other"],
        ["integer", "age", "Age", "blank -1\nblank -9"],
        ["text", "note", "Note"],
    ]
    path = write_xlsx(tmp_path / "form.xlsx", {"survey": survey, "choices": STATUS})
    package = package_from_workbook(path)
    assert b'fk:export="merge no_doc dk as other"' in package.xform
    definition = definition_from_package(package)
    assert [str(definition.nodes[f"/data/{n}"].export) for n in ("papers", "age", "note")] == [
        "merge no_doc dk as other", "blank -1 -9", ""
    ]  # fmt: skip
    assert [f.code for f in check_workbook(path).findings] == []


def test_an_xform_with_a_rule_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(FormError) as refusal:
        define('<data id="f"><a/></data>', '<bind nodeset="/data/a" fk:export="drop x"/>')
    assert (refusal.value.code, refusal.value.question) == ("export", "/data/a")


def test_the_shipped_forms_say_what_must_not_leave() -> None:
    """PR-25 of the requirements, and the rule on -1 of F02."""
    rules = {
        (form, node.name): str(node.export)
        for form in ("consent_rights", "intake_household", "integration_survey")
        for node in definition_from_package(
            package_from_workbook(workbook_path(form))
        ).publishable()
        if node.export
    }
    merged = "merge no_doc appeal dk as other"
    assert rules == {
        ("intake_household", "legal_status"): merged,
        ("intake_household", "m_age"): "blank -1",
        ("integration_survey", "legal_status"): merged,
    }
