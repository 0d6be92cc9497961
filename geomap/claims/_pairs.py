"""Claims of being between two places or on the road from one to the other."""

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from geomap.claims import _measure
from geomap.claims._lexicon import ABSTRACT
from geomap.claims._measure import Finding
from geomap.claims._referents import object_at
from geomap.claims._row import Case, claim, nothing_there, unresolved
from geomap.claims._seen import unparsed
from geomap.claims._site import Site, route
from geomap.claims._story import Named, token_at
from geomap.claims._subject import Subject
from geomap.model import Claim
from geomap.relations import GEOD, between, corridor, sample, wrap_deg

_BETWEEN_DEG, _BESIDE_DEG = 120.0, 90.0
_BESIDE_ROAD_M = 25_000.0


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
    token = token_at(case.told.passages[case.number].doc, case.found.start, case.found.end)
    return token is not None and token.head.lemma_.lower() in ABSTRACT


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
    where = case.site(subject.named)
    ids = {first.place.place_id, second.place.place_id}
    if where is not None and where.place.place_id in ids:
        where = None
    if case.found.kind == "road":
        return _on_the_road(case, subject, where, first, second)
    shape = between(first.middle, second.middle)
    if where is None:
        return Finding(geometry=shape, why=f"An area, not a point. {nothing_there(subject)}")
    angles = _angles(sample(where.extent), first, second)
    score = float(np.clip((angles - _BESIDE_DEG) / (_BETWEEN_DEG - _BESIDE_DEG), 0, 1).mean())
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


def _on_the_road(
    case: Case, subject: Subject, where: Site | None, first: Site, second: Site
) -> Finding:
    way = route(case.told.terrain, first.middle, second.middle) if case.told.terrain else None
    shape = corridor(first.middle, second.middle, way=way.line if way else None)
    how = way.method if way else "a corridor around the straight line, not the road"
    if where is not None:
        found = _measure.nearness(where, first, shape, reach_m=_BESIDE_ROAD_M)
        return replace(found, geometry=shape, why=f"{found.why} Drawn as {how}.")
    return Finding(
        geometry=shape,
        measured=f"{way.length_m / 1000:.0f} km along the stand-in" if way else "",
        why=f"Drawn as {how}. {nothing_there(subject)}",
    )
