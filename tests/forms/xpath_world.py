"""A small world for expressions: a document, a place in it, a clock; and the value they give."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from fieldkit.forms.evaluation import Case, Outcome, evaluate

REPOSITORY = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

HOUSE = """
<house id="h1">
  <person n="1"><name>Amal</name><age>34</age><pet>cat</pet><pet>dog</pet></person>
  <person n="2"><name>Babis</name><age>7</age></person>
  <person n="3"><name>Chloe</name><age/><pet>fish</pet></person>
  <stated>3</stated>
</house>
"""


def shared(*parts: str) -> Path:
    """A file of the shared project data: beside the repository, or where FIELDKIT_SHARED says."""
    folder = os.environ.get("FIELDKIT_SHARED")
    base = Path(folder) if folder else REPOSITORY.parent / "shared"
    return base.joinpath(*parts)


def outcome(
    expression: str,
    kind: str = "string",
    *,
    xml: str = HOUSE,
    at: str | None = None,
    tz: str = "Europe/Athens",
    xform: bool = False,
    lang: str | None = None,
) -> Outcome:
    case = Case("t", expression, kind, xml, at, xform, lang, tz)
    return evaluate(case, instant=NOON)


def value(expression: str, kind: str = "string", **world: object) -> object:
    """The value in the type asked for; fails the test when there is none."""
    found = outcome(expression, kind, **world)  # type: ignore[arg-type]
    assert found.type == kind, found.message
    return found.value


def refusal(expression: str, **world: object) -> str:
    """The message of an expression that has no value; fails the test when it has one."""
    found = outcome(expression, **world)  # type: ignore[arg-type]
    assert found.type == "error"
    return found.message
