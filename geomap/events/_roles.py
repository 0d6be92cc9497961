"""Who acts and who is acted upon, from the parse of the trigger's clause."""

from typing import TYPE_CHECKING

from geomap.events import _reading as r
from geomap.events._names import Names
from geomap.events._reading import Reading
from geomap.events._triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

_ACTING = frozenset({"by", "between"})
_AGAINST = frozenset({"against", "with", "on", "to", "at", "for", "upon"})
_TALKING = frozenset({"with", "to", "against", "from", "for", "on"})
_INANIMATE = frozenset(["it", "there", "this", "that", "what"])


def _named(token: "Token", reading: Reading, names: Names, speaker: str) -> str:
    if token.i in reading.time_tokens or (token.lower_ in _INANIMATE and token.pos_ != "PRON"):
        return ""
    found = [names.of(one, reading, speaker=speaker) for one in r.with_conjuncts(token)]
    return "; ".join(dict.fromkeys(name for name in found if name))


def _by(token: "Token", words: frozenset[str]) -> "Token | None":
    return next((inner for prep, inner in r.prepositional(token) if prep.lower_ in words), None)


def _nominal_actor(token: "Token", reading: Reading) -> "Token | None":
    agent = _by(token, _ACTING)
    if agent is not None:
        return agent
    for child in token.lefts:
        group = child.ent_type_ in ("NORP", "ORG", "PERSON") and child.dep_ in ("amod", "compound")
        if (child.dep_ == "poss" or group) and not reading.is_place(child):
            return child
    return None


def actor_of(trigger: Trigger, reading: Reading, names: Names, speaker: str) -> str:
    """Name of who acts; empty where the text does not say."""
    token = trigger.token
    if trigger.nominal:
        found = _nominal_actor(token, reading)
        if found is None:
            verb = r.governor(token)
            found = r.subject(verb) if verb.pos_ in r.VERBAL and token.dep_ == "dobj" else None
        return _named(found, reading, names, speaker) if found is not None else ""
    if r.is_passive(token):
        found = _by(token, frozenset({"by"}))
    else:
        found = r.subject(token if token.pos_ in r.VERBAL else r.governor(token))
    return _named(found, reading, names, speaker) if found is not None else ""


def recipient_of(trigger: Trigger, reading: Reading, names: Names, speaker: str) -> str:
    """Name of who is acted upon; places are not recipients."""
    token = trigger.token
    if not trigger.nominal:
        for found in r.objects(token):
            if not reading.is_place(found) and found.pos_ in r.NOMINAL:
                return _named(found, reading, names, speaker)
    found_prep = _by(token, _AGAINST if trigger.nominal else _TALKING)
    if found_prep is not None and not reading.is_place(found_prep) and found_prep.pos_ in r.NOMINAL:
        return _named(found_prep, reading, names, speaker)
    return ""
