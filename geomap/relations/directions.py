"""Directions of points and areas: the cone and its graded score."""

from typing import Any

import numpy as np
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap.relations.lines import Direction
from geomap.relations.plane import GEOD, Floats, centre, plane_at, wrap_deg

_SAMPLES = 400


def in_cone(bearing: Any, way: Direction) -> Any:
    """Whether bearings lie in a direction's cone: |wrap(bearing - theta)| <= alpha.

    Examples
    --------
    >>> from geomap.relations import direction
    >>> bool(in_cone(44.0, direction("north"))), bool(in_cone(44.0, direction("NNE")))
    (True, False)
    """
    return np.abs(wrap_deg(np.asarray(bearing, float) - way.bearing_deg)) <= way.half_width_deg


def cone_score(bearing: Any, way: Direction) -> Any:
    """Graded score of bearings in a direction: 1 inside the cone, falling to 0 at twice its width.

    Examples
    --------
    >>> from geomap.relations import direction
    >>> float(cone_score(67.5, direction("north")))
    0.5
    """
    off = np.abs(wrap_deg(np.asarray(bearing, float) - way.bearing_deg))
    return np.clip(2.0 - off / way.half_width_deg, 0.0, 1.0)


def direction_share(target: BaseGeometry, origin: BaseGeometry, way: Direction) -> float:
    """Share of a target that lies in a direction's cone from an origin.

    Parameters
    ----------
    target, origin
        Longitude and latitude in decimal degrees, WGS84. Of an origin with an area the centre
        counts; a target that is a point gives 0 or 1.
    way
        The direction, as `direction` reads it.

    Returns
    -------
    float
        Area of the target inside the cone over its whole area, 0 to 1, by an even sample of 400
        points.

    Notes
    -----
    Cone-based directions: Frank (1992), "Qualitative spatial reasoning about distances and
    directions in geographic space". For the share of an area, Peuquet and Zhan (1987).

    Examples
    --------
    >>> from geomap.relations import direction
    >>> direction_share(shapely.box(69, 35, 69.5, 36), Point(69.172, 34.528), direction("north"))
    1.0
    """
    return float(np.mean(in_cone(bearings_from(centre(origin), sample(target)), way)))


def bearings_from(origin: Point, lonlat: Floats) -> Floats:
    """Initial bearings in degrees from an origin to rows of longitude and latitude."""
    ones = np.ones(len(lonlat))
    azimuth = GEOD.inv(origin.x * ones, origin.y * ones, lonlat[:, 0], lonlat[:, 1])[0]
    return np.asarray(azimuth, float) % 360.0


def sample(geometry: BaseGeometry, *, n: int = _SAMPLES) -> Floats:
    """About n points spread evenly over a geometry, as rows of longitude and latitude.

    The points of a regular grid (rows set off by half a step) in the plane at the geometry's
    middle; for a line, points at even steps; for a point, the point. The same every time.
    """
    if geometry.geom_type == "Point":
        return np.asarray(shapely.get_coordinates(geometry), float)
    plane = plane_at(geometry)
    flat = plane.project(geometry)
    if flat.area > 0:
        xy = _grid(flat, n)
    else:
        xy = shapely.get_coordinates(
            shapely.line_interpolate_point(flat, np.linspace(0, flat.length, n))
        )
    return np.column_stack(plane.lonlat(xy[:, 0], xy[:, 1]))


def _grid(flat: BaseGeometry, n: int) -> Floats:
    west, south, east, north = flat.bounds
    step = np.sqrt(flat.area / n)
    x, y = np.meshgrid(
        np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step)
    )
    x = x + np.where(np.arange(len(x)) % 2, step / 4, -step / 4)[:, None]
    inside = shapely.contains_xy(flat, x.ravel(), y.ravel())
    xy = np.column_stack([x.ravel()[inside], y.ravel()[inside]])
    if len(xy) == 0:
        xy = shapely.get_coordinates(flat.representative_point())
    return np.asarray(xy)
