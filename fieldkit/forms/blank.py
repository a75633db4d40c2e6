"""The instance as a form carries it, templates included: what sessions and new rows copy from."""

from __future__ import annotations

from fieldkit.forms.instance import DOCUMENT, Node
from fieldkit.forms.places import copy, definition_of, is_template
from fieldkit.forms.structure import REPEAT


def blank_instance(primary: Node) -> Node:
    """The instance as the form carries it, templates included; sessions copy from it.

    The nodes of `primary` know their definitions.
    """
    document = Node("", kind=DOCUMENT)
    document.append(primary)
    fixed = False
    for node in document.descendants():
        node.tail = ""
        # Blank around a default is left out, as in JavaRosa: forms are written with line breaks.
        node.text = "" if node.children else node.text.strip()
        rule = definition_of(node).rule
        fixed = fixed or (rule is not None and rule.fixed)
    if fixed:
        _place_fixed_rows(document)
    return document


def _place_fixed_rows(document: Node) -> None:
    # Nobody can add to a fixed repeat: one that has a template only begins with one row.
    for node in list(document.descendants()):
        definition, parent = definition_of(node), node.parent
        fixed = definition.rule is not None and definition.rule.fixed
        if not fixed or parent is None:
            continue
        if all(is_template(row) for row in parent.by_name[node.name]):
            parent.insert(parent.children.index(node) + 1, copy(node))


def row_patterns(blank: Node) -> dict[str, Node]:
    """What a new row of each repeat is copied from: its template, else the first in the form."""
    found: dict[str, Node] = {}
    for node in blank.descendants():
        definition = definition_of(node)
        if definition.kind == REPEAT:
            known = found.get(definition.path)
            if known is None or (is_template(node) and not is_template(known)):
                found[definition.path] = node
    return found
