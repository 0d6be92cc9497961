"""Atlases one after the other; what several of them hold is held once."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd

from geomap.errors import InputError
from geomap.events import rejoin, retell
from geomap.gazetteer import open_gazetteer
from geomap.model import SCHEMAS, Loss, Tables, alike, stacked
from geomap.settings import Settings


def concatenated(atlases: Sequence[Tables]) -> dict[str, Any]:
    """The tables of several atlases by name, and what they lost.

    Parts of one reading of a report go together again. Where it was read otherwise, with other
    settings or another day of publication, it is there as the first atlas has it, and events that
    only a later one has are losses. What different reports tell of one event becomes one event.

    Raises
    ------
    InputError
        If there is none, or something else is among them.
    """
    if not atlases or not all(isinstance(one, Tables) for one in atlases):
        raise InputError("expected at least one atlas, as in concat([one, other])")
    readings: dict[str, tuple[Any, ...]] = {}
    parts: dict[str, list[gpd.GeoDataFrame]] = {name: [] for name in SCHEMAS}
    gone: list[tuple[str, str]] = []
    before: list[gpd.GeoDataFrame] = []
    for one in atlases:
        frames, without = _fitting(one, readings)
        gone += without
        # what the first row of each event was made from
        new = set(frames["events"].index).difference(*(frame.index for frame in parts["events"]))
        before.append(one.statements[one.statements["event_id"].isin(new)])
        for name, frame in frames.items():
            parts[name].append(frame)
    tables = {name: stacked(name, frames) for name, frames in parts.items()}
    known = set(tables["statements"]["event_id"])
    tables["events"] = tables["events"][tables["events"].index.isin(known)]
    settings = _settings(atlases)
    if sum(len(frame) > 0 for frame in parts["statements"]) > 1:
        find = open_gazetteer(settings, extra=settings.places).place
        tables["events"] = retell(tables, before=pd.concat(before), find=find)
        tables["statements"], tables["events"] = rejoin(tables, find)
    lost = dict.fromkeys(loss for one in atlases for loss in one.lost)
    others = [
        Loss(what="event", where=report, parts=(event,), why="read otherwise by an earlier atlas")
        for report, event in dict.fromkeys(gone)
        if event not in known
    ]
    return tables | {"lost": alike([*lost, *others]), "settings": settings}


def _settings(atlases: Sequence[Tables]) -> Settings:
    """Those of the first; sources that one of them hides are hidden."""
    hidden = any(one.settings.anonymous_sources for one in atlases)
    return replace(atlases[0].settings, anonymous_sources=hidden)


def _fitting(
    tables: Tables, readings: dict[str, tuple[Any, ...]]
) -> tuple[dict[str, gpd.GeoDataFrame], list[tuple[str, str]]]:
    """The tables without reports that were read otherwise, and what events of which these tell.

    `readings` holds how each report was read first, and is added to.
    """
    read = zip(tables.sources.index, tables.sources.drop(columns="geometry").values, strict=True)
    otherwise = set()
    for key, row in read:
        reading = (tables.settings, *map(str, row))
        if readings.setdefault(str(key), reading) != reading:
            otherwise.add(str(key))
    kept = {name: _without(frame, otherwise) for name, frame in tables.frames.items()}
    told = tables.statements
    without = told.loc[told["report_id"].isin(otherwise), ["report_id", "event_id"]]
    gone = set(without["event_id"]) - set(kept["statements"]["event_id"])
    kept["events"] = tables.events[~tables.events.index.isin(gone)]
    return kept, [
        (str(report), str(event))
        for report, event in without.itertuples(index=False)
        if event in gone
    ]


def _without(frame: gpd.GeoDataFrame, reports: Collection[str]) -> gpd.GeoDataFrame:
    ids = frame["report_id"] if "report_id" in frame else frame.index.to_series()
    return frame[~ids.isin(reports)]
