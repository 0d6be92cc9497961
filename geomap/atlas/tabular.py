"""CSV that a spreadsheet cannot run and that comes back unharmed.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula. So each text cell
that begins with one of them (or its full-width form, or after blanks and invisible characters),
with a tab, a line break or an apostrophe gets one apostrophe in front, and reading takes exactly
that one off again. Numbers stay bare. Files are UTF-8 with a byte order mark, which spreadsheets
need to show other scripts; all text is quoted.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geomap.atlas.rows import flat, records, restored
from geomap.errors import InputError
from geomap.model import CRS

_INVISIBLE = r"[\s\x00-\x1f\x7f\xa0\ufeff\u200b-\u200f\u2028-\u202e\u2060-\u2069]*"
_RISKY = re.compile(rf"{_INVISIBLE}[=+\-@＝＋－＠﹢﹣﹦﹫−]|[\t\r\n']")
_MAX_CELL_CHARS = 128 * 1024 * 1024
PLACE_COLUMNS = ("longitude", "latitude", "WKT")


def escaped(text: str) -> str:
    """Text as a cell that no spreadsheet runs; `unescaped` undoes it.

    Examples
    --------
    >>> escaped("=1+1"), escaped("Kabul"), unescaped(escaped("=1+1"))
    ("'=1+1", 'Kabul', '=1+1')
    """
    return f"'{text}" if _RISKY.match(text) else text


def unescaped(cell: str) -> str:
    """The text behind a cell that `escaped` made; any other text is itself."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell[1:]) else cell


def to_csv(frame: gpd.GeoDataFrame) -> bytes:
    """A table as CSV: its columns, then longitude and latitude of a point on it, then WKT."""
    table = flat(frame)
    columns = [c for c in table.columns if c != "geometry"]
    places = _places(table)
    rows = (row | place for (row, _), place in zip(records(table), places, strict=True))
    return csv_bytes([*map(str, columns), *PLACE_COLUMNS], rows)


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[Any, Any]]) -> bytes:
    """Rows as escaped CSV in UTF-8 with a byte order mark; missing values are empty cells."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow([escaped(c) for c in columns])
    writer.writerows([_cell(row.get(c)) for c in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def read_cells(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Column names and each row's line number and cells by column name, unescaped.

    Raises
    ------
    InputError
        If the file is not UTF-8 text or has no header.
    """
    try:
        # line ends inside a cell are the cell's own
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: expected CSV in UTF-8, {error.reason}") from error
    csv.field_size_limit(_MAX_CELL_CHARS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        header = [unescaped(cell).strip() for cell in next(reader, [])]
        rows = [(reader.line_num, list(map(unescaped, row))) for row in reader if any(row)]
    except csv.Error as error:
        raise InputError(f"{path}: line {reader.line_num}: not CSV: {error}") from error
    if not any(header):
        raise InputError(f"{path}: expected a header line with column names, found none")
    return header, [(line, dict(zip(header, row, strict=False))) for line, row in rows]


def read_csv(path: Path) -> gpd.GeoDataFrame:
    """Read a table that `to_csv` wrote.

    Raises
    ------
    InputError
        If a geometry is not WKT or a cell is not what its column holds.
    """
    header, rows = read_cells(path)
    kept = [c for c in header if c not in PLACE_COLUMNS]
    data = pd.DataFrame([[row.get(c, "") for c in kept] for _, row in rows], columns=kept)
    try:
        shapes = [shapely.from_wkt(row.get("WKT") or None) for _, row in rows]
    except shapely.errors.ShapelyError as error:
        raise InputError(f"{path}: expected WKT in the column WKT: {error}") from error
    return restored(gpd.GeoDataFrame(data, geometry=shapes, crs=CRS))


def _delimiter(text: str) -> str:
    """Comma, or the semicolon or tab that spreadsheets of other countries write."""
    header = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    return max(",;\t", key=header.count)


def _places(table: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    shapes = table.geometry.to_numpy()
    points = shapely.point_on_surface(shapes)
    known = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    points[known] = shapes[known]
    rows = zip(
        shapely.get_x(points).tolist(),
        shapely.get_y(points).tolist(),
        shapely.to_wkt(shapes, rounding_precision=-1).tolist(),
        strict=True,
    )
    return [
        {} if wkt is None else dict(zip(PLACE_COLUMNS, (x, y, wkt), strict=True))
        for x, y, wkt in rows
    ]


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return escaped(value) if isinstance(value, str) else value
