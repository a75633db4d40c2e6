"""Rows that stand for others (loops, parts of other forms), and forms written in Markdown."""

from __future__ import annotations

from pathlib import Path

from small_forms import NOW
from workbook_making import Rows, write_xlsx

from fieldkit.forms.definition import load_package
from fieldkit.forms.session import FormSession
from fieldkit.forms.workbook import FormCheck, check_workbook
from fieldkit.forms.workbook.cells import read_workbook
from fieldkit.forms.workbook.expansion import expanded

HEAD = ["type", "name", "label"]
LIST: Rows = [
    ["list_name", "name", "label"],
    ["crops", "maize", "Maize"],
    ["crops", "rice", "Rice"],
    ["crops", "none", "None"],
]


def _check(folder: Path, survey: Rows, **sheets: Rows) -> FormCheck:
    return check_workbook(write_xlsx(folder / "f.xlsx", {"survey": survey, **sheets}))


def _start(check: FormCheck) -> FormSession:
    assert check.package is not None, [str(finding) for finding in check.findings]
    return FormSession(load_package(check.package), NOW)


def _errors(check: FormCheck) -> list[tuple[str, int, str]]:
    found = [each for each in check.findings if each.is_error]
    return [(each.code, each.place.row, each.place.column) for each in found]


def test_a_workbook_of_plain_rows_is_left_alone(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "f.xlsx", {"survey": [HEAD, ["text", "a", "A"]], "choices": LIST})
    workbook = read_workbook(path)
    assert expanded(workbook).workbook is workbook


def test_a_loop_asks_its_rows_for_each_choice(tmp_path: Path) -> None:
    survey: Rows = [
        HEAD,
        ["begin loop over crops", "harvest", "Harvest"],
        ["decimal", "kg_%(name)s", "How much %(label)s, 100%?"],
        ["end loop"],
        ["note", "n", "${kg_rice}"],
    ]
    session = _start(_check(tmp_path, survey, choices=LIST))
    assert session.paths()[1:6] == [
        "/data/harvest",
        "/data/harvest/maize", "/data/harvest/maize/kg_maize",
        "/data/harvest/rice", "/data/harvest/rice/kg_rice",
    ]  # fmt: skip
    assert session.label("/data/harvest/rice") == "Rice"
    assert session.label("/data/harvest/rice/kg_rice") == "How much Rice, 100%?"


def test_a_loop_without_its_list_is_refused(tmp_path: Path) -> None:
    nowhere: Rows = [HEAD, ["begin loop over crop", "h", "H"], ["text", "a", "A"], ["end loop"]]
    assert _errors(_check(tmp_path, nowhere, choices=LIST)) == [("unknown-list", 2, "A")]
    bare: Rows = [HEAD, ["begin loop", "h", "H"], ["text", "a", "A"], ["end loop"]]
    assert _errors(_check(tmp_path, bare, choices=LIST)) == [("no-list", 2, "A")]


MAIN: Rows = [HEAD, ["text", "a", "A"], ["include", "part"], ["integer", "z", "Z"]]
PART: Rows = [["type", "name", "relevance", "caption"],
              ["select_one crops", "crop", "${a} = 'x'", "Crop"]]  # fmt: skip


def test_the_rows_of_another_form_come_in_place_of_the_include(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "part.xlsx", {"survey": PART, "choices": LIST})
    session = _start(_check(tmp_path, MAIN))
    assert session.paths()[1:4] == ["/data/a", "/data/crop", "/data/z"]
    assert not session.relevant("/data/crop")
    session.answer("/data/a", "x")
    assert [each.value for each in session.choices("/data/crop")] == ["maize", "rice", "none"]


def test_what_is_wrong_in_an_included_row_leads_to_the_include(tmp_path: Path) -> None:
    broken: Rows = [PART[0], ["select_one crops", "crop", "${nobody} = 'x'", "Crop"]]
    write_xlsx(tmp_path / "part.xlsx", {"survey": broken, "choices": LIST})
    assert [each[:2] for each in _errors(_check(tmp_path, MAIN))] == [("unknown-reference", 3)]


def test_an_include_that_cannot_be_followed_is_refused(tmp_path: Path) -> None:
    assert _errors(_check(tmp_path, MAIN)) == [("missing-form", 3, "B")]
    write_xlsx(tmp_path / "part.xlsx", {"survey": [HEAD, ["include", "f"]]})
    assert _errors(_check(tmp_path, MAIN)) == [("include-circle", 3, "B")]
    (tmp_path / "part.xlsx").write_bytes(b"no workbook")
    assert _errors(_check(tmp_path, MAIN)) == [("unreadable-include", 3, "B")]


MARKDOWN = r"""
A form among other words.

| survey  |                  |      |            |
|         | type             | name | label      |
|         | text             | a    | One \| two |
| ------- | ---------------- | ---- | ---------- |
|         | select_one crops | b    | B          |
| choices |           |       |       |
|         | list_name | name  | label |
|         | crops     | maize | Maize |
"""


def test_a_form_in_markdown_runs_and_counts_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    session = _start(check_workbook(path))
    assert session.label("/data/a") == "One | two"
    assert [each.label for each in session.choices("/data/b")] == ["Maize"]
    path.write_text(MARKDOWN.replace("select_one crops", "select_one corps"), encoding="utf-8")
    assert _errors(check_workbook(path)) == [("unknown-list", 8, "B")]


OLD = [
    "q string", "add note prompt", "q int", "select one from crops", "select1 crops",
    "add select multiple prompt using crops", "select all that apply crops", "rank crops",
    "get start time", "phone number", "subscriber id", "percentage", "add image prompt",
    "background-audio", "start-geopoint", "acknowledge", "trigger", "hidden", "osm", "email",
    "select_multiple crops or_other", "select one crops or specify other", "uri:username",
]  # fmt: skip


def test_old_and_rare_types_run(tmp_path: Path) -> None:
    rows = [[written, f"q{at}", "A"] for at, written in enumerate(OLD)]
    session = _start(_check(tmp_path, [HEAD, *rows], choices=LIST))
    assert {f"/data/q{at}" for at in range(len(OLD))} <= set(session.paths())
    assert b"<q22" in session.submission()


def test_more_rows_than_a_form_can_have_are_refused(tmp_path: Path) -> None:
    digits = [["d", f"d{number}", str(number)] for number in range(10)]
    loops = [["begin loop over d", f"l{depth}", "L"] for depth in range(5)]
    survey: Rows = [HEAD, *loops, ["text", "a", "A"], *[["end loop"]] * 5]
    check = _check(tmp_path, survey, choices=[LIST[0], *digits])
    assert _errors(check)[0] == ("too-many-rows", 2, "A")
    deep: Rows = [HEAD, *[["begin loop over d", f"l{depth}", "L"] for depth in range(12)]]
    check = _check(tmp_path, deep, choices=[LIST[0], digits[0]])
    assert ("too-many-rows", 12, "A") in _errors(check)
