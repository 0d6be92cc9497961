"""The place that a statement has from another: of a clause beside it, or of its quotation."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import grammar
from geomap.events.drafts import Draft
from geomap.model import EventType, Mode, Resolution, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_DISASTERS = lexicon.words("deeds.disasters")
_SHARING = frozenset({"conj", "advcl"})
_DEEDS = frozenset({EventType.ASSAULT, EventType.COERCE})


def inherited(
    draft: Draft, here: Sequence[tuple[Draft, Statement]], before: Sequence[Statement]
) -> Resolution | None:
    """Place of the clause that shares its subject, or of the quotation's start.

    As in "killed one and wounded four", "but there has been no X".

    `here` are the drafts of the same passage with their statements, `before` all statements.
    """
    verb = grammar.governor(draft.trigger.token)
    there = any(True for _ in grammar.children(verb, {"expl"}))
    if there or _is_one_deed(verb, draft.trigger.cue.event_type):
        return _beside(verb.head, here, _DEEDS if not there else frozenset(EventType))
    quote, voice = draft.quote, draft.voice
    carried = quote is not None and quote.carried and draft.trigger.cue.placed and not here
    same = voice is not None and before and before[-1].said_by == voice.said_by
    return before[-1].place if carried and same else None


def _is_one_deed(verb: "Token", kind: EventType) -> bool:
    """Whether a deed shares the subject of the one above: "killed one and wounded four"."""
    own = any(True for _ in grammar.children(verb, grammar.SUBJECTS))
    return kind in _DEEDS and verb.dep_ in _SHARING and not own


def _beside(
    verb: "Token", here: Sequence[tuple[Draft, Statement]], kinds: frozenset[EventType]
) -> Resolution | None:
    """The place of the first statement of some types whose clause a verb governs."""
    found = (
        statement.place
        for other, statement in here
        if grammar.governor(other.trigger.token) == verb and statement.event_type in kinds
    )
    return next(found, None)


def completed(statements: Sequence[Statement]) -> list[Statement]:
    """A disaster that a speaker names takes the place that they name next."""
    done = list(statements)
    for index, (statement, after) in enumerate(pairwise(statements)):
        same = statement.said_by == after.said_by != "" and statement.place is None
        words = set(statement.text.lower().split())
        if same and statement.event_mode is Mode.ALLEGE and _DISASTERS & words:
            done[index] = replace(statement, place=after.place)
    return done
