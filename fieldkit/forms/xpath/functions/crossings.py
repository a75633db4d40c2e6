"""`intersects()`: whether a line on the map crosses itself.

The proposal of the ODK XForms specification (getodk/xforms-spec issue 332), as ODK Collect runs it:
what is no line of at least two points crosses nothing. The map is taken as flat: on a line a
person draws, latitude and longitude are as good as a plane.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from fieldkit.forms.xpath.functions.geo import NoPoint, Point, points_of
from fieldkit.forms.xpath.functions.signature import ANY, BOOLEAN, Function
from fieldkit.forms.xpath.values import Value

Piece = tuple[Point, Point]


def intersects(trace: Value) -> bool:
    """True when one piece of the line meets another one elsewhere than where they join."""
    try:
        points = points_of((trace,))
    except NoPoint:
        return False
    pieces = [(start, end) for start, end in pairwise(points) if start != end]
    closed = len(pieces) > 2 and pieces[0][0] == pieces[-1][1]
    for first, second in _near(pieces):
        follows = abs(first - second) == 1
        closes = closed and {first, second} == {0, len(pieces) - 1}
        meet = _folds_back if follows or closes else _meet
        if meet(pieces[first], pieces[second]):
            return True
    return False


def _near(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """The pairs of pieces, by place, whose stretches from west to east overlap.

    A line that a telephone recorded has thousands of pieces; most are far from one another.
    """
    spans = sorted((min(a[1], b[1]), max(a[1], b[1]), at) for at, (a, b) in enumerate(pieces))
    for place, (_, east, first) in enumerate(spans):
        for west, _, second in islice(spans, place + 1, None):
            if west > east:
                break
            yield first, second


def _meet(one: Piece, other: Piece) -> bool:
    (a, b), (c, d) = one, other
    if _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b):
        return True
    # All on one straight line: they meet where an end of one lies on the other.
    return any(_on(point, other) for point in one) or any(_on(point, one) for point in other)


def _folds_back(one: Piece, other: Piece) -> bool:
    """Whether two pieces that share an end run along each other from there."""
    shared, *_ = set(one) & set(other)
    (away,) = set(one) - {shared}
    (onward,) = set(other) - {shared}
    if _side(shared, away, onward) != 0:
        return False
    north = (away[0] - shared[0]) * (onward[0] - shared[0])
    east = (away[1] - shared[1]) * (onward[1] - shared[1])
    return north + east > 0


def _side(start: Point, end: Point, point: Point) -> int:
    """1 and -1 for the two sides of the line from `start` to `end`, 0 for on it."""
    turn = (end[1] - start[1]) * (point[0] - start[0]) - (end[0] - start[0]) * (point[1] - start[1])
    return (turn > 0) - (turn < 0)


def _on(point: Point, piece: Piece) -> bool:
    (south, west), (north, east) = piece
    between = min(south, north) <= point[0] <= max(south, north) and (
        min(west, east) <= point[1] <= max(west, east)
    )
    return between and _side(piece[0], piece[1], point) == 0


FUNCTIONS = (Function("intersects", intersects, (ANY,), BOOLEAN),)
