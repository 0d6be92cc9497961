"""A user's own ground: roads, front lines, districts, a picture, cut to a window."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from geomap.errors import InputError
from geomap.lexicon import ordered, table
from geomap.terrain import pmtiles
from geomap.terrain.elevation import Bounds

SUFFIXES = (".pmtiles", ".gpkg", ".geojson", ".json", ".fgb", ".shp")
_NAMES = ("name:en", "name", "label", "title")
_MOST_CORNERS = 60_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Overlay:
    """Own ground inside a window.

    `shapes` has the columns name, kind (a word of the file such as "primary", or "") and layer,
    EPSG:4326. `picture` is an RGBA array whose rows divide Web Mercator evenly within `bounds`.
    `left_out` counts shapes that a page has no room for.
    """

    name: str
    shapes: gpd.GeoDataFrame
    picture: Any = None
    bounds: Bounds | None = None
    left_out: int = 0


def read_overlay(path: Path | str, bounds: Bounds) -> Overlay:
    """Read a PMTiles archive, GeoPackage, GeoJSON, FlatGeobuf or shapefile, cut to a window.

    Parameters
    ----------
    path
        The file. A PMTiles archive may hold shapes or pictures.
    bounds
        West, south, east, north, degrees.

    Raises
    ------
    InputError
        If there is no such file, it cannot be read, or has nothing in the window.
    """
    source = Path(path)
    archive = _archive(source)
    if archive is not None and archive.kind != pmtiles.VECTOR:
        return _pictured(source, archive, bounds)
    with _readable(source):
        parts = list(_layers(source, bounds))
    frame = pd.concat(parts, ignore_index=True) if parts else _EMPTY
    return of_frame(frame, source.name, bounds)


def check_overlay(path: Path | str) -> None:
    """Whether a file of ground can be opened; what is in it is not looked at.

    Raises
    ------
    InputError
        If there is no such file, or it cannot be read.
    """
    source = Path(path)
    archive = _archive(source)
    if archive is None or archive.kind == pmtiles.VECTOR:
        with _readable(source):
            pyogrio.list_layers(source)


def _archive(source: Path) -> pmtiles.Archive | None:
    """The file as a PMTiles archive, if it is one."""
    if source.suffix.lower() not in SUFFIXES or not source.is_file():
        raise InputError(f"expected a file of ground ({', '.join(SUFFIXES)}), got {source}")
    return pmtiles.Archive.opened(source) if source.suffix.lower() == ".pmtiles" else None


@contextmanager
def _readable(source: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, pyogrio.errors.DataSourceError) as error:
        raise InputError(
            f"{source}: expected a file of ground, it cannot be read: {error}"
        ) from error


def of_frame(frame: gpd.GeoDataFrame, name: str, bounds: Bounds) -> Overlay:
    """Own ground from a table of shapes, cut to a window; see `read_overlay`.

    Raises
    ------
    InputError
        If the table has no CRS, or nothing in the window.
    """
    if frame.crs is None:
        raise InputError(f"expected a CRS of {name}, it names none")
    placed = frame.to_crs("EPSG:4326")
    cut = shapely.clip_by_rect(np.asarray(placed.geometry.array, dtype=object), *bounds)
    kept = ~(shapely.is_missing(cut) | shapely.is_empty(cut))
    if not kept.any():
        raise InputError(
            f"expected something of {name} in the window {_said(bounds)}, found nothing"
        )
    columns = {"name": _NAMES, "kind": ordered("ground.columns"), "layer": ("layer",)}
    words = {key: _column(placed, names)[kept] for key, names in columns.items()}
    shapes = gpd.GeoDataFrame(words, geometry=cut[kept], crs="EPSG:4326")
    thin = max(bounds[2] - bounds[0], bounds[3] - bounds[1]) / 4000
    shapes = shapes.set_geometry(shapes.geometry.simplify(thin, preserve_topology=False))
    shapes = shapes[~shapes.geometry.is_empty]
    known = _important_first(shapes)
    corners = shapely.get_num_coordinates(known.geometry.array).cumsum()
    room = known[corners <= _MOST_CORNERS]
    return Overlay(name=name, shapes=room, left_out=len(known) - len(room))


_EMPTY = gpd.GeoDataFrame({"layer": []}, geometry=[], crs="EPSG:4326")


def road_rank(kind: str) -> int:
    """How important a kind of road is, 0 for the main ones; 9 for what is no known road."""
    return int(table("ground.roads").get(kind.removesuffix("_link").replace("_", " "), 9))


def drawn_as(layer: str, kind: str) -> str:
    """Whether a shape is drawn as "road", "water", "border", not at all ("none"), or "" as it is.

    Examples
    --------
    >>> drawn_as("lines", "primary"), drawn_as("water", "lake"), drawn_as("front", "")
    ('road', 'water', '')
    """
    if road_rank(kind) < 9:
        return "road"
    known = table("ground.kinds")
    return next((str(known[word]) for word in (layer.lower(), kind) if word in known), "")


def _important_first(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    ranks = shapes["kind"].map(road_rank)
    sizes = shapely.length(np.asarray(shapes.geometry.array))
    return shapes.iloc[np.lexsort((-sizes, ranks))]


def _column(frame: gpd.GeoDataFrame, names: tuple[str, ...]) -> Any:
    """The first of some columns that a row has a word in, whatever their case; "" where none."""
    known = {str(column).lower(): column for column in frame.columns}
    found = pd.Series("", index=frame.index, dtype=object)
    for name in reversed(names):
        if name in known:
            own = frame[known[name]].map(lambda value: value if isinstance(value, str) else "")
            found = own.where(own != "", found)
    return found.to_numpy()


def _layers(source: Path, bounds: Bounds) -> Iterator[gpd.GeoDataFrame]:
    for name, kind in pyogrio.list_layers(source):
        if kind is None:
            continue
        crs = pyogrio.read_info(source, layer=name)["crs"] or "EPSG:4326"
        window = gpd.GeoSeries([shapely.box(*bounds)], crs="EPSG:4326").to_crs(crs)
        frame = pyogrio.read_dataframe(source, layer=name, bbox=tuple(window.total_bounds))
        if len(frame):
            yield (
                frame.set_crs(crs, allow_override=True).to_crs("EPSG:4326").assign(layer=str(name))
            )


def _pictured(source: Path, archive: pmtiles.Archive, bounds: Bounds) -> Overlay:
    found = archive.picture(bounds)
    if found is None:
        raise InputError(f"expected tiles of {source} in the window {_said(bounds)}, found none")
    return Overlay(name=source.name, shapes=_EMPTY, picture=found[0], bounds=found[1])


def _said(bounds: Bounds) -> str:
    return ", ".join(f"{edge:.2f}" for edge in bounds)
