"""Who acts in a deed that a noun tells: "an attack by X", "X's attack", "in rebel hands"."""

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, blaming, grammar
from geomap.events import beings, sufferers
from geomap.events.cues import CueTable
from geomap.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

_ARMED = lexicon.words("people.armed")
_BY = frozenset({"by"})
_TIMES = frozenset({"DATE", "TIME"})
_INNER = lexicon.words("deeds.inner")
_DESCRIBING = frozenset({"acl", "relcl"})
_TELLING = frozenset({"prep", "agent", "compound", "amod"})
CAME_OF = lexicon.words("deeds.came_of")
"""Prepositions before the deed in which people came to harm."""


def is_deed(noun: "Token", table: CueTable) -> bool:
    """Whether a noun is what happened, which nobody is: "the shootout killed two"."""
    if noun.pos_ == "PROPN" or table.holds(noun.lemma_, "<person>", "<armed>"):
        return False
    word = noun.lower_ if noun.tag_ == "VBG" else noun.lemma_
    fights = any(one.event_type is EventType.ASSAULT for one in table.nouns.get(word, ()))
    return fights or table.holds(word, "<attack>")


def is_told(noun: "Token", table: CueTable) -> bool:
    """Whether a noun is a deed of any kind, to which nothing is done: "condemned the arrest"."""
    lemma = noun.lemma_.lower()
    people = noun.pos_ == "PROPN" or table.holds(lemma, "<person>", "<armed>")
    return lemma in table.nouns and not people


def is_detailed(noun: "Token") -> bool:
    """Whether a phrase by a deed's noun says more of it than when it was."""
    phrases = (one for one in noun.children if one.dep_ in ("prep", "agent", "compound"))
    return any(
        _TIMES.isdisjoint(each.ent_type_ for each in (one, *one.children)) for one in phrases
    )


def says_more(noun: "Token") -> bool:
    """Whether a deed's noun says who did it, to whom or how, and takes up none told before."""
    telling = any(child.dep_ in _TELLING for child in noun.children)
    return telling and not grammar.takes_up(noun)


def held_by(held: "Token", paragraph: Paragraph, table: CueTable) -> Iterator["Token"]:
    """Whose hands or control it is: "rebel hands", "the control of X"."""
    yield from actors(held, paragraph, table)
    yield from grammar.governed(held, {"of"})


def in_deed(verb: "Token", paragraph: Paragraph, table: CueTable) -> Iterator["Token"]:
    """Who did the deed in which people came to harm: "killed in a raid by X", "in a clash with X".

    What follows "by" may hang on where it was: "an attack on a village by X".
    """
    for link, noun in grammar.prepositional(verb):
        if link.lower_ in CAME_OF and is_deed(noun, table):
            yield from actors(noun, paragraph, table)
            yield from grammar.governed(noun, {"with"})
            nested = (grammar.governed(word, _BY) for word in noun.subtree if word.dep_ == "pobj")
            yield from chain.from_iterable(nested)


def set_beside(verb: "Token", paragraph: Paragraph, table: CueTable) -> Iterator["Token"]:
    """Who acts in what a deed is called in the end: "four died, an attack claimed by X"."""
    named = (one for one in grammar.own_clause(verb) if one.dep_ == "appos" and one.i > verb.i)
    for deed in named if verb.pos_ == "VERB" else ():
        if is_deed(deed, table):
            yield from actors(deed, paragraph, table)


def actors(noun: "Token", paragraph: Paragraph, table: CueTable) -> Iterator["Token"]:
    """Who acts in a noun: "an attack by X", "X's attack", "a rebel attack"."""
    yield from grammar.governed(noun, _BY)
    fired = grammar.governed(noun, {"from"})  # "artillery fire from the army", not from a town
    yield from (one for one in fired if beings.is_someone(one, paragraph, table))
    if noun.lemma_ in sufferers.FALLS:  # "the fall of Kabul to the Taliban"
        yield from grammar.governed(noun, {"to"})
    for whom in grammar.counted(noun):  # "the capture of a leader by bounty hunters"
        yield from grammar.governed(whom, _BY)
    yield from grammar.between(noun)
    yield from _described(noun)
    yield from (one for one in noun.lefts if _acts_in(one, paragraph, table))


def _described(noun: "Token") -> Iterator["Token"]:
    """Who did it by a clause beside it: "a raid carried out by X", "which was blamed on X"."""
    yield from blaming.laid_on(noun)
    for done in grammar.children(noun, _DESCRIBING):
        if done.lemma_ not in beings.SEEN | grammar.ACCUSING and grammar.is_passive(done):
            yield from grammar.governed(done, _BY)


def _is_states(word: "Token", paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a deed is a state's own: "Iran's strike on Erbil"; a war is only where it is."""
    noun = word.head
    inner = noun.lemma_.lower() in _INNER or grammar.has(noun, ("suicide",))
    attack = is_deed(noun, table) and not inner
    done = attack or grammar.has(noun, ("of",), {"prep"})  # "Albania's expulsion of two envoys"
    return word.dep_ == "poss" and done and beings.is_state(word, paragraph)


def _acts_in(word: "Token", paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a word before a deed's noun says whose it is: "rebel", "US", "military", "X's"."""
    if word.ent_type_ in _TIMES:
        return False  # "Sunday's explosion"
    party = beings.is_party(word, paragraph, table) or _is_states(word, paragraph, table)
    if paragraph.is_place(word) and not party:
        return False
    if word.dep_ == "poss":
        return word.lower_ not in beings.INANIMATE
    if word.dep_ not in ("amod", "compound", "nmod"):
        return False
    military = word.pos_ == "ADJ" and word.lower_ in _ARMED
    named = word.ent_type_ in beings.NAMED or table.holds(word.lemma_, "<armed>", "<groups>")
    return party or military or named
