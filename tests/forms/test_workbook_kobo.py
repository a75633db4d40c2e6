"""Tables and names of KoboToolbox: the groups, names and logic that its server makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_forms import NOW
from workbook_making import Rows, write_xlsx

from fieldkit.forms.definition import load_package
from fieldkit.forms.session import FormSession
from fieldkit.forms.workbook import FormCheck, check_workbook

CHOICES: Rows = [
    ["list_name", "name", "label", "$autovalue"],
    ["needs", "food", "Food", None],
    ["needs", "water", "Water", None],
    ["goods", None, "A car", "A_car"],
    ["goods", "bike", "Bike", None],
    ["yn", "yes", "Yes", None],
]


def _check(folder: Path, survey: Rows, choices: Rows = CHOICES) -> FormCheck:
    return check_workbook(write_xlsx(folder / "f.xlsx", {"survey": survey, "choices": choices}))


def _start(check: FormCheck) -> FormSession:
    assert check.package is not None, [str(finding) for finding in check.findings]
    return FormSession(load_package(check.package), NOW)


def _errors(check: FormCheck) -> list[tuple[str, int]]:
    return [(each.code, each.place.row) for each in check.findings if each.is_error]


RANK: Rows = [
    ["type", "name", "label", "kobo--rank-items", "kobo--rank-constraint-message", "relevant"],
    ["text", "who", "Who"],
    ["begin_rank", "top", "Top needs", "needs", "Each need once.", "${who} != ''"],
    ["rank__level", "n1", "First"],
    ["rank__level", "n2", "Second"],
    ["end_rank"],
    ["text", "after", "After"],
]


def test_a_ranking_becomes_a_note_and_levels_that_differ(tmp_path: Path) -> None:
    session = _start(_check(tmp_path, RANK))
    assert [path for path in session.paths() if path.startswith("/data/top")] == [
        "/data/top", "/data/top/top_label", "/data/top/n1", "/data/top/n2",
    ]  # fmt: skip
    assert not session.relevant("/data/top/n1")
    session.answer("/data/who", "x")
    assert session.required("/data/top/n1")
    session.answer("/data/top/n1", "food")
    session.answer("/data/top/n2", "food")
    told = [(each.path, each.message) for each in session.validate()]
    assert told == [("/data/top/n2", "Each need once.")]
    session.answer("/data/top/n2", "water")
    assert session.validate() == []


def test_the_third_of_a_ranking_differs_from_both_before_it(tmp_path: Path) -> None:
    survey: Rows = [*RANK[:5], ["rank__level", "n3", "Third"], *RANK[5:]]
    choices: Rows = [*CHOICES, ["needs", "heat", "Heat", None]]
    session = _start(_check(tmp_path, survey, choices))
    session.answer("/data/who", "x")
    session.answer("/data/top/n1", "food")
    session.answer("/data/top/n2", "water")
    for taken in ("food", "water"):
        session.answer("/data/top/n3", taken)
        told = [(each.path, each.message) for each in session.validate()]
        assert told == [("/data/top/n3", "Each need once.")]
    session.answer("/data/top/n3", "heat")
    assert session.validate() == []


def test_a_rating_becomes_rows_over_one_list(tmp_path: Path) -> None:
    survey: Rows = [
        ["type", "name", "label", "kobo–score-choices", "required", "appearance"],
        ["begin score", "rate", "Rate it", "needs", "yes"],
        ["score__row", "a", "A"],
        ["score__row", None, "The second: how was it?", None, None, "minimal"],
        ["end score"],
    ]
    check = _check(tmp_path, survey)
    assert [finding for finding in check.findings if finding.code == "unknown-column"] == []
    session = _start(check)
    second = "/data/rate/The_second_how_was_it"
    assert session.paths()[1:5] == ["/data/rate", "/data/rate/rate_header", "/data/rate/a", second]
    assert [session.required(path) for path in session.paths()[2:5]] == [False, True, True]
    looks = [session.definition.nodes[path].body.appearance for path in session.paths()[1:5]]
    assert looks == ["field-list", "label", "list-nolabel", "minimal"]
    asked = [node.path for node in session.definition.publishable()]
    assert asked == ["/data/rate/a", second]


MATRIX: Rows = [
    ["type", "name", "label::en", "label::fr", "kobo--matrix_list", "required", "appearance"],
    ["begin_kobomatrix", "m1", "Goods", "Biens", "goods"],
    ["select_one yn", "has", "Have it?", "Avez-vous ?", None, "true"],
    ["integer", "number", "How many?", "Combien ?", None, "${has} = 'yes'", "w3"],
    ["end_kobomatrix"],
    ["range", "last", "Last", "Fin"],
]


def test_a_matrix_becomes_a_group_for_each_item(tmp_path: Path) -> None:
    session = _start(_check(tmp_path, MATRIX))
    assert session.paths()[1:13] == [
        "/data/m1_header", "/data/m1_header/m1_header_note", "/data/m1_header/m1_header_has",
        "/data/m1_header/m1_header_number",
        "/data/m1_A_car", "/data/m1_A_car/m1_A_car_note", "/data/m1_A_car/m1_A_car_has",
        "/data/m1_A_car/m1_A_car_number",
        "/data/m1_bike", "/data/m1_bike/m1_bike_note", "/data/m1_bike/m1_bike_has",
        "/data/m1_bike/m1_bike_number",
    ]  # fmt: skip
    definition = session.definition
    assert definition.nodes["/data/m1_bike"].body.appearance == "w6"
    assert definition.nodes["/data/m1_bike/m1_bike_has"].body.appearance == "w2 horizontal-compact"
    assert session.label("/data/m1_bike/m1_bike_has") == "Bike: Have it?"
    session.set_language("fr")
    assert session.label("/data/m1_A_car/m1_A_car_number") == "A car: Combien ?"
    session.answer("/data/m1_bike/m1_bike_has", "yes")
    assert session.required("/data/m1_bike/m1_bike_number")
    assert not session.required("/data/m1_A_car/m1_A_car_number")


def test_a_matrix_is_asked_under_its_condition_heads_and_items_alike(tmp_path: Path) -> None:
    head, begin, *rest = MATRIX
    survey: Rows = [
        [*head, "relevant"], ["text", "who", "Who", "Qui"],
        [*begin, None, None, "${who} != ''"], *rest,
    ]  # fmt: skip
    session = _start(_check(tmp_path, survey))
    parts = [path for path in session.paths() if path.startswith("/data/m1_")]
    assert len(parts) == 12
    assert [path for path in parts if session.relevant(path)] == []
    session.answer("/data/who", "x")
    assert [path for path in parts if session.relevant(path)] == parts


def test_what_is_said_keeps_the_rows_of_the_author(tmp_path: Path) -> None:
    ours: Rows = [*MATRIX[:5], ["integer", "last", "Last", "Fin", None, "nosuch(1)"]]
    assert _errors(_check(tmp_path, ours)) == [("unknown-function", 6)]
    # Said by the converter, which counts the rows it is handed: eight more than the author wrote.
    heads: Rows = [[*MATRIX[0], "parameters"], *MATRIX[1:5]]
    theirs: Rows = [*heads, ["range", "last", "Last", "Fin", None, None, None, "start=x"]]
    said = [each.place.row for each in _check(tmp_path, theirs).findings if each.is_error]
    assert said == [6]


@pytest.mark.parametrize(
    ("survey", "codes"),
    [
        ([RANK[0], ["begin_rank", "r", "R", "nees"], ["rank__level", "a", "A"], ["end_rank"]],
         [("unknown-list", 2), ("unknown-list", 3)]),
        ([RANK[0], ["begin_rank", "r", "R"], ["end_rank"]], [("no-list", 2)]),
        ([RANK[0], ["begin_rank", "r", "R", "needs"], ["text", "a", "A"], ["end_rank"]],
         [("kobo-row", 3)]),
        ([RANK[0], ["begin_rank", "r", "R", "needs"], ["rank__level", "a", "A"]],
         [("unbalanced-begin", 2)]),
        ([RANK[0], ["rank__level", "a", "A"]], [("unknown-type", 2)]),
        ([MATRIX[0], MATRIX[1], ["begin_group", "g", "G"], ["end_group"], ["end_kobomatrix"]],
         [("kobo-row", 3), ("kobo-row", 4)]),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_one_is_refused_at_its_row(
    tmp_path: Path, survey: Rows, codes: list[tuple[str, int]]
) -> None:
    assert set(codes) <= set(_errors(_check(tmp_path, survey)))


def test_names_and_types_of_the_form_builder_are_read(tmp_path: Path) -> None:
    survey: Rows = [
        ["type", "name", "label", "$autoname", "$kuid", "select_from_list_name", "_or_other"],
        ["select_one", None, "Which need?", "Which_need", "ab1", "needs", "true"],
        ["select_multiple", "all", "Which needs?", None, "ab2", "needs", "false"],
        ["select many needs", "more", "More", None, "ab3"],
    ]
    session = _start(_check(tmp_path, survey))
    assert session.paths()[1:5] == [
        "/data/Which_need", "/data/Which_need_other", "/data/all", "/data/more"
    ]  # fmt: skip
    kinds = [session.definition.nodes[path].type for path in ("/data/Which_need", "/data/more")]
    assert kinds == ["select_one", "select_multiple"]
    assert [each.value for each in session.choices("/data/Which_need")] == [
        "food",
        "water",
        "other",
    ]
