"""XForm XML to an immutable FormDefinition. Loud: what cannot run is refused here, by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldkit.forms.actions import SetValue, absolute, read_actions
from fieldkit.forms.body import Body, read_body
from fieldkit.forms.dependencies import build_graph
from fieldkit.forms.errors import FormError
from fieldkit.forms.expressions import Expression, expression
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.instance import DOCUMENT, DocumentRefused, Node, parse_document
from fieldkit.forms.itext import Translations, check_text, message, read_translations
from fieldkit.forms.lexical import bind_type
from fieldkit.forms.lists import read_lists
from fieldkit.forms.namespaces import FIELDKIT, JAVAROSA, attribute
from fieldkit.forms.package import FormPackage
from fieldkit.forms.places import definition_of, is_template
from fieldkit.forms.structure import (
    GROUP,
    MODEL,
    NO_BIND,
    NO_CONTROL,
    QUESTION,
    REPEAT,
    Bind,
    Control,
    NodeDefinition,
    RepeatRule,
)
from fieldkit.forms.unsupported import find_unsupported
from fieldkit.model.sensitivity import Sensitivity

_SELECT_TYPES = {"select1": "select_one", "select": "select_multiple", "rank": "rank"}
_SUBMISSION_METHODS = {"post", "form-data-post", "urlencoded-post", "multipart-post"}


def definition_from_package(package: FormPackage) -> FormDefinition:
    """The definition of the form in `package`.

    Raises FormError: not an XForm, an expression that cannot be read, an unknown function, a
    reference to nothing, a cycle (with both names), a missing or unreadable list.
    """
    head, model, body_element = _parts(package.xform)
    _check_submission(model)
    translations = read_translations(model)
    instances = model.by_name.get("instance", [])
    if not instances or not instances[0].children:
        raise FormError("The form has no instance to fill in.", code="xform")
    primary = instances[0].children[0]
    root_path = f"/{primary.qualified_name}"
    body = read_body(body_element, root_path)
    lists = read_lists(instances[1:], package.externals)
    binds = dict(_binds(model, root_path))
    root = _Assembly(body, binds).define(primary)
    nodes = {node.path: node for node in _below(root)}
    _check_places(nodes, body, binds)
    actions = (*read_actions(model, "", root_path), *body.actions)
    _check_actions(nodes, actions)
    _check_texts(nodes, translations)
    blank = _blank(primary, nodes)
    return FormDefinition(
        form_id=primary.attributes.get("id", ""),
        version=primary.attributes.get("version", ""),
        title=_title(head),
        package=package,
        gate=_gate(primary, package, nodes),
        root=root,
        nodes=nodes,
        blank=blank,
        patterns=_patterns(blank),
        translations=translations,
        lists=lists,
        actions=actions,
        graph=build_graph(nodes, lists),
        unsupported=find_unsupported(model, body_element),
    )


def load_package(package: FormPackage) -> FormDefinition:
    """The definition, for use in the field. Raises FormError (`unsupported`) besides the others.

    `definition_from_package` reads such forms too, so that they can be shown and tested.
    """
    definition = definition_from_package(package)
    if definition.unsupported:
        raise FormError(
            f"The form needs what FieldKit does not do yet: {', '.join(definition.unsupported)}.",
            code="unsupported",
            next_step="Leave these questions out of the form.",
        )
    return definition


def _parts(xform: bytes) -> tuple[Node | None, Node, Node | None]:
    try:
        html = parse_document(xform).element()
    except DocumentRefused as error:
        raise FormError(f"The form cannot be read: {error.message}", code="xform") from None
    head, body = html.child("head"), html.child("body")
    model = head.child("model") if head is not None else None
    if model is None:
        raise FormError("The file is not an XForm: it has no model.", code="xform")
    return head, model, body


def _title(head: Node | None) -> str:
    title = head.child("title") if head is not None else None
    return title.string_value().strip() if title is not None else ""


def _check_submission(model: Node) -> None:
    submission = model.child("submission")
    method = submission.attributes.get("method", "post") if submission is not None else "post"
    if method not in _SUBMISSION_METHODS:
        raise FormError(f"The form wants to be submitted by {method}.", code="submission")


__all__ = ["FormDefinition", "NodeDefinition", "definition_from_package", "load_package"]


@dataclass(frozen=True)
class _BindElement:
    bind: Bind
    type: str
    sensitivity: str | None
    was: str


def _binds(model: Node, root: str) -> Iterator[tuple[str, _BindElement]]:
    for element in model.by_name.get("bind", []):
        path = absolute(element.attributes.get("nodeset", ""), root)
        yield (
            path,
            _BindElement(
                bind=_bind(element, path),
                type=bind_type(element.attributes.get("type", "")),
                sensitivity=attribute(element, FIELDKIT, "sensitivity"),
                was=(attribute(element, FIELDKIT, "was") or "").strip(),
            ),
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


class _Assembly:
    """Puts instance, binds and body together into node definitions, bottom up."""

    def __init__(self, body: Body, binds: dict[str, _BindElement]) -> None:
        self._body = body
        self._binds = binds
        self._order = 0

    def define(self, element: Node) -> NodeDefinition:
        return self._define([element], "", (), (), None)

    def _define(
        self,
        elements: list[Node],
        above: str,
        names: tuple[str, ...],
        lineage: tuple[str, ...],
        repeat: str | None,
    ) -> NodeDefinition:
        # `elements` are the same node seen several times: instances of a repeat and its template.
        first = elements[0]
        path = f"{above}/{first.qualified_name}"
        names, lineage = (*names, first.name), (*lineage, path)
        order = self._order
        self._order += 1
        rule = self._body.repeats.get(path)
        inside = path if rule is not None else repeat
        children = tuple(
            self._define(same, path, names, lineage, inside) for same in _same_names(elements)
        )
        control = self._body.controls.get(path, NO_CONTROL)
        bound = self._binds.get(path)
        return NodeDefinition(
            path=path,
            name=first.qualified_name,
            names=names,
            lineage=lineage,
            kind=_kind(rule, bool(children), control),
            order=order,
            type=_type(control, bound),
            control=control.kind,
            sensitivity=_sensitivity(path, bound),
            repeat=repeat,
            was=bound.was if bound else "",
            bind=bound.bind if bound else NO_BIND,
            body=control,
            children=children,
            rule=rule,
        )


def _same_names(elements: list[Node]) -> list[list[Node]]:
    groups: dict[str, list[Node]] = {}
    for element in elements:
        for child in element.children:
            groups.setdefault(child.qualified_name, []).append(child)
    return list(groups.values())


def _kind(rule: RepeatRule | None, has_children: bool, control: Control) -> str:
    if rule is not None:
        return REPEAT
    if has_children or control.kind == "group":
        return GROUP
    return QUESTION if control.kind else MODEL


def _type(control: Control, bound: _BindElement | None) -> str:
    return _SELECT_TYPES.get(control.kind) or (bound.type if bound else "string")


def _sensitivity(path: str, bound: _BindElement | None) -> Sensitivity:
    try:
        return Sensitivity.of_tag(bound.sensitivity if bound else None)
    except ValueError:
        raise FormError(
            f"{path} has a sensitivity that does not exist.",
            code="sensitivity",
            question=path,
            next_step="Use identifier, special, special_by_policy or ordinary.",
        ) from None


def _below(node: NodeDefinition) -> Iterator[NodeDefinition]:
    yield node
    for child in node.children:
        yield from _below(child)


def _check_places(
    nodes: dict[str, NodeDefinition], body: Body, binds: dict[str, _BindElement]
) -> None:
    for construct, paths in (
        ("A question", body.controls),
        ("A repeat", body.repeats),
        ("A bind", binds),
    ):
        for path in paths:
            if path not in nodes:
                raise FormError(
                    f"{construct} of the form is about {path}, which the form does not have.",
                    code="unknown-reference",
                    question=path,
                )


def _check_actions(nodes: dict[str, NodeDefinition], actions: tuple[SetValue, ...]) -> None:
    for action in actions:
        if action.target not in nodes:
            raise FormError(
                f"An action sets {action.target}, which the form does not have.",
                code="unknown-reference",
                question=action.target,
            )


def _check_texts(nodes: dict[str, NodeDefinition], translations: Translations) -> None:
    for node in nodes.values():
        for text in (
            node.body.label,
            node.body.hint,
            node.bind.constraint_message,
            node.bind.required_message,
        ):
            check_text(text, translations, node.path)


def _gate(primary: Node, package: FormPackage, nodes: dict[str, NodeDefinition]) -> str | None:
    name = (attribute(primary, FIELDKIT, "gate") or package.metadata.get("fk_gate", "")).strip()
    if not name:
        return None
    found = [path for path, node in nodes.items() if name in (path, node.name) and node.is_leaf]
    if len(found) != 1:
        raise FormError(
            "The setting fk_gate must name exactly one question of the form.",
            code="gate",
            next_step="Write the name of the permission question there.",
        )
    return found[0]


def _blank(primary: Node, nodes: dict[str, NodeDefinition]) -> Node:
    """The instance as the form carries it, templates included; sessions copy from it."""
    document = Node("", kind=DOCUMENT)
    document.append(primary)
    _connect(primary, "", nodes)
    return document


def _connect(element: Node, above: str, nodes: dict[str, NodeDefinition]) -> None:
    path = f"{above}/{element.qualified_name}"
    element.definition = nodes[path]
    if element.children:
        element.text = ""
        for child in element.children:
            child.tail = ""
            _connect(child, path, nodes)
    elif not element.text.strip():
        element.text = ""


def _patterns(blank: Node) -> dict[str, Node]:
    """What a new row of each repeat is copied from: its template, else the first in the form."""
    found: dict[str, Node] = {}
    for node in blank.descendants():
        definition = definition_of(node)
        if definition.kind == REPEAT:
            known = found.get(definition.path)
            if known is None or (is_template(node) and not is_template(known)):
                found[definition.path] = node
    return found
