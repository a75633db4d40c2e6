"""Instants as people read them: local time, in the language and the digits of the window.

An instant is ISO text with its offset, as vaults and receipts keep it. Text that is no instant
(nobody has checked what another computer wrote) is shown as nothing.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QDate, QTime

from fieldkit.ui.language import language, text
from fieldkit.ui.reading_order import in_order

_DAY: Final = "d MMMM yyyy"
_TIME: Final = "HH:mm"


def day_and_time(instant: str) -> str:
    """`21 November 2026, 14:32`; the last two days by their names. "" for what is no instant."""
    at = _local(instant)
    if at is None:
        return ""
    time = language().locale.toString(QTime(at.hour, at.minute), _TIME)
    today = datetime.now().astimezone().date()
    if at.date() == today:
        return text("today, {time}", time=time)
    if at.date() == today - timedelta(days=1):
        return text("yesterday, {time}", time=time)
    return in_order(text("{day}, {time}", day=_written(at.date()), time=time))


def day(instant: str) -> str:
    """`21 November 2026`. "" for what is no instant."""
    at = _local(instant)
    return _written(at.date()) if at is not None else ""


def month(written: str) -> str:
    """`11/2026` for `2026-11`, in the digits of the window; what is no month as it is."""
    year, _, number = written.partition("-")
    if not (year.isdigit() and number.isdigit() and 1 <= int(number) <= 12):
        return written
    return language().locale.toString(QDate(int(year), int(number), 1), "MM/yyyy")


def _written(at: date) -> str:
    return language().locale.toString(QDate(at.year, at.month, at.day), _DAY)


def _local(instant: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(instant)
    except ValueError:
        return None
    return at.astimezone()
