"""Atlases one after the other; what several of them hold is held once."""

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import pandas as pd

from geomap.errors import InputError
from geomap.events import rejoin
from geomap.gazetteer import open_gazetteer
from geomap.model import CRS, SCHEMAS, Tables, alike


def concatenated(atlases: Sequence[Tables]) -> dict[str, Any]:
    """The tables of several atlases by name, and what they lost.

    A report that several have read is there once, as the first of them has it: its rows of every
    table, and its losses. What different reports tell of one event becomes one event.

    Raises
    ------
    InputError
        If there is none, or something else is among them.
    """
    if not atlases or not all(isinstance(one, Tables) for one in atlases):
        raise InputError("expected at least one atlas, as in concat([one, other])")
    seen: set[str] = set()
    parts: dict[str, list[gpd.GeoDataFrame]] = {name: [] for name in SCHEMAS}
    for one in atlases:
        for name, frame in _without(one, seen).items():
            parts[name].append(frame)
        seen |= set(one.sources.index)
    tables = {name: _stacked(name, frames) for name, frames in parts.items()}
    settings = atlases[0].settings
    if sum(len(frame) > 0 for frame in parts["statements"]) > 1:
        find = open_gazetteer(settings, extra=settings.places).place
        tables["statements"], tables["events"] = rejoin(tables, find)
    lost = tuple(dict.fromkeys(loss for one in atlases for loss in one.lost))
    return tables | {"lost": alike(lost), "settings": settings}


def _without(tables: Tables, seen: set[str]) -> dict[str, gpd.GeoDataFrame]:
    """The tables without the rows of reports that were seen; an event without any goes too."""
    kept = {name: _unseen(frame, seen) for name, frame in tables.frames.items() if name != "events"}
    gone = set(tables.statements["event_id"]) - set(kept["statements"]["event_id"])
    return kept | {"events": tables.events[~tables.events.index.isin(gone)]}


def _unseen(frame: gpd.GeoDataFrame, seen: set[str]) -> gpd.GeoDataFrame:
    ids = frame["report_id"] if "report_id" in frame else frame.index.to_series()
    return frame[~ids.isin(seen)]


def _stacked(name: str, frames: Sequence[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    full = [frame for frame in frames if len(frame)] or list(frames[:1])
    whole = pd.concat(full)
    whole = whole[~whole.index.duplicated()].sort_index()
    schema = SCHEMAS[name]
    extra = [column for column in whole.columns if column not in schema.columns]
    words = {column: whole[column].fillna("").astype("str") for column in extra}
    ordered = whole.assign(**words)[[*schema.columns, *extra]]
    return gpd.GeoDataFrame(ordered, geometry="geometry", crs=CRS).rename_axis(schema.index)
