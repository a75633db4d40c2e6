"""What follows from a change besides computing: the change log, new rows, and actions set off."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection
from datetime import tzinfo

from fieldkit.forms.actions import FIRST_LOAD, NEW_REPEAT, VALUE_CHANGED, SetValue
from fieldkit.forms.changes import ChangeLog
from fieldkit.forms.computed import beginning_text, computed_text
from fieldkit.forms.draft import row_key
from fieldkit.forms.engine import Engine, give_row_ids
from fieldkit.forms.errors import FormError
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.instance import Node
from fieldkit.forms.places import (
    ancestor,
    copy,
    definition_of,
    instances,
    key_of,
    with_descendants,
)
from fieldkit.forms.structure import REPEAT, NodeDefinition
from fieldkit.forms.surroundings import Surroundings
from fieldkit.forms.xpath.errors import XPathError
from fieldkit.forms.xpath.values import Value

# Actions that set each other off are cut short here rather than run for ever.
_MOST_ACTIONS = 10_000
_Due = tuple[SetValue, Node]


class Events:
    """The engine's watcher: logs every change and runs the actions that changes set off."""

    def __init__(
        self,
        definition: FormDefinition,
        surroundings: Surroundings,
        preload: Callable[[Node], None],
    ) -> None:
        self.log = ChangeLog()
        actions = definition.actions
        self._actions = actions
        self._nodes = definition.nodes
        self._on_change = _by_trigger(actions, VALUE_CHANGED)
        self._on_new_row = _by_trigger(actions, NEW_REPEAT)
        self._written = frozenset(action.target for action in actions)
        self._beginnings: dict[str, str] = {}
        self._patterns = definition.patterns
        self._surroundings = surroundings
        self._preload = preload
        self._due: deque[_Due] = deque()
        self._waiting: deque[tuple[Node, list[_Due]]] = deque()

    # What the engine tells and asks (watcher.Watcher)

    def value_changed(self, node: Node) -> None:
        """Log it, and remember the actions nested in the question."""
        self.log.value(node)
        if not self._on_change:
            return
        for action in self._on_change.get(definition_of(node).path, ()):
            self._due.append((action, node))

    def row_added(self, row: Node) -> bool:
        """Log it with the values it begins with. It waits where it has dynamic defaults."""
        self.log_below(row)
        if not self._on_new_row:
            return False
        due = [
            (action, node)
            for node in with_descendants(row)
            for action in self._on_new_row.get(definition_of(node).path, ())
        ]
        if due:
            self._waiting.append((row, due))
        return bool(due)

    def row_removed(self, row: Node, key: str, path: str, parent: Node) -> None:
        """Log it."""
        self.log.row_removed(row, key, path, parent)

    def new_row(self, repeat: NodeDefinition) -> Node:
        """A row with what it begins with, and ids from this step's random numbers."""
        row = copy(self._patterns[repeat.path])
        store_defaults(row, self._surroundings.timezone)
        self._preload(row)
        give_row_ids(row, self._surroundings.random)
        return row

    def begins_with(self, question: NodeDefinition) -> str:
        """The default written in the form, in the lexical form of its type."""
        text = self._beginnings.get(question.path)
        if text is None:
            text = self._beginnings[question.path] = self._default(question)
        return text

    def _default(self, question: NodeDefinition) -> str:
        repeat = question.repeat
        if repeat is None or question.path in self._written:
            return ""
        node: Node | None = self._patterns[repeat]
        for name in question.names[self._nodes[repeat].depth + 1 :]:
            node = node.child(name) if node is not None else None
        text = node.text if node is not None else ""
        return text and beginning_text(question.type, text, self._surroundings.timezone)

    def still_offered(self, node: Node, nodes: Value) -> str:
        """The answer without the values that `nodes` no longer offer."""
        offered = self._surroundings.offers.values_among(node, nodes)
        if definition_of(node).type == "select_one":
            return node.text if node.text in offered else ""
        return " ".join(value for value in node.text.split() if value in offered)

    # What the session asks

    def settle(self, engine: Engine) -> None:
        """Bring the instance up to date, actions included. Raises FormError (`unsettled`)."""
        engine.settle()
        self._begin_rows(engine)
        for _ in range(_MOST_ACTIONS):
            if not self._due:
                return
            self._run(self._due.popleft(), engine)
            self._begin_rows(engine)
        self._due.clear()
        raise FormError(
            "The form never comes to rest: its actions go on.",
            code="unsettled",
            next_step="Let no two questions with a trigger set off each other.",
        )

    def load(self, engine: Engine, event: str) -> None:
        """Run the actions of an event of the whole form (a load, the end), then settle."""
        for action in self._actions:
            if event in action.events:
                self._run((action, engine.root), engine)
        self.settle(engine)

    def log_below(self, top: Node) -> None:
        """Log the rows at and below `top`, and every value."""
        for node in with_descendants(top):
            if definition_of(node).kind == REPEAT:
                self.log.row_added(node)
            elif node.text:
                self.log.value(node)

    def begin_questions(
        self, engine: Engine, new: Collection[str], rows: Collection[str], answered: Collection[str]
    ) -> None:
        """Run the dynamic defaults of the questions at the paths `new`, as FormSession says."""
        for action in self._actions:
            if action.target in new:
                for node in instances(self._nodes[action.target], engine.root):
                    if _begins(action, node, rows) and key_of(node) not in answered:
                        engine.write(node, self._new_value(action, node, engine))
                engine.settle()
        self.settle(engine)

    def forget(self) -> None:
        """Drop what changes set off: the first computation of a form sets nothing off."""
        self._due.clear()

    def _begin_rows(self, engine: Engine) -> None:
        # ODK XForms: `odk-new-repeat` comes before the calculations of the row, so that `once()`
        # finds the defaults. What reads a default is up to date for the next one.
        while self._waiting:
            row, due = self._waiting.popleft()
            if row.root() is engine.document:
                engine.wake(row)
                for each in due:
                    self._run(each, engine)
                engine.begin(row)
                engine.settle()

    def _run(self, due: _Due, engine: Engine) -> None:
        action, source = due
        if source.root() is engine.document:
            self._perform(action, source, engine)
            engine.settle()

    def _perform(self, action: SetValue, source: Node, engine: Engine) -> None:
        own = definition_of(source).lineage
        target = self._nodes[action.target]
        shared = sum(1 for mine, its in zip(own, target.lineage, strict=False) if mine == its)
        for node in instances(target, ancestor(source, max(shared, 1) - 1)):
            engine.write(node, self._new_value(action, node, engine))

    def _new_value(self, action: SetValue, node: Node, engine: Engine) -> str:
        kind = definition_of(node).type
        if action.value is None:
            return computed_text(kind, action.literal, self._surroundings.timezone)
        try:
            value = engine.value_of(action.value, node)
        except XPathError as error:
            engine.fail(node, error.message)
            return ""
        return computed_text(kind, value, self._surroundings.timezone)


def _begins(action: SetValue, node: Node, rows: Collection[str]) -> bool:
    """Whether `action` gives `node` what it begins with: at the first load, or, for the question
    of a row that was there already (`rows`), as if the row were made now."""
    if FIRST_LOAD in action.events:
        return True
    own_row = action.trigger and action.trigger == definition_of(node).repeat
    return NEW_REPEAT in action.events and bool(own_row) and row_key(key_of(node)) in rows


def store_defaults(top: Node, zone: tzinfo) -> None:
    """Bring the defaults at and below `top` into the lexical form of their types."""
    for node in with_descendants(top):
        if node.text and node.definition is not None:
            node.write(beginning_text(node.definition.type, node.text, zone))


def _by_trigger(actions: tuple[SetValue, ...], event: str) -> dict[str, list[SetValue]]:
    found: dict[str, list[SetValue]] = {}
    for action in actions:
        if event in action.events:
            found.setdefault(action.trigger, []).append(action)
    return found
