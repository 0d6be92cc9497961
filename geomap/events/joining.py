"""Join statements that report the same event, within a report and across reports."""

from collections.abc import Iterable, Sequence
from itertools import groupby

import geopandas as gpd

from geomap.events.alike import ENOUGH, RULED_OUT, evidence
from geomap.events.rows import digest, event_row, statement_id, statement_row
from geomap.events.traits import Trait
from geomap.model import Report, Statement, table

_REACH = 24
"""How many events of a kind back a statement is compared with: what keeps the cost linear."""

_LAST = 0.5
"""What speaks for the event of a kind that was told last."""

_SHOWN = 6
"""How many statements stand for an event when others are compared with it."""

Event = list[Trait]


def join(
    reports: Sequence[Report], statements: Sequence[Statement]
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Join statements into events.

    Statements of one kind of deed tell of one event where the evidence suffices, see
    `geomap.events.alike`: first those of each report in the order of its text, then all events,
    those of one report among them, in the order of their days. An event that some affirm and
    others deny or negate is contested, and keeps both sides' statements. The order of the
    arguments changes nothing.

    Returns
    -------
    tuple of GeoDataFrame
        The tables `statements` and `events` of `geomap.model.SCHEMAS`.
    """
    known = {report.report_id: report for report in reports}
    published = {key: report.published for key, report in known.items()}
    unique = {statement_id(statement): statement for statement in statements}
    traits = [
        Trait(one, known.get(one.report_id) or Report(report_id=one.report_id, text=""))
        for one in unique.values()
    ]
    traits.sort(key=lambda one: _told_at(one.statement))
    statement_rows, event_rows = [], []
    for group in across(_within(traits)):
        told = [one.statement for one in group]
        event_id = "ev-" + digest(*sorted(map(statement_id, told)))
        statement_rows += [statement_row(one, event_id) for one in told]
        event_rows.append(event_row(told, event_id, published))
    return table("statements", statement_rows), table("events", event_rows)


def _told_at(one: Statement) -> tuple[object, ...]:
    """Where a statement stands; those of one span, as of places in a row, by their place's name."""
    place = one.place.mention.start if one.place is not None else -1
    return one.report_id, one.start, one.end, place, statement_id(one)


def _within(traits: Iterable[Trait]) -> list[Event]:
    """Events of each report, its statements taken in the order of the text."""
    found: list[Event] = []
    for _, told in groupby(traits, key=lambda one: one.statement.report_id):
        found += _chained([one] for one in told)
    return found


def across(events: Iterable[Event]) -> list[Event]:
    """Events of one or several reports, taken in the order of their days."""

    def order(event: Event) -> tuple[object, ...]:
        return *min(one.days for one in event), min(statement_id(one.statement) for one in event)

    return _chained(sorted(events, key=order))


def _chained(events: Iterable[Event]) -> list[Event]:
    """Each event put to the earlier one that it fits best, if the evidence suffices."""
    running: dict[tuple[object, ...], list[Event]] = {}
    for event in events:
        earlier = running.setdefault(event[0].family, [])
        near = enumerate(reversed(earlier[-_REACH:]), 1)
        scored = [(_fit(event, other) + (back == 1) * _LAST, -back) for back, other in near]
        best, position = max(scored, default=(0.0, 0))
        if best >= ENOUGH:
            earlier[position] += event
        else:
            earlier.append(list(event))
    return [event for found in running.values() for event in found]


def _fit(one: Event, other: Event) -> float:
    """How well two events fit: the best of their pairs, unless a pair rules it out."""
    totals = [evidence(a, b).total for a in one[:_SHOWN] for b in other[-_SHOWN:]]
    return min(totals) if min(totals) <= RULED_OUT else max(totals)
