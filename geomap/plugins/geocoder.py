"""The gazetteer as one of geopy's geocoders: offline, with nothing to wait for."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from geopy import Location, Point
from geopy.geocoders.base import Geocoder

from geomap import locating, relations
from geomap.gazetteer import open_gazetteer
from geomap.model import Place
from geomap.pipeline import Where, candidates, spoken_of
from geomap.settings import OFFLINE, Settings

_REACH_KM = 100.0
_STEPS_DEG = (0.1, 0.5, 1.0, 2.0)
_KM_A_DEGREE = 111.0


class GeomapGeocoder(Geocoder):  # type: ignore[misc]
    """A geocoder that needs neither a network nor a key.

    Whatever takes a geocoder of geopy's takes it: `geopy.extra.rate_limiter.RateLimiter`,
    `geopandas.tools.geocode(names, provider=GeomapGeocoder)`, pandas' `apply`.

    Parameters
    ----------
    country, near
        What the names are about, as `geomap.geocode` takes them; of a country only its own places
        are found.
    settings
        Which gazetteers are read.
    """

    def __init__(
        self,
        *,
        country: str | None = None,
        near: Where | None = None,
        settings: Settings = OFFLINE,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._settings = spoken_of(settings, country, near)
        self._gazetteer = open_gazetteer(settings, extra=settings.places)

    def geocode(
        self, query: str, *, exactly_one: bool = True, limit: int = 10, **_: Any
    ) -> Location | list[Location] | None:
        """Where a name is: geopy's `Location`, or several, best first; None where none is known.

        `raw` is the place as a GeoJSON feature. What only matters online, as `timeout`, is taken
        and does nothing.
        """
        found = candidates(
            query,
            country=self._settings.country,
            near=self._settings.near,
            limit=1 if exactly_one else limit,
            settings=self._settings,
        )
        return self._answer([one.place for one in found], exactly_one)

    def reverse(
        self, query: Any, *, exactly_one: bool = True, limit: int = 10, **_: Any
    ) -> Location | list[Location] | None:
        """The nearest settlements to a point, up to 100 km from it; None where there is none.

        Parameters
        ----------
        query
            As geopy has it: a `geopy.Point`, (latitude, longitude), or "latitude, longitude".
        exactly_one
            Only the nearest.
        limit
            At most this many.

        Raises
        ------
        ValueError
            If it is no point.
        """
        point = query if isinstance(query, Point) else Point(query)
        found = self._nearest(point.longitude, point.latitude, 1 if exactly_one else limit)
        return self._answer(list(found), exactly_one)

    def _nearest(self, lon: float, lat: float, limit: int) -> Iterator[Place]:
        for step in _STEPS_DEG:
            west, east = max(-180.0, lon - step), min(180.0, lon + step)
            south, north = max(-90.0, lat - step), min(90.0, lat + step)
            near = self._gazetteer.places_within((west, south, east, north), limit=100_000)
            ones = np.ones(len(near))
            x, y = near.geometry.x.to_numpy(), near.geometry.y.to_numpy()
            km = relations.GEOD.inv(lon * ones, lat * ones, x, y)[2] / 1000
            # what lies nearer than the box's narrowest side is all there
            within = step * _KM_A_DEGREE * np.cos(np.radians(min(89.0, abs(lat) + step)))
            last = step == _STEPS_DEG[-1]
            order = [n for n in np.argsort(km) if km[n] <= (_REACH_KM if last else within)]
            if len(order) >= limit or last:
                ids = near["place_id"].iloc[order[:limit]]
                yield from filter(None, map(self._gazetteer.place, ids))
                return

    def _answer(self, places: list[Place], exactly_one: bool) -> Any:
        found = [self._location(place) for place in places]
        if exactly_one or not found:
            return found[0] if found else None
        return found

    def _location(self, place: Place) -> Location:
        land = locating.country(place.country, self._gazetteer) if place.country else None
        parts = (place.name, place.admin1, land.name if land else place.country)
        address = ", ".join(dict.fromkeys(filter(None, parts)))
        return Location(address, Point(place.lat, place.lon), place.__geo_interface__)
