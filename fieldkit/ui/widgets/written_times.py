"""How stored times, moments and places are written for people, as they would type them."""

from __future__ import annotations

import re
from typing import Final

from fieldkit.languages.digits import native
from fieldkit.ui.widgets.written import long_date, typed_date, written_number

_CLOCK: Final = r"(\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?"
_TIME: Final = re.compile(_CLOCK)
_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})T" + _CLOCK)
# The zeros of these digits are dots: one between two numbers would be taken for one of them.
_DOTTED_ZEROS: Final = ("٠", "۰")


def typed_time(value: str, code: str) -> str:
    """A stored time of day on the clock of 24 hours, in the digits of `code`, with seconds where
    there are any; what is no time comes back as it is."""
    found = _TIME.fullmatch(value)
    return value if found is None else native(_clock(found[1], found[2]), code)


def typed_moment(value: str, code: str) -> str:
    """A stored date with a time the way both are typed, as they were written at their own place;
    what is none comes back as it is."""
    found = _MOMENT.fullmatch(value)
    if found is None:
        return value
    return f"{typed_date(found[1], code)} {native(_clock(found[2], found[3]), code)}"


def moment_in_words(value: str, code: str) -> str:
    """A stored date with a time in words; "" for what is none."""
    found = _MOMENT.fullmatch(value)
    if found is None:
        return ""
    return separator(code).join(
        (long_date(found[1], code), native(_clock(found[2], found[3]), code))
    )


def separator(code: str) -> str:
    """What stands between two numbers in a language."""
    return "، " if native(0, code) in _DOTTED_ZEROS else " · "


def written_coordinates(value: str, code: str) -> tuple[str, str]:
    """Latitude and longitude of a stored place in the digits and with the decimal mark of `code`;
    ("", "") for what is none."""
    parts = value.split()
    if len(parts) < 2:
        return "", ""
    return written_number(parts[0], code), written_number(parts[1], code)


def _clock(minutes: str, seconds: str | None) -> str:
    return minutes if seconds in (None, "00") else f"{minutes}:{seconds}"
