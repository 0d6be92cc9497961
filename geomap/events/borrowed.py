"""The place that a statement has from another: of a clause beside it, or of its quotation."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap import lexicon
from geomap.discourse import Paragraph, Reference, Story, grammar, lands, scenes
from geomap.events import days, lists
from geomap.events.drafts import Draft
from geomap.events.places import place_of
from geomap.events.triggers import ANY, Trigger
from geomap.model import EventType, Mode, Resolution, Role, Statement, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_DISASTERS = lexicon.words("deeds.disasters")
_MANY = lexicon.words("deeds.many")
_ELSEWHERE = lexicon.words("places.elsewhere") - {"suburb"}
_NEARBY = lexicon.words("space.close_by") | {"close"}
_WHERE, _SITES = frozenset({"pobj", "dobj", "nsubjpass"}), {"FAC", "GPE", "LOC", "ORG", ""}
_AT, _PLACES = lexicon.words("space.at_or_around"), lexicon.words("places.nouns")
_APART, _OTHERS = lexicon.words("grammar.apart"), lexicon.words("grammar.another")
_AIMS = _PLACES | lexicon.words("people.formations")
_AGAIN = lexicon.words("deeds.again", "deeds.backgrounds")
_HAPPENS = frozenset({"happen", "occur", "take"})
_NIGHT, _WEEK = timedelta(days=1), timedelta(days=7)
_DESCRIBING, _SHARING = frozenset({"acl", "relcl"}), frozenset({"conj", "advcl"})
_DEEDS = frozenset({EventType.ASSAULT, EventType.COERCE})
_ON_THE_GROUND = _DEEDS | {
    EventType.RETREAT,
    EventType.SANCTION,
    EventType.PROTEST,
    EventType.MOBILIZE,
}
_AFTER = frozenset({EventType.RETREAT, EventType.SANCTION, EventType.AID})
_REACH, _SHORT = 4, 3
"""How many sentences back the deed may have been told whose place another takes, and how many a
paragraph may have that a place is taken out of."""

_FEW = 2
"""How many places a report may have told of for that; where it tells of more, the next sentence
takes it, or the next but one for a deed of the same kind."""

_PEOPLES = frozenset({Role.NATIONALITY, Role.METONYM})
_NOT_IN_STORY = frozenset({Status.HISTORICAL, Status.CONDITIONAL})


def inherited(
    draft: Draft, here: Sequence[tuple[Draft, Statement]], before: Sequence[Statement]
) -> Resolution | None:
    """Place of the clause that shares its subject, or of the quotation's start.

    As in "killed one and wounded four", "but there has been no X".

    `here` are the drafts of the same passage with their statements, `before` all statements.
    """
    verb = grammar.governor(draft.trigger.token)
    described = _in_description(verb, here)
    if described is not None:
        return replace(described, inferred=True)
    there = any(True for _ in grammar.children(verb, {"expl"}))
    if there or _is_one_deed(verb, draft.trigger.cue.event_type):
        return _beside(verb.head, here, _DEEDS if not there else frozenset(EventType))
    quote, voice = draft.quote, draft.voice
    carried = quote is not None and quote.carried and draft.trigger.cue.placed and not here
    same = voice is not None and before and before[-1].said_by == voice.said_by
    return before[-1].place if carried and same else None


def _in_description(verb: "Token", here: Sequence[tuple[Draft, Statement]]) -> Resolution | None:
    """The place of what describes a deed's subject: "a raid on villages held by X in Y killed"."""
    for other, statement in here:
        told = grammar.clause_of(other.trigger.token)
        if told.dep_ in _DESCRIBING and told.i < verb.i and verb.is_ancestor(told):
            return statement.place
    return None


def nearer(own: Resolution | None, beside: Resolution | None) -> Resolution | None:
    """A deed's own place, or that of the clause beside it where it has none or only a land."""
    if own is None or beside is None or own.place is None or beside.place is None:
        return own or beside
    return beside if lands.is_of(beside.place, own.place) else own


def carried_on(
    draft: Draft, statement: Statement, before: Sequence[Statement], story: Story
) -> Statement:
    """A deed without a place at that of the one told right before it: the story is still there.

    It is taken from no farther than `_REACH` sentences before, also out of paragraphs that are
    short. None takes it that is past, foreseen, habitual or "has been" going on, nor one that is
    said to be another or of earlier days, nor one whose sentence names another place.
    """
    if statement.place is not None or not is_in_story(statement) or _is_told_apart(draft):
        return statement
    told = [one for one in before if _is_scene(one, story) and _may_hold(one, statement)]
    last = told[-1] if told else None
    if last is None or _is_of_other_days(statement, last) or lists.is_of_several(told):
        return statement
    ends = _sentence_ends(story.paragraphs[: draft.paragraph.index + 1])
    far = last.start < ends[0] or _between(ends, last.start, statement.start) > _reach(
        told, statement
    )
    if far or last.place is None or _names_another(draft, last.place):
        return statement
    return replace(statement, place=replace(last.place, inferred=True))


def _reach(told: Sequence[Statement], statement: Statement) -> int:
    """How many sentences back a deed may have been told whose place a statement takes."""
    places = {one.place.place or one.place.mention.text for one in told if one.place is not None}
    return _REACH if len(places) <= _FEW else 1 + (told[-1].event_type is statement.event_type)


def _is_scene(one: Statement, story: Story) -> bool:
    """Whether a statement tells where the story is, not where somebody fled or whose police act."""
    place = one.place
    if place is None or (place.inferred and place.mention.role in _PEOPLES):
        return False
    other = one.event_type is EventType.OTHER and one.status not in _NOT_IN_STORY
    return (other or is_in_story(one)) and not story.is_aside(place.mention)


def _may_hold(scene: Statement, statement: Statement) -> bool:
    """Whether a deed may be where another was: none is done where its victims fled or were fed."""
    same = scene.actor == statement.actor != ""
    return same or scene.event_type not in _AFTER or statement.event_type not in _DEEDS


def _between(ends: Sequence[int], one: int, other: int) -> int:
    """How many sentences after that of a character another one stands."""
    return bisect(ends, other) - bisect(ends, one)


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


def _is_told_apart(draft: Draft) -> bool:
    """Whether a deed is told apart from the story: habitual, lasting, another, or in some place."""
    token = draft.trigger.token
    clause = grammar.clause_of(token.head if token.dep_ in grammar.SUBJECTS else token)
    habitual = draft.quote is None and clause.tag_ in ("VBP", "VBZ") and days.is_present(token)
    dated = clause.dep_ == "advcl" and not days.marks_of(clause).isdisjoint(days.APART)
    apart = dated or token.lower_ in _MANY or any(word.lower_ in _APART for word in token.sent)
    if habitual or apart or grammar.is_perfect(clause) or any(map(_is_some_place, token.subtree)):
        return True
    return _has_own_aim(draft.trigger, list(grammar.objects(clause)))


def _has_own_aim(trigger: Trigger, objects: Sequence["Token"]) -> bool:
    """Whether a deed is aimed at others than the story's, or takes several: "seized them"."""
    several = trigger.cue.mode is Mode.SEIZE and any(one.lower_ == "them" for one in objects)
    aims = [one for one in objects if one.lemma_.lower() in _AIMS]
    return several or any(grammar.has(aim, _OTHERS) for aim in (*aims, trigger.token))


def _is_of_other_days(statement: Statement, last: Statement) -> bool:
    """Whether the days of a deed are told and lie before those of the last, or well after them."""
    one, other = statement.when, last.when
    if one is None or other is None or not (one.start and one.end and other.end):
        return False
    since = other.start or other.end - _WEEK
    return one.end < since - _NIGHT or other.end + _WEEK < one.start


def _names_another(draft: Draft, last: Resolution) -> bool:
    """Whether a deed's sentence names a place that is neither the last one nor around it."""
    token, paragraph, voice = draft.trigger.token, draft.paragraph, draft.voice
    own = range(token.sent.start, token.sent.end)
    said = range(voice.start, voice.end) if voice is not None else range(0)
    here = (one for one in paragraph.references if one.tokens and one.tokens[0] in own)
    named = any(
        not scenes.is_power(one, paragraph) and one.start not in said and not _holds(one, last)
        for one in here
    )
    free = (word for word in token.sent if word.i not in paragraph.places and word.idx not in said)
    return named or any(map(_may_name_place, free))


def _may_name_place(word: "Token") -> bool:
    """Whether a word may be of a place's name that is not known: "at Arida", "the Arida post"."""
    if word.pos_ != "PROPN" or word.ent_type_ not in _SITES:
        return False
    above = word.head
    at = word.dep_ == "pobj" and above.lower_ in _AT
    return at or (word.dep_ == "compound" and above.lemma_.lower() in _PLACES)


def _holds(one: Reference, last: Resolution) -> bool:
    """Whether a name is that of a place or of a land around it."""
    outer, place = one.place, last.place
    if one.text == last.mention.text:
        return True
    return outer is not None and place is not None and lands.is_of(place, outer)


def _is_some_place(noun: "Token") -> bool:
    """Whether a noun means another place than one told before: "a village", "the districts".

    A suburb is that town's, and what is nearby is near it.
    """
    if noun.dep_ not in _WHERE or noun.lemma_.lower() not in _ELSEWHERE:
        return False
    if any(one.lower_ in _NEARBY for one in noun.children):
        return False
    return noun.tag_ == "NNS" or not any(
        word.lower_ == "the" or word.dep_ == "poss" for word in noun.lefts
    )


def is_in_story(statement: Statement) -> bool:
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
    place = next(found, None)
    if place is None and verb.dep_ in _SHARING and verb.head != verb:
        return _beside(verb.head, here, kinds)  # "attacked X, killing and kidnapping people"
    return place


def told_after(found: Sequence[Statement], paragraph: Paragraph, story: Story) -> list[Statement]:
    """Statements, the last ones without a place at the one that a passage then tells.

    As in "Six farmers were killed. The attack took place in Yelwa.".
    """
    done = list(found)
    for at, place in _scenes_told(paragraph):
        ends = _sentence_ends(story.paragraphs[: paragraph.index + 1])
        for index in reversed(range(len(done))):
            one = done[index]
            if one.start >= at:
                continue
            far = one.start < ends[0] or _between(ends, one.start, at) > _TOLD_AFTER
            if far or one.place is not None:
                break
            if is_in_story(one):
                done[index] = replace(one, place=replace(place, inferred=True))
    return done


_TOLD_AFTER = 2
"""How many sentences after a deed its place may be told."""


def _scenes_told(paragraph: Paragraph) -> Iterator[tuple[int, Resolution]]:
    """Where "the attack" is said to have taken place, and where its sentence begins."""
    for verb in paragraph.doc:
        if verb.lemma_ not in _HAPPENS:
            continue
        deed = grammar.subject(verb)
        if deed is None or deed.lower_ not in _AGAIN or not grammar.takes_up(deed):
            continue
        place = place_of(Trigger(verb, ANY), paragraph)
        if place is not None:
            yield paragraph.passage.span(verb.sent.start_char, verb.sent.end_char)[0], place


def completed(statements: Sequence[Statement]) -> list[Statement]:
    """A disaster that a speaker names takes the place that they name next."""
    done = list(statements)
    for index, (statement, after) in enumerate(pairwise(statements)):
        same = statement.said_by == after.said_by != "" and statement.place is None
        words = set(statement.text.lower().split())
        if same and statement.event_mode is Mode.ALLEGE and _DISASTERS & words:
            done[index] = replace(statement, place=after.place)
    return done
