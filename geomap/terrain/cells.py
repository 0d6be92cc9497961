"""Between cells of a grid and areas: which cells an area or its heights hold, what they make."""

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geomap.errors import InputError
from geomap.terrain.elevation import Elevation, neighbours


def mask_of(elevation: Elevation, area: BaseGeometry) -> npt.NDArray[np.bool_]:
    """Which cells of a grid have their middle in an area; the grid's shape.

    Parameters
    ----------
    elevation
        The grid.
    area
        Polygon or multipolygon, EPSG:4326.

    Raises
    ------
    InputError
        If the geometry has no area.
    """
    if not isinstance(area, (Polygon, MultiPolygon)) or area.is_empty:
        raise InputError(f"expected a polygon with an area, got {area.geom_type}")
    west, south, east, north = area.bounds
    columns = np.flatnonzero((elevation.lons >= west) & (elevation.lons <= east))
    rows = np.flatnonzero((elevation.lats >= south) & (elevation.lats <= north))
    mask = np.zeros(elevation.values.shape, dtype=bool)
    if rows.size and columns.size:
        lon, lat = np.meshgrid(elevation.lons[columns], elevation.lats[rows])
        shapely.prepare(area)
        mask[np.ix_(rows, columns)] = shapely.contains_xy(area, lon, lat)
    return mask


def outline(mask: npt.NDArray[np.bool_], elevation: Elevation) -> Polygon | MultiPolygon:
    """Area of cells along their edges, EPSG:4326; parts may meet at a corner.

    Parameters
    ----------
    mask
        Which cells; the grid's shape.
    elevation
        The grid.

    Raises
    ------
    InputError
        If the shapes differ.
    """
    if mask.shape != elevation.values.shape:
        raise InputError(f"expected a mask of shape {elevation.values.shape}, got {mask.shape}")
    rows, starts, ends = _runs(mask)
    area = shapely.union_all(shapely.box(starts, rows, ends, rows + 1))
    placed = shapely.transform(area, lambda xy: _placed(xy, elevation))
    whole = shapely.orient_polygons(shapely.simplify(placed, 0))
    return whole if isinstance(whole, (Polygon, MultiPolygon)) else Polygon()


def upper_band(
    elevation: Elevation, area: BaseGeometry, *, quantile: float = 2 / 3
) -> Polygon | MultiPolygon:
    """The heights of an area: its cells at or above a quantile of its elevations.

    Parameters
    ----------
    elevation
        Grid that covers the area, or part of it.
    area
        Polygon or multipolygon, EPSG:4326.
    quantile
        Share of the area that lies lower, 0 to 1; by default the upper third is kept.

    Returns
    -------
    Polygon or MultiPolygon
        EPSG:4326, within the area's cells.

    Raises
    ------
    InputError
        If the quantile is outside 0..1, or no cell with a height has its middle in the area.
    """
    if not 0 <= quantile <= 1:
        raise InputError(f"expected a quantile from 0 to 1, got {quantile}")
    mask = mask_of(elevation, area) & np.isfinite(elevation.values)
    if not mask.any():
        raise InputError("expected an area that the elevation grid covers, no cell lies in it")
    level = np.quantile(elevation.values[mask], quantile)
    return outline(mask & (elevation.values >= level), elevation)


def is_whole(mask: npt.NDArray[np.bool_], elevation: Elevation, *, outlet: int) -> bool:
    """Whether cells keep off the edge of what is known, but for the one where water leaves."""
    known = np.isfinite(elevation.values)
    inner = [neighbours(known, step, False) for step in ((-1, 0), (0, -1), (0, 1), (1, 0))]
    at_edge = mask & ~np.all(inner, axis=0)
    at_edge.ravel()[outlet] = False
    return not bool(at_edge.any())


def _runs(mask: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[Any], ...]:
    """Row, first column and column after the last of every unbroken run of cells."""
    steps = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(steps == 1)
    return rows, starts, np.nonzero(steps == -1)[1]


def _placed(xy: npt.NDArray[Any], elevation: Elevation) -> npt.NDArray[Any]:
    lon = elevation.west + xy[:, 0] * elevation.step_lon_deg
    lat = elevation.north - xy[:, 1] * elevation.step_lat_deg
    return np.column_stack([lon, lat]).round(9)
