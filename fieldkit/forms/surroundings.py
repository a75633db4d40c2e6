"""The world of a session, as its expressions see it: clock, chance, lists, language, labels."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fieldkit.forms.expressions import Expression
from fieldkit.forms.instance import Node
from fieldkit.forms.itext import Pieces
from fieldkit.forms.moment import Host, Moment
from fieldkit.forms.places import ancestor, definition_of, instances
from fieldkit.forms.structure import NodeDefinition, Text
from fieldkit.forms.xpath.ast import NameTest, Path, Step
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.errors import EvaluationError
from fieldkit.forms.xpath.values import Value, node_text, to_string

if TYPE_CHECKING:
    from fieldkit.forms.form import FormDefinition

_NO_NODES: list[Node] = []


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice as it is offered now, in the active language."""

    value: str
    label: str


class Surroundings:
    """Implements the XPath room's Environment for one session."""

    def __init__(
        self, definition: FormDefinition, document: Node, host: Host, moment: Moment
    ) -> None:
        self.document = document
        self.timezone = ZoneInfo(host.timezone)
        self.language = definition.translations.default
        self._definition = definition
        self._moment = moment
        self._random = moment.source()
        self._origin = document

    @property
    def moment(self) -> Moment:
        """The moment of the present step; setting one starts its random numbers anew."""
        return self._moment

    @moment.setter
    def moment(self, moment: Moment) -> None:
        self._moment = moment
        self._random = moment.source()

    @property
    def random(self) -> random.Random:
        """The random numbers of this step."""
        return self._random

    def now(self) -> datetime:
        """The instant of this step."""
        return self._moment.now

    def instance(self, instance_id: str) -> Node:
        """The document of a list; the primary document under its own id."""
        lists = self._definition.lists
        if instance_id not in lists and instance_id == self._definition.root.name:
            return self.document
        return lists.document(instance_id)

    def lookup(self, instance_id: str, column: str, value: str) -> list[Node]:
        """Items of a list by the value of one column."""
        return self._definition.lists.lookup(instance_id, column, value)

    def pulldata(self, instance_id: str, column: str, key_column: str, key: str) -> str:
        """One cell of a table, "" where no row has the key."""
        rows = self.lookup(instance_id, key_column, key)
        cell = rows[0].child(column) if rows else None
        return "" if cell is None else cell.string_value()

    def itext(self, text_id: str) -> str:
        """A translated text, its outputs computed from where the text is being shown."""
        pieces = self._definition.translations.pieces(text_id, self.language)
        return self._joined(pieces, self._origin)

    def choice_name(self, value: str, question: str, node: Node) -> str:
        """The label of a choice, looked for among the choices the question offers now.

        "" where no row of the repeat it stands in is there to offer any.
        """
        origin = node if node.definition is not None else self.document.element()
        target = self._definition.nodes.get(_absolute(question.strip(), definition_of(origin)))
        if target is None or not target.is_select:
            raise EvaluationError(
                f"jr:choice-name() asks for the choices of {question.strip()}, which has none."
            )
        place = _nearest(target, origin)
        return "" if place is None else self._choice_label(place, value)

    def text(self, text: Text | None, node: Node) -> str:
        """A label, hint or message at `node`, in the active language."""
        if text is None:
            return ""
        if text.computed is not None:
            return self._said(text.computed, node)
        if text.itext:
            pieces = self._definition.translations.pieces(text.itext, self.language, text.form)
            return self._joined(pieces, node)
        return self._joined(text.pieces, node)

    def _joined(self, pieces: Pieces, node: Node) -> str:
        return "".join(
            piece if isinstance(piece, str) else self._said(piece, node) for piece in pieces
        )

    def _said(self, expression: Expression, node: Node) -> str:
        before, self._origin = self._origin, node
        try:
            return to_string(expression.evaluate(Context(node, self)))
        finally:
            self._origin = before

    def choices(self, node: Node) -> list[Choice]:
        """The choices `node` offers now, in order."""
        body = definition_of(node).body
        if body.itemset is None:
            return [Choice(item.value, self.text(item.label, node)) for item in body.items]
        items = self._items(node, self._choice_nodes(node))
        return self._labelled(items, body.itemset.label, node)

    def _choice_label(self, node: Node, wanted: str) -> str:
        """The label of one choice that `node` offers now, "" where it does not; of no other."""
        body = definition_of(node).body
        if body.itemset is None:
            return next((self.text(i.label, node) for i in body.items if i.value == wanted), "")
        items = self._items(node, self._choice_nodes(node))
        found = [(value, item) for value, item in items if value == wanted]
        labelled = self._labelled(found[:1], body.itemset.label, node)
        return labelled[0].label if labelled else ""

    def offered(self, node: Node) -> list[str]:
        """The values of the choices `node` offers now, in order."""
        body = definition_of(node).body
        if body.itemset is None:
            return [item.value for item in body.items]
        return [value for value, _ in self._items(node, self._choice_nodes(node))]

    def values_among(self, node: Node, nodes: Value) -> list[str]:
        """The choice values at `nodes`, which the choice list of `node` gave."""
        return [value for value, _ in self._items(node, nodes)]

    def _choice_nodes(self, node: Node) -> Value:
        itemset = definition_of(node).body.itemset
        assert itemset is not None
        return itemset.nodes.evaluate(Context(node, self))

    def _items(self, node: Node, nodes: Value) -> list[tuple[str, Node]]:
        itemset = definition_of(node).body.itemset
        assert itemset is not None
        if not isinstance(nodes, list):
            return []
        read = self._reader(itemset.value)
        return [(read(item), item) for item in nodes if item.relevant]

    def _labelled(
        self, items: list[tuple[str, Node]], label: Expression | None, node: Node
    ) -> list[Choice]:
        if label is None:
            return [Choice(value, "") for value, _ in items]
        read = self._reader(label)
        before, self._origin = self._origin, node
        try:
            return [Choice(value, read(item)) for value, item in items]
        finally:
            self._origin = before

    def _reader(self, expression: Expression) -> Callable[[Node], str]:
        """What reads `expression` of one item after another."""
        match expression.tree:
            case Path(None, (Step("child", NameTest(name, ""), ()),)) if name != "*":
                # The usual case, without the cost of an evaluation.
                return lambda item: node_text(item.by_name.get(name, _NO_NODES))
            case _:
                return lambda item: to_string(expression.evaluate(Context(item, self)))


def _absolute(path: str, origin: NodeDefinition) -> str:
    if path.startswith("/"):
        return path
    at = list(origin.lineage)
    for part in path.split("/"):
        if part == "..":
            at = at[:-1]
        elif part != ".":
            at.append(f"{at[-1] if at else ''}/{part}")
    return at[-1] if at else ""


def _nearest(target: NodeDefinition, origin: Node) -> Node | None:
    """The instance of `target` that shares most with `origin`; the first where several do."""
    own = definition_of(origin).lineage
    shared = sum(1 for mine, its in zip(own, target.lineage, strict=False) if mine == its)
    found = instances(target, ancestor(origin, max(shared, 1) - 1))
    return found[0] if found else None
