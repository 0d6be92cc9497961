"""Events shaped as ACLED's, out and in.

Out: ACLED's columns, with blanks for what only ACLED can say (ids, interaction codes, fatalities,
time stamp). The status and the PLOVER type of each event stand in `tags`, and the status before
its notes, since ACLED has no column for a claim. In: files of any age, with actor groups in words
or in numbers.
"""

from collections.abc import Mapping
from typing import Any

import geopandas as gpd

from geomap.atlas.cells import coordinates, day, first, mark, marks, source_count
from geomap.atlas.codes import (
    acled_types,
    actor_group,
    disorder_type,
    from_acled_precision,
    interaction,
    plover,
    time_codes,
)
from geomap.atlas.shaped import Shaped, shaped
from geomap.atlas.tabular import csv_bytes
from geomap.errors import InputError

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp",
)  # fmt: skip
NEEDED = ("event_date", "event_type", "latitude", "longitude")
_PRECISIONS: Mapping[str, str] = {"1": "day", "2": "week", "3": "month"}


def to_acled(tables: Mapping[str, gpd.GeoDataFrame]) -> bytes:
    """The events as CSV with ACLED's columns, every event a row."""
    return csv_bytes(COLUMNS, (_row(event) for event in shaped(tables)))


def _row(event: Shaped) -> dict[str, Any]:
    kind, sub = acled_types(event.row["acled_type"])
    status = event.row["status"]
    code, _ = time_codes(
        event.row["time_precision"], event.row["when_start"], event.row["when_end"]
    )
    return {
        "event_date": event.start or event.end,
        "year": event.year,
        "time_precision": code,
        "disorder_type": disorder_type(kind, sub),
        "event_type": kind,
        "sub_event_type": sub,
        "actor1": event.actor(0),
        "assoc_actor_1": "; ".join(event.actors[2:]),
        "actor2": event.actor(1),
        "country": event.country,
        "location": event.row["place"],
        "latitude": event.latitude,
        "longitude": event.longitude,
        "geo_precision": event.geo.acled if event.latitude is not None else None,
        "source": event.publishers,
        "notes": f"Status: {status}. {event.notes}".strip(),
        "tags": mark(event.row),
    }


def event(cells: Mapping[str, str]) -> dict[str, Any]:
    """One row of an ACLED file as a row of the events table.

    Raises
    ------
    InputError
        If its date or its coordinates cannot be read.
    """
    start, end, precision = day(first(cells, "event_date"))
    if start is None:
        raise InputError("expected a day in event_date, got none")
    given, sub = first(cells, "event_type"), first(cells, "sub_event_type")
    event_type, mode = plover(given, sub)
    geo = from_acled_precision(first(cells, "geo_precision"))
    groups = [actor_group(first(cells, name)) for name in ("inter1", "inter2")]
    named = [first(cells, "actor1") or groups[0], first(cells, "actor2") or groups[1]]
    identifier = first(cells, "event_id_cnty", "data_id")
    return {
        "event_id": f"acled:{identifier}" if identifier else "",
        "event_type": event_type,
        "event_mode": mode,
        **marks(first(cells, "tags")),
        "acled_type": sub or given,
        "actors": "; ".join(dict.fromkeys(filter(None, named))),
        "place": first(cells, "location"),
        "geo_precision": geo.text,
        "uncertainty_m": geo.uncertainty_m,
        "when_start": start,
        "when_end": end,
        "time_precision": _PRECISIONS.get(first(cells, "time_precision"), precision),
        "n_sources": source_count(first(cells, "source")),
        "geometry": coordinates(first(cells, "longitude"), first(cells, "latitude")),
        "notes": first(cells, "notes"),
        "source": first(cells, "source"),
        "fatalities": first(cells, "fatalities"),
        "inter1": groups[0],
        "inter2": groups[1],
        "interaction": interaction(first(cells, "interaction")),
    }
