"""The way that a walker would take over the terrain, as a stand-in for a road."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from pyproj import Geod
from shapely import LineString, Point

from geomap.errors import InputError
from geomap.terrain.elevation import Bounds, Elevation

LonLat = tuple[float, float]
Move = tuple[int, int, tuple[tuple[int, int], ...]]
METHOD = "least-cost path over the elevation (Tobler's walking function), a stand-in for the road"
_GEOD = Geod(ellps="WGS84")
_LEAST_MARGIN_M = 50_000.0
_MOST_CELLS = 4_000_000
# Moves to half of the sixteen neighbours; the other half are the same moves back. With each, the
# cells that the move passes between or over, whose mean is the height halfway.
_MOVES: tuple[Move, ...] = (
    (0, 1, ()),
    (1, 0, ()),
    (1, 1, ()),
    (1, -1, ()),
    (1, 2, ((0, 1), (1, 1))),
    (2, 1, ((1, 0), (1, 1))),
    (1, -2, ((0, -1), (1, -1))),
    (2, -1, ((1, 0), (1, -1))),
)


@dataclass(frozen=True, kw_only=True)
class Route:
    """A way over the terrain.

    `line` runs from the first point to the second, EPSG:4326; `length_m` is its geodesic length
    on the ellipsoid; `hours` is the walking time; `climb_m` and `descent_m` add up the heights of
    the cells passed; `method` says what it stands in for.
    """

    line: LineString
    length_m: float
    hours: float
    climb_m: float
    descent_m: float
    method: str = METHOD


def walking_speed_kmh(slope: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Tobler's walking function: 6 exp(-3.5 |slope + 0.05|) km/h, slope as rise over run.

    Notes
    -----
    Tobler (1993), "Three presentations on geographical analysis and modeling", NCGIA 93-1.

    Examples
    --------
    >>> float(walking_speed_kmh(-0.05))
    6.0
    """
    return np.asarray(6.0 * np.exp(-3.5 * np.abs(np.asarray(slope, dtype=np.float64) + 0.05)))


def least_cost_path(
    elevation: Elevation,
    a: Point | LonLat,
    b: Point | LonLat,
) -> Route:
    """The quickest walk from one point to another, uphill and downhill told apart.

    Parameters
    ----------
    elevation
        Grid of heights that holds both points; cells without height cannot be crossed.
    a, b
        Longitude and latitude of start and end; the way may lead as far around them as they lie
        apart, and at least 50 km.

    Returns
    -------
    Route
        The way, its length and its walking time.

    Raises
    ------
    InputError
        If a point lies outside the grid or on no height, if no way joins them, or if the part of
        the grid to search exceeds four million cells.

    Notes
    -----
    Dijkstra's algorithm (scipy.sparse.csgraph) over moves to sixteen neighbours; a move costs its
    length over `walking_speed_kmh`, knight's moves in two halves over the mean height between
    the cells that they pass. Sixteen directions lengthen a straight way by at most 2.8 %. Bends
    of a road within a cell are not seen, and rivers are no obstacle.
    """
    start, end = _on_ground(elevation, a), _on_ground(elevation, b)
    part = elevation.window(_around(elevation, start, end))
    if part.values.size > _MOST_CELLS:
        raise InputError(
            f"expected at most {_MOST_CELLS:,} cells to search, got {part.values.size:,}; "
            "give a coarser grid"
        )
    columns = part.values.shape[1]
    first, last = (row * columns + column for row, column in (part.cell(*start), part.cell(*end)))
    if first == last:
        hours = float(_GEOD.inv(*start, *end)[2]) / 1000 / float(walking_speed_kmh(0.0))
        return _route(LineString([start, end]), hours, np.zeros(1))
    cells, hours = _search(part, first, last)
    rows, cols = np.divmod(cells, columns)
    inner = np.column_stack([part.lons[cols], part.lats[rows]])[1:-1]
    line = LineString(np.vstack([[start], inner, [end]]))
    return _route(line, hours, part.values[rows, cols].astype(np.float64))


def _route(line: LineString, hours: float, heights: npt.NDArray[np.float64]) -> Route:
    rise = np.diff(heights)
    return Route(
        line=line,
        length_m=float(_GEOD.geometry_length(line)),
        hours=hours,
        climb_m=float(rise[rise > 0].sum()),
        descent_m=float(-rise[rise < 0].sum()),
    )


def _on_ground(elevation: Elevation, point: Point | LonLat) -> LonLat:
    """Longitude, within the grid's own turn of the globe, and latitude of a point with a height."""
    lon, lat = (point.x, point.y) if isinstance(point, Point) else point
    row, column = elevation.cell(lon, lat)
    if not np.isfinite(elevation.values[row, column]):
        raise InputError(f"expected a point on known ground, no height is known at {lon}, {lat}")
    turns = round((float(elevation.lons[column]) - lon) / 360.0)
    return float(lon) + 360.0 * turns, float(lat)


def _around(elevation: Elevation, start: LonLat, end: LonLat) -> Bounds:
    """Bounds of both ends and a margin, within the grid."""
    margin_m = max(_GEOD.inv(*start, *end)[2], _LEAST_MARGIN_M)
    (west, east), (south, north) = (sorted(both) for both in zip(start, end, strict=True))
    dy = margin_m / 111_000 + elevation.step_lat_deg
    widest = min(max(abs(south - dy), abs(north + dy)), 89.0)
    dx = margin_m / (111_000 * np.cos(np.radians(widest))) + elevation.step_lon_deg
    left, bottom, right, top = elevation.bounds
    return (
        max(west - dx, left),
        max(south - dy, bottom),
        min(east + dx, right),
        min(north + dy, top),
    )


def _search(part: Elevation, start: int, end: int) -> tuple[npt.NDArray[np.int64], float]:
    """Cells of the quickest way, and its hours."""
    from scipy.sparse.csgraph import dijkstra

    hours, before = dijkstra(_graph(part), indices=start, return_predecessors=True)
    if not np.isfinite(hours[end]):
        raise InputError(
            "expected points that passable ground joins, no way leads from one to the other"
        )
    return np.array(steps(before, start, end), dtype=np.int64), float(hours[end])


def steps(before: npt.NDArray[np.int32], start: int, end: int) -> list[int]:
    """The way from start to end, from what Dijkstra's algorithm came by before each node."""
    found = [end]
    while found[-1] != start:
        found.append(int(before[found[-1]]))
    return found[::-1]


def _graph(part: Elevation) -> Any:
    """Sparse matrix of hours from every cell (row) to its neighbours (column)."""
    from scipy.sparse import coo_array

    size = part.values.size
    froms, tos, costs = [], [], []
    for move in _MOVES:
        here, there, there_hours, back_hours = _moves(part, move)
        froms += [here, there]
        tos += [there, here]
        costs += [there_hours, back_hours]
    matrix = (np.concatenate(costs), (np.concatenate(froms), np.concatenate(tos)))
    return coo_array(matrix, shape=(size, size)).tocsr()


def _moves(part: Elevation, move: Move) -> tuple[npt.NDArray[Any], ...]:
    """One kind of move from every cell: cells from and to, hours there and hours back."""
    dy, dx, between = move
    rows, columns = part.values.shape
    cells = np.arange(rows * columns).reshape(rows, columns)
    y = np.arange(0, max(rows - dy, 0))
    x = np.arange(max(-dx, 0), max(columns - max(dx, 0), 0))

    def height(down: int, right: int) -> npt.NDArray[np.float64]:
        return np.asarray(part.values[np.ix_(y + down, x + right)], dtype=np.float64)

    widths = (part.cell_widths_m[y] + part.cell_widths_m[y + dy])[:, None] / 2
    tall = (part.cell_heights_m[y] + part.cell_heights_m[y + dy])[:, None] / 2
    stops = [height(0, 0), height(dy, dx)]
    if between:
        stops.insert(1, np.mean([height(*at) for at in between], axis=0))
    leg = np.broadcast_to(np.hypot(dy * tall, dx * widths), stops[0].shape) / (len(stops) - 1)
    slopes = np.stack([(after - before) / leg for before, after in pairwise(stops)])
    known = np.isfinite(slopes).all(axis=0)
    there = (leg / 1000 / walking_speed_kmh(slopes)).sum(axis=0)
    back = (leg / 1000 / walking_speed_kmh(-slopes)).sum(axis=0)
    here, beyond = cells[np.ix_(y, x)][known], cells[np.ix_(y + dy, x + dx)][known]
    return here, beyond, there[known], back[known]
