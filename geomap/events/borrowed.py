"""The place that a statement has from another: of a clause beside it, or of its quotation."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, grammar, scenes
from geomap.events.drafts import Draft
from geomap.model import EventType, Mode, Resolution, Statement, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_DISASTERS = lexicon.words("deeds.disasters")
_MANY = lexicon.words("deeds.many")
_ELSEWHERE = lexicon.words("places.elsewhere")
_WHERE = frozenset({"pobj", "dobj", "nsubjpass"})
_SITED = frozenset({"pobj", "dobj", "compound"})
_SITES = frozenset({"FAC", "GPE", "LOC", "ORG", ""})
_SHARING = frozenset({"conj", "advcl"})
_DEEDS = frozenset({EventType.ASSAULT, EventType.COERCE})
_ON_THE_GROUND = _DEEDS | {
    EventType.RETREAT,
    EventType.SANCTION,
    EventType.PROTEST,
    EventType.MOBILIZE,
}
_REACH, _SHORT = 4, 3
"""How many sentences back the deed may have been told whose place another takes, and how many a
paragraph may have that a place is taken out of."""

_FEW = 2
"""How many places a report may have told of for that; where it tells of more, the next sentence
takes it, or the next but one for a deed of the same kind."""

_NOT_IN_STORY = frozenset({Status.HISTORICAL, Status.CONDITIONAL})


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


def carried_on(
    draft: Draft, statement: Statement, before: Sequence[Statement], paragraphs: Sequence[Paragraph]
) -> Statement:
    """A deed without a place at that of the one told right before it: the story is still there.

    It is taken from no farther than `_REACH` sentences before, also out of `paragraphs` that are
    short; none takes it that is past, foreseen or "has been" going on, nor one whose sentence names
    another place, or what may be one.
    """
    if statement.place is not None or not _is_in_story(statement) or _is_elsewhere(draft):
        return statement
    told = [one.place for one in before if one.place is not None and _is_in_story(one)]
    last = next((one for one in reversed(before) if one.place and _is_in_story(one)), None)
    if last is None or last.place is None:
        return statement
    few = len({one.place.place_id if one.place else one.mention.text for one in told}) <= _FEW
    reach = _REACH if few else 1 + (last.event_type is statement.event_type)
    ends = _sentence_ends(paragraphs[: draft.paragraph.index + 1])
    if last.start < ends[0] or bisect(ends, statement.start) - bisect(ends, last.start) > reach:
        return statement
    return replace(statement, place=replace(last.place, inferred=True))


def _sentence_ends(paragraphs: Sequence[Paragraph]) -> list[int]:
    """Where the story that a report's last paragraph goes on with begins, and its sentences end.

    It goes back through short paragraphs.
    """
    ends: list[int] = []
    for paragraph in reversed(paragraphs[-_REACH - 1 :]):
        passage, sentences = paragraph.passage, list(paragraph.doc.sents)
        if ends and len(sentences) > _SHORT:
            break
        here = [passage.span(one.start_char, one.end_char)[1] for one in sentences]
        ends = [passage.start, *here, *ends[1:]]
    return ends


def _is_elsewhere(draft: Draft) -> bool:
    """Whether a deed is told apart from the story, or its sentence tells of another place."""
    token, paragraph = draft.trigger.token, draft.paragraph
    above = token.head if token.dep_ in grammar.SUBJECTS else token
    if (
        token.lower_ in _MANY
        or grammar.is_perfect(grammar.clause_of(above))
        or any(map(_is_some_place, token.subtree))
    ):
        return True
    own = range(token.sent.start, token.sent.end)
    here = (one for one in paragraph.references if one.tokens and one.tokens[0] in own)
    named = any(not scenes.is_power(one, paragraph) for one in here)
    return named or any(map(_may_name_place, token.sent))


def _may_name_place(word: "Token") -> bool:
    """Whether a word may be part of a place's name that is not known: "the Arida crossing"."""
    return word.pos_ == "PROPN" and word.dep_ in _SITED and word.ent_type_ in _SITES


def _is_some_place(noun: "Token") -> bool:
    """Whether a noun means a place that was not told of before: "a village", "several regions"."""
    if noun.dep_ not in _WHERE or noun.lemma_.lower() not in _ELSEWHERE:
        return False
    return not any(word.lower_ == "the" or word.dep_ == "poss" for word in noun.lefts)


def _is_in_story(statement: Statement) -> bool:
    """Whether a statement tells of a deed at a place of the story, not of its past or future."""
    return statement.event_type in _ON_THE_GROUND and statement.status not in _NOT_IN_STORY


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
