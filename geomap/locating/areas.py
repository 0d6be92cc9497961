"""Areas that words select around, inside or between places."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.lexicon import words
from geomap.locating.countries import country
from geomap.locating.sites import Site
from geomap.model import Gazetteer
from geomap.relations import Direction, disc, near, outskirts, plane_at, sector, widen
from geomap.terrain import across, course, downstream, dry, reach_of, river_by

SHARES = {
    "half": 1 / 2,
    "third": 1 / 3,
    "two thirds": 2 / 3,
    "quarter": 1 / 4,
    "three quarters": 3 / 4,
}
"""How far along the way from one place to another words put something."""

SHARE_ROOM = 1 / 6
"""How far off that share it may be."""

_OFFSHORE_M = 50_000.0
_WATERSIDE_M, _STREAMSIDE_M = 10_000.0, 5_000.0
_ANY_RIVER = frozenset({"river", "opposite", "water"})
_LEAST_M = 1_000.0
_WORLD_M = 5_000_000.0


def around(anchor: Site) -> BaseGeometry:
    """Near or around a place."""
    return near(anchor.extent, extent_m=anchor.spread.uncertainty_m)


def edge_of(anchor: Site) -> BaseGeometry:
    """The outskirts of a place: land around its built-up radius as its population suggests."""
    return dry(outskirts(anchor.extent, extent_m=max(anchor.place.uncertainty_m, _LEAST_M)))


def off_coast(anchor: Site) -> BaseGeometry:
    """Off the coast of a place: up to 50 km, the land still included."""
    return near(anchor.extent, extent_m=anchor.spread.uncertainty_m, reach_m=_OFFSHORE_M)


def waterside(anchor: Site) -> BaseGeometry:
    """The banks of a river, the shore of a lake: the land up to 10 km from the water."""
    line = anchor.area is None or not anchor.area.area
    band = near(anchor.extent, extent_m=0.0, reach_m=_WATERSIDE_M)
    return dry(band if line else band.difference(anchor.area))


def _one_bank(anchor: Site, way: Direction) -> BaseGeometry:
    """The land beside a river on one side of it, as each of its lines runs on the whole."""
    plane = plane_at(anchor.middle)
    turn = np.radians(way.bearing_deg)
    banks = []
    for line in shapely.get_parts(plane.project(anchor.extent)):
        (x0, y0), (x1, y1) = line.coords[0], line.coords[-1]
        left = (x1 - x0) * np.cos(turn) - (y1 - y0) * np.sin(turn) > 0
        banks.append(line.buffer(_WATERSIDE_M if left else -_WATERSIDE_M, single_sided=True))
    return plane.unproject(shapely.union_all(banks))


def inside(anchor: Site) -> BaseGeometry:
    """The place itself: its area, or the disc of its uncertainty."""
    if anchor.area is not None:
        return anchor.area
    return disc(anchor.place.point, max(anchor.place.uncertainty_m, _LEAST_M))


def inner_half(anchor: Site) -> BaseGeometry:
    """Deep inside a place: as far from its edge as leaves about half of it."""
    return _inner_half(inside(anchor))


@lru_cache(maxsize=64)
def _inner_half(whole: BaseGeometry) -> BaseGeometry:
    plane = plane_at(whole)
    flat = plane.project(whole)
    # half of the area does not hang on bends of a two-hundredth of its size
    flat = flat.simplify(float(flat.area**0.5) / 200)
    low, high = 0.0, float(flat.area**0.5)
    for _ in range(12):
        middle = (low + high) / 2
        if flat.buffer(-middle).area > flat.area / 2:
            low = middle
        else:
            high = middle
    return plane.unproject(flat.buffer(-low))


def side(whole: Site, way: Direction, part: str = "") -> BaseGeometry:
    """The part of a place on one side of its centre.

    `part` is "half" for all on that side, "far" for what lies there more than half way out.
    """
    body = inside(whole)
    wide = replace(way, half_width_deg=90.0) if part == "half" else way
    cone = body.intersection(sector(whole.middle, wide, near_m=0.0, far_m=_WORLD_M))
    if part != "far" or cone.is_empty:
        return cone
    plane = plane_at(whole.middle)
    reach_m = shapely.hausdorff_distance(Point(0, 0), plane.project(cone))
    return cone.difference(disc(whole.middle, reach_m / 2))


def core(anchor: Site) -> BaseGeometry:
    """The centre of a town: half its radius around its point."""
    return disc(anchor.place.point, max(anchor.place.uncertainty_m / 2, _LEAST_M))


def towards(shape: BaseGeometry, anchor: Site, way: Direction | None) -> BaseGeometry:
    """What of an area around a place lies in a direction from it; all of it without one.

    Around a river it is the bank that lies so on the whole.
    """
    if way is None:
        return shape
    if anchor.is_line and not anchor.edge:
        return _one_bank(anchor, way)
    return shape.intersection(sector(anchor.middle, way, near_m=0.0, far_m=_WORLD_M))


def beyond(obstacle: str, anchor: Site, gazetteer: Gazetteer) -> tuple[BaseGeometry, str]:
    """Area near a place and across a border or a river from it, and what is not known of it.

    `obstacle` is "border", "river", "opposite", another water or a river's name in small letters.
    """
    shape = around(anchor)
    if obstacle != "border":
        return _over_water(obstacle, anchor, shape)
    own = country(anchor.place.country, gazetteer) if anchor.place.country else None
    land = gazetteer.area(own.place_id) if own is not None else None
    if land is None or shape.difference(land).is_empty:
        return shape, "The border is not known there: all around is drawn."
    return shape.difference(land), ""


def _over_water(obstacle: str, anchor: Site, shape: BaseGeometry) -> tuple[BaseGeometry, str]:
    """The land over the river from a place: over any, unless the obstacle is a river's name."""
    any_river = obstacle in _ANY_RIVER
    other = obstacle in words("places.waters") and not any_river
    names = () if any_river else (obstacle,)
    river = None if other else river_by(anchor.middle, names=names)
    land = across(shape, river, anchor.middle) if river is not None else None
    if land is None:
        water = "river" if any_river else "water"
        return shape, f"On which side of the {water} is not known: all around is drawn."
    return land, ""


def bank(anchor: Site, hand: str) -> BaseGeometry:
    """The land up to 10 km from a river on its left or right, as one looks down it."""
    plane = plane_at(anchor.middle)
    reach_m = _WATERSIDE_M if hand == "left" else -_WATERSIDE_M
    lines = [downstream(line) for line in shapely.get_parts(anchor.extent)]
    sides = [plane.project(line).buffer(reach_m, single_sided=True) for line in lines]
    return dry(plane.unproject(shapely.union_all(sides)))


def down_or_up(anchor: Site, way: str, reach_m: tuple[float, float]) -> BaseGeometry | None:
    """The river that runs by a place, up or down from it: so far along it, 5 km to either side.

    None where the map has no river there.
    """
    river = river_by(anchor.middle)
    if river is None:
        return None
    low_m, high_m = reach_m if way == "downstream" else (-reach_m[1], -reach_m[0])
    return widen(reach_of(course(river), anchor.middle, low_m, high_m), _STREAMSIDE_M)


def stretch(share: str) -> tuple[float, float]:
    """Part of the way between two places that words select: a third of it, "halfway" the middle.

    Examples
    --------
    >>> stretch(""), [round(end, 2) for end in stretch("third")]
    ((0.0, 1.0), [0.17, 0.5])
    """
    if share not in SHARES:
        return (0.0, 1.0)
    return max(SHARES[share] - SHARE_ROOM, 0.0), min(SHARES[share] + SHARE_ROOM, 1.0)
