"""One expression over one document, as the conformance data states its cases.

The document may be plain XML or a whole XForm, whose first instance is then the primary one. No
form session is involved: nothing is computed, everything is relevant.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, tzinfo
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fieldkit.forms.instance import DOCUMENT, DocumentRefused, Node, parse_document
from fieldkit.forms.xpath.compiler import compile_lazily
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.dates import SessionZone
from fieldkit.forms.xpath.errors import EvaluationError, UnknownInstance
from fieldkit.forms.xpath.nodesets import reading_all
from fieldkit.forms.xpath.parser import parse
from fieldkit.forms.xpath.values import Value, to_boolean, to_number, to_string
from fieldkit.model.errors import FieldKitError

NUMBER, STRING, BOOLEAN, DATE = "number", "string", "boolean", "date"
NODESET, PARSES, SYNTAX_ERROR, ERROR = "nodeset", "parses", "syntax-error", "error"
TYPES = frozenset({NUMBER, STRING, BOOLEAN, DATE, NODESET, PARSES, SYNTAX_ERROR, ERROR})

_PLACE = re.compile(r"@?[^/\[\]@]+(?:\[([0-9]+)\])?")


class CaseRefused(FieldKitError):
    """A case that does not say what it must, or says it in a way we do not read."""

    code = "evaluation-case"


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
    surroundings = _surroundings(case, instant)
    node = node_at(surroundings.document, case.context)
    prefixes = {**surroundings.document.element().namespaces, **node.namespaces}
    compiled = compile_lazily(case.expr, prefixes)
    value = compiled.evaluate(Context(node, surroundings))
    if case.type == ERROR:
        return Outcome(case.id, STRING, to_string(value))
    return Outcome(case.id, case.type, _converted(value, case.type, surroundings.timezone))


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


# --- the document


def node_at(document: Node, path: str | None) -> Node:
    """The node at an absolute path with positions (`/div[1]/@id`), the document for None.

    Raises CaseRefused when there is none.
    """
    if path is None or path == "/":
        return document
    if not path.startswith("/"):
        raise CaseRefused("“context” must be an absolute path with positions.")
    node = document
    for step in path[1:].split("/"):
        node = _child_at(node, step)
    return node


def _child_at(node: Node, step: str) -> Node:
    found = _PLACE.fullmatch(step)
    if found is None:
        raise CaseRefused("“context” must be an absolute path with positions.")
    if step.startswith("@"):
        value = node.attributes.get(step[1:])
        if value is None:
            raise CaseRefused("“context” names an attribute that is not there.")
        attribute = Node(step[1:].rpartition(":")[2], value, kind="attribute")
        attribute.parent = node
        return attribute
    name = step.partition("[")[0].rpartition(":")[2]
    same = node.by_name.get(name, [])
    place = int(found[1] or 1)
    if not 1 <= place <= len(same):
        raise CaseRefused("“context” names a node that is not there.")
    return same[place - 1]


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The environment of a case."""

    document: Node
    timezone: tzinfo
    random: random.Random
    instant: datetime
    instances: Mapping[str, Node]
    texts: Mapping[str, str]

    def now(self) -> datetime:
        return self.instant

    def instance(self, instance_id: str) -> Node:
        found = self.instances.get(instance_id)
        if found is None:
            raise UnknownInstance("The document has no instance of that name.")
        return found

    def lookup(
        self, instance_id: str, columns: tuple[str, ...], values: tuple[str, ...]
    ) -> list[Node]:
        root = self.instance(instance_id).child("root")
        items = [] if root is None else root.by_name.get("item", [])
        return reading_all(items, columns, values)

    def itext(self, text_id: str) -> str:
        return self.texts.get(text_id, "")

    def choice_name(self, value: str, question: str, node: Node) -> str:
        raise EvaluationError("jr:choice-name() needs a whole form, not an expression alone.")

    def property(self, name: str) -> str:
        return ""

    def pulldata(self, instance_id: str, column: str, key_column: str, key: str) -> str:
        rows = self.lookup(instance_id, (key_column,), (key,))
        cell = rows[0].child(column) if rows else None
        return "" if cell is None else cell.string_value()


def _surroundings(case: Case, instant: datetime) -> _Surroundings:
    parsed = parse_document((case.context_xml or "<root/>").strip().encode("utf-8", "replace"))
    document, instances, texts = (
        _form_parts(parsed, case.lang) if case.xform else (parsed, dict[str, Node](), {})
    )
    now = _instant(case.now) or instant
    return _Surroundings(
        document,
        SessionZone(_zone(case.tz), now),
        random.Random(case.id),  # noqa: S311 - repeatable on purpose
        now,
        instances,
        texts,
    )


def _zone(name: str | None) -> tzinfo:
    if name is None:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise CaseRefused("“tz” names no time zone.") from None


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise CaseRefused("“now” is no instant.") from None
    if not MINYEAR < instant.year < MAXYEAR:
        raise CaseRefused("“now” is in a year that no calendar here reaches.")
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


# --- whole XForms


def _form_parts(parsed: Node, lang: str | None) -> tuple[Node, dict[str, Node], dict[str, str]]:
    model = next((node for node in parsed.descendants() if node.name == "model"), None)
    elements = [] if model is None else model.by_name.get("instance", [])
    if model is None or not elements:
        raise DocumentRefused("This XML is no XForm: it has no model with an instance.")
    primary = Node("", kind=DOCUMENT, namespaces=elements[0].namespaces)
    primary.append(elements[0].element_inside())
    named = {each.attributes["id"]: each for each in elements if "id" in each.attributes}
    return primary, named, _itexts(model, lang)


def _itexts(model: Node, lang: str | None) -> dict[str, str]:
    itext = model.child("itext")
    translations = [] if itext is None else itext.by_name.get("translation", [])
    if not translations:
        return {}
    chosen = _translation(translations, lang)
    found: dict[str, str] = {}
    for text in chosen.by_name.get("text", ()):
        plain = [value for value in text.by_name.get("value", ()) if "form" not in value.attributes]
        if plain:
            found[text.attributes.get("id", "")] = plain[0].string_value()
    return found


def _translation(translations: list[Node], lang: str | None) -> Node:
    if lang is not None:
        for translation in translations:
            if translation.attributes.get("lang") == lang:
                return translation
    for translation in translations:
        if "default" in translation.attributes:
            return translation
    return translations[0]
