"""Scenarios: every verb holds where it should, fails where it should, and is checked before."""

from __future__ import annotations

from typing import Any

import pytest
from small_forms import define

from fieldkit.forms import FormDefinition
from fieldkit.forms.scenario import ScenarioResult, run_scenario
from fieldkit.forms.scenario_steps import VERBS

FORM = (
    '<data id="visit"><name/><age/><old/><school/><langs/><member jr:template=""><m_name/></member>'
    "<seen/></data>",
    """<itext>
    <translation lang="English (en)" default="true()">
    <text id="age"><value>Age of <output value="/data/name"/></value></text>
    <text id="hint"><value>In years</value></text>
    <text id="no"><value>Too old</value></text></translation>
    <translation lang="Ελληνικά (el)"><text id="age"><value>Ηλικία</value></text>
    <text id="hint"><value>Σε έτη</value></text>
    <text id="no"><value>Πολύ μεγάλος</value></text></translation></itext>
    <bind nodeset="/data/name" required="true()"/>
    <bind nodeset="/data/age" type="int" constraint=". &lt; 120"
     jr:constraintMsg="jr:itext('no')"/>
    <bind nodeset="/data/old" type="decimal" calculate="/data/age div 3"/>
    <bind nodeset="/data/school" relevant="/data/age &lt; 18" type="string"/>
    <bind nodeset="/data/seen" readonly="true()" calculate="count(/data/member)"/>""",
    """<input ref="/data/name"/>
    <input ref="/data/age"><label ref="jr:itext('age')"/><hint ref="jr:itext('hint')"/></input>
    <select1 ref="/data/school"><item><label>Yes</label><value>y</value></item>
    <item><label>No</label><value>n</value></item></select1>
    <select ref="/data/langs"><item><label>Greek</label><value>el</value></item>
    <item><label>Farsi</label><value>fa</value></item></select>
    <group ref="/data/member"><repeat nodeset="/data/member"><input ref="/data/member/m_name"/>
    </repeat></group><input ref="/data/seen"/>""",
)
NAME, AGE, SCHOOL = "/data/name", "/data/age", "/data/school"
MEMBER = "/data/member"
TWELVE: dict[str, Any] = {"answer": AGE, "value": 12}


def visit() -> FormDefinition:
    return define(*FORM)


def run(*steps: Any, **more: Any) -> ScenarioResult:
    return run_scenario({"id": "s", "steps": list(steps), **more}, visit())


BLANK_XML = (
    '<data id="visit"><name/><age/><old/><langs/><seen>0</seen><orx:meta '
    'xmlns:orx="http://openrosa.org/xforms"><orx:instanceID>uuid:*</orx:instanceID></orx:meta>'
    "</data>"
)

# verb -> (what comes before, the step that holds, the same step saying something else)
EACH: dict[str, tuple[list[Any], dict[str, Any], dict[str, Any]]] = {
    "answer": ([], TWELVE, {"answer": SCHOOL, "value": "y"}),
    "expect_value": ([TWELVE], {"expect_value": AGE, "value": "12"}, {"value": "13"}),
    "expect_relevant": ([TWELVE], {"expect_relevant": SCHOOL, "is": True}, {"is": False}),
    "expect_readonly": ([], {"expect_readonly": "/data/seen", "is": True}, {"is": False}),
    "expect_required": ([], {"expect_required": NAME, "is": True}, {"is": False}),
    "expect_valid": (
        [{"answer": AGE, "value": 130}],
        {"expect_valid": AGE, "is": False, "message": "Too old"},
        {"message": "Too young"},
    ),
    "add_repeat": ([], {"add_repeat": MEMBER}, {"add_repeat": "/data/guest"}),
    "remove_repeat": (
        [{"add_repeat": MEMBER}],
        {"remove_repeat": "/data/member[1]"},
        {"remove_repeat": "/data/member[2]"},
    ),
    "expect_count": ([{"add_repeat": MEMBER}], {"expect_count": MEMBER, "is": 1}, {"is": 2}),
    "expect_choices": (
        [TWELVE],
        {"expect_choices": SCHOOL, "is": ["y", "n"], "labels": ["Yes", "No"], "ordered": True},
        {"is": ["n", "y"], "labels": ["No", "Yes"]},
    ),
    "set_language": ([], {"set_language": "el"}, {"set_language": "Deutsch"}),
    "expect_label": (
        [{"answer": NAME, "value": "Ζωή"}],
        {"expect_label": AGE, "is": "Age of Ζωή"},
        {"is": "Age of "},
    ),
    "expect_hint": (
        [{"set_language": "Ελληνικά (el)"}],
        {"expect_hint": AGE, "is": "Σε έτη"},
        {"is": "In years"},
    ),
    "expect_xml": ([], {"expect_xml": BLANK_XML}, {"expect_xml": BLANK_XML.replace("0", "1")}),
    "round_trip": ([TWELVE], {"round_trip": True}, {"round_trip": False}),
    "expect_load_error": ([], {"expect_load_error": True}, {"expect_load_error": True}),
}
RUNNABLE = [verb for verb in EACH if verb != "expect_load_error"]


def test_every_verb_of_the_conformance_data_is_looked_at_here() -> None:
    assert set(EACH) == set(VERBS)


@pytest.mark.parametrize("verb", RUNNABLE)
def test_a_step_holds_where_it_should_and_only_there(verb: str) -> None:
    before, holds, otherwise = EACH[verb]
    assert run(*before, holds) == ScenarioResult("s", True)
    failed = run(*before, {**holds, **otherwise})
    assert (failed.ok, failed.step) == (False, len(before))
    assert failed.message.startswith(verb)


def test_a_failure_names_the_step_what_was_expected_and_what_is() -> None:
    failed = run(TWELVE, {"expect_value": AGE, "value": "13"})
    assert failed.message == "expect_value /data/age: expected '13', got '12'"
    failed = run(TWELVE, {"expect_valid": "/data", "is": True})
    assert failed.message == (
        "expect_valid /data: expected True, got False (wrong now: /data/name)"
    )


def test_a_number_may_be_near() -> None:
    near = {"expect_value": "/data/old", "value": "3.67", "tolerance": 0.01}
    assert run({"answer": AGE, "value": 11}, near).ok
    assert not run({"answer": AGE, "value": 10}, near).ok
    assert not run(near).ok


def test_choices_may_be_compared_without_their_order() -> None:
    step = {"expect_choices": SCHOOL, "is": ["n", "y"], "labels": ["No", "Yes"], "ordered": False}
    assert run(TWELVE, step).ok
    assert not run(TWELVE, {**step, "labels": ["Yes", "No"]}).ok


def test_an_answer_of_another_kind_leaves_the_question_blank() -> None:
    assert run({"answer": AGE, "value": "old"}, {"expect_value": AGE, "value": None}).ok
    assert run({"answer": AGE, "value": "12.7"}, {"expect_value": AGE, "value": "12"}).ok


def test_a_round_trip_keeps_what_is_relevant_only() -> None:
    assert run(
        TWELVE, {"answer": SCHOOL, "value": "y"}, {"answer": AGE, "value": 40},
        {"round_trip": True}, TWELVE, {"expect_value": SCHOOL, "value": ""},
        {"expect_value": AGE, "value": "12"},
    ).ok  # fmt: skip


def own_form(relevant: str, **more: Any) -> dict[str, Any]:
    xml = (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
        '<h:head><h:title>t</h:title><model><instance><data id="t"><a/></data></instance>'
        f'<bind nodeset="/data/a" relevant="{relevant}"/></model></h:head>'
        '<h:body><input ref="/data/a"/></h:body></h:html>'
    )
    return {"id": "own", "form_xml": xml, **more}


def test_a_form_that_should_be_refused() -> None:
    broken = "nosuch()"
    for expected, holds in ((True, True), ("nosuch", True), ("another reason", False)):
        case = own_form(broken, steps=[{"expect_load_error": expected}])
        assert run_scenario(case).ok is holds
    assert not run_scenario(own_form("true()", steps=[{"expect_load_error": True}])).ok
    assert not run_scenario({"steps": [{"expect_load_error": True}]}).ok, "no form is no refusal"


def test_the_clock_and_the_computer_are_the_scenarios_own() -> None:
    form = define(
        '<data id="c"><day/><who/></data>',
        '<bind nodeset="/data/day" type="date" calculate="today()"/>'
        '<bind nodeset="/data/who" jr:preload="property" jr:preloadParams="username"/>',
        '<input ref="/data/day"/>',
    )
    case = {
        "now": "2026-11-22T23:30:00Z", "tz": "Europe/Athens", "properties": {"username": "w-1"},
        "steps": [
            {"expect_value": "/data/day", "value": "2026-11-23"},
            {"expect_value": "/data/who", "value": "w-1"},
        ],
    }  # fmt: skip
    assert run_scenario(case, form) == ScenarioResult("", True)


WRONG: list[tuple[Any, int | None, str]] = [
    ([], None, "list of “steps”"),
    ("answer", None, "list of “steps”"),
    ([TWELVE, "answer"], 1, "an object with one verb"),
    ([{}], 0, "no such step: an empty object"),
    ([{"anwser": AGE, "value": 1}], 0, "no such step: “anwser”, “value”"),
    ([{"answer": AGE, "add_repeat": MEMBER, "value": 1}], 0, "one verb, not 2"),
    ([{"answer": AGE}], 0, "answer needs “value”"),
    ([{"answer": "age", "value": 1}], 0, "answer takes the path"),
    ([{"answer": AGE, "value": {"a": 1}}], 0, "“value” of answer is a text, a number"),
    ([{"expect_value": AGE, "value": 0}], 0, "“value” of expect_value is the text"),
    ([{"expect_value": AGE, "value": "1", "tolrance": 1}], 0, "expect_value has no “tolrance”"),
    ([{"expect_relevant": AGE, "is": "yes"}], 0, "“is” of expect_relevant is true or false"),
    ([{"expect_count": MEMBER, "is": True}], 0, "a whole number"),
    ([{"add_repeat": "/data/member[1]"}], 0, "without a position"),
    ([{"remove_repeat": MEMBER}], 0, "with its position"),
    ([{"expect_choices": SCHOOL, "is": ["y"], "labels": []}], 0, "as many “labels”"),
    ([{"round_trip": False}], 0, "round_trip takes true"),
    ([{"expect_load_error": "("}], 0, "a regular expression"),
    ([TWELVE, {"expect_load_error": True}], 1, "the only step"),
]


@pytest.mark.parametrize(("steps", "at", "words"), WRONG, ids=[words for *_, words in WRONG])
def test_a_scenario_is_checked_before_it_runs(steps: Any, at: int | None, words: str) -> None:
    result = run_scenario({"id": "s", "steps": steps}, visit())
    assert (result.ok, result.step) == (False, at)
    assert words in result.message


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("step", [], "no key “step”"),
        ("now", "noon", "“now” is an instant"),
        ("tz", "Athens", "“tz” is the name of a time zone"),
        ("properties", {"username": 1}, "“properties”"),
        ("resources", {"jr://file/a.csv": 1}, "“resources”"),
        ("form_xml", 1, "“form_xml” is a text"),
    ],
)
def test_the_keys_of_a_scenario_are_checked(key: str, value: object, words: str) -> None:
    result = run(TWELVE, **{key: value})
    assert (result.ok, result.step) == (False, None)
    assert words in result.message


def test_rows_above_a_count_are_kept_over_a_draft_and_removed() -> None:
    counted = define(
        '<data id="c"><n/><r jr:template=""><x/></r></data>',
        '<bind nodeset="/data/n" type="int"/>',
        '<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n">'
        '<input ref="/data/r/x"/></repeat>',
    )
    steps: list[dict[str, Any]] = [
        {"answer": "/data/n", "value": 3},
        {"answer": "/data/r[1]/x", "value": "first"},
        {"answer": "/data/r[2]/x", "value": "second"},
        {"answer": "/data/n", "value": 1},
        {"expect_count": "/data/r", "is": 2},
        {"round_trip": True},
        {"remove_repeat": "/data/r[1]"},
        {"expect_value": "/data/r[1]/x", "value": "second"},
    ]
    assert run_scenario({"id": "s", "steps": steps}, counted).ok
    again = [*steps, {"remove_repeat": "/data/r[1]"}]
    assert not run_scenario({"id": "s", "steps": again}, counted).ok
