"""Adjacency with its direction, and containment."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geomap.errors import InputError
from geomap.relations.plane import GEOD, Floats, Plane, check_geometry, plane_at

_STEP_M = 500.0
_MOST_PIECES = 20_000


@dataclass(frozen=True, kw_only=True)
class Adjacency:
    """How two areas meet.

    `shared_m` is the length of the first area's border along the second, `share` that length
    over the whole border, `normal_deg` the length-weighted mean outward normal of the shared
    stretch (NaN where none is shared) and `resultant` its resultant length, 0 to 1: 1 for a
    straight stretch, near 0 where the second area lies all around. `geometry` is the stretch.
    """

    shared_m: float
    share: float
    normal_deg: float
    resultant: float
    geometry: BaseGeometry


def adjacency(area: BaseGeometry, other: BaseGeometry, *, tolerance_m: float = 500.0) -> Adjacency:
    """Border that an area shares with another, and which way it faces.

    Parameters
    ----------
    area, other
        Polygons in longitude and latitude, WGS84.
    tolerance_m
        How close the other area must come for the border to count as shared; sources that draw
        the same border differ by that much.

    Returns
    -------
    Adjacency
        Lengths in metres, the mean outward normal in degrees clockwise from north.

    Raises
    ------
    InputError
        If `area` has no border of positive length.

    Notes
    -----
    With n_i the outward normals of the shared pieces and l_i their lengths, the mean normal is
    the angle of sum(l_i n_i) and the resultant |sum(l_i n_i)| / sum(l_i): the mean direction and
    resultant length of Mardia and Jupp (2000), "Directional Statistics", weighted by length.

    Examples
    --------
    >>> east = adjacency(shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1))
    >>> round(east.normal_deg), round(east.resultant, 2), round(east.share, 2)
    (90, 0.99, 0.25)
    """
    return adjacencies(area, other, tolerances_m=(tolerance_m,))[0]


def adjacencies(
    area: BaseGeometry, other: BaseGeometry, *, tolerances_m: Sequence[float]
) -> tuple[Adjacency, ...]:
    """`adjacency` at several tolerances, measured once."""
    check_geometry(area)
    check_geometry(other)
    plane = plane_at(area)
    flat = plane.project(area, step_deg=0.05)
    pieces = _border_pieces(flat)
    if len(pieces) == 0:
        raise InputError(f"expected an area with a border, got a {area.geom_type}")
    widest = max(tolerances_m)
    gaps = _gaps(pieces.mean(axis=1), plane.project(other, step_deg=0.05), widest)
    return tuple(_adjacency(plane, pieces, gaps <= t) for t in tolerances_m)


def _adjacency(plane: Plane, pieces: Floats, shared: npt.NDArray[np.bool_]) -> Adjacency:
    step = pieces[:, 1] - pieces[:, 0]
    lengths = np.hypot(step[:, 0], step[:, 1])
    total = np.sum(step[shared], axis=0)
    length = float(lengths[shared].sum())
    # rings run anticlockwise, so the outward normal of a step (dx, dy) is (dy, -dx)
    normal = np.degrees(np.arctan2(total[1], -total[0])) % 360.0
    stretch = shapely.multilinestrings(shapely.linestrings(pieces[shared]))
    return Adjacency(
        shared_m=length,
        share=length / float(lengths.sum()),
        normal_deg=float(normal) if length > 0 else float("nan"),
        resultant=float(np.hypot(*total) / length) if length > 0 else 0.0,
        geometry=plane.unproject(shapely.line_merge(stretch)) if length > 0 else stretch,
    )


def _border_pieces(flat: BaseGeometry) -> Floats:
    """Outer rings of polygons as short pieces, anticlockwise: (n, 2 ends, xy).

    Pieces are at most 500 m long, or a 20,000th of the whole border where that is more.
    """
    step_m = max(_STEP_M, flat.length / _MOST_PIECES)
    pieces = []
    for part in shapely.get_parts(flat):
        if part.geom_type == "Polygon":
            ring = shapely.orient_polygons(part).exterior
            coords = shapely.get_coordinates(shapely.segmentize(ring, step_m))
            pieces.append(np.stack([coords[:-1], coords[1:]], axis=1))
    return np.concatenate(pieces) if pieces else np.empty((0, 2, 2))


def _gaps(middles: Floats, other: BaseGeometry, within_m: float) -> Floats:
    """Distances from points to a geometry, infinite beyond `within_m`."""
    west, south, east, north = other.bounds
    x, y = middles[:, 0], middles[:, 1]
    close = (x >= west - within_m) & (x <= east + within_m)
    close &= (y >= south - within_m) & (y <= north + within_m)
    gaps = np.full(len(middles), np.inf)
    if not close.any():
        return gaps
    around = shapely.box(x[close].min(), y[close].min(), x[close].max(), y[close].max())
    part = shapely.make_valid(other).intersection(around.buffer(2 * within_m))
    shapely.prepare(part)
    points = shapely.points(middles[close])
    near = np.asarray(shapely.dwithin(part, points, within_m))
    found = np.full(len(points), np.inf)
    found[near] = shapely.distance(part, points[near])
    gaps[close] = found
    return gaps


def share_inside(inner: BaseGeometry, outer: BaseGeometry) -> float:
    """Share of one geometry's area (or length, or 0 or 1 for a point) that lies in another.

    Examples
    --------
    >>> round(share_inside(shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)), 2)
    0.5
    """
    check_geometry(inner)
    check_geometry(outer)
    if inner.geom_type == "Point":
        return float(outer.covers(inner))
    plane = plane_at(inner)
    flat, cover = plane.project(inner), plane.project(outer)
    common = flat.intersection(cover)
    if flat.area > 0:
        return float(common.area / flat.area)
    return float(common.length / flat.length)


def area_km2(geometry: BaseGeometry) -> float:
    """Geodesic area in square kilometres; 0 for points and lines.

    Examples
    --------
    >>> round(area_km2(shapely.box(69, 35, 70, 36)))
    10066
    """
    check_geometry(geometry)
    total = 0.0
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            total += float(GEOD.geometry_area_perimeter(shapely.orient_polygons(part))[0])
    return total / 1e6
