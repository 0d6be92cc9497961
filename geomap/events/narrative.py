"""The day that the narrative has reached: when an undated deed happened, told after a dated one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from geomap import dates
from geomap.discourse import Paragraph, grammar
from geomap.discourse.speech import DENY, SAY
from geomap.events import days
from geomap.events.status import is_history
from geomap.events.triggers import Trigger
from geomap.model import Interval, TimePrecision

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def carried(trigger: Trigger, before: Sequence[Paragraph], *, told: bool) -> Interval | None:
    """The day that the narrative has reached, for a deed whose own words give none.

    It is the latest that the main clause of an earlier sentence states: of the same passage, else
    of the ones right before it in the same scene. What happens now, has happened or had happened
    before is told apart from the narrative; `told` says that somebody tells it, in whose mouth "had
    happened" is "happened".

    Parameters
    ----------
    trigger
        The word that reports the deed.
    before
        The passages up to its own, which is the last.
    told
        Whether a speaker is named.

    Returns
    -------
    Interval or None
        With `inferred` set.
    """
    token, paragraph = trigger.token, before[-1]
    if _is_told_apart(token, told=told):
        return None
    listed = _of_list(before) if _is_item(before) else None
    if listed is not None or _opens_elsewhere(token.sent, paragraph):
        return listed
    for number, passage in enumerate(reversed(before[-_CARRIED:])):
        if number and (before[-number].filed or passage.anchor != paragraph.anchor):
            return None
        reached = _last_reached(passage, token.sent.start if passage is paragraph else None)
        if reached is not None:
            since, when = reached
            apart = _elsewhere(trigger, passage, since, paragraph)
            taken = _is_reached(when, passage, before) and not apart
            return replace(when, text="", inferred=True) if taken else None
        if dates.stamp_spans(passage.text):
            return _stamped(passage)
    return None


def _of_list(before: Sequence[Paragraph]) -> Interval | None:
    """The day that the words before a list state, for an item of it that states none.

    Between may stand other items, subheadings and what only announces the list: "Strikes of 9 June.
    The following is a summary: Syria: - Near Raqqa, ...".
    """
    for opening in reversed(before[:-1]):
        says = opening.times or any(word.pos_ in grammar.VERBAL for word in opening.doc)
        announces = not opening.times and opening.text.rstrip().endswith(":")
        if _opens_on_place(opening) or opening.passage.listed or announces or not says:
            continue
        when = _spanned([one.interval for one in opening.times])
        recent = when is not None and _is_one_day(when) and not is_history(when, opening.anchor)
        return replace(when, text="", inferred=True) if when is not None and recent else None
    return None


def _is_item(before: Sequence[Paragraph]) -> bool:
    """Whether the last passage is an item of a list, of which a heading or an item stands before.

    Without bullets each opens on its place: "Near Raqqa, one strike hit ...".
    """
    if before[-1].passage.listed:
        return True
    above = before[-2:-1]
    heads = (not any(word.pos_ in grammar.VERBAL for word in one.doc) for one in above)
    return _opens_on_place(before[-1]) and (any(heads) or any(map(_opens_on_place, above)))


def _opens_on_place(paragraph: Paragraph) -> bool:
    """Whether a passage opens on the place of its only sentence: "Near Raqqa, a strike hit X"."""
    first = paragraph.doc[0]
    alone = next(paragraph.doc.sents).end == len(paragraph.doc)
    named = any(word.i in paragraph.places for word in first.subtree)
    return alone and first.lower_ in _SCENES and named


def _spanned(times: Sequence[Interval]) -> Interval | None:
    """The days from the first to the last of some times: "8 a.m. yesterday to 8 a.m. today"."""
    starts = [one.start for one in times if one.start is not None]
    ends = [one.end for one in times if one.end is not None]
    if not times or len(starts) < len(times) or len(ends) < len(times):
        return None
    return replace(times[0], start=min(starts), end=max(ends))


def _is_reached(when: Interval, passage: Paragraph, before: Sequence[Paragraph]) -> bool:
    """Whether the narrative is still at the day that a passage states, and did not recall it."""
    here = before[-1]
    recalled = is_history(when, here.anchor) or _steps_back(when, before)
    return _is_one_day(when) and (passage is here or not recalled)


def _steps_back(when: Interval, before: Sequence[Paragraph]) -> bool:
    """Whether a day lies well before one that was told already: an earlier deed, recalled."""
    heads = (head for each in before[-_RECALLED:] for head in each.time_heads)
    told = (mention.interval.end for _, _, mention in heads)
    latest = max((day for day in told if day is not None), default=None)
    if latest is None or when.end is None:
        return False
    return (latest - when.end).days > _BACK_DAYS


_RECALLED, _BACK_DAYS = 8, 7
"""Passages that are looked through, and days that a recalled deed lies back at least."""

_CARRIED = 3
"""How many passages back the narrative's day may have been stated."""


def _stamped(paragraph: Paragraph) -> Interval | None:
    """The day of an entry that opens on its time or day, as in a live report or a list."""
    day = paragraph.anchor
    return (
        None
        if day is None
        else Interval(start=day, end=day, precision=TimePrecision.DAY, anchor=day, inferred=True)
    )


def _is_told_apart(token: "Token", *, told: bool) -> bool:
    """Whether a deed is no part of the narrative: it goes on, is over, or dates another clause."""
    clause = grammar.clause_of(token)
    if days.is_present(token) or grammar.is_perfect(clause):
        return True
    if not told and grammar.is_pluperfect(clause):
        return True
    marks = grammar.children(clause, {"mark", "advmod"}) if clause.dep_ == "advcl" else ()
    return any(mark.lower_ in days.APART for mark in marks)


def _opens_elsewhere(sentence: "Span", paragraph: Paragraph) -> bool:
    """Whether a sentence opens on a scene that the passage has not named: "In Georgia, ..."."""
    first, places = sentence[0], paragraph.places
    if first.pos_ != "ADP" or first.lower_ not in _SCENES:
        return False
    named = {found.mention.text for i, found in places.items() if i < sentence.start}
    opened = {places[word.i].mention.text for word in first.subtree if word.i in places}
    return bool(opened - named)


def _elsewhere(trigger: Trigger, passage: Paragraph, since: int, paragraph: Paragraph) -> bool:
    """Whether a new name does it at a place that the narrative since its day has not named."""
    first = passage.doc[since - 1].sent.start
    last = trigger.token.sent.start if passage is paragraph else len(passage.doc)
    before = passage.doc[first:last]
    named, here = _names(before, passage), _names(trigger.token.sent, paragraph)
    actor = grammar.subject(grammar.clause_of(trigger.token))
    if not named or not here - named or actor is None or actor.pos_ != "PROPN":
        return False
    return actor.lemma_.lower() not in {token.lemma_.lower() for token in before}


def _names(words: "Span", paragraph: Paragraph) -> set[str]:
    """Names of places among some words."""
    return {paragraph.places[word.i].mention.text for word in words if word.i in paragraph.places}


_SCENES = frozenset({"in", "at", "near", "outside"})


def _reached(paragraph: Paragraph) -> "Iterator[tuple[int, Interval]]":
    """Days that main clauses state, with where they end; not the days on which it is said."""
    for span, above, mention in paragraph.time_heads:
        when = mention.interval
        said = above.lemma_ in SAY | DENY or grammar.has(above, ("according",))
        past = paragraph.anchor is None or (when.end or date.max) <= paragraph.anchor
        clause = grammar.clause_of(above)
        told = days.is_main(above) or (
            clause.dep_ == "advcl" and days.marks_of(clause) & days.MEANWHILE
        )
        if past and told and not said:
            yield span.end, when


def _last_reached(paragraph: Paragraph, until: int | None) -> tuple[int, Interval] | None:
    """The last day that a passage reaches, up to a token where one is given, and where it ends."""
    end = len(paragraph.doc) if until is None else until
    known = [one for one in _reached(paragraph) if one[0] <= end]
    return known[-1] if known else None


def _is_one_day(when: Interval) -> bool:
    """Whether an interval is one day, or a night between two."""
    if when.start is None or when.end is None:
        return False
    return (when.end - when.start).days <= 1
