"""Deeds that their polarity turns into others: a refusal, a blockade, a threat."""

from dataclasses import replace

from geomap.discourse import Stance
from geomap.discourse import grammar as r
from geomap.discourse import stance as stances
from geomap.discourse.people import FIRST_PERSON
from geomap.events._triggers import Trigger

_ALLOW = frozenset({"allow", "let", "permit"})
_BY_FORCE = frozenset({"seize", "expel", "restrict", "seize-property"})
_DEEDS = frozenset({"AID", "MOBILIZE", "RETREAT", "COERCE", "ASSAULT", "COOPERATE", "CONSULT"})
_MADE = frozenset({"REJECT", "REQUEST", "ACCUSE"})


def stance_of(trigger: Trigger) -> Stance:
    """Polarity and certainty of what a trigger reports."""
    cue = trigger.cue
    return stances.of(
        trigger.token,
        opposite=cue.opposite,
        made=cue.event_type in _MADE,
        tried=cue.event_type != "AGREE",
    )


def turned(trigger: Trigger) -> Trigger:
    """Not to allow food in is a blockade, not to be going to send arms a refusal.

    A first-person announcement of violence is a threat.
    """
    cue, stance = trigger.cue, stance_of(trigger)
    if is_withheld(trigger):
        cue = replace(cue, event_type="COERCE", mode="withhold", acled="Other")
    elif _is_refusal(trigger, stance):
        cue = replace(cue, event_type="REJECT", mode="assist", acled="Other", refusal=True)
    elif _is_pledge_to_fight(trigger, stance):
        cue = replace(cue, event_type="THREATEN", mode="violence", acled="Other", pledge=True)
    return replace(trigger, cue=cue)


def is_withheld(trigger: Trigger) -> bool:
    """Whether an allowing verb is negated: not to let food in is to withhold it."""
    return trigger.token.lemma_ in _ALLOW and stances.negations(trigger.token)


def _is_pledge_to_fight(trigger: Trigger, stance: Stance) -> bool:
    """Whether the first person announces violence or seizure: a threat, not an event."""
    violent = trigger.cue.event_type == "ASSAULT" or trigger.cue.mode in _BY_FORCE
    if not violent or stance.negated or not (stance.future or stance.conditional):
        return False
    return any(token.lower_ in FIRST_PERSON for token in r.clause_of(trigger.token).subtree)


def _is_refusal(trigger: Trigger, stance: Stance) -> bool:
    """Whether a deed is said not to come: "Germany will not deliver tanks" is a refusal."""
    plain = stance.future and stance.negated and not stance.conditional
    return plain and not trigger.nominal and trigger.cue.event_type in _DEEDS
