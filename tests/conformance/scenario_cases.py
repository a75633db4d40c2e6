"""Scenarios: interviews as steps, each scored as a whole."""

from __future__ import annotations

from pathlib import Path

from conformance_data import SCENARIOS, lines
from conformance_results import FAILED, PASSED, Result

from fieldkit.forms.scenario import run_scenario


def scenario_results(half: Path) -> list[Result]:
    """Each scenario of `half`, counted under the test file it comes from."""
    return [_result(case, half) for case in lines(half / SCENARIOS)]


def _result(case: dict[str, object], half: Path) -> Result:
    groups = (str(case.get("source", "?")),)
    try:
        result = run_scenario(case, None, half)
    except Exception as error:  # noqa: BLE001 - a crash is a failed case, and the others go on
        return Result(str(case["id"]), FAILED, groups, f"{type(error).__name__}: {error}")
    why = "" if result.ok else f"step {result.step}: {result.message}"
    return Result(result.id, PASSED if result.ok else FAILED, groups, why)
