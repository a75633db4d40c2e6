"""Finding nodes of the live instance: by definition, by path with positions, by stable key.

A path counts the rows of a repeat from 1 (`/data/member[2]/age`); a key names them by row id
(`/data/member[3f2c…]/age`) and so survives the removal of other rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldkit.forms.instance import Node
from fieldkit.forms.structure import REPEAT, NodeDefinition

_MARK = re.compile(r"\[[^\]]*\]")


def definition_path(address: str) -> str:
    """The path or key of a question without its rows: `/data/member[3f2c]/age` ->
    `/data/member/age`."""
    return _MARK.sub("", address)


def definition_of(node: Node) -> NodeDefinition:
    """The definition of a node of the primary instance."""
    found: NodeDefinition | None = node.definition
    assert found is not None, "only nodes of the primary instance have a definition"
    return found


def instances(target: NodeDefinition, pivot: Node) -> list[Node]:
    """All nodes of `target` at or below `pivot`, in document order."""
    found = [pivot]
    for name in target.names[definition_of(pivot).depth + 1 :]:
        if len(found) == 1:
            found = found[0].by_name.get(name, [])
        else:
            found = [child for node in found for child in node.by_name.get(name, ())]
    return found


def ancestor(node: Node, depth: int) -> Node:
    """The ancestor-or-self of `node` at `depth`."""
    for _ in range(definition_of(node).depth - depth):
        assert node.parent is not None
        node = node.parent
    return node


def leaves(node: Node) -> Iterator[Node]:
    """All value-holding nodes at or below `node`, in document order."""
    waiting = [node]
    while waiting:
        at = waiting.pop()
        if definition_of(at).is_leaf:
            yield at
        if at.children:
            waiting.extend(reversed(at.children))


def with_descendants(node: Node) -> Iterator[Node]:
    """`node` and everything below, in document order."""
    yield node
    yield from node.descendants()


def path_of(node: Node) -> str:
    """The absolute path with positions on repeat instances."""
    return _address(node, _position)


def key_of(node: Node) -> str:
    """The stable key: the path with row ids instead of positions."""
    return _address(node, _row)


def _address(node: Node, mark: object) -> str:
    assert callable(mark)
    steps: list[str] = []
    at: Node | None = node
    while at is not None and at.definition is not None:
        definition = at.definition
        if definition.repeat is None and definition.kind != REPEAT:
            steps.append(definition.path)  # outside repeats there is nothing to count
            break
        suffix = f"[{mark(at)}]" if definition.kind == REPEAT else ""
        steps.append(f"/{at.qualified_name}{suffix}")
        at = at.parent
    return "".join(reversed(steps))


def _position(node: Node) -> int:
    assert node.parent is not None
    return next(
        at for at, same in enumerate(node.parent.by_name[node.name], start=1) if same is node
    )


def _row(node: Node) -> str:
    return node.row


def find(root: Node, address: str) -> Node | None:
    """The node at a path or key; None where there is none. Rows need their mark, others none."""
    steps = address.split("/")
    if len(steps) < 2 or steps[0] or steps[1] != root.qualified_name:
        return None
    node: Node | None = root
    for step in steps[2:]:
        if node is None:
            return None
        node = _child(node, step)
    return node


def _child(node: Node, step: str) -> Node | None:
    name, bracket, mark = step.partition("[")
    same = [
        child
        for child in node.by_name.get(name.rpartition(":")[2], ())
        if child.qualified_name == name
    ]
    if not same:
        return None
    if definition_of(same[0]).kind != REPEAT:
        return same[0] if not bracket else None
    return _marked(same, mark.removesuffix("]")) if mark.endswith("]") else None


def _marked(rows: list[Node], mark: str) -> Node | None:
    # A row id is never all digits shorter than 10: positions and ids cannot be confused.
    if mark.isdecimal() and len(mark) < 10:
        position = int(mark)
        return rows[position - 1] if 1 <= position <= len(rows) else None
    return next((row for row in rows if row.row == mark), None)


def copy(node: Node) -> Node:
    """A copy of a blank node and all below it, without the templates of repeats."""
    made = Node(
        node.name,
        node.text,
        prefix=node.prefix,
        namespace=node.namespace,
        attributes=_without_template(node.attributes) if node.attributes else None,
        namespaces=node.namespaces,
        kind=node.kind,
    )
    made.definition = node.definition
    for child in node.children:
        if not child.attributes or not is_template(child):
            made.append(copy(child))
    return made


def _without_template(attributes: dict[str, str]) -> dict[str, str] | None:
    return {name: value for name, value in attributes.items() if not _marks_template(name)} or None


def is_template(node: Node) -> bool:
    """True for the pattern of a repeat that is no instance itself (`jr:template`)."""
    return any(_marks_template(name) for name in node.attributes)


def _marks_template(attribute: str) -> bool:
    return attribute.endswith(":template")


def insertion_index(parent: Node, definition: NodeDefinition) -> int:
    """Where a new row of `definition` goes among the children: after its like, in form order."""
    at = len(parent.children)
    while at and definition_of(parent.children[at - 1]).order > definition.order:
        at -= 1
    return at
