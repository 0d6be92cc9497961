"""Names and distances on their own, without a report."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import isnan
from typing import Any

import geopandas as gpd

from geomap import display, locating, relations
from geomap.gazetteer import open_gazetteer
from geomap.model import CRS, Candidate, Gazetteer, Place
from geomap.pipeline.ends import Where, both, meant
from geomap.pipeline.guesses import guessed
from geomap.pipeline.online import chain
from geomap.settings import OFFLINE, Settings

_GEOCODED = (
    "query",
    "rank",
    "place_id",
    "name",
    "kind",
    "country",
    "admin1",
    "population",
    "score",
    "match",
    "has_area",
    "uncertainty_m",
    "source",
    "guess",
)


_WHOLE = (*locating.AS_WRITTEN, "provider")


@dataclass(frozen=True, kw_only=True)
class Distance:
    """Geodesic distance and direction from one place to another; a straight line, not a road.

    `runner_up` is the distance between the places that the names mean almost as likely, or None.
    """

    origin: Place
    target: Place
    distance_km: float
    bearing_deg: float
    compass: str
    uncertainty_km: float
    runner_up: "Distance | None" = None

    def __str__(self) -> str:
        line = f"{self.origin.name} to {self.target.name}: {self.distance_km:.1f} km"
        said = f"{line} (± {self.uncertainty_km:.1f} km), {self._bearing}, straight line, not road"
        return f"{said}; {self._otherwise}" if self.runner_up else said

    @property
    def _bearing(self) -> str:
        way = f"bearing {self.bearing_deg:.1f}° ({self.compass})"
        return "the same point" if isnan(self.bearing_deg) else way

    @property
    def _otherwise(self) -> str:
        """What it would be for the places that are almost as likely, or ""."""
        other = self.runner_up
        if other is None:
            return ""
        pairs = ((self.origin, other.origin), (self.target, other.target))
        changed = [theirs for ours, theirs in pairs if theirs != ours]
        meant_too = " and ".join(_where(place) for place in changed)
        return f"if {meant_too} is meant, {other.distance_km:.1f} km"

    def _repr_html_(self) -> str:
        rows = [
            ("distance", f"{self.distance_km:.1f} km ± {self.uncertainty_km:.1f} km"),
            ("bearing", self._bearing.removeprefix("bearing ")),
            ("line", "straight line, not road; between the places' points"),
        ]
        if self.runner_up is not None:
            rows.append(("or", self._otherwise))
        title = f"{self.origin.name} to {self.target.name}"
        return display.card(title, rows, beside=display.dial(self.bearing_deg))


def geocode(
    names: str | Iterable[str],
    *,
    country: str | None = None,
    near: Where | None = None,
    limit: int = 1,
    settings: Settings = OFFLINE,
) -> gpd.GeoDataFrame:
    """Find places by name, offline.

    Parameters
    ----------
    names
        One name or several; behind a comma or in brackets the country or division that it is in
        ("Paris, Texas", "Tripoli (Lebanon)"): each must hold, or nothing is found.
    country
        Only places of this country: its ISO 3166-1 code of two or three letters, or its name.
    near
        Longitude and latitude, a point, a place, or a name; nearer candidates rank higher.
    limit
        Candidates per name.

    Returns
    -------
    geopandas.GeoDataFrame
        A row per candidate, best first, EPSG:4326; columns query, rank, place_id, name, kind,
        country, admin1, population, score, match, has_area, uncertainty_m, source, guess, geometry
        (the point). `guess` says why an answer is one, else it is empty. A name that is not found
        has one row with rank 0 and no geometry.

    Raises
    ------
    InputError
        If `country` is no country, or `near` no place.

    Examples
    --------
    >>> geocode("Bazarak")["name"].item()
    'Bazarak'
    >>> geocode(["Tripoli, Lebanon", "Paris, Texas"])["country"].to_list()
    ['LB', 'US']
    """
    code, centre = about(country, near, open_gazetteer(settings, extra=settings.places))
    rows: list[Mapping[str, Any]] = []
    for name in [names] if isinstance(names, str) else names:
        query = name.encode(errors="replace").decode()  # no table holds half a surrogate pair
        found = _candidates(
            query, country=code, near=centre, limit=max(limit, 2), settings=settings
        )
        why = guessed(query, found)
        rows += [_candidate_row(query, n, one, guess=why) for n, one in enumerate(found[:limit], 1)]
        if not found:
            rows.append({"query": query, "rank": 0, "geometry": None})
    return gpd.GeoDataFrame(rows, columns=[*_GEOCODED, "geometry"], geometry="geometry", crs=CRS)


def candidates(
    name: str,
    *,
    country: str | None = None,
    near: Where | None = None,
    limit: int = 1,
    settings: Settings = OFFLINE,
) -> list[Candidate]:
    """Places of one name, best first, as `geocode` finds them.

    Raises
    ------
    InputError
        If `country` is no country, or `near` no place.
    """
    code, centre = about(country, near, open_gazetteer(settings, extra=settings.places))
    return _candidates(name, country=code, near=centre, limit=limit, settings=settings)


def distance(
    origin: Where,
    target: Where,
    *,
    country: str | None = None,
    near: Where | None = None,
    settings: Settings = OFFLINE,
) -> Distance:
    """Measure the geodesic distance and the bearing between two places.

    Parameters
    ----------
    origin, target
        Names, with qualifiers or without ("Paris, Texas"), "LON,LAT", longitude and latitude, a
        point, or a place. Names are read together: of the places of both, those that are likely
        and close.
    country
        Only places of this country, by its ISO code or name.
    near
        Names mean rather what lies near this place, given as the two ends are.

    Returns
    -------
    Distance
        Between the places' points; `uncertainty_km` adds both places' radii in quadrature. Its
        `runner_up` measures the next likely places, where there are such and they lie elsewhere.

    Raises
    ------
    InputError
        If `country` is no country, or an end is none of these forms.
    UnknownPlaceError
        If a name is in no gazetteer.

    Examples
    --------
    >>> print(distance("Bazarak", "Banu").runner_up.target.name)
    Bannu
    """
    gazetteer = chain(settings)
    within, centre = about(country, near, gazetteer)
    found = both(origin, target, gazetteer, country=within, near=centre)
    other = _measured(*found.runner_up) if found.runner_up else None
    return _measured(found.one, found.two, runner_up=other)


def find_place(
    where: Where,
    *,
    country: str | None = None,
    near: Where | None = None,
    settings: Settings = OFFLINE,
) -> Place:
    """The likeliest place that a name with its qualifiers means, or that is given by a coordinate.

    Raises
    ------
    InputError, UnknownPlaceError
        As `distance` does.
    """
    gazetteer = chain(settings)
    within, centre = about(country, near, gazetteer)
    return meant(where, gazetteer, country=within, near=centre).ranked[0].place


def spoken_of(settings: Settings, country: str | None, near: Where | None) -> Settings:
    """Settings that say what reports are about, where that is given.

    Raises
    ------
    InputError
        If `country` is no country, or `near` no place.
    """
    if country is None and near is None:
        return settings
    code, point = about(country, near, open_gazetteer(settings, extra=settings.places))
    return replace(settings, country=code or settings.country, near=point or settings.near)


def about(
    country: str | None, near: Where | None, gazetteer: Gazetteer
) -> tuple[str | None, tuple[float, float] | None]:
    """Code of a country and the point of a place, of those that are given."""
    code = locating.country_code(country, gazetteer) if country else None
    if near is None:
        return code, None
    place = meant(near, gazetteer).ranked[0].place
    return code, (place.lon, place.lat)


def _candidates(
    query: str,
    *,
    country: str | None,
    near: tuple[float, float] | None,
    limit: int,
    settings: Settings,
) -> list[Candidate]:
    """Places of a name as the gazetteer ranks them, or as its qualifiers choose them.

    Of a name with qualifiers nothing stands that was only found by its spelling or sound.
    """
    shipped = open_gazetteer(settings, extra=settings.places)
    own = shipped.lookup(query, country=country, near=near, limit=limit)
    if not re.search(r"[,(]", query) and any(one.match in _WHOLE for one in own):
        return own
    found = locating.meanings(query, shipped, country=country, near=near)
    if found.ranked and not found.unread:
        return list(found.ranked[:limit])
    whole = chain(settings).lookup(query, country=country, near=near, limit=limit)
    return [one for one in whole if one.match in _WHOLE]


def _measured(one: Candidate, two: Candidate, *, runner_up: Distance | None = None) -> Distance:
    a, b = one.place, two.place
    bearing = relations.bearing_deg(a.point, b.point)
    return Distance(
        origin=a,
        target=b,
        distance_km=relations.distance_m(a.point, b.point) / 1000,
        bearing_deg=bearing,
        compass=relations.compass_word(bearing) if not isnan(bearing) else "",
        uncertainty_km=(a.uncertainty_m**2 + b.uncertainty_m**2) ** 0.5 / 1000,
        runner_up=runner_up,
    )


def _where(place: Place) -> str:
    within = ", ".join(part for part in (place.admin1, place.country) if part)
    return f"{place.name} ({within})" if within else place.name


def _candidate_row(query: str, rank: int, candidate: Candidate, *, guess: str) -> Mapping[str, Any]:
    place = candidate.place
    own = {"query": query, "rank": rank, "score": candidate.score, "match": candidate.match}
    own |= {"guess": guess}
    rest = {name: getattr(place, name) for name in _GEOCODED if name not in own}
    return own | rest | {"geometry": place.point}
