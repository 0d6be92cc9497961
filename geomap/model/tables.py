"""The schemas of the atlas's tables, tables made from rows, and the five of them together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import pandas as pd

from geomap.errors import TableError
from geomap.model.records import Place
from geomap.settings import OFFLINE, Settings

CRS = "EPSG:4326"


@dataclass(frozen=True)
class Schema:
    """A table's index name and its columns with pandas dtypes, geometry last."""

    index: str
    columns: Mapping[str, str] = field(default_factory=dict)


_SPAN = {"report_id": "str", "start": "Int64", "end": "Int64", "text": "str"}
_WHEN = {"when_start": "datetime64[s]", "when_end": "datetime64[s]", "time_precision": "str"}

SCHEMAS: Mapping[str, Schema] = {
    "sources": Schema(
        "report_id",
        {
            "title": "str",
            "publisher": "str",
            "url": "str",
            "published": "datetime64[s]",
            "sha256": "str",
            "n_chars": "Int64",
            "n_repeated": "Int64",
            "geometry": "geometry",
        },
    ),
    "mentions": Schema(
        "mention_id",
        _SPAN
        | {
            "sentence": "str",
            "role": "str",
            "place_id": "str",
            "name": "str",
            "kind": "str",
            "country": "str",
            "probability": "float64",
            "alternatives": "str",
            "reason": "str",
            "explanation": "str",
            "uncertainty_m": "float64",
            "geometry": "geometry",
        },
    ),
    "statements": Schema(
        "statement_id",
        _SPAN
        | {
            "event_id": "str",
            "event_type": "str",
            "event_mode": "str",
            "actor": "str",
            "recipient": "str",
            "place": "str",
            "place_id": "str",
        }
        | _WHEN
        | {
            "said_by": "str",
            "said_when_start": "datetime64[s]",
            "said_when_end": "datetime64[s]",
            "cue": "str",
            "polarity": "str",
            "certainty": "str",
            "status": "str",
            "uncertainty_m": "float64",
            "geometry": "geometry",
        },
    ),
    "events": Schema(
        "event_id",
        {
            "event_type": "str",
            "event_mode": "str",
            "acled_type": "str",
            "actors": "str",
            "place": "str",
            "place_id": "str",
            "geo_precision": "str",
        }
        | _WHEN
        | {
            "status": "str",
            "n_sources": "Int64",
            "n_statements": "Int64",
            "first_reported": "datetime64[s]",
            "uncertainty_m": "float64",
            "geometry": "geometry",
        },
    ),
    "claims": Schema(
        "claim_id",
        _SPAN
        | {
            "statement_id": "str",
            "status": "str",
            "relation": "str",
            "subject": "str",
            "object": "str",
            "subject_id": "str",
            "object_id": "str",
            "position_ids": "str",
            "value": "str",
            "unit": "str",
        }
        | _WHEN
        | {
            "said_by": "str",
            "said_when_start": "datetime64[s]",
            "said_when_end": "datetime64[s]",
            "polarity": "str",
            "measured": "str",
            "probability": "float64",
            "interval_low": "float64",
            "interval_high": "float64",
            "verdict": "str",
            "why": "str",
            "geometry": "geometry",
        },
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
    skipped
        What could not be read, and why, one line each.
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
    skipped: tuple[str, ...] = ()
    settings: Settings = OFFLINE

    def __post_init__(self) -> None:
        for name, frame in self.frames.items():
            _check(name, frame)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(frame)} {name}" for name, frame in self.frames.items())
        skipped = f", {len(self.skipped)} skipped" if self.skipped else ""
        return f"<{type(self).__name__}: {counts}{skipped}>"

    @property
    def frames(self) -> Mapping[str, gpd.GeoDataFrame]:
        """Each table by its name, in the order of `SCHEMAS`."""
        return {
            "sources": self.sources,
            "mentions": self.mentions,
            "statements": self.statements,
            "events": self.events,
            "claims": self.claims,
        }


def _check(name: str, frame: gpd.GeoDataFrame) -> None:
    schema = SCHEMAS[name]
    if frame.crs is None or frame.crs != CRS:
        raise TableError(f"{name} expects CRS {CRS}, got {frame.crs}")
    if frame.index.name != schema.index:
        raise TableError(f"{name} expects an index {schema.index!r}, got {frame.index.name!r}")
    if missing := [column for column in schema.columns if column not in frame]:
        raise TableError(f"{name} lacks the column {', '.join(missing)}")


def places_frame(places: Iterable[Place]) -> gpd.GeoDataFrame:
    """Places as `Gazetteer.places_within` gives them: points in EPSG:4326, in the order given."""
    rows = list(places)
    columns = ("place_id", "name", "kind", "country", "population")
    data = {name: [getattr(place, name) for place in rows] for name in columns}
    return gpd.GeoDataFrame(data, geometry=[place.point for place in rows], crs=CRS)


def table(name: str, rows: Iterable[Mapping[str, Any]]) -> gpd.GeoDataFrame:
    """Build one of the atlas's tables from rows that carry its index and columns.

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
    records = list(rows)
    for record in records:
        if unknown := set(record) - known:
            raise TableError(f"{name} has no column {', '.join(sorted(unknown))}")
    data = pd.DataFrame.from_records(records, columns=[schema.index, *schema.columns])
    for column, dtype in schema.columns.items():
        if dtype == "str":
            data[column] = data[column].astype(object).fillna("").astype("str")
        elif dtype != "geometry":
            data[column] = data[column].astype(dtype)  # type: ignore[call-overload]
    frame = gpd.GeoDataFrame(data, geometry="geometry", crs=CRS).set_index(schema.index)
    if frame.index.has_duplicates:
        twice = frame.index[frame.index.duplicated()][0]
        raise TableError(f"{name} expects each {schema.index} once, got {twice!r} twice")
    return frame.sort_index()
