"""What a step through the parse costs on the way from an event to its place."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar as r
from geomap.discourse.speech import DENY, SAY

if TYPE_CHECKING:
    from spacy.tokens import Token

FAR = 10.0
_NEVER = 99.0
_IN = lexicon.words("space.prepositions")
_DURING = lexicon.words("time.prepositions")
_OUT = frozenset({"RETREAT", "SANCTION"})
BEARINGS = lexicon.words("space.bearing_words")
PLACES = lexicon.words("places.nouns")
_EVENTS = lexicon.words("deeds.backgrounds")
_PEOPLE = lexicon.words("people.actors")
RESIDENTS = lexicon.words("people.residents")
STATIVE = lexicon.words("deeds.stative")
_DOWN = {
    "pobj": 0.0,
    "pcomp": 1.0,
    "dobj": 0.5,
    "attr": 0.5,
    "oprd": 0.5,
    "dative": 1.0,
    "nsubjpass": 1.5,
    "appos": 0.5,
    "advmod": 1.0,
    "npadvmod": 1.0,
    "acomp": 0.5,
    "prt": 0.5,
    "acl": 2.0,
    "relcl": 4.0,
    "nummod": 2.0,
    "quantmod": 2.0,
    "ccomp": 2.0,
    "dep": 2.5,
    "nmod": 2.0,
    "agent": 1.5,
    "intj": _NEVER,
    "parataxis": _NEVER,
}


def _is(token: "Token", kinds: frozenset[str]) -> bool:
    return token.lemma_.lower() in kinds or token.lower_ in kinds


def _preposition(parent: "Token", child: "Token", kind: str) -> float:
    word = child.lower_
    person = 2.0 if _is(parent, _PEOPLE) or parent.ent_type_ in ("PERSON", "NORP", "ORG") else 0.0
    if word in _IN:
        return 1.0 + person
    if word == "of" and _is(parent, RESIDENTS):
        return 1.0
    if word == "of":
        bearing = _is(parent, BEARINGS)
        return 4.0 if bearing else 1.0 if not person else 4.5
    if word == "from":
        return 1.0 if kind in _OUT and parent.pos_ in r.VERBAL else 4.5 + person
    if word in BEARINGS:
        return 1.5
    return 2.5 + person if word in _DURING else 4.0


def _clause(child: "Token") -> float:
    """Coordinated and subordinate clauses: dearer where they have a subject of their own."""
    own = next(r.children(child, r.SUBJECTS), None) is not None
    if child.dep_ == "conj" and own:
        # "one was killed and four were wounded in X", but not "one was killed and they met in X"
        return 4.0 if r.is_passive(child) and r.is_passive(child.head) else _NEVER
    if child.dep_ == "conj":
        return 2.0
    if child.dep_ == "xcomp":
        return 1.0
    if child.tag_ == "VBG":
        return 2.0
    return 4.5 if own else 3.5


def _modifier(parent: "Token", child: "Token") -> float:
    """A name before a noun: "Homs province", "the Manbij campaign", but not "a U.S. strike"."""
    adjective = child.ent_type_ == "NORP" or child.pos_ == "ADJ"
    if _is(parent, PLACES) or parent.ent_type_ in ("GPE", "LOC", "FAC"):
        if child.dep_ == "poss":
            return 1.5
        return _NEVER if adjective else 0.2
    if child.dep_ == "poss" or adjective:
        return 6.0
    if _is(parent, _EVENTS):
        return 1.0
    return 8.0 if _is(parent, _PEOPLE) else 5.0


def down(parent: "Token", child: "Token", kind: str) -> float:
    """Cost of a step from a word to one that depends on it."""
    dep = child.dep_
    telling = child.lemma_ in SAY and child.pos_ == "VERB" and dep in ("pcomp", "advcl", "acl")
    if child.lower_ == "according" or telling:
        return _NEVER
    if dep in ("prep", "agent"):
        return _preposition(parent, child, kind)
    if dep in ("compound", "amod", "poss", "nmod") and child.pos_ != "ADV":
        return _modifier(parent, child)
    if dep in ("conj", "xcomp", "advcl") and child.pos_ in r.VERBAL:
        return _clause(child)
    return _plain(parent, child)


def _plain(parent: "Token", child: "Token") -> float:
    if child.dep_ == "conj":
        return 1.0
    if child.dep_ == "nsubj":
        return 1.0 if parent.lemma_ in STATIVE else 3.5
    if child.dep_ == "advmod" and _is(child, BEARINGS):
        return 1.0
    return _DOWN.get(child.dep_, 3.0)


_UP = {
    "xcomp": 1.0,
    "acomp": 0.5,
    "aux": 0.0,
    "auxpass": 0.0,
    "pcomp": 1.0,
    "prep": 1.0,
    "pobj": 1.0,
    "dobj": 0.8,
    "attr": 0.8,
    "nsubj": 1.2,
    "nsubjpass": 1.0,
    "compound": 1.0,
    "amod": 1.0,
    "nmod": 1.0,
    "poss": 2.5,
    "acl": 1.5,
    "advcl": 2.5,
    "relcl": 2.5,
    "appos": 2.0,
    "npadvmod": 2.0,
    "agent": 1.0,
}


def up(token: "Token") -> float:
    """Cost of a step from a word to the one that it depends on; where it is said is no place."""
    if token.dep_ in ("ccomp", "advcl", "parataxis") and token.head.lemma_ in SAY | DENY:
        return _NEVER
    if token.dep_ == "pcomp" and r.charged_by(token) is not None:
        return _NEVER
    if token.dep_ == "conj":
        own = token.pos_ in r.VERBAL and next(r.children(token, r.SUBJECTS), None) is not None
        return 4.0 if own else 1.5
    return _UP.get(token.dep_, 4.5)
