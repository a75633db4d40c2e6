"""The real XLSForms of the conformance data: each converts, or is refused with a named reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fieldkit.forms.workbook import FormCheck, check_file

FORMS = Path(__file__).parents[3] / "shared" / "conformance" / "dev" / "forms"

pytestmark = pytest.mark.skipif(
    not (FORMS / "manifest.jsonl").is_file(), reason=f"no conformance data beside us: {FORMS}"
)


def workbooks() -> list[dict[str, Any]]:
    manifest = FORMS / "manifest.jsonl"
    if not manifest.is_file():
        return []
    entries = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
    return [entry for entry in entries if entry["kind"] == "xlsform"]


@pytest.mark.parametrize("entry", workbooks(), ids=lambda entry: entry["file"])
def test_a_real_workbook_converts_or_is_refused_with_a_reason(entry: dict[str, Any]) -> None:
    check = check_file(FORMS / entry["file"])
    if entry["expected"] == "refused":
        assert not check.ok
    assert check.ok or has_named_reason(check), [str(finding) for finding in check.findings]


def has_named_reason(check: FormCheck) -> bool:
    """Every error says where: a sheet with a row, so that the author can go there."""
    errors = [finding for finding in check.findings if finding.is_error]
    return bool(errors) and all(error.place.sheet and error.place.row for error in errors)


def test_forms_of_constructs_that_run_are_not_refused() -> None:
    refused = {
        entry["file"]: {finding.code for finding in check.findings if finding.is_error}
        for entry in workbooks()
        if entry["expected"] == "loads" and not (check := check_file(FORMS / entry["file"])).ok
    }
    # What is left: constructs that do not run yet, a list file that upstream does not ship, and
    # two choice filters that are no filters ("yes", a column header).
    assert {code for codes in refused.values() for code in codes} <= {
        "not-supported",
        "missing-file",
        "unknown-filter-column",
        "bad-expression",
    }
    assert len(refused) <= 10
