"""Patterns for the words of time: months, weekdays, numbers, units."""

import re

from geomap.lexicon import alternation, table

MONTHS: dict[str, int] = table("time.months") | table("time.month_abbreviations")
WEEKDAYS: dict[str, int] = table("time.weekdays")
_UNITS, _TENS = table("number.units"), table("number.tens")
NUMBERS: dict[str, int] = table("number.all") | {
    f"{ten}-{unit}": tens + units
    for ten, tens in _TENS.items()
    for unit, units in _UNITS.items()
    if 1 <= units <= 9
}

MONTH = (
    rf"(?:{alternation('time.months', capital=True)}"
    rf"|{alternation('time.month_abbreviations', capital=True)}\b\.?)"
)
WEEKDAY = alternation("time.weekdays", capital=True)
YEAR = r"(?:(?:1[5-9]|20)\d\d)"
DAY = rf"(?:(?:3[01]|[12]\d|0?[1-9]){alternation('number.ordinal_endings')}?)"
_COUNT_WORDS = sorted(NUMBERS, key=lambda word: (-len(word), word))
NUMBER = r"(?:\d{1,4}|" + "|".join(_COUNT_WORDS) + ")"
UNIT = alternation("time.units") + "s?"
DASH = r"\s*(?:-|–|—|/)\s*"
PART_OF_DAY = rf"(?:\s+(?:early\s+|late\s+)?{alternation('time.parts_of_day')})?"


def month(text: str) -> int:
    """Number of a month's name or abbreviation."""
    return MONTHS[text.lower().rstrip(".")]


def weekday(text: str) -> int:
    """Number of a weekday's name, Monday 0."""
    return WEEKDAYS[text.lower().split()[0]]


def number(text: str) -> int:
    """Value of a number in words or figures."""
    plain = re.sub(r"\s+", " ", text.lower().strip())
    return int(plain) if plain.isdigit() else NUMBERS[plain]


def day(text: str) -> int:
    """Number of a day of the month, with or without its ending."""
    return int(re.sub(r"\D", "", text))
