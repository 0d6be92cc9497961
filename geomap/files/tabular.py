"""CSV that a spreadsheet cannot run and that comes back unharmed.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula. So each text cell
that begins with one of them (or its full-width form, or after blanks and invisible characters),
with a tab, a line break or an apostrophe gets one apostrophe in front, and reading takes exactly
that one off again. A spreadsheet that parts cells at semicolons or tabs also begins a cell after
each of those and after each line break, so the same is done there. Numbers stay bare. Files are
UTF-8 with a byte order mark, which spreadsheets need to show other scripts; all text is quoted.
"""

import codecs
import csv
import io
import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd
import shapely

from geomap.errors import InputError
from geomap.files.rows import flat, records, restored
from geomap.model import CRS

_INVISIBLE = r"[\s\x00-\x1f\x7f\xa0\xad\u061c\ufeff\u200b-\u200f\u2028-\u202e\u2060-\u206f]*"
_FORMULA = rf"{_INVISIBLE}[=+\-@＝＋－＠﹢﹣﹦﹫−]"
_RISKY = re.compile(rf"{_FORMULA}|[\t\r\n']")
_RISKY_PART = re.compile(rf"{_FORMULA}|'")
_PARTING = re.compile("([;\t\r\n])")
_SEPARATOR = re.compile(r'"?sep=([;,\t|])"?\r?\n?$', re.IGNORECASE)
_UNCLOSED = "expected quotes to be closed"
_MAX_CELL_CHARS = 128 * 1024 * 1024
PLACE_COLUMNS = ("longitude", "latitude", "WKT")


def escaped(text: str) -> str:
    """Text as a cell that no spreadsheet runs; `unescaped` undoes it.

    Examples
    --------
    >>> escaped("=1+1"), escaped("Kabul"), unescaped(escaped("=1+1"))
    ("'=1+1", 'Kabul', '=1+1')
    """
    first, *rest = _PARTING.split(text)
    quoted = [f"'{part}" if _RISKY_PART.match(part) else part for part in rest]
    return "".join(["'" if _RISKY.match(text) else "", first, *quoted])


def unescaped(cell: str) -> str:
    """The text behind a cell that `escaped` made; any other text is itself."""
    first, *rest = _PARTING.split(cell)
    bare = [part[1:] if part[:1] == "'" and _RISKY_PART.match(part[1:]) else part for part in rest]
    text = "".join([first, *bare])
    return text[1:] if text.startswith("'") and _RISKY.match(text[1:]) else text


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


class Text(NamedTuple):
    """A file of CSV: its columns, its rows as they are asked for, and how it is written.

    Each row is its first line with its cells as they stand, or why it is no row. `header` is how
    many lines stand before the first.
    """

    names: list[str]
    rows: Iterator[tuple[int, list[str] | str]]
    delimiter: str
    header: int


def read_cells(path: Path) -> Text:
    """Columns and rows of CSV, of which no more is held than is asked for.

    Raises
    ------
    InputError
        If the file is neither UTF-8 nor UTF-16 text or has no header; also while rows are read.
    """
    lines = _lines(path)
    head = next(lines, "")
    named = _SEPARATOR.match(head)
    delimiter = named[1] if named else _delimiter(head)
    found = _rows(lines if named else itertools.chain([head], lines), int(bool(named)), delimiter)
    line, header = next(found, (1, []))
    if isinstance(header, str):
        raise InputError(f"{path}: line {line}: expected a header of column names, {header}")
    names = [unescaped(cell).strip() for cell in header]
    if not any(names):
        raise InputError(f"{path}: expected a header line with column names, found none")
    return Text(names, _named_rows(names, found), delimiter, line)


def _named_rows(
    names: Sequence[str], found: Iterable[tuple[int, list[str] | str]]
) -> Iterator[tuple[int, list[str] | str]]:
    sure = len(names) if all(names[1:]) else 0
    for line, cells in found:
        if any(cells):
            yield line, cells if len(cells) <= sure else _fitting(names, cells)


def read_csv(path: Path) -> gpd.GeoDataFrame:
    """Read a table that `to_csv` wrote.

    Raises
    ------
    InputError
        If a geometry is not WKT or a cell is not what its column holds.
    """
    header, found, *_ = read_cells(path)
    rows = []
    for line, cells in found:
        if isinstance(cells, str):
            raise InputError(f"{path}: line {line}: {cells}")
        rows.append(dict(zip(header, map(unescaped, cells), strict=False)))
    kept = [c for c in header if c not in PLACE_COLUMNS]
    data = pd.DataFrame([[row.get(c, "") for c in kept] for row in rows], columns=kept)
    try:
        shapes = [shapely.from_wkt(row.get("WKT") or None) for row in rows]
    except shapely.errors.ShapelyError as error:
        raise InputError(f"{path}: expected WKT in the column WKT: {error}") from error
    return restored(gpd.GeoDataFrame(data, geometry=shapes, crs=CRS))


def _lines(path: Path) -> Iterator[str]:
    """The file's lines; line ends inside a cell are the cell's own."""
    with path.open("rb") as raw:
        wide = raw.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    try:
        with path.open(encoding="utf-16" if wide else "utf-8-sig", newline="") as lines:
            yield from lines
    except UnicodeDecodeError as error:
        if wide:
            raise InputError(f"{path}: expected CSV, its UTF-16 is damaged") from error
        raise _not_utf8(path) from error


def _not_utf8(path: Path) -> InputError:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                return InputError(
                    f"{path}: line {number}: expected CSV in UTF-8, got the byte "
                    f'{line[error.start]:#04x}; save the file as "CSV UTF-8"'
                )
    return InputError(f"{path}: expected CSV in UTF-8")


def _rows(
    lines: Iterator[str], start: int, delimiter: str
) -> Iterator[tuple[int, list[str] | str]]:
    """Each row's first line, from 1, and its cells; or in words why it is none.

    A quote that is not closed would swallow the rows after it, so reading goes on with the next
    line, and what begins inside the row that failed counts as a row only if it is whole. Each line
    is read at most twice: the next line with an odd number of quotes ends what one has opened.
    """
    csv.field_size_limit(_MAX_CELL_CHARS)
    width, doubtful = 0, 0
    again: deque[str] = deque()
    held: list[str] = []  # the lines of the row that is being read

    def fed() -> Iterator[str]:
        while (line := again.popleft() if again else next(lines, None)) is not None:
            held.append(line)
            yield line

    while True:
        reader = csv.reader(fed(), delimiter=delimiter, strict=True)
        done = 0
        try:
            for cells in reader:
                width = width or len(cells)
                whole = start + done >= doubtful or len(cells) in (0, width)
                yield start + done + 1, cells if whole else _UNCLOSED
                done = reader.line_num
                held.clear()
            return
        except csv.Error as error:
            doubtful = start + reader.line_num
            unclosed = "unexpected end" in str(error)
            yield start + done + 1, _UNCLOSED if unclosed else f"not CSV: {error}"
            start += done + 1
            again.extendleft(reversed(held[1:]))
            held.clear()


def _fitting(names: Sequence[str], cells: list[str] | str) -> list[str] | str:
    """Cells, or why they do not fit the columns; blanks after the last column do.

    A first column without a name holds the rows' numbers, as pandas writes them.
    """
    if isinstance(cells, str):
        return cells
    named = list(itertools.zip_longest(names, cells, fillvalue=""))[1:]
    lost = [cell for name, cell in named if not name]
    if not any(cell.strip() for cell in lost):
        return cells
    return f"expected a column name for each cell, {lost[-1].strip()[:60]!r} has none"


def _delimiter(head: str) -> str:
    """Comma, or the semicolon or tab that spreadsheets of other countries write in the header."""
    bare = re.sub(r'"[^"]*"', "", head)
    # no name holds a tab, while names may hold commas
    return "\t" if "\t" in bare else max(",;", key=bare.count)


def _places(table: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    shapes = table.geometry.to_numpy()
    points = shapely.point_on_surface(shapes)
    known = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    points[known] = shapes[known]
    wkt = shapely.to_wkt(shapes, rounding_precision=-1)
    columns = (values.tolist() for values in (shapely.get_x(points), shapely.get_y(points), wkt))
    rows = zip(*columns, strict=True)
    return [{} if row[2] is None else dict(zip(PLACE_COLUMNS, row, strict=True)) for row in rows]


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return escaped(value) if isinstance(value, str) else value
