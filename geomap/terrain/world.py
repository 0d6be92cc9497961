"""Heights and light of any place on Earth, from the shipped tiles."""

import io
import math
import zipfile
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.errors import DataError
from geomap.settings import OFFLINE, Settings
from geomap.terrain.elevation import Bounds, Elevation
from geomap.terrain.packing import unpack_grid
from geomap.terrain.shading import FLAT, light
from geomap.terrain.shipped import read_packed

TILE_DEG = 10
STEP_M = 4.0
FINE, COARSE, LIGHT = 60, 12, 30
"""Cells per degree of the fine heights, the coarse heights, and the light of the picture."""
FINE_BOUNDS: Bounds = (0.0, 0.0, 90.0, 50.0)
_BAND_DEG = 40.0
_RAMP_DEG, _OWN_RAMP_DEG = 1.5, 0.15
_FINE_UP_TO_DEG = 1.0 / LIGHT
LOST = 1.7
"""How much steeper slopes are drawn that cells of a minute have flattened."""
Floats = npt.NDArray[np.float32]


def heights(bounds: Bounds, *, step_deg: float, settings: Settings = OFFLINE) -> Elevation:
    """Heights of any window, interpolated to cells of one size; the sea is 0.

    Parameters
    ----------
    bounds
        West, south, east, north in degrees; longitudes may leave -180..180 by one turn.
    step_deg
        Width and height of a cell. What is shipped has cells of one minute between 0 and 50 N,
        0 and 90 E, of half a minute around Panjshir, and of five minutes elsewhere; finer steps
        are drawn smooth and know no more.

    Returns
    -------
    Elevation
        For drawing and for a first look; valleys need finer heights, see `resolution_deg`.
    """
    grid = _Grid.over(bounds, step_deg)
    folder = settings.data_dir
    values = grid.sampled(_mosaic(folder, "coarse", grid.bounds, COARSE))
    for known, ramp, finer in _finer(folder, grid.bounds) if step_deg <= _FINE_UP_TO_DEG else ():
        if (share := grid.share(known, ramp)).max() > 0:
            values += share * (grid.sampled(finer()) - values)
    return grid.elevation(values)


def _finer(
    folder: Path, bounds: Bounds
) -> tuple[tuple[Bounds, float, Callable[[], Elevation]], ...]:
    """Finer heights, the coarser first: where they lie, how wide they blend, how to get them."""
    own = _own(folder)
    return (
        (FINE_BOUNDS, _RAMP_DEG, lambda: _mosaic(folder, "fine", bounds, FINE)),
        (own.bounds, _OWN_RAMP_DEG, lambda: own),
    )


def resolution_deg(bounds: Bounds, settings: Settings = OFFLINE) -> float:
    """Width of the cells of the best shipped heights that cover a window wholly, degrees."""
    own = _own(settings.data_dir)
    if own.covers(bounds):
        return own.step_lon_deg
    west, south, east, north = FINE_BOUNDS
    inside = west <= bounds[0] and bounds[2] <= east and south <= bounds[1] and bounds[3] <= north
    return 1 / FINE if inside else 1 / COARSE


def lit(ground: Elevation, settings: Settings = OFFLINE) -> Floats:
    """Light on every cell of a grid that `heights` made, 0 to 1; see `geomap.terrain.light`.

    Where heights are of one minute or finer the light is that of their slopes. Elsewhere it is
    that of a picture of two minutes, whose contrast was matched; the two blend along the border.
    """
    grid = _Grid.of(ground)
    near = ground.step_lat_deg <= _FINE_UP_TO_DEG
    share = grid.share(FINE_BOUNDS, _RAMP_DEG) * near
    slopes = _slopes(ground, grid, settings) if near else FLAT
    if share.min() == 1:
        return np.asarray(slopes)
    parts = (_mosaic(settings.data_dir, "light", part.bounds, LIGHT) for part in grid.bands)
    picture = np.vstack([p.sampled(tiles) for p, tiles in zip(grid.bands, parts, strict=True)])
    stronger = FLAT + (picture - FLAT) * max(1.0, ground.step_lat_deg * LIGHT) ** 0.7
    return np.asarray(share * slopes + (1 - share) * np.clip(stronger, 0, 1), dtype=np.float32)


def _slopes(ground: Elevation, grid: "_Grid", settings: Settings) -> Floats:
    """Light of a grid's slopes, as if those lost in cells of a minute were there still."""
    own = grid.share(_own(settings.data_dir).bounds, _OWN_RAMP_DEG)
    made = light(ground) if own.max() > 0 else np.float32(0)
    if own.min() < 1:
        made = own * made + (1 - own) * light(ground, steeper=LOST)
    return np.asarray(made, dtype=np.float32)


class _Grid:
    """Where the cells of a window lie."""

    def __init__(self, bounds: Bounds, shape: tuple[int, int]):
        self.bounds, self.shape = bounds, shape
        west, south, east, north = bounds
        self.step_lat, self.step_lon = (north - south) / shape[0], (east - west) / shape[1]
        self.lons = west + (np.arange(shape[1]) + 0.5) * self.step_lon
        self.lats = north - (np.arange(shape[0]) + 0.5) * self.step_lat

    @classmethod
    def over(cls, bounds: Bounds, step_deg: float) -> "_Grid":
        west, south, east, north = bounds
        size = (max(2, round((north - south) / step_deg)), max(2, round((east - west) / step_deg)))
        return cls(bounds, size)

    @classmethod
    def of(cls, ground: Elevation) -> "_Grid":
        rows, columns = ground.values.shape
        return cls(ground.bounds, (rows, columns))

    @property
    def bands(self) -> "list[_Grid]":
        """The grid in parts from north to south, so that not all tiles of the world are held."""
        rows = math.ceil(_BAND_DEG / self.step_lat)
        cuts = [*range(0, self.shape[0], rows), self.shape[0]]
        if len(cuts) <= 3:
            return [self]
        west, _, east, north = self.bounds
        edges = [north - cut * self.step_lat for cut in cuts]
        return [
            _Grid((west, edges[at + 1], east, edges[at]), (cuts[at + 1] - cuts[at], self.shape[1]))
            for at in range(len(cuts) - 1)
        ]

    def elevation(self, values: Floats) -> Elevation:
        return Elevation(
            values=values, west=self.bounds[0], north=self.bounds[3],
            step_lon_deg=self.step_lon, step_lat_deg=self.step_lat,
        )  # fmt: skip

    def sampled(self, source: Elevation) -> Floats:
        """Values of another grid at the middles of the cells: cubic where that is coarser."""
        from scipy import ndimage

        rows = (source.north - self.lats) / source.step_lat_deg - 0.5
        columns = (self.lons - source.west) / source.step_lon_deg - 0.5
        coarser = source.step_lat_deg > self.step_lat * 1.01
        values = source.values
        if not coarser and (times := round(self.step_lat / source.step_lat_deg)) > 1:
            values = ndimage.uniform_filter(values, times)
        order = 3 if coarser else 1
        across = ndimage.map_coordinates(
            values, np.meshgrid(rows, columns, indexing="ij"), order=order, mode="nearest",
            prefilter=False,
        )  # fmt: skip
        return np.asarray(across, dtype=np.float32)

    def share(self, bounds: Bounds, ramp_deg: float) -> Floats:
        """How far a finer grid counts in each cell: 1 well inside its bounds, 0 outside."""
        west, south, east, north = bounds
        across = np.clip(np.minimum(self.lons - west, east - self.lons) / ramp_deg, 0, 1)
        along = np.clip(np.minimum(self.lats - south, north - self.lats) / ramp_deg, 0, 1)
        return np.asarray(along[:, None] * across[None, :], dtype=np.float32)


def _own(folder: Path) -> Elevation:
    return _packed(folder / "elevation.npz")


_packed = cache(read_packed)


def _mosaic(folder: Path, kind: str, bounds: Bounds, per_degree: int) -> Elevation:
    """The tiles that a window touches, with half a degree around, as one grid."""
    side = 0.5 if bounds[2] - bounds[0] < 359 else 0.0
    west, east = bounds[0] - side, bounds[2] + side
    south, north = max(-90.0, bounds[1] - 0.5), min(90.0, bounds[3] + 0.5)
    top, bottom = int((90 - north) // TILE_DEG), int(-((south - 90) // TILE_DEG))
    left, right = int((west + 180) // TILE_DEG), int(-((-east - 180) // TILE_DEG))
    bottom = min(max(bottom, top + 1), 180 // TILE_DEG)
    rows = [
        np.hstack(
            [_tile(folder, kind, row, column % (360 // TILE_DEG)) for column in range(left, right)]
        )
        for row in range(top, bottom)
    ]
    return Elevation(
        values=np.vstack(rows), west=left * TILE_DEG - 180, north=90 - top * TILE_DEG,
        step_lon_deg=1 / per_degree, step_lat_deg=1 / per_degree,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _tile(folder: Path, kind: str, row: int, column: int) -> Floats:
    name = f"{kind}{row:02d}{column:02d}"
    path = folder / "relief.npz"
    try:
        packed = _archive(path).get(name)
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise DataError(
            f"expected the shipped relief in {path}, it cannot be read: {error}"
        ) from error
    return _READERS[kind](packed)


@cache
def _archive(path: Path) -> Any:
    """The file of tiles, opened once: a window of the world asks for a thousand of them."""
    return np.load(io.BytesIO(path.read_bytes()), allow_pickle=False)


def _heights(packed: Any, per_degree: int) -> Floats:
    n = TILE_DEG * per_degree
    if packed is None:
        return np.zeros((n, n), dtype=np.float32)
    return np.asarray(unpack_grid(packed, (n, n)) * STEP_M, dtype=np.float32)


def _light(packed: Any) -> Floats:
    from PIL import Image

    if packed is None:
        return np.full((TILE_DEG * LIGHT, TILE_DEG * LIGHT), FLAT, dtype=np.float32)
    picture = Image.open(io.BytesIO(packed.tobytes())).convert("L")
    return np.asarray(np.asarray(picture) / 255, dtype=np.float32)


_READERS: dict[str, Callable[[Any], Floats]] = {
    "coarse": lambda packed: _heights(packed, COARSE),
    "fine": lambda packed: _heights(packed, FINE),
    "light": _light,
}
