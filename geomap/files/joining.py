"""Own events joined to an atlas: their file as a source, each row a statement of its event."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

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


def joined(atlas: Kept, events: gpd.GeoDataFrame, path: Path, *, voiced: bool = True) -> Kept:
    """An atlas with events that `read_events` read from a file, all of them new to it.

    `voiced` is whether the rows as given may name a speaker; else those of many are left on disk.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    # with the hash, two files of one name stay two sources
    name = in_utf8(path.name)
    report_id = f"{PREFIX}{name}:{digest[:8]}"
    told = _statements(events, report_id, name, voiced=voiced)
    # who published its rows is for each of them to say
    row = {"report_id": report_id, "title": name, "sha256": digest, "n_repeated": 0}
    n_chars = max(0, int(told["end"].max())) if len(told) else 0
    source = table("sources", [row | {"n_chars": n_chars}])
    new = source[~source.index.isin(atlas.sources.index)]
    columns = [*SCHEMAS["events"].columns, *(c for c in EXTRA_COLUMNS if c in events)]
    kept = events.assign(n_statements=events["n_statements"].fillna(1))[columns]
    return replace(
        atlas,
        sources=stacked("sources", [atlas.sources, new]),
        statements=stacked("statements", [atlas.statements, told]),
        events=stacked("events", [atlas.events, kept]),
    )


def own_files(sources: gpd.GeoDataFrame) -> "pd.Series[bool]":
    """Which of the sources are files of own events and no reports, on the sources' index."""
    found = sources.index.astype(str).str.startswith(PREFIX)
    return pd.Series(found, index=sources.index, dtype=bool)


_SHARED = (
    *("event_type", "event_mode", "place", "place_id", "place_basis", "status", "uncertainty_m"),
    *("actor", "recipient", "when_start", "when_end", "time_precision", "when_basis", *TOLLS),
    "geometry",
)


def _statements(
    events: gpd.GeoDataFrame, report_id: str, title: str, *, voiced: bool
) -> gpd.GeoDataFrame:
    """A statement for each event, in its row's words or cells, which follow each other."""
    words = _words(events, title)
    ends = (words.str.len() + 1).cumsum().astype("int64") - 1
    said = {
        # sorted as the events are, so that of a million rows the two tables share their columns
        "statement_id": (events.index.to_series() + "/note").array,
        "report_id": report_id,
        "event_id": events.index.array,
        "text": words.array,
        "said_by": (_speakers(events) if voiced else _cells(events, "source")).array,
        "start": (ends - words.str.len()).to_numpy(dtype="int64"),
        "end": ends.to_numpy(dtype="int64"),
    }
    shared = pd.DataFrame({name: events[name].array for name in _SHARED})
    return table("statements", shared.assign(**said))


def _words(events: gpd.GeoDataFrame, title: str) -> "pd.Series[str]":
    """A row's notes, or where it has none its cells, or the file's title."""
    words = _cells(events, "notes")
    blank = (words == "").to_numpy()
    if not blank.any():
        return words
    told = [given(text).items() for text in _cells(events, "given")[blank]]
    summaries = ["; ".join(f"{name}: {cell}" for name, cell in cells) or title for cells in told]
    return words.mask(blank, pd.Series(summaries, index=events.index[blank], dtype="str"))


def _speakers(events: gpd.GeoDataFrame) -> "pd.Series[str]":
    """Whom UCDP says that a row has its words from, else the row's source."""
    source, rows = _cells(events, "source"), _cells(events, "given")
    named = rows.str.contains('"source_original"', regex=False).to_numpy(dtype=bool)
    if not named.any():
        return source
    speakers = [given(text).get("source_original", "") for text in rows[named]]
    found = pd.Series(speakers, index=events.index[named], dtype="str")
    return source.mask(named, found.where(found != "", source[named]))


def _cells(events: gpd.GeoDataFrame, name: str) -> "pd.Series[str]":
    """A column of text beside the table's own, "" where the file has none."""
    found: pd.Series[str] = events.get(name, pd.Series("", index=events.index, dtype="str"))
    return found
