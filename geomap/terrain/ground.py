"""The world's land, water, borders and larger places, and what of them a window holds."""

import json
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geomap.errors import DataError
from geomap.settings import OFFLINE, Settings
from geomap.terrain.elevation import Bounds
from geomap.terrain.packing import unpack_shapes

_PAD = 4
LAYERS = ("land", "lakes", "rivers", "borders", "provinces", "places", "countries", "regions")


@dataclass(frozen=True, kw_only=True, eq=False)
class Layer:
    """Shapes with the box of each, and columns beside them."""

    shapes: npt.NDArray[Any]
    boxes: npt.NDArray[np.float64]
    columns: dict[str, npt.NDArray[Any]]

    def within(
        self, bounds: Bounds, *, tolerance_deg: float = 0.0, least_deg: float = 0.0, **most: float
    ) -> gpd.GeoDataFrame:
        """What of the layer lies in a window, cut a little outside its edges and simplified.

        Parameters
        ----------
        bounds
            West, south, east, north, degrees. Longitudes may leave -180..180 by one turn; the
            shapes then have longitudes like the window's.
        tolerance_deg
            Shapes are simplified by that.
        least_deg
            Shapes whose width and height are smaller are left out.
        **most
            Largest value of a column, such as `rank=6`.
        """
        wanted = np.ones(len(self.shapes), dtype=bool)
        for name, value in most.items():
            wanted &= self.columns[name] <= value
        wanted &= np.maximum(*(self.boxes[:, 2:] - self.boxes[:, :2]).T) >= least_deg
        found = [self._turned(bounds, turn, tolerance_deg, wanted) for turn in (-360.0, 0.0, 360.0)]
        rows = np.concatenate([rows for rows, _ in found])
        shapes = np.concatenate([shapes for _, shapes in found])
        columns = {name: values[rows] for name, values in self.columns.items()}
        return gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")

    def _turned(
        self, bounds: Bounds, turn: float, tolerance_deg: float, wanted: npt.NDArray[np.bool_]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[Any]]:
        west, south, east, north = bounds[0] - turn, bounds[1], bounds[2] - turn, bounds[3]
        left, low, right, high = self.boxes.T
        near = wanted & (left < east) & (right > west) & (low <= north) & (high >= south)
        rows = np.flatnonzero(near)
        pad = _PAD * tolerance_deg
        cut = shapely.clip_by_rect(
            self.shapes[rows], west - pad, south - pad, east + pad, north + pad
        )
        if tolerance_deg:
            cut = shapely.simplify(cut, tolerance_deg, preserve_topology=False)
        kept = ~shapely.is_empty(cut)
        moved = shapely.transform(cut[kept], lambda xy: xy + np.array([turn, 0.0]))
        return rows[kept], np.asarray(moved, dtype=object)


def layer(name: str, settings: Settings = OFFLINE) -> Layer:
    """One of the shipped layers, see `LAYERS`.

    `land` and `lakes` (name) are areas; `rivers` (name, rank), `borders` of countries (disputed)
    and `provinces` (rank) lines; `places` (name, rank, capital), `countries` and `regions` (name,
    extent: width in Web Mercator units of zoom 0) points. Ranks run from 0, seen from afar, to 10.

    Raises
    ------
    DataError
        If the shipped file is missing or damaged.
    """
    return _layer(settings.data_dir, name)


@cache
def _layer(folder: Path, name: str) -> Layer:
    path = folder / "ground.npz"
    try:
        with np.load(path, allow_pickle=False) as file:
            columns = json.loads(file["columns"].tobytes())[name]
            start = f"{name}."
            shapes = unpack_shapes({k[len(start) :]: file[k] for k in file if k.startswith(start)})
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise DataError(
            f"expected the shipped ground in {path}, it cannot be read: {error}"
        ) from error
    return Layer(
        shapes=shapes,
        boxes=shapely.bounds(shapes),
        columns={key: np.asarray(values) for key, values in columns.items()},
    )
