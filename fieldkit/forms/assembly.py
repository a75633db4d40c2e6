"""Instance, binds and body put together into node definitions, bottom up."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from fieldkit.forms.binds import BoundNode
from fieldkit.forms.body import Body
from fieldkit.forms.errors import FormError
from fieldkit.forms.export_rules import NO_RULES, BadExportRule, ExportRules, read_export_rules
from fieldkit.forms.instance import Node
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
from fieldkit.model.sensitivity import Sensitivity

_SELECT_TYPES: Final = {"select1": "select_one", "select": "select_multiple", "rank": "rank"}
_UNBOUND: Final = BoundNode(NO_BIND, "string")
_UNTAGGED: Final = Sensitivity.of_tag(None)
_NO_NAMES: Final[Mapping[str, tuple[NodeDefinition, ...]]] = MappingProxyType({})


def define(primary: Node, body: Body, binds: Mapping[str, BoundNode]) -> dict[str, NodeDefinition]:
    """The definitions of `primary`, the instance of a form, and all below it, in form order.

    Each node there knows its own from now on.
    Raises FormError for a sensitivity or an export rule that does not exist.
    """
    found: dict[str, NodeDefinition] = {}
    waiting = [_Assembly(body, binds).define([primary], "", (), (), None)]
    while waiting:
        node = waiting.pop()
        found[node.path] = node
        if node.children:
            waiting.extend(reversed(node.children))
    return found


class _Assembly:
    def __init__(self, body: Body, binds: Mapping[str, BoundNode]) -> None:
        self._controls = body.controls
        self._repeats = body.repeats
        self._binds = binds
        self._order = 0

    def define(
        self,
        elements: list[Node],
        above: str,
        names: tuple[str, ...],
        lineage: tuple[str, ...],
        repeat: str | None,
    ) -> NodeDefinition:
        # `elements` are the same node seen several times: instances of a repeat and its template.
        first = elements[0]
        name = first.qualified_name
        path = f"{above}/{name}"
        names, lineage = (*names, first.name), (*lineage, path)
        order = self._order
        self._order += 1
        rule = self._repeats.get(path)
        inside = path if rule is not None else repeat
        below = _same_names(elements) if first.children or len(elements) > 1 else ()
        children = tuple([self.define(same, path, names, lineage, inside) for same in below])
        control = self._controls.get(path, NO_CONTROL)
        bound = self._binds.get(path, _UNBOUND)
        made = NodeDefinition(
            path=path,
            name=name,
            names=names,
            lineage=lineage,
            kind=_kind(rule, bool(children), control),
            order=order,
            type=_type(control, bound),
            control=control.kind,
            sensitivity=_sensitivity(path, bound),
            repeat=repeat,
            was=bound.was,
            bind=bound.bind,
            body=control,
            children=children,
            by_name=_by_name(children) if children else _NO_NAMES,
            rule=rule,
            export=_export(path, bound),
        )
        for element in elements:
            element.definition = made
        return made


def _same_names(elements: list[Node]) -> list[list[Node]]:
    groups: dict[str, list[Node]] = {}
    for element in elements:
        for child in element.children:
            groups.setdefault(child.qualified_name, []).append(child)
    return list(groups.values())


def _by_name(children: tuple[NodeDefinition, ...]) -> dict[str, tuple[NodeDefinition, ...]]:
    found: dict[str, tuple[NodeDefinition, ...]] = {}
    for child in children:
        name = child.names[-1]
        found[name] = (*found[name], child) if name in found else (child,)
    return found


def _kind(rule: RepeatRule | None, has_children: bool, control: Control) -> str:
    if rule is not None:
        return REPEAT
    if has_children or control.kind == "group":
        return GROUP
    return QUESTION if control.kind else MODEL


def _type(control: Control, bound: BoundNode) -> str:
    if control.kind == "upload":
        return "binary"  # whatever the bind says: the answer is the name of a file
    return _SELECT_TYPES.get(control.kind, bound.type)


def _sensitivity(path: str, bound: BoundNode) -> Sensitivity:
    if bound.sensitivity is None:
        return _UNTAGGED
    try:
        return Sensitivity.of_tag(bound.sensitivity)
    except ValueError:
        raise FormError(
            f"{path} has a sensitivity that does not exist.",
            code="sensitivity",
            question=path,
            next_step="Use identifier, special, special_by_policy or ordinary.",
        ) from None


def _export(path: str, bound: BoundNode) -> ExportRules:
    if not bound.export:
        return NO_RULES
    try:
        return read_export_rules(bound.export)
    except BadExportRule as fault:
        raise FormError(
            f"{path}: {fault.message}", code=fault.code, question=path, next_step=fault.next_step
        ) from None
