"""The stored form of what an expression gave, where its type and the question's differ.

The specification gives no casts; these are JavaRosa's wherever they keep to the lexical form of the
type: a number of days becomes a day, a day the midnight it starts with, an instant the time of day,
a truth 1 or 0, and anything a truth. docs/forms/conformance.md names the differences.
"""

from __future__ import annotations

from datetime import tzinfo

from fieldkit.forms import lexical
from fieldkit.forms.xpath.dates import XPathDate, from_days, parse_date, with_whole_minutes
from fieldkit.forms.xpath.values import Value, node_text, text_to_number, to_string

# Below this JavaRosa takes a number for zero.
_NOTHING = 1e-12
_SEVERAL = ("select_multiple", "rank")


def computed_text(kind: str, value: Value, zone: tzinfo) -> str:
    """The lexical form of `value` for a question of bind type `kind`; blank where it has none."""
    if kind == "boolean":
        return _truth(value)
    if isinstance(value, bool) and kind in ("int", "decimal"):
        value = float(value)
    if kind in _SEVERAL:
        return " ".join(beginning_text("string", value, zone).split())
    return beginning_text(kind, value, zone)


def beginning_text(kind: str, value: Value, zone: tzinfo) -> str:
    """The same for what a form begins with: a text is taken for nothing but what it says."""
    if kind == "string":
        text = to_string(value)
        return "" if text == "NaN" else text
    if kind in ("date", "dateTime") and isinstance(value, float):
        value = from_days(value, zone) or ""
    text = to_string(value)
    if kind in ("dateTime", "time"):
        text = _cast(kind, text, value if isinstance(value, XPathDate) else None, zone)
    return lexical.stored(kind, "" if text == "NaN" else text)


def _truth(value: Value) -> str:
    """1 or 0. What XML Schema takes for a boolean says it itself: `false` and `0` are not true."""
    if isinstance(value, list):
        text = node_text(value)
        number = text_to_number(text)
        value = text if number != number else number
    if isinstance(value, float):
        return "" if value != value else str(int(abs(value) > _NOTHING))
    text = to_string(value)
    if not text or text == "NaN" or isinstance(value, XPathDate):
        return ""
    return lexical.stored("boolean", text) or "1"


def _cast(kind: str, text: str, known: XPathDate | None, zone: tzinfo) -> str:
    date = known or parse_date(text, zone)
    if date is None:
        return text
    instant = with_whole_minutes(date.moment).isoformat(timespec="milliseconds")
    if kind == "time":
        return instant.partition("T")[2] if date.timed or known else ""
    return text if date.timed else instant
