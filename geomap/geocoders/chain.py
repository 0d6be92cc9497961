"""Two gazetteers as one: the second is asked for what the first does not know."""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from geomap.model import Candidate, Gazetteer, Place


@dataclass(frozen=True, kw_only=True)
class Chain:
    """A gazetteer that asks a second one only for names that the first does not know.

    What the first can do beside the protocol, the chain can do too.
    """

    first: Gazetteer
    then: Gazetteer

    def __getattr__(self, name: str) -> Any:
        # also asked while a copy is being unpickled, before it has its gazetteers
        if name.startswith("_") or name in {"first", "then"}:
            raise AttributeError(name)
        return getattr(self.first, name)

    def lookup(
        self,
        name: str,
        *,
        country: str | None = None,
        near: tuple[float, float] | None = None,
        limit: int = 10,
    ) -> list[Candidate]:
        """Candidates of the first gazetteer, or where it has none, of the second."""
        found = self.first.lookup(name, country=country, near=near, limit=limit)
        return found or self.then.lookup(name, country=country, near=near, limit=limit)

    def place(self, place_id: str) -> Place | None:
        """The place with this id in either gazetteer, or None."""
        return self.first.place(place_id) or self.then.place(place_id)

    def area(self, place_id: str) -> BaseGeometry | None:
        """The place's area in either gazetteer, or None."""
        area = self.first.area(place_id)
        return self.then.area(place_id) if area is None else area

    def places_within(
        self,
        bounds: tuple[float, float, float, float],
        *,
        limit: int = 1_000,
        kinds: tuple[str, ...] = ("P.",),
    ) -> gpd.GeoDataFrame:
        """Places of the first gazetteer within west, south, east, north; else of the second."""
        found = self.first.places_within(bounds, limit=limit, kinds=kinds)
        return found if len(found) else self.then.places_within(bounds, limit=limit, kinds=kinds)
