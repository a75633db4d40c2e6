"""One expression over one document, as the conformance data states its cases.

No form session is involved: what an expression sees is in case_world.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import cast

from fieldkit.forms.case_world import CaseRefused, instant_of, node_at, world_of
from fieldkit.forms.xpath.compiler import compile_lazily
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.errors import EvaluationError
from fieldkit.forms.xpath.parser import parse
from fieldkit.forms.xpath.values import Value, to_boolean, to_number, to_string
from fieldkit.model.errors import FieldKitError

NUMBER, STRING, BOOLEAN, DATE = "number", "string", "boolean", "date"
NODESET, PARSES, SYNTAX_ERROR, ERROR = "nodeset", "parses", "syntax-error", "error"
TYPES = frozenset({NUMBER, STRING, BOOLEAN, DATE, NODESET, PARSES, SYNTAX_ERROR, ERROR})


@dataclass(frozen=True, slots=True)
class Case:
    """One expression to evaluate, with all it may look at."""

    id: str
    expr: str
    type: str
    context_xml: str | None = None
    context: str | None = None
    xform: bool = False
    lang: str | None = None
    tz: str | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case: a value in the type asked for, or type `error` and a message."""

    id: str
    type: str
    value: float | str | bool | list[str] | None
    message: str = ""


def case_from(fields: Mapping[str, object]) -> Case:
    """A case from the keys of xpath.jsonl; the type is `as`, else `expected.type`, else string.

    Raises CaseRefused when a key is missing or of the wrong kind.
    """
    asked = fields.get("as")
    if asked is None:
        expected = fields.get("expected")
        asked = STRING
        if isinstance(expected, dict):
            asked = cast(dict[str, object], expected).get("type")
    if asked not in TYPES:
        raise CaseRefused("“as” must be one of: " + ", ".join(sorted(TYPES)) + ".")
    expression = fields.get("expr")
    if not isinstance(expression, str):
        raise CaseRefused("A case needs the expression as a text in “expr”.")
    return Case(
        id=str(fields.get("id", "")),
        expr=expression,
        type=str(asked),
        context_xml=_text(fields, "context_xml"),
        context=_text(fields, "context"),
        xform=bool(fields.get("xform")),
        lang=_text(fields, "lang"),
        tz=_text(fields, "tz"),
        now=_text(fields, "now"),
    )


def _text(fields: Mapping[str, object], key: str) -> str | None:
    value = fields.get(key)
    if value is None or isinstance(value, str):
        return value
    raise CaseRefused(f"“{key}” must be a text or null.")


def evaluate(case: Case, *, instant: datetime) -> Outcome:
    """Evaluate one case; `instant` is the clock where the case brings none.

    Never raises a FieldKitError: what goes wrong is the outcome, of type `error`.
    """
    try:
        if case.type in (PARSES, SYNTAX_ERROR):
            parse(case.expr)
            return Outcome(case.id, PARSES, None)
        return _value_of(case, instant)
    except FieldKitError as error:
        return Outcome(case.id, ERROR, None, error.message)


def _value_of(case: Case, instant: datetime) -> Outcome:
    now = instant_of(case.now) or instant
    world = world_of(case.id, case.context_xml, case.lang, case.tz, now, xform=case.xform)
    node = node_at(world.document, case.context)
    prefixes = {**world.document.element().namespaces, **node.namespaces}
    compiled = compile_lazily(case.expr, prefixes)
    value = compiled.evaluate(Context(node, world))
    if case.type == ERROR:
        return Outcome(case.id, STRING, to_string(value))
    return Outcome(case.id, case.type, _converted(value, case.type, world.timezone))


def _converted(value: Value, kind: str, zone: tzinfo) -> float | str | bool | list[str]:
    match kind:
        case "number":
            return to_number(value, zone)
        case "boolean":
            return to_boolean(value)
        case "date":
            return to_string(value)[:10]
        case "nodeset":
            if not isinstance(value, list):
                raise EvaluationError("The expression gives a value, not nodes.")
            return [node.string_value() for node in value]
        case _:
            return to_string(value)
