"""The stored form of what an expression gave, where its type and the question's differ.

JavaRosa casts such values to the type of the question: a number of days becomes a day, a day the
midnight it starts with, an instant the time of day.
"""

from __future__ import annotations

from datetime import tzinfo

from fieldkit.forms import lexical
from fieldkit.forms.xpath.dates import XPathDate, from_days, parse_date
from fieldkit.forms.xpath.values import Value, to_string


def computed_text(kind: str, value: Value, zone: tzinfo) -> str:
    """The lexical form of `value` for a question of bind type `kind`; blank where it has none."""
    if kind == "string":
        text = to_string(value)
        return "" if text == "NaN" else text
    if kind in ("date", "dateTime") and isinstance(value, float):
        value = from_days(value, zone) or ""
    text = to_string(value)
    if kind in ("dateTime", "time"):
        text = _cast(kind, text, value if isinstance(value, XPathDate) else None, zone)
    return lexical.stored(kind, "" if text == "NaN" else text)


def _cast(kind: str, text: str, known: XPathDate | None, zone: tzinfo) -> str:
    date = known or parse_date(text, zone)
    if date is None:
        return text
    instant = date.moment.isoformat(timespec="milliseconds")
    if kind == "time":
        return instant.partition("T")[2] if date.timed else ""
    return text if date.timed else instant
