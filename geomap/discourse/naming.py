"""Names that recognition left out, told as places by their grammar: "retook X", "the X creek".

They are found before names are resolved, so that every place of a report goes through the one
resolver and has a row of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from geomap import lexicon
from geomap.discourse.paragraphs import Paragraph, in_spans, local_span, tokens_in
from geomap.discourse.plausible import gap_m
from geomap.discourse.sided import is_around
from geomap.gazetteer import fold
from geomap.model import Gazetteer, Mention, Place, Resolution, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_NO_PLACE = frozenset({"PERSON", "NORP", "ORG", "DATE", "TIME", "CARDINAL", "MONEY", "EVENT"})
_LOCATED = frozenset({"GPE", "LOC", "FAC"})
_BEARINGS = lexicon.words("space.bearing_words")
_PLACES = lexicon.words("places.nouns")
_LOCATIVE = lexicon.words("space.at_or_around")
_HOLDS = lexicon.words("space.at")
_ONTO = lexicon.words("deeds.falls_on")
_LEAVES = lexicon.words("deeds.leaves")
_OF_FAITHS = lexicon.words("places.of_faiths")
_TAKES_PLACE = lexicon.words("deeds.takes_or_visits")
_ONLY_PLACES = lexicon.words("deeds.takes_only_places")
_OF_PEOPLE = lexicon.words("places.of_people")
_LIES = lexicon.words("space.lies_beside")
_IS = lexicon.words("space.stays")
_ROADS = lexicon.words("places.named_roads")
_ARTICLES = lexicon.words("places.arabic_articles")
_FIGURE_WORDS = 5
"""Words that a figure in two units takes before "from": "40 km (25 miles) from"."""

_STRICT = frozenset({"exact", "folded", "alias", "type-stripped"})
_LEAST_ALIKE = 80.0
_GREAT = 10_000
_CLOSE_M = 300_000.0
"""How far from the report's other places one in a neighbouring country may lie."""


def names(
    paragraph: Paragraph, mentions: Sequence[Mention], known: frozenset[str]
) -> list[Mention]:
    """Mentions of the names of a paragraph that stand where only places stand.

    Parameters
    ----------
    paragraph
        The paragraph; its references are not looked at.
    mentions
        Its mentions that recognition found: what they cover is no fresh name.
    known
        Names that recognition found anywhere in the report.
    """
    covered = {
        i
        for one in mentions
        for i in tokens_in(paragraph.passage, *local_span(paragraph.passage, one))
    }
    spans = {}
    for token in paragraph.doc:
        around = is_around(token)
        if token.i in covered or not (token.tag_ == "NNP" or around) or not token.is_alpha:
            continue
        if token.i in paragraph.time_tokens or in_spans(token.idx, paragraph.filed):
            continue
        span = _beside_known(token, range(*_whole_name(token)), covered)
        named = paragraph.doc[span[0]]  # "al-Tijara" begins with its article
        named_so = named.text[0].isupper() or named.lower_ in _ARTICLES
        if named_so and (around or _is_placed(token, known, covered)):
            spans[token] = span
    found = []
    for token, span in sorted(spans.items(), key=lambda item: (-len(item[1]), item[0].i)):
        if covered.isdisjoint(span):
            covered.update(span)
            found += [_mention(paragraph, token, part) for part in _ends(token, span)]
    return found


def _ends(token: "Token", span: range) -> list[range]:
    """The two names of a road that is called by its ends: "the Juba-Nimule road"."""
    hyphens = [i for i in span if token.doc[i].text == "-"]
    if token.head.lemma_ not in _ROADS or len(hyphens) != 1:
        return [span]
    return [range(span[0], hyphens[0]), range(hyphens[0] + 1, span[-1] + 1)]


def checked(resolution: Resolution, others: Sequence[Place], gazetteer: Gazetteer) -> Resolution:
    """The resolution of a name that only grammar shows, or none where it may be a namesake.

    Such names are mostly in no gazetteer: a place far from all `others` of the report and in a
    country that it does not otherwise speak of, or one that only sounds alike, is no find.
    """
    place = resolution.place
    if place is None or resolution.by_hand:
        return resolution
    at_home = any(place.country == other.country for other in others)
    close = (gap_m(place, other, gazetteer) <= _CLOSE_M for other in _towns(others))
    # a great town's own name is no namesake's, where the report names only countries or hamlets
    small = all(10 * one.population < place.population for one in _towns(others))
    great = place.kind.startswith("P.") and place.population >= _GREAT and small
    near = at_home or not others or any(close) or great
    if near and _is_spelt_so(resolution.mention.text, place, gazetteer, loosely=at_home):
        return resolution
    reason = f"only a place of another country or spelling is known, {place.name}"
    return replace(resolution, place=None, probability=0.0, reason=reason)


def _towns(places: Sequence[Place]) -> Iterator[Place]:
    return (one for one in places if not one.kind.startswith("A.PCL"))


def _is_spelt_so(name: str, place: Place, gazetteer: Gazetteer, *, loosely: bool) -> bool:
    hits = gazetteer.lookup(name, country=place.country)
    strict = any(h.match in _STRICT and h.place.place_id == place.place_id for h in hits)
    return strict or (loosely and fuzz.ratio(fold(name), fold(place.name)) >= _LEAST_ALIKE)


def _mention(paragraph: Paragraph, token: "Token", span: range) -> Mention:
    doc, first, last = paragraph.doc, span[0], span[-1]
    start, end = paragraph.passage.span(doc[first].idx, doc[last].idx + len(doc[last]))
    return Mention(
        report_id=paragraph.passage.report_id,
        start=start,
        end=end,
        text=doc[first : last + 1].text,
        role=Role.OTHER_PLACE if is_landmark(token) else Role.EVENT_PLACE,
        cue=token.head.lower_,
    )


def _whole_name(token: "Token") -> tuple[int, int]:
    """First token of a name and the one after its last, over its hyphens: "Nahr al-Bared"."""
    doc = token.doc
    first = last = token.i
    while first > 0 and _is_of_name(doc[first - 1], doc[first]):
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].text == "-" and not doc[last].whitespace_:
        if last + 2 >= len(doc) or doc[last + 1].whitespace_ or not doc[last + 2].is_alpha:
            break
        last += 2
    return first, last + 1


def _beside_known(token: "Token", span: range, covered: set[int]) -> range:
    """A name without the known one that a hyphen joins to it: of "Bangui-Bambari" the second."""
    last = max((i for i in span if i < token.i and i in covered), default=-1)
    return range(last + 2, span[-1] + 1) if token.doc[last + 1].text == "-" and last > -1 else span


def _is_of_name(before: "Token", token: "Token") -> bool:
    """Whether a word belongs to the name after it: a name hung on it, or a hyphen's other side."""
    if "-" in (before.text, token.text):
        return not before.whitespace_
    article = token.lower_ in _ARTICLES and before.head == token.head
    return before.pos_ == "PROPN" and (before.head == token or article)


def _is_placed(token: "Token", known: frozenset[str], covered: set[int]) -> bool:
    """Whether a proper noun stands where places stand: "near X", "the town of X", "X crossing"."""
    above, link = token.head, token.dep_
    free = token.ent_type_ not in _NO_PLACE
    if _is_rowed(token, covered):
        return True
    if token.lemma_.lower() in _PLACES and any(child.pos_ == "PROPN" for child in token.lefts):
        return free
    if link in ("compound", "nmod", "det") and above.lemma_.lower() in _PLACES:
        return _lends_name(token, above)
    if link == "pobj":
        between = token.head.lower_ == "between" and _is_beside(token, covered)
        return between or _is_governed(token, free=free)
    if link in ("dobj", "nsubjpass") and _takes_place(above):
        return free or token.ent_type_ == "ORG" or token.text in known or _is_taken(token)
    return _is_put(token) if link == "nsubj" else _is_listed(token, known, covered)


def _is_taken(token: "Token") -> bool:
    """Whether a bare name is what a verb of places takes: "retook X", not "took X hostage"."""
    verb = token.head
    bare = all(child.dep_ in ("compound", "punct") for child in token.children)
    return bare and (verb.lemma_ in _ONLY_PLACES or _takes_hold(verb))


def _is_put(token: "Token") -> bool:
    """Whether a subject is put on the map: "X borders ...", "X is 20 km north of ..."."""
    verb = token.head
    return token.ent_type_ != "NORP" and (verb.lemma_ in _LIES or _tells_where(verb))


def _is_beside(token: "Token", covered: set[int]) -> bool:
    """Whether a name is coordinated with a known one: "between X and Kidal"."""
    return any(other.i in covered for other in token.conjuncts)


def _is_rowed(token: "Token", covered: set[int]) -> bool:
    """Whether what is taken for one name is a row of places: "attacks on X, Y and Odesa"."""
    same = (other for other in token.conjuncts if other.i in covered)
    return any(
        ent.start <= token.i < ent.end and ent.start <= other.i < ent.end
        for other in same
        for ent in token.doc.ents
    )


def _is_listed(token: "Token", known: frozenset[str], covered: set[int]) -> bool:
    """Whether a name is joined to a place: "from Mellit, Zalingei and X"."""
    above, free = token.head, token.ent_type_ not in _NO_PLACE
    if free and _is_beside(token, covered):
        return True
    if token.dep_ == "conj" and free and above.tag_ == "NNP":
        return _is_placed(above, known, covered)
    return token.ent_type_ in _LOCATED and token.dep_ in ("appos", "conj")


def _lends_name(token: "Token", noun: "Token") -> bool:
    """Whether a name before a noun is a place's: people have houses, the X creek is a place."""
    person = token.ent_type_ == "PERSON" and noun.lemma_.lower() in _OF_PEOPLE
    faith = noun.lemma_.lower() in _OF_FAITHS and token.ent_type_ not in _LOCATED
    is_noun = noun.pos_ == "NOUN" or noun.lower_ == "crossing"
    return is_noun and token.ent_type_ != "NORP" and not person and not faith


def _is_governed(token: "Token", *, free: bool) -> bool:
    """Whether a preposition makes a name a place: "of" a town, "in", bombs "on", 20 km "from"."""
    word, above = token.head.lower_, token.head.head
    person = token.ent_type_ == "PERSON"
    noun = above.lemma_.lower()
    if word == "of" and noun in _PLACES:
        return above.pos_ == "NOUN" and not (person and noun in _OF_PEOPLE)
    if word in _LOCATIVE:
        return free or _is_inside(token)
    if token.ent_type_ in _LOCATED:
        return True
    onto = word == "on" and noun in _ONTO
    return (free or person) and (onto or _is_left(token) or is_landmark(token))


def _is_inside(token: "Token") -> bool:
    """Whether a name of an organisation or a person is a place's: "in the village of X", "in X".

    Nobody is in a person: the parser knows names of people better than those of villages.
    """
    word, noun = token.head.lower_, token.head.head.lemma_.lower()
    in_place = noun in _PLACES and token.ent_type_ == "ORG"
    return in_place or (token.ent_type_ == "PERSON" and word in _HOLDS)


def _is_left(token: "Token") -> bool:
    """Whether somebody goes away from a name: "withdrew from X", "out of X"."""
    word, above = token.head.lower_, token.head.head
    return (word == "from" and above.lemma_ in _LEAVES) or (word, above.lower_) == ("of", "out")


def _takes_hold(verb: "Token") -> bool:
    """Whether "took X" speaks of a place, not of someone taken prisoner."""
    people = any(child.lower_ in _HOSTAGES for child in verb.subtree)
    return verb.lemma_ == "take" and not people


_HOSTAGES = frozenset({"hostage", "prisoner", "captive"})


def _takes_place(verb: "Token") -> bool:
    """Whether a verb's object is a place: "retook X", "took over X"."""
    over = verb.lemma_ == "take" and any(child.lower_ == "over" for child in verb.children)
    return over or verb.lemma_ in _TAKES_PLACE or verb.lower_ in _ONLY_PLACES


def _tells_where(verb: "Token") -> bool:
    """Whether a verb puts its subject on the map: "X is 20 km north of ...", "on the border"."""
    if verb.lemma_ not in _IS:
        return False
    said = (
        word
        for child in verb.rights
        if child.dep_ in ("prep", "npadvmod", "advmod", "attr")
        for word in child.subtree
    )
    return any(measures(word) or word.lemma_ == "border" for word in said)


def is_landmark(token: "Token") -> bool:
    """Whether a place is only what another is measured from: "40 km from the town of X"."""
    while token.dep_ in ("compound", "nmod") or (
        token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.dep_ == "pobj"
    ):
        token = token.head if token.dep_ != "pobj" else token.head.head
    above = token.head
    if token.dep_ != "pobj" or above.lower_ not in ("of", "from"):
        return False
    return any(measures(one) for one in _around(above))


def _around(preposition: "Token") -> Iterator["Token"]:
    yield preposition.head
    yield from preposition.doc[max(0, preposition.i - _FIGURE_WORDS) : preposition.i]


def measures(token: "Token") -> bool:
    """Whether a word is a direction or a unit of distance: "north", "kilometers", "away"."""
    return token.lemma_.lower() in _BEARINGS or token.lower_ in _BEARINGS
