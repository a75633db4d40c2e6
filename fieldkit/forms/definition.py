"""XForm XML to an immutable FormDefinition. Loud: what cannot run is refused here, by name."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from fieldkit.forms.actions import SetValue, read_actions, read_sensor_actions
from fieldkit.forms.bind_names import write_places
from fieldkit.forms.binds import BoundNode, read_binds
from fieldkit.forms.blank import blank_instance, row_patterns
from fieldkit.forms.body import Body, read_body
from fieldkit.forms.collection import without_collection
from fieldkit.forms.constructs import refused_constructs
from fieldkit.forms.dependencies import build_graph
from fieldkit.forms.directives import Directives, last_saved_ids, read_audit, read_submission
from fieldkit.forms.entities import check_version, raise_attributes, read_entities
from fieldkit.forms.errors import Defect, FormError
from fieldkit.forms.export_rules import NO_RULES, BadExportRule, ExportRules, read_export_rules
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.instance import DocumentRefused, Node
from fieldkit.forms.itext import Translations, read_translations
from fieldkit.forms.lists import read_lists
from fieldkit.forms.markup import Markup, read_markup
from fieldkit.forms.namespaces import FIELDKIT, attribute
from fieldkit.forms.package import FormPackage
from fieldkit.forms.places import is_template
from fieldkit.forms.structure import (
    GROUP,
    MODEL,
    NO_BIND,
    NO_CONTROL,
    QUESTION,
    REPEAT,
    Control,
    NodeDefinition,
    RepeatRule,
)
from fieldkit.forms.translation_states import BadTranslationStates, states_from_metadata
from fieldkit.model.sensitivity import Sensitivity

_SELECT_TYPES = {"select1": "select_one", "select": "select_multiple", "rank": "rank"}
_SUBMISSION_METHODS = {"post", "form-data-post", "urlencoded-post", "multipart-post"}


def definition_from_package(package: FormPackage) -> FormDefinition:
    """The definition of the form in `package`.

    Raises FormError: not an XForm, an expression that cannot be read, an unknown function, a
    reference to nothing, a cycle (with both names), a missing or unreadable list.
    """
    with without_collection():
        return _definition(package)


def _definition(package: FormPackage) -> FormDefinition:
    markup = _read(package.xform)
    head, model, body_element = _parts(markup)
    _check_submission(model)
    check_version(markup, model)
    translations = read_translations(model)
    instances = model.findall("instance")
    if not instances or not len(instances[0]):
        raise FormError(
            "The form has no instance to fill in.",
            code="xform",
            next_step="Export the form again; its first instance holds the questions.",
        )
    primary = markup.node(instances[0][0])
    root_path = f"/{primary.qualified_name}"
    write_places(model, body_element, root_path)
    body = read_body(markup, body_element, root_path)
    if is_template(primary) or root_path in body.repeats:
        raise FormError(
            f"The whole form, {root_path}, cannot be a repeat.",
            code="xform",
            next_step="Put the repeat inside the form, with a name of its own.",
        )
    lists = read_lists(markup, instances[1:], package.externals)
    binds = read_binds(markup, model, root_path)
    raise_attributes(primary, binds)
    root = _Assembly(body, binds).define(primary)
    nodes = {node.path: node for node in _below(root)}
    actions = (*read_actions(model, "", root_path), *body.actions)
    graph = build_graph(nodes, lists)
    blank = blank_instance(primary, nodes)
    return FormDefinition(
        form_id=primary.attributes.get("id", ""),
        version=primary.attributes.get("version", ""),
        title=_title(head),
        package=package,
        gate=_gate(primary, package, nodes),
        root=root,
        nodes=nodes,
        blank=blank,
        patterns=row_patterns(blank),
        translations=translations,
        lists=lists,
        actions=tuple(action for action in actions if action.target in nodes),
        graph=graph,
        defects=(
            *graph.defects,
            *_defects(nodes, body, binds, actions),
            *_text_defects(nodes, translations),
        ),
        unsupported=refused_constructs(body_element),
        directives=Directives(
            entities=read_entities(
                primary,
                nodes,
                {path: bound.save_to for path, bound in binds.items() if bound.save_to},
            ),
            audit=read_audit(markup, model, root_path),
            submission=read_submission(markup, model),
            sensor_actions=(
                *read_sensor_actions(markup, model, "", root_path),
                *body.sensor_actions,
            ),
            last_saved=last_saved_ids(model),
        ),
        draft_languages=_draft_languages(package, translations),
    )


def load_package(package: FormPackage) -> FormDefinition:
    """The definition, for use in the field: nothing in it is silently left out or blank.

    Raises FormError: `unsupported`, `unknown-reference` for an expression that reads nothing, and
    all that `definition_from_package` raises, which reads such forms to show and test them.
    """
    definition = definition_from_package(package)
    for defect in definition.defects:
        if defect.hides:
            raise FormError(
                defect.message,
                code="unknown-reference",
                question=defect.question,
                next_step="Correct the name, or add the question.",
            )
    if definition.unsupported:
        raise FormError(
            f"The form needs what FieldKit does not do yet: {', '.join(definition.unsupported)}.",
            code="unsupported",
            next_step="Leave these questions out of the form.",
        )
    return definition


def _read(xform: bytes) -> Markup:
    try:
        return read_markup(xform)
    except DocumentRefused as error:
        raise FormError(
            f"The form cannot be read: {error.message}",
            code="xform",
            next_step="Correct the file there, or export the form again.",
        ) from None


def _parts(markup: Markup) -> tuple[Element | None, Element, Element | None]:
    head, body = markup.top.find("head"), markup.top.find("body")
    model = head.find("model") if head is not None else None
    if model is None:
        raise FormError(
            "The file is not an XForm: it has no model.",
            code="xform",
            next_step="Choose the form itself, not a submission or a list.",
        )
    return head, model, body


def _title(head: Element | None) -> str:
    title = head.find("title") if head is not None else None
    return "".join(title.itertext()).strip() if title is not None else ""


def _draft_languages(package: FormPackage, translations: Translations) -> dict[str, str]:
    try:
        states = states_from_metadata(package.metadata)
    except BadTranslationStates as fault:
        raise FormError(fault.message, code=fault.code, next_step=fault.next_step) from None
    drafts = {translations.code(each.language): each.origin for each in states if each.is_draft}
    return {code: drafts[code] for code in translations.languages if code in drafts}


def _check_submission(model: Element) -> None:
    submission = model.find("submission")
    method = submission.get("method", "post") if submission is not None else "post"
    if method not in _SUBMISSION_METHODS:
        raise FormError(
            f"The form wants to be submitted by {method}.",
            code="submission",
            next_step="Write post, or leave the method out.",
        )


__all__ = ["FormDefinition", "NodeDefinition", "definition_from_package", "load_package"]


class _Assembly:
    """Puts instance, binds and body together into node definitions, bottom up."""

    def __init__(self, body: Body, binds: dict[str, BoundNode]) -> None:
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
            by_name=_by_name(children),
            rule=rule,
            export=_export(path, bound),
        )


def _by_name(children: tuple[NodeDefinition, ...]) -> dict[str, tuple[NodeDefinition, ...]]:
    found: dict[str, tuple[NodeDefinition, ...]] = {}
    for child in children:
        name = child.names[-1]
        found[name] = (*found.get(name, ()), child)
    return found


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


def _type(control: Control, bound: BoundNode | None) -> str:
    if control.kind == "upload":
        return "binary"  # whatever the bind says: the answer is the name of a file
    return _SELECT_TYPES.get(control.kind) or (bound.type if bound else "string")


def _sensitivity(path: str, bound: BoundNode | None) -> Sensitivity:
    try:
        return Sensitivity.of_tag(bound.sensitivity if bound else None)
    except ValueError:
        raise FormError(
            f"{path} has a sensitivity that does not exist.",
            code="sensitivity",
            question=path,
            next_step="Use identifier, special, special_by_policy or ordinary.",
        ) from None


def _export(path: str, bound: BoundNode | None) -> ExportRules:
    if bound is None or not bound.export:
        return NO_RULES
    try:
        return read_export_rules(bound.export)
    except BadExportRule as fault:
        raise FormError(
            f"{path}: {fault.message}", code=fault.code, question=path, next_step=fault.next_step
        ) from None


def _below(node: NodeDefinition) -> Iterator[NodeDefinition]:
    yield node
    for child in node.children:
        yield from _below(child)


def _defects(
    nodes: dict[str, NodeDefinition],
    body: Body,
    binds: dict[str, BoundNode],
    actions: tuple[SetValue, ...],
) -> Iterator[Defect]:
    """What is about a place that the form does not have. It changes nothing, and is said."""
    for construct, paths in (
        ("A question", body.controls),
        ("A bind", binds),
        ("An action", [action.target for action in actions]),
    ):
        for path in paths:
            if path not in nodes:
                yield Defect(f"{construct} is about {path}, which is not in the form.", path)
    for kind in body.without_place:
        yield Defect(f"A question ({kind}) names no node (ref), so it is not asked.", "")


def _text_defects(nodes: dict[str, NodeDefinition], translations: Translations) -> Iterator[Defect]:
    for node in nodes.values():
        for text in (
            node.body.label,
            node.body.hint,
            node.bind.constraint_message,
            node.bind.required_message,
        ):
            if text is not None and text.itext and not translations.has(text.itext):
                message = f"{node.path} uses the text {text.itext}, which no language has."
                yield Defect(message, node.path)


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
