"""Areas of expressions: what their words select around, inside or between the sites they name.

Each function serves the kinds whose row names it; it takes the expression, its sites and the world,
and gives a `Shape`.
"""

from dataclasses import replace
from typing import NamedTuple

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.errors import InputError
from geomap.expressions import KINDS, Expression, Path, Quantity, functions_of
from geomap.locating.areas import (
    around,
    bank,
    beyond,
    down_or_up,
    inside,
    side,
    stretch,
    towards,
)
from geomap.locating.countries import WHOLE_RING, sea_side
from geomap.locating.sites import (
    PART_UNCERTAINTY_M,
    Site,
    World,
    core_m,
    heights,
    part_point,
)
from geomap.relations import GEOD, Direction, between, centre, corridor, disc, nearer, sector, widen

DRAWN_M = 5_000_000.0
"""Farther offsets are not drawn."""

_FAR_M = 50_000.0
_SMALL = 10.0
_HANDS = frozenset({"left", "right"})
_WINDING = 1.5
"""How much longer a river's course may be than the straight line that was measured."""

_ROUNDED_DEG = 0.3
"""What catalogues lose of a bearing by rounding coordinates before they name its sixteenth."""

_HOW_FAR_OUT = {"half": " half", "far": " far out"}
_AREAS = functions_of("geomap.locating", "area")

Sites = tuple[Site, ...]


class Shape(NamedTuple):
    """An area in EPSG:4326, its likeliest point where it has one, and how it was made."""

    area: BaseGeometry
    point: Point | None
    why: str


def around_one(found: Expression, sites: Sites, world: World) -> Shape:
    """Near, inside, off the coast of P: the area that the row names, on the side that is said."""
    anchor, kind = sites[0], KINDS[found.kind]
    if found.tag in _HANDS and anchor.is_line:
        area, which = bank(anchor, found.tag), f"on its {found.tag} as it flows, "
    else:
        area = towards(_AREAS[kind.name](anchor), anchor, found.way)
        which = f"{found.way.word} of it, " if found.way is not None else ""
    why = f"{kind.sentence} {anchor.name}, {which}as an area."
    return _at_sea(found, Shape(area, None, why), world)


def along_river(found: Expression, sites: Sites, _: World) -> Shape:
    """D km upstream of P, or upstream of it up to 50 km: along the river that runs by it."""
    anchor, quantity = sites[0], found.quantity
    reach_m = (0.0, _FAR_M) if quantity is None else (quantity.low_m, _WINDING * quantity.high_m)
    area = down_or_up(anchor, found.tag, reach_m)
    if area is None:
        return Shape(around(anchor), None, f"No river is known at {anchor.name}: near it.")
    far = f"{reach_m[0] / 1000:.0f} to {reach_m[1] / 1000:.0f} km along the river"
    why = f"{found.tag.capitalize()} of {anchor.name}, {far}, 5 km to either side."
    return Shape(area, None, why)


def towards_way(found: Expression, sites: Sites, _: World) -> Shape:
    """North of P: the cone from its extent, drawn to 50 km."""
    way, anchor = _way(found), sites[0]
    area = sector(anchor.extent, way, near_m=0.0, far_m=_FAR_M)
    return Shape(area, None, f"{way.word.capitalize()} of {anchor.name}, drawn to 50 km.")


def part_of(found: Expression, sites: Sites, _: World) -> Shape:
    """In the north of P, the northern half of P: P's land on that side of its centre."""
    way, anchor = _way(found), sites[0]
    why = f"The {way.word}{_HOW_FAR_OUT.get(found.tag, '')} of {anchor.name}."
    return Shape(side(anchor, way, found.tag), None, why)


def across(found: Expression, sites: Sites, world: World) -> Shape:
    """Across the border or the river from P."""
    area, lacking = beyond(found.tag, sites[0], world.gazetteer)
    why = f"Near {sites[0].name}, across the {found.tag}. {lacking}".strip()
    return Shape(area, None, why)


def closer(_: Expression, sites: Sites, __: World) -> Shape:
    """Closer to A than to B."""
    first, second = sites
    why = f"Closer to {first.name}, and no farther from it than the two lie apart."
    return Shape(nearer(first.middle, second.middle), None, why)


def between_two(found: Expression, sites: Sites, _: World) -> Shape:
    """Between A and B, halfway between them, a third of the way from A to B."""
    part = stretch(found.tag)
    area = between(sites[0].middle, sites[1].middle, stretch=part)
    why = "Where both places lie at least 120 degrees apart"
    why += f", {part[0]:.0%} to {part[1]:.0%} of the way." if part != (0.0, 1.0) else "."
    return Shape(area, None, why)


def along_road(_: Expression, sites: Sites, world: World) -> Shape:
    """On the road from A to B: along the way that the terrain knows, else the straight line."""
    first, second = sites
    way = world.route(first.middle, second.middle)
    area = corridor(first.middle, second.middle, way=way.line if way else None)
    return Shape(area, None, f"Along the {way.method if way else 'straight line, not the road'}.")


def part(found: Expression, sites: Sites, world: World) -> Shape:
    """The mouth, the head, the heights, the upper or lower half of P."""
    anchor, which = sites[0], found.tag
    if (point := part_point(anchor, which)) is not None:
        area = disc(point, 2 * PART_UNCERTAINTY_M)
        how = "as the map draws it" if anchor.is_line else "as derived from the terrain"
        return Shape(area, point, f"The {which} of {anchor.name} {how}.")
    ends = {"upper": (anchor.head, anchor.mouth), "lower": (anchor.mouth, anchor.head)}
    near, far = ends.get(which, (None, None))
    if near is not None and far is not None:
        area = inside(anchor).intersection(nearer(near, far))
        return Shape(area, None, f"The {which} half of {anchor.name}, by its mouth and head.")
    return _heights(anchor, world) if which == "heights" else _whole(anchor, which)


def _heights(anchor: Site, world: World) -> Shape:
    if (band := heights(anchor, world.terrain)) is not None:
        return Shape(band, None, f"The upper third of the elevations of {anchor.name}.")
    if anchor.area is not None:
        return _whole(anchor, "heights")
    why = f"Around {anchor.name}: which land there is high is not known."
    return Shape(around(anchor), None, why)


def _whole(anchor: Site, part: str) -> Shape:
    return Shape(inside(anchor), None, f"The whole of {anchor.name}: its {part} is not known.")


def inside_by(found: Expression, sites: Sites, _: World) -> Shape:
    """So far inside a place from its border, or from the border that is named with it."""
    anchor, *border = sites
    quantity, body = _quantity(found), inside(anchor)
    line = border[0].extent if border else shapely.boundary(body)
    band = widen(line, quantity.high_m).intersection(body)
    if quantity.low_m > 0:
        band = band.difference(widen(line, quantity.low_m))
    if band.is_empty:
        return Shape(body, None, f"Inside {anchor.name}, which does not reach that far in.")
    off = border[0].name if border else "its border"
    return Shape(band, None, f"Inside {anchor.name}, {_open_km(quantity)} from {off}.")


def offset(found: Expression, sites: Sites, world: World) -> Shape:
    """The sector-annulus of "D km DIR of P", or a band along a border."""
    quantity = _quantity(found)
    if quantity.high_m > DRAWN_M:
        raise InputError(
            f"expected a distance up to 5,000 km, got {quantity.value} {quantity.unit}"
        )
    anchor = sites[0]
    line = anchor.area is not None and (anchor.edge or anchor.area.area == 0)
    shape = _along_line(anchor, quantity) if line else _sector(anchor, quantity, found.way)
    return _at_sea(found, shape, world)


def _said_m(quantity: Quantity) -> tuple[float, float, str]:
    """Least and greatest distance, and the beginning of how the area was made."""
    why = f"{quantity.value} {quantity.unit} leaves {_open_km(quantity)} open, measured from "
    return quantity.low_m, max(quantity.high_m, quantity.low_m + 1), why


def _along_line(anchor: Site, quantity: Quantity) -> Shape:
    low_m, far_m, why = _said_m(quantity)
    band = widen(anchor.extent, far_m)
    band = band.difference(widen(anchor.extent, low_m)) if low_m > 0 else band
    return Shape(band, None, f"{why}{anchor.name}, on either side.")


def _sector(anchor: Site, quantity: Quantity, way: Direction | None) -> Shape:
    """Measured from the place's point, or from its edge where it has an area."""
    low_m, far_m, why = _said_m(quantity)
    settlement = anchor.place.kind.startswith("P.") or anchor.area is None
    start = anchor.place.point if settlement else anchor.area
    if way is not None and quantity.path is Path.STRAIGHT:
        way = replace(way, half_width_deg=way.half_width_deg + _ROUNDED_DEG)
    extent_m = _extent_m(anchor, quantity) if settlement else 0.0
    area = sector(start, way, near_m=low_m, far_m=far_m, extent_m=extent_m)
    why += f"the {'extent' if extent_m or not settlement else 'point'} of {anchor.name}"
    if way is None:
        return Shape(area, anchor.place.point, f"{why}, in any direction.")
    middle = centre(start)
    lon, lat, _ = GEOD.fwd(middle.x, middle.y, way.bearing_deg, (low_m + quantity.high_m) / 2)
    why = f"{why}, {way.word} to within {way.half_width_deg:.1f} degrees."
    return Shape(area, Point(lon, lat) if settlement else None, why)


def _extent_m(anchor: Site, quantity: Quantity) -> float:
    """Radius of a town that a small figure starts at; catalogues start at the town's point."""
    radius_m = core_m(anchor.place)
    finer = (quantity.high_m - quantity.low_m) / 2 < radius_m
    small = quantity.best_m < _SMALL * radius_m
    return radius_m if finer and small and quantity.path is not Path.STRAIGHT else 0.0


def _at_sea(found: Expression, shape: Shape, world: World) -> Shape:
    """Shape kept to the sea where the words speak of a coast."""
    if found.tag != "sea":
        return shape
    sea = sea_side(shape.area, world.gazetteer)
    if sea is None:
        return shape._replace(why=f"{shape.why} {WHOLE_RING}")
    point = shape.point if shape.point is not None and sea.covers(shape.point) else None
    return Shape(sea, point, f"{shape.why} Only the sea is kept.")


def _open_km(quantity: Quantity) -> str:
    return f"{quantity.low_m / 1000:.1f} to {quantity.high_m / 1000:.1f} km"


def _way(found: Expression) -> Direction:
    """Direction of a kind that always has one."""
    if found.way is None:
        raise InputError(f"expected a direction in an expression of kind {found.kind!r}")
    return found.way


def _quantity(found: Expression) -> Quantity:
    """Distance of a kind that always has one."""
    if found.quantity is None:
        raise InputError(f"expected a distance in an expression of kind {found.kind!r}")
    return found.quantity
