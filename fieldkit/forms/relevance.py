"""Which nodes are asked: what hides itself, and how that is carried down to all below it."""

from __future__ import annotations

from fieldkit.forms.agenda import Agenda
from fieldkit.forms.dependencies import CALCULATE, CHOICES, COUNT, Graph
from fieldkit.forms.instance import Node
from fieldkit.forms.places import definition_of, with_descendants


class Relevance:
    """Keeps `Node.relevant`, which has the relevance of all ancestors folded in.

    A change of it counts as a change of value: what reads the node is put on the agenda.
    """

    def __init__(self, graph: Graph, agenda: Agenda) -> None:
        self._graph = graph
        self._agenda = agenda
        self._hidden: set[Node] = set()

    def decide(self, node: Node, relevant: bool) -> None:
        """What the own condition of `node` says now."""
        if relevant is (node not in self._hidden):
            return
        if relevant:
            self._hidden.discard(node)
        else:
            self._hidden.add(node)
        self._spread(node)

    def inherit(self, row: Node) -> None:
        """Ask a new row, and all in it, where its parent is asked."""
        relevant = row.parent is None or row.parent.relevant
        for node in with_descendants(row):
            node.ask(relevant)

    def forget(self, node: Node) -> None:
        """The node is no more."""
        self._hidden.discard(node)

    def _spread(self, top: Node) -> None:
        above = top.parent is None or top.parent.relevant
        relevant = above and top not in self._hidden
        if relevant == top.relevant:
            return
        top.ask(relevant)
        self._agenda.mark(top)
        if relevant:
            for rank in self._graph.of.get(definition_of(top).path, ()):
                if self._graph.computations[rank].kind in (CALCULATE, CHOICES, COUNT):
                    self._agenda.add(rank, top)
        for child in top.children:
            self._spread(child)
