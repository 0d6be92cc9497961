"""Claims of being near, around, off or inside a place, or just across a border from it."""

import re
from collections.abc import Iterator

import numpy as np
from shapely.geometry.base import BaseGeometry

from geomap.claims.case import Case
from geomap.claims.closing import MOST, is_sea, share_toward
from geomap.claims.doubts import unless_far
from geomap.claims.ground import Named
from geomap.claims.measures import Finding, nearness
from geomap.claims.rows import claim, held_to_area, nothing_there, unparsed, unresolved
from geomap.claims.subjects import parties
from geomap.locating import Site, beyond, sea_side
from geomap.model import Claim
from geomap.relations import NEAR_M, bearing_deg, disc, distance_m, share_inside
from geomap.terrain import BESIDE_M, along_m, course, river_by

_FAR_M = 50_000.0
_THERE = re.compile(r"deep\s+(?:inside|within)|outskirts|suburbs|coast", re.I)
"""What is said of places alone, also of those without a name: "deep inside the desert"."""

_PLACE_LABELS = frozenset(["GPE", "LOC", "FAC"])
_REACH_M = {"near": NEAR_M, "outskirts": 10_000.0}
"""How far off the area that the words select a place may still be said to lie in it."""

_SHORE_M, _FAR_SHORE_M, _AT_SEA = 10_000.0, 30_000.0, 0.9
"""How near the sea a town on its shore lies, outlines being rough; and how sure that makes it."""

_OVER_M = 3_000.0
"""A place that is farther from the other bank lies on this one; nearer, the map may be wrong."""

_LEAST_STREAM_M = 3_000.0
"""Two places so close along a river are beside each other, as far as the map tells."""

_BORDER_REACH_M = 75_000.0
"""The same for a border."""


def nearby(case: Case) -> Iterator[Claim]:
    """Near P, around P, outskirts of P, deep inside P: areas, checked where they can be."""
    subject, other, end = parties(case)
    if other is None or not is_place(case, other):
        if _THERE.search(case.words):
            yield from unparsed(case)
        return
    anchor, where = case.site(other), case.site(subject.named)
    if anchor is None:
        finding = Finding(why=unresolved(other, "place"))
    else:
        shape = case.shape(anchor).area
        finding = Finding(geometry=shape, why=f"An area, not a point. {nothing_there(subject)}")
        moves = case.words.lower().startswith("into")
        if not moves and where is not None and where.place.place_id != anchor.place.place_id:
            finding = _held(case, where, anchor, shape)
    yield claim(case, finding, subject=subject, other=other, span=(case.expression.start, end))


def shores(case: Case) -> Iterator[Claim]:
    """On the shore of a water; nothing where that which lies there is no place itself."""
    subject, other, end = parties(case)
    where, water = case.site(subject.named), case.site(other)
    if where is None or other is None:
        return
    finding = Finding(why=unresolved(other, "water"))
    if water is not None:
        finding = _on_shore(case, where, water)
    yield claim(case, finding, subject=subject, other=other, span=(case.expression.start, end))


def _on_shore(case: Case, where: Site, water: Site) -> Finding:
    """Many lakes and rivers are known, the sea is, and of other waters their middle and reach."""
    if water.area is not None and water.place.kind.startswith("H."):
        off_m = distance_m(where.extent, water.extent)
        chance = 1.0 if off_m <= _SHORE_M else 0.0 if off_m > _FAR_SHORE_M else None
        why = f"{where.name} lies {off_m / 1000:.0f} km from {water.name}, as its shore is drawn."
        return Finding(probability=chance, why=why)
    radius_m, middle = water.place.uncertainty_m, water.place.point
    away_m, toward = distance_m(where.middle, middle), bearing_deg(where.middle, middle)
    gap = f"{where.name} lies {away_m / 1000:.0f} km from the middle of {water.name}"
    if not water.place.kind.startswith("H."):
        return Finding(why=f"{water.name} is no water that is known.")
    if away_m > 2 * radius_m:
        return Finding(probability=0.0, why=f"{gap}, twice as far as that reaches.")
    sea = sea_side(disc(where.middle, _SHORE_M), case.world.gazetteer)
    if not is_sea(water.place) or sea is None:
        return Finding(why=f"{gap}; where its shore runs is not known there.")
    if away_m > radius_m or share_toward(where.middle, sea, toward) < MOST:
        return Finding(why=f"{gap}; the sea begins close by, and may be another.")
    return Finding(
        probability=_AT_SEA, why=f"{gap}; the sea begins close by and opens toward that."
    )


def streams(case: Case) -> Iterator[Claim]:
    """Upstream or downstream of P, along the river that runs by it."""
    subject, other, end = parties(case)
    if other is None:
        yield from unparsed(case)
        return
    finding = held_to_area(case, subject, other, _on_stream)
    yield claim(case, finding, subject=subject, other=other, span=(case.expression.start, end))


def _on_stream(case: Case, where: Site, anchor: Site) -> Finding:
    """Both beside one river, and the one so far up or down it from the other."""
    river = river_by(anchor.middle)
    if river is None:
        return Finding(why=f"No river is known at {anchor.name}.")
    (start_m, _), (at_m, off_m) = (along_m(course(river), site.middle) for site in (anchor, where))
    down_m = at_m - start_m
    way = "down" if down_m > 0 else "up"
    why = f"{where.name} lies {abs(down_m) / 1000:.0f} km {way} the river from {anchor.name}."
    if off_m > BESIDE_M or abs(down_m) < _LEAST_STREAM_M:
        return Finding(why=f"{why} It lies {off_m / 1000:.0f} km from it, as the map has it.")
    right = case.expression.tag.startswith(way)
    outside_m = distance_m(case.shape(anchor).area, where.extent)
    reach_m = _REACH_M["near"] if case.expression.quantity is not None else np.inf
    fits = float(np.clip(1.0 - outside_m / reach_m, 0.0, 1.0))
    return Finding(
        measured=f"{abs(down_m) / 1000:.0f} km {way}stream", probability=fits * right, why=why
    )


def is_place(case: Case, name: Named) -> bool:
    """Whether a name that no gazetteer knows is at least taken for a place by the parser."""
    if name.place is not None or name.said:
        return True
    at = case.text.find(name.text, case.expression.at)
    span = case.doc.char_span(at, at + len(name.text), alignment_mode="expand")
    return span is not None and any(token.ent_type_ in _PLACE_LABELS for token in span)


def _held(case: Case, where: Site, anchor: Site, shape: BaseGeometry) -> Finding:
    reach_m = _REACH_M.get(case.expression.kind)
    if reach_m is not None:
        reach_m = _BORDER_REACH_M if anchor.edge else reach_m
        return unless_far(nearness(where, anchor, shape, reach_m=reach_m), where, anchor)
    share = share_inside(where.extent, shape)
    chance = share if where.area is not None or where.spread.uncertainty_m < _FAR_M else None
    return Finding(
        measured=f"{share:.0%} of {where.name} lies inside",
        probability=chance,
        why=f"{share:.0%} of {where.name} lies in the area that the words select.",
        geometry=shape,
    )


def opposites(case: Case) -> Iterator[Claim]:
    """Just across the border from P, across the river from P."""
    subject, other, end = parties(case)
    if other is None:
        yield from unparsed(case)
        return
    finding = held_to_area(case, subject, other, _opposite)
    yield claim(case, finding, subject=subject, other=other, span=(case.expression.start, end))


def _opposite(case: Case, where: Site, anchor: Site) -> Finding:
    """Near, and in another country, or over the river that the map has there."""
    tag = case.expression.tag
    area, lacking = beyond(tag, anchor, case.world.gazetteer)
    gap_m = distance_m(where.extent, anchor.extent)
    close = float(np.clip(2.0 - gap_m / NEAR_M, 0.0, 1.0))
    codes = {where.place.country, anchor.place.country}
    abroad = len(codes - {""}) > 1
    ends = f"{where.name} ({where.place.country}) and {anchor.name} ({anchor.place.country})"
    lands = "two countries" if abroad else "one country"
    facing = close if abroad else close / 2
    known = {"border": close if abroad else 0.0, "opposite": facing}
    chance = known.get(tag)
    if tag != "border" and not lacking:
        over = share_inside(where.middle, area) if close else 0.0
        chance = (
            max(close * over, chance or 0.0)
            if over or distance_m(area, where.middle) > _OVER_M
            else None
        )
    return Finding(
        measured=f"{gap_m / 1000:.1f} km apart",
        probability=chance,
        why=f"{ends} lie {gap_m / 1000:.1f} km apart, in {lands}. {lacking}".strip(),
    )
