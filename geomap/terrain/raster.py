"""Heights out of a raster file; needs rasterio, from the extra `terrain`."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.errors import InputError, MissingExtraError

_NOT_HEIGHTS_M = -1_000.0
_MOST_CELLS = 100_000_000


def read_raster(
    path: Path, *, band: int, bounds: tuple[float, float, float, float] | None
) -> tuple[npt.NDArray[np.float32], Any]:
    """Heights and their affine transform, north up in EPSG:4326; see `Elevation.from_geotiff`."""
    try:
        import rasterio
        from rasterio.vrt import WarpedVRT
    except ImportError as error:
        raise MissingExtraError(
            "reading a GeoTIFF needs rasterio: pip install 'geomap-news[terrain]'"
        ) from error
    if not path.is_file():
        raise InputError(f"expected an elevation GeoTIFF, there is no file {path}")
    try:
        with rasterio.open(path) as source:
            _check(source, path, band)
            if source.crs.to_epsg() == 4326 and _north_up(source.transform):
                return _heights(source, path, band=band, bounds=bounds)
            with WarpedVRT(source, **_warp(source)) as warped:
                return _heights(warped, path, band=band, bounds=bounds)
    except rasterio.errors.RasterioError as error:
        raise InputError(
            f"expected an elevation GeoTIFF, {path} cannot be read: {error}"
        ) from error


def _check(source: Any, path: Path, band: int) -> None:
    if source.crs is None:
        raise InputError(f"expected a GeoTIFF with a coordinate system, {path} names none")
    if not 1 <= band <= source.count:
        raise InputError(f"expected a band from 1 to {source.count} of {path}, got {band}")


def _north_up(transform: Any) -> bool:
    return bool(transform.b == 0 and transform.d == 0 and transform.a > 0 and transform.e < 0)


def _warp(source: Any) -> dict[str, Any]:
    from rasterio.warp import Resampling

    untagged = -32_768 if source.dtypes[0] == "int16" else -9_999
    return {
        "crs": "EPSG:4326",
        "resampling": Resampling.bilinear,
        "src_nodata": untagged if source.nodata is None else source.nodata,
        "nodata": np.nan,
        "dtype": "float32",
    }


def _heights(
    source: Any, path: Path, *, band: int, bounds: tuple[float, float, float, float] | None
) -> tuple[npt.NDArray[np.float32], Any]:
    window = _window(source, path, bounds)
    if window.width * window.height > _MOST_CELLS:
        raise InputError(
            f"expected at most {_MOST_CELLS:,} cells, {path} has more; read a part with `bounds`"
        )
    values = source.read(band, window=window, masked=True, out_dtype="float32")
    heights = np.asarray(values.filled(np.nan), dtype=np.float32)
    heights[heights < _NOT_HEIGHTS_M] = np.nan
    if not np.isfinite(heights).any():
        raise InputError(f"expected heights in band {band} of {path}, every cell is without data")
    return heights, source.window_transform(window)


def _window(source: Any, path: Path, bounds: tuple[float, float, float, float] | None) -> Any:
    from rasterio.windows import Window, from_bounds

    whole = Window(0, 0, source.width, source.height)
    if bounds is None:
        return whole
    west, south, east, north = source.bounds
    apart = bounds[2] <= west or bounds[0] >= east or bounds[3] <= south or bounds[1] >= north
    if apart or not (bounds[0] < bounds[2] and bounds[1] < bounds[3]):
        raise InputError(f"expected bounds that touch {path}, {tuple(source.bounds)}, got {bounds}")
    part = from_bounds(*bounds, transform=source.transform)
    left, top = (
        max(int(np.floor(part.col_off + 1e-6)), 0),
        max(int(np.floor(part.row_off + 1e-6)), 0),
    )
    right = min(int(np.ceil(part.col_off + part.width - 1e-6)), source.width)
    bottom = min(int(np.ceil(part.row_off + part.height - 1e-6)), source.height)
    return Window(left, top, right - left, bottom - top)
