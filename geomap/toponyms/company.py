"""What the words beside a name say of it: that it is taken, lies or fell, as places do."""

from collections.abc import Iterable
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
    return _said_of_places_before(span) or said_of_places_after(span)


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


def alone(span: Span) -> bool:
    """Whether no capital, title or verb of saying beside the name makes it part of another."""
    before, after = span.before, span.after
    if before is not None and before.text[0].isupper() and not span.doc[span.first].is_sent_start:
        return False
    if after is not None and after.text[0].isupper():
        return False
    return lower(before) not in words.PERSON_TITLES and lower(after) not in words.SPEAKS | {"'s"}


def _said_of_places_before(span: Span) -> bool:
    """Whether the words before a name take it, or say what it is: "seized", "the town of"."""
    before = span.before
    if before is None:
        return False
    if before.pos_ == "VERB" and _takes(before, span.doc[span.first]):
        return True
    if before.lower_ in _AT and before.head.lemma_ in _SENSED:
        return True
    return before.lower_ == "of" and span.first > 1 and before.nbor(-1).lower_ in _HEADS


def said_of_places_after(span: Span) -> bool:
    """Whether the words after a name say that it lies, fell or was taken, or what it is."""
    rest = span.doc[span.last : span.last + 6]
    if len(rest) < 2:
        return False
    first, second, *others = (token.lower_ for token in rest)
    if first == "," and second in {"a", "the"}:
        return not _SETTLEMENT.isdisjoint(takewhile(lambda word: word != ",", others))
    if first == "is" and not _LENGTHS.isdisjoint([second, *others[:2]]):
        return any(token.like_num for token in rest[1:3])
    return (
        first in {"lies", "fell"}
        or (first in _BE and _is_state(rest[1:4]))
        or (first in _AUXILIARIES and _passive(rest[1:4], span.head))
    )


def _is_state(rest: "Iterable[Token]") -> bool:
    """Whether words after "was" say how a town is: "almost deserted", "burning"."""
    said = next((token for token in rest if token.pos_ != "ADV"), None)
    return said is not None and said.lower_ in _STATES


def _takes(verb: "Token", name: "Token") -> bool:
    """Whether a verb takes places, or places and people and spaCy does not see a person."""
    if verb.lemma_ in _TAKEN or verb.lower_ in _TAKEN:
        return True
    return verb.lemma_ in _EITHER and name.ent_type_ != "PERSON"


def _passive(rest: "Iterable[Token]", name: "Token") -> bool:
    for token in rest:
        if token.lower_ == "fallen" or (token.tag_ == "VBN" and _takes(token, name)):
            return True
        if token.lower_ not in _BE and token.pos_ != "ADV":
            return False
    return False
