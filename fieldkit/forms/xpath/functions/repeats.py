"""`indexed-repeat()`: a question inside the nth instance of a repeat."""

from __future__ import annotations

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.errors import WrongArguments
from fieldkit.forms.xpath.functions.signature import ANY, NODES, NUMBER, Function
from fieldkit.forms.xpath.values import Value, to_number


def indexed_repeat(_node: Node, context: Context, target: list[Node], *pairs: Value) -> list[Node]:
    """The target nodes inside the indexed repeat instances; pairs may come in any order.

    Outer repeats are resolved first, and each index counts among the instances inside the one
    chosen before. Raises WrongArguments when a repeat has no index or is no path.
    """
    chosen: Node | None = None
    for repeats, place in sorted(_pairs(context, pairs), key=_depth):
        inside = repeats if chosen is None else [r for r in repeats if _is_inside(r, chosen)]
        if not 1 <= place <= len(inside):
            return []
        chosen = inside[int(place) - 1]
    assert chosen is not None  # the signature asks for one pair at least
    return [node for node in target if _is_inside(node, chosen)]


def _pairs(context: Context, values: tuple[Value, ...]) -> list[tuple[list[Node], float]]:
    if len(values) % 2:
        raise WrongArguments("indexed-repeat() needs an index for each repeat.")
    found: list[tuple[list[Node], float]] = []
    for repeats, place in zip(values[::2], values[1::2], strict=True):
        if not isinstance(repeats, list):
            raise WrongArguments("indexed-repeat() needs the path of a repeat before each index.")
        found.append((repeats, to_number(place, context.zone)))
    return found


def _depth(pair: tuple[list[Node], float]) -> int:
    depth = 0
    node = pair[0][0] if pair[0] else None
    while node is not None:
        depth += 1
        node = node.parent
    return depth


def _is_inside(node: Node, outer: Node) -> bool:
    above = node.parent
    while above is not None:
        if above is outer:
            return True
        above = above.parent
    return False


FUNCTIONS = (
    Function(
        "indexed-repeat",
        indexed_repeat,
        (NODES, NODES, NUMBER),
        NODES,
        rest=ANY,
        in_context=True,
    ),
)
