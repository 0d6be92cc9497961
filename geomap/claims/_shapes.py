"""Areas of `locate` that are told from a single place."""

from dataclasses import replace

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.claims._across import beyond
from geomap.claims._anchors import Asked
from geomap.claims._areas import AREAS, around, inside, side, towards
from geomap.claims._countries import WHOLE_RING, sea_side
from geomap.claims._distance import DRAWN_M
from geomap.claims._find import Expression
from geomap.claims._quantity import Path, Quantity
from geomap.claims._site import PART_UNCERTAINTY_M, Site, core_m, heights, part_point
from geomap.errors import InputError
from geomap.relations import GEOD, Direction, centre, disc, nearer, sector, widen

_FAR_M = 50_000.0
_SMALL = 10.0
_ROUNDED_DEG = 0.3
"""What catalogues lose of a bearing by rounding coordinates before they name its sixteenth."""

_SAID = {
    "near": "Near",
    "outskirts": "The outskirts of",
    "inside": "Inside",
    "deep": "Deep inside",
    "centre": "The centre of",
    "offshore": "Off the coast of",
}

Shape = tuple[BaseGeometry, Point | None, str]
"""An area, its likeliest point where it has one, and how it was made."""


def shaped(found: Expression, anchor: Site, asked: Asked) -> Shape:
    """Area that an expression selects around or inside a place."""
    if found.quantity is not None and found.kind == "distance":
        return _at_sea(found, _offset(anchor, found.quantity, found.way), asked)
    if found.kind == "direction" and found.way is not None:
        area = sector(anchor.extent, found.way, near_m=0.0, far_m=_FAR_M)
        return area, None, f"{found.way.word.capitalize()} of {anchor.name}, drawn to 50 km."
    if found.kind == "part of" and found.way is not None:
        which = f"The {found.way.word}{_part_said(found.tag)} of {anchor.name}."
        return side(anchor, found.way, found.tag), None, which
    if found.kind == "across":
        area, lacking = beyond(found.tag, anchor, asked.gazetteer)
        return area, None, f"Near {anchor.name}, across the {found.tag}. {lacking}".strip()
    if found.kind.startswith("part"):
        return _part(found.tag, anchor, asked)
    area = towards(AREAS[found.kind](anchor), anchor, found.way)
    which = f"{found.way.word} of it, " if found.way is not None else ""
    return _at_sea(
        found, (area, None, f"{_SAID[found.kind]} {anchor.name}, {which}as an area."), asked
    )


def _part_said(tag: str) -> str:
    return {"half": " half", "far": " far out"}.get(tag, "")


def _at_sea(found: Expression, shape: Shape, asked: Asked) -> Shape:
    """Shape kept to the sea where the words speak of a coast."""
    if found.tag != "sea" and found.kind != "offshore":
        return shape
    sea = sea_side(shape[0], asked.gazetteer)
    if sea is None:
        return shape[0], shape[1], f"{shape[2]} {WHOLE_RING}"
    point = shape[1] if shape[1] is not None and sea.covers(shape[1]) else None
    return sea, point, f"{shape[2]} Only the sea is kept."


def inside_by(
    quantity: Quantity, anchor: Site, border: Site | None
) -> tuple[BaseGeometry, Point | None, str]:
    """So far inside a place from its border, or from the border with a neighbour."""
    body = inside(anchor)
    line = border.extent if border is not None else shapely.boundary(body)
    band = widen(line, quantity.high_m).intersection(body)
    if quantity.low_m > 0:
        band = band.difference(widen(line, quantity.low_m))
    if band.is_empty:
        return body, None, f"Inside {anchor.name}, which does not reach that far in."
    off = border.name if border is not None else "its border"
    return band, None, f"Inside {anchor.name}, {_open_km(quantity)} from {off}."


def _open_km(quantity: Quantity) -> str:
    return f"{quantity.low_m / 1000:.1f} to {quantity.high_m / 1000:.1f} km"


def _offset(anchor: Site, quantity: Quantity, way: Direction | None) -> Shape:
    """The sector-annulus, from the place's point, or from its edge where it has an area."""
    settlement = anchor.place.kind.startswith("P.") or anchor.area is None
    if quantity.high_m > DRAWN_M:
        raise InputError(
            f"expected a distance up to 5,000 km, got {quantity.value} {quantity.unit}"
        )
    low_m, far_m = quantity.low_m, max(quantity.high_m, quantity.low_m + 1)
    why = f"{quantity.value} {quantity.unit} leaves {_open_km(quantity)} open, measured from "
    if anchor.area is not None and (anchor.edge or anchor.area.area == 0):
        band = widen(anchor.extent, far_m)
        band = band.difference(widen(anchor.extent, low_m)) if low_m > 0 else band
        return band, None, f"{why}{anchor.name}, on either side."
    start = anchor.place.point if settlement else anchor.area
    if way is not None and quantity.path is Path.STRAIGHT:
        way = replace(way, half_width_deg=way.half_width_deg + _ROUNDED_DEG)
    extent_m = _extent_m(anchor, quantity) if settlement else 0.0
    area = sector(start, way, near_m=low_m, far_m=far_m, extent_m=extent_m)
    why += f"the {'extent' if extent_m or not settlement else 'point'} of {anchor.name}"
    if way is None:
        return area, anchor.place.point, f"{why}, in any direction."
    middle = centre(start)
    lon, lat, _ = GEOD.fwd(middle.x, middle.y, way.bearing_deg, (low_m + quantity.high_m) / 2)
    why = f"{why}, {way.word} to within {way.half_width_deg:.1f} degrees."
    return area, Point(lon, lat) if settlement else None, why


def _extent_m(anchor: Site, quantity: Quantity) -> float:
    """Radius of a town that a small figure starts at; catalogues start at the town's point."""
    radius_m = core_m(anchor.place)
    finer = (quantity.high_m - quantity.low_m) / 2 < radius_m
    small = quantity.best_m < _SMALL * radius_m
    return radius_m if finer and small and quantity.path is not Path.STRAIGHT else 0.0


def _part(part: str, anchor: Site, asked: Asked) -> Shape:
    point = part_point(anchor, part)
    if point is not None:
        area = disc(point, 2 * PART_UNCERTAINTY_M)
        return area, point, f"The {part} of {anchor.name} as derived from the terrain."
    ends = {"upper": (anchor.head, anchor.mouth), "lower": (anchor.mouth, anchor.head)}
    near, far = ends.get(part, (None, None))
    if near is not None and far is not None:
        area = inside(anchor).intersection(nearer(near, far))
        return area, None, f"The {part} half of {anchor.name}, by its mouth and head."
    band = heights(anchor, asked.terrain) if part == "heights" else None
    if band is not None:
        return band, None, f"The upper third of the elevations of {anchor.name}."
    if part == "heights" and anchor.area is None:
        return around(anchor), None, f"Around {anchor.name}: which land there is high is not known."
    return inside(anchor), None, f"The whole of {anchor.name}: its {part} is not known."
