"""One expression of place to an area: "33 km S of Jurm, Afghanistan", "between A and B"."""

import re
from dataclasses import replace

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.claims._anchors import anchored, pair, read_as
from geomap.claims._areas import AREAS, inside, side
from geomap.claims._distance import DRAWN_M
from geomap.claims._find import HALF_TURN_M, Expression, find
from geomap.claims._located import Located, located
from geomap.claims._naming import Choice
from geomap.claims._quantity import Path, Quantity
from geomap.claims._site import PART_UNCERTAINTY_M, Site, heights, part_point, route, site
from geomap.claims._story import Named
from geomap.errors import InputError
from geomap.model import Gazetteer
from geomap.relations import (
    GEOD,
    Direction,
    adjacencies,
    between,
    centre,
    corridor,
    disc,
    sector,
    widen,
)
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Terrain

_FAR_M = 50_000.0
_ROUNDED_DEG = 0.3
"""What catalogues lose of a bearing by rounding coordinates before they name its sixteenth."""
_SAID = {
    "near": "Near",
    "outskirts": "The outskirts of",
    "inside": "Inside",
    "deep": "Deep inside",
}
_BORDER = re.compile(
    r"^(?:(?:along|on|at|near)\s+)?(?:the\s+)?(?:shared\s+)?(?:border|frontier|boundary)"
    r"(?:\s+(?:region|area|zone))?\s+(?:between|of)\s+(?=.*\s(?:and|with)\s)",
    re.I,
)
_BORDER_M = 5_000.0
_TOLERANCES_M = (500.0, 2_000.0, 5_000.0)
_ORDER = (
    "distance", "inside by", "road", "between", "part", "part of", "direction", "outskirts", "deep",
    "near", "inside", "part before",
)  # fmt: skip


def locate(
    text: str,
    gazetteer: Gazetteer,
    *,
    terrain: Terrain | None = None,
    settings: Settings = OFFLINE,
) -> Located:
    """Area that an expression of place means.

    Parameters
    ----------
    text
        "33 km S of Jurm, Afghanistan", "about 80 km north of Kabul", "near Bazarak", "between A
        and B", "on the road from A to B", "the mouth of the Panjshir Valley", or a name.
    gazetteer
        Where names are looked up.
    terrain
        Gives mouths, heads, heights and ways; without it the whole place stands in for a part.

    Raises
    ------
    InputError
        If the text is empty or names a single place twice.
    UnknownPlaceError
        If a name is in no gazetteer that was asked.

    Examples
    --------
    >>> from geomap.gazetteer import open_gazetteer
    >>> found = locate("33 km S of Jurm, Afghanistan", open_gazetteer())
    >>> found.relation, found.places, round(found.lat, 1)
    ('distance', ('Jurm',), 36.6)
    """
    del settings
    said = " ".join(text.replace("’", "'").split())
    if not said:
        raise InputError("expected an expression of place, got an empty text")
    if (border := _BORDER.match(said)) is not None:
        return _of_border(text, said[border.end() :], gazetteer, terrain)
    found = _expression(said)
    if found is None:
        return _whole(text, said, gazetteer, terrain)
    if found.kind in {"between", "road"}:
        return _of_two(text, said, found, gazetteer, terrain)
    name = said[found.at :] if found.kind != "part before" else said[: found.start]
    anchor, choice = anchored(name, gazetteer, terrain)
    area, point, why = _shape(found, anchor, terrain)
    others = list(choice.ranked[1:])
    why += read_as(name, choice)
    if found.kind == "distance" and len(choice.same) > 1:
        area, why = _each(found, choice, gazetteer, terrain, why)
    return located(
        text,
        found.kind.removesuffix(" before"),
        (anchor,),
        area,
        point=point,
        others=others,
        why=why,
    )


def _expression(said: str) -> Expression | None:
    """The expression that rules a text: the earliest, of those that begin together the stronger."""
    for item in find(said):
        if item.quantity is not None and item.quantity.best_m > HALF_TURN_M:
            raise InputError(
                f"expected a distance that fits on the Earth, got {item.quantity.value} "
                f"{item.quantity.unit}"
            )
    known = [item for item in find(said) if item.kind in _ORDER and item.at <= len(said)]
    known = [item for item in known if said[item.at :].strip() or item.kind == "part before"]
    return min(known, key=lambda item: (item.start, _ORDER.index(item.kind)), default=None)


def _each(
    found: Expression, choice: Choice, gazetteer: Gazetteer, terrain: Terrain | None, why: str
) -> tuple[BaseGeometry, str]:
    """Areas around every place of the name, where the text does not tell them apart."""
    areas = []
    for item in choice.same:
        where = site(Named(text=item.place.name, place=item.place), gazetteer, terrain)
        if where is not None:
            areas.append(_shape(found, where, terrain)[0])
    count = f"{len(areas)} places of this name fit the text; each is drawn, the likeliest first."
    return shapely.union_all(areas), f"{why} {count}"


def _shape(
    found: Expression, anchor: Site, terrain: Terrain | None
) -> tuple[BaseGeometry, Point | None, str]:
    if found.quantity is not None and found.kind == "distance":
        return _offset(anchor, found.quantity, found.way)
    if found.kind == "inside by" and found.quantity is not None:
        rim = AREAS["inside"](anchor)
        return rim, None, f"Inside {anchor.name}; how far in is not drawn."
    if found.kind == "direction" and found.way is not None:
        area = sector(anchor.extent, found.way, near_m=0.0, far_m=_FAR_M)
        return area, None, f"{found.way.word.capitalize()} of {anchor.name}, drawn to 50 km."
    if found.kind == "part of" and found.way is not None:
        return side(anchor, found.way), None, f"The {found.way.word} of {anchor.name}."
    if found.kind.startswith("part"):
        return _part(found.tag, anchor, terrain)
    return AREAS[found.kind](anchor), None, f"{_SAID[found.kind]} {anchor.name}, as an area."


def _offset(
    anchor: Site, quantity: Quantity, way: Direction | None
) -> tuple[BaseGeometry, Point | None, str]:
    """The sector-annulus, from the place's point, or from its edge where it has an area."""
    settlement = anchor.place.kind.startswith("P.") or anchor.area is None
    if quantity.high_m > DRAWN_M:
        raise InputError(
            f"expected a distance up to 5,000 km, got {quantity.value} {quantity.unit}"
        )
    start = anchor.place.point if settlement else anchor.area
    if way is not None and quantity.path is Path.STRAIGHT:
        way = replace(way, half_width_deg=way.half_width_deg + _ROUNDED_DEG)
    area = sector(start, way, near_m=quantity.low_m, far_m=max(quantity.high_m, quantity.low_m + 1))
    why = (
        f"{quantity.value} {quantity.unit} leaves {quantity.low_m / 1000:.1f} to "
        f"{quantity.high_m / 1000:.1f} km open, measured from the "
        f"{'point' if settlement else 'area'} of {anchor.name}"
    )
    if way is None:
        return area, anchor.place.point, f"{why}, in any direction."
    middle = centre(start)
    reach = (quantity.low_m + quantity.high_m) / 2
    lon, lat, _ = GEOD.fwd(middle.x, middle.y, way.bearing_deg, reach)
    why = f"{why}, {way.word} to within {way.half_width_deg:.1f} degrees."
    return area, Point(lon, lat) if settlement else None, why


def _part(
    part: str, anchor: Site, terrain: Terrain | None
) -> tuple[BaseGeometry, Point | None, str]:
    point = part_point(anchor, part)
    if point is not None:
        area = disc(point, 2 * PART_UNCERTAINTY_M)
        return area, point, f"The {part} of {anchor.name} as derived from the terrain."
    band = heights(anchor, terrain) if part == "heights" else None
    if band is not None:
        return band, None, f"The upper third of the elevations of {anchor.name}."
    return inside(anchor), None, f"The whole of {anchor.name}: its {part} is not known."


def _whole(text: str, said: str, gazetteer: Gazetteer, terrain: Terrain | None) -> Located:
    anchor, choice = anchored(said, gazetteer, terrain)
    others = list(choice.ranked[1:])
    point = anchor.place.point if anchor.area is None else None
    why = f"{anchor.name} itself, {anchor.place.accuracy or 'as the gazetteer has it'}."
    why += read_as(said, choice)
    return located(text, "place", (anchor,), inside(anchor), point=point, others=others, why=why)


def _of_border(text: str, names: str, gazetteer: Gazetteer, terrain: Terrain | None) -> Located:
    """Along the border between A and B: the border that they share, 5 km to either side."""
    first, second, others, read = pair(names, gazetteer, terrain)
    if first.area is None or second.area is None:
        lacking = first.name if first.area is None else second.name
        raise InputError(f"expected two areas with a border, no area is known of {lacking}")
    meeting = [
        m
        for m in adjacencies(first.area, second.area, tolerances_m=_TOLERANCES_M)
        if m.shared_m > 0
    ]
    if not meeting:
        raise InputError(f"expected neighbours, {first.name} and {second.name} share no border")
    shared = meeting[-1]
    area = widen(shared.geometry, _BORDER_M)
    why = (
        f"{shared.shared_m / 1000:.0f} km of border between {first.name} and {second.name}, "
        f"5 km to either side.{read}"
    )
    return located(text, "border", (first, second), area, point=None, others=others, why=why)


def _of_two(
    text: str, said: str, found: Expression, gazetteer: Gazetteer, terrain: Terrain | None
) -> Located:
    first, second, others, read = pair(said[found.at :], gazetteer, terrain)
    if found.kind == "between":
        area = between(first.middle, second.middle)
        why = "Where both places lie at least 120 degrees apart."
    else:
        way = route(terrain, first.middle, second.middle) if terrain is not None else None
        area = corridor(first.middle, second.middle, way=way.line if way else None)
        why = f"Along the {way.method if way else 'straight line, not the road'}."
    return located(
        text, found.kind, (first, second), area, point=None, others=others, why=why + read
    )
