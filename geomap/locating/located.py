"""What `locate` found: an area, its likeliest point, and how it was made."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely.geometry
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.locating.anchors import Anchors
from geomap.locating.shapes import Shape
from geomap.relations import GEOD, area_km2, centre

_MOST_OTHERS = 5


@dataclass(frozen=True, kw_only=True)
class Located:
    """Where an expression leads.

    `area` is in EPSG:4326; `lon` and `lat` its likeliest point, which is given only together with
    `uncertainty_m`, the radius around it that holds the whole area. `places` are the places that
    the expression names, `alternatives` other places of the first one's name, the likelier first.
    `why` says how the area was made.
    """

    text: str
    relation: str
    places: tuple[str, ...]
    place_ids: tuple[str, ...]
    lon: float
    lat: float
    uncertainty_m: float
    area_km2: float
    area: BaseGeometry
    alternatives: tuple[str, ...]
    why: str

    def lines(self) -> list[str]:
        """What a person reads."""
        within = self.uncertainty_m / 1000
        places = ", ".join(
            f"{name} ({place_id})"
            for name, place_id in zip(self.places, self.place_ids, strict=True)
        )
        return [
            f"{self.text}: {self.relation}, {places}",
            f"likeliest point  {self.lon:.4f}, {self.lat:.4f}, within {within:.1f} km",
            f"area             {self.area_km2:,.1f} square km",
            f"how              {self.why}",
        ]

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON, the area as GeoJSON."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return plain | {"area": shapely.geometry.mapping(self.area)}


def located(text: str, relation: str, anchors: Anchors, shape: Shape) -> Located:
    """Record of a shape with its likeliest point and the radius that holds all of it."""
    best = shape.point if shape.point is not None else _inmost(shape.area)
    corners = shapely.get_coordinates(shape.area)
    ones = np.ones(len(corners))
    reach = GEOD.inv(best.x * ones, best.y * ones, corners[:, 0], corners[:, 1])[2]
    return Located(
        text=text,
        relation=relation,
        places=tuple(site.name for site in anchors.sites),
        place_ids=tuple(site.place.place_id for site in anchors.sites),
        lon=float(best.x),
        lat=float(best.y),
        uncertainty_m=float(np.max(reach)),
        area_km2=area_km2(shape.area),
        area=shape.area,
        alternatives=tuple(item.place.place_id for item in anchors.others[:_MOST_OTHERS]),
        why=shape.why,
    )


def _inmost(area: BaseGeometry) -> Point:
    """The centre of an area, or a point in it where its centre lies outside: on a lake's shore."""
    middle = centre(area)
    return middle if not area.area or area.covers(middle) else area.representative_point()
