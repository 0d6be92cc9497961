"""Events shaped as ACLED's, out and in.

Out: ACLED's columns, with blanks for what only ACLED can say (ids, interaction codes, fatalities,
time stamp) and the event does not bring along from a file of ACLED's; then the columns of the
events table. The status stands before the notes too, since ACLED has no column for a claim. In:
files of any age, with actor groups in words or in numbers and types by their old names.
"""

from collections.abc import Mapping
from typing import Any

import geopandas as gpd

from geomap.files.codes import (
    GROUPS,
    acled_types,
    actor_group,
    actor_groups,
    digits,
    disorder_type,
    plover,
)
from geomap.files.columns import Facet, Layout
from geomap.files.outside import OWN_COLUMNS, Shaped, shaped
from geomap.files.tabular import csv_bytes
from geomap.files.values import first, killed, source_count
from geomap.model import GeoPrecision, Status, around, month_of, read_days

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp",
)  # fmt: skip
NEEDED = ("event_date", "event_type", "latitude", "longitude")
DAYS = ("event_date",)
_GIVEN: Mapping[str, tuple[str, ...]] = {
    "assoc_actor_1": ("assoc_actor_1", "ally_actor_1"),
    "assoc_actor_2": ("assoc_actor_2", "ally_actor_2"),
} | {
    name: (name,)
    for name in (
        "event_id_cnty", "civilian_targeting", "iso", "region", "admin1", "admin2", "admin3",
        "source_scale", "tags", "timestamp",
    )
}  # fmt: skip
_DEMONSTRATIONS: Mapping[str, str] = {"Rioters": "Riots", "Protesters": "Protests"}


def to_acled(tables: Mapping[str, gpd.GeoDataFrame]) -> bytes:
    """The events as CSV with ACLED's columns, every event a row."""
    return csv_bytes([*COLUMNS, *OWN_COLUMNS], (_row(event) for event in shaped(tables)))


def _row(event: Shaped) -> dict[str, Any]:
    kind, sub = _columns(event.row["acled_type"])
    given = {name: first(event.given, *names) for name, names in _GIVEN.items()}
    filed = _filed(event)
    return {
        **(given if "event_date" in event.given else {}),
        **{name: event.text(name) for name in ("inter1", "inter2", "interaction")},
        "fatalities": event.fatalities,
        "event_date": filed,
        "year": filed[:4],
        "time_precision": event.time_codes[0],
        "disorder_type": disorder_type(kind, sub),
        "event_type": kind,
        "sub_event_type": sub,
        "actor1": event.actor,
        "actor2": event.recipient,
        "country": event.country,
        "location": event.row["place"],
        "latitude": event.point and event.point.y,
        "longitude": event.point and event.point.x,
        "geo_precision": event.point and event.geo.acled,
        "source": event.words.publishers,
        "notes": _notes(event),
        **event.own,
    }


def _columns(acled_type: str) -> tuple[str, str]:
    """Event type and sub-event type, as they were given where ACLED has no such type today."""
    kind, sub = acled_types(acled_type)
    given, _, given_sub = acled_type.partition(": ")
    return kind or given, sub or given_sub


def _filed(event: Shaped) -> str:
    """The day that ACLED filed the event under, else its first or only known day."""
    filed = event.text("acled_date")
    return filed if filed and event.start <= filed <= event.end else event.start or event.end


def _notes(event: Shaped) -> str:
    if event.key.startswith(("acled:", "ged:")):
        return event.words.notes
    return f"Status: {event.row['status']}. {event.words.notes}".strip()


def _kind(cells: Mapping[str, str], _: str) -> dict[str, str]:
    groups = [actor_group(first(cells, name)) for name in ("inter1", "inter2")]
    given, sub = _today(first(cells, "event_type"), groups), first(cells, "sub_event_type")
    event_type, mode = plover(given, sub)
    return {"event_type": event_type, "event_mode": mode, "acled_type": _named(given, sub)}


def _actors(cells: Mapping[str, str], _: str) -> dict[str, str]:
    groups = actor_groups(cells)
    return groups | {
        "actor": first(cells, "actor1") or groups["inter1"],
        "recipient": first(cells, "actor2") or groups["inter2"],
    }


def _precision(cells: Mapping[str, str], _: str) -> dict[str, Any]:
    geo = GeoPrecision.of_acled(first(cells, "geo_precision"))
    return {"geo_precision": geo.codes, "uncertainty_m": geo.uncertainty_m}


def _today(event_type: str, groups: list[str]) -> str:
    """Riots or protests by who took part, where ACLED had one type for both."""
    if event_type.casefold() != "riots/protests":
        return event_type
    return next((_DEMONSTRATIONS[g] for g in groups if g in _DEMONSTRATIONS), event_type)


def _named(event_type: str, sub_event_type: str) -> str:
    """Both types as the events table has them, in today's words where there are any."""
    words = ": ".join(filter(None, (event_type, sub_event_type)))
    kind, sub = acled_types(words)
    known = kind and (sub or ":" not in words)
    return ": ".join(filter(None, (kind, sub))) if known else words


def days(cells: Mapping[str, str], order: str = "") -> dict[str, Any]:
    """The days that an event may have happened on, of which ACLED names one."""
    start, end, precision = read_days(first(cells, "event_date"), order)
    code, filed = digits(first(cells, "time_precision")), ""
    if start is not None and precision == "day" and code in ("2", "3"):
        filed = start.isoformat()
        # some week that the day lies in begins at most six days before, and ends six after
        week = (*around(start, 6), "week")
        start, end, precision = week if code == "2" else month_of(start)
    return {"when_start": start, "when_end": end, "time_precision": precision, "acled_date": filed}


BESIDE = Layout(
    copied={name: (name,) for name in ("notes", "source", "fatalities")}, facets=(GROUPS,)
)
"""What a row of ACLED's says that the events table has no column for."""
LAYOUT = Layout(
    copied={**BESIDE.copied, "event_id": ("event_id_cnty", "data_id"), "place": ("location",)},
    facets=(
        Facet(("event_type", "sub_event_type", "inter1", "inter2"), _kind),
        Facet(("actor1", "actor2", *GROUPS.columns), _actors),
        Facet(("fatalities",), lambda cells, _: killed(first(cells, "fatalities"))),
        Facet(("geo_precision",), _precision),
        Facet((), lambda _, __: {"status": Status.REPORTED.value}),
        Facet(("source",), lambda cells, _: {"n_sources": source_count(first(cells, "source"))}),
        Facet(("event_date", "time_precision"), days),
    ),
    ids="acled:",
)
"""What a row of an ACLED file says as a row of the events table, without its geometry."""
