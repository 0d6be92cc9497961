"""A division and the city of the same name: "Kherson" may be either, so both are tried."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from geomap.claims.case import Case
from geomap.claims.ground import Named
from geomap.claims.measures import Finding
from geomap.claims.subjects import Subject
from geomap.gazetteer import fold, strip_type
from geomap.lexicon import alternation
from geomap.model import CONTRADICTED, SUPPORTED, Place
from geomap.relations import distance_m

_TYPE = alternation("places.type_beside_namesake")
_STRICT = frozenset(["exact", "folded", "alias"])
_LEAST_PEOPLE = 10_000
_APART_M, _CLOSE_M = 3_000.0, 250_000.0

Measure = Callable[[Subject, Named], Finding]
"""What holds a statement of a subject and an object against geography."""


class Reading(NamedTuple):
    """A finding, and the subject and the object that it was found with."""

    finding: Finding
    subject: Subject
    other: Named


def best_reading(case: Case, subject: Subject, other: Named, measure: Measure) -> Reading:
    """Finding with the places as resolved or, where that is not borne out, as their namesakes.

    So a statement is contradicted only where both the division and its city contradict it.
    """
    best = Reading(measure(subject, other), subject, other)
    if best.finding.probability is None or best.finding.probability >= SUPPORTED:
        return best
    for mine, theirs in product(_either(case, subject.named), _either(case, other)):
        who, whom = replace(subject, named=mine), theirs or other
        finding = measure(who, whom)
        if (finding.probability or 0.0) > (best.finding.probability or 0.0):
            why = finding.why + _used(subject.named, mine) + _used(other, whom)
            best = Reading(replace(finding, why=why), who, whom)
    return _unless_homonym(case, best, measure)


def _unless_homonym(case: Case, row: Reading, measure: Measure) -> Reading:
    """A contradiction, unless a namesake close by, or another reading, would bear it out."""
    finding, subject, other = row
    if finding.probability is None or finding.probability > CONTRADICTED or subject.negated:
        return row
    for mine, theirs in _others(case, subject.named, other):
        tried = measure(replace(subject, named=mine), theirs)
        if tried.probability is not None and tried.probability > CONTRADICTED:
            meant = mine if mine is not subject.named else theirs
            why = f"{finding.why} {_would_fit(meant, subject.named, other)}: undetermined."
            return row._replace(finding=replace(finding, probability=0.5, why=why))
    return row


def _others(case: Case, mine: Named | None, theirs: Named) -> Iterator[tuple[Named | None, Named]]:
    """Other pairs of places that the same words may mean: namesakes first, then rivals."""
    for name in _homonyms(case, mine):
        yield name, theirs
    for name in _homonyms(case, theirs):
        yield mine, name
    for name in mine.rivals if mine is not None else ():
        yield name, theirs
    for name in theirs.rivals:
        yield mine, name


def _would_fit(meant: Named | None, *names: Named | None) -> str:
    if meant is None or meant.place is None:
        return ""
    if any(meant in name.rivals for name in names if name is not None):
        return f"Said of {meant.text}, as the words may also be read, it would fit"
    return f"Another place of that name, in {meant.place.country}, would fit"


def _homonyms(case: Case, name: Named | None) -> list[Named]:
    """Other settlements of a settlement's name within 250 km of it."""
    place = name.place if name is not None else None
    if name is None or place is None or not place.kind.startswith("P."):
        return []
    found = case.world.gazetteer.lookup(
        name.said or name.text, near=(place.lon, place.lat), limit=10
    )
    return [
        replace(name, text=item.place.name, place=item.place)
        for item in found
        if item.match in _STRICT
        and item.place.kind.startswith("P.")
        and _APART_M < distance_m(place.point, item.place.point) <= _CLOSE_M
    ]


def _used(said: Named | None, used: Named | None) -> str:
    if said is used or said is None or used is None:
        return ""
    return f" {used.text} is taken for the city, not for the division of that name."


def _either(case: Case, name: Named | None) -> list[Named | None]:
    """A name as resolved, and as the city where it is a division that a city is named as."""
    city = _city(case, name) if name is not None and name.place is not None else None
    if name is None or city is None:
        return [name]
    return [name, replace(name, text=city.name, place=city)]


def _city(case: Case, name: Named) -> Place | None:
    """City inside a division that bears its name, unless the text says "province" or the like."""
    place = name.place
    if place is None or not place.kind.startswith("A.ADM") or name.edge:
        return None
    said = name.said or name.text
    if strip_type(said) is not None or _typed(case.text, said):
        return None
    key = ("city", place.place_id, said)
    return case.ground.once(key, lambda: _city_in(case, place, said))


def _typed(text: str, said: str) -> bool:
    name = re.escape(said)
    pattern = rf"\b{name}(?:'s)?\s+{_TYPE}\b|\b{_TYPE}\s+of\s+(?:the\s+)?{name}\b"
    return re.search(pattern, text, re.I) is not None


def _city_in(case: Case, division: Place, said: str) -> Place | None:
    found = case.world.gazetteer.lookup(
        said, country=division.country or None, near=(division.lon, division.lat), limit=10
    )
    area = case.world.gazetteer.area(division.place_id)
    cities = [
        item.place
        for item in found
        if item.match in _STRICT
        and item.place.kind.startswith("P.")
        and item.place.population >= _LEAST_PEOPLE
        and (
            fold(item.place.admin1) == fold(division.name)
            or (area is not None and area.covers(item.place.point))
        )
    ]
    return max(cities, key=lambda city: city.population, default=None)
