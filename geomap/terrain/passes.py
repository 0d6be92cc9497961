"""Passes over a valley's divide, and its exits."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
from shapely import Point

from geomap.errors import InputError
from geomap.model import CRS
from geomap.terrain.elevation import Elevation, neighbours
from geomap.terrain.valleys import Valley

_SIDES = (  # neighbour (row, column), then where its edge starts and ends, inside on the right
    ((-1, 0), (0, 0), (0, 1)),
    ((0, 1), (0, 1), (1, 1)),
    ((1, 0), (1, 1), (1, 0)),
    ((0, -1), (1, 0), (0, 0)),
)


def passes(
    elevation: Elevation,
    valley: Valley,
    *,
    min_drop_m: float = 300.0,
    limit: int | None = None,
) -> gpd.GeoDataFrame:
    """Saddles of the divide around a valley, lowest first.

    Parameters
    ----------
    elevation
        The grid that the valley was derived from.
    valley
        The valley.
    min_drop_m
        How far one must climb along the divide, on either side, before it falls below the
        saddle again; notches that are less deep are left out.
    limit
        At most so many.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326 points with `elevation_m`, `drop_m` (that climb) and `bearing_deg` (from the
        inside to the outside of the divide there, clockwise from north).

    Raises
    ------
    InputError
        If the valley is not of this grid.

    Notes
    -----
    The divide is walked once around as the sequence of steps from a cell inside to a
    neighbouring cell outside; a step is as high as the higher of the two. Its minima are kept by
    persistence (Edelsbrunner et al. 2002), the mouth being lower than all of them. Where the
    valley is cut by the edge of what is known, nothing can be said, and no pass is found.
    """
    if valley.mask.shape != elevation.values.shape:
        raise InputError(
            f"expected a valley of this grid, {elevation.values.shape} cells, "
            f"got one of {valley.mask.shape}"
        )
    inside, outside = _divide(valley.mask)
    heights = elevation.values.ravel().astype(np.float64)
    crossing = np.maximum(heights[inside], np.where(outside >= 0, heights[outside], np.inf))
    crossing = np.where(np.isfinite(crossing), crossing, np.inf)
    row, column = elevation.cell(valley.mouth.x, valley.mouth.y)
    start = _mouth_step(inside, crossing, row * elevation.values.shape[1] + column)
    inside, outside = np.roll(inside, -start), np.roll(outside, -start)
    crossing = np.roll(crossing, -start)
    rows = []
    for step, drop in _minima(crossing, min_drop_m):
        higher = inside[step] if heights[inside[step]] >= heights[outside[step]] else outside[step]
        turn = _compass(_middle(elevation, inside[step]), _middle(elevation, outside[step]))
        rows.append((float(crossing[step]), drop, turn, Point(_middle(elevation, higher))))
    columns = ["elevation_m", "drop_m", "bearing_deg", "geometry"]
    return gpd.GeoDataFrame(rows[:limit], columns=columns, geometry="geometry", crs=CRS)


def exits(valley: Valley, passes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Ways out of a valley: its mouth, then its passes.

    Returns
    -------
    geopandas.GeoDataFrame
        The passes' columns after `exit` ("mouth" or "pass"); EPSG:4326.
    """
    first = gpd.GeoDataFrame(
        {"exit": ["mouth"], "elevation_m": [valley.min_m]}, geometry=[valley.mouth], crs=CRS
    )
    rest = passes.assign(exit="pass")
    columns = ["exit", *[c for c in passes.columns if c != "geometry"], "geometry"]
    both = [first.reindex(columns=columns), rest[columns]]
    records = [row for frame in both for row in frame.to_dict("records")]
    return gpd.GeoDataFrame(records, columns=columns, geometry="geometry", crs=CRS)


def _middle(elevation: Elevation, cell: int) -> tuple[float, float]:
    row, column = divmod(int(cell), elevation.values.shape[1])
    return float(elevation.lons[column]), float(elevation.lats[row])


def _compass(back: tuple[float, float], to: tuple[float, float]) -> float:
    squeeze = np.cos(np.radians(back[1]))
    return round(
        float(np.degrees(np.arctan2((to[0] - back[0]) * squeeze, to[1] - back[1])) % 360), 1
    )


def _divide(mask: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Flat indices inside and outside (-1 beyond the grid) of every step once around."""
    rows, columns = mask.shape
    edges: dict[tuple[int, int], list[tuple[tuple[int, int], int, int]]] = {}
    for (dy, dx), start, end in _SIDES:
        for y, x in np.argwhere(mask & ~neighbours(mask, (dy, dx), False)).tolist():
            within = 0 <= y + dy < rows and 0 <= x + dx < columns
            step = (y * columns + x, (y + dy) * columns + x + dx if within else -1)
            edges.setdefault((y + start[0], x + start[1]), []).append(
                ((y + end[0], x + end[1]), *step)
            )
    longest: list[tuple[int, int]] = []
    while edges:
        longest = max(longest, _ring(edges), key=len)
    both = np.array(longest, dtype=np.int64)
    return both[:, 0], both[:, 1]


def _ring(
    edges: dict[tuple[int, int], list[tuple[tuple[int, int], int, int]]],
) -> list[tuple[int, int]]:
    """Take one closed walk out of the edges; where two meet, turn left to stay joined."""
    here = next(iter(edges))
    heading, steps = (0, 0), []
    while ways := edges.get(here):
        pick = 0
        if len(ways) == 2:
            left = (here[0] - heading[1], here[1] + heading[0])
            pick = int(ways[1][0] == left)
        after, inside, outside = ways.pop(pick)
        if not ways:
            del edges[here]
        heading, here = (after[0] - here[0], after[1] - here[1]), after
        steps.append((inside, outside))
    return steps


def _mouth_step(
    inside: npt.NDArray[np.int64], crossing: npt.NDArray[np.float64], mouth: int
) -> int:
    at_mouth = np.flatnonzero(inside == mouth)
    if at_mouth.size == 0:
        return int(np.argmin(crossing))
    return int(at_mouth[np.argmin(crossing[at_mouth])])


def _minima(crossing: npt.NDArray[np.float64], min_drop_m: float) -> list[tuple[int, float]]:
    """Steps that are minima with their persistence, lowest first; step 0 is below all others."""
    heights = crossing.copy()
    heights[0] = -np.inf
    root = np.full(len(heights), -1, dtype=np.int64)
    found: list[tuple[int, float]] = []
    for step in np.argsort(heights, kind="stable").tolist():
        if not np.isfinite(heights[step]) and step != 0:
            break
        root[step] = step
        for beside in ((step - 1) % len(heights), (step + 1) % len(heights)):
            if root[beside] < 0:
                continue
            low, high = sorted(
                (_find(root, step), _find(root, beside)), key=lambda s: (heights[s], s)
            )
            if low != high:
                root[high] = low
                drop = float(heights[step] - heights[high])
                if drop >= min_drop_m and drop > 0:
                    found.append((high, drop))
    return sorted(found, key=lambda pair: (heights[pair[0]], pair[0]))


def _find(root: npt.NDArray[np.int64], step: int) -> int:
    while root[step] != step:
        root[step] = root[root[step]]
        step = int(root[step])
    return step
