"""From published text to what a workbook cell holds, losing nothing.

Only what the form declares a number or a date, and only where Excel keeps every digit of it,
becomes one; everything else is text: leading zeros, long numbers and odd dates stay as they are.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from fieldkit.publishing.columns import CellType, Column, Part

LOCAL_ZONE: Final = ZoneInfo("Europe/Athens")

CellValue = str | int | float | date | datetime

# Excel keeps 15 significant digits and turns the rest into zeros without a word.
_DIGITS: Final = 15
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")
_DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# Before this day Excel's calendar is wrong: it believes in 29 February 1900.
_FIRST_DAY: Final = date(1900, 3, 1)


def cell_value(column: Column, text: str) -> CellValue:
    """What to write for `text` in a cell of `column`; the text itself where in doubt.

    Date-times become Europe/Athens wall time (a cell holds no zone); the zone stays in the UTC
    column beside them.
    """
    if column.part is Part.UTC:
        return text
    if column.type in (CellType.INTEGER, CellType.FLAG):
        return int(text) if _INTEGER.fullmatch(text) else text
    if column.type is CellType.DECIMAL:
        return _decimal(text)
    if column.type is CellType.DATE:
        return _date(text)
    if column.type is CellType.DATETIME:
        return _datetime(text)
    return text


def _decimal(text: str) -> CellValue:
    digits = text.lstrip("-").replace(".", "").strip("0")
    exact = _DECIMAL.fullmatch(text) and len(digits) <= _DIGITS and len(text) <= 2 * _DIGITS
    return float(text) if exact else text


def _date(text: str) -> CellValue:
    if not _DATE.fullmatch(text):
        return text
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day >= _FIRST_DAY else text


def _datetime(text: str) -> CellValue:
    try:
        instant = datetime.fromisoformat(text)
        local = instant.astimezone(LOCAL_ZONE) if instant.tzinfo is not None else instant
    except (ValueError, OverflowError):
        return text
    return local.replace(tzinfo=None) if local.date() >= _FIRST_DAY else text
