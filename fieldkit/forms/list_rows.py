"""The items of a list as they were read: a node is made of one when somebody asks for it.

A list of 100,000 places is read for the hundred of one district; the others stay what the parser
made of them, or rows of strings. Column by column they are put into an index on first use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import Protocol
from xml.etree.ElementTree import Element

from fieldkit.forms.instance import Node
from fieldkit.forms.markup import Markup
from fieldkit.forms.xpath.nodesets import holding_any

ROOT = "root"
ITEM = "item"


class Rows(Protocol):
    """What is in the root of a list, by position."""

    def __len__(self) -> int: ...

    def column(self, name: str) -> list[tuple[str, ...]]:
        """What each item reads in a column (`@name` for an attribute): one text, mostly."""
        ...

    def node(self, at: int) -> Node:
        """One item as a node without a parent."""
        ...


class ElementRows:
    """Items out of XML."""

    def __init__(self, markup: Markup, items: Sequence[Element]) -> None:
        self._markup = markup
        self._items = items

    def __len__(self) -> int:
        return len(self._items)

    def column(self, name: str) -> list[tuple[str, ...]]:
        """See Rows."""
        if name.startswith("@"):
            return [_attribute(item, name[1:]) for item in self._items]
        known: dict[str, tuple[str, ...]] = {}
        found: list[tuple[str, ...]] = []
        for item in self._items:
            cells = item.findall(name) if item.tag == ITEM else []
            if len(cells) == 1 and not len(cells[0]):
                text = cells[0].text or ""
                same = known.get(text)
                if same is None:
                    same = known[text] = (text,)
                found.append(same)
            else:
                found.append(tuple(dict.fromkeys("".join(cell.itertext()) for cell in cells)))
        return found

    def node(self, at: int) -> Node:
        """See Rows."""
        return self._markup.node(self._items[at])


class CellRows:
    """Items out of a table."""

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def column(self, name: str) -> list[tuple[str, ...]]:
        """See Rows."""
        return [(row[name],) if name in row else () for row in self._rows]

    def node(self, at: int) -> Node:
        """See Rows."""
        item = Node(ITEM)
        for name, cell in self._rows[at].items():
            item.append(Node(name, cell))
        return item


def _attribute(item: Element, name: str) -> tuple[str, ...]:
    value = item.get(name) if item.tag == ITEM else None
    return () if value is None else (value,)


class ListRoot(Node):
    """The root of a list. It has its items as children as soon as somebody looks at all of them."""

    __slots__ = ("_made", "_rows", "_texts")

    def __init__(self, shell: Node, rows: Rows) -> None:
        super().__init__(
            shell.name,
            shell.text,
            prefix=shell.prefix,
            namespace=shell.namespace,
            attributes=shell.attributes,
            namespaces=shell.namespaces,
        )
        self.tail = shell.tail
        self._rows = rows
        self._made: dict[int, Node] = {}
        self._texts: dict[str, list[str]] = {}  # what each item reads first, by column
        # Where these are missing, Python asks `__getattr__`.
        del self.children
        del self.by_name

    def __getattr__(self, name: str) -> object:
        if name not in ("children", "by_name"):
            raise AttributeError(name)
        self.children = [self.item(at) for at in range(len(self._rows))]
        self.by_name = {}
        for item in self.children:
            self.by_name.setdefault(item.name, []).append(item)
        return self.children if name == "children" else self.by_name

    def item(self, at: int) -> Node:
        """The node at a position, the same each time."""
        node = self._made.get(at)
        if node is None:
            node = self._made[at] = self._rows.node(at)
            node.parent = self
        return node

    def holding(
        self, columns: Iterable[str], test: Callable[[str, str], bool], text: str
    ) -> list[Node]:
        """The items that `test` finds `text` in, in the first cell of one of the columns."""
        found = {
            at
            for column in columns
            for at, cell in enumerate(self._first_texts(column))
            if test(cell, text)
        }
        return [self.item(at) for at in sorted(found)]

    def _first_texts(self, column: str) -> list[str]:
        known = self._texts.get(column)
        if known is None:
            known = [cells[0] if cells else "" for cells in self._rows.column(column)]
            self._texts[column] = known
        return known

    def index(self, columns: tuple[str, ...]) -> Index:
        """The items by what they read in `columns`."""
        return Index(self, _positions(self._rows, columns))


def items_holding(
    document: Node, columns: Sequence[str], test: Callable[[str, str], bool], text: str
) -> list[Node]:
    """What Environment.holding says, of the list whose root is in `document`."""
    found: list[Node] = []
    for root in document.children:
        if isinstance(root, ListRoot):
            found += root.holding(columns, test, text)
        elif root.name == ROOT:
            found += holding_any(root.by_name.get(ITEM, ()), columns, test, text)
    return found


class Index:
    """The items of a list by the texts of some of its columns."""

    def __init__(self, root: ListRoot, positions: Mapping[tuple[str, ...], list[int]]) -> None:
        self._root = root
        self._positions = positions
        self._found: dict[tuple[str, ...], list[Node]] = {}

    def items(self, values: tuple[str, ...]) -> list[Node]:
        """The items that read `values`, in order; the same list each time, and not the caller's."""
        found = self._found.get(values)
        if found is None:
            found = [self._root.item(at) for at in self._positions.get(values, ())]
            if found:
                self._found[values] = found
        return found


def _positions(rows: Rows, columns: tuple[str, ...]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    read = [rows.column(name) for name in columns]
    for at, cells in enumerate(zip(*read, strict=True)):
        if len(cells) == 1 == len(cells[0]):
            found[cells[0]].append(at)
        else:  # one combination, or one for each choice among cells of the same name
            for values in product(*cells):
                found[values].append(at)
    return found
