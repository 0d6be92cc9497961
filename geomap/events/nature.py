"""Harm that nobody did: floods, diseases and accidents attack nobody, nor does an attempt."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token

_FORCES = lexicon.words("harm.forces")
_FALLS = lexicon.words("harm.accidents")
_DIES = lexicon.words("deeds.dies")
_TRIED = lexicon.words("deeds.tried_nouns")
_FIRED = frozenset({"drone", "missile", "rocket"})
_FEW = 4
"""Clauses up to the one whose subject a verb may share."""

_SHARING = frozenset({"advcl", "conj", "acl", "relcl"})
_THROUGH = frozenset({"by", "from", "in", "of"})


def is_by_nobody(verb: "Token") -> bool:
    """Whether a force of nature, a disease or an accident did what a verb tells.

    As in "floods killed nine people", "killed in a landslide", "a cyclone hit Beira, killing 12".
    """
    if grammar.is_passive(verb) or verb.lemma_ in _DIES:
        return any(map(_is_force, grammar.governed(verb, _THROUGH)))
    chain = list(islice(_clauses(verb), _FEW))
    subject = next(filter(None, map(grammar.subject, chain)), None)
    if subject is None:
        return False
    forces = all(map(_is_force, grammar.with_conjuncts(subject)))
    return forces or any(map(_is_accident, chain))


def is_tried(harm: "Token") -> bool:
    """Whether harm is only what an attempt or a plot was for: "an attempt to kill the mayor"."""
    return harm.tag_ == "VB" and harm.dep_ == "acl" and harm.head.lemma_.lower() in _TRIED


def _clauses(verb: "Token") -> "Iterator[Token]":
    """A verb and those above it whose subject may be its own: "hit Beira, killing 12"."""
    yield verb
    while verb.dep_ in _SHARING:
        verb = verb.head
        yield verb


def _is_accident(verb: "Token") -> bool:
    """Whether a verb tells of an accident: "a boat capsized", but "the navy sank a boat".

    What is fired falls where it was sent: "a drone crashed into a house".
    """
    fired = any(one.lemma_.lower() in _FIRED for one in grammar.children(verb, {"nsubj"}))
    alone = not any(True for _ in grammar.children(verb, {"dobj"}))
    return verb.lemma_ in _FALLS and alone and not fired


def _is_force(noun: "Token") -> bool:
    """Whether a noun, or what a proper name is called by, is such a force: "Storm Daniel"."""
    called = grammar.children(noun, {"compound"}) if noun.pos_ == "PROPN" else ()
    return any(one.lemma_.lower() in _FORCES for one in (noun, *called))
