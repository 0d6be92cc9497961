"""Who surrounds: the agent of a word of encirclement, and whether such people are armed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.claims.case import Case
from geomap.discourse import Reference, grammar
from geomap.lexicon import words
from geomap.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

ARMED = words("people.armed")
_WORKS = words("people.siege_works")
_MEANS = words("space.by_means")
_NATURE = ("H.", "T.", "V.", "U.")


def agent(case: Case, word: "Token", what: "Token | None") -> "Token | None":
    """Head of who surrounds: after "by", or the subject of what is done to another."""
    found = next(_after_by(word), None)
    if found is not None:
        return found
    if word.pos_ in grammar.NOUNS:
        poss = next(grammar.children(word, {"poss"}), None)
        return poss if poss != what else _keeper(word, what)
    had = word.head.lemma_ == "have" and word.dep_ in {"ccomp", "oprd", "acl"}
    if not had and (grammar.is_passive(word) or word.dep_ in {"amod", "acomp"}):
        return _by_after(case, word)
    if word.dep_ == "acl" and grammar.has(word, {"to"}, {"aux"}):
        return None
    return _doer(word.head if had else word, what)


def _after_by(word: "Token") -> "Iterator[Token]":
    """Who follows "by": no day and no bare means."""
    for prep, inner in grammar.prepositional(word):
        bare = inner.lemma_.lower() in _MEANS and not any(inner.children)
        nominal = inner.pos_ in grammar.NOMINAL and inner.ent_type_ != "DATE"
        if prep.lower_ == "by" and nominal and not bare:
            yield inner


def _doer(verb: "Token", what: "Token | None") -> "Token | None":
    """Subject of a verb, where it is not what is surrounded."""
    own = (one for one in grammar.children(verb, {"nsubj"}) if one != what)
    who = next(own, None) or grammar.subject(verb)
    return who if who != what else None


def _keeper(noun: "Token", what: "Token | None") -> "Token | None":
    """Who keeps a place under siege."""
    verb = grammar.governor(noun)
    kept = what is not None and what.head == verb and what.dep_ == "dobj"
    return grammar.subject(verb) if kept else None


def _by_after(case: Case, word: "Token") -> "Token | None":
    """Who surrounds, where an aside parts it: "is encircled, the UN said, by Serb troops"."""
    after = (one for one in word.sent if one.i > word.i and one.lower_ == "by")
    named_after = (inner for one in after for inner in grammar.children(one, {"pobj"}))
    return next((one for one in named_after if is_armed(case, one)), None)


def is_armed(case: Case, who: "Token") -> bool:
    """Whether a word is one for armed people or their works, a name of theirs, or a pronoun."""
    one = reference_at(case, who)
    if one is not None and one.role is not Role.NATIONALITY:
        # a land surrounds by lying around, a government by its army
        return one.role is Role.METONYM or (
            one.place is not None and not one.place.kind.startswith((*_NATURE, "A.", "P."))
        )
    if who.pos_ in {"PROPN", "PRON"} or who.ent_type_ in {"ORG", "NORP"} or who.lower_ == "one":
        return True
    lemma = who.lemma_.lower()
    people = lemma in {"man", "woman", "people"} and any(grammar.children(who, {"poss", "amod"}))
    of = any(is_armed(case, inner) for inner in grammar.counted(who) if inner.pos_ == "NOUN")
    return lemma in ARMED | _WORKS or people or of


def reference_at(case: Case, token: "Token") -> Reference | None:
    """The reference that a word belongs to."""
    return next((r for r in case.references if r.start <= token.idx < r.end), None)
