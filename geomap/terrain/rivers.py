"""Rivers on the map: the one that runs by a place, which way it flows, what lies across it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geomap.relations import plane_at
from geomap.settings import OFFLINE, Settings
from geomap.terrain.ground import Layer, layer
from geomap.terrain.outlines import dry
from geomap.terrain.waters import bare, rows_by_name, whole
from geomap.terrain.world import heights

BESIDE_M = 15_000.0
"""How far off the river that runs by a place may lie on the map."""

_M_PER_DEG = 111_200.0
_PAD_DEG = 0.1
_ON_IT_M = 100.0
_AROUND_DEG, _STEP_DEG, _LOW, _LEAST_FALL_M = 0.15, 1 / 30, 0.2, 60.0
_AT_SEA_M, _LEAST_COAST_FALL_M = 5.0, 15.0
_JOINT_DEG, _MOST_REACHES = 0.03, 12


def river_by(
    near: Point, *, names: Iterable[str] = (), settings: Settings = OFFLINE
) -> LineString | None:
    """The river that runs by a place, from its source to its mouth.

    Parameters
    ----------
    near
        The place, EPSG:4326; the river passes within 15 km of it.
    names
        Names of the river, if one is meant; "river" alone means any. Of several the named one of
        the first rank is taken.

    Returns
    -------
    LineString
        EPSG:4326, one line that flows on without a gap, or None where the map has no such river.
        Its course is good to about a kilometre.
    """
    wanted = frozenset(filter(None, map(bare, names)))
    return _river_by(near, wanted, settings)


@lru_cache(maxsize=256)
def _river_by(near: Point, wanted: frozenset[str], settings: Settings) -> LineString | None:
    known = layer("rivers", settings)
    reach_deg = BESIDE_M / _M_PER_DEG
    narrow = max(0.1, float(np.cos(np.radians(near.y))))
    found = np.flatnonzero(_boxes_near(known, near, reach_deg, narrow))
    if wanted:
        by_name = rows_by_name("rivers", settings)
        named = {row for name in wanted for row in by_name.get(name, ())}
        found = np.array([row for row in found if row in named], dtype=int)
    plane = plane_at(near)
    away_m = [_away_m(plane.project(known.shapes[row])) for row in found]
    close = [(row, m) for row, m in zip(found, away_m, strict=True) if m <= BESIDE_M]
    if not close:
        return None
    names, ranks = known.columns["name"], known.columns["rank"]
    row, _ = min(close, key=lambda one: (names[one[0]] == "", ranks[one[0]], one[1]))
    line = known.shapes[row]
    if names[row]:
        line = whole(known.shapes[names == names[row]], known.shapes[[row]])
    parts = shapely.get_parts(shapely.line_merge(line))
    return downstream(min(parts, key=lambda part: _away_m(plane.project(part))), settings)


def _boxes_near(known: Layer, near: Point, reach_deg: float, narrow: float) -> Any:
    left, low, right, high = known.boxes.T
    x, y = reach_deg / narrow, reach_deg
    across = (left <= near.x + x) & (right >= near.x - x)
    return across & (low <= near.y + y) & (high >= near.y - y)


def _away_m(flat: BaseGeometry) -> float:
    """Distance from the middle of a plane."""
    return float(flat.distance(Point(0.0, 0.0)))


@lru_cache(maxsize=512)
def downstream(line: LineString, settings: Settings = OFFLINE) -> LineString:
    """A line from its higher end to its lower one; where both are about as high, as it was drawn.

    An end at sea level is the lower one. Natural Earth draws nine of ten rivers downstream.
    """
    first, last = (_low_m(line.coords[end], settings) for end in (0, -1))
    fall_m = _LEAST_FALL_M if first > _AT_SEA_M else _LEAST_COAST_FALL_M
    return shapely.reverse(line) if last > first + fall_m else line


@lru_cache(maxsize=64)
def course(river: LineString, settings: Settings = OFFLINE) -> LineString:
    """A river with the ones that it goes on from and into, under whatever names, down to its mouth.

    Examples
    --------
    >>> whole = course(river_by(Point(32.53, 15.6)))
    >>> [round(degrees) for degrees in whole.coords[-1]]
    [30, 31]
    """
    lines = [river]
    for end in (-1, 0):
        for _ in range(_MOST_REACHES):
            line = lines[end]
            more = _next(Point(line.coords[end]), line, end, settings)
            if more is None:
                break
            lines.insert(len(lines) if end else 0, more)
    return LineString([xy for line in lines for xy in line.coords])


def _next(tip: Point, line: LineString, end: int, settings: Settings) -> LineString | None:
    """The river of the first rank that goes on from a line's end (-1) or leads to its start (0)."""
    known = layer("rivers", settings)
    found = np.flatnonzero(_boxes_near(known, tip, _JOINT_DEG, 1.0))
    found = found[shapely.distance(known.shapes[found], tip) <= _JOINT_DEG]
    own = line.buffer(_JOINT_DEG)
    for row in found[np.argsort(known.columns["rank"][found], kind="stable")]:
        for part in shapely.get_parts(shapely.line_merge(known.shapes[row])):
            more = _onward(part, tip, end, settings) if part.distance(tip) <= _JOINT_DEG else None
            if more is not None and not own.covers(more):
                return more
    return None


def _onward(part: LineString, tip: Point, end: int, settings: Settings) -> LineString | None:
    """What of a line flows away from a tip on it, or to it; None where it is the other way.

    A line that has the tip for an end runs as the fall allows, however it was drawn.
    """
    first, last = (Point(part.coords[at]) for at in (0, -1))
    far = next((b for a, b in ((first, last), (last, first)) if a.distance(tip) < _JOINT_DEG), None)
    if far is None:
        part = downstream(part, settings)
        at = part.project(tip)
        return substring(part, at, part.length) if end else substring(part, 0, at)
    rise_m = _low_m(far.coords[0], settings) - _low_m(tip.coords[0], settings)
    if rise_m * (1 if end else -1) > _LEAST_COAST_FALL_M:
        return None
    ends_far = far is last
    return part if ends_far == bool(end) else shapely.reverse(part)


def _low_m(end: tuple[float, ...], settings: Settings) -> float:
    x, y = end[:2]
    box = (x - _AROUND_DEG, y - _AROUND_DEG, x + _AROUND_DEG, y + _AROUND_DEG)
    return float(np.quantile(heights(box, step_deg=_STEP_DEG, settings=settings).values, _LOW))


def along_m(river: LineString, place: Point) -> tuple[float, float]:
    """How far down a river a place lies beside it, and how far from it, in metres.

    Good to a percent within some hundred kilometres of the place.
    """
    flat = plane_at(place).project(river)
    here = Point(0.0, 0.0)
    return float(flat.project(here)), float(flat.distance(here))


def reach_of(river: LineString, place: Point, low_m: float, high_m: float) -> BaseGeometry:
    """The stretch of a river from so far to so far down it from a place; upstream below 0."""
    plane = plane_at(place)
    flat = plane.project(river)
    start = flat.project(Point(0.0, 0.0))
    ends = (max(0.0, start + low_m), min(flat.length, start + high_m))
    return plane.unproject(substring(flat, *ends))


def across(
    area: BaseGeometry, river: LineString, place: Point, settings: Settings = OFFLINE
) -> BaseGeometry | None:
    """The land of an area on the other side of a river from a place.

    Where the river ends within the area, those that it meets and the coast part it further. None
    where nothing parts it, or where the place lies so close that its side is not known.

    Parameters
    ----------
    area, place
        EPSG:4326; the area holds the place.
    """
    if along_m(river, place)[1] < _ON_IT_M:
        return None
    others = _other_side(area, [river], place) or _other_side(
        area, [river, *_more(area, settings)], place
    )
    return dry(shapely.union_all(others), settings) if others else None


def _more(area: BaseGeometry, settings: Settings) -> list[BaseGeometry]:
    """Named rivers and coasts of an area."""
    rivers = layer("rivers", settings).within(area.bounds)
    land = layer("land", settings).within(area.bounds)
    return [*rivers.geometry[rivers["name"] != ""], *land.boundary]


def _other_side(
    area: BaseGeometry, lines: Iterable[BaseGeometry], place: Point
) -> list[BaseGeometry]:
    """Pieces of an area, cut along lines, that do not hold a place."""
    west, south, east, north = area.bounds
    # beyond the area's edge, so that the two meet
    box = (west - _PAD_DEG, south - _PAD_DEG, east + _PAD_DEG, north + _PAD_DEG)
    cuts = [shapely.clip_by_rect(line, *box) for line in lines]
    edges = shapely.union_all([shapely.boundary(area), *cuts])
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(edges)))
    pieces = pieces[shapely.covers(area, shapely.point_on_surface(pieces))]
    own = min(pieces, key=lambda piece: piece.distance(place), default=None)
    return [piece for piece in pieces if piece is not own]
