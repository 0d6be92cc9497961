"""Events shaped as UCDP GED's, out and in.

Out: GED's columns, with blanks for what only UCDP can say (ids, kind of violence, deaths) and the
event does not bring along from a file of UCDP's; then the columns of the events table. GED has no
column for a claim either, and holds deadly events alone; here every event is a row, with its
status in `geomap_status`: take out what does not belong before comparing.
"""

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import shapely

from geomap.files.codes import digits
from geomap.files.columns import Facet, Layout
from geomap.files.outside import OWN_COLUMNS, POINTLESS, Shaped, shaped
from geomap.files.tabular import csv_bytes
from geomap.files.values import first, killed, source_count
from geomap.model import (
    GeoPrecision,
    Status,
    TimePrecision,
    check_days,
    days_between,
    read_days,
)

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
    "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b",
    "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
NEEDED = ("date_start", "date_end", "latitude", "longitude", "where_prec")
DAYS = ("date_start", "date_end")
_PRECISIONS: Mapping[str, str] = {str(one.ucdp): one.value for one in TimePrecision if one.ucdp}
# until 2016 (GED 5.0)
_OLD_NAMES: Mapping[str, str] = {"best": "best_est", "high": "high_est", "low": "low_est"}
_POINT = ("latitude", "longitude", "geom_wkt")
_GIVEN = (
    "id", "relid", "active_year", "code_status", "type_of_violence", "conflict_dset_id",
    "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name",
    "side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id", "source_date",
    "where_description", "adm_1", "adm_2", "priogrid_gid", "country_id", "region",
    "event_clarity", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "high", "low",
    "gwnoa", "gwnob",
)  # fmt: skip


def to_ged(tables: Mapping[str, gpd.GeoDataFrame]) -> bytes:
    """The events as CSV with UCDP GED's columns, every event a row."""
    return csv_bytes([*COLUMNS, *OWN_COLUMNS], (_row(event) for event in shaped(tables)))


def _row(event: Shaped) -> dict[str, Any]:
    return {
        **_given(event),
        **_place(event),
        "year": (event.start or event.end)[:4],
        "side_a": event.actor,
        "side_b": event.recipient,
        "number_of_sources": event.row["n_sources"],
        "source_article": event.words.notes,
        "source_office": event.words.publishers,
        "source_headline": event.words.titles,
        "source_original": event.words.said_by,
        "where_prec": event.geo.ucdp,
        "where_coordinates": event.row["place"],
        "country": event.country,
        "date_prec": event.time_codes[1],
        "date_start": event.start,
        "date_end": event.end,
        "best": event.fatalities,
        **event.own,
    }


def _given(event: Shaped) -> dict[str, str]:
    """What a row of UCDP's said beside what the events table holds."""
    if "where_prec" not in event.given:
        own = {} if event.given else {"low": "killed_least", "high": "killed_most"}
        return {name: event.text(column) for name, column in own.items()}
    given = {name: first(event.given, name, _OLD_NAMES.get(name, name)) for name in _GIVEN}
    # GED has a point for a country too, and its where_prec says so
    point = _POINT if event.geo in POINTLESS else ()
    return given | {name: event.given.get(name, "") for name in point}


def _place(event: Shaped) -> dict[str, Any]:
    if event.point is None:
        return {}
    wkt = shapely.to_wkt(event.point, rounding_precision=-1)
    return dict(zip(_POINT, (event.point.y, event.point.x, wkt), strict=True))


def _precision(cells: Mapping[str, str], _: str) -> dict[str, Any]:
    geo = GeoPrecision.of_ucdp(first(cells, "where_prec"))
    return {"geo_precision": geo.codes, "uncertainty_m": geo.uncertainty_m}


def _n_sources(cells: Mapping[str, str], _: str) -> dict[str, int]:
    """The number that UCDP gives, else of those that it names; -1 is not known to it."""
    number = digits(first(cells, "number_of_sources"))
    named = source_count(first(cells, "source_office", "source_article"))
    return {"n_sources": int(number) if number else named}


def _days(cells: Mapping[str, str], order: str) -> dict[str, Any]:
    start, _, _ = read_days(first(cells, "date_start"), order)
    _, end, _ = read_days(first(cells, "date_end"), order)
    check_days(start, end)
    if start is None and end is None:
        return {"when_start": None, "when_end": None, "time_precision": ""}
    told = "vague" if start is None or end is None else days_between(start, end)
    precision = _PRECISIONS.get(digits(first(cells, "date_prec")), told)
    return {"when_start": start, "when_end": end, "time_precision": precision}


_BEST = ("best", _OLD_NAMES["best"])
BESIDE = Layout(
    copied={"notes": ("source_article",), "source": ("source_office",), "fatalities": _BEST},
    facets=(),
)
"""What a row of GED's says that the events table has no column for."""
LAYOUT = Layout(
    copied={
        **BESIDE.copied,
        "event_id": ("id",),
        "actor": ("side_a",),
        "recipient": ("side_b",),
        "place": ("where_coordinates",),
    },
    facets=(
        Facet((), lambda _, __: {"event_type": "ASSAULT", "status": Status.REPORTED.value}),
        Facet(_BEST, lambda cells, _: killed(first(cells, *_BEST))),
        Facet(("where_prec",), _precision),
        Facet(("number_of_sources", "source_office", "source_article"), _n_sources),
        Facet(("date_start", "date_end", "date_prec"), _days),
    ),
    ids="ged:",
)
"""What a row of a UCDP GED file says as a row of the events table, without its geometry."""
