"""The live instance and what keeps it up to date: change, mark what reads it, settle in rank order.

Guarantees: settling after a change gives the same state as computing everything anew, and evaluates
no expression that the change cannot reach. A value that is not relevant is kept but never read.
"""

from __future__ import annotations

import heapq
import random
from typing import Protocol

from fieldkit.forms.computed import computed_text
from fieldkit.forms.dependencies import CALCULATE, CHOICES, COUNT, RELEVANT, Computation, Graph
from fieldkit.forms.errors import FormError
from fieldkit.forms.expressions import Expression
from fieldkit.forms.instance import Node
from fieldkit.forms.moment import random_uuid
from fieldkit.forms.places import (
    ancestor,
    definition_of,
    insertion_index,
    instances,
    key_of,
    path_of,
    with_descendants,
)
from fieldkit.forms.structure import REPEAT, NodeDefinition
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.environment import Environment
from fieldkit.forms.xpath.errors import XPathError
from fieldkit.forms.xpath.values import Value, to_boolean, to_number

# A computation that has not settled after so many passes, or a repeat so long, never will.
MOST_PASSES = 1000
MOST_ROWS = 10_000
NO_RANK = -1


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

    def still_offered(self, node: Node, nodes: Value) -> str:
        """What is left of a select's answer when `nodes` are its choices."""
        ...


class Engine:
    """State: the node tree, which nodes hide themselves, and the computations still to be done."""

    def __init__(
        self, document: Node, graph: Graph, surroundings: Environment, watcher: Watcher
    ) -> None:
        self.document = document
        self.root = document.element()
        self.evaluations = 0
        self._failed: dict[tuple[int, Node], str] = {}
        self._graph = graph
        self._surroundings = surroundings
        self._watcher = watcher
        self._hidden: set[Node] = set()
        self._waiting: set[Node] = set()
        self._heap: list[int] = []
        self._pending: dict[int, dict[Node, None]] = {}
        self._passes: dict[int, int] = {}
        self._at = NO_RANK
        self._outside: list[list[Context] | None] = [None] * len(graph.computations)

    def value_of(self, expression: Expression, node: Node) -> Value:
        """Evaluate on demand (constraints, labels), outside the graph and not counted."""
        return expression.evaluate(Context(node, self._surroundings))

    def truth_of(self, expression: Expression | None, node: Node, default: str = "") -> bool:
        """The boolean of an expression; `default` non-blank means true where there is none."""
        return to_boolean(default if expression is None else self.value_of(expression, node))

    def write(self, node: Node, text: str) -> bool:
        """Set a value and mark what reads it; False when it was the value already."""
        if node.text == text:
            return False
        node.text = text
        if self._failed:
            self._failed.pop((NO_RANK, node), None)
        self._watcher.value_changed(node)
        if node.relevant:
            self._mark(node)
        return True

    def add_row(self, parent: Node, repeat: NodeDefinition, row_id: str | None = None) -> Node:
        """Append an instance of `repeat`, and begin it unless the watcher wants it to wait."""
        row = self._watcher.new_row(repeat)
        row.row = row_id or row.row
        parent.insert(insertion_index(parent, repeat), row)
        self._inherit(row)
        if self._watcher.row_added(row):
            self._waiting.add(row)
        else:
            self.begin(row)
        return row

    def wake(self, row: Node) -> None:
        """Compute in a new row what changes from now on."""
        self._waiting.discard(row)

    def begin(self, row: Node) -> None:
        """Mark a new row and all that counts it."""
        self.wake(row)
        self.schedule_subtree(row)
        for node in with_descendants(row):
            self._mark(node)

    def remove_row(self, row: Node) -> None:
        """Take a repeat instance out, mark all that counted it."""
        key, path = key_of(row), path_of(row)
        outside = definition_of(row).depth
        for node in with_descendants(row):
            self._mark(node, above=outside)
            self._hidden.discard(node)
            self._waiting.discard(node)
        self._forget_failures(row)
        parent = row.parent
        assert parent is not None
        parent.remove(row)
        self._watcher.row_removed(row, key, path, parent)

    def failure(self, node: Node) -> str:
        """Why a computation of `node` has no value; "" when all have one."""
        return next((why for (_, failed), why in self._failed.items() if failed is node), "")

    def fail(self, node: Node, why: str) -> None:
        """Note that an action could not compute the value of `node`."""
        self._failed[NO_RANK, node] = why

    def first_failure(self) -> tuple[Node, str] | None:
        """The node of a computation without a value, and why; None when all have one."""
        failures = self._failed.items()
        return next(((node, why) for (rank, node), why in failures if rank != NO_RANK), None)

    def _forget_failures(self, row: Node) -> None:
        gone = set(with_descendants(row)) if self._failed else set[Node]()
        self._failed = {place: why for place, why in self._failed.items() if place[1] not in gone}

    def schedule_all(self, *kinds: str) -> None:
        """Put every computation (of these kinds) on the list of things to do."""
        for computation in self._graph.computations:
            if not kinds or computation.kind in kinds:
                self._schedule(computation.rank, self.root)

    def schedule_language(self) -> None:
        """Put what speaks the respondent's language on the list."""
        for rank in self._graph.speaking:
            self._schedule(rank, self.root)

    def schedule_subtree(self, node: Node) -> None:
        """Put every computation at or below `node` on the list."""
        for each in with_descendants(node):
            for rank in self._graph.of.get(definition_of(each).path, ()):
                self._schedule(rank, each)

    def settle(self) -> None:
        """Do what is to be done, lowest rank first, until nothing is left.

        Raises FormError (`unsettled`) when a form never comes to rest.
        """
        self._passes.clear()
        heap, pending, computations = self._heap, self._pending, self._graph.computations
        while heap:
            self._at = rank = heapq.heappop(heap)
            computation, pivots = computations[rank], pending.pop(rank)
            for context in (
                self._only(computation) if computation.alone else self._due(computation, pivots)
            ):
                self._compute(computation, context)

    def _mark(self, node: Node, above: int | None = None) -> None:
        """Put what reads `node` on the list; above a depth only, where that is given."""
        for rank, pivot in self._graph.readers.get(definition_of(node).path, ()):
            if above is None or pivot < above:
                self._schedule(rank, ancestor(node, pivot) if pivot else self.root)

    def _schedule(self, rank: int, pivot: Node) -> None:
        pivots = self._pending.get(rank)
        if pivots is None:
            self._pending[rank] = {pivot: None}
            heapq.heappush(self._heap, rank)
            if rank <= self._at:  # what is to be done ranks higher, but for what settles itself
                self._count_pass(rank)
        else:
            pivots[pivot] = None

    def _count_pass(self, rank: int) -> None:
        passes = self._passes.get(rank, 0) + 1
        self._passes[rank] = passes
        if passes > MOST_PASSES:
            self._heap.clear()
            self._pending.clear()
            raise _unsettled(self._graph.computations[rank].subject)

    def _only(self, computation: Computation) -> list[Context]:
        # Outside repeats nothing comes or goes: what was found once is there for good.
        known = self._outside[computation.rank]
        if known is None:
            known = [self._context(node) for node in instances(computation.target, self.root)]
            for context in known:
                computation.expression.compiled.enter(context)
            self._outside[computation.rank] = known
        return known

    def _due(self, computation: Computation, pivots: dict[Node, None]) -> list[Context]:
        target = computation.target
        due: dict[Node, None] = {}
        if self.root in pivots:
            due = dict.fromkeys(instances(target, self.root))
        else:
            for pivot in pivots:
                if pivot.parent is not None and pivot.root() is self.document:
                    due.update(dict.fromkeys(instances(target, pivot)))
        return [self._context(node) for node in due if not (self._waiting and self._waits(node))]

    def _waits(self, node: Node | None) -> bool:
        while node is not None and node not in self._waiting:
            node = node.parent
        return node is not None

    def _context(self, node: Node) -> Context:
        return Context(node, self._surroundings)

    def _compute(self, computation: Computation, context: Context) -> None:
        kind, node = computation.kind, context.node
        if kind == RELEVANT:
            self._relevance(computation, context)
        elif not node.relevant:
            return  # rows and values stay as they are, and are computed when they are shown again
        elif kind == CALCULATE:
            self._calculated(computation, context)
        elif kind == COUNT:
            self._rows(computation, node)
        elif node.text:
            choices = self._evaluate(computation, context)
            self.write(node, self._watcher.still_offered(node, choices))

    def _evaluate(self, computation: Computation, context: Context) -> Value:
        # A calculation that fails leaves a blank and a problem, never a wrong or an old value.
        self.evaluations += 1
        compiled = computation.expression.compiled
        try:
            value = compiled.run(context) if computation.fixed else compiled.evaluate(context)
        except XPathError as error:
            self._failed[computation.rank, context.node] = error.message
            return ""
        if self._failed:
            self._failed.pop((computation.rank, context.node), None)
        return value

    def _relevance(self, computation: Computation, context: Context) -> None:
        node, relevant = context.node, to_boolean(self._evaluate(computation, context))
        if relevant == (node not in self._hidden):
            return
        if relevant:
            self._hidden.discard(node)
        else:
            self._hidden.add(node)
        self._spread(node)

    def _spread(self, top: Node) -> None:
        """Carry a change of relevance down; what changed counts as a change of value."""
        above = top.parent is None or top.parent.relevant
        relevant = above and top not in self._hidden
        if relevant == top.relevant:
            return
        top.relevant = relevant
        self._mark(top)
        for rank in self._graph.of.get(definition_of(top).path, ()):
            if relevant and self._graph.computations[rank].kind in (CALCULATE, CHOICES, COUNT):
                self._schedule(rank, top)
        for child in top.children:
            self._spread(child)

    def _inherit(self, row: Node) -> None:
        relevant = row.parent is None or row.parent.relevant
        for node in with_descendants(row):
            node.relevant = relevant

    def _calculated(self, computation: Computation, context: Context) -> None:
        value, node = self._evaluate(computation, context), context.node
        text = computed_text(computation.target.type, value, context.zone)
        if self.write(node, text) and computation.settles_itself:
            self._schedule(computation.rank, self.root)

    def _rows(self, computation: Computation, parent: Node) -> None:
        repeat = computation.subject
        rows = parent.by_name.get(repeat.names[-1], [])
        wanted = self._wanted(computation, parent, len(rows))
        for row in reversed(rows[wanted:]):
            self.remove_row(row)
        for _ in range(wanted - len(rows)):
            self.add_row(parent, repeat)

    def _wanted(self, computation: Computation, parent: Node, present: int) -> int:
        # The count speaks from the repeat's own place, which may have no instance yet.
        repeat = computation.subject
        place = Node(repeat.names[-1])
        place.definition = repeat
        place.parent = parent
        value = self._evaluate(computation, self._context(place))
        if (computation.rank, place) in self._failed:
            return present  # rows are answers: a count that cannot be computed deletes none
        number = to_number(value, self._surroundings.timezone)
        if number != number or number < 0:
            return 0
        if number > MOST_ROWS:
            raise _unsettled(repeat)
        return int(number)


def _unsettled(definition: NodeDefinition) -> FormError:
    return FormError(
        f"The form never comes to rest: {definition.path} goes on changing.",
        code="unsettled",
        question=definition.path,
        construct=COUNT if definition.kind == REPEAT else CALCULATE,
        next_step="Let it read other questions only, not its own value.",
    )


def give_row_ids(top: Node, source: random.Random) -> None:
    """Name every repeat instance at or below `top` that has no row id yet."""
    for node in with_descendants(top):
        if definition_of(node).kind == REPEAT and not node.row:
            node.row = random_uuid(source)
