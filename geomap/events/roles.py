"""Who acts and who is acted upon, from the parse of the trigger's clause."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, People, Voice, grammar
from geomap.events.cues import CueTable
from geomap.events.triggers import Trigger
from geomap.model import EventType, Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_ACTING = frozenset({"by", "between"})
_TOWARDS = lexicon.words("grammar.talk_prepositions")
_INANIMATE = lexicon.words("grammar.inanimate")
_WITH = frozenset(
    map(EventType, ("CONSULT", "AGREE", "COOPERATE", "ASSAULT", "PROTEST")),
)
"""Types of events that are done with or against whom "with" names."""

_NAMED = frozenset({"NORP", "ORG", "PERSON"})
_PEOPLE = ("<person>", "<troops>", "<groups>")
_THINGS = ("<place>", "<weapon>", "<attack>", "<thing>")


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
    actor = _actor(trigger, paragraph)
    if actor is None or _is_lifeless(actor, paragraph, table):
        return ""
    said_before = voice is not None and voice.token < actor.i
    if said_before and actor.lower_ in ("it", "they") and not people.is_person(speaker):
        return speaker
    return _names(actor, paragraph, people, speaker)


def recipient_of(
    trigger: Trigger, paragraph: Paragraph, people: People, table: CueTable, *, speaker: str
) -> str:
    """Name of who is acted upon; places and things are not recipients."""
    token, kind = trigger.token, trigger.cue.event_type
    bare = trigger.nominal or kind is EventType.MOBILIZE
    aimed_at = _governed(token, _TOWARDS if kind in _WITH else _TOWARDS - {"with"})
    for recipient in (*(() if bare else grammar.objects(token)), aimed_at):
        counted = grammar.counted(recipient) if recipient is not None else ()
        if any(_is_someone(who, paragraph, table) for who in (recipient, *counted)):
            return _names(recipient, paragraph, people, speaker)
    return ""


def _names(token: "Token", paragraph: Paragraph, people: People, speaker: str) -> str:
    """Names of a word and what is coordinated with it, joined by semicolons."""
    if token.i in paragraph.time_tokens:
        return ""
    group = grammar.with_conjuncts(token)
    names = [people.of(who, paragraph, speaker=speaker) for who in group]
    return "; ".join(dict.fromkeys(filter(None, names)))


def _governed(token: "Token", prepositions: frozenset[str]) -> "Token | None":
    """What the first of the prepositions below a token governs."""
    for preposition, inner in grammar.prepositional(token):
        if preposition.lower_ in prepositions:
            # "by invading forces" is parsed as an act; the forces are meant
            forces = grammar.children(inner, {"dobj"}) if inner.dep_ == "pcomp" else iter(())
            return next(forces, inner)
    return None


def _actor(trigger: Trigger, paragraph: Paragraph) -> "Token | None":
    token = trigger.token
    verb = grammar.governor(token)
    if trigger.nominal:
        done = token.dep_ == "dobj"
        return _nominal_actor(token, paragraph) or (grammar.subject(verb) if done else None)
    if token.pos_ == "ADP":
        held = next((paragraph.doc[index] for index in trigger.used), token)
        holder = _nominal_actor(held, paragraph) or _governed(held, frozenset({"of"}))
        coerced = trigger.cue.event_type is EventType.COERCE
        return holder or (None if coerced else grammar.subject(verb))
    if grammar.is_passive(token):
        return _governed(token, frozenset({"by"}))
    return grammar.subject(verb)


def _nominal_actor(noun: "Token", paragraph: Paragraph) -> "Token | None":
    """Who acts in a noun: "an attack by X", "X's attack", "a rebel attack"."""
    before = (
        child
        for child in noun.lefts
        if child.dep_ == "poss"
        or (child.ent_type_ in _NAMED and child.dep_ in ("amod", "compound"))
    )
    return _governed(noun, _ACTING) or next(
        (child for child in before if not paragraph.is_place(child)), None
    )


def _is_lifeless(token: "Token", paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a word means a place or thing, which does not act; a country may."""
    resolution = paragraph.places.get(token.i)
    if resolution is None:
        return token.pos_ == "NOUN" and table.holds(token.lemma_, *_THINGS)
    country = resolution.place is not None and resolution.place.kind.startswith("A.PCL")
    return not country and resolution.mention.role is not Role.METONYM


def _is_someone(token: "Token | None", paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a word means someone: a person, a group, a force, or a pronoun for them."""
    if token is None or paragraph.is_place(token) or token.i in paragraph.time_tokens:
        return False
    if token.ent_type_ in _NAMED or token.pos_ == "PRON":
        return token.pos_ in grammar.NOMINAL and token.lower_ not in _INANIMATE
    return table.holds(token.lemma_, *_PEOPLE)
