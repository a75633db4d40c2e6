"""Functions over text. White space is XML's: space, tab, carriage return, line feed."""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable, Mapping
from typing import Final

from fieldkit.forms.xpath.functions.regular import regex
from fieldkit.forms.xpath.functions.signature import ANY, BOOLEAN, NUMBER, STRING, Function
from fieldkit.forms.xpath.values import XML_SPACE, Value, to_string

_SPACES = re.compile(f"[{XML_SPACE}]+")


def texts(values: tuple[Value, ...]) -> list[str]:
    """The values as texts, a node-set giving one for each of its relevant nodes."""
    found: list[str] = []
    for value in values:
        if isinstance(value, list):
            found.extend(node.string_value() for node in value if node.relevant)
        else:
            found.append(to_string(value))
    return found


def concat(*values: Value) -> str:
    """All texts in a row; a node-set adds all its nodes (OpenRosa), not the first alone."""
    return "".join(texts(values))


def join(separator: str, *values: Value) -> str:
    """All texts with `separator` between."""
    return separator.join(texts(values))


def contains(text: str, part: str) -> bool:
    return part in text


def starts_with(text: str, start: str) -> bool:
    return text.startswith(start)


def ends_with(text: str, end: str) -> bool:
    return text.endswith(end)


# How a text can hold another one.
TEXT_TESTS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "contains": contains,
    "starts-with": starts_with,
    "ends-with": ends_with,
}


def substring_before(text: str, mark: str) -> str:
    return text.partition(mark)[0] if mark and mark in text else ""


def substring_after(text: str, mark: str) -> str:
    if not mark:
        return text
    return text.partition(mark)[2]


def substring(text: str, start: float, length: float | None = None) -> str:
    """XPath's, one-based, with its rounding: `substring('12345', 1.5, 2.6)` is `234`."""
    first = _round_half_up(start)
    end = math.inf if length is None else first + _round_half_up(length)
    # `end` is NaN for -Infinity + Infinity, and every comparison with it is false, as it must be.
    return "".join(letter for place, letter in enumerate(text, 1) if place >= first and place < end)


def _round_half_up(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


def substr(text: str, start: float, end: float = math.inf) -> str:
    """OpenRosa's, zero-based, end exclusive, negative places counted from the end."""
    return text[_index(start, text) : _index(end, text)]


def _index(place: float, text: str) -> int:
    if place != place:
        return 0
    return int(max(-len(text), min(place, len(text))))


def string_length(text: str) -> float:
    return float(len(text))


def normalize_space(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" ")


def translate(text: str, old: str, new: str) -> str:
    """Each letter of `old` becomes the one at its place in `new`, or goes where there is none."""
    kept = min(len(old), len(new))
    if len(set(old)) == len(old):  # the table made in C: a list filters thousands of rows with it
        return text.translate(str.maketrans(old[:kept], new[:kept], old[kept:]))
    table: dict[int, str | None] = {}
    for place, letter in enumerate(old):
        table.setdefault(ord(letter), new[place] if place < kept else None)
    return text.translate(table)


def base64_decode(text: str) -> str:
    """The UTF-8 text behind base64, "" when it is none.

    It may stand in lines, as mail and many tools write it, and the `=` at its end may be missing.
    """
    written = _SPACES.sub("", text)
    padded = written + "=" * (-len(written) % 4)
    try:
        return base64.b64decode(padded, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


FUNCTIONS = (
    Function("concat", concat, (), STRING, rest=ANY),
    Function("join", join, (STRING,), STRING, rest=ANY),
    Function("contains", contains, (STRING, STRING), BOOLEAN),
    Function("starts-with", starts_with, (STRING, STRING), BOOLEAN),
    Function("ends-with", ends_with, (STRING, STRING), BOOLEAN),
    Function("substring-before", substring_before, (STRING, STRING), STRING),
    Function("substring-after", substring_after, (STRING, STRING), STRING),
    Function("substring", substring, (STRING, NUMBER, NUMBER), STRING, 1),
    Function("substr", substr, (STRING, NUMBER, NUMBER), STRING, 1),
    Function("string-length", string_length, (STRING,), NUMBER, 1, of_context_node=True),
    Function("normalize-space", normalize_space, (STRING,), STRING, 1, of_context_node=True),
    Function("translate", translate, (STRING, STRING, STRING), STRING),
    Function("regex", regex, (STRING, STRING), BOOLEAN),
    Function("base64-decode", base64_decode, (STRING,), STRING),
)
