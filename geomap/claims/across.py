"""Claims that a place lies across a border or a river from another."""

from collections.abc import Iterator

import numpy as np

from geomap.claims.case import Case
from geomap.claims.measures import Finding
from geomap.claims.rows import claim, nothing_there, unresolved
from geomap.claims.seen import unparsed
from geomap.locating import Site, beyond
from geomap.model import Claim
from geomap.relations import NEAR_M, distance_m


def opposites(case: Case) -> Iterator[Claim]:
    """Just across the border from P, across the river from P."""
    subject, other, end = case.parties()
    if other is None:
        yield from unparsed(case)
        return
    anchor, where = case.site(other), case.site(subject.named)
    if anchor is None:
        finding = Finding(why=unresolved(other, "place"))
    elif where is None or where.place.place_id == anchor.place.place_id:
        finding = Finding(geometry=case.shape(anchor).area, why=nothing_there(subject))
    else:
        finding = _opposite(case, where, anchor)
    yield claim(case, finding, subject=subject, other=other, span=(case.expression.start, end))


def _opposite(case: Case, where: Site, anchor: Site) -> Finding:
    """Near, and in another country; that two places have a river between them is not known."""
    tag = case.expression.tag
    shape, lacking = beyond(tag, anchor, case.story.gazetteer)
    gap_m = distance_m(where.extent, anchor.extent)
    close = float(np.clip(2.0 - gap_m / NEAR_M, 0.0, 1.0))
    abroad = where.place.country != anchor.place.country
    ends = f"{where.name} ({where.place.country}) and {anchor.name} ({anchor.place.country})"
    lands = "two countries" if abroad else "one country"
    known = {"border": close if abroad else 0.0, "river": close / 2}
    return Finding(
        measured=f"{gap_m / 1000:.1f} km apart",
        probability=known.get(tag),
        why=f"{ends} lie {gap_m / 1000:.1f} km apart, in {lands}. {lacking}".strip(),
        geometry=shape,
    )
