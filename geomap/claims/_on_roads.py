"""Claims of being on a road, told by its ends: "the A-B highway", "the road from A to B"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from geomap.claims import _measure
from geomap.claims._measure import Finding
from geomap.claims._row import Case, claim, nothing_there, unresolved
from geomap.claims._site import Site, route
from geomap.claims._story import Named, named
from geomap.claims._subject import Subject
from geomap.model import Claim
from geomap.relations import corridor

_BESIDE_ROAD_M = 25_000.0
_NOUN = re.compile(r"\s+(?:[a-z]+\s+)?\w+$")
_JOINT = re.compile(r"\s*[-–]\s*|\s+to\s+", re.I)


def ways(case: Case) -> Iterator[Claim]:
    """The A-B road: its corridor, and whether what lies on it does."""
    ends = two_ends(case, case.found.at, case.found.end)
    if ends is None:
        return
    first, second = (case.site(end) for end in ends)
    on_it = bool(case.found.tag)
    subject = case.subject(ends[1]) if on_it else Subject(named=None, text="road")
    both = Named(text=f"{ends[0].text} and {ends[1].text}", place=ends[0].place)
    if first is None or second is None:
        finding = Finding(why=unresolved(ends[0] if first is None else ends[1], "end of the road"))
    elif first.place.place_id == second.place.place_id:
        finding = Finding(why="Both names lead to the same place.")
    else:
        where = case.site(subject.named)
        ids = {first.place.place_id, second.place.place_id}
        own = where is not None and where.place.place_id in ids
        finding = on_the_road(case, subject, None if own else where, first, second)
    yield claim(case, "road", finding, subject=subject, other=both)


def two_ends(case: Case, start: int, end: int) -> tuple[Named, Named] | None:
    """Places at both ends of a way in "A-B road", also where a name has a hyphen of its own."""
    for first, second in joints(case.text[start:end]):
        one = _named_there(case, start, first)
        two = _named_there(case, case.text.index(second, start + len(first)), second)
        if one.place is not None and two.place is not None:
            return one, two
    return None


def joints(words: str) -> list[tuple[str, str]]:
    """Ways to cut "A-B road" into the names of its ends.

    Examples
    --------
    >>> joints("Deir ez-Zor-Homs road")
    [('Deir ez', 'Zor-Homs'), ('Deir ez-Zor', 'Homs')]
    """
    names = _NOUN.sub("", words)
    return [(names[: cut.start()], names[cut.end() :]) for cut in _JOINT.finditer(names)]


def _named_there(case: Case, at: int, name: str) -> Named:
    """Place that a name at a position means."""
    for reference in case.told.references[case.number]:
        if reference.start == at and reference.end == at + len(name):
            return named(reference)
    return Named(text=name, reason="not known as a place name")


def on_the_road(
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
