"""The rules in the order of trial: a pattern of words and the handler that gives its days."""

import re

from geomap.dates import _handlers as h
from geomap.dates import _words as w

_WD = rf"(?:{w.WEEKDAY},?\s+)?(?:the\s+)?"
_WD_AFTER = rf"(?:\s*\(?,?\s*{w.WEEKDAY}\)?)?"
_Y = rf"(?:,?\s+(?P<year>{w.YEAR})(?![\w-]))?"
_PART = (
    r"(?:(?:the\s+)?(?P<part>early|mid|middle|late|beginning|start|end)(?:\s+(?:of|in)\s+|-|\s+)"
    r"(?:the\s+)?)?"
)
_TO = rf"(?:{w.DASH}|\s+(?:to|and|through|until)\s+)"
_WHICH = r"(?:(?P<which>last|past|previous|this|next|coming)\s+)?"
_IN_WORDS = ("in", "since", "during", "until", "by", "of", "from", "In", "Since", "By", "between")
_AFTER_IN = "|".join(rf"(?<=\b{word}\s)" for word in _IN_WORDS)

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
        rf"(?:{_AFTER_IN}){_PART}(?P<year>{w.YEAR})(?![\w-]|\s+(?:people|men|troops|fighters))",
        h.year,
    ),
    (rf"(?P<part>early|mid|late)(?:\s+in\s+|-|\s+)(?P<year>{w.YEAR})(?![\w-])", h.year),
    (
        (
            rf"(?:(?:about|around|some|just|almost|nearly|over|more\s+than)\s+)?"
            rf"(?P<count>{w.NUMBER})[\s-]+(?P<unit>{w.UNIT})\s+ago"
        ),
        h.ago,
    ),
    (
        rf"(?:a\s+few|several|some|many|a\s+couple\s+of)?\s*\b(?P<unit>{w.UNIT})\s+ago",
        h.vague_ago,
    ),
    (
        (
            rf"(?:(?:in|over|during|within|for)\s+)?the\s+(?:past|last|previous)\s+"
            rf"(?P<count>{w.NUMBER})[\s-]+(?P<unit>{w.UNIT})"
        ),
        h.last_n,
    ),
    (
        (
            r"(?:the\s+)?(?:past|last|previous|recent)\s+(?:few|several|couple\s+of|many|some)?\s*"
            r"(?P<unit>(?:hour|day|week|month|year|decade)s)\b"
        ),
        h.recent,
    ),
    (r"\b(?:recently|lately)\b", h.recently),
    (
        (
            r"(?:(?P<part>earlier|later)\s+)?(?P<which>last|past|previous|this|next|coming)\s+"
            r"(?P<unit>week|month|year)\b(?!end|-)"
        ),
        h.calendar,
    ),
    (
        (
            r"\b(?:the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|(?:earlier\s+|later\s+)?"
            r"(?:today|tonight)|(?:early\s+|late\s+)?yesterday|tomorrow|"
            r"(?:this|earlier\s+this)\s+(?:morning|afternoon|evening)|(?:late\s+)?last\s+night|overnight|"
            r"the\s+previous\s+(?:day|night|evening))\b"
        ),
        h.day_word,
    ),
    (rf"(?:the\s+)?{_WHICH}weekend\b", h.weekend),
    (
        (
            r"\b(?:(?:in|during|since|of)\s+(?:the\s+)?(?P<which>)(?P<season>spring|summer|autumn|winter)"
            rf"(?:\s+of)?(?:\s+(?P<year>{w.YEAR}))?)(?!\w)"
        ),
        h.season,
    ),
    (r"\b(?P<which>last|this)\s+(?P<season>spring|summer|autumn|winter)(?P<year>)\b", h.season),
)


def _compiled() -> tuple[tuple[re.Pattern[str], h.Handler], ...]:
    edge = r"(?<![\w-])"
    cased = [(re.compile(edge + pattern), handler) for pattern, handler in _CASED]
    return (*cased, *((re.compile(edge + text, re.I), handler) for text, handler in _UNCASED))


RULES = _compiled()
HINT = re.compile(
    r"\d{4}|\bago\b|day|night|week|month|year|hour|overnight|morning|afternoon|evening|recent|lately|"
    r"tomorrow|spring|summer|autumn|winter|\d0'?s|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
    re.I,
)
"""What every expression holds at least one of; a text without it is not searched further."""
