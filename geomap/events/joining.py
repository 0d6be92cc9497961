"""Join statements that report the same event, within a report and across reports."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import geopandas as gpd

from geomap import lexicon
from geomap.events.acled import acled_type
from geomap.events.parties import terms
from geomap.model import POINT, GeoPrecision, Place, Report, Statement, Status, TimePrecision, table

_SLACK_DAYS = 1
_OPEN_DAYS = 7
_AGAINST = frozenset({Status.DENIED, Status.NEGATED})
_FOR = frozenset({Status.OBSERVED, Status.ASSERTED, Status.CLAIMED, Status.REPORTED})
_PRECISION = {word: order for order, word in enumerate((*TimePrecision, ""))}


def _digest(*parts: object) -> str:
    return hashlib.sha1("\x1f".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()[
        :12
    ]


def statement_id(statement: Statement) -> str:
    """Stable id from the report, the span and the type."""
    place = statement.place
    return "st-" + _digest(
        place.mention.start if place is not None else "",
        statement.report_id,
        statement.start,
        statement.end,
        statement.event_type,
        statement.event_mode,
    )


@dataclass(frozen=True)
class _Row:
    statement: Statement
    statement_id: str
    place: Place | None
    start: date
    end: date
    words: frozenset[str]


def _bounds(statement: Statement, published: date | None) -> tuple[date, date]:
    when = statement.when
    end = (when.end if when else None) or published or date.max
    start = (when.start if when else None) or (
        end - timedelta(days=_OPEN_DAYS) if end.year > 1 else end
    )
    return start, max(start, end)


def _row(statement: Statement, published: Mapping[str, date | None]) -> _Row:
    start, end = _bounds(statement, published.get(statement.report_id))
    people = f"{statement.actor} {statement.recipient}"
    words = frozenset(terms(people) or people.lower().split())
    place = statement.place.place if statement.place is not None else None
    return _Row(statement, statement_id(statement), place, start, end, words)


def _key(row: _Row) -> tuple[str, ...]:
    """Events of one type and place are compared; where it is unresolved, one report's alone."""
    one = row.statement
    common = (one.event_type, one.event_mode, str(one.status is Status.HISTORICAL))
    if row.place is not None:
        return (*common, row.place.place_id)
    named = one.place.mention.text.lower() if one.place is not None else ""
    people = "" if named else " ".join(sorted(row.words))
    return (*common, "", one.report_id, named, people)


def _same_event(one: _Row, other: _Row) -> bool:
    near = (other.start - one.end).days <= _SLACK_DAYS and (
        one.start - other.end
    ).days <= _SLACK_DAYS
    if not near:
        return False
    return not one.words or not other.words or bool(one.words & other.words)


def _groups(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Chain rows of one key whose days overlap; linear in the rows but for the sorting."""
    keyed: dict[tuple[str, ...], list[_Row]] = {}
    for row in rows:
        keyed.setdefault(_key(row), []).append(row)
    groups: list[list[_Row]] = []
    for found in keyed.values():
        found.sort(key=lambda row: (row.start, row.end, row.statement_id))
        running: list[list[_Row]] = []
        for row in found:
            home = next((g for g in reversed(running[-4:]) if _same_event(g[-1], row)), None)
            if home is None:
                running.append([row])
            else:
                home.append(row)
        groups += running
    return groups


def _status(rows: Sequence[_Row]) -> Status:
    """Contested where some affirm and others deny or negate; else the firmest."""
    found = {row.statement.status for row in rows}
    if Status.CONTESTED in found or (found & _FOR and found & _AGAINST):
        return Status.CONTESTED
    return min(found, key=lambda status: status.rank)


def geo_precision(place: Place | None, *, near: bool = False) -> str:
    """How well an event's place is known, in the words of the precision crosswalk.

    A word of `GeoPrecision`; empty where the place is not known. `near` says that the text puts
    the event near the place, not in it.
    """
    if place is None:
        return ""
    given = place.kind == POINT and place.uncertainty_m <= GeoPrecision.SETTLEMENT.uncertainty_m
    if given or place.kind.startswith("P."):
        return GeoPrecision.NEAR if near else GeoPrecision.SETTLEMENT
    for starts, word in _KINDS:
        if place.kind.startswith(starts):
            return word
    reach = GeoPrecision.NEAR.uncertainty_m
    return GeoPrecision.NEAR if place.uncertainty_m <= reach else GeoPrecision.AREA


_KINDS: tuple[tuple[tuple[str, ...], GeoPrecision], ...] = (
    (("A.PCL", "A.TERR", "L.CONT"), GeoPrecision.COUNTRY),
    (("A.ADM1",), GeoPrecision.PROVINCE),
    (("A.",), GeoPrecision.DISTRICT),
    (("T.VAL", "T.GRGE"), GeoPrecision.VALLEY),
    (("R.",), GeoPrecision.ROAD),
    (("L.", "H.", "V.", "U.", "T.MTS", "T.DSRT", "T.PLN"), GeoPrecision.AREA),
)
_NEAR_WORDS = rf"\b{lexicon.alternation('space.near_place')}\b"


def _is_near(statement: Statement) -> bool:
    """Whether the words put the event near its place: "clashes near X", "12 km north of X"."""
    if statement.place is None:
        return False
    name = re.escape(statement.place.mention.text)
    return re.search(rf"(?i){_NEAR_WORDS}(?:\W+[\w-]+){{0,4}}\W+{name}", statement.text) is not None


def _where_and_when(row: _Row) -> dict[str, Any]:
    """Columns that statements and events share."""
    statement, place, when = row.statement, row.place, row.statement.when
    named = statement.place.mention.text if statement.place is not None else ""
    return {
        "event_type": statement.event_type,
        "event_mode": statement.event_mode,
        "place": place.name if place else named,
        "place_id": place.place_id if place else "",
        "when_start": when.start if when else None,
        "when_end": when.end if when else None,
        "time_precision": when.precision if when else "",
        "uncertainty_m": place.uncertainty_m if place else None,
        "geometry": place.point if place else None,
    }


def _scene(row: _Row) -> dict[str, Any]:
    """Of an event whose statements name no place, the country that the report speaks of."""
    land = row.statement.scene
    if land is None or row.statement.place is not None:
        return {}
    return {
        "place": land.name,
        "place_id": land.place_id,
        "uncertainty_m": land.uncertainty_m,
        "geometry": land.point,
    }


def _statement_row(row: _Row, event_id: str) -> dict[str, Any]:
    statement = row.statement
    said = statement.said_when
    return _where_and_when(row) | {
        "statement_id": row.statement_id,
        "report_id": statement.report_id,
        "start": statement.start,
        "end": statement.end,
        "text": statement.text,
        "event_id": event_id,
        "actor": statement.actor,
        "recipient": statement.recipient,
        "said_by": statement.said_by,
        "said_when_start": said.start if said else None,
        "said_when_end": said.end if said else None,
        "cue": statement.cue,
        "polarity": statement.polarity,
        "certainty": statement.certainty,
        "status": str(statement.status),
    }


def _event_row(
    group: Sequence[_Row], event_id: str, published: Mapping[str, date | None]
) -> dict[str, Any]:
    best = min(group, key=_vagueness)
    statements = [row.statement for row in group]
    report_ids = {statement.report_id for statement in statements}
    actors = {name for statement in statements for name in (statement.actor, statement.recipient)}
    return (
        _where_and_when(best)
        | _scene(best)
        | {
            "event_id": event_id,
            "acled_type": acled_type(best.statement.event_type, best.statement.event_mode),
            "actors": "; ".join(sorted(filter(None, actors))),
            "geo_precision": geo_precision(
                best.place or best.statement.scene, near=_is_near(best.statement)
            ),
            "status": str(_status(group)),
            "n_sources": len(report_ids),
            "n_statements": len(group),
            "first_reported": min(filter(None, map(published.get, report_ids)), default=None),
        }
    )


def _vagueness(row: _Row) -> tuple[int, date]:
    when = row.statement.when
    return _PRECISION[when.precision if when else ""], row.start


def join(
    reports: Sequence[Report], statements: Sequence[Statement]
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Join statements into events.

    Statements report the same event when type, mode and place agree, their days overlap (or lie a
    day apart) and their actors share a word where both name any. An event that some affirm and
    others deny or negate is contested, and keeps both sides' statements.

    Returns
    -------
    tuple of GeoDataFrame
        The tables `statements` and `events` of `geomap.model.SCHEMAS`.
    """
    published = {report.report_id: report.published for report in reports}
    unique = {statement_id(statement): statement for statement in statements}
    rows = [_row(statement, published) for _, statement in sorted(unique.items())]
    statement_rows, event_rows = [], []
    for group in _groups(rows):
        event_id = "ev-" + _digest(*sorted(row.statement_id for row in group))
        statement_rows += [_statement_row(row, event_id) for row in group]
        event_rows.append(_event_row(group, event_id, published))
    return table("statements", statement_rows), table("events", event_rows)
