"""Lines and areas as whole numbers: the compact form in which shapes travel to the browser."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Ring = list[int]
DIGITS = 4


def paths(geometry: BaseGeometry | None, *, digits: int = DIGITS) -> list[Ring]:
    """Every line or ring of a geometry: longitude and latitude, then differences.

    Numbers are degrees times 10 to the power of `digits`. Holes are rings like others; the browser
    fills by the even-odd rule.

    Examples
    --------
    >>> paths(shapely.LineString([(1, 2), (1.5, 2)]), digits=1)
    [[10, 20, 5, 0]]
    """
    if geometry is None or geometry.is_empty:
        return []
    return [ring for line in _lines(geometry) if (ring := _encode(line, digits))]


def _lines(geometry: BaseGeometry) -> Iterator[Any]:
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            yield shapely.get_coordinates(part.exterior)
            for hole in part.interiors:
                yield shapely.get_coordinates(hole)
        elif part.geom_type in {"LineString", "LinearRing"}:
            yield shapely.get_coordinates(part)
        elif part.geom_type in {"GeometryCollection", "MultiLineString", "MultiPolygon"}:
            yield from _lines(part)


def _encode(coordinates: Any, digits: int) -> Ring:
    whole = np.rint(coordinates[:, :2] * 10**digits).astype(np.int64)
    moved = np.ones(len(whole), dtype=bool)
    moved[1:] = (np.diff(whole, axis=0) != 0).any(axis=1)
    whole = whole[moved]
    if len(whole) < 2:
        return []
    steps = np.vstack([whole[:1], np.diff(whole, axis=0)])
    return list(map(int, steps.ravel()))


def is_eastward(lons: Any) -> bool:
    """Whether longitudes lie closer together from 0 to 360 than from -180 to 180.

    Examples
    --------
    >>> is_eastward([177.5, -165.4]), is_eastward([-77.0, 33.0])
    (True, False)
    """
    values = np.asarray(lons, dtype=float)
    wide = float(np.ptp(values)) if values.size else 0.0
    return wide > 180 and float(np.ptp(values % 360)) < wide


def eastward(shapes: Any) -> Any:
    """Shapes of a story across the antimeridian: longitudes below 0 count on from 180.

    Examples
    --------
    >>> eastward(shapely.Point(-165.4, 64.5)).x
    194.6
    """

    def moved(xy: Any) -> Any:
        return np.column_stack([np.where(xy[:, 0] < 0, xy[:, 0] + 360, xy[:, 0]), xy[:, 1:]])

    return shapely.transform(shapes, moved)


def decode(ring: Ring, *, digits: int = DIGITS) -> Any:
    """Longitudes and latitudes of a line or ring that `paths` wrote, shape (n, 2).

    Examples
    --------
    >>> decode([10, 20, 5, 0], digits=1).tolist()
    [[1.0, 2.0], [1.5, 2.0]]
    """
    return np.cumsum(np.asarray(ring, dtype=float).reshape(-1, 2), axis=0) / 10**digits
