"""What is surrounded and by whom, as the parse tells it: a settlement, or a force in a place."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from geomap.claims.beside import at_cue
from geomap.claims.besiegers import agent, is_armed, reference_at
from geomap.claims.case import Case
from geomap.claims.ground import named
from geomap.claims.objects import object_at
from geomap.claims.targets import AT_PLACE, FORCES, TOWNS, Besieged, told
from geomap.discourse import grammar
from geomap.discourse.phrases import phrase
from geomap.expressions.words import REACHES, ROUTE
from geomap.lexicon import alternation, words
from geomap.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = words("deeds.siege_nouns")
_TO_PLACE = re.compile(rf"{ROUTE}\s+{REACHES}\s+(?:the\s+)?", re.I)
_OF_NOUN = words("space.ties_siege")
_OF_VERB = words("space.onto")
_SIDES = words("space.sides")
_SPLIT = words("deeds.split_forms")
_IS = alternation("grammar.be_or_remain")
_ASIDE = re.compile(rf"(?:,[^,;.]{{1,60}},)\s+{_IS}(?:\s+\w+)?\s+")
_HAZARDS = words("deeds.hazards")
_POLICE = frozenset({"police", "policeman", "officer"})
_CLOSE_BEFORE = re.compile(r"(?:'s)?(?:\s+[a-z]+){1,5}\s+")
_ADJECTIVES = frozenset({"besieged", "blockaded", "encircled"})


def besieged(case: Case) -> Besieged | None:
    """Who surrounds what; None where it is no place, or nobody armed surrounds it."""
    word = cue_word(case)
    if word is None:
        return None
    if (way := _TO_PLACE.search(case.words)) is not None:
        return _at_end_of_way(case, word, case.expression.start + way.end())
    if case.expression.tag in _SPLIT and not any(grammar.children(word, {"prt"})):
        return None
    what = _named_next(case) or _named_ahead(case) or _object(case, word)
    if what is None:
        return _beside(case, word)
    found, who = told(case, word, what), agent(case, word, what)
    return _by(case, found, who, what=what) if found is not None else None


def _by(case: Case, found: Besieged, who: "Token | None", *, what: "Token") -> Besieged | None:
    """What is surrounded with who does it; None where nobody armed does."""
    if _is_person(found, what, who) or _is_natures(found.word, who):
        return None
    if who is None or any(is_armed(case, one) for one in grammar.with_conjuncts(who)):
        return replace(found, by=phrase(who) if who is not None else "")
    # "supplies reach besieged Sarajevo": the parser takes the adjective for a verb
    adjective = case.expression.tag in _ADJECTIVES and what.i == found.word.i + 1
    return found if adjective else None


def cue_word(case: Case) -> "Token | None":
    """The word of the expression that tells the siege: its verb, else its noun."""
    at, tag = case.expression.at, case.expression.tag
    start = case.text.lower().find(tag, case.expression.start, at + len(tag) + 60)
    span = case.doc.char_span(start, start + len(tag), alignment_mode="expand")
    if start < 0 or span is None:
        return None
    noun = next((one for one in span if one.lower_.removesuffix("s") in _NOUNS), None)
    if noun is not None and noun.pos_ in grammar.NOUNS:
        return noun
    verbal = (one for one in span if one.pos_ in {"VERB", "ADJ", "AUX"})
    return next(verbal, span.root)


def _is_person(found: Besieged, what: "Token", who: "Token | None") -> bool:
    """Whether it may be a person whom the police surrounds: a name that no gazetteer has."""
    known = any(one.place is not None for one in found.targets)
    if known or what.ent_type_ != "PERSON" or not found.word.lower_.startswith("surround"):
        return False
    return who is None or who.lemma_.lower() in _POLICE


def _is_natures(word: "Token", who: "Token | None") -> bool:
    """Whether smoke, water or night surrounds: "enveloped in smoke"."""
    means = chain(filter(None, [who]), (inner for _, inner in grammar.prepositional(word)))
    return any(one.lemma_.lower() in _HAZARDS for one in means)


def _at_end_of_way(case: Case, word: "Token", at: int) -> Besieged | None:
    """The place that all ways lead to, where no police and no hazard closes them."""
    found, who = object_at(case, at), agent(case, word, None)
    if found is None or any(one.lemma_.lower() in _HAZARDS for one in word.subtree):
        return None
    if who is not None and (who.lemma_.lower() in _POLICE or not is_armed(case, who)):
        return None
    return Besieged(
        word=word,
        targets=(found[0],),
        text=found[0].text,
        by=phrase(who) if who is not None else "",
    )


def _beside(case: Case, word: "Token") -> Besieged | None:
    """The name right beside the words, where the parse tells nothing."""
    if word.pos_ in grammar.NOUNS:
        return None
    name = at_cue(case)
    if name is None and word.pos_ != "ADJ":
        after = object_at(case, case.expression.at)
        name = after[0] if after is not None else None
    if name is None and case.before:
        last = case.before[-1]
        close = _CLOSE_BEFORE.fullmatch(case.text, last.end, case.expression.start)
        name = named(last) if close and last.role is not Role.NATIONALITY else None
    return Besieged(word=word, targets=(name,), text=name.text) if name is not None else None


def _object(case: Case, word: "Token") -> "Token | None":
    """Head of what is surrounded, or None where the parse does not tell."""
    if word.pos_ in grammar.NOUNS and word.lower_.rstrip("s") in _NOUNS:
        return _of_noun(case, word)
    if word.dep_ == "amod" and word.head.pos_ in grammar.NOUNS:
        return word.head
    tail = case.doc.char_span(case.expression.at - 1, case.expression.at, alignment_mode="expand")
    if tail and tail[-1].pos_ == "ADP" and tail[-1].lower_ in _OF_VERB:
        return next(grammar.children(tail[-1], {"pobj"}), None)
    if word.pos_ == "ADJ" and word.dep_ == "acomp":
        return grammar.subject(word.head)
    own = list(grammar.children(word, {"nsubj", "nsubjpass"}))
    if own and (_is_had(own[-1]) or (word.tag_ in {"VBN", "JJ"} and _is_state(word))):
        return own[-1]
    return next(grammar.objects(word), None) or next(_passive_of(word), None)


def _named_next(case: Case) -> "Token | None":
    """The name right after the words: "besieged Sarajevo"."""
    at = case.expression.at
    one = next((r for r in case.references if r.start in {at + 1, at + 5}), None)
    if one is None or case.text[at : one.start].strip() not in {"", "the"}:
        return None
    return case.token_at(one.start, one.end) if one.role is not Role.NATIONALITY else None


def _named_ahead(case: Case) -> "Token | None":
    """The name before an aside: "Geneina, across the border, was encircled"."""
    at = case.expression.at - len(case.expression.tag)
    for one in case.references:
        if one.end <= at and _ASIDE.fullmatch(case.text, one.end, at):
            return case.token_at(one.start, one.end) if one.role is not Role.NATIONALITY else None
    return None


def _is_had(name: "Token") -> bool:
    """Whether "have" stands right before a name: "they have the town surrounded"."""
    first = name.left_edge.i
    return first > 0 and name.doc[first - 1].lemma_ == "have"


def _is_state(word: "Token") -> bool:
    """Whether a participle tells a state of its own subject: "they have the town surrounded"."""
    return not any(one.lemma_ == "have" for one in grammar.children(word, {"aux"}))


def _passive_of(word: "Token") -> "Iterator[Token]":
    """What a bare participle is said of: "yet to be encircled", "a town ringed by troops"."""
    if word.tag_ == "VBN" and (found := grammar.subject(word)) is not None:
        yield found


def _of_noun(case: Case, noun: "Token") -> "Token | None":
    """What a siege is a siege of: after "of", before it, or who is under it."""
    verb, is_under = grammar.governor(noun), noun.dep_ == "pobj"
    parts = grammar.children(noun, {"compound", "poss", "nmod"})
    before = (one for one in parts if reference_at(case, one) is not None)
    laid = _tied(verb, _OF_VERB) if noun.dep_ == "dobj" else ()
    kept = grammar.children(verb, {"dobj"}) if is_under else ()
    own = (one for one in grammar.children(noun, {"poss"}) if one.lower_ == "its")
    found = next(chain(_tied(noun, _OF_NOUN), before, laid, kept, own), None)
    if found is None and (is_under or noun.head.dep_ == "pobj"):
        return _under(case, verb)
    return found


def _tied(word: "Token", ties: Collection[str]) -> "Iterator[Token]":
    """What prepositions tie to a word, but for sides: "the siege of X", "laid siege to X"."""
    for prep, inner in grammar.prepositional(word):
        if prep.lower_ in ties and inner.lower_ not in _SIDES:
            yield inner


def _under(case: Case, verb: "Token") -> "Token | None":
    """What is under siege: the subject where it is a place, else the place that it is in."""
    who = grammar.subject(verb)
    if who is not None and _is_place(case, who):
        return who
    at = (inner for prep, inner in grammar.prepositional(verb) if prep.lower_ in AT_PLACE)
    return next((one for one in at if reference_at(case, one) is not None), who)


def _is_place(case: Case, token: "Token") -> bool:
    return token.lemma_.lower() in TOWNS | FORCES or reference_at(case, token) is not None
