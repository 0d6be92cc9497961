"""A place as people give it: a name with its qualifiers, a coordinate, a point, or a `Place`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import isfinite
from typing import TypeAlias

from shapely import Point

from geomap.discourse import positions
from geomap.errors import InputError, UnknownPlaceError
from geomap.gazetteer import fold
from geomap.locating import Meanings, Pair, cities_first, likeliest, meanings
from geomap.model import Candidate, Gazetteer, Place

Where: TypeAlias = str | Place | Point | Sequence[float]
"""A name ("Paris, Texas"), "LON,LAT" or a coordinate as reports write it, a place, a point, or
longitude and latitude."""

_LONLAT = re.compile(r"\s*([-+]?\d+(?:\.\d+)?)\s*[,;\s]\s*([-+]?\d+(?:\.\d+)?)\s*")


def meant(
    where: Where,
    gazetteer: Gazetteer,
    *,
    country: str | None = None,
    near: tuple[float, float] | None = None,
) -> Meanings:
    """What a place as given may be, at least one: of a name each bearer, else the point given.

    Raises
    ------
    InputError
        If it is none of the forms of `Where`.
    UnknownPlaceError
        If a name, or a qualifier of it, is in no gazetteer that was asked.
    """
    place = given(where)
    if place is not None:
        own = Candidate(place=place, matched=place.name, match="exact", score=1.0)
        return Meanings(ranked=(own,))
    found = meanings(str(where), gazetteer, country=country, near=near)
    if found.unread:
        raise UnknownPlaceError(
            f"expected a country or division behind the comma, got {found.unread[:80]!r}"
        )
    if not found.ranked:
        within = f" in {country}" if country else ""
        raise UnknownPlaceError(
            f"expected a place that the gazetteer knows{within}, got {str(where)[:80]!r}"
        )
    return _without_own_division(cities_first(str(where), found))


def _without_own_division(found: Meanings) -> Meanings:
    """Meanings without the divisions called as their city is: one measures from the city."""
    first = found.ranked[0].place
    if not first.kind.startswith("P."):
        return found
    kept = (
        item
        for item in found.ranked
        if not (item.place.kind.startswith("A.ADM") and item.place.country == first.country)
    )
    return replace(found, ranked=tuple(kept))


def given(where: Where) -> Place | None:
    """The place that needs no gazetteer: a place, a point or a coordinate; None for a name."""
    if isinstance(where, Place):
        return where
    if isinstance(where, str):
        written = _LONLAT.fullmatch(where)
        return _at(where.strip(), written.groups()) if written else _position(where.strip())
    if isinstance(where, Point) and not where.is_empty:
        return _at(f"{where.x:g}, {where.y:g}", (where.x, where.y))
    try:
        lon, lat = where
        return _at(f"{float(lon):g}, {float(lat):g}", (lon, lat))
    except (TypeError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            "expected a name, a place, a point, or longitude and latitude, "
            f"got {type(where).__name__} {str(where)[:60]!r}"
        ) from None


def _position(text: str) -> Place | None:
    """The place of a coordinate in any form that reports have: "34°31'N 69°10'E", a map link."""
    found = positions.find(text)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)):
        return None
    one = found[0]
    if one.needs_place or one.repeat_deg:
        return None
    point = _at(text, (one.readings[0].lon, one.readings[0].lat))
    return replace(point, uncertainty_m=one.uncertainty_m)


def _at(name: str, lonlat: Sequence[str | float]) -> Place:
    lon, lat = (float(value) for value in lonlat)
    if not (isfinite(lon) and isfinite(lat)):
        raise InputError(f"expected longitude and latitude, got {name}")
    return Place(place_id="", name=name, kind="", lon=lon, lat=lat, uncertainty_m=0.0)


def both(
    origin: Where,
    target: Where,
    gazetteer: Gazetteer,
    *,
    country: str | None = None,
    near: tuple[float, float] | None = None,
) -> Pair:
    """Two places read together: of the places of their names those that are likely and close.

    Raises
    ------
    InputError, UnknownPlaceError
        As `meant` does; also where what was only found by its sound lies far from the other.
    """
    ones, twos = (meant(end, gazetteer, country=country, near=near) for end in (origin, target))
    one, two = ones.ranked[0], twos.ranked[0]
    once = given(origin) or given(target) or fold(str(origin)) == fold(str(target))
    if once and one.place == two.place:
        return Pair(one=one, two=two)
    found = likeliest(ones, twos)
    if found is not None:
        return found
    if one.place == two.place:
        return Pair(one=one, two=two)
    raise UnknownPlaceError(f"expected two known places, got {origin!s:.80} and {target!s:.80}")
