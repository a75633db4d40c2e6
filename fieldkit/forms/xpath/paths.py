"""Location paths as closures. Plain child paths are a few dictionary reads, the rest is general."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath.ast import REVERSE_AXES, KindTest, NameTest, Step
from fieldkit.forms.xpath.axes import Axis, Test
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.nodesets import distinct, in_document_order
from fieldkit.forms.xpath.values import Value

Closure = Callable[[Node, Context], Value]
NodesClosure = Callable[[Node, Context], list[Node]]
Sieve = Callable[[list[Node], Context], list[Node]]

# Steps along these axes, from nodes in document order none of which holds another, arrive in
# document order and meet no node twice.
_ORDERLY_AXES = frozenset({"attribute", "child", "self"})


@dataclass(frozen=True, slots=True)
class CompiledStep:
    """A step ready to run."""

    axis_name: str
    axis: Axis
    test: Test
    sieves: tuple[Sieve, ...]

    def from_node(self, node: Node, context: Context) -> list[Node]:
        """The nodes this step selects from one node, in axis order."""
        test = self.test
        found = [candidate for candidate in self.axis(node) if test(candidate)]
        for sieve in self.sieves:
            found = sieve(found, context)
        return found


# --- plain paths

_ANY_NODE = KindTest("node")


@dataclass(frozen=True, slots=True)
class PlainSteps:
    """`../../a/b`: how far up, then which child names down."""

    ups: int
    names: tuple[str, ...]


def plain_steps(steps: Sequence[Step]) -> PlainSteps | None:
    """The plain reading of `steps`, or None when they have predicates, wildcards or axes."""
    ups = 0
    names: list[str] = []
    for step in steps:
        if step.predicates:
            return None
        axis, test = step.axis, step.test
        if axis == "child" and isinstance(test, NameTest) and not test.prefix and test.name != "*":
            names.append(test.name)
        elif test != _ANY_NODE or axis not in ("self", "parent") or (names and axis == "parent"):
            return None
        elif axis == "parent":
            ups += 1
    return PlainSteps(ups, tuple(names))


def absolute_path(names: tuple[str, ...]) -> NodesClosure:
    """`/a/b/c` in the primary document."""
    if not names:
        return lambda _node, context: [context.document]
    if len(names) == 2:
        root, name = names

        def question(_node: Node, context: Context) -> list[Node]:
            form = context.document.by_name.get(root)
            return form[0].by_name.get(name) or [] if form else []

        return question
    return lambda _node, context: nodes_at(context.document, names)


def nodes_at(document: Node, names: Sequence[str]) -> list[Node]:
    """What `names`, one child step each, select from `document`. The list is not the caller's
    own."""
    found = [document]
    for name in names:
        if len(found) > 1:
            return children_named([document], names)
        below = found[0].by_name.get(name)
        if not below:
            return []
        found = below
    return found


def nodes_in_hole(number: int) -> NodesClosure:
    """An absolute path that was walked before the evaluation began."""
    return lambda _node, context: context.holes[number]


def relative_path(plain: PlainSteps) -> NodesClosure:
    """`../a`, `a/b`, `.`, `..`: the shapes pyxform writes."""
    ups, names = plain.ups, plain.names
    if len(names) == 1 and ups < 2:
        return _sibling(names[0]) if ups else _child(names[0])
    if ups == 1 and not names:
        return lambda node, _context: [] if node.parent is None else [node.parent]

    def walk(node: Node, _context: Context) -> list[Node]:
        for _ in range(ups):
            above = node.parent
            if above is None:
                return []
            node = above
        return children_named([node], names)

    return walk


def _child(name: str) -> NodesClosure:
    return lambda node, _context: node.by_name.get(name) or []


def _sibling(name: str) -> NodesClosure:
    def walk(node: Node, _context: Context) -> list[Node]:
        above = node.parent
        return [] if above is None else above.by_name.get(name) or []

    return walk


def children_named(found: list[Node], names: Sequence[str]) -> list[Node]:
    """What `names`, one child step each, select from `found`. The list is not the caller's own."""
    for name in names:
        if len(found) == 1:
            found = found[0].by_name.get(name) or []
            continue
        try:  # rows are alike: nearly always each has what one of them has
            found = [child for each in found for child in each.by_name[name]]
        except KeyError:
            found = [child for each in found for child in each.by_name.get(name, ())]
    return found


# --- every other path


def general_path(base: NodesClosure, steps: Sequence[CompiledStep]) -> NodesClosure:
    """Steps from whatever `base` selects, the result in document order."""
    orderly = all(step.axis_name in _ORDERLY_AXES for step in steps)
    single = steps[0] if len(steps) == 1 else None

    def walk(node: Node, context: Context) -> list[Node]:
        found = base(node, context)
        if single is not None and len(found) == 1:
            selected = single.from_node(found[0], context)
            return selected[::-1] if single.axis_name in REVERSE_AXES else selected
        for step in steps:
            found = distinct(
                selected for each in found for selected in step.from_node(each, context)
            )
        return found if orderly else in_document_order(found)

    return walk


def from_here(node: Node, _context: Context) -> list[Node]:
    """The base of a relative path."""
    return [node]


def from_document(_node: Node, context: Context) -> list[Node]:
    """The base of an absolute path: always the primary document, also inside `instance()`."""
    return [context.document]


def union_of(sets: list[NodesClosure]) -> NodesClosure:
    """`a | b …`, in document order."""

    def union(node: Node, context: Context) -> list[Node]:
        return in_document_order(found for nodes in sets for found in nodes(node, context))

    return union
