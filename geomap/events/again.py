"""A deed told again by who owns up to it or is blamed for it: "X claimed the attack".

It was told before, or is right after, with its place, day and kind; who did it is told here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile

from geomap.discourse import blaming, grammar
from geomap.events import means
from geomap.events.borrowed import is_in_story
from geomap.events.drafts import Draft
from geomap.model import EventType, Mode, Statement

_NEAR = 900
"""Characters within which the deed is told that another sentence takes up."""

_BOMBINGS = frozenset({Mode.AERIAL, Mode.EXPLOSIVES})
"""Modes that "the bombing" may be of."""


def is_taken_up(draft: Draft) -> bool:
    """Whether a noun means a deed that was told, and says by whose account somebody did it."""
    noun = draft.trigger.token
    known = grammar.takes_up(noun) or noun.dep_ == "appos"
    return draft.trigger.nominal and known and blaming.attributed(noun) is not None


def told(statements: Sequence[Statement], taken_up: Iterable[tuple[int, int]]) -> list[Statement]:
    """Statements, those taken up, by their spans, with the place, day and mode of the deed.

    Who is blamed for a deed that the report does not tell is only blamed: no deed is left of it.
    """
    spans, done, untold = set(taken_up), list(statements), set()
    for index, one in enumerate(done):
        if (one.start, one.end) in spans and _is_bare(one):
            before = takewhile(partial(_is_near, one), (done[n] for n in range(index - 1, -1, -1)))
            near = (*before, *done[index + 1 : index + 2])
            fit = [other for other in near if _is_it(other, one)]
            deed = next((other for other in fit if _strikes(other, one)), next(iter(fit), None))
            if deed is not None:
                done[index] = _as_told(one, deed)
            elif one.said_by != one.actor:
                untold.add(index)
    return [one for index, one in enumerate(done) if index not in untold]


def _is_bare(one: Statement) -> bool:
    """Whether a statement has no place in its own words."""
    return one.place is None or one.place.inferred


def _is_near(again: Statement, deed: Statement) -> bool:
    return again.start - deed.end <= _NEAR and deed.start - again.end <= _NEAR


def _is_it(deed: Statement, again: Statement) -> bool:
    """Whether a deed may be the one that is taken up."""
    alike = deed.event_type is again.event_type and is_in_story(deed)
    if not _is_near(again, deed) or not alike or deed.place is None or _is_anothers(deed, again):
        return False
    modes = {deed.event_mode, again.event_mode}
    if deed.event_type is not EventType.ASSAULT:
        return len(modes) == 1
    return modes == _BOMBINGS or not means.are_two(deed.event_mode, again.event_mode)


def _strikes(deed: Statement, again: Statement) -> bool:
    """Whether a deed tells of whom or what the other says it struck: "the attack on the bus"."""
    told = _WORD.findall(f"{deed.text} {deed.recipient}".lower())
    return not set(_WORD.findall(again.recipient.lower())).isdisjoint(told)


def _is_anothers(deed: Statement, again: Statement) -> bool:
    """Whether a deed is told to be somebody's by name, and not theirs who own up to it."""
    same = set(_WORD.findall(again.actor)) & set(_WORD.findall(deed.actor))
    return not same and _CAPITAL.search(deed.actor) is not None


_WORD, _CAPITAL = re.compile(r"\w{3,}"), re.compile(r"\b[A-Z]")


def _as_told(again: Statement, deed: Statement) -> Statement:
    place = replace(deed.place, inferred=True) if deed.place is not None else None
    when = again.when
    if deed.when is not None and (when is None or not when.text or when.inferred):
        when = replace(deed.when, inferred=True)
    return replace(again, place=place, when=when, event_mode=deed.event_mode)
