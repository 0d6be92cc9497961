"""The two whom "both sides" or "the two countries" means: the pair that was named last."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r
from geomap.discourse.paragraphs import Paragraph

if TYPE_CHECKING:
    from spacy.tokens import Token

_SIDES = lexicon.words("people.sides")
_MEET = lexicon.words("deeds.between_two")
_BOTH = frozenset({"both", "two"})
_OF_THEM = frozenset({"side", "party"})
_WITH = frozenset({"with"})

Pair = tuple[Paragraph, "Token", "Token"]
"""The paragraph of two parties, and the head of each."""


def find(paragraphs: Sequence[Paragraph]) -> Mapping[tuple[int, int], Pair]:
    """The pair that each "both sides" means, by its paragraph and token; none before the first."""
    last, found = None, {}
    for paragraph in paragraphs:
        for token in paragraph.doc:
            if last is not None and _is_both(token):
                found[paragraph.index, token.i] = last
            elif (two := _two(token)) is not None:
                last = paragraph, *two
    return found


def _is_both(noun: "Token") -> bool:
    """Whether a noun means two who were named: "both countries", "the two armies", "the sides"."""
    lemma = noun.lemma_.lower()
    if noun.tag_ != "NNS" or lemma not in _SIDES or any(r.children(noun, {"appos", "relcl"})):
        return False
    before = {one.lower_ for one in noun.lefts}
    return bool(before & _BOTH) or (lemma in _OF_THEM and "the" in before)


def _two(token: "Token") -> "tuple[Token, Token] | None":
    """Two parties who do something, or between whom it is done: "A and B met", "A met with B"."""
    if token.pos_ not in r.NOMINAL:
        return None
    others = [one for one in token.conjuncts if one.i > token.i]
    acts = token.dep_ in r.SUBJECTS or token.head.lower_ in r.BETWEEN
    if acts and len(others) == 1 and len(token.conjuncts) == 1:
        return token, others[0]
    if others or token.dep_ != "nsubj" or token.head.lemma_ not in _MEET:
        return None
    against = next(iter(r.governed(token.head, _WITH)), None)
    return (token, against) if against is not None and against.pos_ in r.NOUNS else None
