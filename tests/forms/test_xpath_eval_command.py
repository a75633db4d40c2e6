"""`fieldkit form eval`: one line in, one line out, whatever the line is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from fieldkit.cli.form_eval import eval_command


def answers(*lines: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(eval_command, ["--json"], input="\n".join(lines) + "\n")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def answer(**case: object) -> dict[str, Any]:
    return answers(json.dumps({"id": "c", **case}))[0]


def test_the_type_asked_for_is_the_type_given() -> None:
    assert answer(expr="2 * 3", **{"as": "string"}) == {"id": "c", "type": "string", "value": "6"}
    assert answer(expr="2 * 3", **{"as": "number"})["value"] == 6.0
    assert answer(expr="2 * 3", expected={"type": "boolean"})["value"] is True
    assert answer(expr="'ναι'")["value"] == "ναι"


def test_as_wins_over_expected() -> None:
    found = answer(expr="1", expected={"type": "number"}, **{"as": "string"})
    assert (found["type"], found["value"]) == ("string", "1")


@pytest.mark.parametrize(
    ("expression", "written"),
    [("1 div 0", "Infinity"), ("-1 div 0", "-Infinity"), ("number('')", "NaN")],
)
def test_numbers_json_cannot_say_are_strings(expression: str, written: str) -> None:
    assert answer(expr=expression, **{"as": "number"})["value"] == written


def test_nodes_come_as_the_list_of_their_texts() -> None:
    xml = "<d><a>1</a><b k='3'>2</b></d>"
    found = answer(expr="* | b/@k", context_xml=xml, context="/d[1]", **{"as": "nodeset"})
    assert found["value"] == ["1", "2", "3"]
    attribute = answer(expr=".", context_xml=xml, context="/d[1]/b[1]/@k")
    assert attribute["value"] == "3"


def test_clock_and_zone_are_those_of_the_case() -> None:
    case = {"expr": "today()", "now": "2026-11-22T23:30:00Z"}
    assert answer(**case, tz="Europe/Athens", **{"as": "date"})["value"] == "2026-11-23"
    assert answer(**case, tz="America/Phoenix", **{"as": "date"})["value"] == "2026-11-22"


@pytest.mark.parametrize(
    "case",
    [
        {"expr": "1 +"},
        {"expr": "unknown()"},
        {"expr": "count(1)"},
        {"expr": "1", "as": "nodeset"},
        {"expr": "1", "as": "poem"},
        {"expr": 5},
        {},
        {"expr": "1", "context_xml": "<a>"},
        {"expr": "1", "context_xml": "<a/>", "context": "/b[1]"},
        {"expr": "1", "context_xml": "<a/>", "context": "/a[1]/@k"},
        {"expr": "1", "context_xml": "<a/>", "context": "//a"},
        {"expr": "1", "context_xml": "<a/>", "xform": True},
        {"expr": "1", "tz": "Atlantis/Capital"},
        {"expr": "1", "now": "soon"},
        {"expr": "1", "lang": 3},
        {"expr": "1 +", "as": "parses"},
        {"expr": "1 +", "as": "syntax-error"},
    ],
)
def test_what_fails_says_why_in_its_line(case: dict[str, object]) -> None:
    found = answer(**case)
    assert found["id"] == "c"
    assert found["type"] == "error"
    assert found["message"]


def test_parsing_alone_evaluates_nothing() -> None:
    assert answer(expr="unknown(1)", **{"as": "parses"})["type"] == "parses"


def test_a_failing_line_stops_nothing() -> None:
    found = answers('{"id": "1", "expr": "1 +"}', "no json", "[]", '{"id": "2", "expr": "2"}')
    assert [line["type"] for line in found] == ["error", "error", "error", "string"]
    assert found[-1] == {"id": "2", "type": "string", "value": "2"}


def test_without_json_it_is_read_by_people() -> None:
    result = CliRunner().invoke(eval_command, [], input='{"id": "1", "expr": "1 + 1"}\n')
    assert result.stdout == "1\tstring\t2\n"
