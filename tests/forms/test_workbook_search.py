"""Choices out of files and sheets that converters leave to Collect: search(), select_one_external.

The rules of search() are those of the ODK documentation and of Collect: a code is offered once, the
letters A to Z are the same large and small, a row named with a whole number is a choice itself.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from small_forms import NOW
from workbook_making import Rows, write_xlsx

from fieldkit.forms.definition import load_package
from fieldkit.forms.session import FormSession
from fieldkit.forms.workbook import FormCheck, check_file, check_workbook
from fieldkit.forms.workbook.search_calls import BadSearch, Search, read_search
from fieldkit.model.errors import AnswerRefused

HEAD = ["type", "name", "label", "appearance"]
VILLAGES = """region,region_name,code,Village-Name,nom,sortby
n,North,v1,Alpha,Alfa,10
n,North,v2,Beta,Bêta,9
s,South,v3,alphabet,Alphabet,11
s,South,v2,Beta,Bêta,12
s,South,,Alphaville,Alphaville,13
s,South, ,Alphaville,Alphaville,14
,,,,,
"""
CHOICES: Rows = [
    ["list_name", "name", "label"],
    ["regions", "region", "region_name"],
    ["villages", "code", "village_name, region"],
    ["villages", "99", "None of these"],
    ["plain", "code", "village_name"],
]


def _check(folder: Path, survey: Rows, choices: Rows = CHOICES, **sheets: Rows) -> FormCheck:
    (folder / "villages.csv").write_text(VILLAGES, encoding="utf-8")
    return check_workbook(
        write_xlsx(folder / "f.xlsx", {"survey": survey, "choices": choices, **sheets})
    )


def _start(check: FormCheck) -> FormSession:
    assert check.package is not None, [str(finding) for finding in check.findings]
    return FormSession(load_package(check.package), NOW)


def _offered(session: FormSession, path: str) -> list[tuple[str, str]]:
    return [(each.value, each.label) for each in session.choices(path)]


def _values(session: FormSession, path: str) -> list[str]:
    return [each.value for each in session.choices(path)]


def test_a_search_offers_each_code_once_in_the_order_of_sortby(tmp_path: Path) -> None:
    survey: Rows = [
        HEAD,
        ["select_one regions", "region", "Region", "minimal search('villages')"],
        ["select_one villages", "village", "Village",
         "search('villages.csv', 'matches', 'region', ${region}) minimal"],
    ]  # fmt: skip
    session = _start(_check(tmp_path, survey))
    assert _offered(session, "/data/region") == [("n", "North"), ("s", "South")]
    assert session.definition.nodes["/data/village"].body.appearance == "minimal"
    assert _offered(session, "/data/village") == [("99", "None of these")]
    session.answer("/data/region", "n")
    assert _offered(session, "/data/village") == [
        ("v2", "Beta (region: n)"), ("v1", "Alpha (region: n)"), ("99", "None of these")
    ]  # fmt: skip
    session.answer("/data/village", "v1")
    session.answer("/data/region", "s")
    assert session.value("/data/village") == ""


TOWNS = """code;name;region;sortby
x;Old town;n;2
x;New town;s;1
y;;n;3
z;Last of all;n;4
w;Nowhere near;n;soon
v
"""


def test_a_csv_file_as_people_save_it_is_searched(tmp_path: Path) -> None:
    # Semicolons, a code with other words elsewhere, no words, no number to sort by, a short row.
    (tmp_path / "towns.csv").write_text(TOWNS, encoding="utf-8")
    choices: Rows = [["list_name", "name", "label"], ["towns", "code", "name"]]
    survey: Rows = [
        HEAD,
        ["text", "region", "Region"],
        ["select_one towns", "town", "Town", "search('towns', 'matches', 'region', ${region})"],
        ["select_one towns", "any", "Any", "search('towns')"],
        ["select_one towns", "old", "Old", "search('towns', 'contains', 'name', 'old')"],
    ]
    session = _start(_check(tmp_path, survey, choices))
    session.answer("/data/region", "n")
    assert _offered(session, "/data/town") == [
        ("w", "Nowhere near"), ("x", "Old town"), ("y", "y"), ("z", "Last of all")
    ]  # fmt: skip
    session.answer("/data/region", "s")
    assert _offered(session, "/data/town") == [("x", "New town")]
    assert _values(session, "/data/any") == ["w", "v", "x", "y", "z"]
    assert _offered(session, "/data/old") == [("x", "Old town")]


WAYS = [
    ("search('villages', 'contains', 'village_name', ${said})", ["v1", "v3"]),
    ("search('villages', 'startswith', 'village_name', ${said})", ["v1", "v3"]),
    ("search('villages', 'endswith', 'village_name', 'HA')", ["v1"]),
    ("search('villages', 'matches', 'village_name', 'beta')", ["v2"]),
    ("search('villages', 'contains', 'village_name, code', '2')", ["v2"]),
    ("search('villages', 'contains', '', 'x', 'region', ${region})", ["v3", "v2"]),
    ("search('villages', 'contains', 'village_name', ${said}, 'region', ${region})", ["v3"]),
    ("search('villages', 'matches', 'region_name', concat('sou', \"th\"))", ["v3", "v2"]),
]


def test_ways_of_searching(tmp_path: Path) -> None:
    asked = [["select_multiple plain", f"q{at}", "A", call] for at, (call, _) in enumerate(WAYS)]
    survey: Rows = [HEAD, ["text", "said", "Said"], ["text", "region", "Region"], *asked]
    session = _start(_check(tmp_path, survey))
    session.answer("/data/said", "ALPHA")
    session.answer("/data/region", "s")
    assert [_values(session, f"/data/q{at}") for at in range(len(WAYS))] == [
        values for _, values in WAYS
    ]


def test_the_labels_of_a_search_follow_the_language(tmp_path: Path) -> None:
    survey: Rows = [
        ["type", "name", "label::en", "label::fr", "appearance"],
        ["select_one l", "a", "A", "A", "search('villages')"],
    ]
    choices: Rows = [
        ["list_name", "name", "label::en", "label::fr"],
        ["l", "code", "village_name", "nom"],
        ["l", "0", "Other", "Autre"],
    ]
    check = _check(tmp_path, survey, choices)
    session = _start(check)
    assert _offered(session, "/data/a") == [
        ("v2", "Beta"), ("v1", "Alpha"), ("v3", "alphabet"), ("0", "Other")
    ]  # fmt: skip
    session.set_language("fr")
    assert _offered(session, "/data/a") == [
        ("v2", "Bêta"), ("v1", "Alfa"), ("v3", "Alphabet"), ("0", "Autre")
    ]  # fmt: skip
    known = dict(session.definition.choices("/data/a"))
    assert known["v1"] == {"en": "Alpha", "fr": "Alfa"}


WRONG = [
    ("search('nowhere')", "missing-file", "nowhere.csv"),
    ("search('villages', 'maches', 'region', 'x')", "bad-search", "maches"),
    ("search('villages', 'matches', 'regin', 'x')", "unknown-search-column", "regin"),
    ("search('villages', 'matches', 'region', nosuch(1))", "unknown-function", "nosuch"),
    ("search('villages', 'matches', 'region', 1 +)", "bad-expression", "expected"),
    ("search('villages', 'matches', 'region')", "bad-search", "1, 4 or 6"),
    ("search(${region})", "bad-search", "quotation marks"),
    ("search('villages'", "bad-search", "never closed"),
    ("search('villages', 'matches', 'region', ${nobody})", "unknown-reference", "nobody"),
]


def test_a_search_that_cannot_work_is_refused_at_its_cell(tmp_path: Path) -> None:
    asked = [["select_one plain", f"q{at}", "A", call] for at, (call, _, _) in enumerate(WRONG)]
    survey: Rows = [HEAD, ["text", "region", "R"], *asked]
    errors = [each for each in _check(tmp_path, survey).findings if each.is_error]
    assert [(e.place.sheet, e.place.row, e.place.column, e.code) for e in errors] == [
        ("survey", row, "D", code) for row, (_, code, _) in enumerate(WRONG, start=3)
    ]
    assert all(word in each.problem for (_, _, word), each in zip(WRONG, errors, strict=True))


def test_a_column_that_a_choice_names_must_be_in_the_file(tmp_path: Path) -> None:
    survey: Rows = [HEAD, ["select_one l", "a", "A", "search('villages')"]]
    choices: Rows = [["list_name", "name", "label"], ["l", "kode", "village_name, nam"]]
    errors = [each for each in _check(tmp_path, survey, choices).findings if each.is_error]
    assert [(e.place.sheet, e.place.row, e.place.column) for e in errors] == [
        ("choices", 2, "B"), ("choices", 2, "C")
    ]  # fmt: skip


def test_a_search_is_read_apart_from_the_other_looks() -> None:
    call = "quick search(‘a’, \"endsWith\", 'x y', concat('(', ${n}, \",)\")) w2"
    assert read_search(call) == Search(
        "a", "endswith", ("x", "y"), "concat('(', ${n}, \",)\")", rest="quick w2"
    )
    assert read_search("minimal") is None
    assert read_search("research('a')") is None
    with pytest.raises(BadSearch):
        read_search("search('a', 'b')")


EXTERNAL: Rows = [
    ["list_name", "name", "label::en", "label::fr", "state"],
    ["city", "a", "Athens", "Athènes", "x"],
    ["city", "b", "Berlin", "Berlin", "y"],
    ["city", "a", "Aachen", "Aix", "y"],
]


def test_an_external_list_runs_as_any_other(tmp_path: Path) -> None:
    survey: Rows = [
        ["type", "name", "label::en", "label::fr", "choice_filter", "calculation"],
        ["text", "state", "State", "État"],
        ["select_one_external city", "city", "City", "Ville", "state = ${state}"],
        ["calculate", "shown", None, None, None, "jr:choice-name(${city}, '${city}')"],
    ]
    session = _start(_check(tmp_path, survey, external_choices=EXTERNAL))
    assert _offered(session, "/data/city") == []
    session.answer("/data/state", "y")
    assert _offered(session, "/data/city") == [("b", "Berlin"), ("a", "Aachen")]
    session.set_language("fr")
    session.answer("/data/city", "a")
    assert session.value("/data/shown") == "Aix"
    session.answer("/data/state", "x")
    assert _offered(session, "/data/city") == [("a", "Athènes")]


def test_an_external_list_may_stand_in_itemsets_csv(tmp_path: Path) -> None:
    rows = "list_name,name,label,state\ncity,a,Athens,x\ncity,b,Berlin,y\n"
    (tmp_path / "itemsets.csv").write_text(rows, encoding="utf-8")
    survey: Rows = [
        ["type", "name", "label", "choice_filter"],
        ["text", "state", "State"],
        ["select_one_external city", "city", "City", "state = ${state}"],
    ]
    session = _start(_check(tmp_path, survey))
    session.answer("/data/state", "x")
    assert _offered(session, "/data/city") == [("a", "Athens")]
    wrong: Rows = [
        *survey,
        ["select_one_external cyti", "b", "B", "state = 1"],
        ["select_one_external city", "c", "C", "stat = 1"],
    ]
    errors = [each for each in _check(tmp_path, wrong).findings if each.is_error]
    assert [(each.code, each.place.row) for each in errors] == [
        ("unknown-list", 4), ("unknown-filter-column", 5)
    ]  # fmt: skip


def test_several_rows_of_a_repeat_can_be_chosen(tmp_path: Path) -> None:
    survey: Rows = [
        HEAD,
        ["begin_repeat", "person", "Person"],
        ["text", "first", "Name"],
        ["end_repeat"],
        ["select_multiple ${first}", "present", "Who is here?"],
    ]
    session = _start(_check(tmp_path, survey))
    session.add_repeat("/data/person")
    for number, name in enumerate(("Ann", "Bo"), start=1):
        session.answer(f"/data/person[{number}]/first", name)
    assert _values(session, "/data/present") == ["Ann", "Bo"]
    session.answer("/data/present", ["Bo", "Ann"])
    assert session.value("/data/present") == "Ann Bo"
    session.remove_repeat("/data/person[1]")
    assert _values(session, "/data/present") == ["Bo"]
    assert session.value("/data/present") == "Bo"


def test_a_row_whose_answer_has_a_space_cannot_be_one_of_several(tmp_path: Path) -> None:
    survey: Rows = [
        ["type", "name", "label", "choice_filter"],
        ["begin_repeat", "person", "Person"],
        ["text", "first", "Name"],
        ["end_repeat"],
        ["select_multiple ${first}", "present", "Who is here?"],
        ["select_one ${first}", "head", "Who is the head?", "${first} != 'x'"],
    ]
    check = _check(tmp_path, survey)
    said = [(each.code, each.place.row) for each in check.findings]
    assert said == [("choice-space", 5), ("portability", 5)]
    session = _start(check)
    session.answer("/data/person[1]/first", "Ann Lee")
    with pytest.raises(AnswerRefused):
        session.answer("/data/present", ["Ann Lee"])
    session.answer("/data/head", "Ann Lee")
    assert session.value("/data/head") == "Ann Lee"


XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa"><h:head><model><itext>
  <translation lang="en"><text id="v:0"><value>village_name</value></text></translation>
  <translation lang="fr"><text id="v:0"><value>nom</value></text></translation></itext>
  <instance><data id="x"><region/><village/><city/></data></instance>
  <bind nodeset="/data/village" type="string"/></model></h:head><h:body>
  <input ref="/data/region"/>
  <select1 ref="/data/village" appearance="w1 search('{file}','matches','region', /data/region )">
  <label>V</label><item><label ref="jr:itext('v:0')"/><value>code</value></item></select1>
  <input ref="/data/city" query="instance('city')/root/item[state= /data/region ]"><label>C</label>
  </input></h:body></h:html>"""


def test_an_xform_that_was_made_for_collect_runs_too(tmp_path: Path) -> None:
    (tmp_path / "villages.csv").write_text(VILLAGES, encoding="utf-8")
    (tmp_path / "itemsets.csv").write_text("list_name,name,label,state\ncity,a,Athens,n\n")
    form = tmp_path / "form.xml"
    form.write_text(XFORM.format(file="villages"), encoding="utf-8")
    session = _start(check_file(form))
    session.answer("/data/region", "n")
    assert _offered(session, "/data/village") == [("v2", "Beta"), ("v1", "Alpha")]
    assert _offered(session, "/data/city") == [("a", "Athens")]
    session.set_language("fr")
    assert _offered(session, "/data/village") == [("v2", "Bêta"), ("v1", "Alfa")]
    form.write_text(XFORM.format(file="nowhere"), encoding="utf-8")
    errors = [each for each in check_file(form).findings if each.is_error]
    assert [(each.code, each.place.path) for each in errors] == [("missing-file", "/data/village")]
