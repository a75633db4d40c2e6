"""Where an expression is evaluated: the node, its place in a node-set, and the environment."""

from __future__ import annotations

from collections.abc import Sequence

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath.environment import Environment


class Context:
    """The context of one evaluation. `current` stays the outermost node inside predicates.

    `holes` are the nodes of the paths that a pattern leaves open (see patterns.py), in order, and
    `constants` its numbers and texts.
    """

    __slots__ = (
        "constants",
        "current",
        "document",
        "environment",
        "holes",
        "node",
        "position",
        "size",
        "zone",
    )

    def __init__(
        self, node: Node, environment: Environment, position: int = 1, size: int = 1
    ) -> None:
        self.node = node
        self.current = node
        self.environment = environment
        self.document = environment.document
        self.zone = environment.timezone
        self.position = position
        self.size = size
        self.holes: Sequence[list[Node]] = ()
        self.constants: Sequence[float | str] = ()

    def within(self, size: int) -> Context:
        """The context of a predicate over `size` nodes; whoever walks them sets `position`."""
        inner = Context.__new__(Context)
        inner.node = self.node
        inner.current = self.current
        inner.environment = self.environment
        inner.document = self.document
        inner.zone = self.zone
        inner.position = 1
        inner.size = size
        inner.holes = self.holes
        inner.constants = self.constants
        return inner
