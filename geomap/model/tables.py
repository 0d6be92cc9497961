"""The schemas of the atlas's tables, tables made from rows, and the five of them together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
from pyarrow import compute as pc

from geomap.errors import TableError
from geomap.model.losses import Loss
from geomap.model.places import CRS
from geomap.model.records import TOLLS
from geomap.settings import OFFLINE, Settings


@dataclass(frozen=True)
class Schema:
    """A table's index name and its columns with pandas dtypes, geometry last."""

    index: str
    columns: Mapping[str, str]


# a column has one dtype in every table that has it; what is not listed is text
_COLUMNS: Mapping[str, str] = {
    "datetime64[s]": "published when_start when_end said_when_start said_when_end first_reported",
    "Int64": " ".join(("start end n_chars n_repeated n_sources n_statements", *TOLLS)),
    "float64": "probability interval_low interval_high uncertainty_m",
    "geometry": "geometry",
}
_DTYPES = {name: dtype for dtype, names in _COLUMNS.items() for name in names.split()}


_TEXT = pd.Series(["text"], dtype="str").dtype


def _schema(index: str, *columns: str) -> Schema:
    names = " ".join((*columns, "geometry")).split()
    return Schema(index, {name: _DTYPES.get(name, "str") for name in names})


_SPAN = "report_id start end text"
_WHEN = "when_start when_end time_precision"
_BASIS = "when_basis"
_SAID = "said_by said_when_start said_when_end"
SCHEMAS: Mapping[str, Schema] = {
    "sources": _schema(
        "report_id",
        "title publisher url published published_from sha256 language links n_chars n_repeated",
    ),
    "mentions": _schema(
        "mention_id",
        _SPAN,
        "sentence role place_id name kind country probability alternatives",
        "reason explanation uncertainty_m",
    ),
    "statements": _schema(
        "statement_id",
        _SPAN,
        "event_id event_type event_mode actor recipient place place_id place_basis",
        _WHEN,
        _BASIS,
        *TOLLS,
        _SAID,
        "cue polarity certainty status probability uncertainty_m",
    ),
    "events": _schema(
        "event_id",
        "event_type event_mode acled_type actor recipient place place_id place_basis",
        "geo_precision",
        _WHEN,
        _BASIS,
        *TOLLS,
        "toll",
        "status probability n_sources n_statements first_reported uncertainty_m",
    ),
    "claims": _schema(
        "claim_id",
        _SPAN,
        "statement_id status relation subject object subject_id object_id",
        "position_ids siege value unit way",
        _WHEN,
        _SAID,
        "polarity measured probability interval_low interval_high verdict why",
    ),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Tables:
    """The tables made from a set of reports; all GeoDataFrames in EPSG:4326 with a stable index.

    Attributes
    ----------
    sources
        One row a report.
    mentions
        One row a place mention, resolved or not, with the reason.
    statements
        One row a passage that reports something, with who says so.
    events
        One row an event that statements report.
    claims
        One row a spatial statement, with what was measured and the verdict.
    lost
        What was given and is not in the tables, or not whole, and why.
    settings
        The settings that the tables were made with.

    Raises
    ------
    TableError
        If a table has another CRS, index name or columns than its schema.
    """

    sources: gpd.GeoDataFrame
    mentions: gpd.GeoDataFrame
    statements: gpd.GeoDataFrame
    events: gpd.GeoDataFrame
    claims: gpd.GeoDataFrame
    lost: tuple[Loss, ...] = ()
    settings: Settings = OFFLINE

    def __post_init__(self) -> None:
        for name, frame in self.frames.items():
            _check(name, frame)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(frame)} {name}" for name, frame in self.frames.items())
        n = sum(loss.count for loss in self.lost)
        return f"<{type(self).__name__}: {counts}{f', {n} lost' if n else ''}>"

    @property
    def frames(self) -> Mapping[str, gpd.GeoDataFrame]:
        """Each table by its name, in the order of `SCHEMAS`."""
        return {name: getattr(self, name) for name in SCHEMAS}


def stacked(name: str, frames: Sequence[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Frames of one of the atlas's tables as one, sorted by index.

    Of rows with one id the first stays. Columns beside those of the schema are text, "" where a
    frame has none.
    """
    schema = SCHEMAS[name]
    some = [frame for frame in frames if len(frame)] or list(frames[:1])
    whole = pd.concat(some) if len(some) > 1 else some[0]
    if not _rises(whole.index):
        whole = _sorted(whole[~whole.index.duplicated()], name)
    beside = [column for column in whole.columns if column not in schema.columns]
    words = {column: whole[column].fillna("").astype("str") for column in beside}
    ordered = whole.assign(**words)[[*schema.columns, *beside]]
    return gpd.GeoDataFrame(ordered, geometry="geometry", crs=CRS).rename_axis(schema.index)


def _check(name: str, frame: gpd.GeoDataFrame) -> None:
    schema = SCHEMAS[name]
    if frame.crs is None or frame.crs != CRS:
        raise TableError(f"{name} expects CRS {CRS}, got {frame.crs}")
    if frame.index.name != schema.index:
        raise TableError(f"{name} expects an index {schema.index!r}, got {frame.index.name!r}")
    if missing := [column for column in schema.columns if column not in frame]:
        raise TableError(f"{name} lacks the column {', '.join(missing)}")


def table(name: str, rows: Iterable[Mapping[str, Any]] | pd.DataFrame) -> gpd.GeoDataFrame:
    """Build one of the atlas's tables from rows, or a frame, with its index and columns.

    Missing text becomes "", other missing values become missing; rows are sorted by index.

    Raises
    ------
    TableError
        If the table is unknown, a row has a column that the schema lacks, or an id occurs twice.
    """
    if name not in SCHEMAS:
        raise TableError(f"expected one of {', '.join(SCHEMAS)}, got {name!r}")
    schema = SCHEMAS[name]
    known = {schema.index, *schema.columns}
    records = rows if isinstance(rows, pd.DataFrame) else list(rows)
    for record in [records] if isinstance(records, pd.DataFrame) else records:
        if not known.issuperset(record):
            unknown = set(record) - known
            raise TableError(f"{name} has no column {', '.join(sorted(map(str, unknown)))}")
    ordered = [schema.index, *schema.columns]
    if isinstance(records, pd.DataFrame):
        data = records.reindex(columns=ordered)
    else:
        data = pd.DataFrame.from_records(records, columns=ordered)
    # ids are text in a table without rows too
    for column, dtype in {schema.index: "str", **schema.columns}.items():
        if dtype == "str" and not _is_text(data[column]):
            cells = data[column]  # text alone is known as such by newer pandas
            cells = cells if cells.dtype == "str" else cells.astype(object)
            data[column] = cells.fillna("").astype("str")
        elif dtype not in ("str", "geometry"):
            data[column] = data[column].astype(dtype)  # type: ignore[call-overload]
    frame = gpd.GeoDataFrame(data, geometry="geometry", crs=CRS).set_index(schema.index)
    return _sorted(frame, name)


def _is_text(column: "pd.Series[Any]") -> bool:
    """Whether a column is text as the tables have it; before pandas 3 nothing says so."""
    alike = isinstance(_TEXT, pd.StringDtype) and column.dtype == _TEXT
    return alike and not column.hasnans


def _sorted(frame: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
    """Rows in the order of their ids; of a million ids no index of Python's objects is made."""
    if not _rises(frame.index):
        frame = frame.iloc[pc.sort_indices(_arrow(frame.index)).to_numpy()]
        if not _rises(frame.index):
            twice = frame.index[frame.index.duplicated()][0]
            raise TableError(f"{name} expects each {frame.index.name} once, got {twice!r} twice")
    return frame


def _rises(ids: "pd.Index[Any]") -> bool:
    """Whether ids are sorted and each is there once."""
    found = _arrow(ids)
    return bool(pc.all(pc.less(found[:-1], found[1:]), min_count=0).as_py())


def _arrow(ids: "pd.Index[Any]") -> Any:
    return pa.chunked_array([pa.array(ids.array)]).cast(pa.large_string()).combine_chunks()
