"""A division and the city of the same name: "Kherson" may be either, so both are tried."""

import re
from collections.abc import Callable
from dataclasses import replace

from geomap.claims._measure import CONTRADICTED, SUPPORTED, Finding
from geomap.claims._row import Case
from geomap.claims._site import Site
from geomap.claims._story import Named
from geomap.claims._subject import Subject
from geomap.gazetteer import fold, strip_type
from geomap.model import Place
from geomap.relations import distance_m

_TYPE = (
    r"(?:province|region|oblast|governorate|state|district|county|department|prefecture|division"
    r"|wilayat?|emirate|canton)"
)
_STRICT = frozenset(["exact", "folded", "alias"])
_LEAST_PEOPLE = 10_000
_APART_M, _CLOSE_M = 3_000.0, 250_000.0

Measure = Callable[[Subject, Site | None, Site | None, Named], Finding]


def best_reading(
    case: Case, subject: Subject, other: Named, measure: Measure
) -> tuple[Finding, Subject, Named]:
    """Finding with the places as resolved or, where that is not borne out, as their namesakes.

    So a statement is contradicted only where both the division and its city contradict it.
    """
    first: tuple[Finding, Subject, Named] | None = None
    for mine in _readings(case, subject.named):
        for theirs in _readings(case, other):
            who = replace(subject, named=mine)
            object_ = theirs if theirs is not None else other
            finding = measure(who, case.site(mine), case.site(object_), object_)
            row = (finding, who, object_)
            if first is None:
                first = row
                if finding.probability is None or finding.probability >= SUPPORTED:
                    return row
            elif (finding.probability or 0.0) > (first[0].probability or 0.0):
                why = finding.why + _used(subject.named, mine) + _used(other, object_)
                first = (replace(finding, why=why), who, object_)
    assert first is not None  # noqa: S101  (there is always the reading as resolved)
    return _unless_homonym(case, first, measure)


def _unless_homonym(
    case: Case, row: tuple[Finding, Subject, Named], measure: Measure
) -> tuple[Finding, Subject, Named]:
    """A contradiction, unless a namesake close by, or another reading, would bear it out."""
    finding, subject, other = row
    if finding.probability is None or finding.probability > CONTRADICTED or subject.negated:
        return row
    pairs: list[tuple[Named | None, Named]] = [
        (mine, other) for mine in _homonyms(case, subject.named)
    ]
    pairs += [(subject.named, theirs) for theirs in _homonyms(case, other)]
    pairs += [(rival, other) for rival in (subject.named.rivals if subject.named else ())]
    pairs += [(subject.named, rival) for rival in other.rivals]
    for mine, theirs in pairs:
        who = replace(subject, named=mine)
        tried = measure(who, case.site(mine), case.site(theirs), theirs)
        if tried.probability is not None and tried.probability > CONTRADICTED:
            meant = mine if mine is not subject.named else theirs
            why = f"{finding.why} {_would_fit(meant, subject.named, other)}: undetermined."
            return replace(finding, probability=0.5, why=why), subject, other
    return row


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
    found = case.told.gazetteer.lookup(
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


def _readings(case: Case, name: Named | None) -> list[Named | None]:
    city = _city(case, name) if name is not None and name.place is not None else None
    return (
        [name]
        if name is None or city is None
        else [name, replace(name, text=city.name, place=city)]
    )


def _city(case: Case, name: Named) -> Place | None:
    """City inside a division that bears its name, unless the text says "province" or the like."""
    place = name.place
    if place is None or not place.kind.startswith("A.ADM") or name.edge:
        return None
    said = name.said or name.text
    if strip_type(said) is not None or _typed(case.text, said):
        return None
    key = ("city", place.place_id, said)
    if key not in case.told.known:
        case.told.known[key] = _asked(case, place, said)
    known: Place | None = case.told.known[key]
    return known


def _typed(text: str, said: str) -> bool:
    name = re.escape(said)
    pattern = rf"\b{name}(?:'s)?\s+{_TYPE}\b|\b{_TYPE}\s+of\s+(?:the\s+)?{name}\b"
    return re.search(pattern, text, re.I) is not None


def _asked(case: Case, division: Place, said: str) -> Place | None:
    found = case.told.gazetteer.lookup(
        said, country=division.country or None, near=(division.lon, division.lat), limit=10
    )
    area = case.told.gazetteer.area(division.place_id)
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
