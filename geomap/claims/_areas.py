"""Areas that words select around or inside a place."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.claims._site import Site
from geomap.relations import Direction, disc, near, outskirts, plane_at, sector

_OFFSHORE_M = 50_000.0
_LEAST_M = 1_000.0
_WORLD_M = 5_000_000.0


def around(anchor: Site) -> BaseGeometry:
    """Near or around a place."""
    return near(anchor.extent, extent_m=anchor.spread.uncertainty_m)


def edge_of(anchor: Site) -> BaseGeometry:
    """The outskirts of a place: around its built-up radius as its population suggests."""
    return outskirts(anchor.extent, extent_m=max(anchor.place.uncertainty_m, _LEAST_M))


def off_coast(anchor: Site) -> BaseGeometry:
    """Off the coast of a place: up to 50 km, the land still included."""
    return near(anchor.extent, extent_m=anchor.spread.uncertainty_m, reach_m=_OFFSHORE_M)


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
    """What of an area around a place lies in a direction from it; all of it without one."""
    if way is None:
        return shape
    return shape.intersection(sector(anchor.middle, way, near_m=0.0, far_m=_WORLD_M))


AREAS: dict[str, Callable[[Site], BaseGeometry]] = {
    "near": around,
    "outskirts": edge_of,
    "inside": inside,
    "deep": inner_half,
    "centre": core,
    "offshore": off_coast,
}
