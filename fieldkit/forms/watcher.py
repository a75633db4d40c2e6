"""Who stands beside the engine: told what happens to the instance, asked what it cannot know."""

from __future__ import annotations

from typing import Protocol

from fieldkit.forms.instance import Node
from fieldkit.forms.structure import NodeDefinition
from fieldkit.forms.xpath.values import Value


class Watcher(Protocol):
    """Is told what happens to the instance, and asked what a new row looks like."""

    def value_changed(self, node: Node) -> None:
        """The text of `node` is another one now."""
        ...

    def row_added(self, row: Node) -> bool:
        """A repeat instance is in place. Whether it waits, uncomputed, for `Engine.begin`."""
        ...

    def row_removed(self, row: Node, key: str, path: str, parent: Node) -> None:
        """A repeat instance is gone from `parent`; `key` and `path` are those it had."""
        ...

    def new_row(self, repeat: NodeDefinition) -> Node:
        """A blank instance of a repeat, not yet in place, with row ids."""
        ...

    def begins_with(self, question: NodeDefinition) -> str:
        """What the form alone writes into a question of a new row; "" where an action may."""
        ...

    def still_offered(self, node: Node, nodes: Value) -> str:
        """What is left of a select's answer when `nodes` are its choices."""
        ...
