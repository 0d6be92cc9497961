"""What corrections change: a mention's place, and an event's place, status and day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd

from geomap import events
from geomap.corrections.files import read
from geomap.corrections.records import Corrections, EventCorrection, MentionCorrection, Passage
from geomap.errors import InputError
from geomap.model import (
    Candidate,
    EventType,
    Gazetteer,
    Interval,
    Mention,
    Mode,
    Report,
    Resolution,
    Role,
    Statement,
    Status,
    TimePrecision,
)

_MOST_ALTERNATIVES = 5


def load(path: Path | str | None, gazetteer: Gazetteer) -> Corrections:
    """Read a file of corrections and look up the places that it names; None gives none.

    Raises
    ------
    InputError
        As `geomap.corrections.read`, and if a place's id is in no gazetteer.
    """
    if path is None:
        return Corrections()
    found = read(path)
    wanted = found.plain.place_ids if found.plain is not None else set()
    wanted |= {one.where.place_id for one in found.mentions}
    wanted |= {one.where.place_id for one in found.events}
    places = {}
    for place_id in sorted(wanted - {""}):
        place = gazetteer.place(place_id)
        if place is None:
            raise InputError(f"{path}: no place has the id {place_id[:80]!r}")
        places[place_id] = place
    return replace(found, places=places)


def apply_mentions(resolutions: Iterable[Resolution], corrections: Corrections) -> list[Resolution]:
    """Resolutions with the user's decisions, one for each, in the same order.

    A corrected mention has probability 1 and names the file in its explanation. One that is no
    place has a role that is none, no place and the reason, so that nothing happens there.
    """
    if not corrections.mentions:
        return list(resolutions)
    return [_resolved(one, corrections) for one in resolutions]


def missed(report: Report, found: Sequence[Mention], corrections: Corrections) -> list[Mention]:
    """Mentions of a report with the names that a user decided and nobody found, in their order.

    Such a decision tells where its name begins; the name must stand there, and no mention over it.
    """
    mine = [
        Mention(
            report_id=report.report_id,
            start=one.start,
            end=one.start + len(one.name),
            text=one.name,
            role=Role.EVENT_PLACE,
        )
        for one in corrections.mentions
        if one.start is not None and one.report_id == report.report_id
        if report.text.startswith(one.name, one.start)
    ]
    new = [a for a in mine if not any(a.start < b.end and b.start < a.end for b in found)]
    return sorted([*found, *new], key=lambda one: one.start)


def added(report: Report, corrections: Corrections) -> Iterator[Statement]:
    """The statements of a report that a user added; `join` gives them place, status and day."""
    for one in corrections.events:
        at = one.passage
        if one.added and at.report_id == report.report_id and at.end <= len(report.text):
            yield Statement(
                report_id=at.report_id,
                start=at.start,
                end=at.end,
                text=report.text[at.start : at.end],
                event_type=EventType(at.event_type),
                event_mode=Mode(at.event_mode),
                status=Status(one.status or Status.ASSERTED),
                actor=one.actor,
                recipient=one.recipient,
            )


def _resolved(found: Resolution, corrections: Corrections) -> Resolution:
    mention = found.mention
    decided = corrections.about(mention.report_id, mention.start, mention.text)
    if decided is None:
        return found
    told = _told(decided, corrections)
    place = None if decided.not_a_place else corrections.place(decided.where, decided.name)
    others = [*found.alternatives]
    if old := found.place:
        ranked = Candidate(place=old, matched=old.name, match="ranked", score=found.probability)
        others.insert(0, ranked)
    if place is None:
        role = Role(decided.role) if decided.role else Role.ORGANISATION
        return Resolution(
            mention=replace(mention, role=role),
            place=None,
            alternatives=tuple(others[:_MOST_ALTERNATIVES]),
            reason=f"not a place: {told}",
            by_hand=True,
        )
    others = [c for c in others if c.place.place_id != place.place_id]
    return Resolution(
        mention=mention,
        place=place,
        probability=1.0,
        alternatives=tuple(others[:_MOST_ALTERNATIVES]),
        explanation=(told,),
        by_hand=True,
    )


def _told(decided: MentionCorrection | EventCorrection, corrections: Corrections) -> str:
    who = f" by {decided.who}" if decided.who else ""
    when = f" on {decided.when.isoformat()}" if decided.when else ""
    note = f" ({decided.note})" if decided.note else ""
    return f"decided{who}{when} in {corrections.name or 'the corrections'}{note}"


def join(
    reports: Sequence[Report], statements: Sequence[Statement], corrections: Corrections
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Join statements into events as `geomap.events.join` does, with the user's decisions.

    Another place or day of an event goes to all its statements, and these are joined anew, so
    that an event moved to where another report has it becomes one with it. A status is the
    event's own; what each source said stays as it was.

    Returns
    -------
    tuple of GeoDataFrame
        The tables `statements` and `events`.
    """
    told, found = events.join(reports, statements)
    decided = dict(decisions(statements, corrections))
    if not decided:
        return told, found
    ids = [events.statement_id(one) for one in statements]
    home = told["event_id"].to_dict()
    for_event = {home[ids[n]]: one for n, one in decided.items()}
    changed = [
        _stated(one, for_event.get(home[key]), corrections)
        for one, key in zip(statements, ids, strict=True)
    ]
    told, found = events.join(reports, changed)
    home = told["event_id"].to_dict()
    for number, one in decided.items():
        if one.status:
            found.loc[home[events.statement_id(changed[number])], "status"] = one.status
    return told, found


def decisions(
    statements: Sequence[Statement], corrections: Corrections
) -> Iterator[tuple[int, EventCorrection]]:
    """Number of the statement that each correction names."""
    wanted = {one.passage.report_id for one in corrections.events if one.changes}
    if not wanted:
        return
    passages = {
        number: Passage(
            report_id=one.report_id,
            start=one.start,
            end=one.end,
            event_type=one.event_type,
            event_mode=one.event_mode,
            statement_id=events.statement_id(one),
        )
        for number, one in enumerate(statements)
        if one.report_id in wanted
    }
    for one in corrections.events:
        if one.changes and (number := owner(one.passage, passages)) is not None:
            yield number, one


def owner(passage: Passage, known: Mapping[int, Passage]) -> int | None:
    """Which of the known passages a passage is: by id, else by span and type, else by span.

    Where several fit equally, none is.

    Examples
    --------
    >>> told = Passage("a", 0, 9, "ASSAULT", "", "st-1")
    >>> owner(told._replace(statement_id="st-2"), {7: told, 8: told._replace(start=5)})
    7
    """
    same = {n: one for n, one in known.items() if one.report_id == passage.report_id}
    if by_id := [n for n, one in same.items() if one.statement_id == passage.statement_id]:
        return by_id[0]
    for fields in (5, 3):  # span and type, span alone
        if fits := [n for n, one in same.items() if one[:fields] == passage[:fields]]:
            return fits[0] if len(fits) == 1 else None
    return None


def _stated(one: Statement, decided: EventCorrection | None, corrections: Corrections) -> Statement:
    if decided is None:
        return one
    if decided.first_day and decided.last_day:
        one = replace(one, when=_interval(decided.first_day, decided.last_day, one.when))
    if not (decided.where or decided.no_place):
        return one
    told = _told(decided, corrections)
    mention = one.place.mention if one.place else _nowhere(one, decided)
    place = None
    if not decided.no_place:
        place = corrections.place(decided.where, decided.place_name or mention.text)
    if place is None:
        nowhere = Resolution(mention=mention, place=None, reason=told, by_hand=True)
        return replace(one, place=nowhere)
    chosen = Resolution(
        mention=mention, place=place, probability=1.0, explanation=(told,), by_hand=True
    )
    return replace(one, place=chosen)


def _nowhere(one: Statement, decided: EventCorrection) -> Mention:
    """The passage itself as the mention of a place that it does not name."""
    return Mention(
        report_id=one.report_id,
        start=one.start,
        end=one.end,
        text=decided.place_name,
        role=Role.EVENT_PLACE,
    )


def _interval(first: date, last: date, before: Interval | None) -> Interval:
    precision = TimePrecision.of_days((last - first).days + 1)
    text = before.text if before else ""
    return Interval(start=first, end=last, precision=precision, text=text)
