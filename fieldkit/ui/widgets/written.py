"""How stored numbers, dates and times are written for people: in a language, with its digits."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt

from fieldkit.languages.digits import native
from fieldkit.ui.language import LOCALES

# Dari has a code of its own in forms; Qt knows it as the Persian of Afghanistan.
_OTHER_NAMES: Final = {"prs": "fa_AF"}
_PLAIN_NUMBER: Final = frozenset("0123456789.-")


@lru_cache(maxsize=64)
def locale_of(code: str) -> QLocale:
    """The locale of a language of a form."""
    return QLocale(LOCALES.get(code) or _OTHER_NAMES.get(code, code))


def written_number(value: str, code: str) -> str:
    """A stored number in the digits and with the decimal mark of `code`; else as it is."""
    if not value or not set(value) <= _PLAIN_NUMBER:
        return value
    return native(value, code).replace(".", locale_of(code).decimalPoint())


def typed_date(value: str, code: str) -> str:
    """A stored date the way it is typed: day, month, year; what is no date comes back as it is."""
    day = QDate.fromString(value, Qt.DateFormat.ISODate)
    if not day.isValid():
        return value
    return native(f"{day.day():02}/{day.month():02}/{day.year():04}", code)


def long_date(value: str, code: str) -> str:
    """A stored date in words, with the day of the week; "" for what is no date."""
    day = QDate.fromString(value, Qt.DateFormat.ISODate)
    if not day.isValid():
        return ""
    return locale_of(code).toString(day, QLocale.FormatType.LongFormat)


def time_of_day(instant: str, locale: QLocale) -> str:
    """The local time of an instant (ISO text) as `14:32`, in the digits of `locale`; else ""."""
    moment = QDateTime.fromString(instant, Qt.DateFormat.ISODateWithMs)
    if not moment.isValid():
        return ""
    return locale.toString(moment.toLocalTime().time(), "HH:mm")
