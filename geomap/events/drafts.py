"""Triggers with what was read around them, and deeds that their polarity turns into others."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, Quote, Stance, Voice, Voices, grammar, stance
from geomap.events import nature
from geomap.events.triggers import Trigger
from geomap.model import EventType, Mode

if TYPE_CHECKING:
    from spacy.tokens import Token

_ALLOW = lexicon.words("deeds.allow")
_BY_FORCE = frozenset({Mode.SEIZE, Mode.EXPEL, Mode.RESTRICT, Mode.SEIZE_PROPERTY})
_MADE = frozenset({EventType.REJECT, EventType.REQUEST, EventType.ACCUSE})
"""Acts that their words make, whatever they depend on."""


@dataclass(frozen=True)
class Draft:
    """A trigger with its passage, who says it, its stance, and the span of its words there.

    `joined` are the heads of further clauses that tell of it: "attacked a village and killed six".
    """

    trigger: Trigger
    paragraph: Paragraph
    voice: Voice | None
    quote: Quote | None
    stance: Stance
    start: int = 0
    end: int = 0
    joined: "tuple[Token, ...]" = ()

    @property
    def verbs(self) -> tuple[Trigger, ...]:
        """The trigger, and as triggers of the same cue the heads of the further clauses."""
        further = (replace(self.trigger, token=one, used=frozenset()) for one in self.joined)
        return self.trigger, *further

    @classmethod
    def of(cls, trigger: Trigger, paragraph: Paragraph, voices: Voices) -> "Draft":
        """A trigger with what the one reading says of it, before its words are cut out."""
        voice = voices.of(paragraph, trigger.token)
        quote = voices.quote_at(paragraph, trigger.token)
        return cls(trigger, paragraph, voice, quote, stance_of(trigger))


def stance_of(trigger: Trigger) -> Stance:
    """Polarity and certainty of what a trigger reports."""
    cue = trigger.cue
    return stance.of(
        trigger.token,
        opposite=cue.opposite,
        made=cue.event_type in _MADE,
        tried=cue.event_type is not EventType.AGREE,
    )


def turned(trigger: Trigger) -> Trigger:
    """Not to allow food in is a blockade, not to be going to send arms a refusal.

    A first-person announcement of violence is a threat, and what a flood does no attack.
    """
    cue, read = trigger.cue, stance_of(trigger)
    if not trigger.nominal and nature.is_by_nobody(trigger.token):
        cue = replace(cue, event_type=EventType.OTHER, mode=Mode.ANY, by_nobody=True)
    elif is_withheld(trigger):
        cue = replace(cue, event_type=EventType.COERCE, mode=Mode.WITHHOLD)
    elif _is_refusal(trigger, read):
        cue = replace(cue, event_type=EventType.REJECT, mode=Mode.ASSIST, refusal=True)
    elif _is_pledge_to_fight(trigger, read):
        cue = replace(cue, event_type=EventType.THREATEN, mode=Mode.VIOLENCE, pledge=True)
    return replace(trigger, cue=cue)


def is_withheld(trigger: Trigger) -> bool:
    """Whether an allowing verb is negated: not to let food in is to withhold it."""
    return trigger.token.lemma_ in _ALLOW and stance.negations(trigger.token)


def _is_pledge_to_fight(trigger: Trigger, read: Stance) -> bool:
    """Whether the first person announces violence or seizure: a threat, not an event."""
    violent = trigger.cue.event_type is EventType.ASSAULT or trigger.cue.mode in _BY_FORCE
    if not violent or read.negated or not (read.future or read.conditional):
        return False
    clause = grammar.clause_of(trigger.token).subtree
    return any(map(grammar.is_first_person, clause))


def _is_refusal(trigger: Trigger, read: Stance) -> bool:
    """Whether a deed is said not to come: "Germany will not deliver tanks" is a refusal."""
    plain = read.future and read.negated and not read.conditional
    return plain and not trigger.nominal and not trigger.cue.event_type.is_spoken
