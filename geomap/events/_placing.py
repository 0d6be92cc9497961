"""The place of a statement, where its own clause names none."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, seats
from geomap.discourse import grammar as r
from geomap.discourse.antecedents import Antecedents
from geomap.discourse.pointing import anaphor
from geomap.events import _when, _where
from geomap.events._drafts import Draft
from geomap.events._triggers import Trigger
from geomap.model import Resolution, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_DISASTER = lexicon.words("deeds.disasters")


def where(trigger: Trigger, paragraph: Paragraph, antecedents: Antecedents) -> Resolution | None:
    """The place that a trigger's words name, or mean by "in the city" right below it."""
    named = _where.place_of(trigger, paragraph)
    if named is None:
        return antecedents.meant(trigger.token, paragraph) if trigger.cue.placed else None
    own = trigger.token
    word = anaphor(trigger.token, paragraph)
    if word is not None and _is_own(word, own):
        return (
            antecedents.meant(trigger.token, paragraph) if trigger.cue.placed else None
        ) or named
    if named.mention.start >= paragraph.passage.span(own.left_edge.idx, own.idx + len(own))[0]:
        return named
    close = word is not None and own.is_ancestor(word) and word.dep_ == "pobj"
    return (
        antecedents.meant(trigger.token, paragraph) if close and trigger.cue.placed else None
    ) or named


def _is_own(word: "Token", trigger: "Token") -> bool:
    """Whether a word that points to a place is what the trigger acts on, or says where it does."""
    if word.dep_ == "advmod":
        return trigger in (word.head, word.head.head)
    return word.dep_ in ("dobj", "nsubjpass") and word.head == trigger


def place(draft: Draft, antecedents: Antecedents) -> Resolution | None:
    """Place that the clause names, or means by "the area", or where its speaker stands."""
    trigger, paragraph, voice = draft.trigger, draft.paragraph, draft.voice
    if (
        trigger.token.pos_ == "ADP"
        and (meant := antecedents.meant(trigger.token, paragraph)) is not None
    ):
        return meant
    found = where(trigger, paragraph, antecedents)
    if found is None and trigger.cue.placed and voice is not None:
        found = seats.witness_place(voice, paragraph)
    if found is not None or trigger.cue.placed:
        return found
    spoken = draft.quote is not None and not draft.quote.carried
    if voice is not None and spoken and not voice.pronoun and voice.token >= 0:
        return _where.of_speaker(trigger, paragraph, paragraph.doc[voice.token])
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
        for other in _where.alongside(one.place, draft.trigger, draft.paragraph)
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
    token, paragraph = draft.trigger.token, draft.paragraph
    definite = any(child.lower_ in ("the", "this", "that") for child in token.lefts)
    if not (draft.trigger.nominal and definite):
        return False
    if _where.place_of(draft.trigger, paragraph) is not None:
        return False
    if _when.expressed(draft.trigger, paragraph, draft.voice) is not None:
        return False
    return any(one.event_type == draft.trigger.cue.event_type for one in found)
