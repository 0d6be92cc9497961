"""The rules in the order of trial: a pattern of words and what they mean in days."""

import re

from geomap.dates import meanings as m
from geomap.dates import words as w
from geomap.lexicon import alternation, ordered

_WD = rf"(?:{w.WEEKDAY},?\s+)?(?:the\s+)?"
_WD_AFTER = rf"(?:\s*\(?,?\s*{w.WEEKDAY}\)?)?"
_YEAR = rf"(?:of\s+)?(?P<year>{w.YEAR}|{alternation('time.which')}\s+year)(?![\w-])"
"""A year in figures, or told from the anchor: "28 April of last year"."""

_Y = rf"(?:,?\s+{_YEAR})?"
_PART = (
    rf"(?:(?:the\s+)?(?P<part>{alternation('time.parts')})(?:\s+(?:of|in)\s+|-|\s+)"
    r"(?:the\s+)?)?"
)
_TO = rf"(?:{w.DASH}|\s+{alternation('time.ranges')}\s+)"
_WHICH = rf"(?:(?P<which>{alternation('time.which')})\s+)?"
_AFTER_IN = "|".join(
    rf"(?<=\b{form}\s)" for word in ordered("time.in") for form in (word, word.capitalize())
)
_OVERNIGHT = r"(?:[Oo]vernight\s+(?:on|into)\s+)?"
_SEASON = rf"(?P<season>{alternation('time.seasons')})"

_CASED: tuple[tuple[str, m.Meaning], ...] = (
    (rf"(?P<y>{w.YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-2]\d|3[01])(?![\w-])", m.iso),
    (
        (
            rf"{_WD}(?P<day>{w.DAY})\s+(?P<month>{w.MONTH}){_TO}{_WD}(?P<last>{w.DAY})\s+"
            rf"(?:of\s+)?(?P<month2>{w.MONTH}){_Y}"
        ),
        m.absolute,
    ),
    (
        (
            rf"{_WD}(?P<day>{w.DAY})(?:,\s*{w.DAY})*,?{_TO}(?P<last>{w.DAY})\s+(?:of\s+)?"
            rf"(?P<month>{w.MONTH}){_Y}"
        ),
        m.absolute,
    ),
    (
        (
            rf"{_WD}(?P<month>{w.MONTH})\s+(?P<day>{w.DAY})(?:,\s*{w.DAY})*,?{_TO}"
            rf"(?:(?P<month2>{w.MONTH})\s+)?(?P<last>{w.DAY})(?![\w:]){_Y}"
        ),
        m.absolute,
    ),
    (rf"{_WD}(?P<day>{w.DAY})(?:\s+|-)(?:of\s+)?(?P<month>{w.MONTH})(?!\w){_Y}", m.absolute),
    (
        rf"{_WD}(?P<month>{w.MONTH})\s+(?:the\s+)?(?P<day>{w.DAY})(?![\w:%]|,\d|\.\d){_WD_AFTER}{_Y}",
        m.absolute,
    ),
    (
        (rf"{_PART}(?:(?P<qualifier>last|this|next)\s+)?(?P<month>{w.MONTH}),?\s+{_YEAR}"),
        m.month,
    ),
    (
        (
            rf"(?:{_AFTER_IN}|(?=early|mid|late|last\s|this\s|next\s)){_PART}"
            rf"(?:(?P<qualifier>last|this|next)\s+)?(?P<month>{w.MONTH})(?P<year>)(?!\w|\s+\d)"
        ),
        m.month,
    ),
    (
        (
            rf"{_OVERNIGHT}{_WHICH}(?P<weekday>{w.WEEKDAY})"
            rf"(?:(?:,\s*{w.WEEKDAY})*,?{_TO}(?P<weekday2>{w.WEEKDAY}))?(?!\w){w.PART_OF_DAY}"
        ),
        m.weekday,
    ),
)
_UNCASED: tuple[tuple[str, m.Meaning], ...] = (
    (rf"(?P<y1>{w.YEAR}){_TO}(?P<y2>{w.YEAR}|\d\d)(?![\w-])", m.years),
    (rf"{_PART}(?P<decade>(?:1[5-9]|20)\d0|(?<=')[2-9]0)'?s\b", m.decade),
    (
        rf"(?:{_AFTER_IN}){_PART}(?P<year>{w.YEAR})(?![\w-]|\s+{alternation('people.counted')})",
        m.year,
    ),
    (
        rf"(?<=\bthe\s)(?P<part>)(?P<year>{w.YEAR})(?=\s+{alternation('deeds.dated')}\b)",
        m.year,
    ),
    (rf"(?<=\ba\s)(?P<part>)(?P<year>{w.YEAR})(?=\s+{alternation('deeds.dated')}\b)", m.year),
    (rf"(?P<part>early|mid|late)(?:\s+in\s+|-|\s+)(?P<year>{w.YEAR})(?![\w-])", m.year),
    (
        (
            rf"(?:{alternation('number.about')}\s+)?"
            rf"(?P<count>{w.NUMBER})[\s-]+(?P<unit>{w.UNIT})\s+ago"
        ),
        m.ago,
    ),
    (
        rf"{alternation('number.few_ago')}?\s*\b(?P<unit>{w.UNIT})\s+ago",
        m.vague_ago,
    ),
    (
        (
            rf"(?:{alternation('time.within')}\s+)?the\s+(?:past|last|previous)\s+"
            rf"(?P<count>{w.NUMBER})[\s-]+(?P<unit>{w.UNIT})"
        ),
        m.last_n,
    ),
    (
        (
            rf"(?:the\s+)?{alternation('time.recent')}\s+{alternation('number.recent_few')}?\s*"
            rf"(?P<unit>{alternation('time.units')}s)\b"
        ),
        m.recent,
    ),
    (r"\b(?:recently|lately)\b", m.recently),
    (
        (
            rf"(?:(?P<part>earlier|later)\s+)?(?P<which>{alternation('time.which')})\s+"
            r"(?P<unit>week|month|year)\b(?!end|-)"
        ),
        m.calendar,
    ),
    (rf"\b{alternation('time.relative_days')}\b", m.day_word),
    (rf"(?:the\s+)?{_WHICH}weekend\b", m.weekend),
    (
        (
            rf"\b(?:{alternation('time.during')}\s+(?:the\s+)?(?P<which>){_SEASON}"
            rf"(?:\s+{_YEAR})?)(?!\w)"
        ),
        m.season,
    ),
    (rf"\b(?P<which>last|this)\s+{_SEASON}(?P<year>)\b", m.season),
)


_EDGE = r"(?<![\w-])"
RULES = tuple(
    (re.compile(_EDGE + pattern, flags), meaning)
    for rules, flags in ((_CASED, 0), (_UNCASED, re.I))
    for pattern, meaning in rules
)
HINT = re.compile(
    r"\d{4}|\bago\b|\d0'?s|" + alternation("time.hints", "time.months", "time.month_abbreviations"),
    re.I,
)
"""What every expression holds at least one of; a text without it is not searched further."""
