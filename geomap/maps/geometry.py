"""Lines and areas as whole numbers: the compact form in which shapes travel to the browser."""

from typing import Any

import numpy as np
import shapely
from shapely import GeometryType

Ring = list[int]
DIGITS = 4
_LINE, _RING, _POLYGON = (
    int(kind) for kind in (GeometryType.LINESTRING, GeometryType.LINEARRING, GeometryType.POLYGON)
)


def paths(shapes: Any, *, digits: int = DIGITS) -> list[Ring]:
    """Every line or ring of a geometry, or of an array of them, in their order.

    Each is longitude and latitude, then differences: degrees times 10 to the power of `digits`.
    Holes are rings like others; the browser fills by the even-odd rule. Points are left out.

    Examples
    --------
    >>> paths(shapely.LineString([(1, 2), (1.5, 2)]), digits=1)
    [[10, 20, 5, 0]]
    """
    coordinates, line = shapely.get_coordinates(_lines(shapes), return_index=True)
    whole = np.rint(coordinates * 10**digits).astype(np.int64)
    steps, begins = _steps(whole, line)
    moved = begins | (steps != 0).any(axis=1)
    steps, begins = _steps(whole[moved], line[moved])
    starts = np.flatnonzero(begins)
    numbers = steps.ravel().tolist()
    ends = [*starts[1:].tolist(), len(steps)]
    spans = zip(starts.tolist(), ends, strict=True) if len(steps) else ()
    return [numbers[2 * start : 2 * end] for start, end in spans if end - start > 1]


def _lines(shapes: Any) -> Any:
    """The lines of geometries, and the rings of their areas, as one array."""
    parts = np.atleast_1d(np.asarray(shapes, dtype=object))
    while (shapely.get_type_id(parts) > _POLYGON).any():  # a collection may hold others
        parts = shapely.get_parts(parts)
    kinds = shapely.get_type_id(parts)
    rings, of_area = shapely.get_rings(parts, return_index=True)
    is_line = (kinds == _LINE) | (kinds == _RING)
    order = np.argsort(np.concatenate([np.flatnonzero(is_line), of_area]), kind="stable")
    return np.concatenate([parts[is_line], rings])[order]


def _steps(whole: Any, line: Any) -> tuple[Any, Any]:
    """Where lines begin and how each goes on from there, and which points are beginnings."""
    begins = np.ones(len(line), dtype=bool)
    begins[1:] = line[1:] != line[:-1]
    steps = whole.copy()
    steps[1:] -= whole[:-1]
    steps[begins] = whole[begins]
    return steps, begins


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
