"""Claims that one area borders another."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
from shapely.geometry.base import BaseGeometry

from geomap.claims.case import Case
from geomap.claims.ground import Named, named
from geomap.claims.headings import cone_words
from geomap.claims.measures import Finding, Floats, around_deg, lenient
from geomap.claims.rows import claim, compass, unparsed, unresolved
from geomap.claims.subjects import Subject, parties
from geomap.expressions import LIST_JOIN
from geomap.locating import Site
from geomap.model import Claim
from geomap.relations import (
    Adjacency,
    Direction,
    adjacencies,
    bearing_deg,
    compass_word,
    cone_score,
    direction,
    distance_m,
    in_cone,
    line,
    nearest_points,
)

_MOST_NEIGHBOURS = 12
_FACING = re.compile(r"\W*(?P<lead>from|on|to|in)\s+(?:the|its)\s+(?P<way>[\w-]+)", re.I)
_AS_WRITTEN = frozenset(["exact", "folded"])
_FEW_TOLERANCES = 2
_APART_M = 20_000.0
_TOLERANCES_M = (500.0, 1_000.0, 2_000.0, 3_000.0, 5_000.0)


def borders(case: Case) -> Iterator[Claim]:
    """T abuts P (from DIR): T lies on P's DIR side; T borders P to the DIR: P on T's."""
    subject, other, end = parties(case)
    if other is None:
        words = case.doc.char_span(
            case.expression.start, case.expression.end, alignment_mode="expand"
        )
        if words is not None and words.root.pos_ == "VERB":
            yield from unparsed(case)
        return
    tail = _FACING.match(case.text, end)
    way = direction(tail["way"]) if tail else None
    if tail is not None and way is not None:
        end = tail.end()
    further = [] if way is not None else _listed_after(case, end)
    for neighbour in [other, *further]:
        finding = _border(case, subject, neighbour, way, told=_told_by(tail))
        span = (case.expression.start, end)
        yield claim(case, finding, subject=subject, other=neighbour, said=compass(way), span=span)


def _told_by(tail: re.Match[str] | None) -> str:
    """Whose side the words tell: "from the north" the subject's, "to the north" the object's."""
    lead = tail["lead"].lower() if tail is not None else ""
    return {"from": "subject", "to": "object"}.get(lead, "either")


def _listed_after(case: Case, end: int) -> list[Named]:
    """Further neighbours: "Baghlan, Takhar and Badakhshan"."""
    names: list[Named] = []
    while (join := LIST_JOIN.match(case.text, end)) is not None and len(names) < _MOST_NEIGHBOURS:
        near = [r for r in case.references if r.start == join.end()]
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
    return _division(case, name, where.place.country) or where


def _division(case: Case, name: Named, country: str) -> Site | None:
    """The first division of exactly a name that has an area."""
    said = name.said or name.text
    for candidate in case.world.gazetteer.lookup(said, country=country or None, limit=8):
        place = candidate.place
        if place.kind.startswith("A.") and candidate.match in _AS_WRITTEN:
            division = case.site(replace(name, text=place.name, place=place))
            if division is not None and division.area is not None:
                return division
    return None


def _border(
    case: Case, subject: Subject, other: Named, way: Direction | None, *, told: str
) -> Finding:
    where, anchor = _area_of(case, subject.named), _area_of(case, other)
    if anchor is None or where is None:
        return Finding(why=unresolved(other if anchor is None else subject.named, "neighbour"))
    if way is None or told == "subject":
        return border(where, anchor, way)
    turned = border(anchor, where, way)
    if told == "object":
        return turned
    # "on the north" may tell where X lies from Y, or Y from X
    finding = border(where, anchor, way)
    return turned if (turned.probability or 0.0) > (finding.probability or 0.0) else finding


def border(subject: Site, anchor: Site, way: Direction | None) -> Finding:
    """Hold "T abuts P from DIR" against the border of P that T lies along."""
    if subject.area is None or anchor.area is None:
        return _without_border(subject, anchor, way)
    meeting = _meeting(anchor.area, subject.area)
    if not meeting:
        gap = distance_m(anchor.area, subject.area)
        return Finding(
            measured=f"no shared border; {gap / 1000:.1f} km apart",
            probability=max(0.0, 0.5 * (1 - gap / _APART_M)),
            why=f"{subject.name} and {anchor.name} lie {gap / 1000:.1f} km apart.",
            geometry=line(*nearest_points(anchor.area, subject.area)),
        )
    widest = meeting[-1]
    shared = Finding(
        measured=f"{widest.shared_m / 1000:.0f} km of border ({widest.share:.0%}) shared",
        probability=1.0 if len(meeting) > _FEW_TOLERANCES else 0.5,
        why=f"{anchor.name} shares {widest.shared_m / 1000:.0f} km of its border with "
        f"{subject.name}.",
        geometry=widest.geometry,
    )
    if way is None:
        return shared
    normals = np.array([item.normal_deg for item in meeting])
    return _facing(shared, (subject, anchor), way, normals=normals, widest=widest)


def _facing(
    shared: Finding,
    sites: tuple[Site, Site],
    way: Direction,
    *,
    normals: Floats,
    widest: Adjacency,
) -> Finding:
    """Finding of a shared border, held against the side that it is said to lie on."""
    subject, anchor = sites
    low, high = around_deg(normals, widest.normal_deg)
    score, share = float(cone_score(normals, way).mean()), float(in_cone(normals, way).mean())
    return replace(
        shared,
        measured=f"{shared.measured}, mean outward normal {widest.normal_deg:.0f} degrees "
        f"({compass_word(widest.normal_deg)}), resultant {widest.resultant:.2f}",
        probability=lenient(score, share),
        interval=(low, high),
        why=f"{cone_words(way)}; the border that {anchor.name} "
        f"shares with {subject.name} faces {widest.normal_deg:.0f} degrees on average "
        f"({low:.0f} to {high:.0f} over tolerances of 0.5 to 5 km).",
    )


def _without_border(subject: Site, anchor: Site, way: Direction | None) -> Finding:
    gap = distance_m(anchor.extent, subject.extent)
    bearing = bearing_deg(anchor.middle, subject.middle)
    room = sum(item.place.uncertainty_m for item in (subject, anchor) if item.area is None)
    lacking = subject.name if subject.area is None else anchor.name
    word = f", bearing {bearing:.0f} degrees ({compass_word(bearing)})" if way else ""
    return Finding(
        measured=f"{gap / 1000:.1f} km apart{word}",
        probability=0.0 if gap > room + _APART_M else None,
        why=f"No area is known for {lacking}, so no shared border can be measured; the places lie "
        f"{gap / 1000:.1f} km apart{word}.",
        geometry=line(anchor.middle, subject.middle) if gap > 0 else None,
    )


@lru_cache(maxsize=256)
def _meeting(area: BaseGeometry, other: BaseGeometry) -> tuple[Adjacency, ...]:
    """Shared border at each tolerance at which there is any."""
    found = adjacencies(area, other, tolerances_m=_TOLERANCES_M)
    return tuple(item for item in found if item.shared_m > 0)
