"""Dates as people type them, day first, in the digits of any script; stored as ISO. Gregorian only.

What could be another day than the one meant is refused, never guessed: no short years, and no
years of another calendar.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from fieldkit.languages.digits import number_text
from fieldkit.languages.marking import N_
from fieldkit.ui.presenters.not_read import NotRead

NOT_A_DATE: Final = N_("Write the date as day, month and year, for example 23/11/2026.")
SHORT_YEAR: Final = N_("Write the year with four digits, for example 23/11/2026.")
NO_SUCH_DAY: Final = N_("There is no such day. Write the day first, then the month.")
OTHER_CALENDAR: Final = N_(
    "This year is far away. Write the date in the Gregorian calendar, for example 23/11/2026."
)

# Solar Hijri and lunar Hijri years of living people are below these, Buddhist ones above.
_FIRST_YEAR: Final = 1800
_LAST_YEAR: Final = 2199
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\uff0d"
_SLASHES: Final = "\u2044\u2215\uff0f\u060d"
_SEPARATORS: Final = str.maketrans(
    {**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_SLASHES, "/"), "\u06d4": "."}
)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,4})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})")


class DateNotRead(NotRead):
    """The text is no date we take."""


def iso_date(typed: str) -> str:
    """`2026-11-23` for `23/11/2026`, `23-11-2026`, `23.11.2026`, `2026-11-23`, `۲۳/۱۱/۲۰۲۶`.

    Raises DateNotRead.
    """
    text = number_text(typed.translate(_SEPARATORS))
    year_first = _YEAR_FIRST.fullmatch(text)
    if year_first:
        return _iso(year_first[1], year_first[3], year_first[4])
    day_first = _DAY_FIRST.fullmatch(text)
    if day_first is None:
        raise DateNotRead(NOT_A_DATE)
    if len(day_first[4]) < 4:
        raise DateNotRead(SHORT_YEAR)
    return _iso(day_first[4], day_first[3], day_first[1])


def _iso(year: str, month: str, day: str) -> str:
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        raise DateNotRead(OTHER_CALENDAR)
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise DateNotRead(NO_SUCH_DAY) from None
