"""Functions over geopoints, traces and shapes, on a sphere of the equatorial radius."""

from __future__ import annotations

import math
from itertools import pairwise

from fieldkit.forms.xpath.errors import EvaluationError
from fieldkit.forms.xpath.functions.signature import ANY, BOOLEAN, NUMBER, Function
from fieldkit.forms.xpath.functions.strings import texts
from fieldkit.forms.xpath.values import Value, text_to_number

# The radius and the two decimals that ODK's engines share.
_RADIUS = 6_378_100.0
_DECIMALS = 2

Point = tuple[float, float]  # latitude, longitude in degrees


class NoPoint(EvaluationError):
    """A text that is no geopoint, geotrace or geoshape."""

    code = "xpath-geo"


def points_of(values: tuple[Value, ...]) -> list[Point]:
    """The points of geopoint, geotrace and geoshape texts. Raises NoPoint."""
    written = [piece for text in texts(values) for piece in text.split(";")]
    return [_point(piece) for piece in written if piece.strip()]


def _point(text: str) -> Point:
    numbers = [text_to_number(part) for part in text.split()]
    if not 2 <= len(numbers) <= 4 or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
        raise NoPoint("A geo function was given something that is no point.")
    return numbers[0], numbers[1]


def area(shape: Value) -> float:
    """Square metres inside a shape, which is closed when it is not; 0 for what is no shape."""
    try:
        corners = points_of((shape,))
    except NoPoint:
        return 0.0
    if len(corners) < 3:
        return 0.0
    if corners[0] != corners[-1]:
        corners.append(corners[0])
    turned = 0.0
    for (south, west), (north, east) in pairwise(corners):
        heights = math.sin(math.radians(south)) + math.sin(math.radians(north))
        turned += math.radians(east - west) * (2 + heights)
    return round(abs(turned * _RADIUS * _RADIUS / 2), _DECIMALS)


def distance(*trace: Value) -> float:
    """Metres along one trace, or from point to point; several arguments are points, each of them.

    Raises EvaluationError for what is none.
    """
    if len(trace) > 1 and any(";" in text for text in texts(trace)):
        raise NoPoint("distance() was given a trace among several points.")
    metres = math.fsum(_between(start, end) for start, end in pairwise(points_of(trace)))
    return round(metres, _DECIMALS)


def _between(start: Point, end: Point) -> float:
    (south, west), (north, east) = start, end
    phi, psi = math.radians(south), math.radians(north)
    turn = math.radians(west - east)
    cosine = math.sin(phi) * math.sin(psi) + math.cos(phi) * math.cos(psi) * math.cos(turn)
    return _RADIUS * math.acos(max(-1.0, min(1.0, cosine)))


def geofence(place: Value, fence: Value) -> bool:
    """Whether a point lies inside a closed shape; false for what is no point or no such shape."""
    try:
        points, corners = points_of((place,)), points_of((fence,))
    except NoPoint:
        return False
    if len(points) != 1 or len(corners) < 4 or corners[0] != corners[-1]:
        return False
    north, east = points[0]
    inside = False
    for (north_a, east_a), (north_b, east_b) in pairwise(corners):
        # Eastwards from the place, as in ODK's engines: what lies on an edge is decided by it.
        crosses = (north_a > north) != (north_b > north)
        if crosses and east < (east_b - east_a) * (north - north_a) / (north_b - north_a) + east_a:
            inside = not inside
    return inside


FUNCTIONS = (
    Function("area", area, (ANY,), NUMBER),
    Function("enclosed-area", area, (ANY,), NUMBER),
    Function("distance", distance, (ANY,), NUMBER, rest=ANY),
    Function("geofence", geofence, (ANY, ANY), BOOLEAN),
)
