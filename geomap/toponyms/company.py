"""What the words beside a name say of it: that it is taken, lies or fell, as places do."""

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.toponyms import words
from geomap.toponyms.spans import Span, lower

if TYPE_CHECKING:
    from spacy.tokens import Token

JOINS = frozenset({"and", "or", ",", "&"})
# said of places only; people are captured, surrounded and evacuated too
_TAKEN = lexicon.words("deeds.takes_place")
_EITHER = lexicon.words("deeds.takes_either")
_ATTACKED = lexicon.words("deeds.attacks_either")
_OF_ARMS = (_ATTACKED | lexicon.words("deeds.takes_or_visits")) - _EITHER
_RAIDS, _ON = lexicon.words("deeds.on_places"), frozenset({"on", "against"})
_BATTLES = lexicon.words("deeds.for_places")
_ARMED = lexicon.words("people.armed") | {"rebel", "troop", "soldier"}
_ARMED |= {*lexicon.table("means.tools"), *lexicon.table("means.attacks")}
_POLICE, _BEHIND = lexicon.words("people.police"), lexicon.words("time.behind_deeds")
_UNDER, _WEAPONS = lexicon.words("places.under"), frozenset(lexicon.table("means.tools"))
_BEFALLS = lexicon.words("deeds.befalls")
_DEEDS = lexicon.words("deeds.again")
_ROADS, _LINKS = lexicon.words("places.named_roads"), frozenset({"and", "between", "from", "to"})
_LONGEST_WAY, _LONGEST_LOT, _LONGEST_NEWS = 6, 6, 20
_QUOTES = frozenset("\"'")
_OF_TOWNS = lexicon.words("people.of_towns", "places.town_parts")
_SETTLEMENT = lexicon.words("places.settlements")
_HEADS = lexicon.words("places.with_of")
_STATES = lexicon.words("places.states")
_AT = lexicon.words("places.under_signs")
_SENSED = lexicon.words("deeds.sensed")
_LENGTHS = lexicon.words("space.lengths")
_BE = lexicon.words("deeds.be")
_AUXILIARIES = _BE | {"has", "had", "have"}


def stands_as_place(span: Span) -> bool:
    """Whether a name stands alone, and words beside it say that it is a place."""
    beside = _said_of_places_before(span) or said_of_places_after(span)
    return beside or _ends_a_road(span) or _heads_news(span)


def is_attacked(span: Span) -> bool:
    """Whether a name is what a verb attacks, which people are too: "attacked Djibo".

    What looks like a person is one where somebody alone attacks it.
    """
    before = span.before
    if before is None or before.pos_ != "VERB" or before.lemma_ not in _ATTACKED:
        return False
    one = any(child.dep_ == "nsubj" and child.tag_ == "NNP" for child in before.lefts)
    return span.entity != "PERSON" or not one


def is_captured(span: Span) -> bool:
    """Whether a name is all that is captured: "captured Leer", not "captured Lubanga in Ituri"."""
    before, after = span.before, span.after
    ends = after is None or after.text == "." or after.ent_type_ == "DATE"
    return before is not None and ends and before.pos_ == "VERB" and before.lemma_ in _EITHER


def fares_as_town(span: Span) -> bool:
    """Whether what happens to a name is mostly a town's lot, and at times a person's.

    As in "rebels captured Gao on Monday", not "police captured", and "Gao saw clashes".
    """
    before, after = span.before, span.after
    if _befell(list(span.doc[span.last : span.last + _LONGEST_LOT])):
        return True
    if before is None or before.pos_ != "VERB" or before.lemma_ not in _EITHER:
        return False
    ends = (
        after is None or after.text == "." or after.lower_ in _BEHIND or after.ent_type_ == "DATE"
    )
    fight = any(_is_of_war(one) and one.lemma_ not in _POLICE for one in _subjects(before))
    return ends and fight


def alone(span: Span) -> bool:
    """Whether no capital, title or verb of saying beside the name makes it part of another."""
    before, after = span.before, span.after
    if before is not None and before.text[0].isupper() and not span.doc[span.first].is_sent_start:
        return False
    if after is not None and after.text[0].isupper():
        return False
    owns = lower(after) == "'s" and not _has_town_part(span)
    person = lower(before) in words.PERSON_TITLES or lower(after) in words.SPEAKS
    return not (owns or person)


def _has_town_part(span: Span) -> bool:
    """Whether what is a name's own is what only a town has: "Sumy's mayor", "Goma's airport"."""
    rest = span.doc[span.last : span.last + 3]
    own = {one.lemma_.lower() for one in rest[1:]} | {one.lower_ for one in rest[1:]}
    return len(rest) > 1 and rest[0].text == "'s" and not own.isdisjoint(_OF_TOWNS)


def _said_of_places_before(span: Span) -> bool:
    """Whether the words before a name take it, or say what it is: "seized", "the town of"."""
    before = span.before
    if before is None:
        return False
    if before.pos_ == "VERB" and _takes(before, span.doc[span.first]):
        return True
    if before.lower_ in _AT and before.head.lemma_ in _SENSED:
        return True
    return span.first > 1 and _links_to_place(before.nbor(-1), before.lower_)


def _links_to_place(noun: "Token", word: str) -> bool:
    """Whether a noun and the word behind it go before a place."""
    lemma = noun.lemma_.lower()
    if word == "of":
        return noun.lower_ in _HEADS  # "the town of Sirte"
    raided = word in _ON and lemma in _RAIDS  # "an attack on Sirte", "the battle for Sumy"
    return noun.pos_ == "NOUN" and (raided or (word == "for" and lemma in _BATTLES))


def _ends_a_road(span: Span) -> bool:
    """Whether a road leads to a name: "the road between Goma and Sake", "the highway to Jos"."""
    before = reversed(span.doc[max(0, span.first - _LONGEST_WAY) : span.first])
    linked = False
    for token in before:
        if token.lower_ in _LINKS:
            linked = True
        elif not token.text[0].isupper():
            # who is "en route to X" is on no road that is named by it
            way = (
                token.lemma_.lower() in _ROADS
                and lower(token.nbor(-1) if token.i else None) != "en"
            )
            return linked and way
    return False


def said_of_places_after(span: Span) -> bool:
    """Whether the words after a name say that it lies, fell or was taken, or what it is."""
    rest = span.doc[span.last : span.last + _LONGEST_LOT]
    if len(rest) < 2:
        return False
    if _has_town_part(span):
        return True
    first, second, *others = (token.lower_ for token in rest)
    if first == "," and second in {"a", "the"}:
        return not _SETTLEMENT.isdisjoint(takewhile(lambda word: word != ",", others))
    if first == "is" and not _LENGTHS.isdisjoint([second, *others[:2]]):
        return any(token.like_num for token in rest[1:3])
    return (
        first in {"lies", "fell"}
        or (first in _BE and (_is_state(rest[1:4]) or others[:1] == ["scene"]))
        or (first in _AUXILIARIES and _passive(rest[1:4], span.head))
    )


def _befell(rest: "Sequence[Token]") -> bool:
    """Whether words behind a name tell what happened to it.

    As in "Homs saw clashes", "is under siege", "came under attack", "changed hands".
    """
    at = next((n for n, token in enumerate(rest) if token.lower_ not in _AUXILIARIES), len(rest))
    if at + 1 >= len(rest):
        return False
    verb, told = rest[at], {token.lemma_.lower() for token in rest[at + 1 :]}
    if verb.lower_ == "under" or (verb.lemma_ == "come" and "under" in told):
        return not told.isdisjoint(_UNDER)
    if verb.lemma_ in _BEFALLS:
        return not told.isdisjoint(words.EVENT_NOUNS)
    hit = verb.tag_ == "VBN" and verb.lemma_ in _ATTACKED and "by" in told
    return (hit and not told.isdisjoint(_WEAPONS)) or (verb.lemma_ == "change" and "hand" in told)


def _heads_news(span: Span) -> bool:
    """Whether a name with a colon is in front of what happened there: "Taiz: four killed"."""
    rest = span.doc[span.last : span.last + _LONGEST_NEWS]
    if span.first or len(rest) < 2 or rest[0].text != ":":
        return False
    told = [word.lower_ for word in rest[1:]]
    says = told[0] in _QUOTES or not words.FIRST_PERSON.isdisjoint(told)
    happened = any(word.lemma_.lower() in words.HAPPENED for word in rest[1:])
    return happened and not says


def _is_state(rest: "Iterable[Token]") -> bool:
    """Whether words after "was" say how a town is: "almost deserted", "burning"."""
    said = next((token for token in rest if token.pos_ != "ADV"), None)
    return said is not None and said.lower_ in _STATES


def _takes(verb: "Token", name: "Token") -> bool:
    """Whether a verb takes places, or places and people and spaCy does not see a person."""
    if verb.lemma_ in _TAKEN or verb.lower_ in _TAKEN:
        return True
    if verb.lemma_ in _OF_ARMS and any(map(_is_of_war, _subjects(verb))):
        return True  # "rebels attacked Sumy", "fighting reached it", not "Trump attacked Clinton"
    return verb.lemma_ in _EITHER and name.ent_type_ != "PERSON"


def _is_of_war(subject: "Token") -> bool:
    return subject.lemma_.lower() in _ARMED or subject.lower_ in _DEEDS


def _subjects(verb: "Token") -> "Iterable[Token]":
    return (one for one in verb.lefts if one.dep_ == "nsubj")


def _passive(rest: "Iterable[Token]", name: "Token") -> bool:
    for token in rest:
        if token.lower_ == "fallen" or (token.tag_ == "VBN" and _takes(token, name)):
            return True
        if token.lower_ not in _BE and token.pos_ != "ADV":
            return False
    return False
