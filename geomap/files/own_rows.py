"""Rows of a file of own events, whatever its format: cells by column name, a shape, and a line."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd

from geomap.errors import InputError
from geomap.files import kml, own_features, plain_table, regular_csv, vector
from geomap.files.columns import ROWS, Batch, Cells, Row, batches
from geomap.files.outside import OWN_COLUMNS
from geomap.files.placemarks import data_of, placemarks, root_of, shape_of
from geomap.files.rows import records, table_name
from geomap.files.tabular import Text, read_cells, unescaped
from geomap.files.values import word
from geomap.model import CRS, SCHEMAS
from geomap.reports import sheets

TABLE = (SCHEMAS["events"].index, *SCHEMAS["events"].columns)
"""The columns of the events table with its index."""


class Rows(NamedTuple):
    """Rows of a file in batches, the columns that it has, and whether geomap wrote it."""

    batches: Iterable[Batch]
    columns: Sequence[str]
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
    text = read_cells(path)
    # older ACLED files shout their columns' names
    names = _named(text.names)
    if twice := _twice(names):
        raise InputError(f"{path}: {twice}")
    written = any(set(names) >= {*own} - {"geometry"} for own in (OWN_COLUMNS, TABLE))
    return Rows(_text_batches(path, text, names, written=written), names, written)


def _text_batches(
    path: Path, text: Text, names: Sequence[str], *, written: bool
) -> Iterator[Batch]:
    """A file's rows by columns as far as it is regular, and what is left row by row."""
    known, line = text.delimiter, 1
    # an apostrophe before a cell is geomap's own in files that it wrote, and no other's
    if not written and all(names[1:]) and regular_csv.is_regular(path, known):
        line = yield from regular_csv.batches(path, names, header=text.header, delimiter=known)
    rows = (
        Row(f"line {at}", why=cells)
        if isinstance(cells, str)
        else Row(f"line {at}", [unescaped(cell) for cell in cells] if written else cells)
        for at, cells in (text.rows if line else ())
        if at >= line and (isinstance(cells, str) or any(map(str.strip, cells)))
    )
    yield from batches(rows, names)


def _workbook(path: Path) -> Rows:
    """Rows of the sheets of a workbook, each under the names in its own first row.

    A sheet of something else, as of notes or of sums, costs no other.
    """
    rows: list[Row] = []
    fitting: list[str] = []
    for title, ((_, header), *found) in sheets(path.read_bytes()):
        names = _named(header)
        if why := _misfit(names):
            rows.append(Row(title, why=why, what="sheet"))
            continue
        fitting += names
        rows += [
            Row(f"{title} row {number}", dict(zip(names, cells, strict=False)))
            for number, cells in found
        ]
    if not fitting:
        first = next(iter(rows), Row("", why="expected a sheet with rows, found none"))
        raise InputError(f"{path}: {first.why}")
    names = list(dict.fromkeys(fitting))
    return Rows(batches(rows, names), names)


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
    return Rows(*own_features.features(path))


def _shaped(rows: Iterable[Row], names: Iterable[str], *, written: bool = False) -> Rows:
    """Rows that bring their shapes, so that no columns need hold them."""
    known = [*dict.fromkeys((*names, "longitude", "latitude"))]
    return Rows(batches(rows, known), known, written)


def _placemarks(path: Path) -> Rows:
    """Rows of the events table as KML, or of the placemarks of any map tool."""
    root = root_of(path)
    names = {name for mark in root.iter("Placemark") for name in data_of(mark)}
    if names >= {*TABLE} - {"geometry"} or (not names and kml.name_of(root) == "events"):
        frame = kml.table_of(root, path)
        return _of_frame(frame.reset_index(), written=True)
    rows = []
    for number, (mark, cells) in enumerate(placemarks(root, path), 1):
        where = f"placemark {number}"
        try:
            rows.append(Row(where, cells, shape_of(mark)))
        except InputError as error:
            rows.append(Row(where, why=str(error)))
    if all(row.why for row in rows):
        raise InputError(f"{path}: expected KML with placemarks, none can be read: {rows[0].why}")
    return _shaped(rows, (name for row in rows for name in row.cells))


def _layers(path: Path) -> Rows:
    """Rows of the events of a GeoPackage, a shapefile or the like; without such, of every layer."""
    tables = vector.read_gpkg(path)
    if "events" in tables and table_name(tables["events"]) == "events":
        return _of_frame(tables["events"].reset_index(), written=True)
    several = len(tables) > 1
    rows = (
        row._replace(where=f"{name} {row.where}") if several else row
        for name, frame in tables.items()
        for row in _frame_rows(frame)
    )
    return _shaped(rows, (name for frame in tables.values() for name in _columns(frame)))


def _parquet(path: Path) -> Rows:
    """Rows of GeoParquet, or of Parquet that has longitude and latitude."""
    try:
        frame = vector.read_parquet(path)
    except InputError:
        return _plain_parquet(path)
    written = table_name(frame) == "events"
    return _of_frame(frame.reset_index() if written else frame, written=written)


def _plain_parquet(path: Path) -> Rows:
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(path)
        names = _columns(file.schema_arrow.empty_table().to_pandas())
    except (ValueError, OSError) as error:
        raise InputError(f"{path}: expected Parquet: {error}") from error
    cells = (
        {str(k).casefold(): word(v) for k, v in row.items()}
        for part in file.iter_batches(ROWS)
        for row, _ in records(part.to_pandas().assign(geometry=None))
    )
    return Rows(batches((Row(f"row {n}", row) for n, row in enumerate(cells, 1)), names), names)


def _of_frame(frame: gpd.GeoDataFrame, *, written: bool) -> Rows:
    return _shaped(_frame_rows(frame), _columns(frame), written=written)


def _columns(frame: pd.DataFrame) -> list[str]:
    geometry = frame.geometry.name if isinstance(frame, gpd.GeoDataFrame) else ""
    return [str(name).casefold() for name in frame.columns if name != geometry]


def _frame_rows(frame: gpd.GeoDataFrame) -> Iterator[Row]:
    """Rows of a frame, with shapes in longitude and latitude."""
    if frame.crs is not None and frame.crs != CRS:
        frame = frame.to_crs(CRS)
    if frame.geometry.name != "geometry":
        frame = frame.rename_geometry("geometry")
    parts = (frame.iloc[at : at + ROWS] for at in range(0, len(frame), ROWS))
    rows = itertools.chain.from_iterable(map(records, parts))
    for n, (row, shape) in enumerate(rows, 1):
        yield _checked(f"row {n}", {str(k).casefold(): word(v) for k, v in row.items()}, shape)


def _checked(where: str, cells: Cells, shape: Any) -> Row:
    if shape is None or shape.is_empty:
        return Row(where, cells)
    if not vector.within_world(list(shape.bounds)):
        why = f"expected longitude -180..180 and latitude -90..90, got {shape.bounds}"
        return Row(where, why=why)
    return Row(where, cells, shape)


READERS: Mapping[str, Callable[[Path], Rows]] = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), _cells_of_text),
    **dict.fromkeys((".geojson", ".json"), _features),
    **dict.fromkeys((".kml", ".kmz"), _placemarks),
    **dict.fromkeys((".gpkg", ".fgb", ".shp"), _layers),
    ".parquet": _parquet,
    ".xlsx": _workbook,
}
