"""The binds of an XForm: types, logic, messages and preloads, by definition path."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

import msgspec

from fieldkit.forms.actions import absolute
from fieldkit.forms.errors import FormError
from fieldkit.forms.expressions import expression
from fieldkit.forms.itext import message
from fieldkit.forms.lexical import bind_type
from fieldkit.forms.markup import Markup
from fieldkit.forms.namespaces import ENTITIES, FIELDKIT, JAVAROSA
from fieldkit.forms.structure import NO_BIND, Bind

# Forms written by hand say `required="true"`, which as a path would read a node called true.
_TRUTHS = {"true": "true()", "false": "false()"}
_LOGIC = frozenset({"relevant", "calculate", "constraint", "required", "readonly"})


class BoundNode(msgspec.Struct, frozen=True):
    """What the model says about one node: its logic, type and our own attributes.

    `save_to` is the property of an entity that the answer becomes.
    """

    bind: Bind
    type: str
    sensitivity: str | None = None
    was: str = ""
    export: str = ""
    save_to: str = ""


def read_binds(markup: Markup, model: Element, root: str) -> dict[str, BoundNode]:
    """The binds of a form's model by definition path. Raises FormError for a wrong expression."""
    found: dict[str, Element] = {}
    _collect(model, root, found)
    plain: dict[str, BoundNode] = {}
    return {path: _bound_node(markup, element, path, plain) for path, element in found.items()}


def _collect(above: Element, base: str, found: dict[str, Element]) -> None:
    """The binds inside `above`. One inside another starts from its node (XForms 1.1, 3.3.4)."""
    for element in above.findall("bind"):
        written = element.get("nodeset") or element.get("ref")  # XForms 2.0 allows either
        if not written:
            raise FormError(
                "A bind of the form does not say which node it is about.",
                code="xform",
                next_step="Write the path of the node as its nodeset.",
            )
        path = absolute(written, base)
        earlier = found.get(path)
        if earlier is not None:  # two binds of one node complete each other
            for name, value in earlier.items():
                if element.get(name) is None:
                    element.set(name, value)
        found[path] = element
        if len(element):
            _collect(element, path, found)


def _bound_node(
    markup: Markup, element: Element, path: str, plain: dict[str, BoundNode]
) -> BoundNode:
    written = element.attrib
    kind = written.get("type", "")
    bound = plain.get(kind)
    if bound is None:
        bound = plain[kind] = BoundNode(NO_BIND, bind_type(kind))
    if len(written) <= 2 and len(written) == ("type" in written) + ("nodeset" in written):
        return bound
    extra = markup.attributes(element)
    bind = _bind(written, extra, path)
    if not extra:
        return BoundNode(bind, bound.type)
    return BoundNode(
        bind=bind,
        type=bound.type,
        sensitivity=extra.get((FIELDKIT, "sensitivity")),
        was=extra.get((FIELDKIT, "was"), "").strip(),
        export=extra.get((FIELDKIT, "export"), ""),
        save_to=extra.get((ENTITIES, "saveto"), ""),
    )


def _bind(written: Mapping[str, str], extra: Mapping[tuple[str, str], str], path: str) -> Bind:
    logic = {
        name: expression(_TRUTHS.get(source, source), path, name)
        for name, source in written.items()
        if name in _LOGIC and source and not source.isspace()
    }
    said = logic.get
    if not extra:
        return Bind(
            said("relevant"),
            said("calculate"),
            said("constraint"),
            said("required"),
            said("readonly"),
        )
    return Bind(
        relevant=said("relevant"),
        calculate=said("calculate"),
        constraint=said("constraint"),
        required=said("required"),
        readonly=said("readonly"),
        constraint_message=message(
            extra.get((JAVAROSA, "constraintMsg")), path, "constraint message"
        ),
        required_message=message(extra.get((JAVAROSA, "requiredMsg")), path, "required message"),
        preload=extra.get((JAVAROSA, "preload"), ""),
        preload_parameters=extra.get((JAVAROSA, "preloadParams"), ""),
    )
