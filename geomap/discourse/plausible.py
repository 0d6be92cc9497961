"""What the text says about a place wins: containers that it states, countries that it speaks of.

A resolver weighs names by how they are written and by each other. Here a resolved place is held
against the words around its name, and given up where they contradict it: "Solhan, a village in
northern Burkina Faso" is never in Turkey, whatever the gazetteer lacks.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import shapely
from rapidfuzz import fuzz

from geomap import lexicon
from geomap.discourse import lands
from geomap.discourse.containers import Container
from geomap.discourse.containers import stated as containers_of
from geomap.discourse.paragraphs import Paragraph, Reference
from geomap.discourse.watercourses import as_river
from geomap.gazetteer import fold, in_french
from geomap.model import Candidate, Gazetteer, Place, Resolution, Role
from geomap.relations import disc, distance_m

_Stated = Mapping[int, Container]
_QUARTERS = lexicon.words("places.quarters")
_TOLD = frozenset({Role.EVENT_PLACE, Role.OTHER_PLACE})
"""Roles of places that a report is about: a victim's home or an army's nation is no such place."""

_SURE = 0.9
"""Probability given to a place of the name in the very country or province that the text states."""

_FAR_M, _NEXT_M, _FEW = 300_000.0, 1_000_000.0, 100
_BESIDE_M, _LEAST_ALIKE = 30_000.0, 80.0
_KNOWN, _GREAT = 50_000, 100_000
_TOWN = 10_000
"""A place of fewer people, far from all others and in a country not spoken of, is a namesake."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """Resolutions by the span of their mention, and what each place is said to lie in, by start."""

    resolutions: Mapping[tuple[int, int], Resolution]
    containers: Mapping[int, Container]


def settle(
    paragraphs: Sequence[Paragraph], gazetteer: Gazetteer, *, country: str | None = None
) -> Settled:
    """Hold the places of a report against what its text says of them.

    Parameters
    ----------
    paragraphs
        The report's paragraphs with their references.
    gazetteer
        Where a name is looked up again in the country that the text states.
    country
        Code of a country that a user says the report is about.

    Returns
    -------
    Settled
        A place that a stated country, province or city contradicts gives way to one of its name
        there, or to none with the reason; so does a small one far from all others in a country
        that the report does not otherwise speak of, and one that is only spelt alike there.
    """
    references = _with_rivers(paragraphs, gazetteer)
    stated = {
        one.resolution.mention.start: around
        for each in paragraphs
        for one, around in containers_of(each, gazetteer)
    }
    containers = {start: _laid_in(around, stated, gazetteer) for start, around in stated.items()}
    solved = [_where_said(one.resolution, containers, gazetteer) for one in references]
    distinct = {_key(one): one for one in solved}
    astray = {
        key
        for key, one in distinct.items()
        if one.place is not None
        and one.place.country != country
        and _is_astray(one, list(distinct.values()), gazetteer)
    }
    kept = [one.given_up_as_namesake() if _key(one) in astray else one for one in solved]
    by_span = {(one.mention.start, one.mention.end): one for one in kept}
    return Settled(resolutions=by_span, containers=containers)


def _with_rivers(paragraphs: Sequence[Paragraph], gazetteer: Gazetteer) -> list[Reference]:
    """References of a report, with rivers for names that speak of one."""
    places = [p for each in paragraphs for one in each.references if (p := one.place) is not None]
    return [
        replace(one, resolution=as_river(one, each, places, gazetteer))
        for each in paragraphs
        for one in each.references
    ]


def _laid_in(container: Container, stated: _Stated, gazetteer: Gazetteer) -> Container:
    """A container where its own one puts it: of "Wum in Cameroon's region of North West"."""
    found = _where_said(container.resolution, stated, gazetteer)
    if found.place is None or found.place == container.resolution.place:
        return container
    return replace(container, resolution=found, land=found.place, place=found.place)


def _where_said(found: Resolution, stated: _Stated, gazetteer: Gazetteer) -> Resolution:
    """What a name means where the words beside it put it."""
    around = stated.get(found.mention.start)
    return found if around is None or found.by_hand else _inside(found, around, gazetteer)


def _inside(found: Resolution, container: Container, gazetteer: Gazetteer) -> Resolution:
    """The place of a name where the text puts it, or none with the reason."""
    place, around = found.place, container.place
    for edge_m in (0.0, lands.EDGE_M):
        if place is not None and container.holds(place, gazetteer, edge_m=edge_m):
            return found
        there = _likeliest(found.mention.text, container, gazetteer, edge_m=edge_m)
        if there is not None:
            why = f"the text says that it lies {container.how}{around.name}"
            return replace(
                found, place=there.place, probability=_SURE, reason="", explanation=(why,)
            )
    if place is None or container.within_m:
        return found  # what is only said to be near another is a claim to be checked
    return found.given_up(
        f"the text puts it {container.how}{around.name}, where no place of this name is known; "
        f"{place.name} in {place.country} is another"
    )


def _likeliest(
    name: str, container: Container, gazetteer: Gazetteer, *, edge_m: float
) -> Candidate | None:
    near = container.land if container.within_m else None
    country = "" if near is not None else container.land.country
    hits = lands.called(name, gazetteer, country=country, near=near)
    return next(
        (
            hit
            for hit in hits
            if hit.place.place_id != container.land.place_id
            and container.holds(hit.place, gazetteer, edge_m=edge_m)
        ),
        None,
    )


_WIDE = ("A.PCL", "L.", "H.")
_WEAKER = 0.75
"""A reading that is so much less likely than another speaks neither for nor against it."""


def _key(found: Resolution) -> Hashable:
    """All that `_is_astray` asks of a name: one that is said often is weighed once."""
    place = found.place.place_id if found.place is not None else ""
    told = found.mention.role in _TOLD
    return found.mention.text, place, found.probability, told, found.by_hand


def _is_astray(found: Resolution, others: Sequence[Resolution], gazetteer: Gazetteer) -> bool:
    """Whether a name's place is likely a namesake in a country not spoken of."""
    place = found.place
    if place is None or found.by_hand or not place.country or place.kind.startswith(_WIDE):
        return False
    apart = [other for other in others if _speaks_to(other, found)]
    lands_told = {other.country for other in _places(apart)} - {""}
    if not lands_told or place.country in lands_told:
        return False
    return not _may_be_abroad(found, apart, gazetteer)


def _places(found: Sequence[Resolution]) -> list[Place]:
    return [one.place for one in found if one.place is not None]


def _speaks_to(other: Resolution, found: Resolution) -> bool:
    """Whether a name tells for or against another: it is no repetition, and not less likely."""
    same = fold(other.mention.text) == fold(found.mention.text)
    return not same and other.probability >= _WEAKER * found.probability


def _may_be_abroad(found: Resolution, apart: Sequence[Resolution], gazetteer: Gazetteer) -> bool:
    """Whether a place may be meant in a country that none of the other names lies in.

    Everybody knows it, or it lies near one of theirs and is called so itself. Armies may be far
    abroad and a victim's home elsewhere: where the others are only these, a town will do. A
    capital alone tells little: people speak there of what is far away.
    """
    place, name = found.place, found.mention.text
    if place is None or _is_great(fold(name), place, gazetteer):
        return place is not None
    told = any(one.place is not None and one.mention.role in _TOLD for one in apart)
    if not told and place.population >= _KNOWN:
        return True
    known = _places(apart)
    close = any(_is_close(place, other, gazetteer) for other in known)
    if close and _is_own(found, gazetteer):
        return True
    return all(other.kind == "P.PPLC" for other in known) and _is_sole(name, gazetteer)


def _is_sole(name: str, gazetteer: Gazetteer) -> bool:
    """Whether all places of a name lie in one country."""
    return len({hit.place.country for hit in lands.called(name, gazetteer)}) == 1


def _is_great(name: str, place: Place, gazetteer: Gazetteer) -> bool:
    """Whether everybody knows a place by this very name: a capital, a province, a large town."""
    great = place.population >= _GREAT or place.kind in {"P.PPLC", "A.ADM1"}
    return great and _is_strict(name, place, gazetteer)


def gap_m(place: Place, other: Place, gazetteer: Gazetteer) -> float:
    """Distance of a place from another, or from where a country begins."""
    area = gazetteer.area(other.place_id) if other.kind.startswith("A.PCL") else None
    return distance_m(place.point, other.point if area is None else area)


def _is_close(place: Place, other: Place, gazetteer: Gazetteer) -> bool:
    """Whether a place lies within 300 km of another, or is one of the next where few people live.

    Across the Bering Strait and in the Sahara the next town abroad may be 800 km away.
    """
    gap = gap_m(place, other, gazetteer)
    if gap <= _FAR_M or gap > _NEXT_M or other.kind.startswith("A."):
        return gap <= _FAR_M
    return any(_has_few_around(end, gap, gazetteer) for end in (other, place))


def _has_few_around(place: Place, radius_m: float, gazetteer: Gazetteer) -> bool:
    """Whether few settlements lie around whose people are known: mere names are listed anyhow."""
    parts = shapely.get_parts(disc(place.point, radius_m))
    towns = (gazetteer.places_within(part.bounds, limit=5 * _FEW) for part in parts)
    return sum(int((found["population"] > 0).sum()) for found in towns) < _FEW


def _is_strict(name: str, place: Place, gazetteer: Gazetteer) -> bool:
    hits = lands.called(name, gazetteer, country=place.country)
    return any(hit.place.place_id == place.place_id for hit in hits)


def checked(
    resolution: Resolution,
    others: Sequence[Place],
    gazetteer: Gazetteer,
    *,
    country: str | None = None,
) -> Resolution:
    """The resolution of a name that only grammar shows, or none where it may be a namesake.

    A place far from all `others` of the report and in a country that it does not otherwise speak
    of, or one that only sounds alike, is no find.
    """
    place = resolution.place
    if place is None or resolution.by_hand:
        return resolution
    at_home = place.country in {country, *(other.country for other in others)}
    known = at_home or not others or _outgrows(place, others)
    # abroad, only what is called so itself: a second name fits too many
    loosely = at_home and resolution.mention.cue not in _QUARTERS  # no street is a town alike
    near = known or (_is_own(resolution, gazetteer) and _is_beside(place, others, gazetteer))
    if near and _is_spelt_so(resolution.mention.text, place, gazetteer, loosely=loosely):
        return resolution
    return resolution.given_up(f"only known in another country or spelling, {place.name}")


def _towns(places: Sequence[Place]) -> list[Place]:
    return [one for one in places if not one.kind.startswith("A.PCL")]


def _outgrows(place: Place, others: Sequence[Place]) -> bool:
    """Whether a place is a town beside mere hamlets or countries: its name is no namesake's."""
    small = all(10 * one.population < place.population for one in _towns(others))
    return place.kind.startswith("P.") and place.population >= _TOWN and small


def _is_beside(place: Place, others: Sequence[Place], gazetteer: Gazetteer) -> bool:
    """Whether a place lies near a town, or right beside a land, on whose border it may be put."""
    if any(_is_close(place, town, gazetteer) for town in _towns(others)):
        return True
    own = gazetteer.area(place.place_id) or place.point
    areas = (gazetteer.area(other.place_id) for other in others)
    return any(distance_m(own, area) <= _BESIDE_M for area in areas if area is not None)


def _is_own(resolution: Resolution, gazetteer: Gazetteer) -> bool:
    """Whether a name is a place's own: its first, a town's, or one that no other country has."""
    place, name = resolution.place, resolution.mention.text
    if place is None:
        return False
    first = place.population >= _TOWN or fold(place.name) == fold(name)
    return first or _is_sole(name, gazetteer)


def _is_spelt_so(name: str, place: Place, gazetteer: Gazetteer, *, loosely: bool) -> bool:
    own = fold(place.name)
    alike = own == in_french(name) or (loosely and fuzz.ratio(fold(name), own) >= _LEAST_ALIKE)
    return alike or _is_strict(name, place, gazetteer)
