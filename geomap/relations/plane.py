"""The plane that measures are taken in: azimuthal equidistant, centred where it matters.

Distances and bearings from the centre are geodesic and exact (Snyder 1987, "Map Projections: A
Working Manual", pages 191 to 202, here through Karney's geodesics instead of series).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np
import numpy.typing as npt
import shapely
import shapely.affinity
from pyproj import Geod
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from geomap.errors import CoordinateError, InputError
from geomap.model import check_lonlat

GEOD = Geod(ellps="WGS84")
Floats = npt.NDArray[np.float64]
_POLE = {True: 90.0, False: -90.0}
_MAX_STEPS = 512
_KEPT = 256
P = ParamSpec("P")
T = TypeVar("T")


def kept(measure: Callable[P, T]) -> Callable[P, T]:
    """A measure of shapes that remembers its last answers, for reports name the same places."""
    remembered: Any = lru_cache(_KEPT)(measure)

    @wraps(measure)
    def asked(*args: P.args, **options: P.kwargs) -> T:
        answer: T = remembered(*args, **options)
        return answer

    return asked


def check_geometry(geometry: BaseGeometry) -> None:
    """Raise unless the geometry is there, is not empty and lies within longitude and latitude."""
    if geometry is None or geometry.is_empty:
        raise InputError("expected a geometry with coordinates, got an empty one")
    west, south, east, north = geometry.bounds
    if not all(np.isfinite((west, south, east, north))):
        raise CoordinateError(f"expected finite coordinates, got bounds {geometry.bounds}")
    check_lonlat(west, south)
    check_lonlat(east, north)


def wrap_deg(angle_deg: Any) -> Any:
    """Angle brought to -180 <= angle < 180; works on numbers and arrays.

    Examples
    --------
    >>> wrap_deg(350.0)
    -10.0
    """
    return (angle_deg + 180.0) % 360.0 - 180.0


@dataclass(frozen=True)
class Plane:
    """Azimuthal-equidistant plane centred on a point; x east and y north, in metres."""

    lon: float
    lat: float

    @classmethod
    def around(cls, geometry: BaseGeometry) -> "Plane":
        """The plane at a geometry's `centre`."""
        middle = centre(geometry)
        return cls(middle.x, middle.y)

    def xy(self, lon: Any, lat: Any) -> tuple[Floats, Floats]:
        """Plane coordinates of longitudes and latitudes."""
        lon, lat = np.broadcast_arrays(np.asarray(lon, float), np.asarray(lat, float))
        shape = lon.shape
        azimuth, _, length = GEOD.inv(
            np.full(lon.size, self.lon), np.full(lon.size, self.lat), lon.ravel(), lat.ravel()
        )
        angle = np.radians(azimuth)
        x, y = length * np.sin(angle), length * np.cos(angle)
        return x.reshape(shape), y.reshape(shape)

    def lonlat(self, x: Any, y: Any) -> tuple[Floats, Floats]:
        """Longitudes and latitudes of plane coordinates."""
        x, y = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))
        shape = x.shape
        azimuth = np.degrees(np.arctan2(x, y)).ravel()
        lon, lat, _ = GEOD.fwd(
            np.full(x.size, self.lon), np.full(x.size, self.lat), azimuth, np.hypot(x, y).ravel()
        )
        return np.asarray(lon).reshape(shape), np.asarray(lat).reshape(shape)

    @kept
    def project(self, geometry: BaseGeometry, *, step_deg: float = 0.25) -> BaseGeometry:
        """Geometry in longitude and latitude laid into the plane, long edges subdivided."""
        if geometry.geom_type not in {"Point", "MultiPoint"}:
            geometry = shapely.segmentize(geometry, step_deg)
        return shapely.transform(geometry, lambda c: np.column_stack(self.xy(c[:, 0], c[:, 1])))

    @kept
    def unproject(self, geometry: BaseGeometry) -> BaseGeometry:
        """Geometry of the plane in longitude and latitude, cut at the antimeridian and poles."""
        if geometry.is_empty:
            return geometry
        if geometry.geom_type == "GeometryCollection":
            # what an area leaves of edges and corners is no part of it
            parts = shapely.get_parts(geometry)
            most = shapely.get_dimensions(parts)
            geometry = shapely.union_all(parts[most == most.max()])
        if geometry.geom_type == "Point":
            lon, lat = self.lonlat(geometry.x, geometry.y)
            return Point(float(lon), float(lat))
        if geometry.geom_type in {"Polygon", "MultiPolygon"}:
            return shapely.union_all([self._polygon(part) for part in shapely.get_parts(geometry)])
        return self._lines(geometry)

    def _polygon(self, polygon: Polygon) -> BaseGeometry:
        outer = self._ring(polygon.exterior)
        if not polygon.interiors:
            return outer
        return outer.difference(shapely.union_all([self._ring(r) for r in polygon.interiors]))

    def _ring(self, ring: BaseGeometry) -> BaseGeometry:
        dense = shapely.segmentize(ring, max(ring.length / _MAX_STEPS, 1e-3))
        lon, lat = self._unwrapped(dense)
        if abs(lon[-1] - lon[0]) > 180.0:
            pole = _POLE[self._holds_north(Polygon(ring))]
            lon = np.concatenate([lon, [lon[-1], lon[0]]])
            lat = np.concatenate([lat, [pole, pole]])
        return _cut(shapely.make_valid(Polygon(np.column_stack([lon, lat]))))

    def _unwrapped(self, line: BaseGeometry) -> tuple[Floats, Floats]:
        """Longitudes and latitudes of a line of the plane, without jumps at the antimeridian."""
        coords = shapely.get_coordinates(line)
        lon, lat = self.lonlat(coords[:, 0], coords[:, 1])
        return lon[0] + np.concatenate([[0.0], np.cumsum(wrap_deg(np.diff(lon)))]), lat

    def _holds_north(self, polygon: Polygon) -> bool:
        x, y = self.xy(0.0, 90.0)
        return bool(polygon.covers(Point(float(x), float(y))))

    def _lines(self, geometry: BaseGeometry) -> BaseGeometry:
        dense = shapely.segmentize(geometry, max(geometry.length / _MAX_STEPS, 1e-3))
        parts = []
        for part in shapely.get_parts(dense):
            lon, lat = self._unwrapped(part)
            parts.append(_cut(shapely.linestrings(np.column_stack([lon, lat]))))
        return shapely.union_all(parts)


def _cut(geometry: BaseGeometry) -> BaseGeometry:
    """Geometry whose longitudes run past 180, cut into parts between -180 and 180."""
    west, _, east, _ = geometry.bounds
    if west >= -180.0 and east <= 180.0:
        return geometry
    parts = []
    turns = int(np.floor((west + 180.0) / 360.0)), int(np.ceil((east - 180.0) / 360)) + 1
    for turn in range(*turns):
        window = shapely.box(-180.0 + 360.0 * turn, -90.0, 180.0 + 360.0 * turn, 90.0)
        piece = geometry.intersection(window)
        if piece.area > 0 or (geometry.area == 0 and piece.length > 0):
            parts.append(shapely.affinity.translate(piece, -360.0 * turn))
    return shapely.union_all(parts)


@kept
def centre(geometry: BaseGeometry) -> Point:
    """Centroid of a geometry, taken in the plane at its middle (a point stays as it is).

    Parameters
    ----------
    geometry
        Longitude and latitude in decimal degrees, WGS84; a geometry cut at the antimeridian is
        put together again.

    Examples
    --------
    >>> centre(Point(69.2, 34.5))
    <POINT (69.2 34.5)>
    """
    check_geometry(geometry)
    if geometry.geom_type == "Point":
        return geometry
    plane = plane_at(geometry)
    middle = plane.project(geometry).centroid
    return plane.unproject(middle)


def plane_at(geometry: BaseGeometry) -> Plane:
    """Plane centred in the middle of a geometry's coordinates, also across the antimeridian."""
    if geometry.geom_type == "Point":
        return Plane(geometry.x, geometry.y)
    coords = np.radians(shapely.get_coordinates(geometry))
    lon, lat = coords[:, 0], coords[:, 1]
    x, y, z = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
    mx, my, mz = ((v.min() + v.max()) / 2 for v in (x, y, z))
    if np.hypot(mx, my) < 1e-12 and abs(mz) < 1e-12:
        mx = 1.0
    return Plane(
        float(np.degrees(np.arctan2(my, mx))), float(np.degrees(np.arctan2(mz, np.hypot(mx, my))))
    )
