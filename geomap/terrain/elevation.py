"""A regular longitude-latitude grid of heights, and how to get one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from geomap.errors import CoordinateError, InputError
from geomap.terrain.raster import read_raster

Bounds = tuple[float, float, float, float]
_SEMI_MAJOR_M = 6_378_137.0
_ECCENTRICITY2 = 0.006_694_379_990_14
_EDGE = 1e-9


@dataclass(frozen=True, kw_only=True, eq=False)
class Elevation:
    """Heights in metres on a regular WGS84 grid, rows from north to south.

    Attributes
    ----------
    values
        Two-dimensional float32 array, NaN where nothing is known; made read-only.
    west, north
        Longitude and latitude of the outer corner of the first cell, degrees.
    step_lon_deg, step_lat_deg
        Width and height of a cell in degrees, both positive.

    Raises
    ------
    InputError
        If the array is not two-dimensional or is empty, or a step is not positive.
    CoordinateError
        If the grid leaves latitude -90..90 or spans more than 360 degrees of longitude.

    Examples
    --------
    >>> grid = Elevation(values=np.zeros((2, 4)), west=67, north=37, step_lon_deg=0.5,
    ...                  step_lat_deg=0.5)
    >>> grid.bounds
    (67.0, 36.0, 69.0, 37.0)
    """

    values: npt.NDArray[np.float32]
    west: float
    north: float
    step_lon_deg: float
    step_lat_deg: float

    def __post_init__(self) -> None:
        values = np.array(self.values, dtype=np.float32, order="C")
        if values.ndim != 2 or values.size == 0:
            raise InputError(
                f"expected a two-dimensional grid of heights, got shape {values.shape}"
            )
        values[~np.isfinite(values)] = np.nan
        values.flags.writeable = False
        object.__setattr__(self, "values", values)
        for name in ("west", "north", "step_lon_deg", "step_lat_deg"):
            object.__setattr__(self, name, float(getattr(self, name)))
        if not (self.step_lon_deg > 0 and self.step_lat_deg > 0):
            raise InputError("expected cells of positive width and height in degrees")
        west, south, east, north = self.bounds
        inside = -90 - _EDGE <= south < north <= 90 + _EDGE
        if not (inside and east - west <= 360 + _EDGE and west >= -360 and east <= 360):
            raise CoordinateError(f"expected a grid within the world, got bounds {self.bounds}")

    @property
    def bounds(self) -> Bounds:
        """Outer edges: west, south, east, north in degrees."""
        rows, columns = self.values.shape
        return (
            self.west,
            round(self.north - rows * self.step_lat_deg, 12),
            round(self.west + columns * self.step_lon_deg, 12),
            self.north,
        )

    @property
    def lats(self) -> npt.NDArray[np.float64]:
        """Latitude of the middle of every row, degrees, from north to south."""
        rows = self.values.shape[0]
        return np.asarray(self.north - (np.arange(rows) + 0.5) * self.step_lat_deg, dtype=float)

    @property
    def lons(self) -> npt.NDArray[np.float64]:
        """Longitude of the middle of every column, degrees, from west to east."""
        columns = self.values.shape[1]
        return np.asarray(self.west + (np.arange(columns) + 0.5) * self.step_lon_deg, dtype=float)

    @property
    def cell_heights_m(self) -> npt.NDArray[np.float64]:
        """North-south size of a cell in metres for every row, on the WGS84 ellipsoid."""
        curve = 1.0 - _ECCENTRICITY2 * np.sin(np.radians(self.lats)) ** 2
        radius = _SEMI_MAJOR_M * (1.0 - _ECCENTRICITY2) / curve**1.5
        return np.asarray(radius * np.radians(self.step_lat_deg), dtype=float)

    @property
    def cell_widths_m(self) -> npt.NDArray[np.float64]:
        """East-west size of a cell in metres for every row, on the WGS84 ellipsoid."""
        curve = 1.0 - _ECCENTRICITY2 * np.sin(np.radians(self.lats)) ** 2
        radius = _SEMI_MAJOR_M * np.cos(np.radians(self.lats)) / np.sqrt(curve)
        return np.asarray(np.maximum(radius * np.radians(self.step_lon_deg), 1e-6), dtype=float)

    @property
    def cell_areas_km2(self) -> npt.NDArray[np.float64]:
        """Area of a cell in square kilometres for every row."""
        return self.cell_widths_m * self.cell_heights_m / 1e6

    def covers(self, bounds: Bounds) -> bool:
        """Whether bounds (west, south, east, north) lie wholly inside the grid."""
        _, south, _, north = self.bounds
        left, width = float(self._east_of_west(bounds[0])), bounds[2] - bounds[0]
        return bool(
            0 <= width <= self.values.shape[1] * self.step_lon_deg - left + _EDGE
            and south - _EDGE <= bounds[1] <= bounds[3] <= north + _EDGE
        )

    def cell(self, lon: float, lat: float) -> tuple[int, int]:
        """Row and column of the cell that holds a point; points on the outer edge count.

        Raises
        ------
        InputError
            If the point lies outside the grid; the message names its bounds.
        """
        if not self.covers((lon, lat, lon, lat)):
            raise InputError(
                f"expected a point within the elevation grid {_said(self.bounds)}, "
                f"got longitude {lon}, latitude {lat}"
            )
        rows, columns = self.values.shape
        row = int((self.north - lat) / self.step_lat_deg + _EDGE)
        column = int(float(self._east_of_west(lon)) / self.step_lon_deg + _EDGE)
        return min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)

    def sample(self, lon: npt.ArrayLike, lat: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Heights in metres at points, bilinear between the middles of cells.

        Parameters
        ----------
        lon, lat
            Numbers or arrays of one shape, degrees.

        Returns
        -------
        numpy.ndarray
            Heights in the inputs' shape; NaN outside the grid and where a cell that takes part
            has no height.
        """
        lons, lats = np.broadcast_arrays(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
        _, south, _, north = self.bounds
        x, y = self._east_of_west(lons.ravel()), lats.ravel()
        known = x <= self.values.shape[1] * self.step_lon_deg + _EDGE
        known &= (y >= south - _EDGE) & (y <= north + _EDGE)
        x, y = np.where(known, x, 0.0), np.where(known, y, north)
        rows = (self.north - y) / self.step_lat_deg - 0.5
        columns = x / self.step_lon_deg - 0.5
        heights = bilinear(self.values, rows, columns)
        return np.where(known, heights, np.nan).reshape(lons.shape)

    def window(self, bounds: Bounds) -> Self:
        """The part of the grid that touches bounds (west, south, east, north).

        Raises
        ------
        InputError
            If bounds are not ordered or do not touch the grid.
        """
        own = self.bounds
        west, south, east, north = bounds
        if not (west < east and south < north):
            raise InputError(f"expected west < east and south < north, got {bounds}")
        turn = next((t for t in (0, 360, -360) if own[0] - east < t < own[2] - west), None)
        if turn is None or north <= own[1] or south >= own[3]:
            raise InputError(f"expected bounds that touch the grid {_said(own)}, got {bounds}")
        top = max(_outward((self.north - north) / self.step_lat_deg, up=False), 0)
        left = max(_outward((west + turn - self.west) / self.step_lon_deg, up=False), 0)
        bottom = _outward((self.north - south) / self.step_lat_deg, up=True)
        right = _outward((east + turn - self.west) / self.step_lon_deg, up=True)
        return type(self)(
            values=self.values[top:bottom, left:right],
            west=self.west + left * self.step_lon_deg,
            north=self.north - top * self.step_lat_deg,
            step_lon_deg=self.step_lon_deg,
            step_lat_deg=self.step_lat_deg,
        )

    @classmethod
    def from_geotiff(cls, path: str | Path, *, band: int = 1, bounds: Bounds | None = None) -> Self:
        """Read heights from a GeoTIFF, reprojected to EPSG:4326 where needed (bilinear).

        Parameters
        ----------
        path
            Any raster that GDAL reads; its CRS must be given, its heights in metres. Cells that
            it marks as without data, and any below -1,000 m, become NaN.
        band
            Which band holds the heights, from 1.
        bounds
            Read only the part that touches west, south, east, north, degrees.

        Raises
        ------
        InputError
            If the file cannot be read, has no CRS, holds no height, does not touch the bounds,
            or has more than a hundred million cells there.
        MissingExtraError
            If rasterio is not installed (`pip install geomap-news[terrain]`).
        """
        values, transform = read_raster(Path(path), band=band, bounds=bounds)
        return cls(
            values=values,
            west=transform.c,
            north=transform.f,
            step_lon_deg=transform.a,
            step_lat_deg=-transform.e,
        )

    def _east_of_west(self, lon: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Degrees east of the western edge, whichever turn of the globe a longitude is given in."""
        east = np.mod(np.asarray(lon, dtype=np.float64) - self.west, 360.0)
        return np.where(east > 360.0 - _EDGE, 0.0, east)


def neighbours(values: npt.NDArray[Any], step: tuple[int, int], beyond: Any) -> npt.NDArray[Any]:
    """For every cell what lies some rows down and columns right of it, at most one each."""
    down, right = step
    padded = np.pad(values, 1, constant_values=beyond)
    rows, columns = values.shape
    return padded[1 + down : 1 + down + rows, 1 + right : 1 + right + columns]


def bilinear(
    values: npt.NDArray[Any], rows: npt.NDArray[Any], columns: npt.NDArray[Any]
) -> npt.NDArray[np.float64]:
    """Values between cells at fractional rows and columns, the outermost cells extended."""
    last_row, last_column = values.shape[0] - 1, values.shape[1] - 1
    y, x = np.clip(rows.round(9), 0, last_row), np.clip(columns.round(9), 0, last_column)
    top, left = np.floor(y).astype(int), np.floor(x).astype(int)
    bottom, right = np.minimum(top + 1, last_row), np.minimum(left + 1, last_column)
    dy, dx = y - top, x - left
    total = np.zeros(np.broadcast(y, x).shape)
    corners = (
        (top, left, (1 - dy) * (1 - dx)),
        (top, right, (1 - dy) * dx),
        (bottom, left, dy * (1 - dx)),
        (bottom, right, dy * dx),
    )
    for row, column, weight in corners:
        total += np.where(weight > 0, weight * values[row, column], 0.0)
    return total


def _outward(place: float, *, up: bool) -> int:
    """Whole cells, rounded away from the window's inside unless that is a rounding error."""
    return int(np.ceil(place - 1e-6) if up else np.floor(place + 1e-6))


def _said(bounds: Bounds) -> str:
    west, south, east, north = bounds
    return f"(longitude {west:.4f} to {east:.4f}, latitude {south:.4f} to {north:.4f})"
