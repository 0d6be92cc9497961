"""Which triggers become statements: one for each thing reported, none for a mere turn of phrase."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from geomap.discourse import Stance
from geomap.discourse import grammar as r
from geomap.events._span import head_of, is_condition
from geomap.events._triggers import SPEECH_ACTS, Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

_TALK = frozenset({"CONSULT", *SPEECH_ACTS})
_SELF_EVIDENT = frozenset({"THREATEN", "REQUEST", "REJECT"})


def _effect(trigger: Trigger, others: Sequence[Trigger]) -> bool:
    """Whether a verb of damage only says what an assault did: "an airstrike destroyed a bridge"."""
    if trigger.cue.mode != "seize-property" or trigger.nominal:
        return False
    return any(
        other.nominal and other.cue.event_type == "ASSAULT" and other.token.head == trigger.token
        for other in others
        if other.token.dep_ in ("nsubj", "nsubjpass")
    )


def _participle(token: "Token") -> bool:
    """Whether a verb only describes a noun: "invading forces", "the besieged town"."""
    if token.dep_ == "amod" and token.tag_ in ("VBG", "VBN"):
        return True
    if token.pos_ == "VERB" and any(child.dep_ == "det" for child in token.children):
        return True
    if token.pos_ == "VERB" and any(child.lower_ == "what" for child in token.children):
        return True
    return token.tag_ == "VBG" and token.dep_ == "pcomp" and token.head.dep_ == "agent"


def _attribute(trigger: Trigger) -> bool:
    """Whether a participle only says whose side someone is on: "militias backed by the army"."""
    return trigger.cue.event_type == "SUPPORT" and trigger.token.dep_ == "acl"


def rank(trigger: Trigger) -> tuple[int, int, int]:
    """Verbs before nouns, specific cues before general ones, then what governs the rest."""
    depth = sum(1 for _ in trigger.token.ancestors)
    return (not trigger.nominal, trigger.cue.weight, -depth)


def _below(lower: "Token", upper: "Token") -> bool:
    return upper.is_ancestor(lower)


def _same_clause(lower: Trigger, upper: Trigger) -> bool:
    """Whether a trigger belongs to the clause of one above it, not to a clause of its own."""
    token = lower.token
    while token != upper.token:
        own = token.dep_ in ("relcl", "advcl", "parataxis", "appos")
        if own and not _is_promised(token, upper):
            return False
        if token.dep_ == "conj" and token.pos_ in r.VERBAL:
            return False
        if token.dep_ == "ccomp" and upper.cue.event_type not in _TALK:
            return False
        token = token.head
    return True


def _is_promised(token: "Token", upper: Trigger) -> bool:
    """Whether an infinitive is what someone vows or marches for: "vowed in Y to fight"."""
    stray = token.head.pos_ == "PROPN" or token.head == upper.token
    infinitive = token.tag_ == "VB" and any(one.lower_ == "to" for one in token.lefts)
    return stray and infinitive and upper.cue.event_type in _TALK | {"PROTEST"}


def _charge(lower: Trigger, upper: Trigger) -> bool:
    """Whether a verb says what someone is accused of: a deed that the accuser claims."""
    token = lower.token
    while token.dep_ == "conj" and token.head.pos_ in r.VERBAL:
        token = token.head
    return r.charged_by(token) == upper.token and lower.cue.placed


def _harm_done(lower: Trigger, upper: Trigger) -> bool:
    """Whether a noun says how people came to harm: "killed 18 people in an attack on a village"."""
    harm = upper.cue.mode == "kill" and not upper.nominal
    how = lower.nominal and lower.cue.event_type == "ASSAULT" and lower.token.dep_ == "pobj"
    return harm and how and lower.token.head.head == upper.token


def _absorbed(lower: Trigger, upper: Trigger, own_place: bool) -> bool:
    """Whether the upper trigger already says what the lower one does."""
    same_deed = lower.token.dep_ == "acl" and lower.cue.event_type == upper.cue.event_type
    # "if they enter, we will fight" is one threat
    condition = is_condition(r.clause_of(lower.token)) and not upper.nominal
    if lower.token.i in upper.used or same_deed or condition or _harm_done(lower, upper):
        return True
    if not _same_clause(lower, upper) or _charge(lower, upper):
        return False
    direct = lower.token.dep_ in ("dobj", "nsubjpass", "xcomp", "attr", "acomp", "compound", "amod")
    if upper.cue.event_type == lower.cue.event_type and direct:
        return True
    demand = upper.cue.event_type == "PROTEST" and lower.cue.event_type in SPEECH_ACTS
    if demand or upper.cue.event_type in _TALK or lower.token.dep_ == "xcomp":
        return True
    return lower.nominal and not own_place


def select(
    triggers: Sequence[Trigger],
    stances: dict[int, Stance],
    *,
    placed: frozenset[int],
    dated: frozenset[int],
    timed: frozenset[int],
) -> list[Trigger]:
    """Drop triggers that another one absorbs, and suppositions that say neither where nor when.

    Parameters
    ----------
    triggers
        Triggers of one passage.
    stances
        Polarity and certainty by the trigger's token index.
    placed, dated
        Token indices of triggers whose own words name a place, or a time.
    timed
        Token indices of time expressions: "two days before the attacks" reports no attacks.
    """
    found = [one for one in triggers if not _effect(one, triggers)]
    by_index = {one.token.i: one for one in found}
    used = {index for one in found for index in one.used}
    kept = []
    for one in found:
        index = one.token.i
        where = index in placed
        if index in used or _participle(one.token) or _attribute(one):
            continue
        if one.nominal and index in timed and not where:
            continue
        if _idle(one, stances[index]) and not where and index not in dated:
            continue
        uppers = (by_index[up.i] for up in one.token.ancestors if up.i in by_index)
        if not any(_absorbed(one, upper, where) for upper in uppers):
            kept.append(one)
    return kept


def _idle(trigger: Trigger, stance: Stance) -> bool:
    """Whether an event is only supposed; a threat or a request is made all the same."""
    return stance.conditional and trigger.cue.event_type not in _SELF_EVIDENT


def _one_clause(lower: Trigger, upper: Trigger) -> bool:
    """Whether a noun's statement would take the very clause of the verb above it."""
    return lower.nominal and not upper.nominal and head_of(lower) == head_of(upper)


def cut_roots(trigger: Trigger, others: Sequence[Trigger]) -> set[int]:
    """Tokens at which another statement's words begin below this one's, left out of its span."""
    found = set()
    sentence = trigger.token.sent
    for other in others:
        if other is trigger or not sentence.start <= other.token.i < sentence.end:
            continue
        if not _below(other.token, trigger.token) or _one_clause(other, trigger):
            continue
        token = other.token
        while token.head != trigger.token and token.dep_ not in (
            "prep",
            "advcl",
            "relcl",
            "acl",
            "conj",
        ):
            token = token.head
        while (
            token.head != trigger.token
            and token.head.dep_ in ("prep", "pobj", "pcomp")
            and (token.dep_ in ("prep", "pobj", "pcomp"))
        ):
            token = token.head
        found.add(token.i)
    return found
