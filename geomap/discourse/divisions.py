"""Names before the noun of a division: "Ethiopia's Somali region", "Hasakah province"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import lands
from geomap.discourse.paragraphs import Paragraph, Reference
from geomap.gazetteer import fold
from geomap.model import Gazetteer, Place, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = lexicon.words("places.divisions")
_SURE = 0.9
"""Probability given to the one division of a name in a country that the report speaks of."""


def read(paragraphs: Sequence[Paragraph], gazetteer: Gazetteer) -> list[Paragraph]:
    """Paragraphs whose names before the noun of a division mean the division.

    Parameters
    ----------
    paragraphs
        A report's paragraphs with what its names were resolved to: "Somali" to Somalia, "Hasakah"
        to the city.
    gazetteer
        Where the division is looked up: in the country of the city, or in the countries that the
        report otherwise speaks of, where it must be the only one.
    """
    return [
        replace(each, references=tuple(_read(one, each, paragraphs, gazetteer)
                                       for one in each.references))
        for each in paragraphs
    ]  # fmt: skip


def _read(
    one: Reference, paragraph: Paragraph, paragraphs: Sequence[Paragraph], gazetteer: Gazetteer
) -> Reference:
    last = one.tokens[-1] if one.tokens else len(paragraph.doc)
    noun = paragraph.doc[last + 1] if last + 1 < len(paragraph.doc) else None
    if noun is None or noun.lemma_.lower() not in _NOUNS or one.resolution.by_hand:
        return one
    place = one.place
    if place is not None and place.kind.startswith("P."):
        division = _around(one.text, place, gazetteer)
    elif place is None or place.kind.startswith("A.PCL"):
        division = _spoken_of(one, paragraphs, gazetteer)
    else:
        division = place if one.role is Role.NATIONALITY else None
    return one if division is None else _meaning(division, one, paragraph, noun)


def _around(name: str, town: Place, gazetteer: Gazetteer) -> Place | None:
    """The division that a town lies in, where it has the town's name: "Al-Hasakah"."""
    words = set(re.split(r"\W+", fold(town.admin1)))
    if not words.issuperset(re.split(r"\W+", fold(name))):
        return None
    hits = lands.called(town.admin1, gazetteer, country=town.country)
    return next((hit.place for hit in hits if hit.place.kind == "A.ADM1"), None)


def _spoken_of(
    one: Reference, paragraphs: Sequence[Paragraph], gazetteer: Gazetteer
) -> Place | None:
    """The only division of a name in the countries that the rest of the report names."""
    spoken = {
        other.place.country
        for each in paragraphs
        for other in each.references
        if other.place is not None and other.text != one.text
    }
    hits = [hit.place for hit in lands.called(one.text, gazetteer)]
    found = [p for p in hits if p.kind.startswith("A.ADM") and p.country in spoken]
    return found[0] if len(found) == 1 else None


def _meaning(division: Place, one: Reference, paragraph: Paragraph, noun: "Token") -> Reference:
    """A reference to a division; the word for a people takes the noun into its name."""
    mention = one.resolution.mention
    if one.role is Role.NATIONALITY:
        start, end = paragraph.passage.span(one.start, noun.idx + len(noun))
        text = paragraph.text[one.start : noun.idx + len(noun)]
        mention = replace(mention, start=start, end=end, text=text, role=Role.OTHER_PLACE)
    why = "the word beside it asks for the division of this name"
    resolution = replace(
        one.resolution,
        mention=mention,
        place=division,
        probability=_SURE,
        reason="",
        explanation=(why,),
    )
    return replace(one, resolution=resolution)
