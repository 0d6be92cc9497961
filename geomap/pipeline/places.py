"""Names and distances on their own, without a report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isnan
from typing import Any

import geopandas as gpd

from geomap import display, relations
from geomap.errors import UnknownPlaceError
from geomap.gazetteer import open_gazetteer
from geomap.model import CRS, Candidate, Place
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
)


@dataclass(frozen=True, kw_only=True)
class Distance:
    """Geodesic distance and direction from one place to another; a straight line, not a road."""

    origin: Place
    target: Place
    distance_km: float
    bearing_deg: float
    compass: str
    uncertainty_km: float

    def __str__(self) -> str:
        return (
            f"{self.origin.name} to {self.target.name}: {self.distance_km:.1f} km "
            f"(± {self.uncertainty_km:.1f} km), bearing {self.bearing_deg:.1f}° ({self.compass}), "
            "straight line, not road"
        )

    def _repr_html_(self) -> str:
        bearing = f"{self.bearing_deg:.1f}° ({self.compass})"
        rows = [
            ("distance", f"{self.distance_km:.1f} km ± {self.uncertainty_km:.1f} km"),
            ("bearing", "the same point" if isnan(self.bearing_deg) else bearing),
            ("line", "straight line, not road; between the places' points"),
        ]
        title = f"{self.origin.name} to {self.target.name}"
        return display.card(title, rows, beside=display.dial(self.bearing_deg))


def geocode(
    names: str | Iterable[str],
    *,
    country: str | None = None,
    near: tuple[float, float] | None = None,
    limit: int = 1,
    settings: Settings = OFFLINE,
) -> gpd.GeoDataFrame:
    """Find places by name, offline.

    Parameters
    ----------
    names
        One name or several.
    country
        ISO 3166-1 alpha-2 code to look in.
    near
        Longitude and latitude; nearer candidates rank higher.
    limit
        Candidates per name.

    Returns
    -------
    geopandas.GeoDataFrame
        A row per candidate, best first, EPSG:4326; columns query, rank, place_id, name, kind,
        country, admin1, population, score, match, has_area, uncertainty_m, source, geometry (the
        point). A name that is not found has one row with rank 0 and no geometry.

    Examples
    --------
    >>> geocode("Bazarak")["name"].item()
    'Bazarak'
    """
    gazetteer = chain(settings)
    rows: list[Mapping[str, Any]] = []
    for query in [names] if isinstance(names, str) else names:
        found = gazetteer.lookup(query, country=country, near=near, limit=limit)
        rows.extend(_candidate_row(query, rank, c) for rank, c in enumerate(found, 1))
        if not found:
            rows.append({"query": query, "rank": 0, "geometry": None})
    return gpd.GeoDataFrame(rows, columns=[*_GEOCODED, "geometry"], geometry="geometry", crs=CRS)


def distance(origin: str | Place, target: str | Place, *, settings: Settings = OFFLINE) -> Distance:
    """Measure the geodesic distance and the bearing between two places.

    Parameters
    ----------
    origin, target
        Places, or names that the gazetteer knows.

    Returns
    -------
    Distance
        Between the places' points; `uncertainty_km` adds both places' radii in quadrature.

    Raises
    ------
    UnknownPlaceError
        If a name is in no gazetteer.
    """
    a, b = (
        p if isinstance(p, Place) else find_place(p, settings=settings) for p in (origin, target)
    )
    bearing = relations.bearing_deg(a.point, b.point)
    return Distance(
        origin=a,
        target=b,
        distance_km=relations.distance_m(a.point, b.point) / 1000,
        bearing_deg=bearing,
        compass=relations.compass_word(bearing) if not isnan(bearing) else "",
        uncertainty_km=(a.uncertainty_m**2 + b.uncertainty_m**2) ** 0.5 / 1000,
    )


def find_place(name: str, *, settings: Settings = OFFLINE) -> Place:
    """The best candidate for a name, or `UnknownPlaceError`."""
    found = open_gazetteer(settings).lookup(name, limit=1)
    if not found:
        raise UnknownPlaceError(f"expected a place that the gazetteer knows, got {name[:80]!r}")
    return found[0].place


def _candidate_row(query: str, rank: int, candidate: Candidate) -> Mapping[str, Any]:
    place = candidate.place
    own = {"query": query, "rank": rank, "score": candidate.score, "match": candidate.match}
    rest = {name: getattr(place, name) for name in _GEOCODED if name not in own}
    return own | rest | {"geometry": place.point}
