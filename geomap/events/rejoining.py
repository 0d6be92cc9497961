"""Events of atlases that were read apart or cut, joined and told as those of reports are.

The texts are not at hand any more: statements are made again from their rows, which hold all that
they are compared by across reports.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd

from geomap.events.grouping import across, order
from geomap.events.joining import id_of
from geomap.events.rows import event_row
from geomap.events.traits import Trait
from geomap.model import (
    Harm,
    Interval,
    Mention,
    Place,
    Report,
    Resolution,
    Role,
    Statement,
    TimePrecision,
    Toll,
    stacked,
    table,
)

FindPlace = Callable[[str], Place | None]
Row = Mapping[str, Any]


def rejoin(
    tables: Mapping[str, gpd.GeoDataFrame], find: FindPlace
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """The tables of statements and events with one event for what several reports tell of.

    Parameters
    ----------
    tables
        `statements`, `events` and `sources`. Statements that geomap did not make itself, as those
        of own files, keep their events.
    find
        Gives a place of the gazetteer by its id.

    Returns
    -------
    tuple of GeoDataFrame
        `statements` and `events`; an event that is joined has the id, and says what it would, if
        its reports had been read together. Which are joined may differ from that in a few: an
        event is not taken apart again.
    """
    statements, events = tables["statements"], tables["events"]
    published = _published(tables["sources"])
    groups: dict[str, list[Trait]] = {}
    own = statements[statements.index.str.startswith("st-")]
    own = own.sort_values(["report_id", "start", "end"], kind="stable")
    for key, row in zip(own.index, own.to_dict("records"), strict=True):
        report = Report(report_id=row["report_id"], text="", published=published[row["report_id"]])
        groups.setdefault(row["event_id"], []).append(Trait(_statement(row, find), report, key))
    event_of, made, gone = dict(statements["event_id"]), [], set()
    for group in across(sorted(groups.values(), key=order)):
        before = {event_of[trait.key] for trait in group}
        if len(before) > 1:
            event_id = id_of(group)
            told = [trait.statement for trait in group]
            made.append(_event(event_row(told, event_id, published), events.loc[sorted(before)]))
            event_of |= dict.fromkeys((trait.key for trait in group), event_id)
            gone |= set(before)
    if not made:
        return statements, events
    whole = stacked("events", [events[~events.index.isin(gone)], table("events", made)])
    return statements.assign(event_id=statements.index.map(event_of).astype("str")), whole


def retell(
    tables: Mapping[str, gpd.GeoDataFrame], *, before: gpd.GeoDataFrame, find: FindPlace
) -> gpd.GeoDataFrame:
    """The table of events as the statements tell them, where some went or came.

    Parameters
    ----------
    tables
        `statements`, `events`, each with a statement, and `sources`.
    before
        The statements that the rows of `events` were made from.
    find
        Gives a place of the gazetteer by its id.

    Returns
    -------
    GeoDataFrame
        All events. A status that is the user's own, and the country that is spoken of where no
        statement names a place, stay.
    """
    events, told = tables["events"], tables["statements"]
    now, then = (frame["event_id"].value_counts() for frame in (told, before))
    changed = set(now.index[now != then.reindex(now.index)]) & set(events.index)
    if not changed:
        return events
    published = _published(tables["sources"])

    def rows(frame: gpd.GeoDataFrame) -> dict[str, dict[str, Any]]:
        own = frame[frame["event_id"].isin(changed)].sort_values(["report_id", "start", "end"])
        groups = ((str(key), group.to_dict("records")) for key, group in own.groupby("event_id"))
        return {
            key: event_row([_statement(row, find) for row in group], key, published)
            for key, group in groups
        }

    earlier, made = rows(before), []
    for key, row in rows(told).items():
        known, own = events.loc[[key]], earlier[key]
        # a place that statements named goes with them
        placed = known if row["place_id"] or not own["place_id"] else known.iloc[:0]
        status = known["status"].item()
        decided = {"status": status} if status != own["status"] else {}
        made.append(_event(row, placed) | decided)
    return stacked("events", [events[~events.index.isin(changed)], table("events", made)])


def _published(sources: gpd.GeoDataFrame) -> dict[str, date | None]:
    return {str(key): _day(day) for key, day in sources["published"].items()}


def _statement(row: Row, find: FindPlace) -> Statement:
    """A statement as its row has it; its words stand for the name of its place in them."""
    shared = ("report_id", "start", "end", "text", "event_type", "event_mode", "actor", "recipient")
    more = ("said_by", "cue", "polarity", "certainty", "status", "probability")
    tolls = (
        Toll(kind=kind, least=_whole(row[f"{kind}_least"]), most=_whole(row[f"{kind}_most"]))
        for kind in Harm
    )
    return Statement(
        **{name: None if pd.isna(row[name]) else row[name] for name in (*shared, *more)},
        place=_placed(row, find) if row["place"] else None,
        when=_interval(row),
        tolls=tuple(toll for toll in tolls if (toll.least, toll.most) != (None, None)),
    )


def _placed(row: Row, find: FindPlace) -> Resolution:
    """The place of a statement's row, inferred where the row says so."""
    return replace(_resolution(row, find), inferred=row["place_basis"] == "inferred")


def _resolution(row: Row, find: FindPlace) -> Resolution:
    mention = Mention(
        report_id=row["report_id"],
        start=row["start"],
        end=row["end"],
        text=row["place"],
        role=Role.EVENT_PLACE,
    )
    point = row["geometry"]
    if not row["place_id"] or point is None or point.is_empty:
        return Resolution(mention=mention, place=None)
    described = Place(
        place_id=row["place_id"],
        name=row["place"],
        kind="L.AREA",
        lon=point.x,
        lat=point.y,
        uncertainty_m=row["uncertainty_m"],
    )
    return Resolution(mention=mention, place=find(row["place_id"]) or described)


def _interval(row: Row) -> Interval | None:
    start, end = _day(row["when_start"]), _day(row["when_end"])
    if start is None and end is None:
        return None
    basis = row["when_basis"]
    return Interval(
        start=start,
        end=end,
        precision=TimePrecision(row["time_precision"]),
        text=basis if basis == "stated" else "",
        inferred=basis == "inferred",
    )


_OF_COUNTRY = ["place", "place_id", "place_basis", "uncertainty_m", "geometry", "geo_precision"]
"""Columns of the country that is spoken of, which events alone hold."""


def _event(row: dict[str, Any], before: gpd.GeoDataFrame) -> dict[str, Any]:
    """A joined event's row; how well its place is known was said by the text."""
    placed = before[before["place_id"] != ""]
    if not row["place_id"] and len(placed):
        return row | {name: placed.iloc[0][name] for name in _OF_COUNTRY}
    same = before.loc[before["place_id"] == row["place_id"], "geo_precision"]
    return row | ({"geo_precision": min(same)} if len(same) else {})


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else value.date()


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
