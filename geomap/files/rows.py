"""Tables to plain rows for a file, and back: what every format of the atlas shares.

Text that no format can carry (half of a surrogate pair, NUL) becomes U+FFFD in every file.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from geomap.errors import InputError, TableError
from geomap.model import CRS, SCHEMAS, Schema

_UNWRITABLE = re.compile("[\ud800-\udfff\x00]")


def table_name(frame: pd.DataFrame) -> str | None:
    """Which of the atlas's tables a frame is, by its index and columns; None for another frame."""
    have = {frame.index.name, *frame.columns}
    for name, schema in SCHEMAS.items():
        # statements have an event_id and events of the user's own may have a place and a status
        if {schema.index, *schema.columns} - {"geometry"} <= have:
            return name
    return None


def flat(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A frame ready for a file: in EPSG:4326, the index a first column, writable text.

    Raises
    ------
    TableError
        If the frame has no CRS, or its index name is a column's name too.
    """
    if frame.crs is None:
        raise TableError("expected a table with a CRS, got one without")
    if frame.index.name in frame.columns:
        raise TableError(f"expected {frame.index.name!r} as index or as column, got both")
    found = frame if frame.crs == CRS else frame.to_crs(CRS)
    named = found.index.name is not None
    found = found.reset_index(names=found.index.name) if named else found.reset_index(drop=True)
    found = found.rename_geometry("geometry") if found.geometry.name != "geometry" else found
    # pandas has two dtypes for text
    text = {c: _writable(found[c]) for c in found.select_dtypes(["object", "string"])}
    empty = found.geometry.is_empty & ~found.geometry.isna()
    bare = found.geometry.mask(empty, None) if empty.any() else found.geometry
    return found.assign(**text, geometry=bare).set_geometry("geometry", crs=CRS)


def _writable(column: "pd.Series[Any]") -> "pd.Series[Any]":
    # what is kept as UTF-8 has no half pairs
    as_utf8 = getattr(column.dtype, "storage", "") == "pyarrow"
    if as_utf8 and not column.str.contains("\0", regex=False).any():
        return column
    return column.map(writable)


def writable(value: Any) -> Any:
    """Text without half surrogate pairs and NUL, anything else as it is."""
    return _UNWRITABLE.sub("\ufffd", value) if isinstance(value, str) else value


def plain(value: Any) -> Any:
    """A value of a cell as JSON has it: missing as None, days as YYYY-MM-DD."""
    if value is None or (not isinstance(value, str | list | dict) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value == value.normalize() else value.isoformat()
    return value.item() if hasattr(value, "item") else value


def records(frame: pd.DataFrame) -> Iterator[tuple[dict[Hashable, Any], Any]]:
    """Each row's plain values by column name, and its geometry or None."""
    columns = [name for name in frame.columns if name != "geometry"]
    shapes = frame["geometry"].to_numpy()
    cells = zip(*(_plain_column(frame[c]) for c in columns), strict=True)
    for values, shape in zip(cells, shapes, strict=True):
        yield dict(zip(columns, values, strict=True)), shape


def _plain_column(column: "pd.Series[Any]") -> list[Any]:
    """`plain` of each value, at once where the dtype allows."""
    if isinstance(column.dtype, pd.StringDtype):
        return column.astype(object).where(column.notna(), None).tolist()
    if pd.api.types.is_datetime64_dtype(column.dtype):
        # days repeat, so each is put in words once
        known = {day: plain(day) for day in column.unique()}
        return [known[day] for day in column]
    return [plain(value) for value in column]


def restored(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The atlas's table again, from a file's columns; another frame comes back as it is.

    Columns that the table's schema lacks are kept after it. Rows keep their order.

    Raises
    ------
    InputError
        If a cell cannot be what its column holds.
    """
    if (name := table_name(frame)) is None:
        return frame
    schema = SCHEMAS[name]
    extra = [c for c in frame.columns if c not in {schema.index, *schema.columns}]
    data = {schema.index: frame[schema.index].astype("str")}
    data |= {c: _cast(frame, c, schema) for c in schema.columns if c != "geometry"}
    data |= {c: frame[c] for c in extra}
    whole = gpd.GeoDataFrame(data, geometry=list(frame.geometry), crs=CRS)
    return whole.set_index(schema.index)[[*schema.columns, *extra]]


def _cast(frame: pd.DataFrame, column: str, schema: Schema) -> "pd.Series[Any]":
    cast, words = _CASTS[schema.columns[column]]
    try:
        return cast(frame[column])
    except (ValueError, TypeError) as error:
        raise InputError(f"expected {column} to hold {words}: {error}") from error


def _text(column: "pd.Series[Any]") -> "pd.Series[Any]":
    return column.fillna("").astype("str")


def _bare(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """A column with None for its blank cells."""
    return column.astype(object).where(column.astype("str") != "", None)


def _days(column: "pd.Series[Any]") -> "pd.Series[Any]":
    days = pd.to_datetime(_bare(column), format="ISO8601", utc=True)
    return days.dt.tz_convert(None).astype("datetime64[s]")


def _numbers(column: "pd.Series[Any]") -> "pd.Series[Any]":
    return pd.to_numeric(_bare(column), errors="raise").astype("float64")


def _counts(column: "pd.Series[Any]") -> "pd.Series[Any]":
    return _numbers(column).astype("Int64")


_CASTS: Mapping[str, tuple[Callable[["pd.Series[Any]"], "pd.Series[Any]"], str]] = {
    "str": (_text, "text"),
    "datetime64[s]": (_days, "days as YYYY-MM-DD"),
    "float64": (_numbers, "numbers"),
    "Int64": (_counts, "whole numbers"),
}
