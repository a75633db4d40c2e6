"""From what a person entered to what is stored: one canonical text, or a refusal by code."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal, InvalidOperation

from fieldkit.forms import lexical
from fieldkit.forms.structure import NodeDefinition
from fieldkit.model.errors import AnswerRefused

Entry = str | int | float | bool | list[str] | None
TICKED = "OK"
# XML 1.0 has no way to carry these, so a submission could not be written.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPE_WORDS = {
    "int": "a whole number",
    "decimal": "a number",
    "date": "a date, written year-month-day",
    "time": "a time of day, written hours:minutes",
    "dateTime": "a date and a time",
    "geopoint": "a place: latitude and longitude, for example 37.9838 23.7275",
    "geotrace": "a line: at least two places, with a semicolon between them",
    "geoshape": "an area: at least three places, with a semicolon between them",
    "binary": "the name of a file, without folders",
    "boolean": "yes or no",
}


def canonical(path: str, definition: NodeDefinition, offered: Collection[str], entry: Entry) -> str:
    """The stored text of an entry. Raises AnswerRefused (`type`, `choice`), without the entry."""
    if entry is None or entry == [] or entry == "":
        return ""
    if definition.is_select:
        return _chosen(path, definition, offered, entry)
    if isinstance(entry, list):
        raise _wrong_type(path, definition)
    if definition.control == "trigger":
        return TICKED if entry is True or entry == TICKED else ""
    text = _within_range(path, definition, _typed(path, definition, entry))
    if _UNWRITABLE.search(text):
        raise AnswerRefused(path, "The answer has characters that cannot be stored.", code="type")
    return text


def _chosen(path: str, definition: NodeDefinition, offered: Collection[str], entry: Entry) -> str:
    values = _values(path, definition, entry)
    if not all(value in offered for value in values):
        raise AnswerRefused(path, "This choice is not offered here.", code="choice")
    if "" in values:
        raise AnswerRefused(
            path, "This choice has no value, so it cannot be chosen.", code="choice"
        )
    if definition.type != "select_one" and any(len(value.split()) != 1 for value in values):
        # Stored between spaces, it would be read as two, neither of which is offered.
        raise AnswerRefused(
            path, "A choice with a space in it cannot be one of several.", code="choice"
        )
    if definition.type == "select_multiple":
        return " ".join(value for value in offered if value in values)
    return " ".join(dict.fromkeys(values))


def _values(path: str, definition: NodeDefinition, entry: Entry) -> list[str]:
    one = definition.type == "select_one"
    if isinstance(entry, bool) or (one and isinstance(entry, list)):
        raise AnswerRefused(path, "A choice is needed here.", code="type")
    if isinstance(entry, list):
        return entry
    text = entry if isinstance(entry, str) else _number(path, definition, entry)
    return [text] if one else text.split()


def _typed(path: str, definition: NodeDefinition, entry: Entry) -> str:
    if isinstance(entry, bool):
        text = "1" if entry else "0"
    elif isinstance(entry, int | float):
        text = _number(path, definition, entry)
    else:
        text = entry if isinstance(entry, str) else ""
    try:
        return lexical.entered(definition.type, text)
    except lexical.NotOfType:
        raise _wrong_type(path, definition) from None


def _number(path: str, definition: NodeDefinition, entry: float | None) -> str:
    try:
        return lexical.number_of(0.0 if entry is None else entry)
    except lexical.NotOfType:
        raise _wrong_type(path, definition) from None


def _within_range(path: str, definition: NodeDefinition, text: str) -> str:
    """The number, checked against `start`, `end` and `step` (ODK XForms: range controls)."""
    if definition.control != "range" or not text:
        return text
    limits = definition.body.parameters
    try:
        value = Decimal(text)
        low, high = sorted((Decimal(limits["start"]), Decimal(limits["end"])))
        step = abs(Decimal(limits.get("step", "0")))
    except (KeyError, InvalidOperation):
        return text
    if not low <= value <= high:
        raise AnswerRefused(path, "This number is outside the range.", code="type")
    if step and (value - Decimal(limits["start"])) % step:
        raise AnswerRefused(path, "This number is between two steps of the range.", code="type")
    return text


def _wrong_type(path: str, definition: NodeDefinition) -> AnswerRefused:
    wanted = _TYPE_WORDS.get(definition.type, "an answer of another kind")
    return AnswerRefused(path, f"This question takes {wanted}.", code="type")
