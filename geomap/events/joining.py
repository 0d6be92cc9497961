"""Join statements that report the same event, within a report and across reports."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import geopandas as gpd

from geomap.events.alike import ENOUGH, LATEST, RULED_OUT, evidence
from geomap.events.grouping import Event, across, order
from geomap.events.rows import digest, event_row, statement_id, statement_row
from geomap.events.traits import Trait, act_apart
from geomap.model import Report, Statement, table

_REACH = 24
"""How many events of a kind back a statement of a report is compared with."""

_OTHERS_ACT = 0.5
"""What counts against one event where others act in it, though a third statement fits both."""

_SHOWN = 6
"""How many statements stand for an event when others are compared with it."""


def join(
    reports: Sequence[Report], statements: Sequence[Statement]
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Join statements into events.

    Statements of one kind of deed tell of one event where the evidence suffices, see
    `geomap.events.alike`: first those of each report, see `apart`, then events of different
    reports, see `geomap.events.grouping`. An event that some affirm and others deny or negate is
    contested, and keeps both sides' statements. The order of the arguments changes nothing.

    Returns
    -------
    tuple of GeoDataFrame
        The tables `statements` and `events` of `geomap.model.SCHEMAS`.
    """
    with uncollected():
        return _tables(reports, statements)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector, which looks again and again through all that joining keeps."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _tables(
    reports: Sequence[Report], statements: Sequence[Statement]
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    known = {report.report_id: report for report in reports}
    told: dict[str, list[Statement]] = {}
    for one in statements:
        told.setdefault(one.report_id, []).append(one)
    unknown = {name: Report(report_id=name, text="") for name in told.keys() - known.keys()}
    found = [event for key, own in told.items() for event in apart((known | unknown)[key], own)]
    statement_rows, event_rows = [], []
    published = {key: report.published for key, report in known.items()}
    for group in across(sorted(found, key=order)):
        event_id = id_of(group)
        statement_rows += [statement_row(one.statement, event_id, one.key) for one in group]
        event_rows.append(event_row([one.statement for one in group], event_id, published))
    return table("statements", statement_rows), table("events", event_rows)


def id_of(event: Event) -> str:
    """Id of an event by those of its statements."""
    return "ev-" + digest(*sorted(one.key for one in event))


def _told_at(keyed: tuple[str, Statement]) -> tuple[object, ...]:
    """Where a statement stands; those of one span, as of places in a row, by their place's name."""
    key, one = keyed
    place = one.place.mention.start if one.place is not None else -1
    return one.report_id, one.start, one.end, place, key


def apart(report: Report, statements: Iterable[Statement]) -> list[Event]:
    """Events of one report: its statements in the order of the text, then by their days."""
    unique = {statement_id(statement): statement for statement in statements}
    traits = [Trait(one, report, key) for key, one in sorted(unique.items(), key=_told_at)]
    return _chained(sorted(_chained([one] for one in traits), key=order))


def _chained(events: Iterable[Event]) -> list[Event]:
    """Each event put to the earlier one that it fits best, if the evidence suffices."""
    running: dict[str, list[Event]] = {}
    for event in events:
        earlier = running.setdefault(event[0].family, [])
        near = enumerate(reversed(earlier[-_REACH:]), 1)
        scored = [(_fit(event, other) + (back == 1) * LATEST, -back) for back, other in near]
        best, position = max(scored, default=(0.0, 0))
        if best >= ENOUGH:
            earlier[position] += event
        else:
            earlier.append(list(event))
    return [event for found in running.values() for event in found]


def _fit(one: Event, other: Event) -> float:
    """How well two events fit: as the best of their pairs, less where others act.

    "The attackers fled", "the shooting" and "the army sent men": what says nobody joins all to all.
    """
    pairs = [(a, b) for a in one[:_SHOWN] for b in other[-_SHOWN:]]
    totals = [evidence(a, b) for a, b in pairs]
    if min(totals) <= RULED_OUT:
        return min(totals)
    return max(totals) - _OTHERS_ACT * any(act_apart(a, b) for a, b in pairs)
