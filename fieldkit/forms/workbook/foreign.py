"""Functions and types of tools near to ODK that no ODK tool knows, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_FILTERED: Final = "Filter the rows instead: {} of ${{member}}[age > 17], or of a question in it."
_MONTHS: Final = "Subtract the dates, which gives days: int((${later} - ${earlier}) div 30.44)."
# SurveyCTO's own, and those of the Community Health Toolkit (add-date …).
FUNCTIONS: Final[Mapping[str, str]] = {
    "count-if": _FILTERED.format("count()"),
    "sum-if": _FILTERED.format("sum()"),
    "min-if": _FILTERED.format("min()"),
    "max-if": _FILTERED.format("max()"),
    "join-if": _FILTERED.format("join()"),
    "index": "Write position(..), which counts the rows of the repeat.",
    "item-at": "Write selected-at(${question}, 0), which counts from 0.",
    "item-count": "Write count-selected(${question}).",
    "item-present": "Write selected(${question}, 'code').",
    "linebreak": "Write a line break between quotation marks.",
    "duration": "Add questions of the types start and end, and subtract their answers.",
    "add-date": "Add days to the date: date(${day} + 30).",
    "difference-in-days": "Subtract the dates, which gives days: ${later} - ${earlier}.",
    "difference-in-weeks": "Subtract the dates: int((${later} - ${earlier}) div 7).",
    "difference-in-months": _MONTHS,
    "difference-in-years": "Subtract the dates: int((${later} - ${earlier}) div 365.25).",
}
PULLED: Final = (
    "pulldata() with @ belongs to ArcGIS Survey123: read a csv file with it, or take apart a place "
    "with selected-at(${place}, 0), its latitude."
)
_LEAVE_OUT: Final = "It belongs to SurveyCTO: remove the row. FieldKit keeps a journal of its own."
_TEXT: Final = "Write text in the column type, and say under appearance or hint what is wanted."
TYPES: Final[Mapping[str, str]] = {
    "audio audit": _LEAVE_OUT,
    "calculate_here": "Write calculate, with once() around the calculation.",
    "caseid": _LEAVE_OUT,
    "comments": _LEAVE_OUT,
    "devicephonenum": "Write phonenumber.",
    "password": _TEXT,
    "signature": "Write image, with signature under appearance.",
    "text audit": _LEAVE_OUT,
    "url": _TEXT,
}
_OF_A_TOOL: Final = {
    "speed violations": _LEAVE_OUT,
    "sensor_": _LEAVE_OUT,
    "db:": "It belongs to the Community Health Toolkit: ask with a text or a select_one question.",
}


def type_remedy(written: str) -> str:
    """What to write instead of a type; "" for one that no other tool has either."""
    started = (remedy for start, remedy in _OF_A_TOOL.items() if written.startswith(start))
    return TYPES.get(written) or next(started, "")
