"""Functions that leave an argument unevaluated, as closures of their own: no call, no handing over.

They stand in nearly every calculation. What they mean is said by the functions of the same names
in functions/core.py; here only the kind of the result is known beforehand.
"""

from __future__ import annotations

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.operators import BooleanClosure, NumberClosure
from fieldkit.forms.xpath.paths import Closure, NodesClosure
from fieldkit.forms.xpath.values import NAN, node_number


def either_value(test: BooleanClosure, then: Closure, otherwise: Closure) -> Closure:
    """`if()`."""
    return lambda node, context: (
        then(node, context) if test(node, context) else otherwise(node, context)
    )


def either_number(
    test: BooleanClosure, then: NumberClosure, otherwise: NumberClosure
) -> NumberClosure:
    """`if()` where a number is wanted."""
    return lambda node, context: (
        then(node, context) if test(node, context) else otherwise(node, context)
    )


def number_or_else(nodes: NodesClosure, otherwise: NumberClosure) -> NumberClosure:
    """`coalesce(path, …)` where a number is wanted; an answer in words is none, and no blank."""

    def coalesced(node: Node, context: Context) -> float:
        found = nodes(node, context)
        if found:
            number = node_number(found[0], context.zone)
            if number == number:
                return number
            if found[0].string_value():
                return NAN
        return otherwise(node, context)

    return coalesced
