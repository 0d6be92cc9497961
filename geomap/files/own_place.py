"""Own rows held against the country and the place that they name themselves; nothing is moved.

Latitude and longitude in each other's columns, or a minus that got lost, put an event in another
country, where its map would be believed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.errors import InputError
from geomap.model import Gazetteer, Loss, Place
from geomap.relations import distance_m

_OUTSIDE_DEG = 0.3
"""How far beyond a country's drawn border a point is outside it: borders here are coarse."""
_FAR_OUTSIDE_DEG = 5.0
"""From how far on that is said by itself; a border in dispute, or a ship, lies closer."""
_AT_KM, _AWAY_KM = 25.0, 75.0
_AS_NAMED = ("exact", "folded", "alias", "type-stripped")
_CHANGES: Mapping[str, Callable[[Any, Any], tuple[Any, Any]]] = {
    "with latitude and longitude exchanged": lambda x, y: (y, x),
    "with the other sign before its longitude": lambda x, y: (-x, y),
    "with the other sign before its latitude": lambda x, y: (x, -y),
}


class Named(NamedTuple):
    """Rows, by position, with one point that name one place and one country, "" for none."""

    x: float
    y: float
    place: str
    country: str
    rows: Sequence[int]

    @property
    def point(self) -> Point:
        """Where the rows lie, in longitude and latitude."""
        return Point(self.x, self.y)


class _Doubt(NamedTuple):
    """A row in doubt, the slip that would explain it, and what speaks against its point."""

    row: Named
    change: str
    against: str


def doubts(
    rows: Iterable[Named], at: Callable[[int], str], gazetteer: Gazetteer, *, file: str
) -> Iterator[Loss]:
    """What of rows their own place or country contradicts, one loss for those of one kind.

    Parameters
    ----------
    rows
        Rows with a point in longitude and latitude.
    at
        Where in the file the row of a position stands, in words.
    gazetteer
        Where their places and countries are looked up; what it does not know is not held.
    file
        What the losses name.
    """
    ground = _Ground(gazetteer)
    found: dict[str, list[_Doubt]] = {}
    for row in sorted(_possible(rows, ground), key=lambda row: row.rows[0]):
        if (doubt := _doubt(row, ground)) is not None:
            found.setdefault(doubt.change, []).append(doubt)
    for alike in found.values():
        parts = tuple(at(row) for row in sorted(row for one in alike for row in one.row.rows))
        first = alike[0]
        kept = "kept as it stands: it" if len(parts) == 1 else "kept as they stand: the first"
        there = ground.at(first.row.point)
        lies = "lies" if there is None else f"lies in {there.name},"
        why = f"{kept} {lies} {first.against}"
        yield Loss(what="place", where=file, parts=parts, why=why)


def _possible(rows: Iterable[Named], ground: "_Ground") -> Iterator[Named]:
    """Rows but those that lie in the country that they name, or near it, where no slip would."""
    for country, found in groupby(sorted(rows, key=lambda row: row.country), lambda r: r.country):
        alike = list(found)
        land = ground.country(country)[1] if country else None
        if land is None:
            yield from alike
            continue
        x, y = np.array([(row.x, row.y) for row in alike]).T
        ends = [change(x, y) for change in _CHANGES.values()]
        doubted = np.any([shapely.intersects_xy(land, *end) for end in ends], axis=0)
        off = ~shapely.intersects_xy(land, x, y)
        doubted[off] |= shapely.distance(land, shapely.points(x[off], y[off])) >= _FAR_OUTSIDE_DEG
        yield from (alike[at] for at in np.flatnonzero(doubted))


class _Ground:
    """Countries and places that rows name, each looked up once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.country = cache(self._country)
        self.places = cache(self._places)

    def _country(self, said: str) -> tuple[Place | None, BaseGeometry | None]:
        from geomap.locating import country, country_code  # needs all that reads texts

        try:
            found = country(country_code(said, self._gazetteer), self._gazetteer)
        except InputError:
            found = None
        land = None if found is None else self._gazetteer.area(found.place_id)
        shapely.prepare(land)
        return found, land

    def _places(self, name: str, code: str | None) -> list[Place]:
        found = self._gazetteer.lookup(name, country=code, limit=60) if name else []
        return [one.place for one in found if one.match in _AS_NAMED]

    def at(self, point: Point) -> Place | None:
        """The country whose land a point lies on."""
        near = self._gazetteer.places_within(_around(point.x, point.y))
        lands = (self.country(code) for code in near["country"].unique() if code)
        return next((land for land, area in lands if area and area.covers(point)), None)


def _doubt(row: Named, ground: _Ground) -> _Doubt | None:
    """What a row's own place and country say against its point, or None."""
    home, land = ground.country(row.country) if row.country else (None, None)
    beyond = _beyond_deg(land, row.point)
    changed = _changed(row.point, land)
    if not changed and beyond < _FAR_OUTSIDE_DEG:
        return None
    places = ground.places(row.place, home and home.country)
    km = min((_away_km(place, row.point) for place in places), default=0.0)
    would = next((how for how, point in changed.items() if _fits(places, point)), "")
    if not _is_doubted(beyond, km, would):
        return None
    land_name = home.name if home else ""
    against = _against(row.place, km, land_name if beyond > _OUTSIDE_DEG else "")
    be = f"be {row.place}" if places else f"lie in {land_name}"
    return _Doubt(row, would, f"{against}; {would} it would {be}" if would else against)


def _is_doubted(beyond: float, km: float, would: str) -> bool:
    """Whether a point is doubted: far outside its country, or less far where a slip explains it."""
    if not would:
        return beyond >= _FAR_OUTSIDE_DEG
    return beyond > _OUTSIDE_DEG or km >= _AWAY_KM


def _beyond_deg(land: BaseGeometry | None, point: Point) -> float:
    """How far a point lies beyond a country; not at all where its land is not known."""
    return 0.0 if land is None or _on(land, point) else float(land.distance(point))


def _against(place: str, km: float, outside: str) -> str:
    """What speaks against a row's point: how far it is from its place, and what it lies outside."""
    far = f"{_rounded(km)} km from {place}" if km else ""
    beyond = f"outside {outside}" if outside else ""
    return f"{' and '.join(filter(None, (far, beyond)))}, which the row names"


def _changed(point: Point, land: BaseGeometry | None) -> dict[str, Point]:
    """Where a point would be by each slip that may have been made, if that is in the country."""
    ends = {how: change(point.x, point.y) for how, change in _CHANGES.items()}
    return {
        how: Point(x, y)
        for how, (x, y) in ends.items()
        if abs(x) <= 180 and abs(y) <= 90 and (land is None or _on(land, Point(x, y)))
    }


def _fits(places: list[Place], point: Point) -> bool:
    """Whether a place of the row's name is there; nothing speaks against one that nobody knows."""
    return not places or any(_away_km(place, point) <= _AT_KM for place in places)


def _away_km(place: Place, point: Point) -> float:
    """Distance beyond the circle in which the named thing lies."""
    return max(0.0, distance_m(place.point, point) - place.uncertainty_m) / 1000


def _on(land: BaseGeometry, point: Point) -> bool:
    return bool(shapely.intersects_xy(land, point.x, point.y))


def _around(x: float, y: float) -> tuple[float, float, float, float]:
    return max(-180.0, x - 2), max(-90.0, y - 2), min(180.0, x + 2), min(90.0, y + 2)


def _rounded(km: float) -> str:
    step = 100 if km >= 1000 else 10
    return f"{round(km / step) * step:,}"
