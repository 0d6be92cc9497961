"""Rows of a file of own events, whatever its format: cells by column name, a shape, and a line."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd

from geomap.errors import InputError
from geomap.files import kml, vector
from geomap.files.outside import OWN_COLUMNS
from geomap.files.placemarks import placemarks
from geomap.files.rows import records, table_name
from geomap.files.tabular import read_cells, unescaped
from geomap.model import CRS, SCHEMAS
from geomap.reports import sheets

Cells = Mapping[str, str]
_TABLE = (SCHEMAS["events"].index, *SCHEMAS["events"].columns)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a file: the line or feature that it is, its cells and shape, or why it is none."""

    where: str
    cells: Cells = field(default_factory=dict)
    shape: Any = None
    why: str = ""


class Rows(NamedTuple):
    """Rows of a file, the columns that it has, and whether geomap wrote it."""

    rows: list[Row]
    columns: Collection[str]
    written: bool = False


def rows_of(path: Path) -> Rows:
    """Rows of a file of own events by its suffix.

    Raises
    ------
    InputError
        If the suffix is not known, or the file is not what it says.
    MissingExtraError
        If the format needs a library that is not installed.
    """
    if not path.is_file():
        raise InputError(f"{path}: expected an existing file")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path}: expected one of {', '.join(READERS)}")
    return reader(path)


def _cells_of_text(path: Path) -> Rows:
    header, found = read_cells(path)
    # older ACLED files shout their columns' names
    names = _once(header, path)
    written = any(set(names) >= {*own} - {"geometry"} for own in (OWN_COLUMNS, _TABLE))
    # an apostrophe before a cell is geomap's own in files that it wrote, and no other's
    bare: Callable[[str], str] = unescaped if written else str
    rows = [
        Row(where=f"line {line}", why=cells)
        if isinstance(cells, str)
        else Row(where=f"line {line}", cells=dict(zip(names, map(bare, cells), strict=False)))
        for line, cells in found
        if isinstance(cells, str) or any(map(str.strip, cells))
    ]
    return Rows(rows, names, written)


def _workbook(path: Path) -> Rows:
    """Rows of the sheets of a workbook, each under the names in its own first row."""
    rows: list[Row] = []
    names: list[str] = []
    for title, ((_, header), *found) in sheets(path.read_bytes()):
        named = _once(header, path)
        names += named
        rows += [
            Row(where=f"{title} row {number}", cells=dict(zip(named, cells, strict=False)))
            for number, cells in found
        ]
    return Rows(rows, names)


def _once(header: Iterable[str], path: Path) -> list[str]:
    """Names of columns in lower case, each once."""
    names = [name.strip().casefold() for name in header]
    if twice := [name for name, times in Counter(names).items() if name and times > 1]:
        raise InputError(f"{path}: expected each column once, got {', '.join(twice)} twice")
    return names


def _features(path: Path) -> Rows:
    _, found = vector.features(path)
    rows = []
    for number, feature in enumerate(found, 1):
        where = f"feature {number}"
        try:
            shape = vector.shape_of(feature)
            rows.append(Row(where=where, cells=_properties(feature), shape=shape))
        except InputError as error:
            rows.append(Row(where=where, why=str(error)))
    return _shaped(rows)


def _properties(feature: Mapping[str, Any]) -> Cells:
    """A feature's properties, and its id: what parts two features that are alike otherwise."""
    properties = feature.get("properties")
    named = properties if isinstance(properties, dict) else {}
    known = {} if feature.get("id") is None else {"feature_id": _word(feature["id"])}
    return known | {str(k).casefold(): _word(v) for k, v in named.items()}


def _shaped(rows: list[Row], *, written: bool = False) -> Rows:
    """Rows that bring their shapes, so that no columns need hold them."""
    names = {name for row in rows for name in row.cells} | {"longitude", "latitude"}
    return Rows(rows, names, written)


def _placemarks(path: Path) -> Rows:
    frame = kml.read_kml(path)
    if table_name(frame) == "events":
        return _shaped(_frame_rows(frame.reset_index()), written=True)
    found = enumerate(placemarks(path), 1)
    return _shaped([_checked(f"placemark {n}", cells, shape) for n, (cells, shape) in found])


def _layers(path: Path) -> Rows:
    """Rows of the events of a GeoPackage, a shapefile or the like; without such, of every layer."""
    tables = vector.read_gpkg(path)
    if "events" in tables and table_name(tables["events"]) == "events":
        return _shaped(_frame_rows(tables["events"].reset_index()), written=True)
    several = len(tables) > 1
    rows = [
        Row(where=f"{name} {row.where}" if several else row.where, cells=row.cells, shape=row.shape)
        for name, frame in tables.items()
        for row in _frame_rows(frame)
    ]
    return _shaped(rows)


def _parquet(path: Path) -> Rows:
    """Rows of GeoParquet, or of Parquet that has longitude and latitude."""
    try:
        frame = vector.read_parquet(path)
    except InputError:
        try:
            plain_frame = pd.read_parquet(path)
        except (ValueError, OSError) as error:
            raise InputError(f"{path}: expected Parquet: {error}") from error
        rows = _frame_rows(gpd.GeoDataFrame(plain_frame, geometry=[None] * len(plain_frame)))
        return Rows(rows, {name for row in rows for name in row.cells})
    if table_name(frame) == "events":
        return _shaped(_frame_rows(frame.reset_index()), written=True)
    return _shaped(_frame_rows(frame))


def _frame_rows(frame: gpd.GeoDataFrame) -> list[Row]:
    """Rows of a frame, with shapes in longitude and latitude."""
    if frame.crs is not None and frame.crs != CRS:
        frame = frame.to_crs(CRS)
    if frame.geometry.name != "geometry":
        frame = frame.rename_geometry("geometry")
    return [
        _checked(f"row {n}", {str(k).casefold(): _word(v) for k, v in row.items()}, shape)
        for n, (row, shape) in enumerate(records(frame), 1)
    ]


def _checked(where: str, cells: Cells, shape: Any) -> Row:
    if shape is None or shape.is_empty:
        return Row(where=where, cells=cells)
    if not vector.within_world(list(shape.bounds)):
        why = f"expected longitude -180..180 and latitude -90..90, got {shape.bounds}"
        return Row(where=where, why=why)
    return Row(where=where, cells=cells, shape=shape)


def _word(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


READERS: Mapping[str, Callable[[Path], Rows]] = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), _cells_of_text),
    **dict.fromkeys((".geojson", ".json"), _features),
    **dict.fromkeys((".kml", ".kmz"), _placemarks),
    **dict.fromkeys((".gpkg", ".fgb", ".shp"), _layers),
    ".parquet": _parquet,
    ".xlsx": _workbook,
}
