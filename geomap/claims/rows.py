"""One claim from one case and the finding of its check, and what was seen and cannot be checked."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from geomap import events
from geomap.claims.case import Case
from geomap.claims.doubts import denied, if_meant, unless_elsewhere, unless_guessed
from geomap.claims.ground import Named
from geomap.claims.measures import Finding
from geomap.claims.subjects import Subject
from geomap.expressions import HALF_TURN_M
from geomap.lexicon import alternation
from geomap.locating import Site
from geomap.model import Claim, Verdict
from geomap.relations import Direction

_JOURNEY = re.compile(
    rf"\b(?:an?|the)\s+(?:[\w-]+\s+){{0,2}}?{alternation('space.journeys')}\s+$", re.I
)
_TOLD = ("status", "said_by", "said_when", "when", "polarity")
_SPEED = re.compile(r"\s*(?:/|per\b|an\b)\s*h", re.I)
_SHORT = frozenset(["m", "feet", "yards"])
"""Units in which texts tell heights and sizes more often than where something is."""


def claim(
    case: Case,
    finding: Finding,
    *,
    subject: Subject | None = None,
    other: Named | None = None,
    relation: str = "",
    said: tuple[str, str] = ("", ""),
    span: tuple[int, int] | None = None,
) -> Claim:
    """Claim of an expression with the outcome of its check; a denied statement is turned round.

    `said` is the value and the unit, `span` the words in the paragraph's characters. `relation` is
    needed where it is not the one of the expression's kind.
    """
    start, end = span or (case.expression.start, case.expression.end)
    end = start + len(case.text[start:end].rstrip())
    first, last = case.paragraph.passage.span(start, end)
    subject = subject or Subject(named=None)
    report, named = case.ground.story.report, subject.named
    relation = relation or (case.expression.tag if case.kind.tells_tag else case.kind.relation)
    finding = _weighed(case, finding, named, other)
    finding = denied(finding) if subject.negated else finding
    return Claim(
        report_id=report.report_id,
        start=first,
        end=last,
        text=report.text[first:last],
        relation=relation,
        subject=named.text if named is not None else subject.text,
        object=other.text if other is not None else "",
        value=said[0],
        unit=said[1],
        geometry=finding.geometry,
        measured=finding.measured,
        probability=finding.probability,
        interval=finding.interval,
        verdict=Verdict.of(finding.probability),
        why=finding.why + _unread(case, relation),
        subject_id=named.place_id if named is not None else "",
        object_id=other.place_id if other is not None else "",
        position_ids=tuple(end.place_id for end in other.ends) if other is not None else (),
        **_standing(case),
    )


def _weighed(case: Case, finding: Finding, named: Named | None, other: Named | None) -> Finding:
    """Finding as far as the places are the ones that are meant."""
    finding = if_meant(finding, named, other, said=case.expression.quantity)
    sites = (case.site(named), case.site(other))
    finding = unless_elsewhere(case.ground, finding, sites, case.expression.quantity)
    return unless_guessed(finding, named, other)


def _unread(case: Case, relation: str) -> str:
    """That a way before a direction was not read: "a short drive east of Gao" has no figure."""
    if relation != "direction" or case.expression.quantity is not None:
        return ""
    journey = _JOURNEY.search(case.text, 0, case.expression.start)
    return f" Not read: “{journey.group().strip()}”." if journey else ""


def _standing(case: Case) -> dict[str, Any]:
    """Who tells a claim, when, and whether anyone denies it: as the statement that it lies in."""
    if case.statement is not None:
        own = {name: getattr(case.statement, name) for name in _TOLD}
        return {"statement_id": events.statement_id(case.statement), **own}
    if case.root is None:
        return {}
    stands = events.standing(case.ground.story, case.paragraph, case.root)
    return {name: getattr(stands, name) for name in _TOLD}


def held_to_area(
    case: Case, subject: Subject, other: Named, held: Callable[[Case, Site, Site], Finding]
) -> Finding:
    """Hold a subject against the area that the expression selects around its object.

    Without a place for the subject, or where the two are one, the area is all that can be told.
    """
    anchor, where = case.site(other), case.site(subject.named)
    if anchor is None:
        return Finding(why=unresolved(other, "place"))
    area = case.shape(anchor).area
    if where is None or where.place.place_id == anchor.place.place_id or area.is_empty:
        return Finding(geometry=area, why=nothing_there(subject))
    return replace(held(case, where, anchor), geometry=area)


def compass(way: Direction | None) -> tuple[str, str]:
    """Value and unit of a claim that says a direction; none for a claim that says none."""
    return (way.word, "compass") if way is not None else ("", "")


def unresolved(name: Named | None, what: str) -> str:
    """Why nothing can be measured from or to a name."""
    if name is None:
        return f"Seen, but the {what} was not found in the text."
    return f"The {what}, {name.text}, has no place: {name.reason or 'unresolved'}."


def nothing_there(subject: Subject) -> str:
    """Why a place cannot be held against what the words select."""
    if subject.named is not None and subject.named.place is None:
        return unresolved(subject.named, "subject")
    what = f"“{subject.text}”" if subject.text else "something"
    return f"The statement places {what} there; nothing else tells where that is."


def unparsed(case: Case) -> Iterator[Claim]:
    """What was seen and could not be read: a row that says so."""
    quantity, way = case.expression.quantity, case.expression.way
    said = compass(way)
    if quantity is not None:
        said = (quantity.value, quantity.unit)
        if quantity.unit in _SHORT or _SPEED.match(case.text, case.expression.end):
            return
    reason = "no place was found that it is measured from"
    if quantity is not None and quantity.best_m > HALF_TURN_M:
        reason = "no two places on Earth lie that far apart"
    elif case.expression.kind == "lone distance" and way is None:
        reason = "a distance without a place that it is measured from"
    why = f"Seen and not parsed: {reason}."
    yield claim(case, Finding(why=why), relation="unparsed", said=said)


def landforms(case: Case) -> Iterator[Claim]:
    """Into a deep valley, to mountains: seen, unnamed, and never a point."""
    form, (start, end) = case.expression.tag, (case.expression.start, case.expression.end)
    if any(one.start < end and one.end > start for one in case.references):
        return
    if re.search(rf"\bthe\s+(?:[\w-]+\s+)?{form}$", case.words, re.I):
        return
    why = f"Seen; the {form} has no name, so it is not mapped as a point."
    yield claim(case, Finding(why=why), said=(form, ""))
