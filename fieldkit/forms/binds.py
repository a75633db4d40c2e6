"""The binds of an XForm: types, logic, messages and preloads, by definition path."""

from __future__ import annotations

from dataclasses import dataclass

from fieldkit.forms.actions import absolute
from fieldkit.forms.expressions import Expression, expression
from fieldkit.forms.instance import Node
from fieldkit.forms.itext import message
from fieldkit.forms.lexical import bind_type
from fieldkit.forms.namespaces import ENTITIES, FIELDKIT, JAVAROSA, attribute
from fieldkit.forms.structure import Bind


@dataclass(frozen=True, slots=True)
class BoundNode:
    """What the model says about one node: its logic, type and our own attributes.

    `save_to` is the property of an entity that the answer becomes.
    """

    bind: Bind
    type: str
    sensitivity: str | None
    was: str
    export: str
    save_to: str = ""


def read_binds(model: Node, root: str) -> dict[str, BoundNode]:
    """The binds of a form's model by definition path. Raises FormError for a wrong expression."""
    found: dict[str, Node] = {}
    for element in model.by_name.get("bind", []):
        path = absolute(element.attributes.get("nodeset", ""), root)
        earlier = found.get(path)
        if earlier is not None:  # two binds of one node complete each other
            for name, value in earlier.attributes.items():
                if name not in element.attributes:
                    element.set_attribute(name, value)
        found[path] = element
    return {path: _bound_node(element, path) for path, element in found.items()}


def _bound_node(element: Node, path: str) -> BoundNode:
    return BoundNode(
        bind=_bind(element, path),
        type=bind_type(element.attributes.get("type", "")),
        sensitivity=attribute(element, FIELDKIT, "sensitivity"),
        was=(attribute(element, FIELDKIT, "was") or "").strip(),
        export=attribute(element, FIELDKIT, "export") or "",
        save_to=attribute(element, ENTITIES, "saveto") or "",
    )


def _bind(element: Node, path: str) -> Bind:
    def logic(name: str) -> Expression | None:
        source = element.attributes.get(name, "")
        return expression(source, path, name) if source.strip() else None

    return Bind(
        relevant=logic("relevant"),
        calculate=logic("calculate"),
        constraint=logic("constraint"),
        required=logic("required"),
        readonly=logic("readonly"),
        constraint_message=message(
            attribute(element, JAVAROSA, "constraintMsg"), path, "constraint message"
        ),
        required_message=message(
            attribute(element, JAVAROSA, "requiredMsg"), path, "required message"
        ),
        preload=attribute(element, JAVAROSA, "preload") or "",
        preload_parameters=attribute(element, JAVAROSA, "preloadParams") or "",
    )
