"""Sets of nodes: document order, union, and one node counted once.

Attribute and text nodes are made for the occasion, so a node is told from another by its key and
not by identity alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from fieldkit.forms.instance import ELEMENT, Node

Key = int | tuple[int, str, str, str]


def key_of(node: Node) -> Key:
    """What makes a node the same node as another object for it."""
    if node.kind == ELEMENT or node.parent is None:
        return id(node)
    return (id(node.parent), node.kind, node.qualified_name, node.row)


def distinct(nodes: Iterable[Node]) -> list[Node]:
    """Each node once, in the order first seen."""
    seen: dict[Key, Node] = {}
    for node in nodes:
        seen.setdefault(key_of(node), node)
    return list(seen.values())


def in_document_order(nodes: Iterable[Node]) -> list[Node]:
    """Each node once, in document order; documents one after the other."""
    found = distinct(nodes)
    if len(found) < 2:
        return found
    orders = _Orders()
    return sorted(found, key=orders.of)


def reading_all(items: Iterable[Node], columns: Sequence[str], values: Sequence[str]) -> list[Node]:
    """The items in which each column has a cell that reads exactly the value beside it."""
    wanted = list(zip(columns, values, strict=True))
    return [item for item in items if all(_reads(item, *each) for each in wanted)]


def holding_any(
    items: Iterable[Node], columns: Sequence[str], test: Callable[[str, str], bool], text: str
) -> list[Node]:
    """The items that `test` finds `text` in, in the first cell of one of the columns."""
    return [item for item in items if any(test(_first(item, each), text) for each in columns)]


def _first(item: Node, column: str) -> str:
    cells = item.by_name.get(column)
    return cells[0].string_value() if cells else ""


def _reads(item: Node, column: str, value: str) -> bool:
    return any(cell.string_value() == value for cell in item.by_name.get(column, ()))


class _Orders:
    """Document order keys of one sort; remembers parents, which siblings share."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[int, ...]] = {}
        self._places: dict[int, dict[int, int]] = {}
        self._documents: dict[int, int] = {}

    def of(self, node: Node) -> tuple[int, ...]:
        parent = node.parent
        if parent is None:
            return (self._documents.setdefault(id(node), len(self._documents)),)
        if node.kind != ELEMENT:
            return (*self._remembered(parent), *node.order_in_parent())
        return (*self._remembered(parent), 2 * self._place(parent, node) + 2)

    def _remembered(self, node: Node) -> tuple[int, ...]:
        known = self._known.get(id(node))
        if known is None:
            known = self._known[id(node)] = self.of(node)
        return known

    def _place(self, parent: Node, node: Node) -> int:
        places = self._places.get(id(parent))
        if places is None:
            places = {id(child): place for place, child in enumerate(parent.children)}
            self._places[id(parent)] = places
        return places[id(node)]
