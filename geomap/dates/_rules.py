"""The rules in the order of trial: a pattern of words and the handler that gives its days."""

import re

from geomap.dates import _handlers as h
from geomap.dates import _words as w
from geomap.lexicon import alternation, ordered

_WD = rf"(?:{w.WEEKDAY},?\s+)?(?:the\s+)?"
_WD_AFTER = rf"(?:\s*\(?,?\s*{w.WEEKDAY}\)?)?"
_Y = rf"(?:,?\s+(?P<year>{w.YEAR})(?![\w-]))?"
_PART = (
    rf"(?:(?:the\s+)?(?P<part>{alternation('time.parts')})(?:\s+(?:of|in)\s+|-|\s+)"
    r"(?:the\s+)?)?"
)
_TO = rf"(?:{w.DASH}|\s+{alternation('time.ranges')}\s+)"
_WHICH = rf"(?:(?P<which>{alternation('time.which')})\s+)?"
_AFTER_IN = "|".join(
    rf"(?<=\b{form}\s)" for word in ordered("time.in") for form in (word, word.capitalize())
)
_SEASON = rf"(?P<season>{alternation('time.seasons')})"

_CASED: tuple[tuple[str, h.Handler], ...] = (
    (rf"(?P<y>{w.YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-2]\d|3[01])(?![\w-])", h.iso),
    (
        rf"{_WD}(?P<day>{w.DAY}){_TO}(?P<last>{w.DAY})\s+(?:of\s+)?(?P<month>{w.MONTH}){_Y}",
        h.absolute,
    ),
    (
        (
            rf"{_WD}(?P<month>{w.MONTH})\s+(?P<day>{w.DAY}){_TO}(?:(?P<month2>{w.MONTH})\s+)?"
            rf"(?P<last>{w.DAY})(?![\w:]){_Y}"
        ),
        h.absolute,
    ),
    (rf"{_WD}(?P<day>{w.DAY})(?:\s+|-)(?:of\s+)?(?P<month>{w.MONTH})(?!\w){_Y}", h.absolute),
    (
        rf"{_WD}(?P<month>{w.MONTH})\s+(?:the\s+)?(?P<day>{w.DAY})(?![\w:%]|,\d|\.\d){_WD_AFTER}{_Y}",
        h.absolute,
    ),
    (
        (
            rf"{_PART}(?:(?P<qualifier>last|this|next)\s+)?(?P<month>{w.MONTH}),?\s+(?:of\s+)?"
            rf"(?P<year>{w.YEAR})(?![\w-])"
        ),
        h.month,
    ),
    (
        (
            rf"(?:{_AFTER_IN}|(?=early|mid|late|last\s|this\s|next\s)){_PART}"
            rf"(?:(?P<qualifier>last|this|next)\s+)?(?P<month>{w.MONTH})(?P<year>)(?!\w|\s+\d)"
        ),
        h.month,
    ),
    (
        rf"{_WHICH}(?P<weekday>{w.WEEKDAY})(?:{_TO}(?P<weekday2>{w.WEEKDAY}))?(?!\w){w.PART_OF_DAY}",
        h.weekday,
    ),
)
_UNCASED: tuple[tuple[str, h.Handler], ...] = (
    (rf"(?P<y1>{w.YEAR}){_TO}(?P<y2>{w.YEAR}|\d\d)(?![\w-])", h.years),
    (rf"{_PART}(?P<decade>(?:1[5-9]|20)\d0|(?<=')[2-9]0)'?s\b", h.decade),
    (
        rf"(?:{_AFTER_IN}){_PART}(?P<year>{w.YEAR})(?![\w-]|\s+{alternation('people.counted')})",
        h.year,
    ),
    (rf"(?P<part>early|mid|late)(?:\s+in\s+|-|\s+)(?P<year>{w.YEAR})(?![\w-])", h.year),
    (
        (
            rf"(?:{alternation('number.about')}\s+)?"
            rf"(?P<count>{w.NUMBER})[\s-]+(?P<unit>{w.UNIT})\s+ago"
        ),
        h.ago,
    ),
    (
        rf"{alternation('number.few_ago')}?\s*\b(?P<unit>{w.UNIT})\s+ago",
        h.vague_ago,
    ),
    (
        (
            rf"(?:{alternation('time.within')}\s+)?the\s+(?:past|last|previous)\s+"
            rf"(?P<count>{w.NUMBER})[\s-]+(?P<unit>{w.UNIT})"
        ),
        h.last_n,
    ),
    (
        (
            rf"(?:the\s+)?{alternation('time.recent')}\s+{alternation('number.recent_few')}?\s*"
            rf"(?P<unit>{alternation('time.units')}s)\b"
        ),
        h.recent,
    ),
    (r"\b(?:recently|lately)\b", h.recently),
    (
        (
            rf"(?:(?P<part>earlier|later)\s+)?(?P<which>{alternation('time.which')})\s+"
            r"(?P<unit>week|month|year)\b(?!end|-)"
        ),
        h.calendar,
    ),
    (rf"\b{alternation('time.relative_days')}\b", h.day_word),
    (rf"(?:the\s+)?{_WHICH}weekend\b", h.weekend),
    (
        (
            rf"\b(?:{alternation('time.during')}\s+(?:the\s+)?(?P<which>){_SEASON}"
            rf"(?:\s+of)?(?:\s+(?P<year>{w.YEAR}))?)(?!\w)"
        ),
        h.season,
    ),
    (rf"\b(?P<which>last|this)\s+{_SEASON}(?P<year>)\b", h.season),
)


def _compiled() -> tuple[tuple[re.Pattern[str], h.Handler], ...]:
    edge = r"(?<![\w-])"
    cased = [(re.compile(edge + pattern), handler) for pattern, handler in _CASED]
    return (*cased, *((re.compile(edge + text, re.I), handler) for text, handler in _UNCASED))


RULES = _compiled()
HINT = re.compile(
    r"\d{4}|\bago\b|\d0'?s|" + alternation("time.hints", "time.months", "time.month_abbreviations"),
    re.I,
)
"""What every expression holds at least one of; a text without it is not searched further."""
