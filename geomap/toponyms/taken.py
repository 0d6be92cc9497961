"""Names that stand where only a place can: "seized Goma", "Avdiivka fell", "the town of Soledar".

spaCy takes such names for people and firms at the start of a sentence. They are taken for places
where the grammar says so, the document knows no person of the name, and the gazetteer has it in
a country of the story, near a sure place of it, or as the name of a larger town.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from geomap import lexicon
from geomap.gazetteer import EmbeddedGazetteer
from geomap.toponyms import words
from geomap.toponyms.coherence import Point, Scores, km, sure_points
from geomap.toponyms.spans import Span

LEAST = 0.005
AGAIN = 0.01
REACH_KM = 300.0
LEAST_PEOPLE = 20_000
_MOST_ASKED = 40
# said of places only; people are captured, surrounded and evacuated too
_TAKEN = lexicon.words("deeds.takes_place")
_EITHER = frozenset(["capture", "surround", "evacuate"])
_SETTLEMENT = lexicon.words("places.settlements")
_HEADS = lexicon.words("places.with_of")
_LENGTHS = lexicon.words("space.lengths")
_BE = lexicon.words("deeds.be")
_HAVE = frozenset(["has", "had", "have"])


@dataclass(frozen=True)
class Story:
    """What a document is sure of: points of its places, and codes of its countries."""

    points: Sequence[Point]
    countries: frozenset[str]
    people: frozenset[str]
    lower: frozenset[str]


def lift_taken(
    docs: Sequence[Doc],
    found: Sequence[Sequence[Span]],
    scores: Sequence[Scores],
    gazetteer: EmbeddedGazetteer,
    *,
    peoples: Mapping[str, str],
    least: float,
) -> None:
    """Raise to `least`, in place, unsure known names that are taken, lie or fall as places do."""
    strong = list(_strong(docs, found, scores, least))
    if not strong:
        return
    story = _story(docs, found, scores, gazetteer, peoples=peoples)
    keys: dict[str, bool] = {}
    for passage, number in strong:
        key = found[passage][number].key
        if key not in keys and len(keys) < _MOST_ASKED:
            keys[key] = _fits(key, story, gazetteer)
        if keys.get(key):
            scores[passage][number] = max(scores[passage][number], least)
    for doc, each, score in zip(docs, found, scores, strict=True):
        for number, span in enumerate(each):
            if keys.get(span.key) and AGAIN <= score[number] < least and _alone(doc, span):
                score[number] = least


def _strong(
    docs: Sequence[Doc],
    found: Sequence[Sequence[Span]],
    scores: Sequence[Scores],
    least: float,
) -> Iterator[tuple[int, int]]:
    for passage, (doc, each, score) in enumerate(zip(docs, found, scores, strict=True)):
        for number, span in enumerate(each):
            if (
                span.known
                and LEAST <= score[number] < least
                and len(span.key) > 2
                and _alone(doc, span)
                and (_before(doc, span.first) or _after(doc, span.last))
            ):
                yield passage, number


def _alone(doc: Doc, span: Span) -> bool:
    """Whether no capital, title or verb of saying beside the name makes it part of another."""
    if span.first:
        before = doc[span.first - 1]
        sentence = bool(doc[span.first].is_sent_start)
        if before.lower_ in words.PERSON_TITLES or (before.text[0].isupper() and not sentence):
            return False
    if span.last < len(doc):
        after = doc[span.last]
        return not (after.text[0].isupper() or after.lower_ in words.SPEAKS or after.text == "'s")
    return True


def _before(doc: Doc, first: int) -> bool:
    """Whether the words before a name take it, or say what it is."""
    if not first:
        return False
    before = doc[first - 1]
    if before.pos_ == "VERB" and _takes(before, doc[first]):
        return True
    return first > 1 and before.lower_ == "of" and doc[first - 2].lower_ in _HEADS


def _after(doc: Doc, last: int) -> bool:
    """Whether the words after a name say that it lies, fell or was taken, or what it is."""
    rest = doc[last : last + 6]
    if len(rest) < 2:
        return False
    head, low = rest[0], [token.lower_ for token in rest]
    if head.text == "," and low[1] in {"a", "the"}:
        return any(word in _SETTLEMENT for word in _until_comma(low[2:]))
    if low[0] in {"lies", "fell"}:
        return True
    if low[0] == "is" and any(word in _LENGTHS for word in low[1:4]):
        return any(token.like_num for token in rest[1:3])
    if low[0] in _HAVE | _BE:
        return _passive(list(rest[1:4]), doc[last - 1])
    return False


def _until_comma(low: Sequence[str]) -> Sequence[str]:
    return low[: low.index(",")] if "," in low else low


def _takes(verb: Token, name: Token) -> bool:
    """Whether a verb takes places, or places and people and spaCy does not see a person."""
    if verb.lemma_ in _TAKEN or verb.lower_ in _TAKEN:
        return True
    return verb.lemma_ in _EITHER and name.ent_type_ != "PERSON"


def _passive(rest: Sequence[Token], name: Token) -> bool:
    for token in rest:
        if token.tag_ == "VBN" and _takes(token, name):
            return True
        if token.lower_ == "fallen":
            return True
        if token.lower_ not in _BE and token.pos_ != "ADV":
            return False
    return False


def _story(
    docs: Sequence[Doc],
    found: Sequence[Sequence[Span]],
    scores: Sequence[Scores],
    gazetteer: EmbeddedGazetteer,
    *,
    peoples: Mapping[str, str],
) -> Story:
    countries = {peoples[span.key] for each in found for span in each if span.key in peoples}
    for each, score in zip(found, scores, strict=True):
        for number, span in enumerate(each):
            if score[number] >= 0.6 and span.known and gazetteer.facts(span.key)[2]:
                countries.update(c.place.country for c in gazetteer.lookup(span.key, limit=1))
    full = {
        token.lower_
        for doc in docs
        for entity in doc.ents
        if entity.label_ == "PERSON" and len(entity) > 1
        for token in entity
    }
    lower = {token.text for doc in docs for token in doc if token.text[0].islower()}
    return Story(
        points=sure_points(found, scores, gazetteer),
        countries=frozenset(countries),
        people=frozenset(full),
        lower=frozenset(lower),
    )


def _fits(key: str, story: Story, gazetteer: EmbeddedGazetteer) -> bool:
    """Whether a place of the name lies in or near the story, or is larger than most."""
    if key in story.people or key in story.lower:
        return False
    for hit in gazetteer.lookup(key, limit=8):
        place = hit.place
        if hit.match not in {"exact", "folded", "alias"} or place.kind[0] not in "PA":
            continue
        if place.population >= LEAST_PEOPLE or place.country in story.countries:
            return True
        if any(km(place.lon, place.lat, lon, lat) < REACH_KM for lon, lat in story.points):
            return True
    return False
