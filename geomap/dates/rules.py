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
_OVERNIGHT = r"(?:[Oo]vernight\s+(?:(?:on|into|from)\s+)?)?"
_SEASON = rf"(?P<season>{alternation('time.seasons')})"

# what an expression cannot be without, so that a text without it is not searched for it
_ISO, _TENS, _AGO = r"\d-\d", r"0'?s\b", "ago"
_LAST, _CALENDAR, _WEEKEND = r"past|last|previous", r"week|month|year", "weekend"
_RECENT, _RECENTLY = alternation("time.recent"), "recently|lately"
_DAY_WORD, _SEASON_WORD = alternation("time.relative_days"), alternation("time.seasons")

_CASED: tuple[tuple[str, m.Meaning, str], ...] = (
    (rf"(?P<y>{w.YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-2]\d|3[01])(?![\w-])", m.iso, _ISO),
    (
        (
            rf"{_WD}(?P<day>{w.DAY})\s+(?P<month>{w.MONTH}){_TO}{_WD}(?P<last>{w.DAY})\s+"
            rf"(?:of\s+)?(?P<month2>{w.MONTH}){_Y}"
        ),
        m.absolute,
        w.MONTH,
    ),
    (
        (
            rf"{_WD}(?P<day>{w.DAY})(?:,\s*{w.DAY})*,?{_TO}(?P<last>{w.DAY})\s+(?:of\s+)?"
            rf"(?P<month>{w.MONTH}){_Y}"
        ),
        m.absolute,
        w.MONTH,
    ),
    (
        (
            rf"{_WD}(?P<month>{w.MONTH})\s+(?P<day>{w.DAY})(?:,\s*{w.DAY})*,?{_TO}"
            rf"(?:(?P<month2>{w.MONTH})\s+)?(?P<last>{w.DAY})(?![\w:]){_Y}"
        ),
        m.absolute,
        w.MONTH,
    ),
    (
        rf"{_WD}(?P<day>{w.DAY})(?:\s+|-)(?:of\s+)?(?P<month>{w.MONTH})(?!\w){_Y}",
        m.absolute,
        w.MONTH,
    ),
    (
        rf"{_WD}(?P<month>{w.MONTH})\s+(?:the\s+)?(?P<day>{w.DAY})(?![\w:%]|,\d|\.\d){_WD_AFTER}{_Y}",
        m.absolute,
        w.MONTH,
    ),
    (
        (rf"{_PART}(?:(?P<qualifier>last|this|next)\s+)?(?P<month>{w.MONTH}),?\s+{_YEAR}"),
        m.month,
        w.MONTH,
    ),
    (
        (
            rf"(?:{_AFTER_IN}|(?=early|mid|late|last\s|this\s|next\s)){_PART}"
            rf"(?:(?P<qualifier>last|this|next)\s+)?(?P<month>{w.MONTH})(?P<year>)(?!\w|\s+\d)"
        ),
        m.month,
        w.MONTH,
    ),
    (
        (
            rf"{_OVERNIGHT}{_WHICH}(?P<weekday>{w.WEEKDAY})"
            rf"(?:(?:,\s*{w.WEEKDAY})*,?{_TO}(?P<weekday2>{w.WEEKDAY}))?(?!\w){w.PART_OF_DAY}"
        ),
        m.weekday,
        w.WEEKDAY,
    ),
)
_HIJRI = rf"(?P<hijri>{w.HIJRI_MONTH})"
_HIJRI_YEAR = (
    rf"(?:,?\s+(?:of\s+)?(?P<year>{w.HIJRI_YEAR})(?![\w-])(?:\s+{w.HIJRI_MARK}\b)?"
    rf"|\s+{w.HIJRI_MARK}\b)"
)
_UNCASED: tuple[tuple[str, m.Meaning, str], ...] = (
    (
        rf"{_WD}(?P<day>{w.DAY})(?:\s+|-)(?:of\s+)?{_HIJRI}{_HIJRI_YEAR}",
        m.hijri,
        w.HIJRI_MONTH,
    ),
    (rf"{_WD}{_HIJRI}\s+(?:the\s+)?(?P<day>{w.DAY}){_HIJRI_YEAR}", m.hijri, w.HIJRI_MONTH),
    (rf"(?:{_AFTER_IN})(?P<day>){_HIJRI}{_HIJRI_YEAR}", m.hijri, w.HIJRI_MONTH),
    (rf"(?P<year>{w.HIJRI_YEAR})\s+(?P<mark>{w.HIJRI_MARK})\b", m.hijri_year, w.HIJRI_MARK),
    (rf"(?P<y1>{w.YEAR}){_TO}(?P<y2>{w.YEAR}|\d\d)(?![\w-])", m.years, w.YEAR),
    (rf"{_PART}(?P<decade>(?:1[5-9]|20)\d0|(?<=')[2-9]0)'?s\b", m.decade, _TENS),
    (
        rf"(?:{_AFTER_IN}){_PART}(?P<year>{w.YEAR})(?![\w-]|\s+{alternation('people.counted')})",
        m.year,
        w.YEAR,
    ),
    (
        rf"(?<=\bthe\s)(?P<part>)(?P<year>{w.YEAR})(?=\s+{alternation('deeds.dated')}\b)",
        m.year,
        w.YEAR,
    ),
    (
        rf"(?<=\ba\s)(?P<part>)(?P<year>{w.YEAR})(?=\s+{alternation('deeds.dated')}\b)",
        m.year,
        w.YEAR,
    ),
    (rf"(?P<part>early|mid|late)(?:\s+in\s+|-|\s+)(?P<year>{w.YEAR})(?![\w-])", m.year, w.YEAR),
    (
        (
            rf"(?:{alternation('number.about')}\s+)?"
            rf"(?P<count>{w.NUMBER})[\s-]+(?P<unit>{w.UNIT})\s+ago"
        ),
        m.ago,
        _AGO,
    ),
    (
        rf"{alternation('number.few_ago')}?\s*\b(?P<unit>{w.UNIT})\s+ago",
        m.vague_ago,
        _AGO,
    ),
    (
        (
            rf"(?:{alternation('time.within')}\s+)?the\s+(?:past|last|previous)\s+"
            rf"(?P<count>{w.NUMBER})[\s-]+(?P<unit>{w.UNIT})"
        ),
        m.last_n,
        _LAST,
    ),
    (
        (
            rf"(?:the\s+)?{alternation('time.recent')}\s+{alternation('number.recent_few')}?\s*"
            rf"(?P<unit>{alternation('time.units')}s)\b"
        ),
        m.recent,
        _RECENT,
    ),
    (r"\b(?:recently|lately)\b", m.recently, _RECENTLY),
    (
        (
            rf"(?:(?P<part>earlier|later)\s+)?(?P<which>{alternation('time.which')})\s+"
            r"(?P<unit>week|month|year)\b(?!end|-)"
        ),
        m.calendar,
        _CALENDAR,
    ),
    (rf"\b{alternation('time.relative_days')}\b", m.day_word, _DAY_WORD),
    (rf"(?:the\s+)?{_WHICH}weekend\b", m.weekend, _WEEKEND),
    (
        (
            rf"\b(?:{alternation('time.during')}\s+(?:the\s+)?(?P<which>){_SEASON}"
            rf"(?:\s+{_YEAR})?)(?!\w)"
        ),
        m.season,
        _SEASON_WORD,
    ),
    (rf"\b(?P<which>last|this)\s+{_SEASON}(?P<year>)\b", m.season, _SEASON_WORD),
)


_EDGE = r"(?<![\w-])"
RULES = tuple(
    (re.compile(_EDGE + pattern, flags), meaning, re.compile(sign, flags))
    for rules, flags in ((_CASED, 0), (_UNCASED, re.I))
    for pattern, meaning, sign in rules
)
"""Each with its sign: what every such expression holds."""

SIGNS = tuple({sign for _, _, sign in RULES})
