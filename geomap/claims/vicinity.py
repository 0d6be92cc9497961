"""Claims of being near, around, off or inside a place, or just across a border from it."""

import re
from collections.abc import Iterator

import numpy as np
from shapely.geometry.base import BaseGeometry

from geomap.claims.case import Case
from geomap.claims.doubts import unless_far
from geomap.claims.ground import Named
from geomap.claims.measures import Finding, nearness
from geomap.claims.rows import claim, held_to_area, nothing_there, unparsed, unresolved
from geomap.claims.subjects import parties
from geomap.locating import Site, beyond
from geomap.model import Claim
from geomap.relations import NEAR_M, distance_m, share_inside

_FAR_M = 50_000.0
_THERE = re.compile(r"deep\s+(?:inside|within)|outskirts|suburbs|coast", re.I)
"""What is said of places alone, also of those without a name: "deep inside the desert"."""

_PLACE_LABELS = frozenset(["GPE", "LOC", "FAC"])
_REACH_M = {"near": NEAR_M, "outskirts": 10_000.0}
"""How far off the area that the words select a place may still be said to lie in it."""

_BORDER_REACH_M = 75_000.0
"""The same for a border."""


def nearby(case: Case) -> Iterator[Claim]:
    """Near P, around P, outskirts of P, deep inside P: areas, checked where they can be."""
    subject, other, end = parties(case)
    if other is None or not is_place(case, other):
        if _THERE.search(case.words):
            yield from unparsed(case)
        return
    anchor, where = case.site(other), case.site(subject.named)
    if anchor is None:
        finding = Finding(why=unresolved(other, "place"))
    else:
        shape = case.shape(anchor).area
        finding = Finding(geometry=shape, why=f"An area, not a point. {nothing_there(subject)}")
        moves = case.words.lower().startswith("into")
        if not moves and where is not None and where.place.place_id != anchor.place.place_id:
            finding = _held(case, where, anchor, shape)
    yield claim(case, finding, subject=subject, other=other, span=(case.expression.start, end))


def is_place(case: Case, name: Named) -> bool:
    """Whether a name that no gazetteer knows is at least taken for a place by the parser."""
    if name.place is not None or name.said:
        return True
    at = case.text.find(name.text, case.expression.at)
    span = case.doc.char_span(at, at + len(name.text), alignment_mode="expand")
    return span is not None and any(token.ent_type_ in _PLACE_LABELS for token in span)


def _held(case: Case, where: Site, anchor: Site, shape: BaseGeometry) -> Finding:
    reach_m = _REACH_M.get(case.expression.kind)
    if reach_m is not None:
        reach_m = _BORDER_REACH_M if anchor.edge else reach_m
        return unless_far(nearness(where, anchor, shape, reach_m=reach_m), where, anchor)
    share = share_inside(where.extent, shape)
    chance = share if where.area is not None or where.spread.uncertainty_m < _FAR_M else None
    return Finding(
        measured=f"{share:.0%} of {where.name} lies inside",
        probability=chance,
        why=f"{share:.0%} of {where.name} lies in the area that the words select.",
        geometry=shape,
    )


def opposites(case: Case) -> Iterator[Claim]:
    """Just across the border from P, across the river from P."""
    subject, other, end = parties(case)
    if other is None:
        yield from unparsed(case)
        return
    finding = held_to_area(case, subject, other, _opposite)
    yield claim(case, finding, subject=subject, other=other, span=(case.expression.start, end))


def _opposite(case: Case, where: Site, anchor: Site) -> Finding:
    """Near, and in another country; that two places have a river between them is not known."""
    tag = case.expression.tag
    _, lacking = beyond(tag, anchor, case.world.gazetteer)
    gap_m = distance_m(where.extent, anchor.extent)
    close = float(np.clip(2.0 - gap_m / NEAR_M, 0.0, 1.0))
    abroad = where.place.country != anchor.place.country
    ends = f"{where.name} ({where.place.country}) and {anchor.name} ({anchor.place.country})"
    lands = "two countries" if abroad else "one country"
    facing = close if abroad else close / 2
    known = {"border": close if abroad else 0.0, "river": close / 2, "opposite": facing}
    return Finding(
        measured=f"{gap_m / 1000:.1f} km apart",
        probability=known.get(tag),
        why=f"{ends} lie {gap_m / 1000:.1f} km apart, in {lands}. {lacking}".strip(),
    )
