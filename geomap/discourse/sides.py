"""Who was named before: the pair that "both sides" means, the body that "the group" means."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r
from geomap.discourse.paragraphs import Paragraph

if TYPE_CHECKING:
    from spacy.tokens import Token

_SIDES = lexicon.words("people.sides")
_AGAIN = lexicon.words("people.named_again")
_TITLES = lexicon.words("people.titles", "people.ranks")
_OF_ARMS = lexicon.words(
    "deeds.takes_or_visits", "deeds.attacks_either", "deeds.fights"
) | frozenset(lexicon.table("harm.verbs"))
_MEET = lexicon.words("deeds.between_two")
_BOTH = frozenset({"both", "two"})
_OF_THEM = frozenset({"side", "party"})
_WITH, _TIMES = frozenset({"with"}), frozenset({"DATE", "TIME", "CD"})

Named = tuple[Paragraph, tuple["Token", ...]]
"""The paragraph of one party or of two, and the heads of their names."""


def find(paragraphs: Sequence[Paragraph]) -> Mapping[tuple[int, int], Named]:
    """Who each "both sides" and each "the group" means, by its paragraph and token."""
    return _pairs(paragraphs) | _bodies(paragraphs)


def _pairs(paragraphs: Sequence[Paragraph]) -> dict[tuple[int, int], Named]:
    last: Named | None = None
    found = {}
    for paragraph in paragraphs:
        for token in paragraph.doc:
            if last is not None and _is_both(token):
                found[paragraph.index, token.i] = last
            elif (two := _two(token)) is not None:
                last = paragraph, two
    return found


def _bodies(paragraphs: Sequence[Paragraph]) -> dict[tuple[int, int], Named]:
    """The named body that each "the group" means.

    It is the one that the report last called a group, a movement and the like, else the last name
    that took, attacked or killed; none before the first.
    """
    called: Named | None = None
    acted: Named | None = None
    found = {}
    for paragraph in paragraphs:
        for token in paragraph.doc:
            if _is_again(token):
                meant = called or acted
                if meant is not None:
                    found[paragraph.index, token.i] = meant
            elif token.pos_ == "PROPN" and not paragraph.is_place(token):
                one = paragraph, (token,)
                called = one if _is_called(token) else called
                acted = one if _acts(token) else acted
    return found


def _is_again(noun: "Token") -> bool:
    """Whether a noun means a body that was named: "the group", no "the aid group" of others."""
    bare = not any(r.children(noun, {"amod", "compound", "prep", "appos", "relcl", "acl"}))
    one = noun.tag_ == "NN" and noun.lemma_.lower() in _AGAIN and bare
    return one and any(child.lower_ in ("the", "this", "that") for child in noun.lefts)


def _acts(name: "Token") -> bool:
    # "Colonel Sadou" is no group; the pipeline takes "Al-Shabaab" for a person's name
    leader = any(one.lower_ in _TITLES for one in r.children(name, {"compound"}))
    return not leader and name.dep_ == "nsubj" and name.head.lemma_ in _OF_ARMS


def _is_called(name: "Token") -> bool:
    """Whether a name stands beside such a noun: "the militant group X", "X, a rebel movement"."""
    beside = [*r.children(name, {"appos", "compound"})]
    beside += [name.head] if name.dep_ == "appos" else []
    return any(one.pos_ == "NOUN" and one.lemma_.lower() in _AGAIN for one in beside)


def _is_both(noun: "Token") -> bool:
    """Whether a noun means two who were named: "both countries", "the two armies", "the sides"."""
    lemma = noun.lemma_.lower()
    if noun.tag_ != "NNS" or lemma not in _SIDES or any(r.children(noun, {"appos", "relcl"})):
        return False
    before = {one.lower_ for one in noun.lefts}
    return bool(before & _BOTH) or (lemma in _OF_THEM and "the" in before)


def _two(token: "Token") -> "tuple[Token, Token] | None":
    """Two parties who do something, or between whom it is done: "A and B met", "A met with B"."""
    if token.pos_ not in r.NOMINAL or {token.ent_type_, token.tag_} & _TIMES:
        return None  # "between 1998 and 2000"
    others = [one for one in token.conjuncts if one.i > token.i]
    acts = token.dep_ in r.SUBJECTS or token.head.lower_ in r.BETWEEN
    if acts and len(others) == 1 and len(token.conjuncts) == 1:
        return token, others[0]
    return None if others else _two_who_meet(token)


def _two_who_meet(token: "Token") -> "tuple[Token, Token] | None":
    """Who does something with another, and the other: "the army clashed with the RSF"."""
    if token.dep_ != "nsubj" or token.head.lemma_ not in _MEET:
        return None
    against = next(iter(r.governed(token.head, _WITH)), None)
    return (token, against) if against is not None and against.pos_ in r.NOUNS else None
