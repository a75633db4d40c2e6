"""Arithmetic and comparison as closures, with short ways where the kinds are known beforehand."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from operator import add, ge, gt, le, lt, mul

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.paths import Closure, NodesClosure
from fieldkit.forms.xpath.values import NAN, compare, node_number, numbers_equal

NumberClosure = Callable[[Node, Context], float]
StringClosure = Callable[[Node, Context], str]
BooleanClosure = Callable[[Node, Context], bool]

# Where numbers look like days since 1970, and a double holds them to a thousandth of a millisecond.
_DAYS_OF_1981, _DAYS_OF_2328 = 2.0**12, 2.0**17

MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def divide(left: float, right: float) -> float:
    """IEEE 754 division, which Python refuses for a zero divisor."""
    if right != 0.0:
        return left / right
    if left == 0.0 or left != left or right != right:
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def modulo(left: float, right: float) -> float:
    """The remainder that takes the sign of the dividend (XPath 1.0 section 3.5)."""
    if right == 0.0 or left != left or right != right or math.isinf(left):
        return NAN
    return math.fmod(left, right)


def difference(left: float, right: float) -> float:
    """`left - right`; whole where only the last binary digit of the operands says otherwise.

    The days of two dates carry the same fraction, the offset of the time zone, rounded at
    different places: 20779.9166… - 15371.9166… must be 5408 for `int()` and `>=` to be right.
    """
    result = left - right
    return result if result.is_integer() else _whole_days(result, max(abs(left), abs(right)))


def _whole_days(result: float, larger: float) -> float:
    # A blank beside a date: `larger` is the date where NaN is the second of the two.
    if result != result or not _DAYS_OF_1981 <= larger <= _DAYS_OF_2328:
        return result
    nearest = float(round(result))
    return nearest if abs(result - nearest) <= math.ulp(larger) else result


def arithmetic(operator: str, left: NumberClosure, right: NumberClosure) -> NumberClosure:
    """`left operator right` over numbers."""
    match operator:
        case "+":
            return lambda node, context: left(node, context) + right(node, context)
        case "-":
            return lambda node, context: difference(left(node, context), right(node, context))
        case "*":
            return lambda node, context: left(node, context) * right(node, context)
        case "div":
            return lambda node, context: divide(left(node, context), right(node, context))
        case _:
            return lambda node, context: modulo(left(node, context), right(node, context))


_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": add,
    "-": difference,
    "*": mul,
    "div": divide,
    "mod": modulo,
}


def arithmetic_chain(
    first: NumberClosure, rest: Sequence[tuple[str, NumberClosure]]
) -> NumberClosure:
    """`first + a - b …` from left to right in one loop: a long sum must not be a deep stack."""
    if [operator for operator, _ in rest] == ["+", "+"]:  # a running total
        second, third = (operand for _, operand in rest)
        return lambda node, context: (
            first(node, context) + second(node, context) + third(node, context)
        )
    operations = [(_OPERATIONS[operator], operand) for operator, operand in rest]

    def computed(node: Node, context: Context) -> float:
        result = first(node, context)
        for operate, operand in operations:
            result = operate(result, operand(node, context))
        return result

    return computed


def number_in_hole(number: int) -> NumberClosure:
    """The number that the first node in a hole reads."""

    def read(_node: Node, context: Context) -> float:
        found = context.holes[number]
        if not found:
            return NAN
        known = found[0].number  # as node_number, without the call where the number is known
        return known if known == known else node_number(found[0], context.zone)

    return read


def number_of(nodes: NodesClosure) -> NumberClosure:
    """The number that the first of `nodes` reads."""

    def read(node: Node, context: Context) -> float:
        found = nodes(node, context)
        return node_number(found[0], context.zone) if found else NAN

    return read


def _different(left: float, right: float) -> bool:
    return not numbers_equal(left, right)


_NUMBER_TESTS: dict[str, Callable[[float, float], bool]] = {
    "=": numbers_equal,
    "!=": _different,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


def compare_numbers(operator: str, left: NumberClosure, right: NumberClosure) -> BooleanClosure:
    """Both sides are numbers, or one is and the other a text."""
    test = _NUMBER_TESTS[operator]
    return lambda node, context: test(left(node, context), right(node, context))


def compare_nodes_to_number(
    operator: str, nodes: NodesClosure, number: NumberClosure
) -> BooleanClosure:
    """True when one of the nodes compares so."""
    test = _NUMBER_TESTS[operator]

    def compared(node: Node, context: Context) -> bool:
        against = number(node, context)
        zone = context.zone
        found = nodes(node, context)
        if len(found) == 1:  # by far the usual case, and a generator costs more than the test
            return test(node_number(found[0], zone), against)
        return any(test(node_number(each, zone), against) for each in found)

    return compared


def nodes_equal_text(nodes: NodesClosure, text: StringClosure) -> BooleanClosure:
    """`nodes = 'text'`."""

    def compared(node: Node, context: Context) -> bool:
        against = text(node, context)
        found = nodes(node, context)
        if len(found) == 1:
            return found[0].string_value() == against
        return any(each.string_value() == against for each in found)

    return compared


def nodes_differ_from_text(nodes: NodesClosure, text: StringClosure) -> BooleanClosure:
    """`nodes != 'text'`: one of them does; no nodes, no difference."""

    def compared(node: Node, context: Context) -> bool:
        against = text(node, context)
        found = nodes(node, context)
        if len(found) == 1:
            return found[0].string_value() != against
        return any(each.string_value() != against for each in found)

    return compared


def compare_values(operator: str, left: Closure, right: Closure) -> BooleanClosure:
    """The general rule, for kinds known only when evaluated."""
    return lambda node, context: compare(
        operator, left(node, context), right(node, context), context.zone
    )


def any_of(conditions: list[BooleanClosure]) -> BooleanClosure:
    """`a or b …`: stops at the first truth."""
    if len(conditions) == 2:
        first, second = conditions
        return lambda node, context: first(node, context) or second(node, context)

    def either(node: Node, context: Context) -> bool:
        return any(condition(node, context) for condition in conditions)

    return either


def all_of(conditions: list[BooleanClosure]) -> BooleanClosure:
    """`a and b …`: stops at the first falsehood."""
    if len(conditions) == 2:
        first, second = conditions
        return lambda node, context: first(node, context) and second(node, context)

    def every(node: Node, context: Context) -> bool:
        return all(condition(node, context) for condition in conditions)

    return every
