"""Own events joined to an atlas: their file as a source, each row a statement of its event."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import geopandas as gpd
import pandas as pd

from geomap.files.values import given
from geomap.model import SCHEMAS, TOLLS, Tables, stacked, table
from geomap.writing import in_utf8

Kept = TypeVar("Kept", bound=Tables)
PREFIX = "own:"
EXTRA_COLUMNS = (
    "notes", "source", "fatalities", "inter1", "inter2", "interaction", "acled_date", "given",
)  # fmt: skip


def joined(atlas: Kept, events: gpd.GeoDataFrame, path: Path) -> Kept:
    """An atlas with events that `read_events` read from a file, all of them new to it."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    # with the hash, two files of one name stay two sources
    name = in_utf8(path.name)
    report_id = f"{PREFIX}{name}:{digest[:8]}"
    rows, text = _statements(events, report_id, name)
    # who published its rows is for each of them to say
    row = {"report_id": report_id, "title": name, "sha256": digest}
    source = table("sources", [row | {"n_chars": len(text), "n_repeated": 0}])
    new = source[~source.index.isin(atlas.sources.index)]
    columns = [*SCHEMAS["events"].columns, *(c for c in EXTRA_COLUMNS if c in events)]
    told = events.assign(n_statements=events["n_statements"].fillna(1))[columns]
    return replace(
        atlas,
        sources=stacked("sources", [atlas.sources, new]),
        statements=stacked("statements", [atlas.statements, table("statements", rows)]),
        events=stacked("events", [atlas.events, told]),
    )


def own_files(sources: gpd.GeoDataFrame) -> "pd.Series[bool]":
    """Which of the sources are files of own events and no reports, on the sources' index."""
    found = sources.index.astype(str).str.startswith(PREFIX)
    return pd.Series(found, index=sources.index, dtype=bool)


def _statements(
    events: gpd.GeoDataFrame, report_id: str, title: str
) -> tuple[list[dict[str, Any]], str]:
    """A statement for each event, in its row's words or cells, and those words together."""
    rows: list[dict[str, Any]] = []
    lines: list[str] = []
    start = 0
    shared = ("event_type", "event_mode", "place", "place_id", "place_basis", "status")
    also = (
        "uncertainty_m",
        "actor",
        "recipient",
        "when_start",
        "when_end",
        "time_precision",
        "when_basis",
        *TOLLS,
    )
    for key, row in events.iterrows():
        told = given(row.get("given", ""))
        summary = "; ".join(f"{name}: {cell}" for name, cell in told.items())
        words = row.get("notes") or summary or title
        rows.append(
            {name: row[name] for name in (*shared, *also, "geometry")}
            | {"statement_id": f"{key}:note", "event_id": key, "report_id": report_id}
            | {"start": start, "end": start + len(words), "text": words}
            | {"said_by": told.get("source_original") or row.get("source", "")}
        )
        lines.append(words)
        start += len(words) + 1
    return rows, "\n".join(lines)
