"""What both outside shapes of events, ACLED's and UCDP GED's, say about an event.

Nothing is invented: what the reports do not tell (ids, fatalities, codes of countries) is blank.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from geomap.atlas.codes import ABROAD, COUNTRY, GeoCode, geo_code
from geomap.atlas.rows import plain

ACTOR_SEPARATOR = ";"


@dataclass(frozen=True, kw_only=True)
class Shaped:
    """One event with what its statements and sources add to it."""

    row: Mapping[str, Any]
    actors: tuple[str, ...]
    longitude: float | None
    latitude: float | None
    geo: GeoCode
    country: str
    notes: str
    publishers: str
    titles: str
    said_by: str

    @property
    def start(self) -> str:
        """First day as YYYY-MM-DD, or ""."""
        return str(plain(self.row["when_start"]) or "")

    @property
    def end(self) -> str:
        """Last day as YYYY-MM-DD, or ""."""
        return str(plain(self.row["when_end"]) or "")

    @property
    def year(self) -> str:
        """Year of the first day, or of the last where the first is open."""
        return (self.start or self.end)[:4]

    def actor(self, number: int) -> str:
        """The actor at a position, or ""."""
        return self.actors[number] if number < len(self.actors) else ""


def shaped(tables: Mapping[str, gpd.GeoDataFrame]) -> Iterator[Shaped]:
    """Each event, with its words and sources where the tables for them are given."""
    events = tables["events"]
    statements = tables.get("statements")
    told = {} if statements is None else dict(iter(statements.groupby("event_id", sort=True)))
    countries = _countries(tables.get("mentions"))
    for key, shape, row in zip(
        events.index, events.geometry, events.to_dict("records"), strict=True
    ):
        point = None if shape is None or shape.is_empty else shape.representative_point()
        geo = geo_code(str(row["geo_precision"]))
        # a country is never drawn as a point
        drawn = point is not None and geo not in {COUNTRY, ABROAD}
        yield Shaped(
            row=row,
            actors=tuple(a.strip() for a in row["actors"].split(ACTOR_SEPARATOR) if a.strip()),
            longitude=point.x if drawn and point is not None else None,
            latitude=point.y if drawn and point is not None else None,
            geo=geo,
            country=countries.get(row["place_id"], ""),
            **_words(told.get(key), tables.get("sources")),
        )


def _words(statements: pd.DataFrame | None, sources: pd.DataFrame | None) -> dict[str, str]:
    if statements is None:
        return dict.fromkeys(("notes", "publishers", "titles", "said_by"), "")
    reports = list(dict.fromkeys(statements["report_id"]))
    known = [] if sources is None else [r for r in reports if r in sources.index]
    told = [] if sources is None else [sources.loc[r] for r in known]
    return {
        "notes": " | ".join(dict.fromkeys(statements["text"])),
        "publishers": _joined(source["publisher"] for source in told),
        "titles": _joined(source["title"] for source in told),
        "said_by": _joined(statements["said_by"]),
    }


def _joined(words: Any) -> str:
    return "; ".join(word for word in dict.fromkeys(words) if word)


def _countries(mentions: pd.DataFrame | None) -> dict[str, str]:
    if mentions is None:
        return {}
    return dict(zip(mentions["place_id"], mentions["country"], strict=True))
