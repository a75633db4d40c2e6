"""The live instance and what keeps it up to date: change, mark what reads it, settle in rank order.

Guarantees: settling after a change gives the same state as computing everything anew, and evaluates
no expression that the change cannot reach. A value that is not relevant is kept but never read.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Final

from fieldkit.forms.agenda import Agenda
from fieldkit.forms.computed import computed_text
from fieldkit.forms.counted import CountedRows
from fieldkit.forms.dependencies import CALCULATE, CHOICES, COUNT, RELEVANT, Computation, Graph
from fieldkit.forms.errors import FormError
from fieldkit.forms.expressions import Expression
from fieldkit.forms.failures import ACTION, Failures
from fieldkit.forms.instance import Node
from fieldkit.forms.moment import random_uuid
from fieldkit.forms.places import (
    definition_of,
    insertion_index,
    instances,
    key_of,
    path_of,
    with_descendants,
)
from fieldkit.forms.relevance import Relevance
from fieldkit.forms.structure import REPEAT, NodeDefinition
from fieldkit.forms.watcher import Watcher
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.environment import Environment
from fieldkit.forms.xpath.errors import XPathError
from fieldkit.forms.xpath.paths import nodes_at
from fieldkit.forms.xpath.values import Value, keep_number, to_boolean, to_number

# A repeat so long never ends.
MOST_ROWS: Final = 10_000


class Engine:
    """State: the node tree, and the computations still to be done.

    `shape` is another number whenever rows have come or gone. What stands outside repeats has its
    contexts for good, what stands in a row until the shape changes; so does what they read by
    absolute paths.
    """

    def __init__(
        self, document: Node, graph: Graph, surroundings: Environment, watcher: Watcher
    ) -> None:
        self.document = document
        self.root = document.element()
        self.evaluations = 0
        self.shape = 0
        self.failures = Failures()
        self._agenda = Agenda(graph, self.root)
        self._graph = graph
        self._surroundings = surroundings
        self._watcher = watcher
        self._asked = Relevance(graph, self._agenda)
        self.counted = CountedRows(graph, self._agenda, watcher)
        self._waiting: set[Node] = set()
        self._outside: list[list[Context] | None] = [None] * len(graph.computations)
        self._walked = [0] * len(graph.computations)
        self._inside: dict[tuple[int, Node], list[Context]] = {}
        self._inside_at = 0
        self._compute: Mapping[str, Callable[[Computation, Context], None]] = {
            RELEVANT: self._relevance,
            COUNT: self._rows,
            CALCULATE: self._calculated,
            CHOICES: self._choices,
        }

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
        node.write(text)
        if self.failures.there:
            self.failures.there.pop((ACTION, node), None)
        self._watcher.value_changed(node)
        if node.relevant:
            self._agenda.mark(node)
        if self.counted.there:
            self.counted.value_changed(node)
        return True

    def add_row(self, parent: Node, repeat: NodeDefinition, row_id: str | None = None) -> Node:
        """Append an instance of `repeat`, and begin it unless the watcher wants it to wait."""
        row = self._watcher.new_row(repeat)
        row.row = row_id or row.row
        parent.insert(insertion_index(parent, repeat), row)
        self.shape += 1
        self._asked.inherit(row)
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
            self._agenda.mark(node)

    def remove_row(self, row: Node) -> None:
        """Take a repeat instance out, mark all that counted it."""
        key, path = key_of(row), path_of(row)
        outside = definition_of(row).depth
        for node in with_descendants(row):
            self._agenda.mark_outside(node, outside)
            self._asked.forget(node)
            self._waiting.discard(node)
        self.failures.forget(with_descendants(row))
        parent = row.parent
        assert parent is not None
        parent.remove(row)
        self.shape += 1
        self._watcher.row_removed(row, key, path, parent)

    def take_out(self, row: Node) -> None:
        """Remove a row because a person wants it; rows before it may be there for nothing now."""
        parent = row.parent
        assert parent is not None
        self.remove_row(row)
        self.counted.row_taken_out(row, parent)

    def asked_for(self, parent: Node, repeat: NodeDefinition) -> int | None:
        """How many rows the count of `repeat` asks for now; None where it cannot be computed.

        Not counted as an evaluation.
        """
        assert repeat.rule is not None
        assert repeat.rule.count is not None
        try:
            value = self.value_of(repeat.rule.count, _place(parent, repeat))
        except XPathError:
            return None
        return self._whole(value)

    def fail(self, node: Node, why: str) -> None:
        """Note that an action could not compute the value of `node`."""
        self.failures.there[ACTION, node] = why

    def schedule_all(self, *kinds: str) -> None:
        """Put every computation (of these kinds) on the list of things to do."""
        for computation in self._graph.computations:
            if not kinds or computation.kind in kinds:
                self._agenda.add(computation.rank, self.root)

    def schedule_language(self) -> None:
        """Put what speaks the respondent's language on the list."""
        for rank in self._graph.speaking:
            self._agenda.add(rank, self.root)

    def schedule_subtree(self, node: Node) -> None:
        """Put every computation at or below `node` on the list."""
        for each in with_descendants(node):
            for rank in self._graph.of.get(definition_of(each).path, ()):
                self._agenda.add(rank, each)

    def settle(self) -> None:
        """Do what is to be done, lowest rank first, until nothing is left.

        Raises FormError (`unsettled`) when a form never comes to rest.
        """
        for computation, pivots in self._agenda.turns():
            compute = self._compute[computation.kind]
            alone = computation.alone
            for context in self._only(computation) if alone else self._due(computation, pivots):
                compute(computation, context)

    def _only(self, computation: Computation) -> list[Context]:
        # Outside repeats nothing comes or goes: what was found once is there for good.
        rank = computation.rank
        known = self._outside[rank]
        if known is None:
            places = nodes_at(self.document, computation.target.names)
            known = [self._context(node) for node in places]
            self._outside[rank] = known
        elif computation.fixed or self._walked[rank] == self.shape:
            return known
        self._walked[rank] = self.shape
        for context in known:
            computation.expression.compiled.enter(context)
        return known

    def _due(self, computation: Computation, pivots: Mapping[Node, None]) -> list[Context]:
        if len(pivots) > 1 or self._waiting:
            return self._below(computation, pivots)
        # After an answer in a row there is one pivot, and as in `_only` what stands below it, and
        # what that reads by absolute paths, stays until rows come or go.
        if self._inside_at != self.shape:
            self._inside.clear()
            self._inside_at = self.shape
        (pivot,) = pivots
        known = self._inside.get((computation.rank, pivot))
        if known is None:
            known = self._below(computation, pivots)
            if pivot is not self.root:  # everywhere: at the start, or in another language
                self._inside[computation.rank, pivot] = known
        return known

    def _below(self, computation: Computation, pivots: Mapping[Node, None]) -> list[Context]:
        due: dict[Node, None] = {}
        for pivot in [self.root] if self.root in pivots else pivots:
            if pivot.root() is self.document:
                due.update(dict.fromkeys(instances(computation.target, pivot)))
        contexts = [
            self._context(node) for node in due if not (self._waiting and self._waits(node))
        ]
        for context in contexts:
            computation.expression.compiled.enter(context)
        return contexts

    def _waits(self, node: Node | None) -> bool:
        while node is not None and node not in self._waiting:
            node = node.parent
        return node is not None

    def _context(self, node: Node) -> Context:
        return Context(node, self._surroundings)

    def _evaluate(self, computation: Computation, context: Context) -> Value:
        # A calculation that fails leaves a blank and a problem, never a wrong or an old value.
        self.evaluations += 1
        try:
            value = computation.expression.compiled.run(context)
        except XPathError as error:
            self.failures.there[computation.rank, context.node] = error.message
            return ""
        if self.failures.there:
            self.failures.there.pop((computation.rank, context.node), None)
        return value

    # --- the four kinds of computation. Rows and values of what is not relevant stay as they are,
    # and are computed when it is shown again.

    def _relevance(self, computation: Computation, context: Context) -> None:
        self._asked.decide(context.node, to_boolean(self._evaluate(computation, context)))

    def _calculated(self, computation: Computation, context: Context) -> None:
        node = context.node
        if not node.relevant:
            return
        value = self._evaluate(computation, context)
        text = computed_text(computation.target.type, value, context.zone)
        if not self.write(node, text):
            return
        if isinstance(value, float) and computation.target.type == "string":
            keep_number(node, value)
        if computation.settles_itself:
            self._agenda.add(computation.rank, self.root)

    def _choices(self, computation: Computation, context: Context) -> None:
        node = context.node
        if node.relevant and node.text:
            nodes = self._evaluate(computation, context)
            self.write(node, self._watcher.still_offered(node, nodes))

    def _rows(self, computation: Computation, context: Context) -> None:
        parent, repeat = context.node, computation.subject
        if not parent.relevant:
            return
        rows = parent.by_name.get(repeat.names[-1], [])
        wanted = self._wanted(computation, parent, len(rows))
        for row in reversed(rows[wanted:]):
            if not self.counted.may_go(row):
                break  # rows are answers, and those before it keep their positions
            self.remove_row(row)
        for _ in range(wanted - len(rows)):
            self.add_row(parent, repeat)

    def _wanted(self, computation: Computation, parent: Node, present: int) -> int:
        repeat = computation.subject
        context = self._context(_place(parent, repeat))
        computation.expression.compiled.enter(context)
        value = self._evaluate(computation, context)
        if self.failures.moved(computation.rank, context.node, parent):
            return present  # a count that cannot be computed takes no rows away
        wanted = self._whole(value)
        if wanted > MOST_ROWS:
            raise FormError(
                f"{repeat.path} would have more than {MOST_ROWS} rows.",
                code="unsettled",
                question=repeat.path,
                construct=COUNT,
                next_step="Let its count be smaller; one that reads its own rows must end.",
            )
        return wanted

    def _whole(self, count: Value) -> int:
        number = to_number(count, self._surroundings.timezone)
        if number != number or number < 0:
            return 0
        return int(min(number, MOST_ROWS + 1))


def _place(parent: Node, repeat: NodeDefinition) -> Node:
    # A count speaks from the repeat's own place, which may have no instance yet.
    place = Node(repeat.names[-1])
    place.definition = repeat
    place.parent = parent
    return place


def give_row_ids(top: Node, source: random.Random) -> None:
    """Name every repeat instance at or below `top` that has no row id yet."""
    for node in with_descendants(top):
        if definition_of(node).kind == REPEAT and not node.row:
            node.row = random_uuid(source)
