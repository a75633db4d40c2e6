"""The world of a single expression: a document that is plain XML or a whole XForm, a clock, a zone.

Of a whole XForm the first instance is the primary one. Nothing is computed, everything is relevant.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fieldkit.forms.instance import DOCUMENT, DocumentRefused, Node, parse_document
from fieldkit.forms.list_rows import items_holding
from fieldkit.forms.xpath.dates import SessionZone
from fieldkit.forms.xpath.errors import EvaluationError, UnknownInstance
from fieldkit.forms.xpath.nodesets import reading_all
from fieldkit.model.errors import FieldKitError

_PLACE = re.compile(r"@?[^/\[\]@]+(?:\[([0-9]+)\])?")


class CaseRefused(FieldKitError):
    """A case that does not say what it must, or says it in a way we do not read."""

    code = "evaluation-case"


@dataclass(frozen=True, slots=True)
class CaseWorld:
    """Implements the XPath room's Environment for one case."""

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

    def holding(
        self,
        instance_id: str,
        columns: Sequence[str],
        test: Callable[[str, str], bool],
        text: str,
    ) -> list[Node]:
        return items_holding(self.instance(instance_id), columns, test, text)

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


def world_of(
    identifier: str,
    document: str | None,
    language: str | None,
    zone: str | None,
    now: datetime,
    *,
    xform: bool,
) -> CaseWorld:
    """The world of the case `identifier`; see `Case` for what the rest means.

    Raises CaseRefused, and DocumentRefused for a document that cannot be read.
    """
    parsed = parse_document((document or "<root/>").strip().encode("utf-8", "replace"))
    primary, instances, texts = (
        _form_parts(parsed, language) if xform else (parsed, dict[str, Node](), {})
    )
    return CaseWorld(
        primary,
        SessionZone(_zone(zone), now),
        random.Random(identifier),  # noqa: S311 - repeatable on purpose
        now,
        instances,
        texts,
    )


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


def _zone(name: str | None) -> tzinfo:
    if name is None:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise CaseRefused("“tz” names no time zone.") from None


def instant_of(text: str | None) -> datetime | None:
    """The instant that the `now` of a case names, UTC where it names none. Raises CaseRefused."""
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
