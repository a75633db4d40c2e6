"""What only pyxform finds is said in our words, at its cell, with what to do; all of it at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from workbook_making import Cell, Rows, write_csv_folder

from fieldkit.forms.findings import Finding
from fieldkit.forms.workbook import check_workbook
from fieldkit.forms.workbook.complaint_rules import UNEXPLAINED
from fieldkit.forms.workbook.complaints import CODES, RULES

HEAD = [
    "type", "name", "label", "parameters", "save_to", "trigger", "appearance", "choice_filter",
    "calculation", "big-image", "guidance_hint", "disabled",
]  # fmt: skip
CHOICES: Rows = [
    ["list_name", "name", "label", "two words"],
    ["yn", "y", "Y", None],
    ["abc", "a", "A", None],
]
TREES: Rows = [["list_name", "label"], ["trees", "${a}"]]
_FIELD = re.compile(r"\{\w+\}")
_FILES = {"v.csv": "name,label\na,A\n", "v.geojson": '{"features": [{"id": "a"}]}'}


def range_of(parameters: str, appearance: str = "") -> list[Cell]:
    return ["range", "a", "A", parameters, None, None, appearance]


def typed(kind: str, parameters: str) -> list[Cell]:
    return [kind, None if kind == "audit" else "a", "A", parameters]


def saved(name: str, save_to: str) -> list[Cell]:
    return ["text", name, "A", None, save_to]


# The rows of the survey, further sheets, and what is said: cell, problem, remedy (its beginning).
Case = tuple[list[list[Cell]], dict[str, Rows], tuple[str, int, str], str, str]
PARAMETERS: list[Case] = [
    ([row], {}, ("survey", 2, "D"), problem, remedy)
    for row, problem, remedy in [
        (typed("text", "junk"), "The parameters cannot be read.", "Write name=value"),
        (typed("text", "what=1"), "has no parameter what.", "It has: rows."),
        (range_of("end=lots"), "The parameter end of this range is no", "Write a number, for"),
        (range_of("step=0"), "The parameter step of this range is 0", "Write the distance"),
        (range_of("start=1 end=5 step=9"), "step is larger than", "Write a smaller one"),
        (range_of("end=10 step=2 tick_interval=3"), "does not fall on the steps", "Write a mult"),
        (
            range_of("start=0 end=10 step=2 placeholder=30"),
            "placeholder lies outside",
            "Write a number",
        ),
        (range_of("tick_interval=1", "rating"), "This appearance has no", "Remove these"),
        (range_of("tick_labelset=nolist"), "names no list", "Write the name of a list"),
        (range_of("tick_labelset=abc"), "The list of the tick labels", "Its codes must be"),
        (typed("geotrace", "incremental=maybe"), "can only be true", "Write incremental=true"),
        (typed("geopoint", "reference-geometry=zz"), "names no list, file", "Write the name"),
        (typed("geopoint", "capture-accuracy=x"), "capture-accuracy is no number", "Write metres"),
        (typed("geopoint", "allow-mock-accuracy=x"), "neither true nor false", "Write allow-mock"),
        (typed("audit", "track-changes=x"), "track-changes has a value", "It can be: true or f"),
        (typed("audit", "location-priority=balanced"), "asks for places", "Write location-pri"),
        (
            typed("audit", "location-priority=no location-min-interval=5 location-max-age=9"),
            "location-priority has a value",
            "It can be: no-power",
        ),
        (
            typed("audit", "location-priority=balanced location-min-interval=5 location-max-age=3"),
            "location-max-age is too small",
            "It cannot be below 0",
        ),
        (typed("select_one yn", "seed=3"), "A seed has no use", "Add randomize=true"),
        (typed("select_one yn", "randomize=true seed=x"), "neither a number", "Write a number, or"),
        (typed("image", "max-pixels=x"), "max-pixels is no whole number", "Write a whole"),
        (typed("image", "app=x"), "no name of an Android app", "Write it as the app store"),
        (typed("audio", "quality=x"), "no such quality", "Write quality=normal"),
        (
            typed("select_one_from_file v.csv", "value=na-.me label=la()"),
            "label is no name of a",
            "Wr",
        ),
    ]
]
LABELLED: Rows = [
    ["list_name", "name", "label"],
    ["three", "0", "A"],
    ["three", "1", "B"],
    ["three", "2", "C"],
]
ENTITIES: list[Case] = [
    ([saved("a", "h")], {}, ("survey", 2, "E"), "workbook declares none", "Add a sheet entities"),
    (
        [saved("a", "h"), saved("b", "h")],
        {"entities": TREES},
        ("survey", 3, "E"),
        "Row 2 is",
        "Give",
    ),
    (
        [["begin group", "g", "G", None, "h"], saved("a", ""), ["end group"]],
        {"entities": TREES},
        ("survey", 2, "E"),
        "A group or repeat has no answer",
        "Move the property",
    ),
    (
        [saved("a", "bush#h")],
        {"entities": TREES},
        ("survey", 2, "E"),
        "no list bush",
        "Correct the",
    ),
    (
        [saved("a", "trees#h#x")],
        {"entities": TREES},
        ("survey", 2, "E"),
        "more than one #",
        "Write",
    ),
    (
        [saved("a", "name")],
        {"entities": TREES},
        ("survey", 2, "E"),
        "cannot be the name of a p",
        "Use",
    ),
    (
        [saved("a", "h")],
        {"entities": [*TREES, ["shrubs", "${a}"]]},
        ("survey", 2, "E"),
        "not clear which of the entities",
        "Write the list before it",
    ),
    (
        [
            ["begin repeat", "r", "R"],
            saved("a", "x"),
            ["end repeat"],
            ["begin repeat", "s", "S"],
            saved("b", "y"),
            ["end repeat"],
        ],
        {"entities": TREES},
        ("survey", 6, "E"),
        "The entity trees takes answers of different repeats",
        "Compute the answer",
    ),
    (
        [["text", "a", "A"]],
        {"entities": [["list_name", "label", "create_if"], ["trees", None, "1 = 1"]]},
        ("entities", 2, "B"),
        "New entities of the list trees would have no label",
        "Write an expression in the column label, for example ${name}",
    ),
    (
        [["text", "a", "A"]],
        {
            "entities": [
                ["list_name", "label", "create_if", "entity_id", "update_if"],
                ["trees", "'x'", "1 = 1", "${a}", None],
            ]
        },
        ("entities", 2, "E"),
        "not said when an entity of the list trees is changed",
        "Write a condition in update_if",
    ),
    (
        [["text", "a", "A"]],
        {
            "entities": [
                ["list_name", "label", "update_if", "entity_id"],
                ["trees", "'x'", "1", None],
            ]
        },
        ("entities", 2, "D"),
        "not said which entity of the list trees",
        "Write the question that holds its id",
    ),
    (
        [["text", "a", "A"], ["text", "b", "B"]],
        {"entities": [*TREES, ["shrubs", "${b}"]]},
        ("entities", 3, "A"),
        "shares a repeat with another entity",
        "Let each entity use",
    ),
    (
        [["text", "a", "A"]],
        {"entities": [["list_name", "lable"], ["trees", "'x'"]]},
        ("entities", 1, "B"),
        "cannot have a column lable",
        "Correct or remove it",
    ),
    (
        [["text", "a", "A"]],
        {"entities": [*TREES, ["trees", "${a}"]]},
        ("entities", 3, "A"),
        "declared twice",
        "Keep one row",
    ),
    (
        [["text", "a", "A"]],
        {"entities": [["list_name", "label"], [None, "${a}"]]},
        ("entities", 2, "A"),
        "belongs to no list",
        "Write the name of its list",
    ),
    (
        [["text", "a", "A"]],
        {"entities": [["list_name", "label"], ["__trees", "${a}"]]},
        ("entities", 2, "A"),
        "cannot be the name of a list",
        "Use letters",
    ),
]
QUESTIONS: list[Case] = [
    (
        [range_of("start=0 end=2 tick_labelset=three", "no-ticks")],
        {"choices": LABELLED},
        ("survey", 2, "D"),
        "only the two ends",
        "Use a list of two choices",
    ),
    ([["audit", "a"], ["text", "b", "B"]], {}, ("survey", 2, "B"), "An audit cannot", "Leave"),
    (
        [
            ["calculate", "t", None, None, None, None, None, None, "1"],
            ["text", "b", "B", None, None, "${t}"],
        ],
        {},
        ("survey", 3, "F"),
        "The trigger t is never asked",
        "Name a question that people answer",
    ),
    (
        [["text", "t", "T"], ["text", "b", "B", None, None, "t"]],
        {},
        ("survey", 3, "F"),
        "The cell names no question",
        "Write the question as ${name}.",
    ),
    (
        [["text", "t", "T"], ["text", "u", "U"], ["text", "b", "B", None, None, "${t} ${u}"]],
        {},
        ("survey", 4, "F"),
        "cannot be told apart",
        "Write a comma between them: ${a}, ${b}",
    ),
    (
        [["text", "a", "A", *[None] * 6, "x.jpg"]],
        {},
        ("survey", 2, "J"),
        "there is no image",
        "Add an image",
    ),
    (
        [["select_one_from_file v.csv", "a", "A"], ["select_one_from_file v.geojson", "b", "B"]],
        {},
        ("survey", 3, "A"),
        "would have the same name",
        "Rename one",
    ),
    (
        [
            ["begin group", "g", "G", None, None, None, "table-list"],
            ["select_one yn", "a", "A", None, None, None, None, "name = 'y'"],
            ["end group"],
        ],
        {},
        ("survey", 3, "H"),
        "cannot have a choice_filter",
        "Remove the filter",
    ),
    (
        [
            ["begin group", "g", "G", None, None, None, "table-list"],
            ["select_one yn", "a", "A"],
            ["select_one abc", "b", "B"],
            ["end group"],
        ],
        {},
        ("survey", 4, "A"),
        "offers one list",
        "Use the same list",
    ),
    (
        [["text", "a", "A"]],
        {
            "settings": [
                ["form_id", "version", "public_key", "omit_instanceID"],
                *[["a", "1", "k", "yes"]],
            ]
        },
        ("settings", 2, "D"),
        "cannot do without an instanceID",
        "Remove omit_instanceID",
    ),
    (
        [["select_one yn", "a", "A"]],
        {},
        ("choices", 1, "D"),
        "two words is not read",
        "Write the n",
    ),
    (
        [["text", "a", "A"], ["text", "b", "B", *[None] * 8, "yes"]],
        {},
        ("survey", 3, "L"),
        "no longer part of XLSForm",
        "Remove the row",
    ),
    (
        [["simserial", "a"], ["text", "b", "B"]],
        {},
        ("survey", 2, "A"),
        "tell their simserial",
        "Rem",
    ),
]
CASES = [*PARAMETERS, *ENTITIES, *QUESTIONS]


def check(folder: Path, rows: Rows, sheets: dict[str, Rows]) -> list[Finding]:
    settings: Rows = [["form_id", "version"], ["visit", "1"]]
    survey: Rows = [HEAD, *rows]
    path = write_csv_folder(
        folder / "form", {"settings": settings, "survey": survey, "choices": CHOICES, **sheets}
    )
    for name, text in _FILES.items():
        (path / name).write_text(text, encoding="utf-8")
    found = check_workbook(path).findings
    return [each for each in found if each.code in CODES]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[list[Finding]]:
    """What is said of each case, in order; converted once for all tests."""
    return [check(tmp_path_factory.mktemp("form"), rows, sheets) for rows, sheets, *_ in CASES]


@pytest.mark.parametrize("at", range(len(CASES)), ids=[case[3] for case in CASES])
def test_a_complaint_of_pyxform(said: list[list[Finding]], at: int) -> None:
    _, _, place, problem, remedy = CASES[at]
    [finding] = [each for each in said[at] if problem in each.problem]
    assert (finding.place.sheet, finding.place.row, finding.place.column) == place
    assert finding.remedy.startswith(remedy)


def test_every_rule_has_its_case(said: list[list[Finding]]) -> None:
    problems = [each.problem for found in said for each in found]
    tried = [
        any(
            re.fullmatch(".+".join(map(re.escape, _FIELD.split(rule.problem))), problem)
            for problem in problems
        )
        for rule in RULES
    ]
    assert [rule for rule, met in zip(RULES, tried, strict=True) if not met] == [UNEXPLAINED]


def test_all_that_pyxform_would_say_is_said_at_once_beside_our_own(tmp_path: Path) -> None:
    rows: Rows = [
        range_of("end=lots"),
        ["range", "b", "B", "step=0"],
        ["text", "c", "C", "rows=two"],
        ["text", "d", "D", None, None, None, None, None, None],
        saved("e", "height"),
        ["calculate", "f", None, None, None, None, None, None, "1 +"],
    ]
    found = check(tmp_path, rows, {})
    assert [(each.place.row, each.place.column) for each in found] == [
        (2, "D"),
        (3, "D"),
        (4, "D"),
        (6, "E"),
    ]


def test_an_entity_without_a_list_is_found_beside_a_mistake_in_another_cell(tmp_path: Path) -> None:
    entities: Rows = [["list_name", "label"], ["trees", "1 +"], [None, "'x'"]]
    [finding] = check(tmp_path, [["text", "a", "A"]], {"entities": entities})
    assert (finding.place.sheet, finding.place.row, finding.place.column) == ("entities", 3, "A")
