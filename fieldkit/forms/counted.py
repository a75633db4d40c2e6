"""The rows of counted repeats that nobody asked for any more: which of them may go.

A count adds rows, and takes away only those at the end in which nobody has answered anything
(docs/decisions/0013). That depends on the state alone, so the count is due again whenever the last
row of its repeat has lost its last answer.
"""

from __future__ import annotations

from fieldkit.forms.agenda import Agenda
from fieldkit.forms.dependencies import Graph
from fieldkit.forms.instance import Node
from fieldkit.forms.places import ancestor, definition_of, with_descendants
from fieldkit.forms.watcher import Watcher


class CountedRows:
    """What a count may take away, and when it has to look again.

    `there`: the form counts rows at all. `follow_counts`: rows go with their answers, as they did
    before decision 0013.
    """

    def __init__(self, graph: Graph, agenda: Agenda, watcher: Watcher) -> None:
        self.follow_counts = False
        self.there = bool(graph.counting)
        self._counting = graph.counting
        self._agenda = agenda
        self._watcher = watcher

    def may_go(self, row: Node) -> bool:
        """Whether a count that asks for fewer rows takes this one away, as the last one.

        A question with a dynamic default counts as answered as soon as it holds something: what
        wrote it cannot be told. Hidden answers are answers.
        """
        return self.follow_counts or not any(map(self._is_answer, with_descendants(row)))

    def value_changed(self, node: Node) -> None:
        """Put the counts on the agenda whose last row holds no answer any more."""
        around = self._counting.get(definition_of(node).path)
        if around is not None and not self._is_answer(node):
            for rank, depth in around:
                self._look_again(rank, ancestor(node, depth))

    def row_taken_out(self, row: Node, parent: Node) -> None:
        """The same after a person removed `row` of whatever repeat from `parent`."""
        repeat = definition_of(row)
        for rank, depth in self._counting.get(repeat.path, ()):
            if depth < repeat.depth:
                self._look_again(rank, ancestor(parent, depth))
            elif left := parent.by_name.get(row.name):
                self._look_again(rank, left[-1])

    def _look_again(self, rank: int, row: Node) -> None:
        parent = row.parent
        if parent is not None and parent.by_name[row.name][-1] is row and self.may_go(row):
            self._agenda.add(rank, parent)

    def _is_answer(self, node: Node) -> bool:
        if not node.text:
            return False
        definition = definition_of(node)
        return definition.is_answerable and node.text != self._watcher.begins_with(definition)
