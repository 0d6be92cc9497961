"""Claims of being between two places or on the road from one to the other."""

import re
from collections.abc import Iterator

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
from geomap.relations import between, corridor, share_inside, widen


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
    if case.found.kind == "road":
        way = route(case.told.terrain, first.middle, second.middle) if case.told.terrain else None
        shape = corridor(first.middle, second.middle, way=way.line if way else None)
        how = way.method if way else "a corridor around the straight line, not the road"
        return Finding(
            geometry=shape,
            measured=f"{way.length_m / 1000:.0f} km along the stand-in" if way else "",
            why=f"Drawn as {how}. {nothing_there(subject)}",
        )
    shape = between(first.middle, second.middle)
    where = case.site(subject.named)
    ids = {first.place.place_id, second.place.place_id}
    if where is None or where.place.place_id in ids:
        return Finding(geometry=shape, why=f"An area, not a point. {nothing_there(subject)}")
    share = share_inside(where.extent, shape)
    return Finding(
        measured=f"{share:.0%} of {where.name} lies where both are at least 120 degrees apart",
        probability=share
        if where.area is not None
        else share_inside(widen(where.extent, max(_measure.core_m_of(where), 1.0)), shape),
        why=f"{share:.0%} of {where.name} lies between {first.name} and {second.name}.",
        geometry=shape,
    )
