"""XForm XML to an immutable FormDefinition. Loud: what cannot run is refused here, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from fieldkit.forms.actions import SetValue, read_actions, read_sensor_actions
from fieldkit.forms.assembly import define
from fieldkit.forms.bind_names import write_places
from fieldkit.forms.binds import BoundNode, read_binds
from fieldkit.forms.blank import blank_instance, row_patterns
from fieldkit.forms.body import Body, read_body
from fieldkit.forms.collection import without_collection
from fieldkit.forms.constructs import refused_constructs
from fieldkit.forms.dependencies import build_graph
from fieldkit.forms.directives import Directives, last_saved_ids, read_audit, read_submission
from fieldkit.forms.entities import check_version, raise_attributes, read_entities
from fieldkit.forms.errors import FormError
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.instance import DocumentRefused, Node
from fieldkit.forms.itext import Translations, read_translations
from fieldkit.forms.lists import read_lists
from fieldkit.forms.loaded import LoadedForm
from fieldkit.forms.loose_ends import misplaced, wordless
from fieldkit.forms.markup import Markup, read_markup
from fieldkit.forms.namespaces import FIELDKIT, attribute, form_version
from fieldkit.forms.own_instance import read_record_by_path
from fieldkit.forms.package import FormPackage
from fieldkit.forms.places import is_template
from fieldkit.forms.prefixes import follow_prefixes, with_prefixes
from fieldkit.forms.record_id import fill_in_record_id
from fieldkit.forms.structure import NodeDefinition
from fieldkit.forms.translation_states import BadTranslationStates, states_from_metadata

_SUBMISSION_METHODS = {"post", "form-data-post", "urlencoded-post", "multipart-post"}


def definition_from_package(package: FormPackage) -> LoadedForm:
    """The definition of the form in `package`.

    Raises FormError: not an XForm, an expression that cannot be read, an unknown function, a
    reference to nothing, a cycle (with both names), a missing or unreadable list.
    """
    with without_collection():
        return _definition(package)


def _definition(package: FormPackage) -> LoadedForm:
    markup = _read(package.xform)
    head, model, body_element = _parts(markup)
    _check_submission(model)
    check_version(markup, model)
    translations = read_translations(model)
    instances = model.findall("instance")
    primary = _primary(markup, instances)
    root_path = f"/{primary.qualified_name}"
    write_places(model, body_element, root_path)
    read_record_by_path(package.xform, model, body_element, instances, primary.name)
    body = read_body(markup, body_element, root_path)
    _check_root(primary, root_path, body)
    lists = read_lists(markup, instances[1:], package.externals)
    binds = read_binds(markup, model, root_path)
    raise_attributes(primary, binds)
    fill_in_record_id(primary, root_path, binds)
    nodes = define(primary, body, binds)
    if follow_prefixes(nodes, binds, body):
        nodes = define(primary, body, binds)
    actions = with_prefixes((*read_actions(model, "", root_path), *body.actions), nodes)
    graph = build_graph(nodes, lists)
    blank = blank_instance(primary)
    return LoadedForm(
        form_id=primary.attributes.get("id", ""),
        version=form_version(primary),
        title=_title(head),
        package=package,
        gate=_gate(primary, package, nodes),
        root=nodes[root_path],
        nodes=nodes,
        blank=blank,
        patterns=row_patterns(blank) if body.repeats else {},
        translations=translations,
        lists=lists,
        actions=tuple(action for action in actions if _sets_a_value(action, nodes)),
        graph=graph,
        defects=(
            *graph.defects,
            *misplaced(nodes, body, binds, actions),
            *wordless(nodes, translations),
        ),
        unsupported=refused_constructs(body_element),
        directives=Directives(
            entities=read_entities(primary, nodes, _saved_to(binds)),
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


def _primary(markup: Markup, instances: Sequence[Element]) -> Node:
    """The root of the instance that is filled in: the first one."""
    if not instances or not len(instances[0]):
        raise FormError(
            "The form has no instance to fill in.",
            code="xform",
            next_step="Export the form again; its first instance holds the questions.",
        )
    return markup.node(instances[0][0])


def _check_root(primary: Node, path: str, body: Body) -> None:
    if is_template(primary) or path in body.repeats:
        raise FormError(
            f"The whole form, {path}, cannot be a repeat.",
            code="xform",
            next_step="Put the repeat inside the form, with a name of its own.",
        )


def _saved_to(binds: Mapping[str, BoundNode]) -> dict[str, str]:
    return {path: bound.save_to for path, bound in binds.items() if bound.save_to}


def load_package(package: FormPackage) -> LoadedForm:
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


def _sets_a_value(action: SetValue, nodes: dict[str, NodeDefinition]) -> bool:
    return action.target in nodes and nodes[action.target].is_leaf


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
