"""Entities: the things a form registers or updates, and the attributes that say so in a submission.

ODK Entities specification 2025.1: an `entity` element in a `meta` block carries `dataset`, `id`,
`create`, `update`, `baseVersion` … as attributes, and binds compute them. So that they are computed
like every other value, a bound attribute becomes a node of the instance, named `@id`; `openrosa.py`
writes it back as an attribute. FieldKit fills in what a server needs; it makes no entity itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from fieldkit.forms.errors import FormError
from fieldkit.forms.instance import ATTRIBUTE, Node
from fieldkit.forms.markup import Markup
from fieldkit.forms.namespaces import ENTITIES
from fieldkit.forms.structure import NodeDefinition

NEWEST = (2025, 1)
_ALWAYS = frozenset({"1", "true"})
_BOUND = re.compile(r"(?P<element>/.*/meta/entity)/@(?P<name>[\w.\-]+)\Z")


@dataclass(frozen=True, slots=True)
class Entity:
    """One declaration. `path` is the entity element; `saves` maps properties to question paths.

    `create` and `update` are the conditions as the form writes them: "" never, `true()` always.
    """

    path: str
    dataset: str
    create: str
    update: str
    saves: Mapping[str, str] = field(default_factory=dict[str, str])


def check_version(markup: Markup, model: Element) -> None:
    """Refuse a form written for entities newer than we know, as the specification asks.

    Raises FormError (`entities`).
    """
    written = markup.attribute(model, ENTITIES, "entities-version") or ""
    numbers = tuple(int(part) for part in re.findall(r"\d{1,6}", written)[:2])
    if numbers > NEWEST:
        raise FormError(
            f"The form uses entities of version {written}, which is newer than FieldKit knows.",
            code="entities",
            next_step="Update FieldKit, or make the form with an older version of entities.",
        )


def raise_attributes(primary: Node, paths: Iterable[str]) -> None:
    """Make a node of each attribute of an entity that one of `paths` is about."""
    wanted: dict[str, list[str]] = {}
    for found in filter(None, map(_BOUND.match, dict.fromkeys(paths))):
        wanted.setdefault(found["element"], []).append(found["name"])
    if wanted:
        for path, element in _entities(primary, f"/{primary.qualified_name}"):
            for name in wanted.get(path, ()):
                _raise(element, name)


def _raise(element: Node, name: str) -> None:
    node = Node(f"@{name}", element.attributes.get(name, ""), kind=ATTRIBUTE)
    if node.name not in element.by_name:
        element.insert(0, node)


def _entities(element: Node, path: str) -> Iterator[tuple[str, Node]]:
    """Every entity element at or below `element`, with its definition path."""
    for child in element.children:
        if child.name == "entity" and element.name == "meta":
            yield f"{path}/{child.qualified_name}", child
        elif child.children:
            yield from _entities(child, f"{path}/{child.qualified_name}")


def read_entities(
    primary: Node, nodes: Mapping[str, NodeDefinition], saves: Mapping[str, str]
) -> tuple[Entity, ...]:
    """The declarations of a form. `saves` maps question paths to the property they are saved to.

    A question belongs to the entity of the innermost group or repeat around it that has one.
    """
    elements = dict(_entities(primary, f"/{primary.qualified_name}"))
    owners = {path: path.removesuffix("/meta/entity") for path in elements}
    properties: dict[str, dict[str, str]] = {path: {} for path in elements}
    for question, name in saves.items():
        around = [path for path, owner in owners.items() if question.startswith(f"{owner}/")]
        if around:
            properties[max(around, key=len)][name] = question
    return tuple(
        Entity(
            path=path,
            dataset=element.attributes.get("dataset", ""),
            create=_condition(element, path, "create", nodes),
            update=_condition(element, path, "update", nodes),
            saves=properties[path],
        )
        for path, element in elements.items()
    )


def _condition(element: Node, path: str, name: str, nodes: Mapping[str, NodeDefinition]) -> str:
    bound = nodes.get(f"{path}/@{name}")
    if bound is not None and bound.bind.calculate is not None:
        return bound.bind.calculate.source.strip()
    return "true()" if element.attributes.get(name, "") in _ALWAYS else ""
