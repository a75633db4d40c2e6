"""Functions over numbers. Outside its domain a function gives NaN, and nothing overflows."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from decimal import Context as DecimalContext

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.functions.signature import ANY, NODES, NUMBER, Function
from fieldkit.forms.xpath.values import NAN, Value, has_nan, numbers_of, to_number

# Wide enough for every digit of any double, so that quantizing never fails.
_EXACT = DecimalContext(prec=400)
_MOST_PLACES = 30


def floor(number: float) -> float:
    return _whole(math.floor, number)


def ceiling(number: float) -> float:
    return _whole(math.ceil, number)


def truncate(number: float) -> float:
    """`int()`: the fraction goes."""
    return _whole(math.trunc, number)


def _whole(cut: Callable[[float], int], number: float) -> float:
    # A zero keeps the sign (XPath 1.0 section 4.4), which a division by it shows.
    return math.copysign(cut(number), number) if math.isfinite(number) else number


def round_number(number: float, places: float = 0.0) -> float:
    """Rounds half away from zero, at the decimal digits one reads: `round(2.15, 1)` is 2.2.

    `places` may be negative. More than 30 places either way give NaN, as in JavaRosa.
    """
    if not math.isfinite(number):
        return number
    if not abs(places) <= _MOST_PLACES:
        return NAN
    unit = Decimal(1).scaleb(-int(places))
    return float(Decimal(repr(number)).quantize(unit, ROUND_HALF_UP, _EXACT))


def power(base: float, exponent: float) -> float:
    if base == 0.0 and exponent < 0.0:
        return math.inf
    try:
        return math.pow(base, exponent)
    except OverflowError:
        # Only a negative base to an odd power is that far below zero.
        return -math.inf if base < 0.0 and exponent % 2.0 == 1.0 else math.inf
    except ValueError:
        return NAN


def _exp10(exponent: float) -> float:
    return power(10.0, exponent)


def exponential(exponent: float) -> float:
    try:
        return math.exp(exponent)
    except OverflowError:
        return math.inf


def square_root(number: float) -> float:
    return math.sqrt(number) if number >= 0.0 else NAN


def _pi() -> float:
    return math.pi


def _in_domain(function: Callable[[float], float]) -> Callable[[float], float]:
    def within(number: float) -> float:
        try:
            return function(number)
        except ValueError:
            return NAN

    return within


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    def logarithm(number: float) -> float:
        if number == 0.0:
            return -math.inf
        return function(number) if number > 0.0 else NAN

    return logarithm


def _numbers(context: Context, values: tuple[Value, ...]) -> list[float]:
    """The numbers that `values` and their nodes hold, blank ones left out; NaN alone where one is
    none."""
    if len(values) == 1 and isinstance(values[0], list):
        return numbers_of(values[0], context.zone)
    found: list[float] = []
    for value in values:
        if isinstance(value, list):
            found += numbers_of(value, context.zone)
        elif not isinstance(value, str) or value.strip():
            found.append(to_number(value, context.zone))
    return [NAN] if has_nan(found) else found


def total(_node: Node, context: Context, nodes: list[Node]) -> float:
    """`sum()`: blank nodes are left out, and a text that is no number makes it NaN.

    The first is where ODK departs from XPath 1.0 (xforms-spec pull request 369): one unanswered
    row does not take away the sum of all others.
    """
    return sum(numbers_of(nodes, context.zone), 0.0)


def smallest(_node: Node, context: Context, *values: Value) -> float:
    """`min()`: NaN without numbers, or with a text that is none; what is blank is left out."""
    found = _numbers(context, values)
    return min(found, default=NAN)


def largest(_node: Node, context: Context, *values: Value) -> float:
    """`max()`: as `min()`."""
    found = _numbers(context, values)
    return max(found, default=NAN)


FUNCTIONS = (
    Function("abs", math.fabs, (NUMBER,), NUMBER),
    Function("floor", floor, (NUMBER,), NUMBER),
    Function("ceiling", ceiling, (NUMBER,), NUMBER),
    Function("int", truncate, (NUMBER,), NUMBER),
    Function("round", round_number, (NUMBER, NUMBER), NUMBER, 1),
    Function("pow", power, (NUMBER, NUMBER), NUMBER),
    Function("exp", exponential, (NUMBER,), NUMBER),
    Function("exp10", _exp10, (NUMBER,), NUMBER),
    Function("sqrt", square_root, (NUMBER,), NUMBER),
    Function("log", _logarithm(math.log), (NUMBER,), NUMBER),
    Function("log10", _logarithm(math.log10), (NUMBER,), NUMBER),
    Function("pi", _pi, (), NUMBER),
    Function("sin", _in_domain(math.sin), (NUMBER,), NUMBER),
    Function("cos", _in_domain(math.cos), (NUMBER,), NUMBER),
    Function("tan", _in_domain(math.tan), (NUMBER,), NUMBER),
    Function("asin", _in_domain(math.asin), (NUMBER,), NUMBER),
    Function("acos", _in_domain(math.acos), (NUMBER,), NUMBER),
    Function("atan", _in_domain(math.atan), (NUMBER,), NUMBER),
    Function("atan2", math.atan2, (NUMBER, NUMBER), NUMBER),
    Function("sum", total, (NODES,), NUMBER, in_context=True),
    Function("min", smallest, (ANY,), NUMBER, rest=ANY, in_context=True),
    Function("max", largest, (ANY,), NUMBER, rest=ANY, in_context=True),
)
