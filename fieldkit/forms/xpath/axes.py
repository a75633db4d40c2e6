"""The axes of XPath 1.0 section 2.2 and the node tests, over the instance tree.

Reverse axes give the nearest node first, which is how their positions count. `namespace` is always
empty: forms have no use for namespace nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain

from fieldkit.forms.instance import (
    ATTRIBUTE,
    DOCUMENT,
    ELEMENT,
    TEXT,
    Node,
    attribute_nodes,
    text_nodes,
)
from fieldkit.forms.xpath.ast import KindTest, NameTest
from fieldkit.forms.xpath.errors import XPathError

Axis = Callable[[Node], list[Node]]
Test = Callable[[Node], bool]


def children(node: Node) -> list[Node]:
    """Elements and pieces of text directly inside, in document order."""
    if node.kind not in (ELEMENT, DOCUMENT):
        return []
    pieces = {int(piece.row): piece for piece in text_nodes(node)}
    if not pieces:
        return node.children
    found = [pieces[0]] if 0 in pieces else []
    for place, child in enumerate(node.children, 1):
        found.append(child)
        if place in pieces:
            found.append(pieces[place])
    return found


def descendants(node: Node) -> list[Node]:
    """All below, in document order."""
    return list(chain.from_iterable([child, *descendants(child)] for child in children(node)))


def ancestors(node: Node) -> list[Node]:
    """All above, the nearest first."""
    found: list[Node] = []
    parent = node.parent
    while parent is not None:
        found.append(parent)
        parent = parent.parent
    return found


def _self(node: Node) -> list[Node]:
    return [node]


def _parent(node: Node) -> list[Node]:
    return [] if node.parent is None else [node.parent]


def _attributes(node: Node) -> list[Node]:
    return attribute_nodes(node) if node.kind == ELEMENT else []


def _none(_node: Node) -> list[Node]:
    return []


def _siblings(node: Node) -> tuple[list[Node], list[Node]]:
    # Before and after `node`. An attribute has no siblings (XPath 1.0 section 2.2).
    if node.parent is None or node.kind == ATTRIBUTE:
        return [], []
    row = children(node.parent)
    place = next(at for at, other in enumerate(row) if _same(other, node))
    return row[:place], row[place + 1 :]


def _same(one: Node, other: Node) -> bool:
    if one is other:
        return True
    return one.kind == TEXT == other.kind and one.row == other.row


def _following_siblings(node: Node) -> list[Node]:
    return _siblings(node)[1]


def _preceding_siblings(node: Node) -> list[Node]:
    return _siblings(node)[0][::-1]


def _following(node: Node) -> list[Node]:
    found: list[Node] = []
    if node.kind == ATTRIBUTE and node.parent is not None:
        found.extend(descendants(node.parent))
        node = node.parent
    for above in (node, *ancestors(node)):
        for sibling in _siblings(above)[1]:
            found.append(sibling)
            found.extend(descendants(sibling))
    return found


def _preceding(node: Node) -> list[Node]:
    if node.kind == ATTRIBUTE and node.parent is not None:
        node = node.parent
    found: list[Node] = []
    for above in (node, *ancestors(node)):
        for sibling in reversed(_siblings(above)[0]):
            found.extend(reversed(descendants(sibling)))
            found.append(sibling)
    return found


def _element_children(node: Node) -> list[Node]:
    return node.children


def _element_descendants(node: Node) -> list[Node]:
    return list(node.descendants())


def axis_for(axis: str, test: NameTest | KindTest) -> Axis:
    """The axis as a function, leaving out the text nodes where only a name can match."""
    if isinstance(test, NameTest):
        if axis == "child" and test.name != "*":
            name = test.name
            return lambda node: node.by_name.get(name) or []
        if axis == "child":
            return _element_children
        if axis == "descendant":
            return _element_descendants
    return AXES[axis]


AXES: dict[str, Axis] = {
    "ancestor": ancestors,
    "ancestor-or-self": lambda node: [node, *ancestors(node)],
    "attribute": _attributes,
    "child": children,
    "descendant": descendants,
    "descendant-or-self": lambda node: [node, *descendants(node)],
    "following": _following,
    "following-sibling": _following_siblings,
    "namespace": _none,
    "parent": _parent,
    "preceding": _preceding,
    "preceding-sibling": _preceding_siblings,
    "self": _self,
}


def node_test(axis: str, test: NameTest | KindTest, namespaces: Mapping[str, str]) -> Test:
    """The predicate of a node test on an axis. Raises XPathError for an unknown prefix."""
    if isinstance(test, KindTest):
        return _kind_test(axis, test.kind)
    kind = ATTRIBUTE if axis == "attribute" else ELEMENT
    name = test.name
    if not test.prefix:
        if name == "*":
            return lambda node: node.kind == kind
        # An unprefixed name means the local name in any namespace: pyxform's documents put the
        # primary instance in the XForms namespace and address it without a prefix. An attribute
        # without a prefix is in no namespace, so `@complete` is not `@jr:complete`.
        if kind == ATTRIBUTE:
            return lambda node: node.kind == kind and node.name == name and not node.prefix
        return lambda node: node.kind == kind and node.name == name
    uri = namespaces.get(test.prefix)
    if uri is None:
        raise XPathError(f"The prefix {test.prefix} is not declared.")
    return lambda node: (
        node.kind == kind and node.namespace == uri and (name == "*" or node.name == name)
    )


def _kind_test(axis: str, kind: str) -> Test:
    if kind == "node":
        # Attributes that a form computes hang among the children of their element.
        if axis in ("child", "descendant"):
            return lambda node: node.kind != ATTRIBUTE
        return lambda _node: True
    if kind == "text":
        return lambda node: node.kind == TEXT
    # Comments and processing instructions are not kept in the tree.
    return lambda _node: False
