"""Whether a sea, a lake or a border that is said to close a side of a place lies there."""

import re
from dataclasses import replace

from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.claims.case import Case
from geomap.expressions import BORDER
from geomap.lexicon import alternation
from geomap.locating import Site, country, sea_side
from geomap.model import Place, Side, SideState
from geomap.relations import bearing_deg, bearings_from, disc, distance_m, sample, wrap_deg

CLOSE_M = 50_000.0
"""How far off a sea or a border closes a side: further out there is room to stand before it."""

BESIDE_DEG, AGAINST_DEG = 67.5, 112.5
"""Up to how far off the side that is said a place lies on it, and from where it does not."""

MOST, _HARDLY = 0.5, 0.1
"""Share of the sea or the land beyond a border, close by, that a side has to hold, or holds by the
roughness of outlines alone."""

_BORDER = re.compile(rf"\b{BORDER}\b", re.I)
_SEA = re.compile(rf"\b{alternation('places.seas')}\b", re.I)
_LAKES, _SEAS = ("H.LK", "H.LGN", "H.RSV"), ("H.SEA", "H.OCN", "H.GULF", "H.BAY", "H.STRT")


def closed(case: Case, aim: Site, side: Side) -> Side:
    """A side with whether what closes it lies there; None where the ground does not tell."""
    if side.state is not SideState.BARRIER:
        return side
    place = _place(case, side)
    if place is not None and place.kind in _LAKES:
        return replace(side, fits=_is_toward(aim, place, side))
    near = disc(aim.middle, CLOSE_M)
    ground = _ground(case, side, near=near, own=aim.place.country, place=place)
    if ground is None or ground.is_empty:
        return side
    share = share_toward(aim.middle, ground, side.bearing_deg)
    return replace(side, fits=True if share >= MOST else False if share <= _HARDLY else None)


def share_toward(origin: Point, ground: BaseGeometry, toward_deg: float) -> float:
    """Share of a ground that lies toward a bearing, or beside it, as seen from a point."""
    off = abs(wrap_deg(bearings_from(origin, sample(ground)) - toward_deg))
    return float((off <= BESIDE_DEG).mean())


def is_sea(place: Place) -> bool:
    """Whether a place is a sea, or a part of one."""
    return place.kind in _SEAS


def _place(case: Case, side: Side) -> Place | None:
    """The lake, sea or country that is named in the words for what closes a side."""
    for one in case.references:
        said = one.resolution.mention
        if said.start < side.end and side.start < said.end:
            return one.place
    return None


def _is_toward(aim: Site, lake: Place, side: Side) -> bool | None:
    """Whether a lake lies on a side; only its middle is known, and how far it reaches at most."""
    off = abs(float(wrap_deg(bearing_deg(aim.middle, lake.point) - side.bearing_deg)))
    away_m = distance_m(aim.middle, lake.point) - lake.uncertainty_m
    if away_m <= CLOSE_M and off <= BESIDE_DEG:
        return True
    return False if away_m > 0 and off >= AGAINST_DEG else None


def _ground(
    case: Case, side: Side, *, near: BaseGeometry, own: str, place: Place | None
) -> BaseGeometry | None:
    """What of the ground close by is the sea, or lies beyond the border; None where unknown."""
    gazetteer = case.world.gazetteer
    if (place is not None and is_sea(place)) or _SEA.search(side.by):
        return sea_side(near, gazetteer)
    if _BORDER.search(side.by) is None:
        return None
    abroad = place is not None and place.country != own
    land = place if abroad else country(own, gazetteer)
    area = gazetteer.area(land.place_id) if land is not None else None
    if area is None:
        return None
    return near.intersection(area) if abroad else near.difference(area)
