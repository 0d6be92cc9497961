"""Claims of being between two places or closer to one of them."""

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from geomap.claims import _measure
from geomap.claims._lexicon import ABSTRACT
from geomap.claims._measure import Finding
from geomap.claims._on_roads import on_the_road
from geomap.claims._referents import object_at
from geomap.claims._row import Case, claim, nothing_there, unresolved
from geomap.claims._seen import unparsed
from geomap.claims._site import Site
from geomap.claims._story import Named, token_at
from geomap.claims._subject import Subject
from geomap.model import Claim
from geomap.relations import (
    GEOD,
    Spread,
    between,
    distance_m,
    nearer,
    nearest_points,
    sample,
    wrap_deg,
)

_BETWEEN_DEG, _BESIDE_DEG = 120.0, 90.0
_SHARES = {
    "half": 1 / 2,
    "third": 1 / 3,
    "two thirds": 2 / 3,
    "quarter": 1 / 4,
    "three quarters": 3 / 4,
}
_SHARE_ROOM = 1 / 6
_THAN = re.compile(r"\s*,?\s*than\s+(?:(?:it\s+is|they\s+are)\s+)?(?:to\s+)?", re.I)


def betweens(case: Case) -> Iterator[Claim]:
    """Between A and B, on the road from A to B."""
    pair = two_places(case)
    if pair is not None and case.found.kind == "between" and _abstract(case):
        return
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


def _abstract(case: Case) -> bool:
    """Whether it is ties, talks or flights that are between two places."""
    token = token_at(case.told.paragraphs[case.number].doc, case.found.start, case.found.end)
    return token is not None and token.head.lemma_.lower() in ABSTRACT


def two_places(case: Case) -> tuple[Named, Named, int] | None:
    """The two places that follow an expression, joined by "and" or "to", and where they end."""
    one = object_at(case.told, case.number, case.found.at)
    if one is None:
        return None
    joined = re.compile(
        r"[\s,]*(?:province|valley|city|district)?[\s,]*(?:and|to|with|-|–|through to"
        rf"{'|from' if case.found.tag == 'way' else ''})\s+",
        re.I,
    )
    tail = joined.match(case.text, one[1])
    two = object_at(case.told, case.number, tail.end()) if tail else None
    return (one[0], two[0], two[1]) if two is not None else None


def _between(case: Case, subject: Subject, first: Site, second: Site) -> Finding:
    where = case.site(subject.named)
    ids = {first.place.place_id, second.place.place_id}
    if where is not None and where.place.place_id in ids:
        where = None
    if case.found.kind == "road":
        return on_the_road(case, subject, where, first, second)
    shape = between(first.middle, second.middle, stretch=stretch(case.found.tag))
    if where is None:
        return Finding(geometry=shape, why=f"An area, not a point. {nothing_there(subject)}")
    angles = _angles(sample(where.extent), first, second)
    score = float(np.clip((angles - _BESIDE_DEG) / (_BETWEEN_DEG - _BESIDE_DEG), 0, 1).mean())
    if case.found.tag in _SHARES:
        return _part_way(case, where, first, second, score)
    low, high = np.quantile(angles, [0.05, 0.95])
    return Finding(
        measured=f"{first.name} and {second.name} lie {np.median(angles):.0f} degrees apart as "
        f"seen from {where.name}",
        probability=score,
        interval=(float(low), float(high)),
        why=f"Between means at least {_BETWEEN_DEG:.0f} degrees apart, and not between at most "
        f"{_BESIDE_DEG:.0f}; {first.name} and {second.name} lie {np.median(angles):.0f} degrees "
        f"apart as seen from {where.name}.",
        geometry=shape,
    )


def _angles(points: npt.NDArray[np.float64], first: Site, second: Site) -> npt.NDArray[np.float64]:
    """Angles in degrees between two places as seen from points of longitude and latitude."""
    ones = np.ones(len(points))
    ways = [
        np.asarray(GEOD.inv(points[:, 0], points[:, 1], m.x * ones, m.y * ones)[0])
        for m in (first.middle, second.middle)
    ]
    return np.asarray(np.abs(wrap_deg(ways[0] - ways[1])))


def stretch(tag: str) -> tuple[float, float]:
    """Part of the way between two places that words select: a third of it, "halfway" the middle."""
    share = _SHARES.get(tag)
    if share is None:
        return (0.0, 1.0)
    return max(share - _SHARE_ROOM, 0.0), min(share + _SHARE_ROOM, 1.0)


def _part_way(case: Case, where: Site, first: Site, second: Site, score: float) -> Finding:
    """Hold "halfway between A and B": between them, and that part of the way from A to B."""
    lengths = [
        _measure.drawn_lines(end.spread, where.spread, case.settings.seed)[1]
        for end in (first, second)
    ]
    shares = lengths[0] / np.maximum(lengths[0] + lengths[1], 1.0)
    low, high = stretch(case.found.tag)
    off = np.maximum(np.maximum(low - shares, shares - high), 0.0)
    fit = float(np.clip(1.0 - off / _SHARE_ROOM, 0.0, 1.0).mean())
    at = float(np.median(shares))
    return Finding(
        measured=f"{where.name} lies {at:.0%} of the way from {first.name} to {second.name}",
        probability=min(score, fit),
        interval=(float(np.quantile(shares, 0.05)), float(np.quantile(shares, 0.95))),
        why=f"{case.found.tag.capitalize()} of the way leaves {low:.0%} to {high:.0%} open; "
        f"{where.name} lies at {at:.0%} from {first.name} to {second.name}, and between them with "
        f"a score of {score:.2f}.",
        geometry=between(first.middle, second.middle, stretch=(low, high)),
    )


def closers(case: Case) -> Iterator[Claim]:
    """Closer to A than to B: two distances, one held against the other."""
    one = object_at(case.told, case.number, case.found.at)
    than = _THAN.match(case.text, one[1]) if one is not None else None
    if one is None or than is None:
        return
    two = object_at(case.told, case.number, than.end())
    if two is None:
        yield from unparsed(case)
        return
    subject = case.subject(two[0])
    both = Named(text=f"{one[0].text} than {two[0].text}", place=one[0].place)
    finding = _closer(case, subject, one[0], two[0])
    span = (case.found.start, two[1])
    yield claim(case, "closer", finding, subject=subject, other=both, span=span)


def _closer(case: Case, subject: Subject, near: Named, far: Named) -> Finding:
    first, second, where = case.site(near), case.site(far), case.site(subject.named)
    if first is None or second is None:
        return Finding(why=unresolved(near if first is None else far, "place"))
    if first.place.place_id == second.place.place_id:
        return Finding(why="Both names lead to the same place.")
    shape = nearer(first.middle, second.middle)
    if where is None or where.place.place_id in {first.place.place_id, second.place.place_id}:
        return Finding(geometry=shape, why=nothing_there(subject))
    to_first, to_second = (_lengths(case, end, where) for end in (first, second))
    said = (
        f"{where.name} is {np.median(to_first) / 1000:.1f} km from {first.name} and "
        f"{np.median(to_second) / 1000:.1f} km from {second.name}"
    )
    return Finding(
        measured=f"{said} (straight line, not road)",
        probability=_nearer_share(where, (first, second), to_first < to_second),
        why=f"{said} in a straight line.",
        geometry=shape,
    )


def _lengths(case: Case, end: Site, where: Site) -> npt.NDArray[np.float64]:
    """Drawn distances from a place to an end; to a border, to where it is nearest."""
    spread = end.spread
    if end.edge:
        spread = Spread(geometry=nearest_points(end.extent, where.middle)[0])
    return _measure.drawn_lines(spread, where.spread, case.settings.seed)[1]


def _nearer_share(where: Site, ends: tuple[Site, Site], drawn: npt.NDArray[np.bool_]) -> float:
    """Share of the draws that are nearer to the first end; of areas the edges count as well."""
    share = float(drawn.mean())
    if all(item.area is None for item in (where, *ends)):
        return share
    gaps = [distance_m(end.extent, where.extent) for end in ends]
    return (share + (0.5 if gaps[0] == gaps[1] else float(gaps[0] < gaps[1]))) / 2
