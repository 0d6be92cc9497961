"""Which capital "the capital" is: that of the country that is spoken of, never the dateline's."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r
from geomap.discourse import lands, scenes
from geomap.discourse.paragraphs import Paragraph, Reference
from geomap.model import Gazetteer, Mention, Place, Resolution, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_LESSER = lexicon.words("places.capital_adjectives")
_LEADS = lexicon.words("grammar.capital_leads")
_MOVED = {
    country: (town, int(year))
    for town, until in lexicon.table("places.moved_capitals").items()
    for country, year in [str(until).split()]
}
"""Capitals before they moved, and the year in which they did, by country."""

_DIVISIONS = lexicon.words("places.divisions", "places.autonomous")
_MOST = 50
_SURE = 0.9
"""Probability given to the capital of the country that the report, or the sentence, speaks of."""


def references(paragraphs: Sequence[Paragraph], gazetteer: Gazetteer) -> Iterator[Reference]:
    """References that "the capital" and "Georgia's capital" make.

    Parameters
    ----------
    paragraphs
        The report's paragraphs with the references that names make.
    gazetteer
        Where the seat of a country is looked up that the report does not name.
    """
    spoken_of = scenes.main(scenes.spoken_of(paragraphs), scenes.filed_in(paragraphs))
    for paragraph in paragraphs:
        for word in paragraph.doc:
            if word.lemma_.lower() == "capital" and _is_bare(word, paragraph):
                country = _country(word, paragraph) or spoken_of
                place = _moved(country, paragraph.anchor, gazetteer)
                place = place or (_seat(country, gazetteer) if country else None)
                if place is not None:
                    yield _reference(word, paragraph, place)


def _is_bare(word: "Token", paragraph: Paragraph) -> bool:
    """Whether "the capital" names no place itself: no "capital, Kabul", no "capital of"."""
    if word.tag_ != "NN" or word.i in paragraph.places or word.dep_ in _NO_REFERENCE:
        return False
    if r.has(word, _LESSER) or any(_names(child, word, paragraph) for child in word.children):
        return False
    if _is_of_part(word, paragraph) or _is_named_next(word, paragraph):
        return False
    return r.has(word, _LEADS) or any(True for _ in r.children(word, {"poss"}))


_NEAR = 4


def _is_of_part(word: "Token", paragraph: Paragraph) -> bool:
    """Whether it is a province's: "Dagestan's capital", "the capital in Helmand province".

    No gazetteer here tells the seat of a province.
    """
    after = paragraph.doc[word.i + 1 : word.i + 1 + _NEAR]
    if after and after[0].lower_ == "in" and any(_is_division(one, paragraph) for one in after):
        return True
    return any(_is_of_division(child, paragraph) for child in word.lefts)


def _is_named_next(word: "Token", paragraph: Paragraph) -> bool:
    """Whether a comma, a place's name and a mark follow: "the capital, Lashkar Gah."."""
    at, doc = word.i + 2, paragraph.doc
    if at >= len(doc) or doc[at - 1].text != "," or at not in paragraph.places:
        return False
    last = at
    while last < len(doc) and paragraph.places.get(last) is paragraph.places[at]:
        last += 1
    return last == len(doc) or doc[last].is_punct


def _is_division(word: "Token", paragraph: Paragraph) -> bool:
    found = paragraph.places.get(word.i)
    return found is not None and found.place is not None and found.place.kind.startswith("A.ADM")


def _is_of_division(word: "Token", paragraph: Paragraph) -> bool:
    """Whether it means a division, by name, by its noun, or as a land that no gazetteer has.

    As in "Dagestan's", "the province's", "the Dagestani", not in "the Dominican Republic's".
    """
    if word.i in paragraph.places:
        return _is_division(word, paragraph)
    if word.dep_ == "poss":
        return word.lemma_.lower() in _DIVISIONS
    return word.ent_type_ in ("NORP", "GPE") and word.dep_ in ("amod", "compound")


_NO_REFERENCE = frozenset({"compound", "amod", "attr", "appos"})


def _names(child: "Token", word: "Token", paragraph: Paragraph) -> bool:
    """Whether a word beside "capital" says which: its name, or that of its land."""
    if child.i < word.i:
        return child.dep_ == "compound" and child.i in paragraph.places
    proper = child.pos_ == "PROPN" and child.dep_ != "conj"
    return child.lower_ == "of" or child.dep_ == "appos" or proper


def _country(word: "Token", paragraph: Paragraph) -> str:
    """Country of the place that the capital is said to be of, else of its sentence."""
    for child in word.lefts:
        found = paragraph.places.get(child.i)
        if found is not None and found.place is not None:
            return found.place.country
    here = {
        place.country
        for token in word.sent
        if (found := paragraph.places.get(token.i)) is not None
        if (place := found.place) is not None and place.country
    }
    return here.pop() if len(here) == 1 else ""


def _moved(country: str, day: date | None, gazetteer: Gazetteer) -> Place | None:
    """The capital that a country had on a day, where it has another today."""
    name, year = _MOVED.get(country, ("", 0))
    if day is None or day.year >= year:
        return None
    towns = (hit.place for hit in lands.called(name, gazetteer, country=country))
    return next((place for place in towns if place.kind.startswith("P.")), None)


def _seat(country: str, gazetteer: Gazetteer) -> Place | None:
    """Capital of a country as the gazetteer has it, or None where it cannot tell."""
    hits = (candidate.place for candidate in gazetteer.lookup(country, limit=10))
    own = next((p for p in hits if p.kind.startswith("A.PCL") and p.country == country), None)
    area = gazetteer.area(own.place_id) if own is not None else None
    if area is None:
        return None
    rows = gazetteer.places_within(area.bounds, limit=_MOST)
    mine = rows[(rows["kind"] == "P.PPLC") & (rows["country"] == country)]
    return gazetteer.place(str(mine["place_id"].iloc[0])) if len(mine) == 1 else None


def _reference(word: "Token", paragraph: Paragraph, place: Place) -> Reference:
    first = word.left_edge.i
    doc = paragraph.doc
    start, end = doc[first].idx, word.idx + len(word)
    mention = Mention(
        report_id=paragraph.passage.report_id,
        start=paragraph.passage.span(start, end)[0],
        end=paragraph.passage.span(start, end)[1],
        text=doc[first : word.i + 1].text,
        role=Role.OTHER_PLACE,
        cue="capital",
    )
    resolution = Resolution(
        mention=mention,
        place=place,
        probability=_SURE,
        explanation=(f"the capital of the country that is spoken of, {place.country}",),
    )
    return Reference(
        paragraph=paragraph.index,
        start=start,
        end=end,
        tokens=range(word.i, word.i + 1),
        resolution=resolution,
        points=True,
    )
