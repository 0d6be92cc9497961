"""Claims of distance, direction, border, nearness and parts."""

import re
from collections.abc import Iterator
from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from geomap.claims import _measure
from geomap.claims._areas import AREAS, inside, side
from geomap.claims._distance import distance, shape
from geomap.claims._find import Expression
from geomap.claims._measure import Finding
from geomap.claims._row import Case, claim, unresolved
from geomap.claims._site import PART_UNCERTAINTY_M, Site, heights, part_point
from geomap.claims._story import Named, earlier, named, object_at
from geomap.claims._subject import Subject
from geomap.model import Claim
from geomap.relations import (
    NEAR_M,
    Direction,
    between,
    corridor,
    direction,
    disc,
    sector,
    share_inside,
    widen,
)

_FAR_M = 50_000.0
_FACING = re.compile(r"\W*(?P<lead>from|on|to|in)\s+(?:the|its)\s+(?P<way>[\w-]+)", re.I)
_OWN = re.compile(r"(?:'s)?\s*(?:valley\s*)?", re.I)
_SPEED = re.compile(r"\s*(?:/|per\b|an\b)\s*h", re.I)


def distances(case: Case) -> Iterator[Claim]:
    """D km DIR of P: one row for the distance, one for the direction."""
    found = case.found
    subject, other, end = case.parties()
    anchor, where = case.site(other), case.site(subject.named)
    quantity = found.quantity
    if quantity is None or other is None:
        yield from unparsed(case)
        return
    span = (found.start, end)
    finding = _distance(case, subject, where, anchor, other)
    yield claim(
        case,
        "distance",
        finding,
        subject=subject,
        other=other,
        said=(quantity.value, quantity.unit),
        span=span,
    )
    if found.way is not None:
        yield claim(
            case,
            "direction",
            _direction(case, subject, where, anchor, other),
            subject=subject,
            other=other,
            said=(found.way.word, "compass"),
            span=span,
        )


def _distance(
    case: Case, subject: Subject, where: Site | None, anchor: Site | None, other: Named | None
) -> Finding:
    quantity, way = case.found.quantity, case.found.way
    if anchor is None or quantity is None:
        return Finding(why=unresolved(other, "place measured from"))
    if where is None or where.place.place_id == anchor.place.place_id:
        return Finding(geometry=shape(anchor, quantity, way), why=_nothing_there(subject))
    return distance(
        where,
        anchor,
        quantity,
        part=subject.part,
        seed=case.settings.seed,
        way=way,
        terrain=case.told.terrain,
    )


def _nothing_there(subject: Subject) -> str:
    if subject.named is not None and subject.named.place is None:
        return unresolved(subject.named, "subject")
    what = f"“{subject.text}”" if subject.text else "something"
    return f"The statement places {what} there; nothing else tells where that is."


def directions(case: Case) -> Iterator[Claim]:
    """DIR of P."""
    subject, other, end = case.parties()
    if other is None or case.found.way is None:
        yield from unparsed(case)
        return
    finding = _direction(case, subject, case.site(subject.named), case.site(other), other)
    yield claim(
        case,
        "direction",
        finding,
        subject=subject,
        other=other,
        said=(case.found.way.word, "compass"),
        span=(case.found.start, end),
    )


def _direction(
    case: Case, subject: Subject, where: Site | None, anchor: Site | None, other: Named | None
) -> Finding:
    way = case.found.way
    if anchor is None or way is None:
        return Finding(why=unresolved(other, "place measured from"))
    if where is None or where.place.place_id == anchor.place.place_id:
        cone = sector(anchor.extent, way, near_m=0.0, far_m=_FAR_M)
        return Finding(geometry=cone, why=_nothing_there(subject))
    return _measure.heading(where, anchor, way, part=subject.part, seed=case.settings.seed)


def parts_of(case: Case) -> Iterator[Claim]:
    """In the north of P: the part of P on that side of its centre."""
    subject, other, end = case.parties()
    if other is None or case.found.way is None:
        yield from unparsed(case)
        return
    where, whole = case.site(subject.named), case.site(other)
    finding = Finding(why=unresolved(other, "place"))
    if whole is not None:
        finding = _side(whole, where, case.found.way, subject)
    yield claim(
        case,
        "part of",
        finding,
        subject=subject,
        other=other,
        said=(case.found.way.word, "compass"),
        span=(case.found.start, end),
    )


def _side(whole: Site, where: Site | None, way: Direction, subject: Subject) -> Finding:
    shape = side(whole, way)
    if (
        where is None
        or shape is None
        or shape.is_empty
        or where.place.place_id == whole.place.place_id
    ):
        return Finding(geometry=shape, why=_nothing_there(subject))
    share = share_inside(where.extent, shape)
    return Finding(
        measured=f"{share:.0%} of {where.name} lies in the {way.word} of {whole.name}",
        probability=share if where.area is not None else None,
        why=f"{share:.0%} of {where.name} lies within {whole.name} and {way.word} of its centre.",
        geometry=shape,
    )


def borders(case: Case) -> Iterator[Claim]:
    """T abuts P (from DIR): T lies on P's DIR side; T borders P to the DIR: P on T's."""
    root = case.told.passages[case.number].doc.char_span(
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
    where, anchor = case.site(subject.named), case.site(other)
    if anchor is None or where is None:
        finding = Finding(why=unresolved(other if anchor is None else subject.named, "neighbour"))
    else:
        finding = _measure.border(where, anchor, way)
        if way is not None and tail is not None and tail["lead"].lower() != "from":
            # "X borders Y to the north" may tell where X lies from Y, or Y from X
            turned = _measure.border(anchor, where, way)
            if (turned.probability or 0.0) > (finding.probability or 0.0):
                finding = turned
    yield claim(
        case,
        "border",
        finding,
        subject=subject,
        other=other,
        said=(way.word if way else "", "compass" if way else ""),
        span=(case.found.start, end),
    )


def nearby(case: Case) -> Iterator[Claim]:
    """Near P, around P, outskirts of P, deep inside P: areas, checked where they can be."""
    subject, other, end = case.parties()
    if other is None:
        return
    anchor = case.site(other)
    where = case.site(subject.named)
    relation = {"deep": "deep inside"}.get(case.found.kind, case.found.kind)
    if anchor is None:
        finding = Finding(why=unresolved(other, "place"))
    else:
        shape = AREAS[case.found.kind](anchor)
        finding = Finding(geometry=shape, why=f"An area, not a point. {_nothing_there(subject)}")
        if where is not None and where.place.place_id != anchor.place.place_id:
            finding = _held(case, where, anchor, shape)
    yield claim(case, relation, finding, subject=subject, other=other, span=(case.found.start, end))


def _held(case: Case, where: Site, anchor: Site, shape: BaseGeometry) -> Finding:
    if case.found.kind == "near":
        found = _measure.nearness(where, anchor, reach_m=NEAR_M)
        return replace(found, geometry=shape)
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
    if target is not None:
        other, end = target
    else:
        before = _before(case)
        other = before or _in_sentence(case)
        start = min(start, before_start(case)) if before is not None else start
    if other is None:
        yield claim(
            case,
            case.found.tag,
            Finding(why="Seen; the text names no place that it belongs to."),
        )
        return
    anchor = case.site(other)
    if anchor is None:
        finding = Finding(why=unresolved(other, "place"))
    else:
        finding = part_finding(case, anchor)
    yield claim(case, case.found.tag, finding, other=other, span=(start, end))


def _before(case: Case) -> Named | None:
    """Panjshir heights: the name that stands right before the part."""
    for reference in case.told.references[case.number]:
        gap = case.text[reference.end : case.found.start]
        over = reference.start < case.found.start < reference.end
        if over or (reference.end <= case.found.start and _OWN.fullmatch(gap)):
            return named(case.told, reference)
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


def betweens(case: Case) -> Iterator[Claim]:
    """Between A and B, on the road from A to B."""
    pair = two_places(case)
    if pair is None:
        if case.found.kind == "road":
            yield from unparsed(case)
        return
    a, b, end = pair
    first, second = case.site(a), case.site(b)
    both = Named(text=f"{a.text} and {b.text}", place=a.place)
    subject = case.subject(b)
    if first is None or second is None:
        finding = Finding(why=unresolved(a if first is None else b, "place"))
    elif first.place.place_id == second.place.place_id:
        finding = Finding(why="Both names lead to the same place.")
    else:
        finding = _between(case, subject, first, second)
    yield claim(
        case, case.found.kind, finding, subject=subject, other=both, span=(case.found.start, end)
    )


def two_places(case: Case) -> tuple[Named, Named, int] | None:
    """The two places that follow an expression, joined by "and" or "to", and where they end."""
    one = object_at(case.told, case.number, case.found.at)
    if one is None:
        return None
    joined = re.compile(
        r"[\s,]*(?:province|valley|city|district)?[\s,]*(?:and|to|with|-|–|through to)\s+", re.I
    )
    tail = joined.match(case.text, one[1])
    two = object_at(case.told, case.number, tail.end()) if tail else None
    return (one[0], two[0], two[1]) if two is not None else None


def _between(case: Case, subject: Subject, first: Site, second: Site) -> Finding:
    if case.found.kind == "road":
        from geomap.claims._site import route

        way = route(case.told.terrain, first.middle, second.middle) if case.told.terrain else None
        shape = corridor(first.middle, second.middle, way=way.line if way else None)
        how = way.method if way else "a corridor around the straight line, not the road"
        return Finding(
            geometry=shape,
            measured=f"{way.length_m / 1000:.0f} km along the stand-in" if way else "",
            why=f"Drawn as {how}. {_nothing_there(subject)}",
        )
    shape = between(first.middle, second.middle)
    where = case.site(subject.named)
    ids = {first.place.place_id, second.place.place_id}
    if where is None or where.place.place_id in ids:
        return Finding(geometry=shape, why=f"An area, not a point. {_nothing_there(subject)}")
    share = share_inside(where.extent, shape)
    return Finding(
        measured=f"{share:.0%} of {where.name} lies where both are at least 120 degrees apart",
        probability=share
        if where.area is not None
        else share_inside(widen(where.extent, max(_measure.core_m_of(where), 1.0)), shape),
        why=f"{share:.0%} of {where.name} lies between {first.name} and {second.name}.",
        geometry=shape,
    )


def unparsed(case: Case) -> Iterator[Claim]:
    """What was seen and could not be read: a row that says so."""
    unit = case.found.quantity.unit if case.found.quantity else ""
    if unit in {"m", "feet", "yards"} or _SPEED.match(case.text, case.found.end):
        return
    reason = "no place was found that it is measured from"
    if case.found.kind == "lone distance" and case.found.way is None:
        reason = "a distance without a place that it is measured from"
    quantity = case.found.quantity
    yield claim(
        case,
        "unparsed",
        Finding(why=f"Seen and not parsed: {reason}."),
        said=(
            quantity.value if quantity else (case.found.way.word if case.found.way else ""),
            unit or ("compass" if case.found.way else ""),
        ),
    )


def landforms(case: Case) -> Iterator[Claim]:
    """Into a deep valley, to mountains: seen, unnamed, and never a point."""
    found: Expression = case.found
    if any(r.start < found.end and r.end > found.start for r in case.told.references[case.number]):
        return
    if re.search(rf"\bthe\s+(?:[\w-]+\s+)?{found.tag}$", case.text[found.start : found.end], re.I):
        return
    yield claim(
        case,
        "landform",
        Finding(why=f"Seen; the {found.tag} has no name, so it is not mapped as a point."),
        said=(found.tag, ""),
    )
