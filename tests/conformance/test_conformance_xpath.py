"""The XPath half of the conformance data, run in place where it is there."""

from __future__ import annotations

import pytest
from conformance_data import ABSENT, XPATH, halves
from conformance_known import XPATH_FAILING
from conformance_results import FAILED
from xpath_cases import xpath_results


def test_the_suites_agree_with_us() -> None:
    found = [half for half in halves() if (half / XPATH).is_file()]
    if not found:
        pytest.skip(ABSENT)
    results = [result for half in found for result, _ in xpath_results(half)]
    failing = {result.id: result.why for result in results if result.outcome == FAILED}
    assert {name: why for name, why in failing.items() if name not in XPATH_FAILING} == {}
    assert len(results) - len(failing) >= 0.99 * len(results)
