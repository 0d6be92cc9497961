"""What both outside shapes of events, ACLED's and UCDP GED's, say about an event.

Nothing is invented: what neither the reports nor the user's own file tell (ids, fatalities, codes
of countries) is blank. Neither shape has a column for a claim, an open day or an id of geomap's,
so behind its own columns stand those of the events table, named `geomap_...`; they are what is
read when the file comes back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geomap.files import values
from geomap.files.codes import time_codes
from geomap.files.rows import plain
from geomap.files.values import listed
from geomap.gazetteer import open_gazetteer
from geomap.model import SCHEMAS, GeoPrecision

PREFIX = "geomap_"
# known so roughly that no point is given
POINTLESS = frozenset({GeoPrecision.COUNTRY, GeoPrecision.ABROAD})
_TABLE = tuple(c for c in SCHEMAS["events"].columns if c != "geometry")
OWN_COLUMNS = tuple(f"{PREFIX}{c}" for c in (SCHEMAS["events"].index, *_TABLE))


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said of an event: its passages, and who published, headed and said them."""

    notes: str = ""
    publishers: str = ""
    titles: str = ""
    said_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Shaped:
    """One event with what its statements and sources, or its row in an own file, add to it.

    `given` holds the cells of that row and is empty for an event of reports.
    """

    key: str
    row: Mapping[str, Any]
    given: Mapping[str, str]
    point: shapely.Point | None
    geo: GeoPrecision
    country: str
    words: Words

    @property
    def start(self) -> str:
        """First day as YYYY-MM-DD, or ""."""
        return self.text("when_start")

    @property
    def end(self) -> str:
        """Last day as YYYY-MM-DD, or ""."""
        return self.text("when_end")

    @property
    def own(self) -> dict[str, Any]:
        """The event's cells in the columns `OWN_COLUMNS`."""
        cells = (self.key, *(plain(self.row[c]) for c in _TABLE))
        return dict(zip(OWN_COLUMNS, cells, strict=True))

    @property
    def time_codes(self) -> tuple[int | None, int | None]:
        """ACLED's and UCDP's precision of its days."""
        return time_codes(*(self.row[c] for c in ("time_precision", "when_start", "when_end")))

    @property
    def actor(self) -> str:
        """The first who acts, or ""."""
        return next(_named(self.text("actor")), "")

    @property
    def recipient(self) -> str:
        """The first who is acted upon, else the second who acts, or ""."""
        others = islice(_named(self.text("actor")), 1, None)
        return next(chain(_named(self.text("recipient")), others), "")

    @property
    def fatalities(self) -> str:
        """How many were killed: as an own file gave it, else the least, or the most alone."""
        return self.text("fatalities") or self.text("killed_least") or self.text("killed_most")

    def text(self, column: str) -> str:
        """A cell of the event as text, "" where it is missing or the column is."""
        value = plain(self.row.get(column))
        return "" if value is None else str(value)


def shaped(tables: Mapping[str, gpd.GeoDataFrame]) -> Iterator[Shaped]:
    """Each event, with its words and sources where the tables for them are given."""
    events, told, countries = tables["events"], _told(tables), _countries(tables)
    cells = zip(events.index, events.geometry, events.to_dict("records"), strict=True)
    for key, shape, row in cells:
        geo = GeoPrecision.of(str(row["geo_precision"]))
        own_row = str(plain(row.get("given")) or "")
        given = values.given(own_row)
        yield Shaped(
            key=str(key),
            row=row,
            given=given,
            point=None if geo in POINTLESS else _point(shape),
            geo=geo,
            country=given.get("country") or countries.get(row["place_id"], ""),
            words=_own_words(row, given) if own_row else told.get(key, Words()),
        )


def _named(cell: str) -> Iterator[str]:
    """Names in a cell that are separated by semicolons."""
    return filter(None, map(str.strip, cell.split(";")))


def _point(shape: BaseGeometry | None) -> shapely.Point | None:
    return None if shape is None or shape.is_empty else shape.representative_point()


def _own_words(row: Mapping[str, Any], given: Mapping[str, str]) -> Words:
    """What an own row says of itself; the statement made of it may be a summary."""
    return Words(
        notes=str(plain(row.get("notes")) or ""),
        publishers=str(plain(row.get("source")) or ""),
        titles=given.get("source_headline", ""),
        said_by=given.get("source_original", ""),
    )


def _told(tables: Mapping[str, gpd.GeoDataFrame]) -> dict[str, Words]:
    """The words of each event that statements are of."""
    if (statements := tables.get("statements")) is None:
        return {}
    sources = tables.get("sources")
    named = {c: {} if sources is None else sources[c].to_dict() for c in ("publisher", "title")}
    passages: dict[str, list[tuple[str, str, str]]] = {}
    columns = (statements[c] for c in ("event_id", "text", "report_id", "said_by"))
    for event, *passage in zip(*columns, strict=True):
        passages.setdefault(event, []).append(tuple(passage))
    return {event: _words(found, named) for event, found in passages.items()}


def _words(passages: list[tuple[str, str, str]], named: Mapping[str, Mapping[str, str]]) -> Words:
    texts, reports, voices = zip(*passages, strict=True)
    return Words(
        notes=" | ".join(dict.fromkeys(texts)),
        publishers=listed(*(named["publisher"].get(report, "") for report in reports)),
        titles=listed(*(named["title"].get(report, "") for report in reports)),
        said_by=listed(*voices),
    )


def _countries(tables: Mapping[str, gpd.GeoDataFrame]) -> dict[str, str]:
    """The name of the country of each place that is mentioned, by the place's id."""
    if (mentions := tables.get("mentions")) is None:
        return {}
    names = {code: _country(code) for code in mentions["country"].unique() if code}
    pairs = zip(mentions["place_id"], mentions["country"], strict=True)
    return {place: names[code] for place, code in pairs if code}


def _country(code: str) -> str:
    """GeoNames' name of a country of a code of two letters, or the code itself."""
    found = open_gazetteer().lookup(code, country=code)
    places = [one.place for one in found if one.place.kind.startswith("A.PCL")]
    return places[0].name if places else code
