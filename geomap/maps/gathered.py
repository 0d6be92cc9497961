"""Own events by the hundred thousand, gathered into rows that each stand for some of them.

A row stands for events of one place and precision, one type, one status, one side and one step of
the scale of tolls, within a month, a quarter or a year; so every filter, colour and fill is as true
of a row as of each event behind it. Days are the first and the last of them, tolls their sums.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geomap.limits import give_back
from geomap.maps import columns, payload
from geomap.maps.sides import Sides
from geomap.model import CRS, SCHEMAS, TOLLS, Symbol, Tables

MOST_WHOLE = 150_000
"""How many events a page holds one by one."""
MOST_ROWS = 600_000
_PERIODS = {1: "month", 3: "quarter", 12: "year"}
_TOLL_STEPS = (1, 10, 100)
Codes = npt.NDArray[np.int64]


class Grain(NamedTuple):
    """How finely events are gathered: in words for the page, and as what they share.

    `months` is the length of a period, `degrees` the cell that places share, 0 for one place.
    """

    words: str
    months: int
    modes: bool = False
    degrees: float = 0.0


GRAINS = (
    Grain("place, month and kind of deed", 1, modes=True),
    Grain("place, month and type", 1),
    Grain("place, quarter and type", 3),
    Grain("place, year and type", 12),
    Grain("quarter of a degree, year and type", 12, degrees=0.25),
    Grain("degree, year and type", 12, degrees=1.0),
)


def gathered(atlas: Tables, order: Sides) -> Tables:
    """An atlas whose own events are gathered where all are more than a page can hold.

    Parameters
    ----------
    atlas
        The tables.
    order
        Their sides.

    Returns
    -------
    Tables
        The same atlas, or one whose events have the columns `n` (how many stand behind a row),
        `step` (of the toll of each), `shape` and `grain`; what reports say of events is kept whole.
    """
    if len(atlas.events) <= MOST_WHOLE:
        return atlas
    alone = _own(atlas)
    # the words beside the table's own columns are not read, and may lie on disk
    events = atlas.events[[*SCHEMAS["events"].columns]]
    own, rest = (events, events[:0]) if alone.all() else (events[alone], events[~alone])
    shared, kinds = _shared(own, order), _kinds(own)
    for grain in GRAINS:
        key = _key(own, shared, kinds, grain)
        if key.max(initial=0) < MOST_ROWS:
            break
    rows = _rows(own, key, order, grain)
    whole = rest.assign(n=1, step=_steps(rest), shape=payload.shapes(rest), grain="")
    frames = [frame for frame in (whole, rows) if len(frame)]
    give_back()
    return replace(
        atlas,
        events=gpd.GeoDataFrame(pd.concat(frames), geometry="geometry", crs=CRS),
        statements=atlas.statements[atlas.statements["event_id"].isin([*rest.index])],
    )


def told(atlas: Tables, drawn: Tables, order: Sides) -> dict[str, str | int]:
    """What a page says of gathered events, its first colours, and the months of its periods."""
    if drawn is atlas:
        return {}
    rows = drawn.events[drawn.events["grain"] != ""]
    grain = next(one for one in GRAINS if (rows["grain"] == one.words).any())
    sentence = f"Each number counts own events, gathered by {grain.words}."
    rest = (
        f"{rows['n'].sum():,} events of your own in {len(rows):,} groups, so that the page opens; "
        f"a day that you choose is exact to the {_PERIODS[grain.months]}. "
        "The words of each event stay in the file."
    )
    side = payload.side_codes(atlas.events["actor"], order)
    parties = {
        cell: bool(order.parties.first(str(cell))) for cell in atlas.events["actor"].unique()
    }
    acting = atlas.events["actor"].map(parties).to_numpy(dtype=bool) | (side >= 0)
    led = (side >= 0).sum()
    colour = "side" if led and led * 2 >= acting.sum() else "shape"
    return {"gathered": sentence, "groups": rest, "colour": colour, "period": grain.months}


def _own(atlas: Tables) -> "npt.NDArray[np.bool_]":
    """Which events only files of own events tell of, at a point or without a place."""
    reports = ~atlas.statements["report_id"].str.startswith(payload.OWN_FILE).to_numpy(dtype=bool)
    told = {*atlas.statements["event_id"][reports]} if reports.any() else ()
    kinds = shapely.get_type_id(np.asarray(atlas.events.geometry.array, dtype=object))
    found: npt.NDArray[np.bool_] = np.isin(kinds, [shapely.GeometryType.POINT, -1])
    return found & ~atlas.events.index.isin([*told]) if told else found


def _shared(own: gpd.GeoDataFrame, order: Sides) -> Codes:
    """What signs show of each event beside its place, type and period, as one code."""
    side = payload.side_codes(own["actor"], order)
    open_ends = own["when_start"].isna() * 2 + own["when_end"].isna()
    return _dense(
        _codes(own["status"]),
        _codes(own["geo_precision"]),
        _codes(payload.outlines(own)),
        side,
        _steps(own),
        open_ends.to_numpy(),
    )


def _kinds(own: gpd.GeoDataFrame) -> tuple[Codes, Codes]:
    """The type and mode of each event as one code, and the shape of its sign."""
    modes = _dense(_codes(own["event_type"]), _codes(own["event_mode"]))
    return modes, _codes(payload.shapes(own))


def _key(own: gpd.GeoDataFrame, shared: Codes, kinds: tuple[Codes, Codes], grain: Grain) -> Codes:
    """The code of the row in which each event is gathered."""
    months = _middle(own).to_numpy().astype("datetime64[M]").astype(np.int64)
    wide = grain.degrees or 1 / columns.DEGREE
    xy = np.floor(_lonlat(own) / wide + 0.5)
    places = [np.zeros(1)] if grain.degrees else [_codes(own["place"])]
    at = [pd.factorize(axis, use_na_sentinel=False)[0] for axis in xy.T]
    return _dense(shared, kinds[not grain.modes], months // grain.months, *at, *places)


def _dense(*parts: Any) -> Codes:
    """Codes of several properties as codes of what they are together, in order of appearance."""
    key: Codes = np.zeros(1, dtype=np.int64)
    for part in parts:
        low = part - part.min(initial=0)
        key = pd.factorize(key * (int(low.max(initial=0)) + 1) + low)[0].astype(np.int64)
    return key


def _codes(column: "pd.Series[str]") -> Codes:
    return pd.factorize(column)[0].astype(np.int64)


def _lonlat(own: gpd.GeoDataFrame) -> "npt.NDArray[np.float64]":
    shapes = np.asarray(own.geometry.array, dtype=object)
    return np.column_stack([shapely.get_x(shapes), shapely.get_y(shapes)])


def _middle(own: gpd.GeoDataFrame) -> "pd.Series[Any]":
    """The day in the middle of each event's days."""
    start, end = own["when_start"].fillna(own["when_end"]), own["when_end"]
    found: pd.Series[Any] = start + (end.fillna(start) - start) / 2
    return found


def _steps(events: gpd.GeoDataFrame) -> Codes:
    """The step of the scale of tolls that each event is on."""
    killed = events["killed_least"].fillna(events["killed_most"]).fillna(0).to_numpy(dtype=float)
    found: Codes = np.searchsorted(_TOLL_STEPS, killed, side="right").astype(np.int64)
    return found


def _rows(own: gpd.GeoDataFrame, key: Codes, order: Sides, grain: Grain) -> gpd.GeoDataFrame:
    """A row for each code, in the order of places and days."""
    places = _codes(own["place"])
    often = np.bincount(places)[places]
    sorted_ = np.lexsort((-often, key))  # of several places the one that is named most often
    starts = np.flatnonzero(np.diff(key[sorted_], prepend=-1))
    first = own.iloc[sorted_[starts]]
    counts = np.diff(np.append(starts, len(own)))
    days = {
        name: _first_day(own[name].iloc[sorted_], starts, fold)
        for name, fold in (("when_start", np.minimum), ("when_end", np.maximum))
    }
    tolls = {name: _sums(own[name], key, len(starts)) for name in TOLLS}
    side = payload.side_codes(first["actor"], order)
    shapes = payload.shapes(first)
    told = {
        "actor": pd.Series([order[at] if at >= 0 else "" for at in side], dtype="str").array,
        "recipient": "",
        "toll": _killed(tolls).array,
        "n_sources": pd.array([pd.NA] * len(first), dtype="Int64"),
        "n_statements": pd.array(counts, dtype="Int64"),
        "n": counts,
        "step": _steps(first),
        "shape": shapes.array,
        "grain": grain.words,
    }
    if not grain.modes:
        kinds = shapes.map({one.value: one.label for one in Symbol}).astype("str").array
        told |= {"event_type": kinds, "event_mode": "", "acled_type": ""}
    ids = pd.Index([f"gathered:{at}" for at in range(len(first))], name=own.index.name)
    made = first.set_axis(ids).assign(**told, **days, **tolls)
    xy = _lonlat(made)
    return made.iloc[np.lexsort((made["when_start"].to_numpy(), xy[:, 1], xy[:, 0]))]


def _first_day(days: "pd.Series[Any]", starts: Codes, fold: Any) -> Any:
    """The first or last day of each run of rows; open where they are."""
    numbers = days.to_numpy().astype("datetime64[D]").astype(np.int64)
    return fold.reduceat(numbers, starts).astype("datetime64[D]").astype("datetime64[s]")


def _sums(column: "pd.Series[Any]", key: Codes, n: int) -> Any:
    """The sum of a toll in each row, missing where nothing is told."""
    values = column.to_numpy(dtype=float, na_value=np.nan)
    told = ~np.isnan(values)
    whole = np.bincount(key, np.nan_to_num(values), n)
    found = pd.array(whole.astype(np.int64), dtype="Int64")
    found[np.bincount(key, told, n) == 0] = pd.NA
    return found


def _killed(tolls: Mapping[str, Any]) -> "pd.Series[str]":
    """How many were killed in each row, in words; "" for nobody."""
    ends = zip(*(tolls[name].fillna(0) for name in ("killed_least", "killed_most")), strict=True)
    words = [
        "" if not high else f"{high:,} killed" if low == high else f"{low:,} to {high:,} killed"
        for low, high in ends
    ]
    return pd.Series(words, dtype="str")
