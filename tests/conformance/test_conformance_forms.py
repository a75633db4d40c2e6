"""The XForms of the shared conformance data: each loads and starts, or is refused for a reason."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from fieldkit.forms import FormError, FormPackage, Moment, definition_from_package

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("FIELDKIT_SHARED") or REPOSITORY.parent / "shared")
FORMS = SHARED / "conformance" / "dev" / "forms"
MANIFEST = FORMS / "manifest.jsonl"
NOW = Moment.at("2026-11-22T15:00:00")

# Expected to load upstream, refused here: file -> what the refusal names.
REFUSED = {
    "enk-secondary-lang-form-nolang-bba3.xml": "translate()",
    "enk-setvalue-template-fa57.xml": "some-unsupported-event",
}

pytestmark = pytest.mark.skipif(
    not MANIFEST.exists(), reason="the shared conformance data is not beside this checkout"
)


def xforms() -> list[dict[str, Any]]:
    with MANIFEST.open(encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    return [entry for entry in entries if entry["kind"] == "xform"]


def empty_lists(xform: bytes) -> dict[str, bytes]:
    """The manifest wants missing lists to be empty ones."""
    named = re.findall(r'src="(jr://[^"]+)"', xform.decode("utf-8", "replace"))
    return {name: _empty(name) for name in named}


def _empty(name: str) -> bytes:
    if name.endswith(".xml"):
        return b"<root/>"
    return b'{"features": []}' if name.endswith("json") else b"name,label\n"


def outcome(file: str) -> str:
    """The refusal, or nothing when the form loads, starts, submits and validates."""
    xform = (FORMS / file).read_bytes()
    try:
        session = definition_from_package(FormPackage(xform, empty_lists(xform))).start(NOW)
    except FormError as error:
        return str(error)
    session.submission()
    session.validate()
    return ""


def test_every_xform_loads_or_is_refused_for_a_named_reason() -> None:
    unexpected: dict[str, str] = {}
    for entry in xforms():
        file, refusal = entry["file"], outcome(entry["file"])
        if entry["expected"] == "refused":
            if not refusal:
                unexpected[file] = "loads, and should be refused"
        elif REFUSED.get(file, "") not in refusal or bool(refusal) != (file in REFUSED):
            unexpected[file] = refusal or "loads now: take it off the list"
    assert unexpected == {}
