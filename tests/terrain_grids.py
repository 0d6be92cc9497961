"""Small grounds whose valleys, passes and heights are known, for the tests of terrain."""

from pathlib import Path

import numpy as np
import pytest
from pyproj import Geod

from geomap.terrain import Elevation

ROOT = Path(__file__).parents[1]
GEOD = Geod(ellps="WGS84")


def grid(values, *, west=10.0, north=50.0, step=0.01, step_lat=None) -> Elevation:
    return Elevation(
        values=np.asarray(values),
        west=west,
        north=north,
        step_lon_deg=step,
        step_lat_deg=step_lat or step,
    )


def trough(*, west=170.0, north=-44.0, notch=0.0) -> Elevation:
    """A straight valley: floor on column 50, ridges on 30 and 70 and on row 10, mouth south."""
    rows, columns = np.mgrid[0:100, 0:101]
    across = 20.0 * np.minimum(np.abs(columns - 50), 40 - np.abs(columns - 50))
    along = 5.0 * np.where(rows >= 10, 100 - rows, 80 + rows)
    heights = 1000.0 + across + along
    across = (400.0 - notch) * (1 - np.abs(columns - 30) / 20)
    cut = np.s_[39:42, 10:51]
    heights[cut] = (1000.0 + across + along)[cut]
    return grid(heights, west=west, north=north, step=0.005)


def cone(size=61, *, height=2000.0) -> Elevation:
    rows, columns = np.mgrid[0:size, 0:size]
    away = np.hypot(rows - size // 2, columns - size // 2)
    return grid(height - 30.0 * away, west=0.0, north=size * 0.005, step=0.01)


def write_tiff(path, values, *, crs, transform, nodata=None):
    rasterio = pytest.importorskip("rasterio")
    profile = {"driver": "GTiff", "count": 1, "dtype": values.dtype, "crs": crs}
    height, width = values.shape
    with rasterio.open(
        path, "w", height=height, width=width, transform=transform, nodata=nodata, **profile
    ) as file:
        file.write(values, 1)
    return path
