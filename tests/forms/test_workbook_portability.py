"""What ODK Collect or Enketo do otherwise is said, with the cell, and stops nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from workbook_making import Rows, write_csv_folder
from xpath_world import REPOSITORY

from fieldkit.forms.findings import Finding
from fieldkit.forms.portability import EVERY, NOT_IN_COLLECT, NOT_IN_ENKETO
from fieldkit.forms.workbook import check_file, check_workbook
from fieldkit.forms.xpath import known_functions

PAGE = REPOSITORY / "docs" / "forms" / "portability.md"
_ROW = re.compile(r"^\| (.+) \| (.+) \| (.+) \| `(.+)` \|$", re.MULTILINE)
SETTINGS: Rows = [["form_id", "version"], ["visit", "1"]]
# The form in which the examples of the page are the calculation of `made`.
SURVEY: Rows = [
    ["type", "name", "label", "calculation"],
    ["integer", "age", "Age", None],
    ["text", "name", "Name", None],
    ["text", "اسم", "Name", None],
    ["select_one place", "village", "Village", None],
    ["begin repeat", "member", "Member", None],
    ["text", "given", "Given name", None],
    ["end repeat", None, None, None],
    ["calculate", "made", None, None],
]
CHOICES: Rows = [["list_name", "name", "label"], ["place", "mel", "Melissi"]]

# The function names of JavaRosa's XPathFuncExpr and of the handlers that JavaRosa and Collect add.
COLLECT = """
abs acos area asin atan atan2 base64-decode boolean boolean-from-string checklist coalesce concat
contains cos count count-non-empty count-selected current date date-time decimal-date-time
decimal-time depend digest distance enclosed-area ends-with exp exp10 extract-signed false
format-date format-date-time geofence if indexed-repeat instance int intersects is-selected
jr:choice-name jr:itext join log log10 max min normalize-space not now number once pi position pow
property pulldata random randomize regex round selected selected-at sin sqrt starts-with string
string-length substr substring-after substring-before sum tan today translate true uuid version
weighted-checklist
"""
# Those of Enketo's openrosa-extensions, of XPath 1.0 behind them, and of its form model.
ENKETO = """
abs acos area asin atan atan2 boolean boolean-from-string ceiling checklist coalesce concat
contains cos count count-non-empty count-selected current date date-time decimal-date-time
decimal-time digest distance ends-with exp exp10 false floor format-date format-date-time if
indexed-repeat instance int join jr:choice-name last local-name log log10 max min name
namespace-uri normalize-space not now number once pi position pow pulldata random randomize regex
round selected selected-at sin sqrt starts-with string string-length substr substring
substring-after substring-before sum tan today translate true uuid version weighted-checklist
"""


def page_rows() -> list[tuple[str, str, str, str]]:
    """The rows of the page's tables: what is used, what happens elsewhere, instead, an example."""
    found = [
        tuple(cell.replace("\\|", "|") for cell in row.groups())
        for row in _ROW.finditer(PAGE.read_text(encoding="utf-8"))
    ]
    return [(used, elsewhere, instead, example) for used, elsewhere, instead, example in found]


def warned(folder: Path, survey: Rows, **sheets: Rows) -> list[Finding]:
    path = write_csv_folder(
        folder / "form", {"settings": SETTINGS, "survey": survey, "choices": CHOICES, **sheets}
    )
    check = check_workbook(path)
    assert check.ok, [str(finding) for finding in check.findings]
    return [finding for finding in check.findings if finding.code == "portability"]


def places(findings: Sequence[Finding]) -> list[tuple[str, int, str]]:
    return [(each.place.sheet, each.place.row, each.place.column) for each in findings]


def test_each_example_of_the_page_is_warned_about_in_the_words_of_the_page(tmp_path: Path) -> None:
    rows = page_rows()
    made = [["calculate", f"made_{at}", None, row[3]] for at, row in enumerate(rows)]
    findings = warned(tmp_path, [*SURVEY[:-1], *made])
    first = len(SURVEY) + 1
    for at, (used, elsewhere, instead, example) in enumerate(rows):
        said = [each for each in findings if each.place.row == first - 1 + at]
        problems = [each.problem for each in said]
        assert f"FieldKit runs {used}, but {elsewhere}." in problems, example
        assert instead in [each.remedy for each in said]
        assert {each.place.column for each in said} == {"D"}


def test_the_page_has_every_difference_that_the_check_knows() -> None:
    told = [(used, elsewhere, instead) for used, elsewhere, instead, _ in page_rows()]
    assert told == [(each.used, each.elsewhere, each.instead) for each in EVERY]


def test_what_one_engine_lacks_is_in_its_table_and_nothing_is_missing_here() -> None:
    ours, collect, enketo = known_functions(), set(COLLECT.split()), set(ENKETO.split())
    assert not (collect | enketo) - ours
    assert ours - collect == set(NOT_IN_COLLECT)
    # jr:itext() is for labels, into which Enketo puts the texts beforehand.
    assert ours - enketo - {"jr:itext"} == set(NOT_IN_ENKETO)


@pytest.mark.parametrize(
    "calculation",
    [
        "${age} * 2 - 1",
        "concat('1e3', ' // ', ${name})",
        "../age[. > 3]",
        "sum(${given}) + count(${member})",
        "join(', ', ${given})",
        "indexed-repeat(${given}, ${member}, 1)",
        "instance('place')/root/item[name = ${village}]/label",
        "jr:choice-name(${village}, '${village}')",
        "regex(${name}, '^[A-Z]+$')",
        "coalesce(${name}, 'nobody')",
        "string(${age})",
    ],
)
def test_what_runs_everywhere_is_not_warned_about(tmp_path: Path, calculation: str) -> None:
    assert warned(tmp_path, [*SURVEY[:-1], ["calculate", "made", None, calculation]]) == []


def test_every_cell_with_an_expression_is_looked_at(tmp_path: Path) -> None:
    columns = [
        "relevant", "constraint", "required", "read_only", "choice_filter", "repeat_count",
        "default", "label::en",
    ]  # fmt: skip
    asks = "floor(1.5) = 1"
    survey: Rows = [
        ["type", "name", *columns],
        ["integer", "a", asks, asks, asks, asks, None, None, "floor(1.5)", "A"],
        ["select_one place", "b", None, None, None, None, asks, None, None, "B"],
        ["begin repeat", "c", None, None, None, None, None, "floor(1.5)", None, "C"],
        ["text", "d", None, None, None, None, None, None, None, "D"],
        ["end repeat"],
        ["note", "e", None, None, None, None, None, None, None, "They said ${d}"],
    ]
    findings = warned(
        tmp_path,
        survey,
        settings=[["form_id", "version", "instance_name"], ["visit", "1", "floor(2.5)"]],
        entities=[
            ["list_name", "label", "create_if", "update_if", "entity_id"],
            ["trees", "floor(1.5)", "floor(2.5) = 2", "floor(3.5) = 3", "uuid(floor(4.5))"],
        ],
    )
    assert places(findings) == [
        *(("survey", 2, column) for column in "CDEFI"),
        ("survey", 3, "G"),
        ("survey", 4, "H"),
        ("survey", 7, "J"),
        ("settings", 2, "C"),
        *(("entities", 2, column) for column in "BCDE"),
    ]
    assert "into a repeat from outside" in findings[7].problem


def test_a_list_file_with_columns_that_collect_cannot_tell_apart(tmp_path: Path) -> None:
    survey: Rows = [["type", "name", "label"], ["select_one_from_file v.csv", "a", "A"]]
    folder = write_csv_folder(tmp_path / "form", {"settings": SETTINGS, "survey": survey})
    (folder / "v.csv").write_text("name\tlabel\na\tA\n", encoding="utf-8")
    [finding] = [each for each in check_workbook(folder).findings if each.code == "portability"]
    assert places([finding]) == [("survey", 2, "A")]
    assert "divided by tabs" in finding.problem
    assert finding.remedy == "Save it with commas between the columns."


def test_what_reads_its_own_answer_and_comes_to_rest_is_a_warning(tmp_path: Path) -> None:
    head = ["type", "name", "label", "calculation", "required", "read_only", "trigger"]
    survey: Rows = [
        head,
        ["text", "a", "A"],
        ["calculate", "b", None, "coalesce(${b}, ${a})"],
        ["calculate", "c", None, "if(. = '', ${a}, .)"],
        ["integer", "d", "D", None, ". = ''", "../d > 3"],
        ["calculate", "e", None, "once(${a})"],
        ["calculate", "f", None, "concat(., ${a})", None, None, "${a}"],
        ["begin repeat", "r", "R"],
        ["calculate", "g", None, "concat(indexed-repeat(${g}, ${r}, position(..) - 1), ${a})"],
        ["end repeat"],
    ]
    findings = warned(tmp_path, survey)
    wanted = [(3, "D"), (4, "D"), (5, "E"), (5, "F"), (9, "D")]
    assert places(findings) == [("survey", row, column) for row, column in wanted]
    assert all("reads its own question" in finding.problem for finding in findings)
    assert findings[0].remedy.startswith("Write once()")
    assert findings[2].remedy == "Write the condition as a constraint."


XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>V</h:title><model>
 <itext><translation lang="en"><text id="/v/n:label">
  <value>They <output value="/v/r/x"/></value></text></translation></itext>
 <instance><v id="v"><a/><r><x/></r><n/><m/></v></instance>
 <bind nodeset="/v/a" type="int" constraint="floor(.) = ."/>
 <bind nodeset="m" calculate="//a + last()"/><bind nodeset="/v/n" relevant="{relevant}"/>
 <setvalue event="odk-instance-first-load" ref="/v/a" value="ceiling(1.5)"/>
</model></h:head><h:body><input ref="/v/a"/><group ref="/v/r">
 <repeat nodeset="/v/r" jr:count="floor(2.5)"><input ref="/v/r/x"/></repeat></group>
 <input ref="/v/n"><label ref="jr:itext('/v/n:label')"/></input></h:body></h:html>"""


def test_an_xform_gets_the_same_warnings_by_path(tmp_path: Path) -> None:
    path = tmp_path / "visit.xml"
    path.write_text(XFORM.format(relevant="/v/a = 1"), encoding="utf-8")
    check = check_file(path)
    assert check.ok
    found = {(each.place.path, each.problem.partition(":")[0]) for each in check.findings}
    assert found == {
        ("/v/n", "In its text"),
        ("/v/a", "In its constraint"),
        ("/v/m", "In its calculate"),
        ("/v/a", "In its setvalue"),
        ("/v/r", "In its repeat count"),
    }


def test_an_xform_whose_relevance_reads_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "visit.xml"
    path.write_text(XFORM.format(relevant=". = 1"), encoding="utf-8")
    [finding] = [each for each in check_file(path).findings if each.is_error]
    assert (finding.code, finding.place.path) == ("reads-itself", "/v/n")
    assert finding.remedy == "Let it read other questions only."
