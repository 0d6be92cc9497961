"""Which part of an area words mean: its heights, a valley's mouth, a valley's head."""

from typing import Protocol

import numpy as np
import numpy.typing as npt
import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geomap.errors import InputError
from geomap.terrain.cells import mask_of, outline
from geomap.terrain.elevation import Elevation


class HasAxis(Protocol):
    """An area with an axis that runs from its mouth to its head; a `Valley` is one."""

    @property
    def area(self) -> Polygon | MultiPolygon:
        """Outline, EPSG:4326."""
        ...

    @property
    def axis(self) -> LineString:
        """Line from the mouth to the head, EPSG:4326."""
        ...


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


def mouth_part(
    elevation: Elevation, valley: HasAxis, *, share: float = 0.15
) -> Polygon | MultiPolygon:
    """Where a valley begins: the land beside the first part of its axis.

    Parameters
    ----------
    elevation
        Grid whose cells carry the part.
    valley
        Area and axis, the axis from the mouth to the head.
    share
        Share of the axis's length, above 0 to 1.

    Raises
    ------
    InputError
        If the share is outside 0..1, or no cell of the grid lies in the valley.
    """
    along, mask = _along(elevation, valley, share)
    return outline(mask & (along <= share), elevation)


def head_part(
    elevation: Elevation, valley: HasAxis, *, share: float = 0.15
) -> Polygon | MultiPolygon:
    """Where a valley ends: the land beside the last part of its axis; see `mouth_part`."""
    along, mask = _along(elevation, valley, share)
    return outline(mask & (along >= 1 - share), elevation)


def _along(
    elevation: Elevation, valley: HasAxis, share: float
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """For every cell of the valley, how far up the axis the nearest point of it lies, 0 to 1."""
    if not 0 < share <= 1:
        raise InputError(f"expected a share above 0 and up to 1, got {share}")
    mask = mask_of(elevation, valley.area)
    if not mask.any():
        raise InputError("expected a valley that the elevation grid covers, no cell lies in it")
    squeeze = np.cos(np.radians(valley.axis.centroid.y))
    axis = valley.axis.simplify(elevation.step_lat_deg)
    axis = shapely.transform(axis, lambda xy: xy * [squeeze, 1.0])
    rows, columns = np.nonzero(mask)
    middles = shapely.points(elevation.lons[columns] * squeeze, elevation.lats[rows])
    along = np.full(mask.shape, np.nan)
    along[mask] = shapely.line_locate_point(axis, middles, normalized=True)
    return along, mask
