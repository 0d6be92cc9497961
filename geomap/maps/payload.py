"""An atlas as plain data for the browser: every table as columns, the encoding and its counts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geomap import competence
from geomap.maps import columns as col
from geomap.maps import encoding, story, wording
from geomap.maps.encirclement import mark_data
from geomap.maps.marks import Mark, marks
from geomap.maps.sides import Sides
from geomap.maps.signs import EXAMPLES, Beside, Sign
from geomap.model import SCHEMAS, Entry, GeoPrecision, Status, Symbol, Tables

OWN_FILE = "own:"
"""What the ids of sources begin with that are files of own events and no reports."""
MANY_REPORTS = 100
"""Pages of more reports leave out, unless asked, why each place was chosen."""
_EXPLAINING = ("explanation", "alternatives")
# the columns of each table that travel, in this order
_SENT: Mapping[str, str] = {
    "events": "event_type event_mode acled_type actor recipient toll place place_id place_basis "
    "geo_precision status time_precision when_basis when_start when_end first_reported n_sources "
    "n_statements probability uncertainty_m killed_least killed_most injured_least injured_most",
    "statements": "report_id text event_type actor recipient place place_id event_mode "
    "said_by cue polarity certainty status start end when_start when_end said_when_start "
    "said_when_end killed_least killed_most injured_least injured_most",
    "sources": "title publisher url links sha256 published n_chars n_repeated",
    "mentions": "report_id text role place_id name kind country reason explanation alternatives "
    "start end uncertainty_m probability",
    "claims": "report_id text relation subject object subject_id object_id value unit said_by "
    "measured verdict why start end probability interval_low interval_high",
}
_HELD = (GeoPrecision.SETTLEMENT, GeoPrecision.DISTRICT, GeoPrecision.VALLEY)
_KEYS: Mapping[str, str] = {
    "when_start": "t0", "when_end": "t1", "said_when_start": "said0", "said_when_end": "said1",
    "first_reported": "known",
}  # fmt: skip


def tables(
    atlas: Tables,
    order: Sides,
    *,
    areas: frozenset[str] = frozenset(),
    lands: "pd.Series[str] | None" = None,
    explain: bool | None = None,
) -> dict[str, Any]:
    """Every table of an atlas as columns.

    `areas` are the ids of places whose area is known, `lands` the country of each event. `explain`
    is that of `Settings`.
    """
    mentions = _columns(atlas, "mentions")
    if not (n_reports(atlas) <= MANY_REPORTS if explain is None else explain):
        mentions = {name: mentions[name] for name in mentions if name not in _EXPLAINING}
    said = atlas.statements["said_by"]
    rows = {name: row for row, name in enumerate(atlas.events.index)}
    voices = {
        "voice": col.text_column(_mapped(said, wording.voice)),
        "voice_side": {"v": side_codes(said, order).tolist()},
        # an id is a word of its own and the position in the table a small number; -1 for none
        "event": {"v": [rows.get(name, -1) for name in atlas.statements["event_id"]]},
    }
    inside = {} if lands is None else {"country": col.text_column(lands)}
    return {
        "events": _gathered(events(atlas, order, areas=areas) | inside, atlas.events),
        "statements": _identified(atlas, "statements") | voices,
        "sources": _identified(atlas, "sources", key="report_id")
        | {"scope": col.text_column(_mapped(atlas.sources["language"], competence.scope))},
        "mentions": _points(atlas.mentions.geometry) | mentions,
        "claims": _identified(atlas, "claims"),
    }


def n_reports(atlas: Tables) -> int:
    """How many of an atlas's sources are reports."""
    return len(atlas.sources) - n_own(atlas)


def n_own(atlas: Tables) -> int:
    """How many of an atlas's sources are files of own events."""
    return int(atlas.sources.index.astype(str).str.startswith(OWN_FILE).sum())


def unexplained(atlas: Tables, tables: Mapping[str, Any]) -> str:
    """What a page says where it leaves out why each place was chosen, else ""."""
    if all(name in tables["mentions"] for name in _EXPLAINING):
        return ""
    return (
        "why this place was chosen, and which others it might be, is not in a page of "
        f"{n_reports(atlas):,} reports; geomap map --explain puts it in"
    )


def _gathered(found: dict[str, Any], frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """Columns of events, of gathered ones with their numbers, and without what all have alike."""
    if "n" not in frame:
        return found
    found |= {name: col.int_column(frame[name]) for name in ("n", "step")}
    found |= {"grain": col.text_column(frame["grain"])}
    del found["id"]  # each would be a word of its own, and none is of a file
    kept = {name: found.pop(name) for name in ("n", "lon", "lat")}
    return kept | {name: col.constant(column) for name, column in found.items()}


def events(atlas: Tables, order: Sides, *, areas: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Columns of the events table, with the symbol of each row."""
    frame = atlas.events
    data = {"id": col.text_column(frame.index.to_series())} | _points(drawn(frame))
    return (data | _columns(atlas, "events")) | {
        "shape": col.text_column(shapes(frame)),
        "what": col.text_column(paired(frame, encoding.words)),
        "deed": col.text_column(wording.deeds(atlas)),
        "doer": col.text_column(
            _mapped(frame["actor"], partial(wording.doer, parties=order.parties))
        ),
        "held": {"v": held(frame).astype(int).tolist()},
        "sure": col.number_column(placed(atlas), digits=2),
        "outline": col.text_column(outlines(frame, areas)),
        "side": {"v": side_codes(frame["actor"], order).tolist()},
    }


def _identified(atlas: Tables, name: str, *, key: str = "id") -> dict[str, Any]:
    ids = atlas.frames[name].index.to_series()
    return {key: col.text_column(ids)} | _columns(atlas, name)


def _points(geometry: gpd.GeoSeries) -> dict[str, Any]:
    return dict(zip(("lon", "lat"), col.point_columns(geometry), strict=True))


def _columns(atlas: Tables, table: str) -> dict[str, Any]:
    """The columns of a table that travel, each as its dtype asks; radii as whole metres."""
    makers = {
        "str": col.text_column,
        "datetime64[s]": col.day_column,
        "Int64": col.int_column,
        "float64": col.number_column,
    }
    frame, dtypes = atlas.frames[table], {**SCHEMAS[table].columns, "uncertainty_m": "Int64"}
    return {
        _KEYS.get(name, name): makers[dtypes[name]](frame[name]) for name in _SENT[table].split()
    }


def drawn(frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Geometry of the events that are drawn; a country is not drawn as a point."""
    country = np.array([known is GeoPrecision.COUNTRY for known in _precisions(frame)], dtype=bool)
    return frame.geometry.where(~country)


def _precisions(frame: gpd.GeoDataFrame) -> Iterator[GeoPrecision]:
    return map(GeoPrecision.of, frame["geo_precision"].astype(str))


def shapes(frame: gpd.GeoDataFrame) -> "pd.Series[str]":
    """Shape of each event's symbol, on the events' own index; of gathered ones as they have it."""
    return frame["shape"] if "shape" in frame else paired(frame, encoding.shape)


def paired(frame: gpd.GeoDataFrame, reading: Callable[[str, str], str]) -> "pd.Series[str]":
    """What a function makes of each event's type and mode, on the events' own index."""
    pairs = frame["event_type"].astype(str) + "\t" + frame["event_mode"].astype(str)
    known = {pair: reading(*pair.rsplit("\t", 1)) for pair in pairs.unique()}
    return pd.Series(pairs.map(known).astype(str))


def held(frame: gpd.GeoDataFrame) -> "pd.Series[bool]":
    """Whether each event is control of the very place that is named: a town, a district, a valley.

    What is told of a province may mean some town in it.
    """
    exact = [known in _HELD for known in _precisions(frame)]
    return (shapes(frame) == Symbol.SQUARE.value) & np.array(exact, dtype=bool)


def _mapped(column: "pd.Series[str]", reading: Callable[[str], str]) -> "pd.Series[str]":
    known = {text: reading(str(text)) for text in column.unique()}
    return pd.Series(column.map(known).astype("str"))


def placed(atlas: Tables) -> "pd.Series[float]":
    """How probable each event's place is, by the surest mention that its statements rest on.

    NaN where no mention of the place is in the tables, as for a user's own events.
    """
    by = ["report_id", "place_id"]
    named = atlas.mentions[atlas.mentions["place_id"] != ""]
    sure = named.groupby(by)["probability"].max().rename("sure")
    told = atlas.statements[[*by, "event_id"]].merge(sure, how="inner", on=by)
    told = told[told["place_id"] == told["event_id"].map(atlas.events["place_id"])]
    found: pd.Series[float] = told.groupby("event_id")["sure"].max().reindex(atlas.events.index)
    return found


def areal(frame: gpd.GeoDataFrame) -> "pd.Series[bool]":
    """Whether each event is known to an area only, by its precision or its geometry."""
    geometry = np.asarray(frame.geometry.array, dtype=object)
    flat = ~shapely.is_missing(geometry) & (shapely.get_dimensions(geometry) == 2)
    wide = np.array([known.areal for known in _precisions(frame)], dtype=bool)
    return pd.Series(wide | flat, index=frame.index)


def outlines(frame: gpd.GeoDataFrame, areas: frozenset[str] = frozenset()) -> "pd.Series[str]":
    """Outline of each event's symbol, on the events' own index."""
    radius = frame["uncertainty_m"].to_numpy(dtype=float, na_value=np.nan)
    found = np.where(radius <= 5_000, "full", np.where(radius <= 25_000, "dashed", "dotted"))
    known = areal(frame) & frame["place_id"].isin(areas)
    return pd.Series(np.where(known, "area", found), index=frame.index).astype(str)


def side_codes(acting: "pd.Series[str]", order: Sides) -> "np.ndarray[Any, Any]":
    """Side of each event as a position in `order`, -1 for none."""
    codes, levels = pd.factorize(acting)
    known = np.array([order.of(str(level)) for level in levels] or [-1])
    return known[codes] if len(codes) else np.array([], dtype=int)


def encoding_data(order: Sides) -> Mapping[str, Any]:
    """The encoding's tables and the sides, for the legend and the symbols."""
    colours = [*encoding.SIDE_COLOURS[: len(order)], encoding.NO_SIDE_COLOUR]
    return {
        "statuses": _lines(Status, "pattern", "shown", "drawn"),
        "shapes": _lines(Symbol, "icon"),
        "precisions": _lines(encoding.Outline),
        "signs": _pictured({sign: marks(EXAMPLES[sign]) for sign in Sign}),
        "beside": _pictured({one: example(one) for one in Beside}),
        "colours": {
            "side": _coloured([*range(len(order)), -1], [*order, encoding.NO_SIDE], colours),
            "shape": _coloured(
                [one.value for one in Symbol],
                [one.label for one in Symbol],
                [one.colour for one in Symbol],
            ),
            "toll": _coloured(range(4), [*encoding.TOLL_COLOURS], encoding.TOLL_COLOURS.values()),
        },
    }


def _coloured(
    keys: Iterable[int | str], labels: Iterable[str], colours: Iterable[str]
) -> list[dict[str, Any]]:
    rows = zip(keys, labels, colours, strict=True)
    return [{"key": key, "label": label, "colour": colour} for key, label, colour in rows]


def example(beside: Beside) -> tuple[Mark, ...]:
    """A mark as it stands on a ring, for the key."""
    if beside in {Beside.OUT, Beside.CUT}:
        return Mark(kind="line", start=45, end=315), Mark(kind=beside.value, end=0)
    return (Mark(kind=beside.value, start=0, end=360),)


def _pictured(pictures: Mapping[Any, Sequence[Mark]]) -> list[dict[str, Any]]:
    """Lines of the legend that carry the marks to draw."""
    lines = zip(_lines(pictures), pictures.values(), strict=True)
    return [line | {"marks": mark_data(found)} for line, found in lines]


def _lines(entries: Iterable[Entry], *facts: str) -> list[dict[str, Any]]:
    """Lines of the legend: a key, what a reader sees, its meaning, and further facts."""
    names = ("label", "definition", *facts)
    return [{"key": one.value} | {name: getattr(one, name) for name in names} for one in entries]


def summary(atlas: Tables, order: Sides, title: str) -> Mapping[str, Any]:
    """What the page says about itself: headline, sourced clauses, days, what was lost."""
    published = pd.to_datetime(atlas.sources["published"]).dropna()
    ends = (published.min(), published.max()) if len(published) else ()
    clauses = story.standfirst(atlas, order)
    days = col.day_column(pd.Series([one.day for one in clauses], dtype="datetime64[s]"))
    return {
        "title": title,
        "own": n_own(atlas),
        "clauses": [
            {"text": one.text, "day": day, "event": one.event_id}
            for one, day in zip(clauses, days["v"], strict=True)
        ],
        "published": [f"{day:%Y-%m-%d}" for day in ends],
        "lost": [str(loss) for loss in atlas.lost],
    }
