"""Predicates as sieves, which let some nodes through; and items of lists by their keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.operators import StringClosure
from fieldkit.forms.xpath.paths import Closure, NodesClosure, Sieve
from fieldkit.forms.xpath.values import to_boolean


def nth(position: float) -> Sieve:
    """`[3]`."""
    if position < 1 or not position.is_integer():
        return lambda _nodes, _context: []
    place = int(position)
    return lambda nodes, _context: nodes[place - 1 : place]


def where(condition: Callable[[Node, Context], bool]) -> Sieve:
    """`[condition]` whose value is known to be a truth and never a position."""

    def sieve(nodes: list[Node], context: Context) -> list[Node]:
        inner = context.within(len(nodes))
        kept: list[Node] = []
        for position, node in enumerate(nodes, 1):
            inner.position = position
            if condition(node, inner):
                kept.append(node)
        return kept

    return sieve


def where_texts(
    columns: Sequence[StringClosure], holds: Callable[[str, str], bool], wanted: StringClosure
) -> Sieve:
    """`[contains(column, wanted) or …]`; what is wanted is worked out once for all nodes."""

    def sieve(nodes: list[Node], context: Context) -> list[Node]:
        if not nodes:
            return []
        inner = context.within(len(nodes))
        text = wanted(nodes[0], inner)
        if len(columns) == 1:
            read = columns[0]
            return [node for node in nodes if holds(read(node, inner), text)]
        return [node for node in nodes if any(holds(read(node, inner), text) for read in columns)]

    return sieve


def position_or_truth(condition: Closure) -> Closure:
    """A predicate that may turn out a number: then it means a position."""

    def decide(node: Node, context: Context) -> bool:
        value = condition(node, context)
        if isinstance(value, float):
            return value == float(context.position)
        return to_boolean(value)

    return decide


# --- items of lists


@dataclass(frozen=True, slots=True)
class CompiledKey:
    """A key of a list lookup ready to run; `sieve` is its condition, for what is no text."""

    column: str
    value: Closure
    sieve: Sieve


@dataclass(frozen=True, slots=True)
class CompiledTest:
    """A test of texts in a list, ready to run."""

    columns: Sequence[str]
    holds: Callable[[str, str], bool]
    wanted: StringClosure


def list_items(
    instance_id: str,
    keys: Sequence[CompiledKey],
    test: CompiledTest | None,
    scan: NodesClosure,
    sieves: Sequence[Sieve],
) -> NodesClosure:
    """The items of a list that have all `keys`, or pass the `test`, and pass all `sieves`.

    `scan` is used when no key reads as text, and for a blank, which every text holds.
    """
    if test is not None:
        return _items_holding(instance_id, test, scan, sieves)

    def look_up(node: Node, context: Context) -> list[Node]:
        columns: list[str] = []
        texts: list[str] = []
        rest: list[Sieve] = []
        for key in keys:
            wanted = key.value(node, context)
            if isinstance(wanted, list) and len(wanted) == 1:
                wanted = wanted[0].string_value()
            if isinstance(wanted, str):
                columns.append(key.column)
                texts.append(wanted)
            else:
                rest.append(key.sieve)
        if not columns:
            return scan(node, context)
        found = context.environment.lookup(instance_id, tuple(columns), tuple(texts))
        for sieve in (*rest, *sieves):
            found = sieve(found, context)
        return found

    return look_up


def _items_holding(
    instance_id: str, test: CompiledTest, scan: NodesClosure, sieves: Sequence[Sieve]
) -> NodesClosure:
    def look_through(node: Node, context: Context) -> list[Node]:
        text = test.wanted(node, context)
        if not text:
            return scan(node, context)
        found = context.environment.holding(instance_id, test.columns, test.holds, text)
        for sieve in sieves:
            found = sieve(found, context)
        return found

    return look_through
