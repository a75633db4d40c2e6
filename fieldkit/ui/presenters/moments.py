"""Times of day and moments as people type them, on the clock of 24 hours, in the digits of any
script.

A time of day is stored without an offset: which one would be right depends on the day, where summer
and winter time change, and a time has no day. A moment has one, and is stored with the offset that
its day has in the zone of the session, as ODK Collect stores it.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

from fieldkit.languages.digits import number_text
from fieldkit.languages.marking import N_
from fieldkit.ui.presenters.dates import iso_date
from fieldkit.ui.presenters.not_read import NotRead

NOT_A_TIME: Final = N_("Write a time of day, for example 14:30.")
NO_SUCH_TIME: Final = N_(
    "There is no such time. Write hours from 0 to 23 and minutes from 0 to 59."
)
NOT_A_MOMENT: Final = N_("Write the date and then the time, for example 23/11/2026 14:30.")

# 14:30, 14.30, 14h30, 14:30:05, 1430. The hour alone is not taken: half of 14:30 is 14.
_CLOCK: Final = re.compile(r"(\d{1,2})\s*[:.h]\s*(\d{2})(?:\s*[:.]\s*(\d{2}))?|(\d{1,2})(\d{2})")
_MOMENT: Final = re.compile(r"(.*?\d)(?:\s*[,\u060c]\s*|\s+|T)(\d[\d:.h]*)")
_COLONS: Final = str.maketrans(dict.fromkeys("\u2236\ufe55\uff1a\u06d4", ":"))


def iso_time(typed: str) -> str:
    """`14:30:00.000` for `14:30`, `14.30`, `14h30`, `1430`, `١٤:٣٠`. Raises NotRead."""
    return _time(typed, NOT_A_TIME).isoformat(timespec="milliseconds")


def iso_moment(typed: str, zone: tzinfo) -> str:
    """`2026-11-23T14:30:00.000+02:00` for `23/11/2026 14:30`: a date as `iso_date` reads it, then a
    time. Raises NotRead."""
    found = _MOMENT.fullmatch(number_text(typed.translate(_COLONS)))
    if found is None:
        raise NotRead(NOT_A_MOMENT)
    day, clock = date.fromisoformat(iso_date(found[1])), _time(found[2], NOT_A_MOMENT)
    moment = datetime.combine(day, clock, zone)
    # Until 1916 Athens was 1:34:52 ahead. An offset in XML Schema has no seconds, and the clock
    # stays as it was typed.
    minutes = round((moment.utcoffset() or timedelta()) / timedelta(minutes=1))
    whole = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    return whole.isoformat(timespec="milliseconds")


def _time(typed: str, otherwise: str) -> time:
    found = _CLOCK.fullmatch(number_text(typed.translate(_COLONS)).lower())
    if found is None:
        raise NotRead(otherwise)
    hour, minute, second = (
        int(part or 0) for part in (found[1] or found[4], found[2] or found[5], found[3])
    )
    try:
        return time(hour, minute, second)
    except ValueError:
        raise NotRead(NO_SUCH_TIME) from None
