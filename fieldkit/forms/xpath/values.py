"""The values of XPath and how they turn into one another and compare.

A value is a float, a str, a bool, a list of nodes or an XPathDate. Numbers are never written with
an exponent. A node that is not relevant reads as "".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import UTC, tzinfo
from decimal import Decimal
from operator import ge, gt, le, lt

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath.dates import XPathDate, parse_date

Value = float | str | bool | list[Node] | XPathDate

NAN = math.nan
XML_SPACE = " \t\r\n"

# No exponent, no sign but minus, no "Infinity": XPath 1.0 section 4.4.
_IN_NUMBERS = "0123456789.-"

# Whole numbers below this have no exponent in Python either.
_PLAINLY_WHOLE = 1e15

# JavaRosa's tolerance for `=`, which makes `6.1 - 7.8 = -1.7` true (conformance trap 17).
_EQUAL_WITHIN = 1e-12


def format_number(number: float) -> str:
    """`number` as XPath writes it: integers without a point, never an exponent."""
    if -_PLAINLY_WHOLE < number < _PLAINLY_WHOLE and number.is_integer():
        return str(int(number))
    written = repr(number)
    if "e" not in written and "n" not in written:
        return written
    if number != number:
        return "NaN"
    if number in (math.inf, -math.inf):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number):
        return str(int(number))
    return format(Decimal(written), "f")


def node_text(nodes: list[Node]) -> str:
    """The string value of the first node, "" for none."""
    return nodes[0].string_value() if nodes else ""


def to_string(value: Value) -> str:
    """XPath's `string()`."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return format_number(value)
    if isinstance(value, list):
        return node_text(value)
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case XPathDate():
            return str(value)


def text_to_number(text: str, zone: tzinfo = UTC) -> float:
    """The number written in `text`, the days of the date in it, or NaN."""
    if text.isdecimal() and text.isascii():  # whole numbers: nearly all there are
        return float(text)
    if not text:
        return NAN
    if text[4:5] == "-" or text.strip(_IN_NUMBERS):
        return _spaced_or_dated(text.strip(XML_SPACE), zone)
    try:
        return float(text)
    except ValueError:  # the right signs in a wrong order, as in "1-2"
        return NAN


def _spaced_or_dated(text: str, zone: tzinfo) -> float:
    if len(text) >= 8 and text[4] == "-":
        date = parse_date(text, zone)
        return NAN if date is None else date.days
    if text.strip(_IN_NUMBERS) or text[4:5] == "-":
        return NAN
    return text_to_number(text, zone)


def node_number(node: Node, zone: tzinfo = UTC) -> float:
    """The number that a node reads.

    It is kept at the node, so that a sum over a thousand rows reads none of them twice. Dates are
    not kept: lists are shared by sessions, which may live in different zones.
    """
    number = node.number
    if number == number:
        return number
    if node.relevant and (node.text or node.children):
        return _read(node, node.string_value(), zone)
    return NAN


def _read(node: Node, text: str, zone: tzinfo) -> float:
    number = text_to_number(text, zone)
    if not node.children and "-" not in text[1:]:
        node.number = number
    return number


def keep_number(node: Node, number: float) -> None:
    """The text of `node` is `number` written down: who reads it as a number need not read it."""
    if abs(number) < math.inf:  # the others, NaN among them, are written in words that are none
        node.number = number or 0.0  # a zero loses its sign on the way


def numbers_of(nodes: Sequence[Node], zone: tzinfo) -> list[float]:
    """The numbers that nodes read, blank ones left out; NaN alone where a text is no number."""
    found = [node.number for node in nodes]
    return _with_unread(nodes, found, zone) if has_nan(found) else found


def _with_unread(nodes: Sequence[Node], known: list[float], zone: tzinfo) -> list[float]:
    found: list[float] = []
    for node, number in zip(nodes, known, strict=True):
        if number == number:
            found.append(number)
            continue
        text = node.string_value()
        if text.strip():
            found.append(_read(node, text, zone))
    return [NAN] if has_nan(found) else found


def has_nan(numbers: Sequence[float]) -> bool:
    """Whether one of `numbers` is NaN."""
    total = sum(numbers)
    return total != total and any(map(math.isnan, numbers))


def to_number(value: Value, zone: tzinfo = UTC) -> float:
    """XPath's `number()`; a date becomes days since the epoch, read in `zone`."""
    if isinstance(value, float):
        return value
    if isinstance(value, list):
        return node_number(value[0], zone) if value else NAN
    match value:
        case bool():
            return 1.0 if value else 0.0
        case int():
            return float(value)
        case str():
            return text_to_number(value, zone)
        case XPathDate():
            return value.days


def to_boolean(value: Value) -> bool:
    """XPath's `boolean()`; every date is true."""
    if value is True or value is False:  # nearly always, and asked for each relevance
        return value
    match value:
        case float() | int():
            return value == value and value != 0.0
        case str():
            return value != ""
        case list():
            return len(value) > 0
        case XPathDate():
            return True


def numbers_equal(left: float, right: float) -> bool:
    """Equality of numbers with the tolerance of JavaRosa; NaN equals nothing."""
    return left == right or abs(left - right) < _EQUAL_WITHIN


def _atoms_equal(left: Value, right: Value, zone: tzinfo) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return numbers_equal(to_number(left, zone), to_number(right, zone))


_ORDER: dict[str, Callable[[float, float], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def compare_atoms(operator: str, left: Value, right: Value, zone: tzinfo) -> bool:
    """Compare two values neither of which is a node-set."""
    if operator == "=":
        return _atoms_equal(left, right, zone)
    if operator == "!=":
        return not _atoms_equal(left, right, zone)
    return _ORDER[operator](to_number(left, zone), to_number(right, zone))


def compare(operator: str, left: Value, right: Value, zone: tzinfo) -> bool:
    """XPath 1.0 section 3.4: a node-set compares as true when one of its nodes does.

    Equality with a boolean takes the whole node-set as a boolean. For `<` and its kin the suites
    compare node by node as numbers instead, so that no nodes are never less than anything.
    """
    if isinstance(left, list):
        if isinstance(right, bool) and operator not in _ORDER:
            return compare_atoms(operator, to_boolean(left), right, zone)
        if isinstance(right, list):
            texts = [node.string_value() for node in right]
            return any(
                compare_atoms(operator, node.string_value(), text, zone)
                for node in left
                for text in texts
            )
        return any(compare_atoms(operator, node.string_value(), right, zone) for node in left)
    if isinstance(right, list):
        if isinstance(left, bool) and operator not in _ORDER:
            return compare_atoms(operator, left, to_boolean(right), zone)
        return any(compare_atoms(operator, left, node.string_value(), zone) for node in right)
    return compare_atoms(operator, left, right, zone)
