"""Words quoted from an interview or an article of unknown day: "eight days ago" is only a bound."""

import re
from collections.abc import Sequence
from dataclasses import replace

from geomap import lexicon
from geomap.discourse import Paragraph, Voice
from geomap.model import EventType, Interval, Statement, Status, TimePrecision

_MEDIA = re.compile(rf"\b{lexicon.alternation('speech.undated_media')}\b", re.I)
_COMMON = lexicon.words("grammar.capitalised_openers")
_RELATIVE = re.compile(rf"\b{lexicon.alternation('time.seen_from_now')}\b", re.I)
_ASKED = frozenset({EventType.REQUEST, EventType.REJECT})
_TOLD = frozenset({Status.OBSERVED, Status.ASSERTED, Status.CLAIMED, Status.REPORTED})
_NEAR = 4
"""How many statements before and after one may bound its days."""


def medium(paragraph: Paragraph, voice: Voice) -> str:
    """The kind of publication that the sentence of an attribution names, if any."""
    return min(_MEDIA.findall(paragraph.doc[voice.token].sent.text.lower()), default="")


def is_undated(voice: Voice | None, when: Interval) -> bool:
    """Whether a day is counted from words whose own day the report does not give."""
    if voice is None or not voice.medium or voice.said_when is not None:
        return False
    short = when.precision in (TimePrecision.DAY, TimePrecision.DAYS)
    return short and _RELATIVE.search(when.text) is not None


def loosened(when: Interval) -> Interval:
    """Only the latest day that the words allow: they were spoken on or before the anchor."""
    return replace(when, start=None, precision=TimePrecision.VAGUE)


def bounded(statements: Sequence[Statement]) -> list[Statement]:
    """Bound open days by what the same speaker says of the same thing close by.

    "I asked for weapons eight days ago" and "was refused weapons before the city fell": the asking
    ended before the fall as well.
    """
    done = list(statements)
    for index, statement in enumerate(statements):
        when = statement.when
        if when is None or when.start is not None or not _is_asked(statement):
            continue
        near = done[max(0, index - _NEAR) : index + _NEAR + 1]
        ends = [other.when.end for other in near if other.when and _bounds(other, statement)]
        if any(ends):
            done[index] = replace(statement, when=replace(when, end=min(filter(None, ends))))
    return done


def past_set_apart(statements: Sequence[Statement], *, anchored: bool) -> list[Statement]:
    """Statements of a report, those of the past as history where the report has no day itself.

    News seldom gives the year of what it tells. Where most deeds of such a report are undated, the
    few that state their year ("in the 1980s") are its background.
    """
    told = [one for one in statements if one.status in _TOLD]
    dated = [one for one in told if one.when is not None and one.when.text and one.when.end]
    if anchored or 2 * len(dated) >= len(told):
        return list(statements)
    past = set(map(id, dated))
    return [
        replace(one, status=Status.HISTORICAL) if id(one) in past else one for one in statements
    ]


def _is_asked(statement: Statement) -> bool:
    """Whether somebody asked or refused something, at a time that the words state."""
    when = statement.when
    return statement.event_type in _ASKED and when is not None and when.text != ""


def _bounds(statement: Statement, other: Statement) -> bool:
    """Whether a statement asks the same thing as another by the same speaker."""
    people = {statement.actor, statement.said_by} & {other.actor, other.said_by, ""}
    same = people and _things(statement) & _things(other)
    return bool(same) and _is_asked(statement)


def _things(statement: Statement) -> set[str]:
    """Longer words of a statement that are not names: what it is about."""
    return set(re.findall(r"\b[a-z]{6,}\b", statement.text)) - _COMMON
