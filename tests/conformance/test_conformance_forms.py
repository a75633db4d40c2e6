"""Real forms of the conformance data: each is filled and written, or refused by the right name."""

from __future__ import annotations

import pytest
from conformance_data import ABSENT, MANIFEST, halves, lines
from conformance_known import REFUSED
from conformance_results import FAILED
from form_cases import form_results

from fieldkit.forms.workbook import check_file


def test_real_forms_fill_and_serialise_or_are_refused_for_a_named_reason() -> None:
    found = [half for half in halves() if (half / MANIFEST).is_file()]
    if not found:
        pytest.skip(ABSENT)
    results = [result for half in found for result in form_results(half)]
    assert {result.id: result.why for result in results if result.outcome == FAILED} == {}


def test_a_refused_workbook_says_where() -> None:
    refused = [
        (half / MANIFEST).parent / entry["file"]
        for half in halves()
        for entry in lines(half / MANIFEST)
        if entry["kind"] == "xlsform"
        and (entry["expected"] == "refused" or entry["file"] in REFUSED)
    ]
    if not refused:
        pytest.skip(ABSENT)
    for form in refused:
        errors = [finding for finding in check_file(form).findings if finding.is_error]
        assert errors, form.name
        assert all(error.place.sheet and error.place.row for error in errors), form.name
