"""Closures that give one kind of value, made from closures that give another."""

from __future__ import annotations

from typing import cast

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath import operators
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.errors import EvaluationError
from fieldkit.forms.xpath.functions.signature import Kind
from fieldkit.forms.xpath.operators import BooleanClosure, NumberClosure, StringClosure
from fieldkit.forms.xpath.paths import Closure, NodesClosure
from fieldkit.forms.xpath.values import (
    format_number,
    node_text,
    to_boolean,
    to_number,
    to_string,
)


def number_of(value: Closure, kind: Kind) -> NumberClosure:
    """`value`, which gives what `kind` says, as a number."""
    match kind:
        case Kind.NUMBER:
            return cast(NumberClosure, value)
        case Kind.NODES:
            return operators.number_of(cast(NodesClosure, value))
        case _:
            return lambda node, context: to_number(value(node, context), context.zone)


def string_of(value: Closure, kind: Kind) -> StringClosure:
    """`value`, which gives what `kind` says, as a text."""
    match kind:
        case Kind.STRING:
            return cast(StringClosure, value)
        case Kind.NODES:
            nodes = cast(NodesClosure, value)
            return lambda node, context: node_text(nodes(node, context))
        case Kind.NUMBER:
            number = cast(NumberClosure, value)
            return lambda node, context: format_number(number(node, context))
        case _:
            return lambda node, context: to_string(value(node, context))


def boolean_of(value: Closure, kind: Kind) -> BooleanClosure:
    """`value`, which gives what `kind` says, as a truth."""
    if kind is Kind.BOOLEAN:
        return cast(BooleanClosure, value)
    return lambda node, context: to_boolean(value(node, context))


def nodes_of(value: Closure, kind: Kind) -> NodesClosure:
    """`value`, which gives nodes, or something that only an evaluation tells to be nodes."""
    if kind is Kind.NODES:
        return cast(NodesClosure, value)

    def checked(node: Node, context: Context) -> list[Node]:
        found = value(node, context)
        if not isinstance(found, list):
            raise EvaluationError("A path is needed here, not a value.")
        return found

    return checked
