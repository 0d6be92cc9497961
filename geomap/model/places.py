"""Places, how a name matched them, and the protocol that every gazetteer keeps to."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Protocol

import geopandas as gpd
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.errors import CoordinateError
from geomap.model.cards import place_card

CRS = "EPSG:4326"
TOLD = "text:"
"""What the ids of places begin with that a report's own words put somewhere."""


def told_id(*parts: object) -> str:
    """Id of a place that a report's own words put somewhere, from what they say."""
    key = hashlib.sha1(" ".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()
    return f"{TOLD}{key[:12]}"


@dataclass(frozen=True, kw_only=True)
class Place:
    """One row of a gazetteer.

    `kind` is a GeoNames class and code ("P.PPLA", "A.ADM1", "T.VAL"). `uncertainty_m` is the
    radius around (lon, lat) within which the named thing may lie or extend. `admin1` and `admin2`
    are names. `source` says where the row comes from and `accuracy` how good its coordinate is.
    """

    place_id: str
    name: str
    kind: str
    lon: float
    lat: float
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    uncertainty_m: float = 5_000.0
    has_area: bool = False
    alternates: tuple[str, ...] = ()
    source: str = ""
    accuracy: str = ""

    def __post_init__(self) -> None:
        check_lonlat(self.lon, self.lat)

    @cached_property
    def point(self) -> Point:
        """The place's representative point, longitude first."""
        return Point(self.lon, self.lat)

    @property
    def is_told(self) -> bool:
        """Whether a report's own words put it there: "near Goma", "eastern Congo"."""
        return self.place_id.startswith(TOLD)

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """The place as a GeoJSON feature, which shapely, geopandas and folium read."""
        told = asdict(self) | {"alternates": list(self.alternates)}
        properties = {name: told[name] for name in told if name not in {"lon", "lat", "place_id"}}
        return {
            "type": "Feature",
            "id": self.place_id,
            "geometry": {"type": "Point", "coordinates": (self.lon, self.lat)},
            "properties": properties,
        }

    def _repr_html_(self) -> str:
        return place_card(self)


POINT = "S.POINT"
"""Kind of a place that is a point which a report's own coordinates give."""

VAST_M = 300_000
"""Radius in metres beyond which the middle of a place, as of a sea, hardly says where it was."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A place that a name may mean, how the name matched, and a score from 0 to 1."""

    place: Place
    matched: str
    match: str
    score: float


class Gazetteer(Protocol):
    """Anything that turns a name into candidate places."""

    def lookup(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        limit: int = 10,
    ) -> list[Candidate]:
        """Candidates for a name, best first; `country` is ISO 3166-1 alpha-2, `near` lon, lat."""
        ...

    def place(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        ...

    def area(self, place_id: str) -> BaseGeometry | None:
        """The place's area in EPSG:4326, or None where only a point is known."""
        ...

    def places_within(
        self,
        bounds: tuple[float, float, float, float],
        *,
        limit: int = 1_000,
        kinds: tuple[str, ...] = ("P.",),
    ) -> gpd.GeoDataFrame:
        """Places within west, south, east, north, the most important first.

        `kinds` are the beginnings of the kinds wanted. Columns place_id, name, kind, country,
        population and geometry (points), EPSG:4326, as `model.places_frame` makes them; no rows
        where the gazetteer cannot be asked for what lies somewhere.
        """
        ...


def places_frame(places: Iterable[Place]) -> gpd.GeoDataFrame:
    """Places as `Gazetteer.places_within` gives them: points in EPSG:4326, in the order given."""
    rows = list(places)
    columns = ("place_id", "name", "kind", "country", "population")
    data = {name: [getattr(place, name) for place in rows] for name in columns}
    return gpd.GeoDataFrame(data, geometry=[place.point for place in rows], crs=CRS)


def check_lonlat(lon: float, lat: float) -> None:
    """Raise `CoordinateError` unless -180 <= lon <= 180 and -90 <= lat <= 90."""
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise CoordinateError(
            f"expected longitude -180..180 and latitude -90..90, got {lon}, {lat}"
        )
