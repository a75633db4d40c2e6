"""XPath cases. The scoring follows the README of the data: `expected.type` is a conversion request,
and numbers compare as doubles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from conformance_data import XPATH, lines
from conformance_results import FAILED, PASSED, Result

from fieldkit.forms.evaluation import Outcome, case_from, evaluate
from fieldkit.forms.xpath import parse
from fieldkit.forms.xpath.ast import FunctionCall, walk
from fieldkit.forms.xpath.errors import XPathSyntaxError

# The clock of the cases, where they bring none.
INSTANT = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)

Case = Mapping[str, Any]


def xpath_results(half: Path) -> list[tuple[Result, tuple[str, ...]]]:
    """Each case of `half`, counted under its suites, with the functions that it calls."""
    return [(_result(case), functions_in(case["expr"])) for case in lines(half / XPATH)]


def _result(case: Case) -> Result:
    suites = (str(case.get("suite", "?")), *map(str, case.get("also") or ()))
    try:
        outcome = evaluate(case_from(case), instant=INSTANT)
        held = passes(case, outcome)
    except Exception as error:  # noqa: BLE001 - a crash is a failed case, and the others go on
        return Result(str(case["id"]), FAILED, suites, f"{case['expr']}: {type(error).__name__}")
    why = "" if held else f"{case['expr']}: {outcome.message or outcome.value!r}"
    return Result(str(case["id"]), PASSED if held else FAILED, suites, why)


def functions_in(expression: str) -> tuple[str, ...]:
    """The names of the functions called; what has none counts as operators, paths or syntax."""
    try:
        tree = parse(expression)
    except XPathSyntaxError:
        return ("(no expression)",)
    names = {part.name for part in walk(tree) if isinstance(part, FunctionCall)}
    return tuple(sorted(names)) or ("(operators and paths)",)


def passes(case: Case, outcome: Outcome) -> bool:
    """Whether the outcome is what the case expects."""
    expected = case["expected"]
    kind, wanted = expected["type"], expected.get("value")
    if kind in ("error", "syntax-error"):
        return outcome.type == "error"
    if outcome.type != kind:
        return False
    match kind:
        case "parses":
            return True
        case "number":
            return _same_number(outcome.value, wanted, case.get("tolerance"))
        case "string" if expected.get("pattern"):
            return re.search(expected["pattern"], str(outcome.value)) is not None
        case "nodeset":
            return _same_nodes(outcome.value, wanted, bool(expected.get("unordered")))
        case _:
            return outcome.value == wanted


def _same_number(found: object, wanted: object, tolerance: float | None) -> bool:
    one, other = float(str(found)), float(str(wanted))
    if one != one or other != other:
        return one != one and other != other
    allowed = 1e-12 * max(1.0, abs(other)) if tolerance is None else tolerance
    return one == other or abs(one - other) <= allowed


def _same_nodes(found: object, wanted: Sequence[Mapping[str, str]], unordered: bool) -> bool:
    assert isinstance(found, list)
    one = ["".join(str(text).split()) for text in found]
    other = ["".join(node["value"].split()) for node in wanted]
    return sorted(one) == sorted(other) if unordered else one == other
