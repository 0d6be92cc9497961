"""Who or what a deed is done to, from the parse of the words that tell it."""

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar
from geomap.discourse.speech import CONFIRM
from geomap.events.triggers import Trigger
from geomap.model import EventType, Mode

if TYPE_CHECKING:
    from spacy.tokens import Token

_AGAINST = frozenset({"against", "on", "with"})
_TOWARDS = lexicon.words("grammar.talk_prepositions")
_WITH = frozenset(map(EventType, ("CONSULT", "AGREE", "COOPERATE", "ASSAULT", "PROTEST")))
"""Types of events that are done with or against whom "with" names."""

DIES = lexicon.words("deeds.dies")
_UNDERGOES = lexicon.words("deeds.undergoes")
_LOSSES = lexicon.words("deeds.undergone")
_STATES = frozenset(lexicon.table("harm.states"))
_FIRES = lexicon.words("means.fires")
DEAD, _LIVES = lexicon.words("harm.dead"), frozenset({"life", "death"})
_HARMS = frozenset(lexicon.table("harm.verbs"))
FALLS = lexicon.words("deeds.falls")
_MEETS = lexicon.words("deeds.comes_upon")
_BURIED, _GOES_OFF = lexicon.words("deeds.buried"), lexicon.words("deeds.goes_off")
MEANS, _SUBJECTS = lexicon.words("space.by_means"), lexicon.words("deeds.subjects")
_TO_SOMEBODY = frozenset({Mode.KILL, Mode.ASSASSINATE, Mode.BEAT, Mode.SEXUAL, Mode.ABDUCT})


def heads(trigger: Trigger) -> "list[Token]":
    """Heads of the phrases that may name who or what is acted upon, the likeliest first.

    None is a word that belongs to the cue itself: "was taken hostage".
    """
    found = chain(_acted_upon(trigger), _of_cue(trigger), _asked(trigger), _harmed_below(trigger))
    whose = (who for one in found for who in _dead(one))
    return [one for one in whose if one.lemma_.lower() not in trigger.cue.needs]


def _dead(found: "Token") -> "list[Token]":
    """Whose bodies or lives they are, where the text says so."""
    some = some_of(found)
    if some is not None:
        return [some]
    of_whom = grammar.counted(found) if found.lemma_.lower() in DEAD | _LIVES else []
    return of_whom or [found]


def _of_cue(trigger: Trigger) -> Iterator["Token"]:
    """Whose death a verb of little meaning tells of: "resulted in the death of two officers"."""
    words = (trigger.token.doc[index] for index in sorted(trigger.used))
    yield from (one for one in words if one.lemma_.lower() in _LIVES)


def _asked(trigger: Trigger) -> Iterator["Token"]:
    """Who is asked or warned to do something: "demanded that the army leave"."""
    if trigger.cue.event_type.is_spoken:
        for clause in grammar.children(trigger.token, {"ccomp"}):
            yield from grammar.children(clause, {"nsubj", "nsubjpass"})


def _harmed_below(trigger: Trigger) -> Iterator["Token"]:
    """Who came to harm by a participle below: "a bomb exploded, killing two"."""
    if trigger.cue.event_type is EventType.ASSAULT:
        for verb in grammar.children(trigger.token, {"advcl", "xcomp", "conj"}):
            if verb.lemma_ in _HARMS and verb.tag_ == "VBG":
                yield from grammar.objects(verb)


def _acted_upon(trigger: Trigger) -> Iterator["Token"]:
    """Heads of the phrases that may name who is acted upon, the likeliest first.

    Of "carried out an attack on X" and "came under fire" the noun says at whom it was aimed.
    """
    token, kind = trigger.token, trigger.cue.event_type
    if is_undergone(trigger):
        subject = grammar.subject(grammar.governor(token))
        yield from (subject,) if subject is not None else ()
        return
    if is_subjected(token):
        yield from grammar.objects(grammar.governor(token))
        return
    if is_noun(trigger):
        yield from _other_side(token)
        done_to = {"of"} if kind in _DONE_TO else set()
        yield from grammar.governed(token, _aims(kind) - {"from", "to"} | done_to)
        return
    yield from _by_verb(token, kind)


def _by_verb(verb: "Token", kind: EventType) -> Iterator["Token"]:
    """Whom a verb names as acted upon: not what is fired but "into crowds", not "at dawn"."""
    fired = kind is EventType.ASSAULT and verb.lemma_ in _FIRES and not _is_aimed_at(verb)
    objects = [] if kind is EventType.MOBILIZE else list(grammar.objects(verb))
    yield from _against_whom(verb, kind, objects)
    yield from () if fired else objects or _misread(verb)
    yield from grammar.governed(verb, _aims(kind))
    if kind is EventType.ASSAULT:
        at = grammar.governed(verb, _AT_OR_INTO if fired else _AT)
        yield from (one for one in at if one.ent_type_ not in _CLOCK and one.tag_ != "CD")
    for noun in objects:
        yield from grammar.governed(noun, _AIMS)


def _is_aimed_at(verb: "Token") -> bool:
    """Whether the subject of a passive is at whom it was fired: "were fired upon by gunmen"."""
    alone = (one for one in grammar.children(verb, {"prep", "prt"}) if not one.n_rights)
    return grammar.is_passive(verb) and any(True for _ in alone)


def _against_whom(verb: "Token", kind: EventType, objects: "list[Token]") -> Iterator["Token"]:
    """The other side of a deal, or of an attack: "a truce between A and | B collapsed"."""
    if kind in _OF_DEALS and (deal := grammar.subject(verb)) is not None:
        yield from _other_side(deal)
    if verb.lemma_ in _WARDS_OFF:
        for attack in objects:
            yield from grammar.governed(attack, _BY)  # "repelled a raid by rebels"


def _aims(kind: EventType) -> frozenset[str]:
    """Prepositions behind which stands who is acted upon, by what is done."""
    aims = _TOWARDS if kind in _WITH else _TOWARDS - {"with"}
    if kind is EventType.ASSAULT:
        return aims & _AGAINST  # one fights for a cause
    if kind is EventType.COERCE:
        return aims - {"from", "on"}  # "surrounded from three sides", "on three sides"
    return aims - {"to"} if kind is EventType.SANCTION else aims  # "fled to the hills"


_DONE_TO = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION})
"""Types of events whose noun names with "of" whom it was done to: "the killing of two men"."""

_WARDS_OFF, _BY = lexicon.words("deeds.wards_off"), frozenset({"by"})
_OF_DEALS = frozenset({EventType.AGREE, EventType.CONSULT, EventType.REJECT, EventType.COOPERATE})
_AIMS = frozenset({"on", "against", "at"})
_AT, _AT_OR_INTO = frozenset({"at"}), frozenset({"at", "into", "toward", "towards"})
_CLOCK = frozenset({"TIME", "DATE", "CARDINAL"})


def _misread(verb: "Token") -> list["Token"]:
    """A person named right behind a verb, whom the parser took for part of what follows."""
    following = verb.doc[verb.i + 1 : verb.i + 2].ents
    return [entity[-1] for entity in following if entity.label_ == "PERSON"]


def is_undergone(trigger: Trigger) -> bool:
    """Whether the subject suffers what the words tell: dies, comes under fire, takes losses."""
    verb = grammar.governor(trigger.token)
    if grammar.is_passive(verb):
        return False
    if is_among_dead(verb) or (verb == trigger.token and _is_undergone(trigger)):
        return True
    if verb == trigger.token and verb.lemma_ in _HARMS and verb.tag_ in ("VBD", "VBN"):
        return _is_without_object(verb)
    return trigger.cue.event_type is EventType.ASSAULT and _suffers(verb)


def _suffers(verb: "Token") -> bool:
    """Whether a verb says what is suffered: "are dead", "died", "came under fire", "took hits"."""
    if any(one.lower_ in _STATES for one in grammar.children(verb, {"acomp"})):
        return True
    if verb.lemma_ in DIES or (verb.lemma_ == "come" and grammar.has(verb, ("under",))):
        return True
    return any(map(is_loss, grammar.children(verb, {"dobj"})))


def is_loss(noun: "Token") -> bool:
    """Whether an object says what a subject suffers: "took losses", "suffered burns"."""
    below = noun.dep_ == "dobj" and noun.head.lemma_ in _UNDERGOES
    return below and noun.lemma_.lower() in _LOSSES


def _is_undergone(trigger: Trigger) -> bool:
    """Whether what a verb of a deed says happens to its subject, though it is no passive."""
    verb = trigger.token
    if trigger.cue.event_type not in (EventType.ASSAULT, EventType.COERCE):
        return False
    # the base of the army that falls is not taken by the army
    suffers = verb.lemma_ in FALLS or _lacks_auxiliary(verb) or comes_upon(verb)
    return suffers or shares_passive(trigger)


def is_among_dead(verb: "Token") -> bool:
    """Whether a subject is some of those who came to harm: "was among those killed"."""
    among = grammar.governed(verb, _AMONG) if verb.lemma_ == "be" else []
    return any(
        one.lower_ in _STATES
        or one.lemma_.lower() in _VICTIMS
        or any(True for acl in grammar.children(one, {"acl"}) if acl.lemma_ in _HARMS)
        for one in among
    )


def some_of(noun: "Token") -> "Token | None":
    """Who is some of those that a noun means: "two guards were among | those killed"."""
    verb = noun.head.head
    among = noun.dep_ == "pobj" and verb.pos_ == "AUX" and is_among_dead(verb)
    return grammar.subject(verb) if among else None


def shares_passive(trigger: Trigger) -> bool:
    """Whether a verb shares the auxiliary of the passive before: "were abducted and | shot".

    The parser may take the second for a past tense; it is none where people suffer what it says.
    """
    verb = trigger.token
    if not (grammar.shares_actor(verb) and grammar.is_passive(verb.head)):
        return False
    if any(True for _ in grammar.children(verb, {"aux", "dobj"})):
        return False
    suffers = trigger.cue.mode in _TO_SOMEBODY and verb.lemma_ not in DIES
    return verb.tag_ == "VBN" or (verb.tag_ == "VBD" and suffers)


def _lacks_auxiliary(verb: "Token") -> bool:
    """Whether a headline leaves out the "was" of a passive: "Governor hit by gunfire in Sake"."""
    if verb.tag_ not in ("VBD", "VBN") or any(
        True for _ in grammar.children(verb, {"aux", "dobj", "prt"})
    ):
        return False
    return any(True for _ in agents(verb))


def agents(verb: "Token") -> "list[Token]":
    """What "by" names below a verb as who does it, not when or how: no "by night", "by road"."""
    by = grammar.governed(verb, {"by"})
    return [one for one in by if one.pos_ in grammar.NOMINAL and one.lower_ not in MEANS]


def comes_to_harm(verb: "Token") -> bool:
    """Whether a verb says that its subject was blown up, so what came of it is not its doing."""
    return comes_upon(verb) or goes_off(verb)


def comes_upon(verb: "Token") -> bool:
    """Whether a subject comes upon what was laid for it: "hit a mine", "exploded on a mine"."""
    met = grammar.children(verb, {"dobj"})
    below = (one for prep, one in grammar.prepositional(verb) if prep.lower_ in _UPON)
    return any(one.lemma_.lower() in _BURIED for one in chain(met, below)) and (
        verb.lemma_ in _MEETS or goes_off(verb)
    )


def goes_off(verb: "Token") -> bool:
    """Whether a verb says what happens to its subject: "the truck exploded", "blew up"."""
    return verb.lemma_ in _GOES_OFF and not any(True for _ in grammar.objects(verb))


def is_subjected(deed: "Token") -> bool:
    """Whether a deed is what the object of its verb suffers: "subjected the town to shelling"."""
    verb = deed.head.head
    return deed.dep_ == "pobj" and deed.head.lower_ == "to" and verb.lemma_ in _SUBJECTS


_AMONG, _VICTIMS = frozenset({"among"}), lexicon.words("harm.victims")
_UPON = lexicon.words("deeds.upon")


def dead_found(trigger: Trigger) -> "Token | None":
    """The dead whom somebody finds, who need not have killed them: "found the bodies of six"."""
    if trigger.token.lemma_ in _HARMS:
        return None
    suffering = grammar.children(trigger.token, {"nsubjpass"})
    found = chain(grammar.objects(trigger.token), suffering)
    return next((one for one in found if one.lemma_.lower() in DEAD), None)


def _is_without_object(verb: "Token") -> bool:
    """Whether a verb of harm lacks its auxiliary, as in headlines: "three policemen injured"."""
    if verb.tag_ == "VBN" and not any(True for _ in grammar.children(verb, {"aux", "dobj"})):
        return True
    behind = (
        one
        for one in grammar.children(verb, {"ccomp", "conj"})
        if one.i > verb.i and (one.dep_ == "ccomp" or one.left_edge.nbor(-1).pos_ == "CCONJ")
    )
    return not any(True for _ in chain(grammar.objects(verb), _misread(verb), behind))


def _other_side(noun: "Token") -> list["Token"]:
    """The second of "between A and B"."""
    return [who for one in grammar.between(noun) for who in grammar.with_conjuncts(one)][1:]


def is_noun(trigger: Trigger) -> bool:
    """Whether the trigger is a noun, or a form in -ing in the place of one: "fighting raged"."""
    token = trigger.token
    if trigger.nominal or token.tag_ != "VBG":
        return trigger.nominal
    told = token.dep_ == "xcomp" and token.head.lower_ in CONFIRM  # "confirmed fighting in X"
    told = told and not any(True for _ in grammar.children(token, {"dobj"}))
    return told or token.dep_ in _NOUN_LINKS


_NOUN_LINKS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
