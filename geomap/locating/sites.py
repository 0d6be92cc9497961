"""A place as it is measured: its point, its extent, and the parts that the terrain knows."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.model import Gazetteer, Place
from geomap.relations import Spread, centre
from geomap.terrain import (
    Elevation,
    Route,
    Terrain,
    at_sea,
    course,
    downstream,
    named_water,
    outlined,
    upper_band,
)

PART_UNCERTAINTY_M = 3_000.0
"""How far off a mouth or head derived from terrain may be from what people call so."""

_FAR_CORE_M = 3_000.0
_WATERS = ("H.LK", "H.STM", "H.RSV")


@dataclass(frozen=True, kw_only=True, eq=False)
class Site:
    """A place with what is known of its shape; `mouth` and `head` are None where unknown.

    `edge` is true where the border of the area is meant, `drawn` where the area is an outline that
    was drawn by hand.
    """

    name: str
    place: Place
    area: BaseGeometry | None = None
    mouth: Point | None = None
    head: Point | None = None
    edge: bool = False
    drawn: bool = False

    @cached_property
    def middle(self) -> Point:
        """Centre of the area, or the place's point."""
        return centre(self.area) if self.area is not None else self.place.point

    @cached_property
    def extent(self) -> BaseGeometry:
        """Area where known, its outline where the border is meant, else the place's point."""
        if self.edge and self.area is not None:
            return self.area.boundary
        return self.area if self.area is not None else self.place.point

    @cached_property
    def is_line(self) -> bool:
        """Whether it is known as a line: a river."""
        return self.area is not None and not self.area.area

    @cached_property
    def how(self) -> str:
        """How well the place's own extent is known."""
        drawn = "its outline drawn by hand, to about a tenth of its width, and cut to the coast"
        return drawn if self.drawn else self.place.accuracy or "as the gazetteer has it"

    @cached_property
    def spread(self) -> Spread:
        """Middle of the place with the uncertainty of where one would measure from or to."""
        if self.area is not None:
            return Spread(geometry=self.middle)
        return Spread(geometry=self.place.point, uncertainty_m=core_m(self.place))


def core_m(place: Place) -> float:
    """Radius around a place's point within which distances to it are measured, in metres.

    That of the gazetteer, but at most 3 km for a settlement: nobody measures from its far rim.
    """
    if place.kind.startswith("P."):
        return min(place.uncertainty_m, _FAR_CORE_M)
    return place.uncertainty_m


@dataclass(frozen=True, kw_only=True)
class World:
    """What spatial expressions are read against: a gazetteer, and terrain where there is any.

    `data_dir` is where the adjectives of countries are found, None for the shipped ones.
    """

    gazetteer: Gazetteer
    terrain: Terrain | None = None
    data_dir: Path | None = None

    def site(self, place: Place, *, name: str = "", edge: bool = False) -> Site:
        """What is known of a place's shape; `name` is what to call it, `edge` asks for its border.

        The area is the gazetteer's, else that of the terrain's valley, lake or river, which is a
        line, else the outline of a sea, a range or a region.
        """
        return _site(self, place, name or place.name, edge)

    def route(self, a: Point, b: Point) -> Route | None:
        """The way between two points, by road or over the terrain, or None where none is known."""
        return _route(self.terrain, a, b) if self.terrain is not None else None


def _site(world: World, place: Place, name: str, edge: bool) -> Site:
    area = world.gazetteer.area(place.place_id)
    mouth = head = None
    valley = _valley(place, world.terrain)
    if valley is not None:
        area = valley.geometry if area is None else area
        mouth, head = (
            Point(valley.mouth_lon, valley.mouth_lat),
            Point(valley.head_lon, valley.head_lat),
        )
    drawn = False
    if area is None and world.terrain is not None:
        wet = place.kind.startswith(_WATERS)
        area = _water(place) if wet else outlined(place)
        drawn = area is not None and not wet
        mouth = _mouth(area) if area is not None and not area.area else None
    edge = edge and area is not None
    said = f"the border of {name}" if edge else name
    return Site(name=said, place=place, area=area, mouth=mouth, head=head, edge=edge, drawn=drawn)


@lru_cache(maxsize=64)
def _mouth(river: BaseGeometry) -> Point | None:
    """Where a river reaches the sea, None where it ends inland on the map."""
    lines = [course(downstream(part)) for part in shapely.get_parts(river)]
    ends = (Point(line.coords[-1]) for line in lines)
    return next((end for end in ends if at_sea(end)), None)


@lru_cache(maxsize=256)
def _water(place: Place) -> BaseGeometry | None:
    return named_water((place.name, *place.alternates), place.point)


def _valley(place: Place, terrain: Terrain | None) -> Any:
    if terrain is None:
        return None
    own = _valleys(terrain)
    # a province that carries its valley's name: its mouth is the valley's
    other = own.get(f"{place.name} Valley") if place.kind == "A.ADM1" else None
    return own.get(place.place_id, other)


@lru_cache(maxsize=8)
def _valleys(terrain: Terrain) -> dict[str, Any]:
    """Valleys by place id and by name, the first of each."""
    rows = list(terrain.valleys.itertuples())[::-1]
    return {row.name: row for row in rows} | {row.place_id: row for row in rows}


def part_point(where: Site, part: str) -> Point | None:
    """Point of a part that the words select, or None where the part is not known."""
    return {"mouth": where.mouth, "head": where.head}.get(part)


def heights(where: Site, terrain: Terrain | None) -> BaseGeometry | None:
    """Upper third of a place's elevations, or None where area or terrain are lacking."""
    if terrain is None or where.area is None or not terrain.elevation.covers(where.area.bounds):
        return None
    return _band(terrain.elevation, where.area)


@lru_cache(maxsize=64)
def _band(elevation: Elevation, area: Any) -> BaseGeometry:
    return upper_band(elevation, area)


@lru_cache(maxsize=512)
def _route(terrain: Terrain, a: Point, b: Point) -> Route | None:
    return terrain.way(a, b)
