"""Claims of nearness, of being inside, and of the parts of places."""

import re
from collections.abc import Iterator
from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from geomap.claims import _measure
from geomap.claims._antecedents import earlier
from geomap.claims._areas import AREAS, inside, towards
from geomap.claims._countries import sea_side
from geomap.claims._doubt import unless_far
from geomap.claims._measure import Finding
from geomap.claims._referents import object_at
from geomap.claims._row import Case, claim, nothing_there, unresolved
from geomap.claims._seen import unparsed
from geomap.claims._site import PART_UNCERTAINTY_M, Site, heights, part_point
from geomap.claims._story import Named, named
from geomap.model import Claim
from geomap.relations import NEAR_M, disc, share_inside

_FAR_M = 50_000.0
_LAND = re.compile(
    r"(?:the|a|its|this|that)\s+(?:[\w-]+\s+){0,2}?(?:valley|gorge|pass|canyon|river)\b", re.I
)
_THERE = re.compile(r"deep\s+(?:inside|within)|outskirts|suburbs|coast", re.I)
"""What is said of places alone, also of those without a name: "deep inside the desert"."""

_OUTSKIRTS_M = 10_000.0
_BORDER_REACH_M = 75_000.0
"""Beyond 25 km, how far off a border "near the border" may still be said."""
_OWN = re.compile(r"(?:'s)?\s*(?:valley\s*)?", re.I)


def nearby(case: Case) -> Iterator[Claim]:
    """Near P, around P, outskirts of P, deep inside P: areas, checked where they can be."""
    subject, other, end = case.parties()
    if other is None or not _is_place(case, other):
        if _THERE.search(case.text[case.found.start : case.found.end]):
            yield from unparsed(case)
        return
    anchor = case.site(other)
    where = case.site(subject.named)
    relation = {"deep": "deep inside"}.get(case.found.kind, case.found.kind)
    if anchor is None:
        finding = Finding(why=unresolved(other, "place"))
    else:
        shape = _shape(case, anchor)
        finding = Finding(geometry=shape, why=f"An area, not a point. {nothing_there(subject)}")
        moves = case.text[case.found.start : case.found.end].lower().startswith("into")
        if not moves and where is not None and where.place.place_id != anchor.place.place_id:
            finding = _held(case, where, anchor, shape)
    yield claim(case, relation, finding, subject=subject, other=other, span=(case.found.start, end))


def _shape(case: Case, anchor: Site) -> BaseGeometry:
    """Area that the words select around or inside a place, made once a report."""
    way = case.found.way
    key = ("area", case.found.kind, way, anchor.place.place_id, anchor.edge)
    if key not in case.told.known:
        shape = towards(AREAS[case.found.kind](anchor), anchor, way)
        sea = sea_side(shape, case.told.gazetteer) if case.found.kind == "offshore" else None
        case.told.known[key] = shape if sea is None else sea
    return case.told.known[key]


def _is_place(case: Case, name: Named) -> bool:
    """Whether a name that no gazetteer knows is at least taken for a place by the parser."""
    if name.place is not None or name.said:
        return True
    at = case.text.find(name.text, case.found.at)
    span = case.told.paragraphs[case.number].doc.char_span(
        at, at + len(name.text), alignment_mode="expand"
    )
    return span is not None and any(t.ent_type_ in {"GPE", "LOC", "FAC"} for t in span)


def _held(case: Case, where: Site, anchor: Site, shape: BaseGeometry) -> Finding:
    if case.found.kind in {"near", "outskirts"}:
        reach_m = NEAR_M if case.found.kind == "near" else _OUTSKIRTS_M
        reach_m = _BORDER_REACH_M if anchor.edge else reach_m
        found = _measure.nearness(where, anchor, shape, reach_m=reach_m)
        return unless_far(replace(found, geometry=shape), (where, anchor))
    share = share_inside(where.extent, shape)
    chance = share if where.area is not None or _measure.core_m_of(where) < _FAR_M else None
    return Finding(
        measured=f"{share:.0%} of {where.name} lies inside",
        probability=chance,
        why=f"{share:.0%} of {where.name} lies in the area that the words select.",
        geometry=shape,
    )


def part_claims(case: Case) -> Iterator[Claim]:
    """The mouth of P, the P heights, narrow entrances: the part as an area."""
    target = object_at(case.told, case.number, case.found.at) if case.found.kind == "part" else None
    start, end = case.found.start, case.found.end
    other: Named | None
    if target is not None and not _is_place(case, target[0]):
        return
    if target is not None:
        other, end = target
    elif case.found.kind == "part" and not _LAND.match(case.text, case.found.at):
        return
    else:
        before = _before(case)
        other = before or _in_sentence(case)
        start = min(start, before_start(case)) if before is not None else start
    if other is None or _own_name(case, other):
        return
    anchor = case.site(other)
    if anchor is None:
        finding = Finding(why=unresolved(other, "place"))
    else:
        finding = part_finding(case, anchor)
    yield claim(case, case.found.tag, finding, other=other, span=(start, end))


def _own_name(case: Case, name: Named) -> bool:
    """Whether the part belongs to a settlement's own name: "Crown Heights"."""
    word = case.text[case.found.start : case.found.end].strip().lower()
    place = name.place
    return place is not None and place.kind.startswith("P.") and word in place.name.lower()


def _before(case: Case) -> Named | None:
    """Panjshir heights: the name that stands right before the part."""
    for reference in case.told.references[case.number]:
        gap = case.text[reference.end : case.found.start]
        over = reference.start < case.found.start < reference.end
        if over or (reference.end <= case.found.start and _OWN.fullmatch(gap)):
            return named(reference)
    return None


def before_start(case: Case) -> int:
    """Start of the name that stands right before the part."""
    ends = [r for r in case.told.references[case.number] if r.start < case.found.start]
    return ends[-1].start if ends else case.found.start


def _in_sentence(case: Case) -> Named | None:
    """Valley that the sentence speaks of: "the strategic valley ... with narrow entrances"."""
    sentence = re.split(r"[.;!?]\s", case.text[: case.found.start])[-1]
    nouns = re.findall(
        r"\bthe\s+(?:[\w-]+\s+){0,2}?(valley|gorge|province|city|town|pass)\b", sentence, re.I
    )
    return earlier(case.told, case.number, case.found.start, nouns[0]) if nouns else None


def part_finding(case: Case, anchor: Site) -> Finding:
    """Area of the part that the words select, with how it was found."""
    part = case.found.tag
    point = part_point(anchor, part)
    if point is not None:
        return Finding(
            measured=f"{part} of {anchor.name} at {point.x:.3f}, {point.y:.3f}",
            geometry=disc(point, 2 * PART_UNCERTAINTY_M),
            why=f"The {part} of {anchor.name} as derived from the terrain, to about "
            f"{PART_UNCERTAINTY_M / 1000:.0f} km; there is no figure to hold against it.",
        )
    if part == "heights" and (band := heights(anchor, case.told.terrain)) is not None:
        return Finding(
            geometry=band,
            measured=f"the upper third of the elevations of {anchor.name}",
            why="An area, not a point: the upper third of the place's elevations.",
        )
    lacking = (
        "no terrain is known there" if case.told.terrain is None else "the terrain does not tell"
    )
    return Finding(
        geometry=inside(anchor),
        why=f"The whole of {anchor.name} stands in for its {part}: {lacking}.",
    )
