"""Claims of distance and direction."""

import re
from collections.abc import Iterator
from dataclasses import replace

from geomap.claims import _measure
from geomap.claims._antecedents import landmark
from geomap.claims._areas import side
from geomap.claims._countries import WHOLE_RING, sea_side
from geomap.claims._distance import distance, rim, shape
from geomap.claims._find import Expression
from geomap.claims._measure import Finding
from geomap.claims._namesakes import best_reading
from geomap.claims._quantity import Path
from geomap.claims._row import Case, claim, nothing_there, unresolved
from geomap.claims._seen import unparsed
from geomap.claims._site import Site
from geomap.claims._story import Named
from geomap.claims._subject import Subject
from geomap.model import Claim
from geomap.relations import (
    bearing_deg,
    cone_score,
    sector,
    share_inside,
)

_FAR_M = 50_000.0
_AWAY = re.compile(r"\s*(?:away|off|distant)\b", re.I)
_ALONG = re.compile(
    r"\s*,?\s*(?:(?P<way>by\s+(?:road|car|rail)|along\s+the\s+(?:road|highway))"
    r"|as\s+the\s+crow\s+flies|in\s+a\s+straight\s+line|by\s+air)\b",
    re.I,
)


def distances(case: Case) -> Iterator[Claim]:
    """D km DIR of P: one row for the distance, one for the direction."""
    found = case.found
    subject, other, end = case.parties()
    quantity = found.quantity
    if quantity is None or other is None:
        yield from unparsed(case)
        return
    if (tail := _ALONG.match(case.text, end)) is not None:
        end = tail.end()
        path = Path.WAY if tail["way"] else Path.STRAIGHT
        quantity = replace(quantity, path=path)
        case = replace(case, found=replace(found, quantity=quantity))
    yield from _both(case, subject, other, (found.start, end))


def lone_distances(case: Case) -> Iterator[Claim]:
    """D km to the south, D km away: measured from the place that was named last before."""
    tail = _AWAY.match(case.text, case.found.end)
    subject = case.subject(None)
    other = None
    if case.found.way is not None or tail is not None:
        other, subject = _implied(case, subject)
    if other is None:
        yield from unparsed(case)
        return
    end = tail.end() if tail is not None else case.found.end
    yield from _both(case, subject, other, (case.found.start, end))


def _implied(case: Case, subject: Subject) -> tuple[Named | None, Subject]:
    """The place that a distance is taken from unsaid, and its subject, which is named before."""
    own = subject.named.place if subject.named is not None else None
    other = landmark(case.told, case.number, case.found.start, own=own)
    if own is None:
        subject = case.subject(other)
    name = subject.named if subject.named is not None and subject.named.place is not None else None
    here = name is not None and (name.said or name.text) in case.text[: case.found.start]
    return (other if here else None), subject


def _both(case: Case, subject: Subject, other: Named, span: tuple[int, int]) -> Iterator[Claim]:
    """The rows of a distance and, where it has one, of its direction."""
    quantity, way = case.found.quantity, case.found.way
    if quantity is None:
        return
    finding, who, whom = best_reading(
        case, subject, other, lambda s, w, a, o: _distance(case, s, w, a, o)
    )
    yield claim(
        case,
        "distance",
        finding,
        subject=who,
        other=whom,
        said=(quantity.value, quantity.unit),
        span=span,
    )
    if way is not None:
        finding, who, whom = best_reading(
            case, subject, other, lambda s, w, a, o: _direction(case, s, w, a, o)
        )
        yield claim(
            case,
            "direction",
            finding,
            subject=who,
            other=whom,
            said=(way.word, "compass"),
            span=span,
        )


def _distance(
    case: Case, subject: Subject, where: Site | None, anchor: Site | None, other: Named | None
) -> Finding:
    quantity, way = case.found.quantity, case.found.way
    if anchor is None or quantity is None:
        return Finding(why=unresolved(other, "place measured from"))
    if case.found.kind == "inside by":
        return Finding(geometry=rim(anchor, quantity), why=nothing_there(subject))
    if where is None or where.place.place_id == anchor.place.place_id:
        finding = Finding(geometry=shape(anchor, quantity, way), why=nothing_there(subject))
    else:
        finding = distance(
            where,
            anchor,
            quantity,
            part=subject.part,
            seed=case.settings.seed,
            way=way,
            terrain=case.told.terrain,
        )
    return _off(case, finding) if case.found.tag == "sea" else finding


def _off(case: Case, finding: Finding) -> Finding:
    """Finding with its area kept to the sea, for "20 miles off Hodeidah"; else said to be whole."""
    sea = sea_side(finding.geometry, case.told.gazetteer) if finding.geometry is not None else None
    if sea is None:
        return replace(finding, why=f"{finding.why} {WHOLE_RING}")
    return replace(finding, geometry=sea)


def directions(case: Case) -> Iterator[Claim]:
    """DIR of P."""
    subject, other, end = case.parties()
    if other is None or case.found.way is None:
        yield from unparsed(case)
        return
    finding, who, whom = best_reading(
        case, subject, other, lambda s, w, a, o: _direction(case, s, w, a, o)
    )
    yield claim(
        case,
        "direction",
        finding,
        subject=who,
        other=whom,
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
        return Finding(geometry=cone, why=nothing_there(subject))
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
        finding = _side(whole, where, case.found, subject)
    yield claim(
        case,
        "part of",
        finding,
        subject=subject,
        other=other,
        said=(case.found.way.word, "compass"),
        span=(case.found.start, end),
    )


def _side(whole: Site, where: Site | None, found: Expression, subject: Subject) -> Finding:
    way = found.way
    shape = side(whole, way, found.tag) if way is not None else None
    if (
        where is None
        or way is None
        or shape is None
        or shape.is_empty
        or where.place.place_id == whole.place.place_id
    ):
        return Finding(geometry=shape, why=nothing_there(subject))
    share = share_inside(where.extent, shape)
    inside = share_inside(where.extent, whole.area) if whole.area is not None else 0.0
    bearing = bearing_deg(whole.middle, where.middle)
    cone = replace(way, half_width_deg=90.0) if found.tag == "half" else way
    fits = _measure.lenient(float(cone_score(bearing, cone)), share)
    # of what is far out the direction alone bears nothing out
    score = inside * max(share, min(fits, 0.5) if found.tag == "far" else fits)
    return Finding(
        measured=f"{share:.0%} of {where.name} lies in the {way.word} of {whole.name}; it bears "
        f"{bearing:.0f} degrees from the centre",
        probability=score if whole.area is not None else None,
        why=f"{inside:.0%} of {where.name} lies within {whole.name}, {share:.0%} {way.word} of its "
        f"centre, from which {where.name} bears {bearing:.0f} degrees.",
        geometry=shape,
    )
