"""What is to be computed, and where: lowest rank first, each computation once until it is its turn.

What is read ranks below what reads it, so a computation on its turn finds everything settled. One
that comes up again and again, because it reads itself or makes the rows it counts, is stopped.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from typing import Final

from fieldkit.forms.dependencies import CALCULATE, COUNT, Computation, Graph
from fieldkit.forms.errors import FormError
from fieldkit.forms.instance import Node
from fieldkit.forms.places import ancestor, definition_of
from fieldkit.forms.structure import REPEAT, NodeDefinition

# A computation that has not settled after so many passes never will.
MOST_PASSES: Final = 1000
_NO_RANK: Final = -1

Pivots = dict[Node, None]
# Outside repeats a computation has one place, whatever it was that changed. Never written to.
_ONE_PLACE: Final[Pivots] = {}


class Agenda:
    """The computations to be done over one instance, with the nodes below which to do them."""

    def __init__(self, graph: Graph, root: Node) -> None:
        self._computations = graph.computations
        self._readers = graph.readers
        self._root = root
        self._pivots: list[Pivots | None] = [None] * len(graph.computations)
        self._heap: list[int] = []
        self._passes: dict[int, int] = {}
        self._at = _NO_RANK

    def add(self, rank: int, pivot: Node) -> None:
        """Put a computation on the list, for all its places at and below `pivot`."""
        pivots = self._pivots[rank]
        if pivots is None:
            self._pivots[rank] = _ONE_PLACE if self._computations[rank].alone else {pivot: None}
            heapq.heappush(self._heap, rank)
            if rank <= self._at:  # what is to be done ranks higher, but for what settles itself
                self._count_pass(rank)
        elif pivots is not _ONE_PLACE:
            pivots[pivot] = None

    def mark(self, node: Node) -> None:
        """Put on the list what reads `node`."""
        waiting = self._pivots
        for rank, depth in self._readers.get(definition_of(node).path, ()):
            if waiting[rank] is not _ONE_PLACE:
                self.add(rank, ancestor(node, depth) if depth else self._root)

    def mark_outside(self, node: Node, depth: int) -> None:
        """Put on the list what reads `node` from outside its ancestor at `depth`."""
        for rank, pivot in self._readers.get(definition_of(node).path, ()):
            if pivot < depth:
                self.add(rank, ancestor(node, pivot))

    def turns(self) -> Iterator[tuple[Computation, Mapping[Node, None]]]:
        """Each computation on its turn with its pivots, until nothing is left to be done.

        What is added meanwhile comes, too. Raises FormError (`unsettled`) when that never ends.
        """
        self._passes.clear()
        heap, waiting = self._heap, self._pivots
        while heap:
            self._at = rank = heapq.heappop(heap)
            pivots, waiting[rank] = waiting[rank], None
            assert pivots is not None
            yield self._computations[rank], pivots
        self._at = _NO_RANK

    def _count_pass(self, rank: int) -> None:
        passes = self._passes.get(rank, 0) + 1
        self._passes[rank] = passes
        if passes > MOST_PASSES:
            self._heap.clear()
            self._pivots = [None] * len(self._computations)
            raise unsettled(self._computations[rank].subject)


def unsettled(definition: NodeDefinition) -> FormError:
    """The refusal of a form that goes on changing."""
    return FormError(
        f"The form never comes to rest: {definition.path} goes on changing.",
        code="unsettled",
        question=definition.path,
        construct=COUNT if definition.kind == REPEAT else CALCULATE,
        next_step="Let it read other questions only, not its own value.",
    )
