"""Claims of being between two places or closer to one of them."""

import re
from collections.abc import Iterator

import numpy as np

from geomap.claims.case import Case
from geomap.claims.ground import Named
from geomap.claims.measures import Finding, Floats, drawn_lines
from geomap.claims.objects import object_at
from geomap.claims.rows import claim, nothing_there, unparsed
from geomap.claims.subjects import Subject, subject_of
from geomap.claims.ways import as_one, elsewhere, held_to_road, two_sites
from geomap.lexicon import words
from geomap.locating import SHARE_ROOM, SHARES, Site, stretch
from geomap.model import Claim
from geomap.relations import GEOD, Spread, distance_m, nearest_points, sample, wrap_deg

_BETWEEN_DEG, _BESIDE_DEG = 120.0, 90.0
_JOINED = (
    r"[\s,]*(?:province|valley|city|district)?[\s,]*(?:and|to|with|-|–|through to{from_too})\s+"
)
_ABSTRACT = words("deeds.between")
"""What is between two places and is no place: ties, talks, flights."""

_THAN = re.compile(r"\s*,?\s*than\s+(?:(?:it\s+is|they\s+are)\s+)?(?:to\s+)?", re.I)


def betweens(case: Case) -> Iterator[Claim]:
    """Between A and B, on the road from A to B."""
    pair, road = two_places(case, case.expression.at), case.expression.kind == "road"
    if pair is None:
        if road:
            yield from unparsed(case)
        return
    if not road and _abstract(case):
        return
    *ends, end = pair
    both = (ends[0], ends[1])
    subject = subject_of(case, exclude=both[1].place_id)
    finding = held_to_road(case, subject, both, "place") if road else between(case, subject, both)
    span = (case.expression.start, end)
    yield claim(case, finding, subject=subject, other=as_one(both), span=span)


def _abstract(case: Case) -> bool:
    """Whether it is ties, talks or flights that are between two places."""
    token = case.root
    return token is not None and token.head.lemma_.lower() in _ABSTRACT


def two_places(case: Case, at: int) -> tuple[Named, Named, int] | None:
    """The two places that follow a position, joined by "and" or "to", and where they end."""
    one = object_at(case, at)
    if one is None:
        return None
    from_too = "|from" if case.expression.tag == "way" else ""
    tail = re.compile(_JOINED.format(from_too=from_too), re.I).match(case.text, one[1])
    two = object_at(case, tail.end()) if tail else None
    return (one[0], two[0], two[1]) if two is not None else None


def between(case: Case, subject: Subject, ends: tuple[Named, Named]) -> Finding:
    """Hold a subject against lying between two places."""
    sites = two_sites(case, ends, "place")
    if isinstance(sites, Finding):
        return sites
    first, second = sites
    where, shape = elsewhere(case, subject, sites), case.shape(*sites).area
    if where is None:
        return Finding(geometry=shape, why=f"An area, not a point. {nothing_there(subject)}")
    angles = _angles(sample(where.extent), first, second)
    score = float(np.clip((angles - _BESIDE_DEG) / (_BETWEEN_DEG - _BESIDE_DEG), 0, 1).mean())
    if case.expression.tag in SHARES:
        return _part_way(case, where, sites, score=score)
    low, high = np.quantile(angles, [0.05, 0.95])
    apart = f"{first.name} and {second.name} lie {np.median(angles):.0f} degrees apart as seen"
    return Finding(
        measured=f"{apart} from {where.name}",
        probability=score,
        interval=(float(low), float(high)),
        why=f"Between means at least {_BETWEEN_DEG:.0f} degrees apart, and not between at most "
        f"{_BESIDE_DEG:.0f}; {apart} from {where.name}.",
        geometry=shape,
    )


def _angles(points: Floats, first: Site, second: Site) -> Floats:
    """Angles in degrees between two places as seen from points of longitude and latitude."""
    ones = np.ones(len(points))
    ways = [
        np.asarray(GEOD.inv(points[:, 0], points[:, 1], m.x * ones, m.y * ones)[0])
        for m in (first.middle, second.middle)
    ]
    return np.asarray(np.abs(wrap_deg(ways[0] - ways[1])))


def _part_way(case: Case, where: Site, sites: tuple[Site, Site], *, score: float) -> Finding:
    """Hold "halfway between A and B": between them, and that part of the way from A to B."""
    first, second = sites
    lengths = [drawn_lines(end.spread, where.spread, case.ground.seed)[1] for end in sites]
    shares = lengths[0] / np.maximum(lengths[0] + lengths[1], 1.0)
    low, high = stretch(case.expression.tag)
    off = np.maximum(np.maximum(low - shares, shares - high), 0.0)
    fit = float(np.clip(1.0 - off / SHARE_ROOM, 0.0, 1.0).mean())
    at = float(np.median(shares))
    return Finding(
        measured=f"{where.name} lies {at:.0%} of the way from {first.name} to {second.name}",
        probability=min(score, fit),
        interval=(float(np.quantile(shares, 0.05)), float(np.quantile(shares, 0.95))),
        why=f"{case.expression.tag.capitalize()} of the way leaves {low:.0%} to {high:.0%} open; "
        f"{where.name} lies at {at:.0%} from {first.name} to {second.name}, and between them with "
        f"a score of {score:.2f}.",
        geometry=case.shape(*sites).area,
    )


def closers(case: Case) -> Iterator[Claim]:
    """Closer to A than to B: two distances, one held against the other."""
    one = object_at(case, case.expression.at)
    than = _THAN.match(case.text, one[1]) if one is not None else None
    if one is None or than is None:
        return
    two = object_at(case, than.end())
    if two is None:
        yield from unparsed(case)
        return
    ends, subject = (one[0], two[0]), subject_of(case, exclude=two[0].place_id)
    span = (case.expression.start, two[1])
    finding = _closer(case, subject, ends)
    yield claim(case, finding, subject=subject, other=as_one(ends, "than"), span=span)


def _closer(case: Case, subject: Subject, ends: tuple[Named, Named]) -> Finding:
    sites = two_sites(case, ends, "place")
    if isinstance(sites, Finding):
        return sites
    shape, where = case.shape(*sites).area, elsewhere(case, subject, sites)
    if where is None:
        return Finding(geometry=shape, why=nothing_there(subject))
    to_first, to_second = (_lengths(case, site, where) for site in sites)
    said = (
        f"{where.name} is {np.median(to_first) / 1000:.1f} km from {sites[0].name} and "
        f"{np.median(to_second) / 1000:.1f} km from {sites[1].name}"
    )
    return Finding(
        measured=f"{said} (straight line, not road)",
        probability=_nearer_share(where, sites, float(np.mean(to_first < to_second))),
        why=f"{said} in a straight line.",
        geometry=shape,
    )


def _lengths(case: Case, end: Site, where: Site) -> Floats:
    """Drawn distances from a place to an end; to a border, to where it is nearest."""
    spread = end.spread
    if end.edge:
        spread = Spread(geometry=nearest_points(end.extent, where.middle)[0])
    return drawn_lines(spread, where.spread, case.ground.seed)[1]


def _nearer_share(where: Site, ends: tuple[Site, Site], share: float) -> float:
    """Share of the draws that are nearer to the first end; of areas the edges count as well."""
    if all(item.area is None for item in (where, *ends)):
        return share
    gaps = [distance_m(end.extent, where.extent) for end in ends]
    return (share + (0.5 if gaps[0] == gaps[1] else float(gaps[0] < gaps[1]))) / 2
