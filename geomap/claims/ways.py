"""Claims of being on a road that is told by its ends: "the A-B highway", "the road from A to B"."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry

from geomap.claims.case import Case
from geomap.claims.ground import Named, named
from geomap.claims.measures import Finding, nearness
from geomap.claims.rows import claim, nothing_there, unresolved
from geomap.claims.subjects import Subject, subject_of
from geomap.expressions import KINDS
from geomap.locating import Site, cuts
from geomap.model import Claim
from geomap.relations import corridor

_BESIDE_ROAD_M = 25_000.0


def ways(case: Case) -> Iterator[Claim]:
    """The A-B road: its corridor, and whether what lies on it does."""
    ends = two_ends(case, case.expression.at, case.expression.end)
    if ends is None:
        return
    on_it = bool(case.expression.tag)
    subject = (
        subject_of(case, exclude=ends[1].place_id) if on_it else Subject(named=None, text="road")
    )
    yield claim(case, held_to_road(case, subject, ends), subject=subject, other=as_one(ends))


def two_ends(case: Case, start: int, end: int) -> tuple[Named, Named] | None:
    """Places at both ends of a way in "A-B road", also where a name has a hyphen of its own."""
    for first, second in cuts(case.text[start:end], KINDS["way"]):
        one = _named_there(case, start, first)
        two = _named_there(case, case.text.index(second, start + len(first)), second)
        if one.place is not None and two.place is not None:
            return one, two
    return None


def as_one(ends: tuple[Named, Named], word: str = "and") -> Named:
    """Two places as the object of a claim, which stands where the first is."""
    text = f"{ends[0].text} {word} {ends[1].text}"
    return Named(text=text, place=ends[0].place, ends=ends)


def _named_there(case: Case, at: int, name: str) -> Named:
    """Place that a name at a position means: that of its mention."""
    for reference in case.references:
        if reference.start == at and reference.end == at + len(name):
            return named(reference)
    return Named(text=name, reason="not known as a place name")


def two_sites(case: Case, ends: tuple[Named, Named], what: str) -> tuple[Site, Site] | Finding:
    """Sites of two names, or the finding that there are not two; `what` is what they are called."""
    first, second = (case.site(end) for end in ends)
    if first is None or second is None:
        return Finding(why=unresolved(ends[0] if first is None else ends[1], what))
    if first.place.place_id == second.place.place_id:
        return Finding(why="Both names lead to the same place.")
    return first, second


def elsewhere(case: Case, subject: Subject, sites: tuple[Site, Site]) -> Site | None:
    """Site of a subject that is none of two others."""
    where = case.site(subject.named)
    own = where is not None and where.place.place_id in {site.place.place_id for site in sites}
    return None if own else where


def held_to_road(
    case: Case, subject: Subject, ends: tuple[Named, Named], what: str = "end of the road"
) -> Finding:
    """Hold a place against the corridor of the road between two others."""
    sites = two_sites(case, ends, what)
    if isinstance(sites, Finding):
        return sites
    where, road = elsewhere(case, subject, sites), road_between(case, sites)
    drawn = f"Drawn as {road.how}."
    if where is not None:
        found = nearness(where, sites[0], road.area, reach_m=_BESIDE_ROAD_M)
        return replace(found, why=f"{found.why} {drawn}")
    return Finding(
        geometry=road.area, measured=road.length, why=f"{drawn} {nothing_there(subject)}"
    )


class Road(NamedTuple):
    """Corridor of the road between two places, how it was made, and its length in words."""

    area: BaseGeometry
    how: str
    length: str


def road_between(case: Case, sites: tuple[Site, Site]) -> Road:
    """The road between two sites: the way that the terrain knows, else the straight line."""
    first, second = (site.middle for site in sites)
    way = case.world.route(first, second)
    area = corridor(first, second, way=way.line if way else None)
    if way is None:
        return Road(area, "a corridor around the straight line, not the road", "")
    return Road(area, way.method, f"{way.length_m / 1000:.0f} km along the stand-in")
