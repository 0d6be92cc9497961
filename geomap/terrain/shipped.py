"""The shipped window of terrain: how it is packed, and how it is opened."""

import lzma
import zipfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely import Point

from geomap.errors import DataError, InputError, MissingExtraError, UnknownPlaceError
from geomap.settings import OFFLINE, Settings
from geomap.terrain.cells import mask_of
from geomap.terrain.elevation import Elevation
from geomap.terrain.packing import pack_grid, unpack_grid
from geomap.terrain.passes import exits
from geomap.terrain.roads import Roads, read_roads
from geomap.terrain.routes import Route, least_cost_path
from geomap.terrain.valleys import Valley


@dataclass(frozen=True, kw_only=True, eq=False)
class Terrain:
    """An elevation grid and what was derived from it, all in EPSG:4326.

    `rivers` are lines with river_id, name (may be ""), upstream_km2, length_km, name_source;
    `valleys` areas with place_id, name, mouth, head, area_km2, heights and axis (WKT); `passes`
    points on the valleys' divides with pass_id, name (may be ""), elevation_m, drop_m, the names
    of their `valleys` and of the `rivers` on either side. `roads` are the user's own, if any.
    """

    elevation: Elevation
    rivers: gpd.GeoDataFrame
    valleys: gpd.GeoDataFrame
    passes: gpd.GeoDataFrame
    roads: Roads | None = None

    def way(self, a: Point, b: Point) -> Route | None:
        """The way from a to b: along the user's roads, else the walker's over the elevation.

        None where neither knows one.
        """
        along = self.roads.way(a, b) if self.roads is not None else None
        if along is not None:
            return along
        try:
            return least_cost_path(self.elevation, a, b)
        except (InputError, MissingExtraError):
            return None

    def valley(self, key: str) -> Valley:
        """The shipped valley with this place id or name.

        Raises
        ------
        UnknownPlaceError
            If there is none; the message lists the valleys.
        """
        known = self.valleys[(self.valleys["place_id"] == key) | (self.valleys["name"] == key)]
        if known.empty:
            names = ", ".join(self.valleys["place_id"])
            raise UnknownPlaceError(f"expected one of {names}, got {key!r}")
        row = known.iloc[0]
        return Valley(
            area=row.geometry,
            axis=shapely.from_wkt(row["axis"]),
            mouth=Point(row["mouth_lon"], row["mouth_lat"]),
            head=Point(row["head_lon"], row["head_lat"]),
            area_km2=float(row["area_km2"]),
            mean_m=float(row["mean_m"]),
            min_m=float(row["min_m"]),
            max_m=float(row["max_m"]),
            complete=True,
            mask=mask_of(self.elevation, row.geometry),
        )

    def exits(self, key: str, *, min_drop_m: float = 300.0) -> gpd.GeoDataFrame:
        """Mouth and passes of a shipped valley, see `geomap.terrain.exits`.

        Parameters
        ----------
        key
            Place id or name of the valley.
        min_drop_m
            Passes without a name must be notches at least this deep, see `passes`.
        """
        valley = self.valley(key)
        names = self.valleys.set_index("place_id")["name"]
        name = names.get(key, key)
        mine = self.passes["valleys"].str.split("; ").map(lambda valleys: name in valleys)
        deep = (self.passes["drop_m"] >= min_drop_m) | (self.passes["name"] != "")
        return exits(valley, self.passes[mine & deep])


def load(settings: Settings = OFFLINE) -> Terrain:
    """Open the shipped terrain: 33.5 to 37.5 N, 67 to 72.5 E, at 30 arc seconds.

    Raises
    ------
    DataError
        If a file is missing or damaged; the message names it.
    InputError
        If `settings.roads` names a file that holds no roads.

    Examples
    --------
    >>> terrain = load()
    >>> terrain.elevation.bounds
    (67.0, 33.5, 72.5, 37.5)
    """
    shipped = _load(settings.data_dir)
    copies = (shipped.rivers.copy(), shipped.valleys.copy(), shipped.passes.copy())
    roads = _roads(settings.roads) if settings.roads is not None else None
    return replace(shipped, rivers=copies[0], valleys=copies[1], passes=copies[2], roads=roads)


_roads = cache(read_roads)


@cache
def _load(folder: Path) -> Terrain:
    return Terrain(
        elevation=read_packed(folder / "elevation.npz"),
        rivers=_read_layer(folder / "rivers.geojson"),
        valleys=_read_layer(folder / "valleys.geojson"),
        passes=_read_layer(folder / "passes.geojson"),
    )


def _read_layer(path: Path) -> gpd.GeoDataFrame:
    if not path.is_file():
        raise DataError(f"expected the shipped file {path.name} in {path.parent}, it is missing")
    try:
        return gpd.read_file(path)
    except (OSError, RuntimeError, ValueError) as error:
        raise DataError(f"expected GeoJSON in {path}, it cannot be read: {error}") from error


def read_packed(path: Path) -> Elevation:
    """Open a grid that `write_packed` wrote.

    Raises
    ------
    DataError
        If the file is missing or damaged.
    """
    if not path.is_file():
        raise DataError(f"expected the shipped file {path.name} in {path.parent}, it is missing")
    try:
        with np.load(path, allow_pickle=False) as file:
            shape = tuple(int(size) for size in file["shape"])
            west, north, step_lon_deg, step_lat_deg = (float(v) for v in file["georeference"])
            packed = file["packed"]
        heights = unpack_grid(packed, shape).astype(np.float32)
    except (EOFError, OSError, KeyError, ValueError, lzma.LZMAError, zipfile.BadZipFile) as error:
        raise DataError(f"expected packed heights in {path}, it cannot be read: {error}") from error
    return Elevation(
        values=heights,
        west=west,
        north=north,
        step_lon_deg=step_lon_deg,
        step_lat_deg=step_lat_deg,
    )


def write_packed(elevation: Elevation, path: Path) -> None:
    """Write a grid of whole metres small, see `geomap.terrain.packing`.

    The same grid gives the same bytes. Heights are rounded to the metre.

    Raises
    ------
    InputError
        If a cell has no height; the packed form has no room for that.
    """
    if not np.isfinite(elevation.values).all():
        raise InputError("expected a height in every cell of a grid that is to be packed")
    heights = np.rint(elevation.values).astype(np.int64)
    georeference = np.array(
        [elevation.west, elevation.north, elevation.step_lon_deg, elevation.step_lat_deg]
    )
    np.savez(
        path,
        georeference=georeference.astype("<f8"),
        packed=pack_grid(heights),
        shape=np.array(heights.shape, dtype="<i4"),
    )
