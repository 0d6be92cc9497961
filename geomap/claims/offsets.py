"""Claims of distance and direction, and of the part of a place on one of its sides."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from geomap.claims.case import Case
from geomap.claims.distances import distance
from geomap.claims.ground import Named
from geomap.claims.headings import heading
from geomap.claims.measures import Finding, lenient
from geomap.claims.namesakes import Measure, best_reading
from geomap.claims.objects import landmark, own_border
from geomap.claims.rows import claim, compass, held_to_area, nothing_there, unparsed, unresolved
from geomap.claims.subjects import Subject, is_put, parties, subject_of
from geomap.expressions import Path, Quantity
from geomap.locating import DRAWN_M, WHOLE_RING, Site
from geomap.model import SUPPORTED, Claim
from geomap.relations import Direction, bearing_deg, cone_score, share_inside

_AWAY = re.compile(r"\s*(?:away|off|distant)\b", re.I)
_ALONG = re.compile(
    r"\s*,?\s*(?:(?P<way>by\s+(?:road|car|rail)|along\s+the\s+(?:road|highway))"
    r"|as\s+the\s+crow\s+flies|in\s+a\s+straight\s+line|by\s+air)\b",
    re.I,
)


def distances(case: Case) -> Iterator[Claim]:
    """D km DIR of P: one claim of both."""
    subject, other, end = parties(case)
    quantity = case.expression.quantity
    if other is None and subject.named is not None:
        other, end = own_border(case, subject.named.place) or (None, end)
    if quantity is None or other is None:
        yield from unparsed(case)
        return
    if (tail := _ALONG.match(case.text, end)) is not None:
        end = tail.end()
        quantity = replace(quantity, path=Path.WAY if tail["way"] else Path.STRAIGHT)
        case = replace(case, expression=replace(case.expression, quantity=quantity))
    yield from distance_and_direction(case, subject, other, end)


def lone_distances(case: Case) -> Iterator[Claim]:
    """D km to the south, D km away: measured from the place that was named last before."""
    tail = _AWAY.match(case.text, case.expression.end)
    subject, other = subject_of(case), None
    if case.expression.way is not None or tail is not None:
        other, subject = _implied(case, subject)
    if other is None:
        yield from unparsed(case)
        return
    end = tail.end() if tail is not None else case.expression.end
    yield from distance_and_direction(case, subject, other, end)


def directions(case: Case) -> Iterator[Claim]:
    """DIR of P."""
    subject, other, end = parties(case)
    if other is None or case.expression.way is None:
        yield from unparsed(case)
        return
    yield direction_row(case, subject, other, (case.expression.start, end))


def _implied(case: Case, subject: Subject) -> tuple[Named | None, Subject]:
    """The place that a distance is taken from unsaid, and its subject, which is named before."""
    start = case.expression.start
    own = subject.named.place if subject.named is not None else None
    other = landmark(case, own=own)
    if own is None:
        subject = subject_of(case, exclude=other.place_id if other else "")
    name = subject.named if subject.named is not None and subject.named.place is not None else None
    here = name is not None and (name.said or name.text) in case.text[:start]
    return (other if here or is_put(case) else None), subject


def distance_and_direction(case: Case, subject: Subject, other: Named, end: int) -> Iterator[Claim]:
    """The row of a distance and, where it has one, of its direction: one claim, one verdict."""
    quantity, span = case.expression.quantity, (case.expression.start, end)
    if quantity is None:
        return
    row = _row(
        partial(_offset, case, quantity=quantity), case, subject, other,
        relation="distance", said=(quantity.value, quantity.unit), span=span,
    )  # fmt: skip
    way = case.expression.way
    yield replace(row, way=way.word) if way is not None else row


def _offset(case: Case, subject: Subject, other: Named, *, quantity: Quantity) -> Finding:
    """Hold "D km" or "D km DIR" against where a place lies: both must fit."""
    far = _distance(case, subject, other, quantity=quantity)
    if case.expression.way is None or far.probability is None:
        return far
    side = _direction(case, subject, other, borne=far.probability >= SUPPORTED)
    if side.probability is None:
        return far
    return replace(
        far,
        measured=f"{far.measured}; {side.measured}",
        probability=min(far.probability, side.probability),
        why=f"{far.why} {side.why}",
    )


def direction_row(case: Case, subject: Subject, other: Named, span: tuple[int, int]) -> Claim:
    """The row of a direction."""
    return _row(
        partial(_direction, case), case, subject, other,
        relation="direction", said=compass(case.expression.way), span=span,
    )  # fmt: skip


def _row(measure: Measure, case: Case, subject: Subject, other: Named, **told: Any) -> Claim:
    """Claim of what is measured with the places as resolved or as their namesakes."""
    found = best_reading(case, subject, other, measure)
    return claim(case, found.finding, subject=found.subject, other=found.other, **told)


def _distance(case: Case, subject: Subject, other: Named, *, quantity: Quantity) -> Finding:
    where, anchor = case.site(subject.named), case.site(other)
    if anchor is None:
        return Finding(why=unresolved(other, "place measured from"))
    inside = case.expression.kind == "inside by"
    if inside or where is None or where.place.place_id == anchor.place.place_id:
        finding = Finding(why=nothing_there(subject))
    else:
        part, seed = subject.part, case.ground.seed
        finding = distance(where, anchor, quantity, part=part, seed=seed, world=case.world)
    if quantity.high_m > DRAWN_M:
        return finding
    shape = case.shape(anchor, kind="inside by" if inside else "distance")
    lacking = f" {WHOLE_RING}" if WHOLE_RING in shape.why else ""
    return replace(finding, geometry=shape.area, why=finding.why + lacking)


def _direction(case: Case, subject: Subject, other: Named, *, borne: bool = False) -> Finding:
    way, where, anchor = case.expression.way, case.site(subject.named), case.site(other)
    if anchor is None or way is None:
        return Finding(why=unresolved(other, "place measured from"))
    if where is None or where.place.place_id == anchor.place.place_id:
        cone = case.shape(anchor, kind="direction").area
        return Finding(geometry=cone, why=nothing_there(subject))
    return heading(where, anchor, way, part=subject.part, seed=case.ground.seed, borne=borne)


def parts_of(case: Case) -> Iterator[Claim]:
    """In the north of P: the part of P on that side of its centre."""
    subject, other, end = parties(case)
    if other is None or case.expression.way is None:
        yield from unparsed(case)
        return
    yield part_row(case, subject, other, (case.expression.start, end))


def part_row(case: Case, subject: Subject, other: Named, span: tuple[int, int]) -> Claim:
    """The row of the part of a place on one of its sides."""
    way = case.expression.way
    if way is None:
        raise ValueError("expected a part of a place with its direction")
    finding = held_to_area(case, subject, other, lambda c, w, a: _side(c, w, a, way=way))
    return claim(case, finding, subject=subject, other=other, said=compass(way), span=span)


def _side(case: Case, where: Site, whole: Site, *, way: Direction) -> Finding:
    """Hold a place against the part of another that lies on a side of its centre."""
    tag = case.expression.tag
    share = share_inside(where.extent, case.shape(whole).area)
    inside = share_inside(where.extent, whole.area) if whole.area is not None else 0.0
    bearing = bearing_deg(whole.middle, where.middle)
    cone = replace(way, half_width_deg=90.0) if tag == "half" else way
    fits = lenient(float(cone_score(bearing, cone)), share)
    # of what is far out the direction alone bears nothing out
    score = inside * max(share, min(fits, 0.5) if tag == "far" else fits)
    return Finding(
        measured=f"{share:.0%} of {where.name} lies in the {way.word} of {whole.name}; it bears "
        f"{bearing:.0f} degrees from the centre",
        probability=score if whole.area is not None else None,
        why=f"{inside:.0%} of {where.name} lies within {whole.name}, {share:.0%} {way.word} of its "
        f"centre, from which {where.name} bears {bearing:.0f} degrees.",
    )
