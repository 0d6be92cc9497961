"""Who acts in a deed that a noun tells: "an attack by X", "X's attack", "in rebel hands"."""

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from geomap.discourse import Paragraph, grammar
from geomap.events import beings, sufferers
from geomap.events.cues import CueTable
from geomap.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

_BY = frozenset({"by"})
_TIMES = frozenset({"DATE", "TIME"})
_HAPPENS_IN = frozenset({"in", "during", "under"})


def is_deed(noun: "Token", table: CueTable) -> bool:
    """Whether a noun is what happened, which nobody is: "the shootout killed two"."""
    if noun.pos_ == "PROPN" or table.holds(noun.lemma_, "<person>", "<armed>"):
        return False
    word = noun.lower_ if noun.tag_ == "VBG" else noun.lemma_
    fights = any(one.event_type is EventType.ASSAULT for one in table.nouns.get(word, ()))
    return fights or table.holds(word, "<attack>")


def held_by(held: "Token", paragraph: Paragraph, table: CueTable) -> Iterator["Token"]:
    """Whose hands or control it is: "rebel hands", "the control of X"."""
    yield from actors(held, paragraph, table)
    yield from grammar.governed(held, {"of"})


def in_deed(verb: "Token", paragraph: Paragraph, table: CueTable) -> Iterator["Token"]:
    """Who did the deed in which people came to harm: "killed in a raid by X", "in a clash with X".

    What follows "by" may hang on where it was: "an attack on a village by X".
    """
    for noun in grammar.governed(verb, _HAPPENS_IN):
        if is_deed(noun, table):
            yield from actors(noun, paragraph, table)
            yield from grammar.governed(noun, {"with"})
            nested = (grammar.governed(word, _BY) for word in noun.subtree if word.dep_ == "pobj")
            yield from chain.from_iterable(nested)


def actors(noun: "Token", paragraph: Paragraph, table: CueTable) -> Iterator["Token"]:
    """Who acts in a noun: "an attack by X", "X's attack", "a rebel attack"."""
    yield from grammar.governed(noun, _BY)
    if noun.lemma_ in sufferers.FALLS:  # "the fall of Kabul to the Taliban"
        yield from grammar.governed(noun, {"to"})
    for whom in grammar.counted(noun):  # "the capture of a leader by bounty hunters"
        yield from grammar.governed(whom, _BY)
    yield from grammar.between(noun)
    for done in grammar.children(noun, {"acl"}):
        yield from grammar.governed(done, {"on"} if done.lemma_ in grammar.ACCUSING else _BY)
    for child in noun.lefts:
        named = child.ent_type_ in beings.NAMED or table.holds(child.lemma_, "<armed>", "<groups>")
        party = beings.is_party(child, paragraph, table)
        possessor = child.dep_ == "poss" and child.lower_ not in beings.INANIMATE
        modifier = (named or party) and child.dep_ in ("amod", "compound", "nmod")
        dated = child.ent_type_ in _TIMES  # "Sunday's explosion"
        placed = paragraph.is_place(child) and not party
        if (possessor or modifier) and not (dated or placed):
            yield child
