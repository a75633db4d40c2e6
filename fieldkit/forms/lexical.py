"""The stored form of a value, by bind type: what XForms calls its lexical form.

Two doors. `entered` takes what a person typed or chose and refuses what is not of the type.
`stored` takes what a form computed or carries as a default and makes it blank where it is not of
the type (conformance README, trap 7: integers drop a fraction and stay in 32 bits, decimals are
written `10.0`, dates keep the day of a dateTime).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from fieldkit.forms import geometry
from fieldkit.languages.digits import number_text, to_ascii

INT_LIMIT = 2**31
ALIASES = {
    "integer": "int",
    "short": "int",
    "byte": "int",
    "unsignedInt": "int",
    "double": "decimal",
    "float": "decimal",
    "datetime": "dateTime",
    "select": "string",
    "select1": "string",
    "text": "string",
}
_INTEGER = re.compile(r"[+-]?[0-9]{1,30}\Z")
_DECIMAL = re.compile(r"[+-]?([0-9]{1,30}(\.[0-9]{0,30})?|\.[0-9]{1,30})\Z")
_DATE = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
_CLOCK = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
_OFFSET = r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
_LOCAL_DAY = re.compile(rf"({_DATE})(?:T({_CLOCK}))?\Z")
_ANY_DAY = re.compile(rf"({_DATE})(?:T({_CLOCK}){_OFFSET}?)?\Z")
_TIME = re.compile(rf"({_CLOCK}){_OFFSET}?\Z")
_DATE_TIME = re.compile(rf"({_DATE})T({_CLOCK}){_OFFSET}?\Z")
# A file question holds the name of a file beside the record: never a way to another folder.
_FILE_NAME = re.compile(r"[^/\\\x00-\x1f\x7f]{1,200}\Z")


class NotOfType(ValueError):
    """The text is not of the bind type. Never carries the text."""


def bind_type(written: str) -> str:
    """The type of a `type` attribute: prefix dropped, old names replaced, string by default."""
    local = written.strip().rpartition(":")[2]
    return ALIASES.get(local, local) or "string"


def entered(kind: str, value: str) -> str:
    """The stored form of what a person entered. Raises NotOfType."""
    return _ENTERED.get(kind, _as_it_is)(value) if value.strip() or kind == "string" else ""


def stored(kind: str, value: str) -> str:
    """The stored form of a computed or default value; blank where it is not of the type."""
    if not value:
        return ""
    try:
        return _STORED.get(kind, _as_it_is)(value)
    except NotOfType:
        return ""


def number_of(value: float) -> str:
    """The plain text of a number given as a number: no exponent, no `.0` on whole numbers."""
    if value != value or value in (float("inf"), float("-inf")):
        raise NotOfType
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def _as_it_is(value: str) -> str:
    return value


def _whole_number(value: str) -> str:
    if value.isdecimal() and value.isascii() and len(value) < 10:  # as nearly all are entered
        return str(int(value))
    text = number_text(value)
    if not _INTEGER.match(text):
        raise NotOfType
    return _in_range(int(text))


def _truncated(value: str) -> str:
    if value.isdecimal() and value.isascii() and len(value) < 10:
        return str(int(value))
    text = value.strip()
    if not _DECIMAL.match(text):
        raise NotOfType
    return _in_range(int(Decimal(text)))


def _in_range(number: int) -> str:
    if not -INT_LIMIT <= number < INT_LIMIT:
        raise NotOfType
    return str(number)


def _decimal(value: str) -> str:
    text = number_text(value)
    if not _DECIMAL.match(text):
        raise NotOfType
    try:
        plain = format(Decimal(text), "f")
    except InvalidOperation:
        raise NotOfType from None
    whole, _, fraction = plain.partition(".")
    if set(whole + fraction) <= {"-", "0"}:
        whole = "0"
    return f"{whole}.{fraction.rstrip('0') or '0'}"


def _date(value: str) -> str:
    return _day(_LOCAL_DAY, value)


def _computed_date(value: str) -> str:
    # now() and dateTime answers carry an offset; their day is the one that was written.
    return _day(_ANY_DAY, value)


def _day(pattern: re.Pattern[str], value: str) -> str:
    match = pattern.match(to_ascii(value.strip()))
    if match is None:
        raise NotOfType
    if match[2]:
        _check_clock(match[2])
    return _calendar_date(match[1])


def _calendar_date(text: str) -> str:
    year, month, day = (int(part) for part in text.split("-"))
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise NotOfType from None


def _check_clock(text: str) -> None:
    hour, minute, *rest = text.split(":")
    second = float(rest[0]) if rest else 0.0
    if int(hour) > 23 or int(minute) > 59 or second >= 60:
        raise NotOfType


def _time(value: str) -> str:
    text = to_ascii(value.strip())
    match = _TIME.match(text)
    if match is None:
        raise NotOfType
    _check_clock(match[1])
    return text


def _date_time(value: str) -> str:
    text = to_ascii(value.strip())
    match = _DATE_TIME.match(text)
    if match is None:
        raise NotOfType
    _check_clock(match[2])
    _calendar_date(match[1])
    return text


def _geometry(read: Callable[[str], str]) -> Callable[[str], str]:
    def checked(value: str) -> str:
        try:
            return read(value)
        except geometry.NoGeometry:
            raise NotOfType from None

    return checked


def _file_name(value: str) -> str:
    name = value.strip()
    if not _FILE_NAME.match(name) or name in (".", ".."):
        raise NotOfType
    return name


def _boolean(value: str) -> str:
    text = value.strip().lower()
    if text not in {"0", "1", "true", "false"}:
        raise NotOfType
    return "1" if text in {"1", "true"} else "0"


_ENTERED: dict[str, Callable[[str], str]] = {
    "int": _whole_number,
    "decimal": _decimal,
    "date": _date,
    "time": _time,
    "dateTime": _date_time,
    "geopoint": _geometry(geometry.point),
    "geotrace": _geometry(geometry.trace),
    "geoshape": _geometry(geometry.closed_shape),
    "binary": _file_name,
    "boolean": _boolean,
}
_STORED: dict[str, Callable[[str], str]] = {
    **_ENTERED,
    "int": _truncated,
    "date": _computed_date,
    "geoshape": _geometry(geometry.shape),
    # A form names its default file by address: jr://images/house.jpg.
    "binary": _as_it_is,
}
