"""Distances, bearings and compass words."""

import re
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap import lexicon
from geomap.errors import InputError
from geomap.relations.plane import GEOD, Floats, Plane, centre, check_geometry, kept, plane_at

_POINTS = lexicon.ordered("space.rose")
_HALF_WIDTH_DEG = {1: 45.0, 2: 22.5, 3: 11.25}
_WORD = re.compile(lexicon.alternation("space.cardinals"))
_ENDING = re.compile(rf"{lexicon.alternation('space.direction_endings')}$")


@dataclass(frozen=True)
class Direction:
    """A compass direction: its word, its bearing and the half-width of its cone.

    A word names a cone of 45 degrees either side for the four main directions, 22.5 for those
    between and 11.25 for the rest. Letters ("S", "SW", "SSW") stand for the word and are no more
    exact; a printed catalogue's are, each a sixteenth of the compass (`sixteenth`).
    """

    word: str
    bearing_deg: float
    half_width_deg: float


@kept
def distance_m(a: BaseGeometry, b: BaseGeometry) -> float:
    """Shortest geodesic distance between two geometries; 0 where they touch or overlap.

    Parameters
    ----------
    a, b
        Longitude and latitude in decimal degrees, WGS84. For areas the edge counts, so the
        distance to a valley's mouth is the distance to the mouth's point, not to the valley.

    Returns
    -------
    float
        Metres on the WGS84 ellipsoid.

    Raises
    ------
    CoordinateError
        If a coordinate lies outside longitude -180 to 180 or latitude -90 to 90.

    Notes
    -----
    Karney (2013), "Algorithms for geodesics", through `pyproj.Geod`. The closest points of two
    areas are searched in an azimuthal-equidistant plane between them.

    Examples
    --------
    >>> round(distance_m(Point(69.172, 34.528), Point(69.51519, 35.31292)) / 1000, 1)
    92.6
    """
    check_geometry(a)
    check_geometry(b)
    if a.geom_type == b.geom_type == "Point":
        return float(GEOD.inv(a.x, a.y, b.x, b.y)[2])
    near_a, near_b = nearest_points(a, b)
    return float(GEOD.inv(near_a.x, near_a.y, near_b.x, near_b.y)[2])


@kept
def nearest_points(a: BaseGeometry, b: BaseGeometry) -> tuple[Point, Point]:
    """Points of two geometries that lie closest to each other, longitude and latitude."""
    plane = Plane(a.x, a.y) if a.geom_type == "Point" else plane_at(shapely.union_all([a, b]))
    if b.geom_type == "Point" and a.geom_type != "Point":
        plane = Plane(b.x, b.y)
    for _ in range(2):
        flat = shapely.get_coordinates(shapely.shortest_line(plane.project(a), plane.project(b)))
        lon, lat = plane.lonlat(flat[:, 0], flat[:, 1])
        if "Point" in {a.geom_type, b.geom_type}:
            break
        plane = plane_at(shapely.linestrings(np.column_stack([lon, lat])))
    return Point(lon[0], lat[0]), Point(lon[1], lat[1])


def bearing_deg(origin: BaseGeometry, target: BaseGeometry) -> float:
    """Initial geodesic bearing from one place to another, from centre to centre for areas.

    Parameters
    ----------
    origin, target
        Longitude and latitude in decimal degrees, WGS84.

    Returns
    -------
    float
        Degrees clockwise from true north, 0 <= bearing < 360; NaN where the points coincide.

    Raises
    ------
    CoordinateError
        If a coordinate lies outside longitude -180 to 180 or latitude -90 to 90.

    Notes
    -----
    Karney (2013), "Algorithms for geodesics", through `pyproj.Geod`.

    Examples
    --------
    >>> round(bearing_deg(Point(69.172, 34.528), Point(69.51519, 35.31292)), 1)
    19.7
    """
    check_geometry(origin)
    check_geometry(target)
    start, end = centre(origin), centre(target)
    azimuth, _, length = GEOD.inv(start.x, start.y, end.x, end.y)
    return float(azimuth % 360.0) if length > 0 else float("nan")


def distances_m(table: gpd.GeoDataFrame | gpd.GeoSeries, origin: BaseGeometry) -> pd.Series:
    """Geodesic distance from an origin to every geometry of a table, on the table's own index.

    Examples
    --------
    >>> towns = gpd.GeoSeries([Point(69.51519, 35.31292)], index=["Bazarak"], crs="EPSG:4326")
    >>> distances_m(towns, Point(69.172, 34.528)).round(-2).to_dict()
    {'Bazarak': 92600.0}
    """
    shapes = table.geometry.to_numpy()
    if origin.geom_type == "Point" and _are_points(shapes):
        values = _inverse(origin, shapes)[1]
    else:
        values = np.array([distance_m(origin, one) for one in shapes])
    return pd.Series(values, index=table.index, name="distance_m", dtype="float64")


def bearings_deg(table: gpd.GeoDataFrame | gpd.GeoSeries, origin: BaseGeometry) -> pd.Series:
    """Initial geodesic bearing from an origin to every geometry of a table, on its own index.

    Returns
    -------
    Series
        Degrees clockwise from true north, 0 <= bearing < 360, from centre to centre for areas; NaN
        where the two coincide.

    Examples
    --------
    >>> towns = gpd.GeoSeries([Point(69.51519, 35.31292)], index=["Bazarak"], crs="EPSG:4326")
    >>> bearings_deg(towns, Point(69.172, 34.528)).round(1).to_dict()
    {'Bazarak': 19.7}
    """
    shapes = table.geometry.to_numpy()
    points = shapes if _are_points(shapes) else np.array([centre(one) for one in shapes])
    azimuths, lengths = _inverse(centre(origin), points)
    values = np.where(lengths > 0, azimuths % 360.0, np.nan)
    return pd.Series(values, index=table.index, name="bearing_deg", dtype="float64")


def _are_points(shapes: "np.ndarray[Any, Any]") -> bool:
    return bool((shapely.get_type_id(shapes) == shapely.GeometryType.POINT).all())


def _inverse(origin: Point, points: "np.ndarray[Any, Any]") -> tuple[Floats, Floats]:
    """Azimuths and lengths of the geodesics from a point to others."""
    x, y = shapely.get_x(points), shapely.get_y(points)
    found = GEOD.inv(np.full_like(x, origin.x), np.full_like(y, origin.y), x, y)
    return np.asarray(found[0]), np.asarray(found[2])


def line(a: BaseGeometry, b: BaseGeometry) -> BaseGeometry:
    """Geodesic between the centres of two geometries, cut at the antimeridian."""
    start, end = centre(a), centre(b)
    plane = Plane(start.x, start.y)
    x, y = plane.xy(end.x, end.y)
    return plane.unproject(shapely.linestrings([(0.0, 0.0), (float(x), float(y))]))


def compass_word(bearing: float, *, points: int = 16, short: bool = False) -> str:
    """Compass word for a bearing, among 4, 8 or 16 points; "" where the bearing is NaN.

    Parameters
    ----------
    bearing
        Degrees clockwise from true north.
    points
        How many points the compass has.
    short
        Letters ("NNE") in place of words ("north-northeast").

    Raises
    ------
    InputError
        If `points` is not 4, 8 or 16.

    Examples
    --------
    >>> compass_word(19.7), compass_word(19.7, points=8), compass_word(19.7, short=True)
    ('north-northeast', 'north', 'NNE')
    """
    if points not in {4, 8, 16}:
        raise InputError(f"expected a compass of 4, 8 or 16 points, got {points}")
    if np.isnan(bearing):
        return ""
    step = 16 // points
    word = _POINTS[int(np.floor(bearing % 360.0 / 360.0 * points + 0.5)) % points * step]
    return _letters(word) if short else word


def _letters(word: str) -> str:
    return "".join(part[0] for part in _WORD.findall(word)).upper()


_BY_LETTERS = {_letters(word): number * 22.5 for number, word in enumerate(_POINTS)}


def direction(text: str) -> Direction | None:
    """Direction named by a word or by letters, or None; accepts "north-west", "southern", "SSW".

    Examples
    --------
    >>> direction("northwest")
    Direction(word='northwest', bearing_deg=315.0, half_width_deg=22.5)
    >>> direction("SSW").half_width_deg, direction("S").half_width_deg
    (11.25, 45.0)
    """
    stripped = re.sub(r"[\s.\-–‐‑]", "", text)
    if stripped.isupper() and stripped in _BY_LETTERS:
        bearing = _BY_LETTERS[stripped]
        return Direction(compass_word(bearing), bearing, _HALF_WIDTH_DEG[len(stripped)])
    lowered = re.sub(r"^(due|the)", "", stripped.lower())
    parts = _WORD.findall(_ENDING.sub("", lowered))
    letters = "".join(part[0] for part in parts).upper()
    if letters not in _BY_LETTERS or _WORD.sub("", _ENDING.sub("", lowered)):
        return None
    half_width = _HALF_WIDTH_DEG[min(len(parts), 3)]
    if stripped.lower().startswith("due"):
        half_width = _HALF_WIDTH_DEG[3]
    return Direction(compass_word(_BY_LETTERS[letters]), _BY_LETTERS[letters], half_width)


def sixteenth(way: Direction) -> Direction:
    """A direction as catalogues print it: one of sixteen points, 11.25 degrees either side.

    Examples
    --------
    >>> sixteenth(direction("S")).half_width_deg
    11.25
    """
    return replace(way, half_width_deg=_HALF_WIDTH_DEG[3])
