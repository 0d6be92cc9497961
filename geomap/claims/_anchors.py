"""Names in an expression of place to sites, and how they were read."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from geomap.claims._countries import nation
from geomap.claims._naming import Choice, choose
from geomap.claims._site import Site, site
from geomap.claims._story import Named
from geomap.errors import InputError, UnknownPlaceError
from geomap.gazetteer import strip_type
from geomap.model import Candidate, Gazetteer
from geomap.relations import adjacencies, distance_m
from geomap.terrain import Terrain

_PAIR = re.compile(r"\s+(?:and|to|with|from)\s+", re.I)
_BORDER = re.compile(
    r"^(?:the\s+)?(?P<first>[A-Z][\w']*)(?:\s*[-–]\s*(?P<second>[A-Z]\w*))?"
    r"\s+(?:border|frontier|boundary)(?:\s+(?:region|area|zone))?$"
)
_BORDER_OF = re.compile(r"^(?:the|its)?\s*(?:border|frontier|boundary)\s+(?:with|of)\s+", re.I)
_TOLERANCES_M = (500.0, 2_000.0, 5_000.0)
_LEAST_PEOPLE = 10_000
_PAIRED = 12
_ALIKE_M = 1_000_000.0
_APART_M, _FAR_M = 10_000_000.0, 3_000_000.0
"""What both ends of a pair lose of their score for the distance between them: 0.1 for each
1,000 km, as far as 3,000 km."""


Ends = tuple[Site, Site, list[Candidate], str]
"""Two places, others of the first one's name, and how the names were read."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Where names are looked up, and what their shapes are taken from."""

    gazetteer: Gazetteer
    terrain: Terrain | None
    data_dir: Path

    def site(self, candidate: Candidate) -> Site:
        """What is known of a candidate's shape."""
        place = candidate.place
        found = site(Named(text=place.name, place=place), self.gazetteer, self.terrain)
        assert found is not None  # noqa: S101  (a candidate has a place)
        return found


def anchored(name: str, asked: Asked, *, point: bool = False) -> tuple[Site, Choice]:
    """Site of the likeliest place that a name with its qualifiers means, and the others.

    With `point` a division gives way to the city of its name: one measures from the city.

    Raises
    ------
    UnknownPlaceError
        If no gazetteer that was asked knows the name.
    """
    name = re.sub(r"'s?\s*$", "", name.strip(" ,.;"))
    if (border := border_named(name, asked)) is not None:
        return border, Choice()
    choice = choose(name, asked.gazetteer)
    if not choice.ranked:
        raise UnknownPlaceError(f"expected a place that the gazetteer knows, got {name!r}")
    choice = _cities_first(name, choice) if point else choice
    return asked.site(choice.ranked[0]), choice


def border_named(name: str, asked: Asked) -> Site | None:
    """The border in "the Rwandan border", "the border with Chad", "the Thai-Myanmar border"."""
    match = _BORDER.match(name)
    lead = _BORDER_OF.match(name)
    words = [match["first"], match["second"]] if match else [name[lead.end() :]] if lead else []
    if not words or re.search(r"\s+(?:and|with)\s+", words[0] or ""):
        return None
    places = [nation(w, asked.gazetteer, asked.data_dir) for w in words if w]
    sites = [
        site(Named(text=p.name, place=p, edge=True), asked.gazetteer, asked.terrain)
        for p in places
        if p is not None
    ]
    known = [item for item in sites if item is not None and item.area is not None]
    if len(known) < len(places):
        raise UnknownPlaceError(f"expected countries with a border, got {name!r}")
    return known[0] if len(known) == 1 else shared(known[0], known[1])


def shared(first: Site, second: Site) -> Site:
    """The border that two areas share.

    Raises
    ------
    InputError
        If no area is known of one of them, or they share no border.
    """
    if first.area is None or second.area is None:
        lacking = first.name if first.area is None else second.name
        raise InputError(f"expected two areas with a border, no area is known of {lacking}")
    met = adjacencies(first.area, second.area, tolerances_m=_TOLERANCES_M)
    meeting = [item for item in met if item.shared_m > 0]
    if not meeting:
        raise InputError(f"expected neighbours, {first.name} and {second.name} share no border")
    named = f"the border between {first.place.name} and {second.place.name}"
    return Site(name=named, place=first.place, area=meeting[-1].geometry)


def _cities_first(name: str, choice: Choice) -> Choice:
    """Choice with the city before the division that is called as it is."""
    first = choice.ranked[0].place
    if not first.kind.startswith("A.ADM") or strip_type(name) is not None:
        return choice
    cities = [
        item
        for item in choice.ranked
        if item.place.kind.startswith("P.")
        and item.place.country == first.country
        and item.place.population >= _LEAST_PEOPLE
    ]
    rest = [item for item in choice.ranked if item not in cities]
    return replace(choice, ranked=(*cities, *rest))


def read_as(name: str, choice: Choice) -> str:
    """That a name was not found as written, and which was taken for it."""
    first = choice.ranked[0] if choice.ranked else None
    if first is None or first.match not in {"fuzzy", "transliteration"}:
        return ""
    how = "its spelling" if first.match == "fuzzy" else "its sound"
    said = name.strip(" ,.;")
    return f" No place is called {said!r}; read as {first.place.name} (by {how})."


def pair(names: str, asked: Asked, *, point: bool = True) -> Ends:
    """Two places joined by "and" or "to", others of the first one's name, and how they were read.

    The two are chosen together: of places of both names, those that are likely and close.

    Raises
    ------
    InputError
        If there are not two, or both names lead to one place.
    """
    parts = _PAIR.split(names, maxsplit=1)
    if len(parts) != 2:
        raise InputError(f"expected two places joined by “and” or “to”, got {names!r}")
    return both(parts[0], parts[1], asked, point=point)


def both(first: str, second: str, asked: Asked, *, point: bool) -> Ends:
    """Sites of two names, chosen together; see `pair`."""
    ones, twos = (anchored(name, asked, point=point)[1] for name in (first, second))
    pairs = [
        (_fit(a, b), -i - j, a, b)
        for i, a in enumerate(ones.ranked[:_PAIRED])
        for j, b in enumerate(twos.ranked[:_PAIRED])
        if a.place.place_id != b.place.place_id
    ]
    if not pairs:
        raise InputError(f"expected two places, got {first.strip()} twice")
    if not (ones.as_written and twos.as_written):
        # what was only found by its sound or spelling must at least lie close
        pairs = [item for item in pairs if _apart_m(item[2], item[3]) <= _ALIKE_M]
    if not pairs:
        raise UnknownPlaceError(f"expected two known places, got {first!r} and {second!r}")
    _, _, one, two = max(pairs, key=lambda item: item[:2])
    others = [item for item in ones.ranked if item is not one]
    read = read_as(first, replace(ones, ranked=(one,))) + read_as(
        second, replace(twos, ranked=(two,))
    )
    return asked.site(one), asked.site(two), others, read


def _fit(one: Candidate, two: Candidate) -> float:
    return one.score + two.score - min(_apart_m(one, two), _FAR_M) / _APART_M


def _apart_m(one: Candidate, two: Candidate) -> float:
    return distance_m(one.place.point, two.place.point)
