"""A place as people type it: latitude and longitude, in the digits of any script, with the decimal
mark of any language.

The two come from two fields, with a line break between; a pair copied from a map may stand in the
first field alone. ODK XForms specification, section “Data Types”: what is stored is latitude,
longitude, altitude and accuracy, 0 where they are not known.
"""

from __future__ import annotations

import re
from typing import Final

from fieldkit.languages.digits import ARABIC_DECIMAL_SEPARATOR, number_text, to_ascii
from fieldkit.languages.marking import N_
from fieldkit.ui.presenters.not_read import NotRead

BETWEEN: Final = "\n"
NOT_A_PLACE: Final = N_("Write latitude and longitude, for example 37.98 23.73.")
ONE_IS_MISSING: Final = N_("A place needs both: latitude and longitude.")
LATITUDE_IS_WRONG: Final = N_("Latitude is a number from -90 to 90, for example 37.98.")
LONGITUDE_IS_WRONG: Final = N_("Longitude is a number from -180 to 180, for example 23.73.")

_NUMBER: Final = re.compile(r"[+-]?(\d{1,3})(\.\d{0,15})?")
# 37.98, 23.73 and 37.98 23.73 and 37,98 23,73 and 37.98,23.73; altitude and accuracy may follow.
_PAIR: Final = re.compile(
    r"([^\s,]+(?:,\d+)?)(?:\s*[,\u060c]\s*|\s+)([^\s,]+(?:,\d+)?)((?:\s+\S+){0,2})"
)
_PLAIN_MARKS: Final = str.maketrans({ARABIC_DECIMAL_SEPARATOR: ".", "\u060c": ",", "\u061b": ";"})
_UNKNOWN: Final = "0 0"


def written_place(typed: str) -> str:
    """`37.98 23.73 0 0` for two fields, or for a pair in one. Raises NotRead."""
    first, _, second = (part.strip() for part in typed.partition(BETWEEN))
    rest = ""
    fields = (0, 1)
    if not second:
        first, second, rest = _pair(first)
        fields = (0, 0)  # both were typed into the first
    if not first:
        raise NotRead(ONE_IS_MISSING, (0,))
    latitude, longitude = _number(first, 90), _number(second, 180)
    if latitude is None or longitude is None:
        told = LATITUDE_IS_WRONG if latitude is None else LONGITUDE_IS_WRONG
        wrong = (at for at, each in zip(fields, (latitude, longitude), strict=True) if each is None)
        raise NotRead(told, tuple(dict.fromkeys(wrong)))
    return f"{latitude} {longitude} {rest or _UNKNOWN}"


def several_places(typed: str) -> str:
    """The places of a line or an area as the form engine reads them, which checks them: digits and
    marks of any script are those of a plain keyboard."""
    return to_ascii(typed).translate(_PLAIN_MARKS)


def _pair(typed: str) -> tuple[str, str, str]:
    found = None if _NUMBER.fullmatch(number_text(typed)) else _PAIR.fullmatch(typed)
    if found is None:  # 37,98 is one number of a Greek keyboard, and never the pair 37 and 98
        if _number(typed, 90) is None:
            raise NotRead(LATITUDE_IS_WRONG, (0,))
        raise NotRead(ONE_IS_MISSING, (1,))
    return found[1], found[2], _height_and_accuracy(found[3])


def _height_and_accuracy(typed: str) -> str:
    """The two numbers after a pair, as the form engine checks them; "" where there are none."""
    numbers = [number_text(part) for part in typed.split()]
    return " ".join([*numbers, "0"][:2]) if numbers else ""


def _number(typed: str, most: int) -> str | None:
    """A number as the form engine takes it; None for what is none, or too far from 0."""
    found = _NUMBER.fullmatch(number_text(typed).rstrip("\u00b0").strip())
    if found is None or abs(float(found[0])) > most:
        return None
    return found[0].removesuffix(".")
