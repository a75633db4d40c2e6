"""Which computations have no value now, and why: kept until they have one, or their row is gone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from fieldkit.forms.instance import Node

# Stands for an action, which is no computation of the graph and has no rank in it.
ACTION: Final = -1


class Failures:
    """Messages by rank and node. Nearly always there are none, which is a glance at `there`."""

    def __init__(self) -> None:
        self.there: dict[tuple[int, Node], str] = {}

    def of(self, node: Node) -> str:
        """Why a computation of `node` has no value; "" when all have one."""
        return next((why for (_, failed), why in self.there.items() if failed is node), "")

    def first(self) -> tuple[Node, str] | None:
        """The node of a computation without a value, and why; None when all have one."""
        failures = self.there.items()
        return next(((node, why) for (rank, node), why in failures if rank != ACTION), None)

    def moved(self, rank: int, place: Node, to: Node) -> bool:
        """Keep the failure at a `place` that is made for each evaluation with a node that stays.

        Whether there is one; where there is none, that node has none of this rank any more.
        """
        why = self.there.pop((rank, place), None)
        self.there.pop((rank, to), None)
        if why is not None:
            self.there[rank, to] = why
        return why is not None

    def forget(self, nodes: Iterable[Node]) -> None:
        """These nodes are no more."""
        if self.there:
            gone = set(nodes)
            self.there = {place: why for place, why in self.there.items() if place[1] not in gone}
