"""Rows of the tables of statements and of events, from statements and the groups that they form."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from geomap import lexicon
from geomap.events.acled import acled_type
from geomap.events.parties import as_parties
from geomap.events.totals import told, totals
from geomap.model import (
    POINT,
    GeoPrecision,
    Interval,
    Place,
    Resolution,
    Statement,
    Status,
    TimePrecision,
)

_AGAINST = frozenset({Status.DENIED, Status.NEGATED})
_FOR = frozenset({Status.OBSERVED, Status.ASSERTED, Status.CLAIMED, Status.REPORTED})
_PRECISION = {word: order for order, word in enumerate((*TimePrecision, ""))}


def digest(*parts: object) -> str:
    """Twelve characters that stand for these parts, the same on every machine."""
    joined = "\x1f".join(map(str, parts)).encode()
    return hashlib.sha1(joined, usedforsecurity=False).hexdigest()[:12]


def statement_id(statement: Statement) -> str:
    """Stable id from the report, the span and the type."""
    place = statement.place
    return "st-" + digest(
        place.mention.start if place is not None else "",
        statement.report_id,
        statement.start,
        statement.end,
        statement.event_type,
        statement.event_mode,
    )


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
_NEAR = re.compile(rf"\b{lexicon.alternation('space.near_place')}\b", re.I)
_GAP = re.compile(r"(?:\W+[\w-]+){0,4}\W+")


def _is_near(statement: Statement) -> bool:
    """Whether the words put the event near its place: "clashes near X", "12 km north of X"."""
    if statement.place is None:
        return False
    text, name = statement.text.lower(), statement.place.mention.text.lower()
    ends = [match.end() for match in _NEAR.finditer(text)]
    return any(_GAP.fullmatch(text[end : text.find(name, end)]) for end in ends)


def place_of(statement: Statement) -> Place | None:
    """The known place of a statement, or None."""
    return statement.place.place if statement.place is not None else None


def basis(when: Interval | None) -> str:
    """What a statement's days rest on.

    Returns
    -------
    str
        "stated" by its own words, "inferred" from the statement before it, "report" where the
        present tense means the day of the report, "open" where only an end is known; "" for none.
    """
    if when is None:
        return ""
    if when.inferred:
        return "inferred"
    return "stated" if when.text else "report" if when.start is not None else "open"


def place_basis(where: Resolution | None) -> str:
    """What a statement's place rests on: "stated" by the text, "inferred" from the one before."""
    if where is None:
        return ""
    return "inferred" if where.inferred else "stated"


def _where_and_when(where: Statement, dated: Statement) -> dict[str, Any]:
    """Columns that statements and events share: one statement's place, one's days."""
    place, when = place_of(where), dated.when
    named = where.place.mention.text if where.place is not None else ""
    return {
        "place": place.name if place else named,
        "place_id": place.place_id if place else "",
        "place_basis": place_basis(where.place),
        "when_start": when.start if when else None,
        "when_end": when.end if when else None,
        "time_precision": when.precision if when else "",
        "when_basis": basis(when),
        "uncertainty_m": place.uncertainty_m if place else None,
        "geometry": place.point if place else None,
    }


_SAME = (
    "report_id", "start", "end", "text", "event_type", "event_mode", "actor", "recipient",
    "said_by", "cue", "polarity", "certainty", "probability",
)  # fmt: skip
_same = attrgetter(*_SAME)


def statement_row(statement: Statement, event_id: str, key: str) -> dict[str, Any]:
    """A row of the table of statements, of the event and the statement with these ids."""
    row = _where_and_when(statement, statement)
    row |= zip(_SAME, _same(statement), strict=True)
    row |= totals([statement])
    row["statement_id"], row["event_id"] = key, event_id
    if (said := statement.said_when) is not None:
        row["said_when_start"], row["said_when_end"] = said.start, said.end
    row["status"] = str(statement.status)
    return row


def event_row(
    group: Sequence[Statement], event_id: str, published: Mapping[str, date | None]
) -> dict[str, Any]:
    """A row of the table of events, for the statements that tell of it in the order of the text.

    Its type is that of the statement that says most of the deed, its place the narrowest, or the
    country that is spoken of where none is named, its days the most exact.
    """
    kind = where = dated = group[0]
    if len(group) > 1:
        kind, where = min(group, key=_weakness), min(group, key=_width)
        dated = min(group, key=_vagueness)
    reports = {statement.report_id for statement in group}
    actor, recipient = as_parties(tuple((one.actor, one.recipient) for one in group))
    scene = None
    if where.place is None:
        scene = next((one.scene for one in group if one.scene is not None), None)
    return {
        **_where_and_when(where, dated),
        **_where(scene),
        **totals(group),
        "event_id": event_id,
        "event_type": kind.event_type,
        "event_mode": kind.event_mode,
        "acled_type": acled_type(kind.event_type, kind.event_mode),
        "actor": actor,
        "recipient": recipient,
        "toll": told(group),
        "geo_precision": geo_precision(scene or place_of(where), near=_is_near(where)),
        "status": str(_status(group)),
        "probability": max((one.probability for one in group if one.probability), default=None),
        "n_sources": len(reports),
        "n_statements": len(group),
        "first_reported": min(filter(None, map(published.get, reports)), default=None),
    }


def _where(scene: Place | None) -> dict[str, Any]:
    """Columns of the country that is spoken of, where there is one."""
    if scene is None:
        return {}
    return {
        "place": scene.name,
        "place_id": scene.place_id,
        "place_basis": "country",
        "uncertainty_m": scene.uncertainty_m,
        "geometry": scene.point,
    }


def _status(group: Iterable[Statement]) -> Status:
    """Contested where some affirm and others deny or negate; else the firmest."""
    found = {statement.status for statement in group}
    if Status.CONTESTED in found or (found & _FOR and found & _AGAINST):
        return Status.CONTESTED
    return min(found, key=lambda status: status.rank)


def _weakness(statement: Statement) -> tuple[int, int]:
    """How little a statement says of the deed itself: "killed two" is what an attack did."""
    order = (
        len(_TELLING)
        - 1
        - max((n for n, modes in enumerate(_TELLING) if statement.event_mode in modes), default=1)
    )
    return statement.status.rank > Status.REPORTED.rank, order


_TELLING: Sequence[frozenset[str]] = (
    frozenset({"seize-property"}),
    frozenset({"kill"}),
    frozenset({"firearms", ""}),
    frozenset({"heavy-weapons", "aerial", "explosives", "suicide-attack", "assassinate", "seize"}),
)
"""Modes of one event's statements, from what only tells of its outcome to what says how."""


def _width(statement: Statement) -> tuple[bool, bool, float]:
    where, place = statement.place, place_of(statement)
    inferred = where is not None and where.inferred
    return where is None, inferred, place.uncertainty_m if place else 1e6


def _vagueness(statement: Statement) -> tuple[bool, int, date]:
    when = statement.when
    inferred = when is None or basis(when) != "stated"
    start = (when.start or when.end) if when else None
    return inferred, _PRECISION[when.precision if when else ""], start or date.max
