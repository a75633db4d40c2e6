"""Dates and date-times inside expressions: an instant seen in one time zone.

A date means its local midnight, so that its number is days since 1970-01-01T00:00Z and fractional
outside UTC (ODK XForms specification, `number()`). In a session that midnight is always the one of
the session's own offset: between two dates lie whole days, also where clocks change in between.
Nothing here keeps or prints a text it could not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_MILLISECONDS_A_DAY = 86_400_000

_OFFSET = r"(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
_TIME = r"(?P<h>[0-9]{2}):(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2})(?:[.,](?P<f>[0-9]+))?)?" + _OFFSET
_TIME_TEXT = re.compile(_TIME)
_DATE_TEXT = re.compile(rf"(?P<Y>[0-9]{{4}})-(?P<M>[0-9]{{1,2}})-(?P<D>[0-9]{{1,2}})(?:T{_TIME})?")


class SessionZone(tzinfo):
    """A time zone and the one offset from UTC at which the dates of a session begin.

    Dates and date-times are read and written by the zone, with its summer and winter time. Only
    the number of a date is taken at `midnights`, the offset at the session's start, because
    `today() - date('2026-03-01')` must be 31 on 1 April, as in JavaRosa, and not 30.96.
    """

    def __init__(self, zone: tzinfo, start: datetime) -> None:
        self._zone = zone
        self.midnights = timezone(start.astimezone(zone).utcoffset() or timedelta())

    def __repr__(self) -> str:
        return f"<SessionZone {self._zone}>"

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        return self._zone.utcoffset(dt)

    def dst(self, dt: datetime | None) -> timedelta | None:
        return self._zone.dst(dt)

    def tzname(self, dt: datetime | None) -> str | None:
        return self._zone.tzname(dt)

    def fromutc(self, dt: datetime) -> datetime:
        return self._zone.fromutc(dt.replace(tzinfo=self._zone)).replace(tzinfo=self)


@dataclass(frozen=True, slots=True, repr=False)
class XPathDate:
    """An instant. `timed` tells a date-time from a date, which is the midnight that starts it."""

    moment: datetime
    timed: bool

    @property
    def days(self) -> float:
        """Days since the epoch, with the fraction: what the date is as a number."""
        moment = self.moment
        if not self.timed and isinstance(moment.tzinfo, SessionZone):
            moment = moment.replace(tzinfo=moment.tzinfo.midnights)
        return (moment - _EPOCH) / _DAY

    def __str__(self) -> str:
        if not self.timed:
            return self.moment.date().isoformat()
        return with_whole_minutes(self.moment).isoformat(timespec="milliseconds")

    def __repr__(self) -> str:
        return "<XPathDate>"


def with_whole_minutes(moment: datetime) -> datetime:
    """The same instant on the same day, at an offset that XML Schema can write.

    Before there were time zones, clocks went by the sun: Athens was 1:34:52 ahead until 1916, and
    an offset has no seconds (XML Schema part 2, section 3.2.7.3). The minute nearest to it is
    written, and the clock beside it is moved by those seconds; where they would lead into another
    day, the next nearest. So the instant and the day are exact, the clock is off by less than 60 s.
    """
    offset = moment.utcoffset() or timedelta()
    seconds = offset % _MINUTE
    if not seconds:
        return moment
    back, forth = -seconds, _MINUTE - seconds
    nearest, other = (forth, back) if forth <= -back else (back, forth)
    shift = nearest if _stays_in_its_day(moment, nearest) else other
    return (moment.replace(tzinfo=None) + shift).replace(tzinfo=timezone(offset + shift))


def _stays_in_its_day(moment: datetime, shift: timedelta) -> bool:
    since_midnight = timedelta(
        hours=moment.hour,
        minutes=moment.minute,
        seconds=moment.second,
        microseconds=moment.microsecond,
    )
    return timedelta() <= since_midnight + shift < _DAY


def parse_date(text: str, zone: tzinfo) -> XPathDate | None:
    """The date or date-time in `text`, or None when there is none: no text is an error here."""
    found = _DATE_TEXT.fullmatch(text.strip(" \t\r\n"))
    if found is None:
        return None
    try:
        day = datetime(int(found["Y"]), int(found["M"]), int(found["D"]), tzinfo=zone)
        return XPathDate(day, timed=False) if found["h"] is None else _at_time(day, found, zone)
    except (ValueError, OverflowError):
        return None


def parse_time(text: str, zone: tzinfo) -> XPathDate | None:
    """A bare time of day, as that time on 1970-01-01, or None when `text` is none."""
    found = _TIME_TEXT.fullmatch(text.strip(" \t\r\n"))
    if found is None:
        return None
    try:
        return _at_time(datetime(1970, 1, 1, tzinfo=zone), found, zone)
    except (ValueError, OverflowError):
        return None


def from_days(days: float, zone: tzinfo) -> XPathDate | None:
    """The instant `days` after the epoch; a date when it is a midnight, else a date-time.

    None for NaN, infinities and years that no calendar here reaches.
    """
    try:
        instant = _EPOCH + timedelta(milliseconds=round(days * _MILLISECONDS_A_DAY))
        if isinstance(zone, SessionZone) and _is_midnight(
            day := instant.astimezone(zone.midnights)
        ):
            return XPathDate(day.replace(tzinfo=zone), timed=False)
        moment = instant.astimezone(zone)
    except (ValueError, OverflowError):
        return None
    return XPathDate(moment, timed=not _is_midnight(moment))


def _is_midnight(moment: datetime) -> bool:
    return not (moment.hour or moment.minute or moment.second or moment.microsecond)


def day_of(moment: datetime, zone: tzinfo) -> XPathDate:
    """The civil date of an instant in `zone`."""
    local = moment.astimezone(zone)
    return XPathDate(datetime(local.year, local.month, local.day, tzinfo=zone), timed=False)


def _at_time(day: datetime, found: re.Match[str], zone: tzinfo) -> XPathDate:
    fraction = ((found["f"] or "") + "000000")[:6]
    moment = day.replace(
        hour=int(found["h"]),
        minute=int(found["m"]),
        second=int(found["s"] or 0),
        microsecond=int(fraction),
        tzinfo=_offset(found["zone"]) or zone,
    )
    return XPathDate(moment.astimezone(zone), timed=True)


def _offset(written: str | None) -> timezone | None:
    if written is None:
        return None
    if written == "Z":
        return UTC
    hours, minutes = int(written[1:3]), int(written[3:].lstrip(":") or 0)
    if hours > 14 or minutes > 59:
        raise ValueError("no such offset")
    distance = timedelta(hours=hours, minutes=minutes)
    return timezone(-distance if written[0] == "-" else distance)
