"""Second look at names that the tagger is unsure of; some are lifted among the chosen.

spaCy and the tagger know the names of rich countries better than "Deh Salah" or "Khawak pass", and
spaCy takes a strange name at the start of a sentence for a person or a firm. `by_story` takes names
that few places of the world bear, one of them right beside the story's sure places, and full typed
names of the gazetteer. `by_grammar` takes names that stand where only a place can ("seized Goma",
"Avdiivka fell", "the town of Soledar"), where the document knows no person of the name and the
gazetteer has it in or near the story, or as the name of a larger town; and names that are attacked
or listed with a place, as people are too, where the gazetteer has them in or near the story; and
there rare names that are all that is captured ("captured Leer").
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from geomap.gazetteer import EmbeddedGazetteer, apart_km
from geomap.model import Place
from geomap.toponyms import company, words
from geomap.toponyms.features import Facts
from geomap.toponyms.spans import Span, lower
from geomap.toponyms.tagging import SURE
from geomap.toponyms.trees import Floats

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MOST_SURE, _MOST_ASKED, _MOST_NAMESAKES = 12, 40, 24
_LEAST_BY_STORY = 0.03
_LEAST_TYPED = 0.02
_LEAST_BY_GRAMMAR = 0.005
_LEAST_AGAIN = 0.01
# at most so many places of the world bear the name, and one lies this near to sure places
_REACH_KM = ((3, 300.0), (8, 120.0))
_NEEDED = 2
_FEW = 3
"""So few places of the world bear a name that is seldom a person's."""
_IN_STORY_KM = 300.0
_LARGE_PEOPLE = 20_000
_DATELINE_TOKENS = 14
_DASHES = frozenset({"-", "--", "–", "—"})
_OPENERS = _DASHES | {",", "(", "/"}


def by_story(
    spans: Sequence[Span],
    scores: Floats,
    gazetteer: EmbeddedGazetteer,
    *,
    facts: Facts,
    least: float,
) -> None:
    """Raise to `least`, in place, unsure spans that are full typed names or lie by the story."""
    asked = []
    for n in _known_between(spans, scores, _LEAST_TYPED, least):
        if _typed(spans[n]) or _dateline(spans[n]):
            scores[n] = least
        elif scores[n] >= _LEAST_BY_STORY and _may_be_place(spans[n]):
            asked.append(n)
    sure = _sure_places(spans, scores, gazetteer) if asked else []
    rare = ((key, int(facts(key)[0])) for key in _first_keys(spans, asked))
    beside = {key for key, count in rare if _beside(key, count, sure, gazetteer)}
    _lift(spans, scores, asked, keys=beside, least=least)


def _known_between(spans: Sequence[Span], scores: Floats, lowest: float, least: float) -> list[int]:
    """Numbers of the known spans whose score lies between two."""
    between = np.flatnonzero((scores >= lowest) & (scores < least)).tolist()
    return [n for n in between if spans[n].known]


def _first_keys(spans: Sequence[Span], numbers: Iterable[int]) -> Iterable[str]:
    return islice(dict.fromkeys(spans[n].key for n in numbers), _MOST_ASKED)


def _typed(span: Span) -> bool:
    return span.last - span.first > 1 and span.head.lower_ in words.NATURAL


def _dateline(span: Span) -> bool:
    """Whether a paragraph starts with the name in capitals, and a dash follows soon."""
    text = span.doc[span.first : span.last].text
    if span.first or not text.isupper() or len(text) <= 2:
        return False
    head = [token.text for token in span.doc[span.last : span.last + _DATELINE_TOKENS]]
    return bool(head) and head[0] in _OPENERS and not _DASHES.isdisjoint(head)


def _may_be_place(span: Span) -> bool:
    """Whether nothing right beside the span says that it is a person."""
    before, after = span.before, span.after
    if lower(before) in words.LOCATIVE:
        return True
    if lower(before) in words.PERSON_TITLES or lower(after) in words.SPEAKS | {"'s"}:
        return False
    return not any(token is not None and token.ent_type_ == "PERSON" for token in (before, after))


def _sure_places(
    spans: Sequence[Span], scores: Floats, gazetteer: EmbeddedGazetteer
) -> list[Place]:
    """The first sure places smaller than a country, each the likeliest of its name."""
    keys = dict.fromkeys(spans[n].key for n in _known_between(spans, scores, SURE, math.inf))
    places = (hit.place for key in keys for hit in gazetteer.lookup(key, limit=1))
    small = (place for place in places if not place.kind.startswith(("A.PCL", "L.")))
    return list(islice(small, _MOST_SURE))


def _places_named(key: str, gazetteer: EmbeddedGazetteer) -> Iterator[Place]:
    """Places whose own or other name this very key is."""
    for hit in gazetteer.lookup(key, limit=_MOST_NAMESAKES):
        if hit.match in {"exact", "folded", "alias"}:
            yield hit.place


def _beside(key: str, n_places: int, sure: Sequence[Place], gazetteer: EmbeddedGazetteer) -> bool:
    """Whether a place of this rare name lies near enough sure places."""
    reach_km = next((reach for most, reach in _REACH_KM if n_places <= most), 0.0)
    return reach_km > 0 and any(
        sum(apart_km(place, other) < reach_km for other in sure) >= _NEEDED
        for place in _places_named(key, gazetteer)
    )


def by_grammar(
    spans: Sequence[Span],
    scores: Floats,
    gazetteer: EmbeddedGazetteer,
    *,
    docs: "Sequence[Doc]",
    peoples: Mapping[str, str],
    least: float,
) -> None:
    """Raise to `least`, in place, unsure known names that are taken, lie or fall as places do."""
    unsure = [n for n in _alone(spans, scores, _LEAST_BY_GRAMMAR, least) if len(spans[n].key) > 2]
    strong = [n for n in unsure if company.stands_as_place(spans[n])]
    weak = _weak(unsure, spans, _beside_chosen(spans, scores, least), peoples)
    if not strong and not any(numbers for numbers, _, _ in weak):
        return
    sure = _sure_places(spans, scores, gazetteer)
    named = _countries(spans, scores, gazetteer, peoples)
    at_hand = named | {place.country for place in sure}
    not_places = frozenset().union(*map(_words_of_no_place, docs))

    def fitting(numbers: list[int], countries: set[str], *, large: float, most: float) -> set[str]:
        keys = (key for key in _first_keys(spans, numbers) if key not in not_places)
        places = ((key, list(_places_named(key, gazetteer))) for key in keys)
        borne = ((key, found) for key, found in places if len(found) <= most)
        return {key for key, found in borne if _fits(found, sure, countries, large=large)}

    fits = fitting(strong, named, large=_LARGE_PEOPLE, most=math.inf)
    _lift(spans, scores, strong, keys=fits, least=least)
    for numbers, large, most in weak:
        at_home = fitting(numbers, at_hand, large=large, most=most)
        _lift(spans, scores, numbers, keys=at_home, least=least)
    again = _alone(spans, scores, _LEAST_AGAIN, least)
    _lift(spans, scores, again, keys=fits, least=least)


def _weak(
    unsure: Sequence[int],
    spans: Sequence[Span],
    chosen: "set[tuple[Doc, int]]",
    peoples: Mapping[str, str],
) -> list[tuple[list[int], float, float]]:
    """Unsure names whose grammar says less, with the people and the namesakes that it takes.

    A town of so many people need not be where the report's other places are.
    """
    listed = [n for n in unsure if _may_be_listed(spans[n], chosen, peoples)]
    captured = [n for n in unsure if company.is_captured(spans[n])]
    lots = [n for n in unsure if company.fares_as_town(spans[n])]
    return [(listed, math.inf, math.inf), (captured, math.inf, _FEW), (lots, _LARGE_PEOPLE, _FEW)]


def _alone(spans: Sequence[Span], scores: Floats, low: float, high: float) -> list[int]:
    """Known names scored between two bounds that are no part of a longer one."""
    return [n for n in _known_between(spans, scores, low, high) if company.alone(spans[n])]


def _lift(
    spans: Sequence[Span], scores: Floats, numbers: list[int], *, keys: set[str], least: float
) -> None:
    scores[[n for n in numbers if spans[n].key in keys]] = least


def _may_be_listed(span: Span, beside: "set[tuple[Doc, int]]", peoples: Mapping[str, str]) -> bool:
    """Whether a name is attacked or in a list with a place; no people's and no day's."""
    name = span.key not in peoples and span.entity not in {"DATE", "TIME"}
    return name and (company.is_attacked(span) or _is_joined(span, beside))


def _beside_chosen(spans: Sequence[Span], scores: Floats, least: float) -> "set[tuple[Doc, int]]":
    """Where a chosen name may be joined to another: the tokens right before and after it."""
    chosen = (spans[n] for n in np.flatnonzero(scores >= least).tolist() if spans[n].known)
    return {(one.doc, at) for one in chosen for at in (one.first - 1, one.last)}


def _is_joined(span: Span, beside: "set[tuple[Doc, int]]") -> bool:
    """Whether a name is in a list with a place: "Palma and Macomia", "Gao, Kidal or Menaka"."""
    return any(
        word is not None and word.lower_ in company.JOINS and (span.doc, word.i) in beside
        for word in (span.before, span.after)
    )


def _countries(
    spans: Sequence[Span],
    scores: Floats,
    gazetteer: EmbeddedGazetteer,
    peoples: Mapping[str, str],
) -> set[str]:
    """Codes of the countries that a document names, or whose people."""
    sure = {spans[n].key for n in _known_between(spans, scores, SURE, math.inf)}
    named = {
        hit.place.country
        for key in sure
        if gazetteer.facts(key)[2]
        for hit in gazetteer.lookup(key, limit=1)
    }
    return named | {peoples[span.key] for span in spans if span.key in peoples}


def _words_of_no_place(doc: "Doc") -> Iterator[str]:
    """Words that a text also writes in lower case, and parts of the full names of people."""
    yield from (token.text for token in doc if token.text[0].islower())
    for entity in doc.ents:
        if entity.label_ == "PERSON" and len(entity) > 1:
            yield from (token.lower_ for token in entity)


def _fits(
    places: Iterable[Place], sure: Sequence[Place], countries: set[str], *, large: float
) -> bool:
    """Whether one of a name's places is a town of so many people, or in or near the story."""
    return any(
        place.population >= large
        or place.country in countries
        or any(apart_km(place, other) < _IN_STORY_KM for other in sure)
        for place in places
        if place.kind[0] in "PA"
    )
