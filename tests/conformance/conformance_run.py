"""`make conformance`: runs all conformance data there is and prints what became of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from conformance_data import ABSENT, folder, halves
from conformance_known import REFUSED, XPATH_FAILING
from conformance_results import FAILED, Result, counted, table
from form_cases import form_results
from scenario_cases import scenario_results
from xpath_cases import xpath_results

_LONGEST = 300


def report(half: Path) -> tuple[list[str], int]:
    """The lines about one folder of cases, and how many failures nobody has written down."""
    pairs = xpath_results(half)
    xpath = [result for result, _ in pairs]
    by_function = [replace(result, groups=functions) for result, functions in pairs]
    scenarios, forms = scenario_results(half), form_results(half)
    out: list[str] = []
    if xpath:
        out += table("XPath cases by source", xpath, "suite")
        out += table("XPath cases by function", by_function, "function")
    if scenarios:
        out += table("Scenarios by test file", scenarios, "file")
    if forms:
        out += table("Forms by kind", forms, "kind")
        out += _refused(forms)
    failing = [result for result in (*xpath, *scenarios, *forms) if result.outcome == FAILED]
    unknown = [result for result in failing if result.id not in XPATH_FAILING]
    out += [*_listed(failing), *_summary(xpath, scenarios, forms)]
    return out, len(unknown)


def _listed(failing: Sequence[Result]) -> list[str]:
    if not failing:
        return ["Nothing fails.", ""]
    shown: list[str] = []
    for one in failing:
        known = "(known) " if one.id in XPATH_FAILING else ""
        shown.append(f"  {one.id}  {known}{' '.join(one.why.split())[:_LONGEST]}")
    return ["Failing", *shown, ""]


def _refused(forms: Iterable[Result]) -> list[str]:
    named = [f"  {one.id}  {REFUSED[one.id]}" for one in forms if one.id in REFUSED]
    return ["Forms refused on purpose", *named, ""] if named else []


def _summary(*parts: Sequence[Result]) -> list[str]:
    names = ("XPath cases", "scenarios", "forms")
    said: list[str] = []
    for name, results in zip(names, parts, strict=True):
        if results:
            passed = counted(results)["passed"]
            said.append(f"{passed} of {len(results)} {name} ({passed / len(results):.2%})")
    return ["In all: " + ", ".join(said), ""]


def main() -> int:
    """Print the report; 1 when something fails that is not in the written list."""
    found = halves()
    if not found:
        print(f"{ABSENT} (looked in {folder()})")
        return 0
    unknown = 0
    for half in found:
        text, failed = report(half)
        print(f"== {half}\n")
        print("\n".join(text))
        unknown += failed
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
