"""Rows of a file of own events, whatever its format: cells by column name, a shape, and a line."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd

from geomap.errors import InputError
from geomap.files import kml, plain_table, vector
from geomap.files.outside import OWN_COLUMNS
from geomap.files.placemarks import data_of, placemarks, root_of, shape_of
from geomap.files.rows import records, table_name
from geomap.files.tabular import read_cells, unescaped
from geomap.model import CRS, SCHEMAS
from geomap.reports import sheets

Cells = Mapping[str, str]
TABLE = (SCHEMAS["events"].index, *SCHEMAS["events"].columns)
"""The columns of the events table with its index."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a file: the line or feature that it is, its cells and shape, or why it is none.

    A sheet that holds no events is such a row too, and says so in `what`.
    """

    where: str
    what: str = "row"
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
    names = _named(header)
    if twice := _twice(names):
        raise InputError(f"{path}: {twice}")
    written = any(set(names) >= {*own} - {"geometry"} for own in (OWN_COLUMNS, TABLE))
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
    """Rows of the sheets of a workbook, each under the names in its own first row.

    A sheet of something else, as of notes or of sums, costs no other.
    """
    rows: list[Row] = []
    fitting: list[str] = []
    for title, ((_, header), *found) in sheets(path.read_bytes()):
        names = _named(header)
        if why := _misfit(names):
            rows.append(Row(what="sheet", where=title, why=why))
            continue
        fitting += names
        rows += [
            Row(where=f"{title} row {number}", cells=dict(zip(names, cells, strict=False)))
            for number, cells in found
        ]
    if not fitting:
        first = next(iter(rows), Row(where="", why="expected a sheet with rows, found none"))
        raise InputError(f"{path}: {first.why}")
    return Rows(rows, fitting)


def _named(header: Iterable[str]) -> list[str]:
    """Names of columns in lower case."""
    return [name.strip().casefold() for name in header]


def _twice(names: Iterable[str]) -> str:
    """Which names stand twice, where any does."""
    twice = [name for name, times in Counter(names).items() if name and times > 1]
    return f"expected each column once, got {', '.join(twice)} twice" if twice else ""


def _misfit(names: Sequence[str]) -> str:
    """Why a sheet with these columns holds no events, where it holds none."""
    if plain_table.fits(names):
        return _twice(names)
    shown = ", ".join(filter(None, names))[:100]
    return f"expected columns of longitude and latitude, got {shown or 'none'}"


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
    """Rows of the events table as KML, or of the placemarks of any map tool."""
    root = root_of(path)
    names = {name for mark in root.iter("Placemark") for name in data_of(mark)}
    if names >= {*TABLE} - {"geometry"} or (not names and kml.name_of(root) == "events"):
        frame = kml.table_of(root, path)
        return _shaped(_frame_rows(frame.reset_index()), written=True)
    rows = []
    for number, (mark, cells) in enumerate(placemarks(root, path), 1):
        where = f"placemark {number}"
        try:
            rows.append(Row(where=where, cells=cells, shape=shape_of(mark)))
        except InputError as error:
            rows.append(Row(where=where, why=str(error)))
    if all(row.why for row in rows):
        raise InputError(f"{path}: expected KML with placemarks, none can be read: {rows[0].why}")
    return _shaped(rows)


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
