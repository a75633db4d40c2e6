"""Functions over dates and times. What is no date reads as blank: "", NaN, false."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, tzinfo

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.dates import XPathDate, day_of, from_days, parse_date, parse_time
from fieldkit.forms.xpath.errors import EvaluationError
from fieldkit.forms.xpath.functions.signature import ANY, NUMBER, STRING, Function
from fieldkit.forms.xpath.values import NAN, Value, text_to_number, to_string

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_SECONDS_A_DAY = 86_400

# English short names on purpose: what format-date gives is stored data, and stored data must not
# change with the language of the interview.
_DIRECTIVES: dict[str, Callable[[datetime], str]] = {
    "Y": lambda at: f"{at.year:04d}",
    "y": lambda at: f"{at.year % 100:02d}",
    "m": lambda at: f"{at.month:02d}",
    "n": lambda at: str(at.month),
    "b": lambda at: _MONTHS[at.month - 1],
    "d": lambda at: f"{at.day:02d}",
    "e": lambda at: str(at.day),
    "H": lambda at: f"{at.hour:02d}",
    "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02d}",
    "S": lambda at: f"{at.second:02d}",
    "3": lambda at: f"{at.microsecond // 1000:03d}",
    "a": lambda at: _WEEKDAYS[at.weekday()],
    "W": lambda at: str(at.isocalendar().week),
    "%": lambda _at: "%",
}
_DIRECTIVE = re.compile(r"%(.?)", re.DOTALL)


def _as_date(value: Value, zone: tzinfo) -> XPathDate | None:
    if isinstance(value, XPathDate):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return from_days(value, zone)
    text = to_string(value)
    found = parse_date(text, zone)
    return found if found is not None else from_days(text_to_number(text, zone), zone)


def date(_node: Node, context: Context, value: Value) -> Value:
    """`date()` and `date-time()`: the date in a text, or so many days after the epoch; else ""."""
    found = _as_date(value, context.zone)
    return "" if found is None else found


def today(_node: Node, context: Context) -> XPathDate:
    """The civil date in the environment's time zone."""
    return day_of(context.environment.now(), context.zone)


def now(_node: Node, context: Context) -> XPathDate:
    """The instant of this step, as a date-time."""
    return XPathDate(context.environment.now().astimezone(context.zone), timed=True)


def decimal_date_time(_node: Node, context: Context, value: Value) -> float:
    """Days since the epoch, with the fraction; NaN for what is no date."""
    found = _as_date(value, context.zone)
    return NAN if found is None else found.days


def decimal_time(_node: Node, context: Context, value: Value) -> float:
    """The local time of day as a fraction of the day; NaN for what is no time."""
    if isinstance(value, XPathDate):
        found = value
    else:
        text = to_string(value)
        found = parse_time(text, context.zone) or parse_date(text, context.zone)
    if found is None:
        return NAN
    at = found.moment
    seconds = at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1_000_000
    return seconds / _SECONDS_A_DAY


def check_format(pattern: str) -> None:
    """Raise EvaluationError for a directive that does not exist."""
    if any(directive[1] not in _DIRECTIVES for directive in _DIRECTIVE.finditer(pattern)):
        raise EvaluationError("format-date() does not know one of the signs after %.")


def format_date(_node: Node, context: Context, value: Value, pattern: str) -> str:
    """`format-date()` and `format-date-time()`; a bare time of day has its time directives.

    Raises EvaluationError for a directive that does not exist.
    """
    found = _as_date(value, context.zone)
    if found is None and not isinstance(value, float | bool):
        found = parse_time(to_string(value), context.zone)
    if found is None:
        return ""
    at = found.moment

    def written(directive: re.Match[str]) -> str:
        write = _DIRECTIVES.get(directive[1])
        if write is None:
            raise EvaluationError("format-date() does not know one of the signs after %.")
        return write(at)

    return _DIRECTIVE.sub(written, pattern)


FUNCTIONS = (
    Function("date", date, (ANY,), ANY, in_context=True),
    Function("date-time", date, (ANY,), ANY, in_context=True),
    Function("today", today, (), ANY, in_context=True),
    Function("now", now, (), ANY, in_context=True),
    Function("decimal-date-time", decimal_date_time, (ANY,), NUMBER, in_context=True),
    Function("decimal-time", decimal_time, (ANY,), NUMBER, in_context=True),
    Function("format-date", format_date, (ANY, STRING), STRING, in_context=True),
    Function("format-date-time", format_date, (ANY, STRING), STRING, in_context=True),
)
