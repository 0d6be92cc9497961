"""A plain table of events: any columns, of which some names are known."""

from collections.abc import Iterable, Mapping
from typing import Any

from geomap.errors import InputError
from geomap.files.codes import acled_types, actor_groups, digits, plover
from geomap.files.values import first, killed, source_count
from geomap.model import (
    TOLLS,
    EventType,
    GeoPrecision,
    Status,
    check_days,
    days_between,
    read_days,
)

LONGITUDES = ("longitude", "lon", "lng", "long", "x")
LATITUDES = ("latitude", "lat", "y")
_START = ("when_start", "date_start", "start_date", "start", "event_date", "date", "day")
_END = ("when_end", "date_end", "end_date", "end")
DAYS = (*_START, *_END, "first_reported")
_PLACE = ("place", "location", "where_coordinates", "name")
COUNTRIES = ("country", "country_name", "iso2", "iso3")
_KIND = ("event_type", "type", "category")
_NOTES = ("notes", "note", "description", "text", "title")
_SOURCE = ("source", "sources", "publisher", "url")
NEEDED = "longitude (or lon, lng), latitude (or lat); date, place, event_type, actor, notes if had"
_KEPT = (
    *("event_id", "event_mode", "place_id", "place_basis", "geo_precision"),
    *("time_precision", "when_basis"),
)


def fits(names: Iterable[str]) -> bool:
    """Whether columns of these names hold longitude and latitude."""
    have = set(names)
    return bool(have & set(LONGITUDES)) and bool(have & set(LATITUDES))


def event(cells: Mapping[str, str], order: str = "") -> dict[str, Any]:
    """One row of any table as a row of the events table, without its geometry.

    Raises
    ------
    InputError
        If a day, a radius or a number cannot be read.
    """
    start, end, precision = _days(cells, order)
    given = first(cells, *_KIND)
    kind, sub = acled_types(given)
    event_type, mode = plover(kind or given, sub)
    row = {name: first(cells, name) for name in _KEPT}
    sources = first(cells, *_SOURCE)
    return row | {
        "event_type": event_type,
        "event_mode": row["event_mode"] or mode,
        "acled_type": _acled_type(cells, given, row["event_mode"] or mode),
        "actor": first(cells, "actor", "actors", "actor1", "side_a"),
        "recipient": first(cells, "recipient", "actor2", "side_b"),
        **_tolls(cells),
        "toll": first(cells, "toll"),
        "place": first(cells, *_PLACE),
        "geo_precision": row["geo_precision"] if GeoPrecision.of(row["geo_precision"]) else "",
        "uncertainty_m": _radius_m(cells),
        "when_start": start,
        "when_end": end,
        "time_precision": row["time_precision"] or precision,
        "status": _status(first(cells, "status")),
        "n_sources": _whole(cells, "n_sources", source_count(sources)),
        "n_statements": _whole(cells, "n_statements", None),
        "first_reported": read_days(first(cells, "first_reported"), order)[0],
        "notes": first(cells, *_NOTES),
        "source": sources,
        "fatalities": first(cells, "fatalities"),
        "acled_date": first(cells, "acled_date"),
        **actor_groups(cells),
    }


def _days(cells: Mapping[str, str], order: str) -> tuple[Any, Any, str]:
    start, first_end, precision = read_days(first(cells, *_START), order)
    _, end, _ = read_days(first(cells, *_END), order)
    if end is None:
        # a file of the atlas's own leaves an open end open
        return start, None if "when_end" in cells else first_end, precision
    if start is None:
        return None, end, "vague"
    check_days(start, end)
    return start, end, days_between(start, end)


def _acled_type(cells: Mapping[str, str], given: str, mode: str) -> str:
    """ACLED's words as they are given, or those of a PLOVER type; "" for a type of the user's."""
    from geomap.events import acled_type

    if "acled_type" in cells:
        return first(cells, "acled_type")
    if any(acled_types(given)) or plover(given)[0] != given:
        return given
    return acled_type(given, mode) if given in set(EventType) else ""


def _tolls(cells: Mapping[str, str]) -> dict[str, int | None]:
    """The columns of tolls, those killed also from a column of fatalities."""
    own = {name: _whole(cells, name, None) for name in TOLLS if name in cells}
    return killed(first(cells, "fatalities")) | own


def _radius_m(cells: Mapping[str, str]) -> float:
    """The row's own radius, or the one that stands for its precision."""
    given = first(cells, "uncertainty_m")
    if not given:
        return GeoPrecision.of(first(cells, "geo_precision")).uncertainty_m
    try:
        radius = float(given)
    except ValueError:
        radius = -1.0
    if not 0 <= radius < float("inf"):
        raise InputError(f"expected metres in uncertainty_m, got {given[:60]!r}")
    return radius


def _status(text: str) -> str:
    """A status by its word; another word of the user's own stays in the row as it was given."""
    word = text.casefold()
    return word if word in set(Status) else Status.REPORTED.value


def _whole(cells: Mapping[str, str], name: str, otherwise: int | None) -> int | None:
    if not (text := first(cells, name)):
        return otherwise
    if not (number := digits(text)):
        raise InputError(f"expected a whole number in {name}, got {text[:60]!r}")
    return int(number)
