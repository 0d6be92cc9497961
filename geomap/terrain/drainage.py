"""Where water runs over an elevation grid; needs the extra `terrain`."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.errors import InputError, MissingExtraError
from geomap.terrain.elevation import Elevation, neighbours

_NODATA = -9_999.0
_D8 = (
    (1, 0, 1),
    (2, 1, 1),
    (4, 1, 0),
    (8, 1, -1),
    (16, 0, -1),
    (32, -1, -1),
    (64, -1, 0),
    (128, -1, 1),
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Drainage:
    """For every cell of a grid, the cell below it and the area that drains through it.

    Attributes
    ----------
    elevation
        The grid that this was derived from.
    downstream
        Flat index of the next cell downstream, int64; an outlet points to itself, -1 is nodata.
    upstream_km2
        Area draining through each cell including its own, shape of the grid; NaN is nodata.
    """

    elevation: Elevation
    downstream: npt.NDArray[np.int64]
    upstream_km2: npt.NDArray[np.float64]
    _flow: Any = field(repr=False, default=None)

    def lonlat(self, cells: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Longitude and latitude of the middles of cells given by flat index, shape (n, 2)."""
        rows, columns = np.divmod(np.atleast_1d(np.asarray(cells)), self.elevation.values.shape[1])
        return np.column_stack([self.elevation.lons[columns], self.elevation.lats[rows]])

    def above(self, cell: int) -> npt.NDArray[np.bool_]:
        """Which cells drain through a cell, itself included; shape of the grid."""
        basins = self._flow.basins(idxs=np.array([cell]))
        return np.asarray(basins.reshape(self.elevation.values.shape) > 0)

    def stem_up(self, cell: int) -> list[int]:
        """Cells from a cell up to its source, at every fork the one that drains more."""
        main = np.asarray(self._flow.idxs_us_main)
        path = [int(cell)]
        while (upper := int(main[path[-1]])) >= 0 and upper != path[-1]:
            path.append(upper)
        return path

    def stem_down(self, cell: int) -> list[int]:
        """Cells from a cell down to its outlet at the edge of what is known."""
        path = [int(cell)]
        while (lower := int(self.downstream[path[-1]])) >= 0 and lower != path[-1]:
            path.append(lower)
        return path


def drainage(elevation: Elevation) -> Drainage:
    """Derive where water runs: depressions filled, then steepest descent to eight neighbours.

    Parameters
    ----------
    elevation
        Heights in metres, at least two cells; water leaves at the edge of what is known.

    Raises
    ------
    InputError
        If the grid has one cell only, or no cell has a height.
    MissingExtraError
        If pyflwdir is not installed (`pip install geomap-news[terrain]`).

    Notes
    -----
    Depressions are filled by Wang and Liu (2006), doi:10.1080/13658810500433453, through
    pyflwdir; every cell then drains to the neighbour to which the filled ground falls steepest
    (O'Callaghan and Mark 1984), in metres, so that a degree of longitude counts for what it is at
    its latitude; level ground drains the way it was filled. Filling makes a river out of every
    basin without outlet on this grid, and narrow gorges read too high on coarse grids: a river
    behind one may be led over the wrong rim.
    """
    try:
        import pyflwdir
    except ImportError as error:
        raise MissingExtraError(
            "deriving rivers and valleys needs pyflwdir: pip install 'geomap-news[terrain]'"
        ) from error
    known = np.isfinite(elevation.values)
    if not known.any() or known.size < 2:
        raise InputError("expected an elevation grid of two cells or more with at least one height")
    heights = np.where(known, elevation.values, np.float32(_NODATA)).astype(np.float32)
    filled, flooded = pyflwdir.dem.fill_depressions(heights, nodata=_NODATA)
    flow = pyflwdir.from_array(
        _steepest(np.where(known, filled, np.nan), flooded, elevation),
        ftype="d8",
        check_ftype=False,
    )
    downstream = np.where(known.ravel(), np.asarray(flow.idxs_ds).astype(np.int64), -1)
    area = np.broadcast_to(elevation.cell_areas_km2[:, None], known.shape)
    upstream = np.asarray(flow.accuflux(np.where(known, area, 0.0)), dtype=np.float64)
    return Drainage(
        elevation=elevation,
        downstream=downstream,
        upstream_km2=np.where(known, upstream, np.nan),
        _flow=flow,
    )


def _steepest(
    filled: npt.NDArray[Any], flooded: npt.NDArray[np.uint8], elevation: Elevation
) -> npt.NDArray[np.uint8]:
    """D8 codes of the steepest way down; where there is none, the way the ground was flooded."""
    best = np.zeros(filled.shape)
    codes = flooded.copy()
    for code, dy, dx in _D8:
        beyond = neighbours(filled, (dy, dx), np.nan)
        run = np.hypot(dy * elevation.cell_heights_m, dx * elevation.cell_widths_m)[:, None]
        fall = np.nan_to_num((filled - beyond) / run)
        codes = np.where(fall > best, np.uint8(code), codes)
        best = np.maximum(best, fall)
    return codes


def disc(
    elevation: Elevation, cell: int, radius_m: float
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Flat indices of the cells around a cell, and how far their middles lie, in metres."""
    rows, columns = elevation.values.shape
    row, column = divmod(int(cell), columns)
    width, height = elevation.cell_widths_m[row], elevation.cell_heights_m[row]
    reach_y = int(radius_m / height) + 1
    reach_x = min(int(radius_m / width) + 1, columns)
    y = np.arange(max(row - reach_y, 0), min(row + reach_y + 1, rows))
    x = np.arange(max(column - reach_x, 0), min(column + reach_x + 1, columns))
    away = np.hypot((y - row)[:, None] * height, (x - column)[None, :] * width)
    cells = y[:, None].astype(np.int64) * columns + x[None, :]
    near = away <= radius_m
    return cells[near], away[near]


def snap(water: Drainage, lon: float, lat: float, *, radius_m: float | None = None) -> int:
    """The river cell that a point on a map means.

    Among the cells within the radius, those count as river that drain at least a tenth of what
    the largest of them drains; the nearest of these is taken. So a point near a confluence
    keeps to its own river, and is not drawn to the larger one or to a gully.

    Parameters
    ----------
    water
        Drainage of the grid.
    lon, lat
        Degrees; must lie in the grid.
    radius_m
        How far the river may lie from the point; by default 2,000 m or two cells.

    Returns
    -------
    int
        Flat index of the cell.

    Raises
    ------
    InputError
        If the point lies outside the grid, or no height is known within the radius.
    """
    grid = water.elevation
    row, column = grid.cell(lon, lat)
    if radius_m is None:
        radius_m = max(2_000.0, 2.0 * grid.cell_heights_m[row])
    if not radius_m >= 0:
        raise InputError(f"expected a radius of 0 m or more, got {radius_m}")
    cells, away = disc(grid, row * grid.values.shape[1] + column, radius_m)
    drained = water.upstream_km2.ravel()[cells]
    known = np.isfinite(drained)
    if not known.any():
        raise InputError(
            f"expected a known height within {radius_m:.0f} m of longitude {lon}, latitude {lat}, "
            "the grid has none there"
        )
    river = known & (drained >= 0.1 * drained[known].max())
    order = np.lexsort((cells[river], -drained[river], away[river]))
    return int(cells[river][order[0]])
