"""The runner itself, over a small folder of our own: what it counts, names and returns."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import conformance_run
import pytest
from conformance_data import SCENARIOS, XPATH, halves
from form_cases import outcome
from form_filling import fill

from fieldkit.forms import FormPackage, FormSession, Moment, definition_from_package

FORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>t</h:title><model><instance><data id="t"><a/><r><b/></r><c/></data></instance>
<bind nodeset="/data/a" type="int" constraint=". &lt; 5"/><bind nodeset="/data/r/b" type="date"/>
<bind nodeset="/data/c" type="string" relevant="/data/a &gt;= 0"/></model></h:head>
<h:body><input ref="/data/a"/><group><repeat nodeset="/data/r"><input ref="/data/r/b"/></repeat>
</group><input ref="/data/c"/></h:body></h:html>"""


def xpath_case(name: str, expression: str, value: float) -> str:
    expected = {"type": "number", "value": value}
    return json.dumps({"id": name, "suite": "ours", "expr": expression, "expected": expected})


def folder_of_cases(folder: Path) -> Path:
    half = folder / "unseen"
    (half / "forms").mkdir(parents=True)
    cases = [xpath_case("x1", "round(2.4)", 2), xpath_case("x2", "1 + 1", 3)]
    (half / XPATH).write_text("\n".join(cases), "utf-8")
    steps = [{"answer": "/data/a", "value": 3}, {"expect_value": "/data/a", "value": "4"}]
    scenario = {"id": "s1", "source": "a.ts", "form_xml": FORM, "steps": steps}
    (half / SCENARIOS).write_text(json.dumps(scenario), "utf-8")
    forms = [
        {"file": "good.xml", "kind": "xform", "expected": "loads"},
        {"file": "bad.xml", "kind": "xform", "expected": "loads"},
        {"file": "no.xml", "kind": "xform", "expected": "refused"},
    ]
    (half / "forms" / "manifest.jsonl").write_text("\n".join(map(json.dumps, forms)), "utf-8")
    for file, text in (("good.xml", FORM), ("bad.xml", "<a>"), ("no.xml", "<a/>")):
        (half / "forms" / file).write_text(text, "utf-8")
    return half


def test_cases_are_found_in_any_folder_below(tmp_path: Path) -> None:
    half = folder_of_cases(tmp_path)
    assert halves(tmp_path) == [half]
    assert halves(half) == [half]
    assert halves(tmp_path / "nowhere") == []


def test_what_passes_and_fails_is_counted_and_named(tmp_path: Path) -> None:
    lines, unknown = conformance_run.report(folder_of_cases(tmp_path))
    text = "\n".join(" ".join(line.split()) for line in lines)
    assert "ours 1 1 0" in text
    assert "round 1 0 0" in text
    assert "(operators and paths) 0 1 0" in text
    assert "a.ts 0 1 0" in text
    assert "xform 2 1 0" in text
    assert "In all: 1 of 2 XPath cases (50.00%), 0 of 1 scenarios" in text
    assert all(f"\n{name} " in text for name in ("x2", "s1", "bad.xml"))
    assert unknown == 3


CALCULATED = FORM.replace('nodeset="/data/c"', 'nodeset="/data/c" calculate="{}"')
ASKED = '<input ref="/data/c"/>'
SEARCHED = """<select1 ref="/data/c" appearance="search('towns')">
<item><label>town</label><value>code</value></item></select1>"""
ITEMSET = """<select1 ref="/data/c"><itemset nodeset="instance('l')/root/item">
<value ref="code"/><label ref="word"/></itemset></select1>"""
LISTED = FORM.replace(ASKED, ITEMSET).replace(
    "</instance>", '</instance><instance id="l" src="{}"/>'
)
LACKING = {
    "pulldata": CALCULATED.format("pulldata('undeclared', 'a', 'b', /data/a)"),
    "search": FORM.replace(ASKED, SEARCHED),
    "columns": LISTED.format("jr://file-csv/l.csv"),
    "places": LISTED.format("jr://file/l.geojson"),
    "other app": LISTED.format("jr://fixture/of-another-app"),
    "nothing": CALCULATED.format("/data/nowhere"),
}


@pytest.mark.parametrize("form", LACKING.values(), ids=LACKING)
def test_a_form_that_lacks_files_or_reads_nothing_is_run_with_empty_lists(
    form: str, tmp_path: Path
) -> None:
    (tmp_path / "unseen.xml").write_text(form, "utf-8")
    assert outcome({"file": "unseen.xml", "kind": "xform", "expected": "loads"}, tmp_path) == ""


def test_a_workbook_that_lacks_a_file_is_run_with_an_empty_list_of_its_columns(
    tmp_path: Path,
) -> None:
    rows = (
        "| survey |",
        "| | type | name | label | parameters | choice_filter |",
        "| | text | r | R | | |",
        "| | select_one_from_file l.csv | q | Q | value=code label=word | region=${r} and a=1 |",
    )
    (tmp_path / "unseen.md").write_text("\n".join(rows), "utf-8")
    assert outcome({"file": "unseen.md", "kind": "xlsform", "expected": "loads"}, tmp_path) == ""


def test_a_form_with_a_mistake_is_refused_for_it(tmp_path: Path) -> None:
    (tmp_path / "unseen.xml").write_text(CALCULATED.format("nothing-known(1)"), "utf-8")
    refusal = outcome({"file": "unseen.xml", "kind": "xform"}, tmp_path)
    assert "nothing-known" in refusal


def test_absent_data_is_said_and_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FIELDKIT_CONFORMANCE", str(tmp_path / "nowhere"))
    assert conformance_run.main() == 0
    assert "no conformance data" in capsys.readouterr().out


def test_a_failure_that_is_not_written_down_is_the_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder_of_cases(tmp_path)
    monkeypatch.setenv("FIELDKIT_CONFORMANCE", str(tmp_path))
    assert conformance_run.main() == 1
    said = capsys.readouterr().out
    assert re.search(r"bad\.xml +refused: .*not well formed at line 1", said)


def test_filling_ends_where_every_answer_asks_for_one_more_row() -> None:
    namespace = 'xmlns:jr="http://openrosa.org/javarosa"'
    count = f"""<repeat {namespace} jr:count="count(/data/r[b != '']) + 1" """
    form = FORM.replace("<repeat ", count).replace('type="date"', 'type="string"')
    session = FormSession(
        definition_from_package(FormPackage(form.encode(), {})), Moment.at("2026-01-01T10:00:00")
    )
    fill(session, random.Random(0))
    assert session.count("/data/r") > 3
    assert session.value("/data/r[3]/b")


@pytest.mark.parametrize("seed", range(5))
def test_filling_answers_all_that_is_asked_and_breaks_no_constraint(seed: int) -> None:
    session = FormSession(
        definition_from_package(FormPackage(FORM.encode(), {})), Moment.at("2026-01-01T10:00:00")
    )
    answered = fill(session, random.Random(seed))
    assert session.validate() == []
    assert session.count("/data/r") == 2
    assert session.value("/data/r[2]/b")
    assert answered == 3 + bool(session.value("/data/c"))
