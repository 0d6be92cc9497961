"""A part of an atlas: the events that are asked for, and of the rest no word.

Statements follow their events, claims and mentions follow statements, sources follow all of these.
What a row says beyond its statement (the whole sentence around a mention, what spoke for a choice)
is cut where its report is not kept whole.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeAlias, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geomap.errors import InputError
from geomap.events import retell
from geomap.files import own_files
from geomap.gazetteer import fold, open_gazetteer
from geomap.model import CRS, TOLD, Status, Tables, check_days, read_days

Kept = TypeVar("Kept", bound=Tables)
Mask: TypeAlias = "pd.Series[Any]"


def chosen(tables: Kept, mask: Any, asked: Mapping[str, Any]) -> Kept:
    """The part of an atlas that a mask and conditions leave; see `Atlas.filter`."""
    keep = _of_mask(tables.events, mask)
    keep &= fitting(tables.events, asked)
    for name, condition in _OF_TABLES.items():
        if asked.get(name) is not None:
            keep &= condition(tables, asked[name])
    reports = _reports(tables, asked["report"]) if asked.get("report") is not None else None
    return part(tables, keep, reports=reports)


def fitting(events: gpd.GeoDataFrame, asked: Mapping[str, Any]) -> Mask:
    """Which events fit the conditions that events alone answer."""
    keep = pd.Series(True, index=events.index)
    for name, condition in _OF_EVENTS.items():
        if asked.get(name) is not None:
            keep &= condition(events, asked[name])
    return keep


def part(tables: Kept, keep: Mask, *, reports: Collection[str] | None = None) -> Kept:
    """The events of a mask with what belongs to them, of these reports only if some are given."""
    told = tables.statements[tables.statements["event_id"].isin(keep.index[keep])]
    if reports is not None:
        told = told[told["report_id"].isin(reports)]
    left = {"statements": told, "events": tables.events[keep & keep.index.isin(told["event_id"])]}
    find = open_gazetteer(tables.settings, extra=tables.settings.places).place
    events = retell(left | {"sources": tables.sources}, before=tables.statements, find=find)
    whole = _whole_reports(tables, told)
    claims = tables.claims[
        tables.claims["statement_id"].isin(told.index) | tables.claims["report_id"].isin(whole)
    ]
    sources = tables.sources[
        tables.sources.index.isin([*told["report_id"], *claims["report_id"], *whole])
    ]
    # losses name a file of own events by its name, which is the title of its source
    own = sources[own_files(sources) & sources.index.isin(whole)]
    kept = {*whole, *own["title"]}
    return replace(
        tables,
        sources=sources,
        mentions=_mentions(tables.mentions, told, whole),
        statements=told,
        events=events,
        claims=claims,
        lost=tuple(loss for loss in tables.lost if loss.where in kept),
    )


def _whole_reports(tables: Tables, told: gpd.GeoDataFrame) -> frozenset[str]:
    """Reports that lose no statement."""
    before = tables.statements["report_id"].value_counts()
    after = told["report_id"].value_counts()
    return frozenset(after.index[after == before.reindex(after.index)].astype(str))


def _mentions(
    mentions: gpd.GeoDataFrame, told: gpd.GeoDataFrame, whole: Collection[str]
) -> gpd.GeoDataFrame:
    """Mentions of whole reports, and those within a statement, which then stands around them."""
    spans: dict[str, list[tuple[int, int, str]]] = {}
    columns = (told[name] for name in ("report_id", "start", "end", "text"))
    for report, start, end, text in zip(*columns, strict=True):
        spans.setdefault(report, []).append((int(start), int(end), text))
    around = [
        next((text for a, b, text in spans.get(report, ()) if a <= start < b), None)
        for report, start in zip(mentions["report_id"], mentions["start"], strict=True)
    ]
    within = pd.Series(around, index=mentions.index, dtype=object)
    kept_whole = mentions["report_id"].isin(whole)
    keep = kept_whole | within.notna()
    cut = keep & ~kept_whole
    found = mentions.assign(
        sentence=mentions["sentence"].where(~cut, within.fillna("").astype("str")),
        explanation=mentions["explanation"].where(~cut, ""),
    )
    return found[keep].astype({"sentence": "str", "explanation": "str"})


def _of_mask(events: gpd.GeoDataFrame, mask: Any) -> Mask:
    """A mask on the events' own index."""
    if mask is None:
        return pd.Series(True, index=events.index)
    if callable(mask):
        mask = mask(events)
    if isinstance(mask, pd.Series) and mask.dtype == "boolean":
        mask = mask.fillna(False).astype(bool)  # as of a toll that nobody states
    values = np.asarray(mask)
    if values.dtype != bool or values.shape != (len(events),):
        raise InputError(
            f"expected a boolean for each of {len(events)} events, "
            f"got {values.dtype} of shape {values.shape}"
        )
    if isinstance(mask, pd.Series) and not mask.index.equals(events.index):
        if not mask.index.isin(events.index).all() or mask.index.has_duplicates:
            raise InputError("expected a mask on the index of atlas.events, got another one")
        return mask.reindex(events.index)
    return pd.Series(values, index=events.index)


def _each(given: Any) -> list[Any]:
    return [given] if isinstance(given, str) else list(given)


def _known(asked: Any, have: Collection[str], what: str) -> None:
    """Raise `InputError` where nothing of the atlas is what was asked, with what is near to it."""
    near = get_close_matches(str(asked), sorted(filter(None, have)), n=3, cutoff=0.5)
    hint = f"; is {' or '.join(near)} meant?" if near else ""
    raise InputError(f"expected a {what} of the atlas, got {str(asked)[:60]!r}{hint}")


def _place(tables: Tables, asked: Any) -> Mask:
    events, told = tables.events, tables.statements
    keep = pd.Series(False, index=events.index)
    for name in _each(asked):
        found = _at(events, name) | events.index.isin(told.loc[_at(told, name), "event_id"])
        if not found.any():
            _known(name, set(events["place"]) | set(told["place"]), "place")
        keep |= found
    return keep


def _at(frame: gpd.GeoDataFrame, name: str) -> Mask:
    """Rows at a place, by its id or name, and at what words put by it: "near Kosti"."""
    asked = f" {fold(name)} "
    words = {place: f" {fold(place)} " for place in frame["place"].unique()}
    named: Mask = frame["place"].isin([place for place, key in words.items() if key == asked])
    by = frame["place"].isin([place for place, key in words.items() if asked in key])
    named |= frame["place_id"] == name
    named |= by & frame["place_id"].str.startswith(TOLD)
    return named


def _status(events: gpd.GeoDataFrame, asked: Any) -> Mask:
    words = [str(word).casefold() for word in _each(asked)]
    if unknown := [word for word in words if word not in set(Status)]:
        raise InputError(f"expected a status ({', '.join(Status)}), got {unknown[0]!r}")
    keep: Mask = events["status"].isin(words)
    return keep


def _days(events: gpd.GeoDataFrame, asked: Any) -> Mask:
    """Events that may have happened within days; an open end is open."""
    start, end = first_and_last(asked)
    check_days(start, end)
    from_day, to_day = events["when_start"], events["when_end"]
    keep: Mask = from_day.notna() | to_day.notna()
    if end is not None:
        keep &= from_day.isna() | (from_day <= pd.Timestamp(end))
    if start is not None:
        keep &= to_day.isna() | (to_day >= pd.Timestamp(start))
    return keep


def first_and_last(asked: Any) -> tuple[date | None, date | None]:
    """First and last day of days as `Atlas.filter` takes them; an open end is None."""
    ends = (asked.start, asked.stop) if isinstance(asked, slice) else asked
    first, last = (ends, ends) if isinstance(ends, (str, date)) else ends
    return _day(first)[0], _day(last)[1]


def _day(said: Any) -> tuple[date | None, date | None]:
    if said is None:
        return None, None
    if isinstance(said, str):
        return read_days(said)[:2]
    return pd.Timestamp(said).date(), pd.Timestamp(said).date()


def _area(events: gpd.GeoDataFrame, asked: Any) -> Mask:
    keep: Mask = events.geometry.intersects(shape_of(asked))
    return keep


def shape_of(asked: Any) -> shapely.Geometry:
    """The shape of an area as `Atlas.filter` takes it.

    Raises
    ------
    InputError
        If it is none.
    """
    if isinstance(asked, (gpd.GeoDataFrame, gpd.GeoSeries)):
        asked = asked.to_crs(CRS).union_all()
    elif not isinstance(asked, shapely.Geometry):
        try:
            asked = shapely.box(*map(float, asked))
        except (TypeError, ValueError) as error:
            raise InputError(
                "expected an area as a shape, a GeoDataFrame, or west, south, east, north, "
                f"got {str(asked)[:60]!r}"
            ) from error
    return asked


def _side(tables: Tables, asked: Any) -> Mask:
    """Events in which a party acts, as the map gives them its colour."""
    from geomap.maps import parties

    known, actors = parties.of(tables), tables.events["actor"]
    named = actors.map({cell: known.first(str(cell)) for cell in actors.unique()}).astype(str)
    wanted = {parties.folded(known.name(name) or name) for name in _each(asked)}
    keep: Mask = named.map(parties.folded).isin(wanted)
    if not keep.any():
        _known(_each(asked)[0], {name for name in named if name}, "side")
    return keep


def _report(tables: Tables, asked: Any) -> Mask:
    told = tables.statements
    found = told.loc[told["report_id"].isin(_reports(tables, asked)), "event_id"]
    return pd.Series(tables.events.index.isin(found), index=tables.events.index)


def _reports(tables: Tables, asked: Any) -> frozenset[str]:
    """Ids of the reports that are asked for by id, by its beginning without the hash, or title."""
    sources, found = tables.sources, set()
    ids = sources.index.astype(str)
    for name in _each(asked):
        bare = np.array([name in (key, key.rpartition("-")[0]) for key in ids], dtype=bool)
        fits = bare | (sources["title"] == name).to_numpy()
        if not fits.any():
            _known(name, {*ids, *sources["title"]}, "report")
        found |= set(ids[fits])
    return frozenset(found)


_OF_EVENTS: Mapping[str, Callable[[gpd.GeoDataFrame, Any], Mask]] = {
    "days": _days,
    "status": _status,
    "area": _area,
}
_OF_TABLES: Mapping[str, Callable[[Tables, Any], Mask]] = {
    "place": _place,
    "side": _side,
    "report": _report,
}
