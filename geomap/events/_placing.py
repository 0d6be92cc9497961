"""The place of a statement, where its own clause names none."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from geomap.events import _reading as r
from geomap.events import _seats, _trail, _when, _where
from geomap.events._drafts import Draft
from geomap.events._reading import Reading
from geomap.events._triggers import Trigger
from geomap.model import Resolution, Statement

_DISASTER = frozenset({"disaster", "crisis", "catastrophe", "famine", "tragedy"})


def where(trigger: Trigger, reading: Reading, trail: _trail.Trail) -> Resolution | None:
    """The place that a trigger's words name, or mean by "in the city" right below it."""
    named = _where.place_of(trigger, reading)
    if named is None:
        return trail.meant(trigger, reading) if trigger.cue.placed else None
    own = trigger.token
    word = _trail.anaphor(trigger, reading)
    if word is not None and word.dep_ in ("dobj", "nsubjpass") and word.head == own:
        return (trail.meant(trigger, reading) if trigger.cue.placed else None) or named
    if named.mention.start >= reading.passage.span(own.left_edge.idx, own.idx + len(own))[0]:
        return named
    close = word is not None and own.is_ancestor(word) and word.dep_ == "pobj"
    return (trail.meant(trigger, reading) if close and trigger.cue.placed else None) or named


def place(draft: Draft, trail: _trail.Trail) -> Resolution | None:
    """Place that the clause names, or means by "the area", or where its speaker stands."""
    trigger, reading, voice = draft.trigger, draft.reading, draft.voice
    if trigger.token.pos_ == "ADP" and (meant := trail.meant(trigger, reading)) is not None:
        return meant
    found = where(trigger, reading, trail)
    if found is None and trigger.cue.placed and voice is not None:
        found = _seats.witness_place(voice, reading)
    if found is not None or trigger.cue.placed:
        return found
    spoken = draft.quote is not None and not draft.quote.carried
    if voice is not None and spoken and not voice.pronoun and voice.token >= 0:
        return _where.of_speaker(trigger, reading, reading.doc[voice.token])
    return None


def inherited(
    draft: Draft, here: Sequence[tuple[Draft, Statement]], found: Sequence[Statement]
) -> Resolution | None:
    """Place of the coordinate clause for "but there has been no X", or of the quotation's start."""
    token = draft.trigger.token
    verb = r.governor(token)
    existential = any(child.dep_ == "expl" for child in verb.children)
    if existential and verb.dep_ == "conj":
        return next(
            (one.place for other, one in here if r.governor(other.trigger.token) == verb.head), None
        )
    quote, voice = draft.quote, draft.voice
    carried = quote is not None and voice is not None and quote.carried and not here
    if carried and draft.trigger.cue.placed and found and voice is not None:
        return found[-1].place if found[-1].said_by == voice.said_by else None
    return None


def listed(draft: Draft, one: Statement) -> list[Statement]:
    """The same statement for each further place of a list: "took A, B and C"."""
    if one.place is None or not draft.trigger.cue.placed:
        return []
    return [
        replace(one, place=other)
        for other in _where.alongside(one.place, draft.trigger, draft.reading)
    ]


def completed(found: list[Statement]) -> list[Statement]:
    """A disaster that a speaker names takes the place that they name next."""
    done = []
    for one, after in zip_longest(found, found[1:]):
        bare = one.place is None and one.event_mode == "allege" and one.said_by
        if bare and _DISASTER & set(one.text.lower().split()) and after is not None:
            same = after.said_by == one.said_by and after.place is not None
            done.append(replace(one, place=after.place) if same else one)
        else:
            done.append(one)
    return done


def mentioned_again(draft: Draft, found: Sequence[Statement]) -> bool:
    """Whether "the attack" only takes up an event that was reported before."""
    token, reading = draft.trigger.token, draft.reading
    definite = any(child.lower_ in ("the", "this", "that") for child in token.lefts)
    if not (draft.trigger.nominal and definite):
        return False
    if _where.place_of(draft.trigger, reading) is not None:
        return False
    if _when.expressed(draft.trigger, reading, draft.voice) is not None:
        return False
    return any(one.event_type == draft.trigger.cue.event_type for one in found)
