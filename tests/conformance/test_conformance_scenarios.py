"""The form scenarios of the conformance data, run in place where they are there."""

from __future__ import annotations

import pytest
from conformance_data import ABSENT, SCENARIOS, halves
from conformance_results import FAILED
from scenario_cases import scenario_results


def test_the_scenarios_hold() -> None:
    found = [half for half in halves() if (half / SCENARIOS).is_file()]
    if not found:
        pytest.skip(ABSENT)
    results = [result for half in found for result in scenario_results(half)]
    assert {result.id: result.why for result in results if result.outcome == FAILED} == {}
