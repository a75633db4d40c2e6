"""The choices a question offers now: values, labels and media, from the body or from a list.

Lists have thousands of items and never change, so what was read of the items that a question offers
is kept until it offers others. Choices made of answers are read anew each time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from fieldkit.forms.expressions import Expression
from fieldkit.forms.instance import Node
from fieldkit.forms.places import definition_of
from fieldkit.forms.speech import Said, Speech
from fieldkit.forms.structure import Itemset, NodeDefinition
from fieldkit.forms.xpath.ast import Expr, FunctionCall, NameTest, Path, Step
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.environment import Environment
from fieldkit.forms.xpath.values import Value, to_string


class Choice(msgspec.Struct, frozen=True):
    """One choice as it is offered now. `language` is the code of the language its label really
    stands in; "" where the form does not say. A struct, because a list has hundreds of them."""

    value: str
    label: str
    language: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class _Offer:
    """Of the items at `nodes` those that can be chosen, the value of each, and the first of each
    value; beside them the columns that were read of the items."""

    nodes: list[Node]
    items: Sequence[Node]
    values: Sequence[str]
    first: Mapping[str, Node]
    _columns: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def cells(self, column: str) -> list[str]:
        """What each item reads in a column."""
        known = self._columns.get(column)
        if known is None:
            known = self._columns[column] = _cells(self.items, column)
        return known


_NOTHING = _Offer([], (), (), {})


class Offers:
    """What the selects of one session offer."""

    def __init__(self, world: Environment, speech: Speech) -> None:
        self._world = world
        self._speech = speech
        self._known: dict[NodeDefinition, _Offer] = {}

    def choices(self, node: Node) -> list[Choice]:
        """The choices `node` offers now, in order, in the active language."""
        itemset = definition_of(node).body.itemset
        if itemset is None:
            said = self._speech.said
            return [
                Choice(item.value, *said(item.label, node))
                for item in definition_of(node).body.items
            ]
        offer = self._offer(node, itemset)
        labels = self._labels(offer, itemset.label, node)
        return [Choice(value, *said) for value, said in zip(offer.values, labels, strict=True)]

    def values(self, node: Node) -> Collection[str]:
        """The values of the choices `node` offers now, each once, in order."""
        body = definition_of(node).body
        if body.itemset is None:
            return dict.fromkeys(item.value for item in body.items)
        return self._offer(node, body.itemset).first.keys()

    def values_among(self, node: Node, nodes: Value) -> Collection[str]:
        """The choice values at `nodes`, which the choice list of `node` gave."""
        itemset = definition_of(node).body.itemset
        assert itemset is not None
        return self._read(definition_of(node), itemset, nodes).first.keys()

    def label(self, node: Node, value: str) -> str:
        """The label of one choice that `node` offers now, "" where it does not; of no other."""
        body = definition_of(node).body
        if body.itemset is None:
            of_value = (item.label for item in body.items if item.value == value)
            return self._speech.text(next(of_value, None), node)
        item = self._offer(node, body.itemset).first.get(value)
        if item is None:
            return ""
        return self._labels(_Offer([], [item], [value], {}), body.itemset.label, node)[0][0]

    def media(self, node: Node) -> dict[str, dict[str, str]]:
        """The files that go with the labels of the choices `node` offers now, by choice value."""
        body = definition_of(node).body
        speech = self._speech
        if body.itemset is None:
            found = {item.value: speech.media(item.label) for item in body.items}
            return {value: media for value, media in found.items() if media}
        column = _text_column(body.itemset.label)
        if not column:
            return {}  # only texts with an id can have files
        offer = self._offer(node, body.itemset)
        ids = zip(offer.values, offer.cells(column), strict=True)
        found = {value: speech.media_of(text_id) for value, text_id in ids}
        return {value: media for value, media in found.items() if media}

    def _offer(self, node: Node, itemset: Itemset) -> _Offer:
        nodes = itemset.nodes.evaluate(Context(node, self._world))
        return self._read(definition_of(node), itemset, nodes)

    def _read(self, definition: NodeDefinition, itemset: Itemset, nodes: Value) -> _Offer:
        if not isinstance(nodes, list):
            return _NOTHING
        known = self._known.get(definition)
        if known is not None and known.nodes == nodes:  # the same objects: a node has no equal
            return known
        items = [item for item in nodes if item.relevant]
        column = _column(itemset.value.tree)
        values = _cells(items, column) if column else self._computed(items, itemset.value)
        # Backwards, so that of two with one value the first stays; then the order is mended.
        first = dict.fromkeys(values)
        by_value = dict(zip(reversed(values), reversed(items), strict=True))
        offer = _Offer(nodes, items, values, {value: by_value[value] for value in first})
        if column and all(item.definition is None for item in nodes):
            self._known[definition] = offer
        return offer

    def _computed(self, items: Sequence[Node], expression: Expression) -> list[str]:
        world = self._world
        return [to_string(expression.evaluate(Context(item, world))) for item in items]

    def _labels(self, offer: _Offer, label: Expression | None, node: Node) -> list[Said]:
        """The labels of the items of an offer made at `node`."""
        if label is None:
            return [("", "")] * len(offer.items)
        column = _column(label.tree)
        if column:
            return [(text, "") for text in offer.cells(column)]
        speech, ids = self._speech, _text_column(label)
        if ids:
            return [speech.translated(text_id, node) for text_id in offer.cells(ids)]
        return [speech.computed(label, item, node) for item in offer.items]


def _cells(items: Sequence[Node], column: str) -> list[str]:
    # As node_text, without the call: there are hundreds of items.
    return [
        found[0].string_value() if (found := item.by_name.get(column)) else "" for item in items
    ]


def _column(expression: Expr) -> str:
    """The column that an expression reads; "" where it does anything else."""
    match expression:
        case Path(None, (Step("child", NameTest(name, ""), ()),)) if name != "*":
            return name
        case _:
            return ""


def _text_column(label: Expression | None) -> str:
    """The column of the text ids, in the way pyxform writes translated choices; else ""."""
    match None if label is None else label.tree:
        case FunctionCall("jr:itext", (path,)):
            return _column(path)
        case _:
            return ""
