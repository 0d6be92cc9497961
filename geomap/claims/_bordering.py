"""Claims that one area borders another."""

import re
from collections.abc import Iterator
from dataclasses import replace

from geomap.claims import _measure
from geomap.claims._measure import Finding
from geomap.claims._patterns import LIST_JOIN
from geomap.claims._row import Case, claim, unresolved
from geomap.claims._seen import unparsed
from geomap.claims._site import Site
from geomap.claims._story import Named, named
from geomap.claims._subject import Subject
from geomap.model import Claim
from geomap.relations import Direction, direction

_MOST_NEIGHBOURS = 12
_FACING = re.compile(r"\W*(?P<lead>from|on|to|in)\s+(?:the|its)\s+(?P<way>[\w-]+)", re.I)


def borders(case: Case) -> Iterator[Claim]:
    """T abuts P (from DIR): T lies on P's DIR side; T borders P to the DIR: P on T's."""
    root = case.told.paragraphs[case.number].doc.char_span(
        case.found.start, case.found.end, alignment_mode="expand"
    )
    subject, other, end = case.parties()
    if other is None:
        if root is not None and root.root.pos_ == "VERB":
            yield from unparsed(case)
        return
    tail = _FACING.match(case.text, end)
    way = direction(tail["way"]) if tail else None
    if tail is not None and way is not None:
        end = tail.end()
    further = [] if way is not None else _listed_after(case, end)
    for neighbour in [other, *further]:
        finding = _border(case, subject, neighbour, way, told=_told_by(tail))
        said = (way.word, "compass") if way else ("", "")
        span = (case.found.start, end)
        yield claim(case, "border", finding, subject=subject, other=neighbour, said=said, span=span)


def _told_by(tail: re.Match[str] | None) -> str:
    """Whose side the words tell: "from the north" the subject's, "to the north" the object's."""
    lead = tail["lead"].lower() if tail is not None else ""
    return {"from": "subject", "to": "object"}.get(lead, "either")


def _listed_after(case: Case, end: int) -> list[Named]:
    """Further neighbours: "Baghlan, Takhar and Badakhshan"."""
    names: list[Named] = []
    while (join := LIST_JOIN.match(case.text, end)) is not None and len(names) < _MOST_NEIGHBOURS:
        near = [r for r in case.told.references[case.number] if r.start == join.end()]
        if not near or near[0].place is None:
            break
        names.append(named(near[0]))
        end = near[0].end
    return names


def _area_of(case: Case, name: Named | None) -> Site | None:
    """Site of a name, taken for the division of that name rather than its town: it has borders."""
    where = case.site(name)
    if name is None or where is None or where.area is not None:
        return where
    country = where.place.country or None
    for candidate in case.told.gazetteer.lookup(name.said or name.text, country=country, limit=8):
        place = candidate.place
        if place.kind.startswith("A.") and candidate.match in {"exact", "folded"}:
            division = case.site(replace(name, text=place.name, place=place))
            if division is not None and division.area is not None:
                return division
    return where


def _border(
    case: Case, subject: Subject, other: Named, way: Direction | None, *, told: str
) -> Finding:
    where, anchor = _area_of(case, subject.named), _area_of(case, other)
    if anchor is None or where is None:
        return Finding(why=unresolved(other if anchor is None else subject.named, "neighbour"))
    if way is None or told == "subject":
        return _measure.border(where, anchor, way)
    turned = _measure.border(anchor, where, way)
    if told == "object":
        return turned
    # "on the north" may tell where X lies from Y, or Y from X
    finding = _measure.border(where, anchor, way)
    return turned if (turned.probability or 0.0) > (finding.probability or 0.0) else finding
