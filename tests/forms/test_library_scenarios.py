"""Every shipped form carries scenarios; they hold, and look at every rule the form states."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from small_forms import define

from fieldkit.forms.library import LIBRARY
from fieldkit.forms.scenario_coverage import RELEVANT, Rule, coverage
from fieldkit.forms.scenario_steps import scenario_from
from fieldkit.operations.form_tests import rules_looked_at, run_scenarios

FORMS = sorted(LIBRARY.glob("*.xlsx"))
# A new random id each time: no step can state it. test_library_logic.py looks at its length.
UNSPEAKABLE = Rule("/data/record_id", "calculation")


def scenarios_of(form: Path) -> Path:
    return LIBRARY / "tests" / f"{form.stem}.jsonl"


def test_every_shipped_form_has_scenarios_and_no_scenarios_are_of_nothing() -> None:
    assert FORMS, "no forms are shipped"
    assert sorted((LIBRARY / "tests").iterdir()) == [scenarios_of(form) for form in FORMS]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_the_scenarios_of_a_shipped_form_hold(form: Path) -> None:
    results = list(run_scenarios(form, [scenarios_of(form)]))
    assert [each.result for each in results if not each.result.ok] == []
    assert len(results) >= 20
    assert len({each.result.id for each in results}) == len(results)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_the_scenarios_look_at_every_rule_of_the_form(form: Path) -> None:
    found = rules_looked_at(form, [scenarios_of(form)])
    assert found.missing == (UNSPEAKABLE,)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_a_scenario_taken_away_leaves_a_rule_that_nobody_looks_at(form: Path) -> None:
    found = rules_looked_at(form, [])
    assert set(found.missing) == set(found.rules)
    assert {rule.kind for rule in found.rules} >= {"relevant", "constraint", "calculation"}


def test_the_scenarios_are_shipped_with_the_forms() -> None:
    settings = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    shipped = settings["tool"]["setuptools"]["package-data"]["fieldkit.forms.library"]
    assert {"*.xlsx", "tests/*.jsonl"} <= set(shipped)


def test_a_decision_is_looked_at_when_both_ways_were_seen() -> None:
    form = define(
        '<data id="v"><age/><school/></data>',
        '<bind nodeset="/data/school" relevant="/data/age &lt; 18"/>',
        '<input ref="/data/age"/><input ref="/data/school"/>',
    )
    shown = {"expect_relevant": "/data/school", "is": True}
    hidden = {"expect_relevant": "/data/school", "is": False}
    rule = Rule("/data/school", RELEVANT)
    for steps, covered in (([shown], False), ([hidden], False), ([shown, hidden], True)):
        found = coverage(form, [scenario_from({"steps": steps})])
        assert (rule not in found.missing) is covered
