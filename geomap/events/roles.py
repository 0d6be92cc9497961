"""Who acts and who is acted upon, from the parse of the trigger's clause."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, People, Voice, grammar
from geomap.events.cues import CueTable
from geomap.events.triggers import Trigger
from geomap.model import EventType, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_BY = frozenset({"by"})
_SEEN = lexicon.words("speech.see")
_AGAINST = frozenset({"against", "on", "with"})
_TOWARDS = lexicon.words("grammar.talk_prepositions")
_INANIMATE = lexicon.words("grammar.inanimate")
_WITH = frozenset(map(EventType, ("CONSULT", "AGREE", "COOPERATE", "ASSAULT", "PROTEST")))
"""Types of events that are done with or against whom "with" names."""

_NAMED = frozenset({"NORP", "ORG", "PERSON"})
_PEOPLE = ("<person>", "<troops>", "<groups>", "<armed>")
_THINGS = ("<place>", "<weapon>", "<attack>", "<thing>")
_BODIES = lexicon.words("people.groups", "people.formations", "people.relations")
_DIES = lexicon.words("deeds.dies")
_UNDERGOES = lexicon.words("deeds.undergoes")
_LOSSES = lexicon.words("deeds.undergone")
_HARMS = frozenset(lexicon.table("harm.verbs"))
_HAPPENS_IN = frozenset({"in", "during", "under"})


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
    actor = _living(_actor(trigger, paragraph, table), paragraph, table)
    if actor is None:
        return ""
    said_before = voice is not None and voice.token < actor.i
    if said_before and actor.lower_ in ("it", "they") and not people.is_person(speaker):
        return speaker
    return _names(actor, paragraph, people, speaker)


def _living(actor: "Token | None", paragraph: Paragraph, table: CueTable) -> "Token | None":
    """Who acts in a deed that is said to act, and whose a thing is: "Russian helicopters"."""
    if actor is not None and table.holds(actor.lemma_, "<attack>"):
        actor = next(_nominal_actor(actor, paragraph, table), actor)
    lifeless = actor is not None and _is_lifeless(actor, paragraph, table)
    return _owner(actor, paragraph, table) if actor is not None and lifeless else actor


def recipient_of(
    trigger: Trigger, paragraph: Paragraph, people: People, table: CueTable, *, speaker: str
) -> str:
    """Name of who is acted upon; places and things are not recipients."""
    found = [*_acted_upon(trigger), *_asked(trigger), *_harmed_below(trigger)]
    for recipient in found:
        heads = (recipient, *grammar.counted(recipient))
        spoken_to = trigger.cue.event_type.is_spoken and _is_state(recipient, paragraph)
        if spoken_to or any(_is_someone(who, paragraph, table) for who in heads):
            return _names(recipient, paragraph, people, speaker)
    owners = (_owner(one, paragraph, table) for one in found)
    owner = next(filter(None, owners), None)
    return _names(owner, paragraph, people, speaker) if owner is not None else ""


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


def _owner(thing: "Token", paragraph: Paragraph, table: CueTable) -> "Token | None":
    """Whose place or thing is attacked: "rebel positions", "an Iraqi army base"."""
    before = list(grammar.children(thing, {"compound", "amod", "poss", "nmod"}))
    named = (
        child
        for child in before
        if child.ent_type_ == "NORP" or (child.ent_type_ == "ORG" and not paragraph.is_place(child))
    )
    armed = (child for child in before if table.holds(child.lemma_, "<armed>", "<groups>"))
    return next(chain(named, armed), None)


def _is_state(token: "Token", paragraph: Paragraph) -> bool:
    """Whether a name is a country's, which can be spoken to."""
    found = paragraph.places.get(token.i)
    place = found.place if found is not None else None
    return place is not None and place.kind.startswith("A.PCL")


def _acted_upon(trigger: Trigger) -> Iterator["Token"]:
    """Heads of the phrases that may name who is acted upon, the likeliest first.

    Of "carried out an attack on X" and "came under fire" the noun says at whom it was aimed.
    """
    token, kind = trigger.token, trigger.cue.event_type
    aims = _TOWARDS if kind in _WITH else _TOWARDS - {"with"}
    aims &= _AGAINST if kind is EventType.ASSAULT else aims  # one fights for a cause
    aims -= {"from"} if kind is EventType.COERCE else set()  # "surrounded from three sides"
    aims -= {"to"} if kind is EventType.SANCTION else set()  # "fled to the hills"
    if _is_undergone(trigger):
        subject = grammar.subject(grammar.governor(token))
        yield from (subject,) if subject is not None else ()
        return
    if _is_noun(trigger):
        yield from _other_side(token)
        done_to = {"of"} if kind in _DONE_TO else set()
        yield from grammar.governed(token, aims - {"from", "to"} | done_to)
        return
    objects = [] if kind is EventType.MOBILIZE else list(grammar.objects(token))
    yield from objects or _misread(token)
    yield from grammar.governed(token, aims)
    for noun in objects:
        yield from grammar.governed(noun, _AIMS)


_DONE_TO = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION})
"""Types of events whose noun names with "of" whom it was done to: "the killing of two men"."""

_AIMS = frozenset({"on", "against", "at"})


def _misread(verb: "Token") -> list["Token"]:
    """A person named right behind a verb, whom the parser took for part of what follows."""
    following = verb.doc[verb.i + 1 : verb.i + 2].ents
    return [entity[-1] for entity in following if entity.label_ == "PERSON"]


def _is_undergone(trigger: Trigger) -> bool:
    """Whether the subject suffers what the words tell: dies, comes under fire, takes losses."""
    verb = grammar.governor(trigger.token)
    if grammar.is_passive(verb):
        return False
    if verb == trigger.token and verb.lemma_ in _HARMS and verb.tag_ in ("VBD", "VBN"):
        return _is_without_object(verb)
    if trigger.cue.event_type is not EventType.ASSAULT:
        return False
    if verb.lemma_ in _DIES or (verb.lemma_ == "come" and grammar.has(verb, ("under",))):
        return True
    objects = (noun.lemma_.lower() for noun in grammar.children(verb, {"dobj"}))
    return verb.lemma_ in _UNDERGOES and not _LOSSES.isdisjoint(objects)


def _is_without_object(verb: "Token") -> bool:
    """Whether a verb of harm lacks its auxiliary, as in headlines: "three policemen injured"."""
    if verb.tag_ == "VBN" and not any(True for _ in grammar.children(verb, {"aux"})):
        return True
    behind = (one for one in grammar.children(verb, {"ccomp", "conj"}) if one.i > verb.i)
    return not any(True for _ in chain(grammar.objects(verb), _misread(verb), behind))


def _other_side(noun: "Token") -> list["Token"]:
    """The second of "between A and B"."""
    return [who for one in grammar.between(noun) for who in grammar.with_conjuncts(one)][1:]


def _names(token: "Token", paragraph: Paragraph, people: People, speaker: str) -> str:
    """Names of a word and what is coordinated with it, joined by semicolons."""
    time = paragraph.time_tokens.get(token.i)
    if time is not None and time.event is None:  # "since the Taliban captured Kabul" is both
        return ""
    between = token.head.lower_ in grammar.BETWEEN
    second = token.dep_ == "conj" and token.head.head.lower_ in grammar.BETWEEN
    group = [token] if between or second else grammar.with_conjuncts(token)
    names = [people.of(who, paragraph, speaker=speaker) for who in group]
    told = (name for name in names if not name.replace(",", "").isdigit())
    return "; ".join(dict.fromkeys(filter(None, told)))


def _first(*found: Iterable["Token"]) -> "Token | None":
    return next(chain.from_iterable(found), None)


def _actor(trigger: Trigger, paragraph: Paragraph, table: CueTable) -> "Token | None":
    token = trigger.token
    verb = grammar.governor(token)
    if _is_undergone(trigger):
        by = _BY if verb.lemma_ in _DIES else _BY | {"from"}
        return _first(grammar.governed(verb, by), _in_deed(verb, paragraph, table))
    if _is_noun(trigger):
        return _first(_nominal_actor(token, paragraph, table)) or _doer(token, verb)
    if token.pos_ == "ADP":
        return _holder(trigger, paragraph, table)
    if grammar.is_passive(token):
        return _first(grammar.governed(token, _BY), _in_deed(token, paragraph, table))
    if token.dep_ == "acl" and token.tag_ == "VB" and token.head.pos_ == "NOUN":
        return _first(_nominal_actor(token.head, paragraph, table))  # "Taliban attempts to take X"
    return _misread_actor(verb) or grammar.subject(verb) or _right_before(verb)


def _doer(deed: "Token", verb: "Token") -> "Token | None":
    """Who does a deed that is a verb's object; who sees a deed does not do it."""
    done = deed.dep_ == "dobj" and verb.lemma_ not in _SEEN
    return grammar.subject(verb) if done else None


def _holder(trigger: Trigger, paragraph: Paragraph, table: CueTable) -> "Token | None":
    """Who has what a preposition tells of: "under the control of X", "in rebel hands"."""
    held = next((paragraph.doc[index] for index in trigger.used), trigger.token)
    coerced = trigger.cue.event_type is EventType.COERCE
    holder = _first(_nominal_actor(held, paragraph, table), grammar.governed(held, {"of"}))
    return holder or (None if coerced else grammar.subject(grammar.governor(trigger.token)))


def _misread_actor(verb: "Token") -> "Token | None":
    """The party right before a noun that was taken for a verb: "saw X and Taliban attempts to"."""
    while verb.dep_ == "xcomp":
        verb = verb.head
    own = any(True for _ in grammar.children(verb, grammar.SUBJECTS))
    before = verb.nbor(-1) if verb.i else verb
    party = before.ent_type_ in _NAMED and before.pos_ in ("PROPN", "ADJ")
    return before if verb.dep_ == "conj" and not own and party else None


def _right_before(verb: "Token") -> "Token | None":
    """The people right before a verb that the parser hung on a name: "Kirkuk, bombers attacked"."""
    before = verb.nbor(-1) if verb.i else verb
    return before if before.tag_ == "NNS" and before.dep_ in ("appos", "conj") else None


def _in_deed(verb: "Token", paragraph: Paragraph, table: CueTable) -> Iterator["Token"]:
    """Who did the deed in which people came to harm: "were killed in a raid by X"."""
    for noun in grammar.governed(verb, _HAPPENS_IN):
        if table.holds(noun.lemma_, "<attack>"):
            yield from _nominal_actor(noun, paragraph, table)


def _nominal_actor(noun: "Token", paragraph: Paragraph, table: CueTable) -> Iterator["Token"]:
    """Who acts in a noun: "an attack by X", "X's attack", "a rebel attack"."""
    yield from grammar.governed(noun, _BY)
    yield from grammar.between(noun)
    for done in grammar.children(noun, {"acl"}):
        yield from grammar.governed(done, {"on"} if done.lemma_ in grammar.ACCUSING else _BY)
    for child in noun.lefts:
        named = child.ent_type_ in _NAMED or table.holds(child.lemma_, "<armed>", "<groups>")
        possessor = child.dep_ == "poss" and child.lower_ not in _INANIMATE
        modifier = named and child.dep_ in ("amod", "compound", "nmod")
        if (possessor or modifier) and not paragraph.is_place(child):
            yield child


def _is_lifeless(token: "Token", paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a word means a place or thing, which does not act; a country may."""
    resolution = paragraph.places.get(token.i)
    if resolution is None:
        return token.pos_ == "NOUN" and table.holds(token.lemma_, *_THINGS)
    country = resolution.place is not None and resolution.place.kind.startswith("A.PCL")
    return not country and resolution.mention.role is not Role.METONYM


def _is_someone(token: "Token", paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a word means someone: a person, a group, a force, or a pronoun for them."""
    if paragraph.is_place(token) or token.i in paragraph.time_tokens:
        return False
    if token.ent_type_ in _NAMED or token.pos_ == "PRON":
        return token.pos_ in grammar.NOMINAL and token.lower_ not in _INANIMATE
    if token.lemma_.lower() == "resistance" and not grammar.has(token, ("the",), {"det"}):
        return False  # "face staunch resistance"
    if token.lemma_.lower() in _BODIES or token.like_num:
        return True
    return token.lower_.endswith(_ENDINGS) or table.holds(token.lemma_, *_PEOPLE)


_ENDINGS = lexicon.ordered("people.endings")


def _is_noun(trigger: Trigger) -> bool:
    """Whether the trigger is a noun, or a form in -ing in the place of one: "fighting raged"."""
    token = trigger.token
    return trigger.nominal or (token.tag_ == "VBG" and token.dep_ in _NOUN_LINKS)


_NOUN_LINKS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
