"""Events shaped as UCDP GED's, out and in.

Out: GED's columns, with blanks for what only UCDP can say (ids, kind of violence, deaths). GED
has no column for a claim either, and holds deadly events alone; here every event is a row, and its
status and type stand in `where_description`: take out what does not belong before comparing.
"""

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import shapely

from geomap.atlas.cells import coordinates, day, first, mark, marks, source_count
from geomap.atlas.codes import from_ucdp_precision, time_codes
from geomap.atlas.shaped import Shaped, shaped
from geomap.atlas.tabular import csv_bytes
from geomap.errors import InputError

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
_PRECISIONS: Mapping[str, str] = {"1": "day", "2": "days", "3": "week", "4": "month", "5": "year"}


def to_ged(tables: Mapping[str, gpd.GeoDataFrame]) -> bytes:
    """The events as CSV with UCDP GED's columns, every event a row."""
    return csv_bytes(COLUMNS, (_row(event) for event in shaped(tables)))


def _row(event: Shaped) -> dict[str, Any]:
    placed = event.longitude is not None and event.latitude is not None
    point = shapely.Point(event.longitude, event.latitude) if placed else None
    _, code = time_codes(
        event.row["time_precision"], event.row["when_start"], event.row["when_end"]
    )
    return {
        "year": event.year,
        "side_a": event.actor(0),
        "side_b": event.actor(1),
        "number_of_sources": event.row["n_sources"],
        "source_article": event.notes,
        "source_office": event.publishers,
        "source_headline": event.titles,
        "source_original": event.said_by,
        "where_prec": event.geo.ucdp,
        "where_coordinates": event.row["place"],
        "where_description": mark(event.row),
        "latitude": event.latitude,
        "longitude": event.longitude,
        "geom_wkt": "" if point is None else shapely.to_wkt(point, rounding_precision=-1),
        "country": event.country,
        "date_prec": code,
        "date_start": event.start,
        "date_end": event.end,
    }


def event(cells: Mapping[str, str]) -> dict[str, Any]:
    """One row of a UCDP GED file as a row of the events table.

    Raises
    ------
    InputError
        If its dates or its coordinates cannot be read.
    """
    start, _, precision = day(first(cells, "date_start"))
    _, end, _ = day(first(cells, "date_end"))
    if start is None and end is None:
        raise InputError("expected a day in date_start or date_end, got none")
    geo = from_ucdp_precision(first(cells, "where_prec"))
    sides = [first(cells, "side_a"), first(cells, "side_b")]
    sources = first(cells, "source_office")
    identifier = first(cells, "id")
    number = first(cells, "number_of_sources")
    return {
        "event_id": f"ged:{identifier}" if identifier else "",
        "event_type": "ASSAULT",
        "event_mode": "",
        **marks(first(cells, "where_description")),
        "acled_type": "",
        "actors": "; ".join(dict.fromkeys(filter(None, sides))),
        "place": first(cells, "where_coordinates"),
        "geo_precision": geo.text,
        "uncertainty_m": geo.uncertainty_m,
        "when_start": start,
        "when_end": end,
        "time_precision": _PRECISIONS.get(first(cells, "date_prec"), precision),
        # UCDP writes -1 where the number is not known
        "n_sources": int(number) if number.isdigit() else source_count(sources),
        "geometry": coordinates(first(cells, "longitude"), first(cells, "latitude")),
        "notes": first(cells, "source_article"),
        "source": sources,
        "fatalities": first(cells, "best"),
    }
