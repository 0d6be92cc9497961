"""One claim from one case and the finding of its check, and what findings say of names."""

import re
from collections.abc import Callable
from dataclasses import replace

from geomap.claims._standing import standing
from geomap.claims._story import Named
from geomap.claims._subject import Subject
from geomap.claims.case import Case
from geomap.claims.doubts import denied, if_meant, unless_elsewhere, unless_guessed
from geomap.claims.measures import Finding
from geomap.locating import Site
from geomap.model import Claim, Verdict
from geomap.relations import Direction

_JOURNEY = re.compile(
    r"\b(?:an?|the)\s+(?:[\w-]+\s+){0,2}?(?:drive|walk|ride|flight|march|hike|trek|distance|way)\s+$",
    re.I,
)


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

    `said` is the value and the unit, `span` the words in the passage's characters. `relation` is
    needed where it is not the one of the expression's kind.
    """
    start, end = span or (case.expression.start, case.expression.end)
    end = start + len(case.text[start:end].rstrip())
    first, last = case.story.paragraphs[case.number].passage.span(start, end)
    named = subject.named if subject is not None else None
    relation = relation or (case.expression.tag if case.kind.tells_tag else case.kind.relation)
    finding = _weighed(case, finding, named, other)
    finding = denied(finding) if subject is not None and subject.negated else finding
    return Claim(
        report_id=case.story.report.report_id,
        start=first,
        end=last,
        text=case.story.report.text[first:last],
        relation=relation,
        subject=named.text if named is not None else (subject.text if subject else ""),
        object=other.text if other is not None else "",
        value=said[0],
        unit=said[1],
        geometry=finding.geometry,
        measured=finding.measured,
        probability=finding.probability,
        interval=finding.interval,
        verdict=Verdict.of(finding.probability),
        why=finding.why + _unread(case, relation),
        subject_id=_id(named),
        object_id=_id(other),
        **standing(case.story, case.number, (case.expression.start, case.expression.end)),
    )


def _weighed(case: Case, finding: Finding, named: Named | None, other: Named | None) -> Finding:
    """Finding as far as the places are the ones that are meant."""
    finding = if_meant(finding, named, other)
    sites = (case.site(named), case.site(other))
    finding = unless_elsewhere(case.story, finding, sites, case.expression.quantity)
    return unless_guessed(finding, named, other)


def _unread(case: Case, relation: str) -> str:
    """That a way before a direction was not read: "a short drive east of Gao" has no figure."""
    if relation != "direction" or case.expression.quantity is not None:
        return ""
    journey = _JOURNEY.search(case.text, 0, case.expression.start)
    return f" Not read: “{journey.group().strip()}”." if journey else ""


def _id(name: Named | None) -> str:
    return name.place.place_id if name is not None and name.place is not None else ""


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
