"""With what an attack is made: the weapon says of what mode it is, whatever the verb.

People are killed "in an air strike", "by a roadside bomb", "when a shell hit a bus"; a force
"carried out an air raid" or "responded with mortar fire, killing six". PLOVER's modes tell these
apart, and the verb alone does not.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar
from geomap.events import sufferers
from geomap.events.triggers import Trigger
from geomap.model import EventType, Mode

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOOLS = lexicon.table("means.tools")
_ATTACKS = lexicon.table("means.attacks")
_VERBS = lexicon.table("means.verbs")
_NAMED_FOR = {**_TOOLS, **lexicon.table("means.named_for")}
_DEEDS = lexicon.words("means.deeds")
_MET, _FIRES = lexicon.words("means.met"), lexicon.words("means.fires")
_OPEN = frozenset(map(Mode, ("", "firearms", "kill", "aerial", "heavy-weapons", "explosives")))
"""Modes that say less than a weapon does, or are only what its verb says most often."""

_WEAPONS = frozenset({Mode.AERIAL, Mode.EXPLOSIVES, Mode.HEAVY_WEAPONS})
_BEFORE = frozenset({"compound", "amod", "nmod"})
_USED = frozenset({"by", "with", "from", "using"})
_DURING = frozenset({"in", "during", "through", "after"})
_HEADED = frozenset({"when", "as", "after"})


def mode(trigger: Trigger) -> Mode:
    """Mode of a deed by its weapon, where its clause names one; else that of its cue."""
    cue = trigger.cue
    if cue.event_type is not EventType.ASSAULT or cue.mode not in _OPEN:
        return cue.mode
    return next(_found(trigger), cue.mode)


def are_two(one: Mode, other: Mode) -> bool:
    """Whether two modes are those of two attacks: a bomb is no air strike."""
    return one is not other and _WEAPONS.issuperset((one, other))


def _found(trigger: Trigger) -> Iterator[Mode]:
    token = trigger.token
    if trigger.nominal:
        yield from _named(token)
        yield from _with(token)
        return
    yield from _carried(trigger)
    yield from _of_verb(token)
    if token.dep_ in ("advcl", "acl") and token.tag_ == "VBG":
        # "responded with mortar fire, killing six": the harm is that of the fire
        yield from _of_verb(token.head)
        for one in grammar.children(token.head, grammar.OBJECTS):
            yield from _attack(one)
        for preposition, one in grammar.prepositional(token.head):
            if preposition.dep_ in ("prt", "prep"):
                yield from _attack(one)


def _carried(trigger: Trigger) -> Iterator[Mode]:
    """What a verb of little meaning carries: "conducted an air strike", "fired rockets"."""
    fired = trigger.cue.mode is Mode.HEAVY_WEAPONS
    for index in sorted(trigger.used):
        one = trigger.token.doc[index]
        yield from _weapon(one) if fired else _attack(one)


def _of_verb(verb: "Token") -> Iterator[Mode]:
    """By its own words; how people came to harm a clause of time tells, of others' deeds none."""
    suffered = grammar.is_passive(verb) or verb.lemma_ in sufferers.DIES
    yield from _with(verb)
    yield from _acting(verb)
    yield from _fired(verb)
    for clause in grammar.children(verb, {"advcl"}):
        if clause.lemma_ == "use":
            yield from _fired(clause)
        elif suffered and not _HEADED.isdisjoint(one.lower_ for one in clause.lefts):
            yield from _with(clause)
            yield from _acting(clause)
            yield from _fired(clause)
            yield from _met(clause)
            if clause.lemma_ in _VERBS:
                yield Mode(_VERBS[clause.lemma_])


def _with(token: "Token") -> Iterator[Mode]:
    """Weapons after "by" or "with", attacks also after "in" or "during"."""
    for preposition, one in grammar.prepositional(token):
        if preposition.lower_ in _USED:
            yield from _weapon(one)
        elif preposition.lower_ in _DURING:
            yield from _attack(one)


def _acting(verb: "Token") -> Iterator[Mode]:
    """A weapon that acts itself: "drones hit the port"; or who uses one: "men using mortars"."""
    actor = None if grammar.is_passive(verb) else grammar.subject(verb)
    if actor is not None:
        yield from _weapon(actor)
        for using in grammar.children(actor, {"acl"}):
            yield from _fired(using)


def _fired(verb: "Token") -> Iterator[Mode]:
    """What somebody fires or uses: "fired artillery at a village", "using drones"."""
    if verb.lemma_ in _FIRES:
        for one in grammar.children(verb, grammar.OBJECTS):
            yield from _weapon(one)


def _met(verb: "Token") -> Iterator[Mode]:
    """A mine or bomb that somebody came upon: "when their truck hit a mine"."""
    if verb.lemma_ in _MET:
        on = (one for _, one in grammar.prepositional(verb))
        for one in (*grammar.children(verb, grammar.OBJECTS), *on):
            yield from (found for found in _weapon(one) if found is Mode.EXPLOSIVES)


def _weapon(noun: "Token") -> Iterator[Mode]:
    """The mode that a weapon, or an attack that is called by one, stands for."""
    yield from _attack(noun)
    called = noun.lower_ if noun.lower_ in _TOOLS else noun.lemma_.lower()
    before = noun.nbor(-1).lower_ if noun.i else ""
    for name in (f"{before} {called}", called):
        if name in _TOOLS:
            yield from _named(noun)
            yield Mode(_TOOLS[name])
            return


def _attack(noun: "Token") -> Iterator[Mode]:
    """The mode of an attack that is called by its weapon: "air strike", "shelling"."""
    if noun.lemma_.lower() in _DEEDS or noun.lower_ in _DEEDS:
        yield from _named(noun)
    for form in (noun.lower_, noun.lemma_.lower()):
        if form in _ATTACKS:
            yield Mode(_ATTACKS[form])
            return


def _named(noun: "Token") -> Iterator[Mode]:
    """What a noun is named for, a suicide before its bomb: "suicide car bomb"."""
    before = [one.lower_ for one in grammar.children(noun, _BEFORE) if one.i < noun.i]
    found = [_NAMED_FOR[word] for word in before if word in _NAMED_FOR]
    yield from (Mode(one) for one in sorted(found, key=lambda one: one != Mode.SUICIDE_ATTACK))
