"""Where those are at home who act or tell: a deed's place where nothing nearer says it."""

from collections.abc import Iterator
from dataclasses import replace

from geomap import lexicon
from geomap.discourse import grammar, seats
from geomap.events.borrowed import is_in_story
from geomap.events.drafts import Draft
from geomap.model import Mode, Resolution, Role, Statement

_BODIES = lexicon.words("people.of_state")
_OF = frozenset({"amod", "poss", "compound", "nmod"})
_OF_STATES = frozenset({Role.NATIONALITY, Role.METONYM, Role.EVENT_PLACE, Role.OTHER_PLACE})
_OF_LAW = frozenset({Mode.ARREST, Mode.BAN, Mode.CONVICT, Mode.MARTIAL_LAW})


def at_home(draft: Draft, statement: Statement) -> Statement:
    """What the police or a court does, in its own country where only another was told of before.

    As in "Gunmen attacked a church in Delhi. Pakistani police arrested ten men". Armies act abroad.
    """
    cue, where = draft.trigger.cue, statement.place
    if cue.mode not in _OF_LAW:
        return statement
    if where is not None and not where.inferred:
        return statement
    home = next(_own_lands(draft), None)
    if home is None or home.place is None:
        return statement
    there = where.place if where is not None else None
    if there is not None and there.country == home.place.country:
        return statement
    return replace(statement, place=replace(home, inferred=True))


def of_state(draft: Draft, statement: Statement) -> Statement:
    """What a state says, in its land where no other is told: "Venezuela accused Colombia of it".

    A government's is named before it: "Nepal's government refused".
    """
    if statement.place is not None or not draft.trigger.cue.event_type.is_spoken:
        return statement
    doc = draft.paragraph.doc
    actor = grammar.subject(grammar.clause_of(draft.trigger.token))
    words = {one.i for one in actor.subtree} if actor is not None else set()
    lands = (
        one.resolution
        for one in draft.paragraph.references
        if not words.isdisjoint(one.tokens) and not one.filed and _is_state(one.resolution)
        if one.role is Role.METONYM or doc[one.tokens[-1]].dep_ == "poss"
    )
    home = next(lands, None)
    return statement if home is None else replace(statement, place=replace(home, inferred=True))


def _own_lands(draft: Draft) -> Iterator[Resolution]:
    """The countries whose bodies act: "Pakistani police", or "it" where Pakistan tells of it."""
    paragraph, voice = draft.paragraph, draft.voice
    actor = grammar.subject(grammar.clause_of(draft.trigger.token))
    if actor is None:
        return
    if actor.lower_ == "it" and voice is not None:
        said = (one for one in paragraph.references if voice.start <= one.start < voice.end)
        yield from (one.resolution for one in said if _is_state(one.resolution))
    if actor.lemma_.lower() in _BODIES:
        of = (inner for prep, inner in grammar.prepositional(actor) if prep.lower_ == "of")
        words = (*grammar.children(actor, _OF), *of)
        named = (paragraph.places.get(word.i) for word in words)
        yield from (one for one in named if one is not None and _is_state(one))


def _is_state(one: Resolution) -> bool:
    country = one.place is not None and one.place.kind.startswith("A.PCL")
    return country and one.mention.role in _OF_STATES


def at_speakers(draft: Draft, statement: Statement) -> Statement:
    """A deed without a place where those are posted who tell of it: "police in X said"."""
    voice = draft.voice
    if statement.place is not None or voice is None or not is_in_story(statement):
        return statement
    place = seats.post_place(voice, draft.paragraph)
    return statement if place is None else replace(statement, place=replace(place, inferred=True))
