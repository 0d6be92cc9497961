"""Lands and towns: how large they are, what lies in them, and their sides."""

from dataclasses import replace

import shapely

from geomap.gazetteer import fold
from geomap.model import Candidate, Gazetteer, Place, told_id
from geomap.relations import GEOD, Direction, bearing_deg, centre, distance_m, sector, wrap_deg

TOWN = 3
"""Size of all that is no land: towns, villages, valleys."""

EDGE_M = 30_000.0
"""How far outside a stated province, or from a stated city, a gazetteer's point may lie."""

_HALF_DEG = 90.0
"""How far to either side of its direction a side of a land reaches, seen from the middle."""

_FAR_M = 5_000_000.0
_MOST = 50
_STRICT = frozenset({"exact", "folded", "alias", "type-stripped"})


def size(place: Place | None) -> int:
    """Continents and countries, their divisions, the divisions of these, all else: 0 to 3."""
    kinds = (("L.", "A.PCL"), ("A.ADM1",), ("A.ADM",))
    kind = place.kind if place is not None else ""
    return next((n for n, begins in enumerate(kinds) if kind.startswith(begins)), TOWN)


def called(
    name: str, gazetteer: Gazetteer, *, country: str = "", near: Place | None = None
) -> list[Candidate]:
    """Places of a country, or near a place, that are called by this very name, the best first."""
    at = (near.lon, near.lat) if near is not None else None
    hits = gazetteer.lookup(name, country=country or None, near=at, limit=_MOST)
    return [hit for hit in hits if hit.match in _STRICT]


def is_of(place: Place, land: Place) -> bool:
    """Whether a place is of a land by its country and the names of its divisions."""
    if place.country != land.country or place.kind == land.kind:
        return False
    if land.kind.startswith("A.PCL"):
        return not place.kind.startswith("A.PCL")
    name, outer = fold(land.name), fold(land.admin1)
    if land.kind.startswith("A.ADM1"):
        return fold(place.admin1) == name
    if not land.kind.startswith("A.") or outer not in ("", fold(place.admin1)):
        return False  # of one name there are districts in several provinces
    return name in (fold(place.admin2), fold(f"{place.admin2} District"))


def lies_in(place: Place, around: Place, gazetteer: Gazetteer, *, edge_m: float = EDGE_M) -> bool:
    """Whether a place lies in another, or so near that its point may be meant."""
    if around.kind.startswith("A.PCL"):
        return place.country == around.country
    if place.country != around.country:
        return False
    if size(around) == TOWN:
        return distance_m(place.point, around.point) <= EDGE_M
    if is_of(place, around):
        return True
    area = gazetteer.area(around.place_id)
    return area is None or distance_m(place.point, area) <= edge_m


def is_on_side(place: Place, land: Place, way: Direction, gazetteer: Gazetteer) -> bool:
    """Whether a place lies on a side of the middle of a land, or near it."""
    area = gazetteer.area(land.place_id)
    if area is None or distance_m(place.point, centre(area)) <= EDGE_M:
        return True
    off_deg = abs(float(wrap_deg(bearing_deg(centre(area), place.point) - way.bearing_deg)))
    return off_deg <= _HALF_DEG


def side(land: Place, way: Direction, name: str, gazetteer: Gazetteer) -> Place:
    """The part of a land on one side of its middle, as a place with a radius; else the land."""
    area = gazetteer.area(land.place_id)
    if area is None:
        return land
    wide = replace(way, half_width_deg=_HALF_DEG)
    body = area.intersection(sector(centre(area), wide, near_m=0.0, far_m=_FAR_M))
    if body.is_empty:
        return land
    middle = centre(body)
    x, y = shapely.get_coordinates(body).T
    away_m = GEOD.inv(0 * x + middle.x, 0 * y + middle.y, x, y)[2]
    return Place(
        place_id=told_id(land.place_id, way.word),
        name=name,
        kind=land.kind if land.kind.startswith("A.PCL") else "L.RGN",
        lon=round(middle.x, 6),
        lat=round(middle.y, 6),
        country=land.country,
        admin1=land.name if land.kind == "A.ADM1" else land.admin1,
        uncertainty_m=float(away_m.max()),
        source="the report's own words",
        accuracy=f"the {way.word} of {land.name}",
    )
