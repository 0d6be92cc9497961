"""Who acts and who is acted upon, from the parse of the trigger's clause."""

from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, People, Voice
from geomap.discourse import grammar as r
from geomap.events._cues import CueTable
from geomap.events._triggers import Trigger
from geomap.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

_ACTING = frozenset({"by", "between"})
_AGAINST = lexicon.words("grammar.target_prepositions")
_TALKING = lexicon.words("grammar.talk_prepositions")
_WITH = frozenset({"CONSULT", "AGREE", "COOPERATE", "ASSAULT", "PROTEST"})
_INANIMATE = lexicon.words("grammar.inanimate")


def _named(token: "Token", paragraph: Paragraph, people: People, speaker: str) -> str:
    if token.i in paragraph.time_tokens or (token.lower_ in _INANIMATE and token.pos_ != "PRON"):
        return ""
    found = [people.of(one, paragraph, speaker=speaker) for one in r.with_conjuncts(token)]
    return "; ".join(dict.fromkeys(name for name in found if name))


def _by(token: "Token", words: frozenset[str]) -> "Token | None":
    for prep, inner in r.prepositional(token):
        if prep.lower_ in words:
            # "by invading forces" is parsed as an act; the forces are meant
            return next(r.children(inner, {"dobj"}), inner) if inner.dep_ == "pcomp" else inner
    return None


def _nominal_actor(token: "Token", paragraph: Paragraph) -> "Token | None":
    agent = _by(token, _ACTING)
    if agent is not None:
        return agent
    for child in token.lefts:
        group = child.ent_type_ in ("NORP", "ORG", "PERSON") and child.dep_ in ("amod", "compound")
        if (child.dep_ == "poss" or group) and not paragraph.is_place(child):
            return child
    return None


def actor_of(
    trigger: Trigger, paragraph: Paragraph, people: People, table: CueTable, *, voice: Voice | None
) -> str:
    """Name of who acts; empty where the text does not say, and for things and places.

    `voice` is who says it: "we" in a quotation is the speaker, and so is "it" or "they" in what a
    group or its spokesman says.
    """
    found = _actor(trigger, paragraph)
    speaker = voice.said_by if voice is not None else ""
    if trigger.cue.pledge and speaker:
        return speaker
    if found is None or _still(found, paragraph, table):
        return ""
    group = voice is not None and voice.kind == "said" and not people.is_person(speaker)
    said_before = voice is not None and voice.token < found.i
    if group and said_before and found.lower_ in ("it", "they"):
        return speaker
    return _named(found, paragraph, people, speaker)


def _actor(trigger: Trigger, paragraph: Paragraph) -> "Token | None":
    token = trigger.token
    if trigger.nominal:
        found = _nominal_actor(token, paragraph)
        if found is None:
            verb = r.governor(token)
            return r.subject(verb) if verb.pos_ in r.VERBAL and token.dep_ == "dobj" else None
        return found
    if token.pos_ in ("ADP", "SCONJ"):
        held = next((paragraph.doc[index] for index in trigger.used), token)
        return (
            _nominal_actor(held, paragraph)
            or _by(held, frozenset({"of"}))
            or (r.subject(r.governor(token)) if trigger.cue.event_type not in ("COERCE",) else None)
        )
    if r.is_passive(token):
        return _by(token, frozenset({"by"}))
    return r.subject(token if token.pos_ in r.VERBAL else r.governor(token))


def _still(token: "Token", paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a word means a place or thing, which does not act; a country may."""
    place = paragraph.places.get(token.i)
    if place is None:
        things = ("<place>", "<weapon>", "<attack>", "<thing>")
        lemma = token.lemma_.lower()
        return token.pos_ == "NOUN" and any(lemma in table.classes[kind] for kind in things)
    acts = place.mention.role == Role.METONYM
    country = place.place is not None and place.place.kind.startswith("A.PCL")
    return not (acts or country)


def recipient_of(
    trigger: Trigger, paragraph: Paragraph, people: People, table: CueTable, *, speaker: str
) -> str:
    """Name of who is acted upon; places and things are not recipients."""
    token, kind = trigger.token, trigger.cue.event_type
    bare = trigger.nominal or kind == "MOBILIZE"
    found: list[Token] = [] if bare else list(r.objects(token))
    towards = _AGAINST if trigger.nominal else _TALKING
    prepositional = _by(token, towards if kind in _WITH else towards - {"with"})
    if prepositional is not None:
        found.append(prepositional)
    for one in found:
        if any(_acts(other, paragraph, table) for other in (one, *_counted(one))):
            return _named(one, paragraph, people, speaker)
    return ""


def _counted(token: "Token") -> list["Token"]:
    """What "dozens of" counts."""
    return [inner for prep, inner in r.prepositional(token) if prep.lower_ == "of"]


def _acts(token: "Token", paragraph: Paragraph, table: CueTable) -> bool:
    """Whether a word means someone: a person, a group, a force, or a pronoun for them."""
    if paragraph.is_place(token) or token.i in paragraph.time_tokens:
        return False
    if token.ent_type_ in ("PERSON", "NORP", "ORG") or token.pos_ == "PRON":
        return token.pos_ in r.NOMINAL and token.lower_ not in _INANIMATE
    kinds = ("<person>", "<troops>", "<groups>")
    return any(token.lemma_.lower() in table.classes[kind] for kind in kinds)
