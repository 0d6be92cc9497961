"""A valley as an area with a mouth, a head and an axis; needs the extra `terrain`."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from shapely import LineString, MultiPolygon, Point, Polygon

from geomap.errors import InputError
from geomap.terrain.cells import is_whole, outline
from geomap.terrain.drainage import Drainage, disc, drainage, snap
from geomap.terrain.elevation import Elevation

_OPEN_WITHIN_M = 6_000.0
_OPEN_BELOW_M = 150.0
_OPEN_SHARE = 0.5


@dataclass(frozen=True, kw_only=True)
class Valley:
    """All land that drains through a mouth.

    Attributes
    ----------
    area
        Outline along the edges of cells, EPSG:4326.
    axis
        Main stem from the mouth to the head.
    mouth, head
        Where the water leaves, and where the main stem begins on the divide.
    area_km2
        Area of the cells.
    mean_m, min_m, max_m
        Heights in the valley.
    complete
        False where the valley reaches the edge of what is known, and may go on beyond it.
    mask
        Which cells of the grid belong to it.
    """

    area: Polygon | MultiPolygon
    axis: LineString
    mouth: Point
    head: Point
    area_km2: float
    mean_m: float
    min_m: float
    max_m: float
    complete: bool
    mask: npt.NDArray[np.bool_] = field(repr=False, compare=False)


def valley(
    elevation: Elevation,
    mouth: tuple[float, float] | Point,
    *,
    snap_m: float | None = None,
    water: Drainage | None = None,
) -> Valley:
    """The valley above a mouth.

    Parameters
    ----------
    elevation
        Grid of heights that holds the whole valley.
    mouth
        Longitude and latitude near the river where the valley ends.
    snap_m
        How far the river may lie from that point, see `snap`; by default 2,000 m or two cells.
    water
        `drainage(elevation)` where it is at hand already; derived anew otherwise.

    Returns
    -------
    Valley
        Area, axis, mouth, head and heights.

    Raises
    ------
    InputError
        If the mouth lies outside the grid, or nothing drains through it.
    MissingExtraError
        If the extra `terrain` is not installed.

    Notes
    -----
    The catchment of the snapped cell. The axis follows, at every fork, the branch that drains
    the larger area (Hack's main stream). A valley that reaches the grid's edge is cut
    there, and `complete` says so.
    """
    lon, lat = (mouth.x, mouth.y) if isinstance(mouth, Point) else mouth
    elevation.cell(lon, lat)
    water = water or drainage(elevation)
    outlet = snap(water, lon, lat, radius_m=snap_m)
    stem = water.stem_up(outlet)
    if len(stem) < 2:
        raise InputError(
            f"expected a mouth that water runs through, nothing drains through longitude {lon}, "
            f"latitude {lat} within the distance to snap"
        )
    mask = water.above(outlet)
    heights = elevation.values[mask].astype(np.float64)
    areas = np.broadcast_to(elevation.cell_areas_km2[:, None], mask.shape)[mask]
    axis = water.lonlat(stem)
    return Valley(
        area=outline(mask, elevation),
        axis=LineString(axis),
        mouth=Point(axis[0]),
        head=Point(axis[-1]),
        area_km2=float(areas.sum()),
        mean_m=float(np.average(heights, weights=areas)),
        min_m=float(heights.min()),
        max_m=float(heights.max()),
        complete=is_whole(mask, elevation, outlet=outlet),
        mask=mask,
    )


def find_mouth(
    elevation: Elevation,
    inside: tuple[float, float] | Point,
    *,
    water: Drainage | None = None,
) -> Point:
    """Where the valley around a point ends, going down its river.

    The mouth is the last cell before either the river runs into one that drains more than
    itself, or the land opens: at least half of the land within 6 km of the river lies less than
    150 m above it. A river that does neither ends at the edge.

    Parameters
    ----------
    elevation
        Grid of heights.
    inside
        Longitude and latitude of a place on the valley's river.
    water
        `drainage(elevation)` where it is at hand already.

    Raises
    ------
    InputError
        If the point lies outside the grid.
    """
    lon, lat = (inside.x, inside.y) if isinstance(inside, Point) else inside
    water = water or drainage(elevation)
    drained = water.upstream_km2.ravel()
    path = water.stem_down(snap(water, lon, lat))
    for here, below in pairwise(path):
        if drained[below] > 2 * drained[here] or _is_open(elevation, below):
            return Point(water.lonlat(here)[0])
    return Point(water.lonlat(path[-1])[0])


def _is_open(elevation: Elevation, cell: int) -> bool:
    heights = elevation.values.ravel()
    above = heights[disc(elevation, cell, _OPEN_WITHIN_M)[0]] - heights[cell]
    return float(np.mean(above[np.isfinite(above)] < _OPEN_BELOW_M)) >= _OPEN_SHARE
