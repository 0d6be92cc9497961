"""A store opened, whole or in part, without reading more of it than is asked for.

The index says which files hold events of which days and where. Of these the events that fit are
taken, the reports that tell of them, and the parts of the store that hold those reports.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geomap.atlas.filtering import first_and_last, fitting, shape_of
from geomap.atlas.saved import DAMAGED, losses_of, with_told
from geomap.errors import InputError
from geomap.files import read_parquet, read_reports
from geomap.model import table
from geomap.settings import Settings

ABOUT, FORMAT, VERSION = "store.json", "geomap store", 1
_PARTED = ("sources", "mentions", "statements", "claims")
_INDEXED = ("days", "area", "status")
"""Conditions that events alone answer."""

Index = Mapping[str, Any]


def is_store(path: Path) -> bool:
    """Whether a folder is a store that `geomap.build` made."""
    return (path / ABOUT).is_file()


def opened(path: Path, settings: Settings, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of a store by name, what was lost, and the settings.

    Only reports that tell of an event which fits are there, each whole, and all events that fit;
    `Atlas.filter` by the same conditions makes of it what it makes of the whole.

    Raises
    ------
    InputError
        If it is none, a newer geomap wrote it, its build never ended, or it is damaged.
    """
    try:
        return _opened(path, settings, asked)
    except InputError:
        raise
    except (*DAMAGED, RecursionError) as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise InputError(
            f"{path}: expected a store that is whole; geomap build makes it so again ({said})"
        ) from error


def _opened(path: Path, settings: Settings, asked: Mapping[str, Any]) -> dict[str, Any]:
    about = _about(path)
    home = path / "joined" / about["joined"]
    index = json.loads((home / "index.json").read_text(encoding="utf-8"))
    conditions = {name: asked[name] for name in _INDEXED if asked.get(name) is not None}
    found = [_chunk(home, chunk, conditions) for chunk in _chunks(index, conditions)]
    full = [events for events, _ in found if len(events)]
    events = pd.concat(full).sort_index() if full else table("events", [])
    told = pd.concat([_NOTHING, *(rows for _, rows in found)])
    parts = pd.read_parquet(home / "reports.parquet")
    if conditions:
        parts = parts[parts["report_id"].isin(told["report_id"])]
    tables = _parted(path, parts)
    statements = tables["statements"]
    event_of = told.set_index("statement_id")["event_id"].reindex(statements.index)
    joined = statements.assign(event_id=event_of.fillna("").astype("str"))
    made, lost = with_told(settings, about), losses_of(index["lost"])
    return tables | {"statements": joined, "events": events, "lost": lost, "settings": made}


_NOTHING = pd.DataFrame(columns=["statement_id", "event_id", "report_id", "part"], dtype="str")


def _about(path: Path) -> Index:
    about: Index = json.loads((path / ABOUT).read_text(encoding="utf-8"))
    if about.get("format") != FORMAT or not isinstance(about.get("version"), int):
        raise InputError(f"{path}: expected a store that geomap build made")
    if about["version"] > VERSION:
        raise InputError(
            f"{path}: expected version {VERSION} of a store, got {about['version']}: "
            "a newer geomap wrote it"
        )
    if not about["joined"]:
        raise InputError(f"{path}: expected a store that is built; run geomap build again")
    return about


def _chunks(index: Index, conditions: Mapping[str, Any]) -> Iterable[Index]:
    """Files of events that may hold some that fit, by their days and where they lie."""
    first, last = first_and_last(conditions.get("days", slice(None)))
    area = shape_of(conditions["area"]).bounds if "area" in conditions else None
    for chunk in (one for one in index["chunks"] if one["events"]):
        dated = chunk["open"] or (
            (last is None or chunk["first"] <= last.isoformat())
            and (first is None or chunk["last"] >= first.isoformat())
        )
        west, south, east, north = chunk["bounds"]
        placed = area is None or (
            west <= area[2] and area[0] <= east and south <= area[3] and area[1] <= north
        )
        if dated and placed:
            yield chunk


def _chunk(
    home: Path, chunk: Index, conditions: Mapping[str, Any]
) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Events of a file that fit, and which statements of which part tell of them."""
    events = read_parquet(home / f"events-{chunk['number']:05}.parquet")
    told = pd.read_parquet(home / f"told-{chunk['number']:05}.parquet")
    if not conditions:
        return events, told
    kept = events[fitting(events, conditions)]
    return kept, told[told["event_id"].isin(kept.index)]


def _parted(path: Path, parts: pd.DataFrame) -> dict[str, gpd.GeoDataFrame]:
    """The tables of reports, of the parts that hold them."""
    if not len(parts):
        return {name: table(name, []) for name in _PARTED}
    held = parts.groupby("part")["report_id"].agg(list)
    return {
        name: read_reports(
            {path / "parts" / str(part) / f"{name}.parquet": ids for part, ids in held.items()}
        ).sort_index()
        for name in _PARTED
    }
