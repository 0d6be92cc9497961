"""Events that only measure another, "bloodier than the battle for X", and what is always so."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token

_THAN = lexicon.words("stance.like")
_RECALL = lexicon.words("stance.recall")
_PHRASE = frozenset({"pobj", "prep", "conj", "compound", "nmod", "pcomp", "appos"})
_FIRST = lexicon.words("stance.no") | {"first", "not"}


def is_compared(token: "Token") -> bool:
    """Whether a noun names an event that another is only held against.

    It stands behind "than", "like" or "as ... as", is what something recalls or is compared to, or
    is that since which nothing was as bad.
    """
    if token.pos_ not in grammar.NOUNS:
        return False
    while token.dep_ in _PHRASE and token.head != token:
        above = token.head
        if above.lower_ in _THAN and token.dep_ in ("pobj", "pcomp"):
            return True
        if above.lower_ == "as" and token.dep_ == "pobj" and _is_second_as(above):
            return True
        if above.lower_ == "since" and token.dep_ == "pobj":
            return _is_worst(above)
        if above.head.lemma_ in _RECALL and token.dep_ == "pobj":
            return True
        token = above
    than = any(child.lower_ in ("than", "as") for child in token.children if child.dep_ == "mark")
    recalled = token.dep_ in ("dobj", "attr") and token.head.lemma_ in _RECALL
    return recalled or (than and token.dep_ in ("advcl", "ccomp"))


def is_general(token: "Token") -> bool:
    """Whether a clause tells what is always so, and no event: "he always spoke with enemies"."""
    return grammar.has(grammar.clause_of(token), ("always",), {"advmod"})


def _is_second_as(word: "Token") -> bool:
    """Whether an "as" is the second of "as deadly as"."""
    return any(child.lower_ == "as" and child != word for child in word.head.children)


def _is_worst(since: "Token") -> bool:
    """Whether the sentence says that nothing was like it before: "the worst ... since"."""
    words = since.sent
    return any(word.tag_ in ("JJS", "RBS") or word.lower_ in _FIRST for word in words)
