"""The written form of places: a point, a line through points, an area whose line closes.

ODK XForms specification, section “Data Types”: a point is latitude, longitude, altitude and
accuracy with spaces between; the points of a line or area have semicolons between, a line has at
least two and an area at least three corners, its last point being its first again.
"""

from __future__ import annotations

import re

from fieldkit.languages.digits import to_ascii

_NUMBER = re.compile(r"[+-]?[0-9]{1,17}(\.[0-9]{0,20})?\Z")
# People copy “37.98, 23.72” and “37.98,23.72” from maps, and type “37,98 23,72” in Greek.
_BETWEEN = re.compile(r",?\s+|,(?=[+-]?[0-9]+\.[0-9])")
LEAST_CORNERS = 3


class NoGeometry(ValueError):
    """The text is no such place. Never carries the text."""


def point(text: str) -> str:
    """A point as it is stored, altitude and accuracy 0 where they are left out.

    Raises NoGeometry.
    """
    parts = [part for part in _BETWEEN.split(to_ascii(text).strip()) if part]
    if "." not in text:
        parts = [part.replace(",", ".") for part in parts]
    if not 2 <= len(parts) <= 4 or not all(_NUMBER.match(part) for part in parts):
        raise NoGeometry
    latitude, longitude, *others = (float(part) for part in parts)
    if abs(latitude) > 90 or abs(longitude) > 180 or (len(others) == 2 and others[1] < 0):
        raise NoGeometry
    return " ".join([*parts, *["0"] * (4 - len(parts))])


def trace(text: str) -> str:
    """A line as it is stored: two points or more. Raises NoGeometry."""
    points = _points(text)
    if len(points) < 2:
        raise NoGeometry
    return "; ".join(points)


def shape(text: str) -> str:
    """An area as it is stored: at least three corners, and the first one again at the end.

    Raises NoGeometry, also for a line that does not close.
    """
    points = _points(text)
    if len(points) <= LEAST_CORNERS or _place(points[0]) != _place(points[-1]):
        raise NoGeometry
    return "; ".join(points)


def closed_shape(text: str) -> str:
    """An area as a person types it: the way back to the first corner is added where it is missing.

    Raises NoGeometry.
    """
    points = _points(text)
    if points and _place(points[0]) != _place(points[-1]):
        points.append(points[0])
    return shape("; ".join(points))


def _points(text: str) -> list[str]:
    pieces = text.split(";")
    if pieces and not pieces[-1].strip():
        pieces.pop()  # ODK Collect has written a semicolon after the last point, too
    return [point(piece) for piece in pieces]


def _place(written: str) -> tuple[float, float]:
    latitude, longitude, *_ = written.split()
    return float(latitude), float(longitude)
