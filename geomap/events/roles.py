"""Who acts, from the parse of the trigger's clause."""

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, People, Voice, blaming, grammar
from geomap.discourse.speech import SAY, UNNAMED
from geomap.events import beings, nominal, role_names, sufferers
from geomap.events.cues import CueTable
from geomap.events.triggers import Trigger
from geomap.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

_BY = frozenset({"by"})
_USES = lexicon.words("means.uses")
_FIGURES, _VICTIMS = lexicon.words("number.figures"), lexicon.words("harm.victims")
_NOBODY = frozenset({"no", "neither"})
_DEALS = ("<deal>", "<talks>")
"""Classes of what is made between parties: "the truce between X and Y"."""

_ASIDE = frozenset({"acl", "advcl", "conj"})
_TO, _INTO = frozenset({"to"}), frozenset({"into", "under"})
_HOSTILE = frozenset({EventType.ASSAULT, EventType.COERCE})


def actor_of(
    trigger: Trigger, paragraph: Paragraph, people: People, table: CueTable, *, voice: Voice | None
) -> str:
    """Name of who acts; empty where the text does not say, and for things and places.

    `voice` is who says it: "we" in a quotation is the speaker, and so is "it" or "they" in what a
    group or its spokesman says.
    """
    speaker = voice.said_by if voice is not None else ""
    if trigger.cue.pledge and speaker:
        return speaker
    if trigger.cue.by_nobody:
        return ""
    dead = sufferers.dead_found(trigger)
    found = _killer(dead) if dead is not None else _actor(trigger, paragraph, table)
    actor = None if _does_nothing(found, trigger, table) else _living(found, paragraph, table)
    actor = actor or _first(nominal.set_beside(trigger.token, paragraph, table))
    if actor is None or grammar.has(actor, _NOBODY):
        return ""
    if trigger.learned and beings.is_matter(actor, paragraph, table):
        return ""
    if voice is not None and _is_speaker(actor, voice, people):
        return speaker
    return role_names.of(actor, paragraph, people, speaker)


def _does_nothing(subject: "Token | None", trigger: Trigger, table: CueTable) -> bool:
    """Whether a subject does nothing in what is told of it.

    It only says how many ("the UN put the number of dead at 45"), it ran into harm, which killed
    others ("a bus hit a mine, killing two"), or it is a thing to which it happens: "a police car
    blew up" and "the vehicle stopped", not "rebel rockets exploded", "army trucks rolled in".
    """
    verb = trigger.token
    done_to = list(grammar.objects(verb))
    if trigger.learned and any(one.lemma_.lower() in _FIGURES for one in done_to):
        return True
    if verb.dep_ == "advcl" and sufferers.comes_to_harm(verb.head):
        return True
    if subject is not None and subject.lemma_.lower() in _VICTIMS:
        return trigger.cue.event_type in _HOSTILE
    happens = sufferers.goes_off(verb) or (trigger.learned and not done_to)
    if subject is None or not happens or nominal.is_deed(subject, table):
        return False
    return table.holds(subject.lemma_, "<thing>") and not table.holds(subject.lemma_, "<weapon>")


def names_doer(further: Trigger, table: CueTable) -> bool:
    """Whether a further clause of a deed done to somebody names who did it.

    As in "were killed when gunmen raided a camp" or "when a camp was raided by gunmen", not in
    "were killed when they raided it".
    """
    verb = further.token
    if verb.dep_ == "conj":
        return grammar.is_passive(verb)
    attacks = any(cue.event_type is EventType.ASSAULT for cue in table.verbs.get(verb.lemma_, ()))
    by = sufferers.agents(verb) if grammar.is_passive(verb) else grammar.children(verb, {"nsubj"})
    named = any(one.pos_ in grammar.NOUNS for one in by)
    return attacks and named and grammar.has(verb, _UPON)


_UPON = frozenset({"when", "after", "as"})


def _is_speaker(actor: "Token", voice: Voice, people: People) -> bool:
    """Whether a pronoun means who is said to say it: "the rebels said they held the town".

    "They" are others where one person or nobody known says it, or where some stand between.
    """
    between = actor.doc[max(0, voice.token) : actor.i]
    if actor.lower_ != "they" or voice.token > actor.i:
        return actor.lower_ == "it" and voice.token < actor.i
    one = people.is_person(voice.said_by) or voice.said_by.rpartition(" ")[2].lower() in UNNAMED
    others = (word for word in between if word.tag_ in ("NNS", "NNPS"))
    return not one and not any(word.dep_ in grammar.SUBJECTS for word in others)


def _living(actor: "Token | None", paragraph: Paragraph, table: CueTable) -> "Token | None":
    """Who acts in a deed that is said to act, and whose a thing is: "Russian helicopters"."""
    if actor is None:
        return None
    if table.holds(actor.lemma_, *_DEALS):
        return _first(grammar.between(actor))
    if actor.lemma_.lower() in _FIGURES and grammar.counted(actor):
        return actor  # "a number of gunmen"
    weapons = (one for one in grammar.counted(actor) if table.holds(one.lemma_, "<weapon>"))
    if actor.like_num and (weapon := _first(weapons)) is not None:
        return beings.user(weapon, paragraph, table)  # "one of the rockets fired by X"
    someone = beings.is_someone(actor, paragraph, table)
    told = () if someone else (actor, *grammar.counted(actor))
    deed = next((one for one in told if nominal.is_deed(one, table)), None)
    if deed is not None:
        doer = _first(nominal.actors(deed, paragraph, table))
        return doer or beings.user(deed, paragraph, table)
    lifeless = beings.is_lifeless(actor, paragraph, table)
    return beings.user(actor, paragraph, table) if lifeless else actor


def _first(*found: Iterable["Token"]) -> "Token | None":
    return next(chain.from_iterable(found), None)


def _actor(trigger: Trigger, paragraph: Paragraph, table: CueTable) -> "Token | None":
    token = trigger.token
    verb = grammar.governor(token)
    if sufferers.is_undergone(trigger):
        return _undergone_from(trigger, paragraph, table)
    if sufferers.is_noun(trigger):
        named = _first(nominal.actors(token, paragraph, table))
        return named or blaming.attributed(token) or _carried_out_by(token) or _doer(token, verb)
    if token.pos_ == "ADP":
        return _holder(trigger, paragraph, table)
    if grammar.is_passive(token):
        deals = (one for one in grammar.objects(token) if table.holds(one.lemma_, *_DEALS))
        by = sufferers.agents(token), nominal.in_deed(token, paragraph, table)
        return _first(*by, *map(grammar.between, deals))
    if token.dep_ == "acl" and token.tag_ == "VB" and token.head.pos_ == "NOUN":
        return _first(nominal.actors(token.head, paragraph, table))  # "Taliban attempts to take X"
    return None if _is_suffered_in(token) else _who_acts(verb, paragraph, table)


def _who_acts(verb: "Token", paragraph: Paragraph, table: CueTable) -> "Token | None":
    own = _misread_actor(verb) or grammar.subject(verb)
    if own is not None and _hangs_on_place(verb, own, paragraph, table):
        own = grammar.subject(_above(own))
    return own or blaming.attributed(verb) or _right_before(verb)


def _hangs_on_place(verb: "Token", own: "Token", paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a form in -ing hangs on a place, by mistake: "took control of X, killing six"."""
    aside = verb.tag_ == "VBG" and verb.dep_ in _ASIDE
    return (
        aside
        and beings.is_lifeless(own, paragraph, table)
        and (paragraph.is_place(own) or table.holds(own.lemma_, "<place>"))
    )


def _above(place: "Token") -> "Token":
    """The verb above a place, or above the clause that it is the subject of."""
    verb = grammar.governor(place.head)
    return verb.head if place.dep_ in grammar.SUBJECTS and verb.dep_ == "advcl" else verb


def _is_suffered_in(token: "Token") -> bool:
    """Whether others came to harm in a deed that is told like a noun: "killed in shelling"."""
    if token.dep_ != "pcomp" or token.head.lower_ not in nominal.CAME_OF:
        return False
    if any(True for _ in grammar.children(token, {"dobj"})):
        return False  # "was involved in killing two"
    verb = token.head.head
    return grammar.is_passive(verb) or verb.lemma_ in sufferers.DIES


def _undergone_from(trigger: Trigger, paragraph: Paragraph, table: CueTable) -> "Token | None":
    """Who does what a subject undergoes: "fell to X", "came under fire from X", "hit by X"."""
    verb = grammar.governor(trigger.token)
    if verb.lemma_ in sufferers.FALLS:
        hands = (one for one in grammar.governed(verb, _INTO))
        whose = (who for one in hands for who in nominal.held_by(one, paragraph, table))
        return _first(grammar.governed(verb, _TO), whose)
    by = _BY if verb.lemma_ in sufferers.DIES else _BY | {"from"}
    before = grammar.governed(verb.head, _BY) if sufferers.shares_passive(trigger) else []
    return _first(grammar.governed(verb, by), before, nominal.in_deed(verb, paragraph, table))


def _killer(dead: "Token") -> "Token | None":
    """Who killed the dead that somebody finds: "buried the bodies of six killed by bandits"."""
    people = (dead, *grammar.counted(dead))
    killed = (one for who in people for one in grammar.children(who, {"acl"}))
    return _first(*(grammar.governed(one, _BY) for one in killed if one.tag_ == "VBN"))


def _carried_out_by(deed: "Token") -> "Token | None":
    """Who does a deed by one of several verbs: "the massacre was planned and carried out by X"."""
    verbs = grammar.with_conjuncts(deed.head) if deed.dep_ == "nsubjpass" else []
    return _first(*(grammar.governed(one, _BY) for one in verbs if one.lemma_ in grammar.DOES))


def _doer(deed: "Token", verb: "Token") -> "Token | None":
    """Who does a deed that is a verb's object, not who sees it, tells of it or finds the dead."""
    seen = verb.lemma_ in beings.SEEN | SAY or deed.lemma_.lower() in sufferers.DEAD
    if sufferers.is_subjected(deed):
        return _first(grammar.governed(verb, _BY)) or grammar.subject(verb)
    done = deed.dep_ == "dobj" and not seen
    return grammar.subject(verb) if done or _is_state_of(deed, verb) else None


def _is_state_of(deed: "Token", verb: "Token") -> bool:
    """Whether a verb does what a noun below it tells: "used in an attack", "put under curfew"."""
    link = deed.head.lower_ if deed.dep_ == "pobj" else ""
    return (link == "in" and verb.lemma_ in _USES) or (link == "under" and _holds(verb))


def _holder(trigger: Trigger, paragraph: Paragraph, table: CueTable) -> "Token | None":
    """Who has what a preposition tells of: "under the control of X", "in rebel hands"."""
    held = next((paragraph.doc[index] for index in trigger.used), trigger.token)
    coerced = trigger.cue.event_type is EventType.COERCE
    holder = _first(nominal.held_by(held, paragraph, table))
    verb = grammar.governor(trigger.token)
    # who keeps a town under siege besieges it, not who is under siege
    return holder or (None if coerced and not _holds(verb) else grammar.subject(verb))


def _holds(verb: "Token") -> bool:
    """Whether a verb holds something in some state: "keep X under siege", no "is under siege"."""
    return not grammar.is_passive(verb) and any(True for _ in grammar.children(verb, {"dobj"}))


def _misread_actor(verb: "Token") -> "Token | None":
    """The party right before a noun that was taken for a verb: "saw X and Taliban attempts to"."""
    while verb.dep_ == "xcomp":
        verb = verb.head
    own = any(True for _ in grammar.children(verb, grammar.SUBJECTS))
    before = verb.nbor(-1) if verb.i else verb
    party = before.ent_type_ in beings.NAMED and before.pos_ in ("PROPN", "ADJ")
    return before if verb.dep_ == "conj" and not own and party else None


def _right_before(verb: "Token") -> "Token | None":
    """The people right before a verb that the parser hung on a name: "Kirkuk, bombers attacked"."""
    before = verb.nbor(-1) if verb.i else verb
    return before if before.tag_ == "NNS" and before.dep_ in ("appos", "conj") else None
