"""A plain table of events: any columns, of which some names are known."""

from collections.abc import Iterable, Mapping
from typing import Any

from geomap.errors import InputError
from geomap.files.codes import GROUPS, acled_types, digits, plover
from geomap.files.columns import Facet, Layout
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


def fits(names: Iterable[str]) -> bool:
    """Whether columns of these names hold longitude and latitude."""
    have = set(names)
    return bool(have & set(LONGITUDES)) and bool(have & set(LATITUDES))


def _days(cells: Mapping[str, str], order: str) -> dict[str, Any]:
    start, end, precision = _span(cells, order)
    told = first(cells, "time_precision") or precision
    return {"when_start": start, "when_end": end, "time_precision": told}


def _span(cells: Mapping[str, str], order: str) -> tuple[Any, Any, str]:
    start, first_end, precision = read_days(first(cells, *_START), order)
    _, end, _ = read_days(first(cells, *_END), order)
    if end is None:
        # a file of the atlas's own leaves an open end open
        return start, None if "when_end" in cells else first_end, precision
    if start is None:
        return None, end, "vague"
    check_days(start, end)
    return start, end, days_between(start, end)


def _reported(cells: Mapping[str, str], order: str) -> dict[str, Any]:
    return {"first_reported": read_days(first(cells, "first_reported"), order)[0]}


def _kind(cells: Mapping[str, str], _: str) -> dict[str, str]:
    given = first(cells, *_KIND)
    kind, sub = acled_types(given)
    event_type, mode = plover(kind or given, sub)
    mode = first(cells, "event_mode") or mode
    named = _acled_type(cells, given, mode)
    return {"event_type": event_type, "event_mode": mode, "acled_type": named}


def _acled_type(cells: Mapping[str, str], given: str, mode: str) -> str:
    """ACLED's words as they are given, or those of a PLOVER type; "" for a type of the user's."""
    from geomap.events import acled_type

    if "acled_type" in cells:
        return first(cells, "acled_type")
    if any(acled_types(given)) or plover(given)[0] != given:
        return given
    return acled_type(given, mode) if given in set(EventType) else ""


def _tolls(cells: Mapping[str, str], _: str) -> dict[str, int | None]:
    """The columns of tolls, those killed also from a column of fatalities."""
    own = {name: _whole(cells, name, None) for name in TOLLS if name in cells}
    return killed(first(cells, "fatalities")) | own


def _precision(cells: Mapping[str, str], _: str) -> dict[str, Any]:
    given = first(cells, "geo_precision")
    known = given if GeoPrecision.of(given) else ""
    return {"geo_precision": known, "uncertainty_m": _radius_m(cells)}


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


def _status(cells: Mapping[str, str], _: str) -> dict[str, str]:
    """A status by its word; another word of the user's own stays in the row as it was given."""
    word = first(cells, "status").casefold()
    return {"status": word if word in set(Status) else Status.REPORTED.value}


def _counts(cells: Mapping[str, str], _: str) -> dict[str, int | None]:
    named = source_count(first(cells, *_SOURCE))
    n_sources = _whole(cells, "n_sources", named)
    return {"n_sources": n_sources, "n_statements": _whole(cells, "n_statements", None)}


def _whole(cells: Mapping[str, str], name: str, otherwise: int | None) -> int | None:
    if not (text := first(cells, name)):
        return otherwise
    if not (number := digits(text)):
        raise InputError(f"expected a whole number in {name}, got {text[:60]!r}")
    return int(number)


LAYOUT = Layout(
    copied={
        **{name: (name,) for name in ("event_id", "place_id", "place_basis", "when_basis", "toll")},
        "actor": ("actor", "actors", "actor1", "side_a"),
        "recipient": ("recipient", "actor2", "side_b"),
        "place": _PLACE,
        "notes": _NOTES,
        "source": _SOURCE,
        "fatalities": ("fatalities",),
        "acled_date": ("acled_date",),
    },
    facets=(
        Facet((*_START, *_END, "time_precision"), _days),
        Facet((*_KIND, "event_mode", "acled_type"), _kind),
        Facet(("fatalities", *TOLLS), _tolls),
        Facet(("geo_precision", "uncertainty_m"), _precision),
        Facet(("status",), _status),
        Facet((*_SOURCE, "n_sources", "n_statements"), _counts),
        Facet(("first_reported",), _reported),
        GROUPS,
    ),
)
"""What a row of any table says as a row of the events table, without its geometry."""
