"""What weakens a finding: doubt whether the places are the ones that are meant."""

import math
from dataclasses import replace

from geomap.claims.ground import Ground, Named, on_the_ground
from geomap.claims.measures import Finding
from geomap.expressions import Quantity
from geomap.locating import Site
from geomap.model import CONTRADICTED, SUPPORTED, Place
from geomap.relations import distance_m

_SURE, _BY_CHANCE = 0.75, 0.05
_TIMES = 5.0
_GREAT = 500_000
_FAR_M, _SMALL = 100_000.0, 50_000
_ELSEWHERE_M = 300_000.0


def if_meant(finding: Finding, *names: Named | None, said: Quantity | None = None) -> Finding:
    """Finding weakened where it is doubtful that these places are meant.

    With probability q below 0.75 that they are, p becomes q p + (1 - q) / 2. A figure that fits is
    itself a sign that they are: other places of their names would fit it with a chance of 0.05.
    """
    sure = math.prod(name.probability for name in names if name is not None and name.place)
    if said is not None and finding.probability is not None and finding.probability >= SUPPORTED:
        sure /= sure + (1.0 - sure) * _BY_CHANCE
    if finding.probability is None or sure >= _SURE:
        return finding
    chance = sure * finding.probability + (1.0 - sure) / 2.0
    doubt = f" That these places are meant has probability {sure:.2f}."
    return replace(finding, probability=chance, why=finding.why + doubt)


def left_open(finding: Finding, reason: str) -> Finding:
    """Finding that is neither borne out nor contradicted, for a reason."""
    return replace(finding, probability=0.5, why=f"{finding.why} {reason}: undetermined.")


def is_contradicted(finding: Finding) -> bool:
    """Whether geography speaks against a statement."""
    return finding.probability is not None and finding.probability <= CONTRADICTED


def unless_far(finding: Finding, one: Site, two: Site) -> Finding:
    """A contradicted nearness left open where a small place lies far: it is likely a namesake.

    Of small places the gazetteer lacks many, and those of their name stand in for them.
    """
    gap_m = distance_m(one.extent, two.extent)
    small = min((one.place, two.place), key=lambda place: place.population)
    if not is_contradicted(finding) or gap_m <= _FAR_M or small.population >= _SMALL:
        return finding
    return left_open(
        finding,
        f"{small.name} is small and {gap_m / 1000:.0f} km away, so another place of the name is "
        "likely meant",
    )


def unless_elsewhere(
    ground: Ground, finding: Finding, sites: tuple[Site | None, Site | None], said: Quantity | None
) -> Finding:
    """Finding left open where it rests on a place that is likely another one of its name.

    That is so where the two lie more than 300 km and five times the stated distance apart, and
    one of them in a country that the report does not otherwise speak of. Without a stated
    distance only a contradiction is left open.
    """
    one, two = sites
    if one is None or two is None:
        return finding
    if not (is_contradicted(finding) or (said and finding.probability)):
        return finding
    gap_m = distance_m(one.extent, two.extent)
    if gap_m <= max(_ELSEWHERE_M, _TIMES * said.high_m if said is not None else 0.0):
        return finding
    alone = _only_in_country(ground, one.place, two.place)
    if alone is None:
        return finding
    return left_open(
        finding,
        f"The report does not otherwise speak of the country of {alone.name} ({alone.country}), "
        f"{gap_m / 1000:.0f} km away, so another place of the name is likely meant",
    )


def _only_in_country(ground: Ground, *places: Place) -> Place | None:
    """The first of places that is no great city and alone in its country, among all of a report."""
    told = (one.place for row in ground.story.paragraphs for one in on_the_ground(row))
    known = {(place.country, place.place_id) for place in (*told, *places) if place is not None}
    for place in places:
        famous = place.population >= _GREAT or _is_land(ground, place)
        others = (one for country, one in known if country == place.country)
        if place.country and not famous and set(others) == {place.place_id}:
            return place
    return None


def _is_land(ground: Ground, place: Place) -> bool:
    """Whether a place is a country, or a first-order division that no other is called like."""
    if place.kind != "A.ADM1":
        return place.kind.startswith("A.PCL")
    found = ground.world.gazetteer.lookup(place.name, limit=10)
    return {one.place.country for one in found if one.match == "exact"} <= {place.country}


def unless_guessed(finding: Finding, *names: Named | None) -> Finding:
    """Finding that says where a place was only guessed; never a contradiction."""
    guess = next((name.guess for name in names if name is not None and name.guess), "")
    if not guess or finding.probability is None:
        return finding
    if is_contradicted(finding):
        return left_open(finding, guess)
    return replace(finding, why=f"{finding.why} {guess}.")


def denied(finding: Finding) -> Finding:
    """Finding turned round."""
    chance = None if finding.probability is None else 1.0 - finding.probability
    return replace(finding, probability=chance, why=f"The text denies it. {finding.why}")
