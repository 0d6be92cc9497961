"""Which places a common noun can be said of: a town is "the city", no river is "the area"."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse.paragraphs import Paragraph, Reference
from geomap.model import Gazetteer, Place, Resolution

if TYPE_CHECKING:
    from spacy.tokens import Token

KINDS = {
    noun: tuple(tuple(rank.split("|")) for rank in str(kinds).split())
    for noun, kinds in lexicon.table("places.noun_kinds").items()
}
"""Kinds of places that a noun names, as GeoNames classes and codes begin; the likeliest first."""

VAGUE = lexicon.words("places.vague")
"""Nouns and pronouns that stand for any place but a country or a water."""

LOCAL = lexicon.words("places.near_reference")
"""Nouns that surely stand only for a place of the same or the previous paragraph."""

FACILITIES = lexicon.words("places.facilities")
"""Nouns that a place bears only by name: "the airport" is "Khartoum airport"."""

LARGE = lexicon.words("places.large")
"""Nouns that a name which no gazetteer has is never called by."""

_HAMLETS, _VILLAGE = lexicon.words("places.hamlets"), 50_000
"""Nouns that no city is called by, and how many live in the largest of them."""

_SITES = lexicon.words("places.town_sites")
_NAMED_AFTER = lexicon.words("places.named_after")
"""Nouns that make another place of a name: Panjshir is a province, the Panjshir valley is not."""


def kinds_of(noun: str) -> tuple[str, ...]:
    """How the kinds of places begin that a noun surely names; empty for "area" and its like."""
    return tuple(rank[0] for rank in KINDS.get(noun, ()) if len(rank) == 1)


def of_kind(resolution: Resolution, noun: str, gazetteer: Gazetteer) -> Place | None:
    """The place that a name with a noun after it means: of "Panjshir" and "valley" the valley.

    None where the place is of that kind already, or no such place of its country is known.
    """
    place, kinds = resolution.place, kinds_of(noun)
    if place is None or noun not in _NAMED_AFTER or place.kind.startswith(kinds):
        return None
    name = f"{resolution.mention.text} {noun.title()}"
    hits = gazetteer.lookup(name, near=(place.lon, place.lat), limit=5)
    same = (hit.place for hit in hits if not place.country or hit.place.country == place.country)
    return next((one for one in same if one.kind.startswith(kinds)), None)


def fitting(noun: str, named: Sequence[Reference]) -> list[Reference]:
    """Places that can be called by a noun, those of its likeliest kind where there are any.

    Names that no gazetteer has may be any village or area, but no province or capital.
    """
    unknown = [one for one in named if one.place is None and not _is_site(one, noun)]
    unknown = [] if noun in LARGE else unknown
    for kinds in KINDS.get(noun, (("",),)):
        if found := [one for one in named if one.place and _fits(noun, kinds, one)]:
            return sorted((*found, *unknown), key=lambda one: (one.paragraph, one.start))
    return unknown


def _is_site(one: Reference, noun: str) -> bool:
    """Whether a name is by its last word another thing: no embassy is "the village"."""
    last = one.text.lower().split()[-1]
    return last in _SITES and noun in KINDS and last != noun


def _fits(noun: str, kinds: tuple[str, ...], one: Reference) -> bool:
    """Whether a known place can be called by a noun of these kinds; "" is any but a water."""
    place = one.place
    if place is None:
        return False
    kind = place.kind
    if kind.startswith("A.PCL"):
        return noun == "country"
    if noun in _HAMLETS and (kind == "P.PPLC" or place.population > _VILLAGE):
        return False
    if noun in one.text.lower().split():
        return True
    return kind.startswith(kinds) if all(kinds) else not kind.startswith(("L.CONT", "H."))


def is_called(noun: str, one: Reference) -> bool:
    """Whether a place can be called by a noun of any of its kinds."""
    return one in fitting(noun, [one])


def speakers_own(
    noun: str, word: "Token", paragraph: Paragraph, *, since: int = 0
) -> Resolution | None:
    """The town where the speaker sits, if nothing else can be meant: no seat of a government.

    Only one named from some character of the paragraph on.
    """
    if noun in FACILITIES:
        return None
    towns = [
        one
        for one in paragraph.named
        if since <= one.start
        and one.end <= word.idx
        and is_called(noun, one)
        and not (one.place is not None and one.place.kind == "P.PPLC")
    ]
    return towns[-1].resolution if towns else None
