"""The horizon of a target: bearings of the positions around it, the arcs they close and leave.

The map draws it, from the same places and the same middle that the verdict was measured from.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.relations import bearing_deg, centre, open_arcs

_LEAST_DEG = 0.5

Arc = tuple[float, float]
"""Two bearings in degrees clockwise from north, the second the larger."""


@dataclass(frozen=True, kw_only=True)
class Position:
    """A position around a target: its point, or the middle of its area, and its bearing."""

    name: str
    point: Point
    bearing_deg: float


@dataclass(frozen=True, kw_only=True)
class Horizon:
    """Positions around the middle of a target.

    `closed` are the arcs of the horizon within 45 degrees of a position, `open` the others; both
    sorted. Without positions all of the horizon is open.
    """

    middle: Point
    positions: tuple[Position, ...]
    closed: tuple[Arc, ...]
    open: tuple[Arc, ...]


def horizon(target: BaseGeometry, positions: Iterable[tuple[str, BaseGeometry]]) -> Horizon:
    """Lay positions, each a name and a point or an area, around a target; all in EPSG:4326.

    A position in the very middle of the target has no bearing and is left out.

    Examples
    --------
    >>> found = horizon(Point(0, 0), [("North", Point(0, 1)), ("East", Point(1, 0))])
    >>> found.closed, found.open
    (((315.0, 495.0),), ((135.0, 315.0),))
    """
    middle = centre(target)
    placed = [(name, centre(where)) for name, where in positions]
    around = tuple(
        Position(name=name, point=point, bearing_deg=bearing_deg(middle, point))
        for name, point in placed
        if not point.equals(middle)
    )
    if not around:
        return Horizon(middle=middle, positions=(), closed=(), open=((0.0, 360.0),))
    starts, widths = open_arcs([position.bearing_deg for position in around])
    opened = _wide((float(a), float(a + w)) for a, w in zip(starts, widths, strict=True))
    return Horizon(
        middle=middle,
        positions=around,
        closed=tuple(_wide(_others(opened))),
        open=tuple(opened),
    )


def _others(arcs: list[Arc]) -> list[Arc]:
    """The arcs between arcs: all of the horizon where there are none."""
    if not arcs:
        return [(0.0, 360.0)]
    starts = [start for start, _ in arcs]
    after = [*starts[1:], starts[0] + 360.0]
    return [(end, start) for (_, end), start in zip(arcs, after, strict=True)]


def _wide(arcs: Iterable[Arc]) -> list[Arc]:
    return sorted(arc for arc in arcs if arc[1] - arc[0] > _LEAST_DEG)
