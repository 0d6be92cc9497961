"""Claims that a place lies across a border or a river from another."""

from collections.abc import Iterator

import numpy as np
from shapely.geometry.base import BaseGeometry

from geomap.claims._areas import around
from geomap.claims._countries import country
from geomap.claims._measure import Finding
from geomap.claims._row import Case, claim, nothing_there, unresolved
from geomap.claims._seen import unparsed
from geomap.claims._site import Site
from geomap.model import Claim, Gazetteer
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
        shape = beyond(case.found.tag, anchor, case.told.gazetteer)[0]
        finding = Finding(geometry=shape, why=nothing_there(subject))
    else:
        finding = _opposite(case, where, anchor)
    span = (case.found.start, end)
    yield claim(case, "across", finding, subject=subject, other=other, span=span)


def beyond(tag: str, anchor: Site, gazetteer: Gazetteer) -> tuple[BaseGeometry, str]:
    """Area near a place and across a border or a river from it, and what is not known of it."""
    shape = around(anchor)
    if tag != "border":
        water = tag if tag == "river" else "water"
        return shape, f"On which side of the {water} is not known: all around is drawn."
    own = country(anchor.place.country, gazetteer) if anchor.place.country else None
    land = gazetteer.area(own.place_id) if own is not None else None
    if land is None or shape.difference(land).is_empty:
        return shape, "The border is not known there: all around is drawn."
    return shape.difference(land), ""


def _opposite(case: Case, where: Site, anchor: Site) -> Finding:
    """Near, and in another country; that two places have a river between them is not known."""
    tag = case.found.tag
    shape, lacking = beyond(tag, anchor, case.told.gazetteer)
    gap_m = distance_m(where.extent, anchor.extent)
    close = float(np.clip(2.0 - gap_m / NEAR_M, 0.0, 1.0))
    abroad = where.place.country != anchor.place.country
    ends = f"{where.name} ({where.place.country}) and {anchor.name} ({anchor.place.country})"
    lands = "two countries" if abroad else "one country"
    chance = close if abroad else 0.0
    known = {"border": chance, "river": close / 2}
    return Finding(
        measured=f"{gap_m / 1000:.1f} km apart",
        probability=known.get(tag),
        why=f"{ends} lie {gap_m / 1000:.1f} km apart, in {lands}. {lacking}".strip(),
        geometry=shape,
    )
