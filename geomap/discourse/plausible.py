"""What the text says about a place wins: containers that it states, countries that it speaks of.

A resolver weighs names by how they are written and by each other. Here a resolved place is held
against the words around its name, and given up where they contradict it: "Solhan, a village in
northern Burkina Faso" is never in Turkey, whatever the gazetteer lacks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar
from geomap.discourse.paragraphs import Paragraph, Reference
from geomap.gazetteer import fold
from geomap.model import Candidate, Gazetteer, Place, Resolution, Role
from geomap.relations import distance_m

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_LINKS = frozenset({"in", "of", "within", "inside", ",", "("})
_BETWEEN = frozenset({"DET", "ADJ", "NOUN", "ADV", "NUM"})
_BEARINGS = lexicon.words("space.bearing_words")
_MOST_BETWEEN = 8
_SITES = lexicon.words("places.town_sites")
"""Nouns that make a small place of a city's: "Damascus Street in Beirut", "its Jolan quarter"."""

_PLACES = frozenset({Role.EVENT_PLACE, Role.OTHER_PLACE, Role.ORIGIN})
_STRICT = frozenset({"exact", "folded", "alias", "type-stripped"})
_SURE = 0.9
"""Probability given to a place of the name in the very country or province that the text states."""

_LIKELY = 0.5
"""Least probability of a place that others are put in."""

_EDGE_M = 30_000.0
"""How far outside a stated province, or from a stated city, a gazetteer's point may lie."""

_FAR_M = 300_000.0
_GREAT = 100_000
"""A place of fewer people, far from all others and in a country not spoken of, is a namesake."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """Resolutions by the span of their mention, and what each place is said to lie in, by start."""

    resolutions: Mapping[tuple[int, int], Resolution]
    containers: Mapping[int, Resolution]


def settle(paragraphs: Sequence[Paragraph], gazetteer: Gazetteer) -> Settled:
    """Hold the places of a report against what its text says of them.

    Parameters
    ----------
    paragraphs
        The report's paragraphs with their references.
    gazetteer
        Where a name is looked up again in the country that the text states.

    Returns
    -------
    Settled
        A place that a stated country, province or city contradicts gives way to one of its name
        there, or to none with the reason; so does a small one far from all others in a country
        that the report does not otherwise speak of, and one that is only spelt alike there.
    """
    references = [one for each in paragraphs for one in each.references]
    containers = {
        one.resolution.mention.start: around.resolution
        for each in paragraphs
        for one, around in _stated(each)
    }
    solved = []
    for one in references:
        around = containers.get(one.resolution.mention.start)
        found = one.resolution
        if around is not None and around.place is not None and not found.by_hand:
            found = _inside(found, around.place, gazetteer)
        solved.append(found)
    kept = [_unless_astray(one, solved, gazetteer) for one in solved]
    return Settled(
        resolutions={(one.mention.start, one.mention.end): one for one in kept},
        containers=containers,
    )


def _stated(paragraph: Paragraph) -> Iterator[tuple[Reference, Reference]]:
    """Places of a paragraph, each with the larger one that the words beside it put it in."""
    row = [one for one in paragraph.references if one.tokens and one.role is not Role.NATIONALITY]
    for index, one in enumerate(row):
        if one.role not in _PLACES:
            continue
        for around in row[index + 1 : index + 2]:
            if _is_put_in(paragraph, one, around, row):
                yield one, around
                break
        else:
            if index and _is_owned(paragraph, row[index - 1], one):
                yield one, row[index - 1]


def _is_put_in(
    paragraph: Paragraph, one: Reference, around: Reference, row: Sequence[Reference]
) -> bool:
    """Whether words like ", a village in northern" stand between a place and a larger one."""
    gap = paragraph.doc[one.tokens[-1] + 1 : around.tokens[0]]
    site = _sites_in(gap) or one.text.lower().split()[-1] in _SITES  # "Damascus Street in Beirut"
    if not _leads_on(gap) or not _holds(around, one, site=site):
        return False
    links = [token.lower_ for token in gap if token.lower_ in _LINKS]
    if links == [","] and paragraph.doc[around.tokens[-1]].dep_ in grammar.SUBJECTS:
        return False  # "to oust them from Sirte, the US gave air support"
    if "," not in links or any(token.pos_ == "NOUN" for token in gap) or _is_country(around):
        return True
    # "around Panjshir, in Badakhshan" names two places, "in Goma, North Kivu" one
    return links == [","] and not _is_list(paragraph, around, row)


def _leads_on(gap: "Span") -> bool:
    """Whether a few words only link a place with the next: ", a village in northern".

    What is measured from the next, ", 100 km northeast of", lies beside it.
    """
    links = sum(token.lower_ in _LINKS for token in gap)
    measured = any(
        token.lower_ in _BEARINGS and after.lower_ == "of" for token, after in pairwise(gap)
    )
    return (
        0 < links <= len(gap) <= _MOST_BETWEEN
        and not measured
        and all(t.lower_ in _LINKS or t.pos_ in _BETWEEN or t.lower_ in _SITES for t in gap)
    )


def _is_country(one: Reference) -> bool:
    return one.place is not None and one.place.kind.startswith("A.PCL")


def _is_list(paragraph: Paragraph, around: Reference, row: Sequence[Reference]) -> bool:
    """Whether a place after a comma is one of a list: "Herat, Kandahar and Ghazni"."""
    last = around.tokens[-1] + 1
    after = paragraph.doc[last : last + 2]
    joined = any(token.lower_ in ("and", "or") for token in after)
    following = next((other for other in row if other.start > around.start), None)
    listed = following is not None and following.tokens[0] - last <= 2 and bool(len(after))
    return joined or (listed and after[0].text == ",")


def _is_owned(paragraph: Paragraph, around: Reference, one: Reference) -> bool:
    """Whether a place stands after a larger one's name: "Iraq's Anbar", "Fallujah's Jolan"."""
    gap = paragraph.doc[around.tokens[-1] + 1 : one.tokens[0]]
    own = [token for token in gap if token.lower_ in ("'s", "'")]
    if len(own) != 1 or len(gap) > _MOST_BETWEEN // 2:
        return False
    plain = all(t in own or t.pos_ in _BETWEEN or t.pos_ == "PROPN" for t in gap)
    after = paragraph.doc[one.tokens[-1] + 1 : one.tokens[-1] + 2]
    return plain and _holds(around, one, site=_sites_in(after))


def _sites_in(words: "Iterable[Token]") -> bool:
    return any(token.lower_ in _SITES for token in words)


def _holds(around: Reference, one: Reference, *, site: bool) -> bool:
    """Whether a reference can hold another: a country, a division, a city for its quarters."""
    outer, inner = around.place, one.place
    if outer is None or around.role is Role.METONYM or around.resolution.probability < _LIKELY:
        return False
    if _size(outer) == _TOWN:
        return site and (inner is None or inner.population < outer.population)
    return inner is None or _size(inner) > _size(outer)


_TOWN = 3


def _size(place: Place) -> int:
    """Continents and countries, their divisions, the divisions of these, all else."""
    kinds = (("L.", "A.PCL"), ("A.ADM1",), ("A.ADM",))
    return next((n for n, begins in enumerate(kinds) if place.kind.startswith(begins)), _TOWN)


def lies_in(place: Place, around: Place, gazetteer: Gazetteer) -> bool:
    """Whether a place lies in another, or so near that its point may be meant."""
    if around.kind.startswith("A.PCL"):
        return place.country == around.country
    if place.country != around.country:
        return False
    if around.kind.startswith("P."):
        return distance_m(place.point, around.point) <= _EDGE_M
    names = {fold(place.admin1), fold(place.admin2)} - {""}
    if fold(around.name) in names or place.place_id == around.place_id:
        return True
    area = gazetteer.area(around.place_id)
    return area is None or distance_m(place.point, area) <= _EDGE_M


def _inside(found: Resolution, around: Place, gazetteer: Gazetteer) -> Resolution:
    """The place of a name inside another place, or none with the reason."""
    place = found.place
    if place is not None and (place == around or lies_in(place, around, gazetteer)):
        return found
    there = _likeliest(found.mention.text, around, gazetteer)
    if there is not None:
        why = f"the text says that it lies in {around.name}"
        return replace(found, place=there.place, probability=_SURE, reason="", explanation=(why,))
    if place is None:
        return found
    reason = (
        f"the text puts it in {around.name}, where no place of this name is known; "
        f"{place.name} in {place.country or place.kind} is another"
    )
    return replace(found, place=None, probability=0.0, reason=reason)


def _likeliest(name: str, around: Place, gazetteer: Gazetteer) -> Candidate | None:
    hits = gazetteer.lookup(name, country=around.country or None, limit=20)
    return next(
        (
            hit
            for hit in hits
            if hit.match in _STRICT
            and hit.place.place_id != around.place_id
            and lies_in(hit.place, around, gazetteer)
        ),
        None,
    )


def _unless_astray(
    found: Resolution, others: Sequence[Resolution], gazetteer: Gazetteer
) -> Resolution:
    """The resolution, unless its place is likely a namesake in a country not spoken of."""
    place = found.place
    if place is None or found.by_hand:
        return found
    if not place.country or place.kind.startswith(("A.PCL", "L.", "H.")):
        return found
    name = fold(found.mention.text)
    apart = [other for other in others if fold(other.mention.text) != name]
    known = [other.place for other in apart if other.place is not None]
    spoken = {other.country for other in known} - {""}
    if not spoken or place.country in spoken or _is_great(name, place, gazetteer):
        return found
    if any(gap_m(place, other, gazetteer) <= _FAR_M for other in known):
        return found
    reason = (
        f"{place.name} in {place.country} is known, but the report does not otherwise speak of "
        "that country"
    )
    return replace(found, place=None, probability=0.0, reason=reason)


def _is_great(name: str, place: Place, gazetteer: Gazetteer) -> bool:
    """Whether everybody knows a place by this very name: a capital, a province, a large town."""
    great = place.population >= _GREAT or place.kind in {"P.PPLC", "A.ADM1"}
    return great and _is_strict(name, place, gazetteer)


def gap_m(place: Place, other: Place, gazetteer: Gazetteer) -> float:
    """Distance of a place from another, or from where a country begins."""
    area = gazetteer.area(other.place_id) if other.kind.startswith("A.PCL") else None
    return distance_m(place.point, other.point if area is None else area)


def _is_strict(name: str, place: Place, gazetteer: Gazetteer) -> bool:
    hits = gazetteer.lookup(name, country=place.country, limit=20)
    return any(hit.match in _STRICT and hit.place.place_id == place.place_id for hit in hits)
