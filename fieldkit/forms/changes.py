"""What a step changed, in order, for the journal: values by key, rows added and removed."""

from __future__ import annotations

import msgspec

from fieldkit.forms.instance import Node
from fieldkit.forms.places import definition_of, key_of, path_of
from fieldkit.model.answers import BLANK, Answer

VALUE = "value"
ROW_ADDED = "row-added"
ROW_REMOVED = "row-removed"


class Change(msgspec.Struct, frozen=True):
    """One change. Keys name rows by id, paths by the position they had at that moment.

    For rows, `repeat` is the repeat's definition path, `parent` the key of what contains the row,
    `row` its id and `position` its place from 1. A struct, because a step may bring thousands.
    """

    kind: str
    key: str
    path: str
    value: Answer = BLANK
    repeat: str = ""
    parent: str = ""
    row: str = ""
    position: int = 0


class ChangeLog:
    """Collects what happens until somebody drains it; a value is listed once, as it is then."""

    def __init__(self) -> None:
        self._events: list[Node | Change] = []
        self._listed: set[Node] = set()

    def value(self, node: Node) -> None:
        """Note that the value of `node` changed."""
        if node not in self._listed:
            self._listed.add(node)
            self._events.append(node)

    def row_added(self, row: Node) -> None:
        """Note a new row and the values it begins with."""
        self._events.append(_row(ROW_ADDED, row, key_of(row), path_of(row), row.parent))

    def row_removed(self, row: Node, key: str, path: str, parent: Node) -> None:
        """Note that a row is gone; the values inside go with it."""
        self._events.append(_row(ROW_REMOVED, row, key, path, parent))

    def drain(self, document: Node) -> list[Change]:
        """All changes since the last time; values of nodes that are no more are left out."""
        events, self._events = self._events, []
        self._listed.clear()
        return [
            event if isinstance(event, Change) else _value(event)
            for event in events
            if isinstance(event, Change) or event.root() is document
        ]


def _value(node: Node) -> Change:
    return Change(VALUE, key_of(node), path_of(node), Answer(node.text))


def _row(kind: str, row: Node, key: str, path: str, parent: Node | None) -> Change:
    assert parent is not None
    position = int(path[path.rindex("[") + 1 : -1])
    return Change(
        kind=kind,
        key=key,
        path=path,
        repeat=definition_of(row).path,
        parent=key_of(parent),
        row=row.row,
        position=position,
    )
