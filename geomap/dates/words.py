"""The words of time: months, weekdays, numbers, units; and a day in words."""

import re
from datetime import date

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
SOLAR_MONTHS: dict[str, int] = table("time.solar_months")
LUNAR_MONTHS: dict[str, int] = table("time.lunar_months")
HIJRI_MONTH = alternation("time.solar_months", "time.lunar_months")
HIJRI_MARK = alternation("time.solar_marks", "time.lunar_marks")
HIJRI_YEAR = r"1[2-4]\d\d"
"""Years of both Hijri calendars since 1785."""

WEEKDAY = alternation("time.weekdays", capital=True)
YEAR = r"(?:(?:1[5-9]|20)\d\d)"
DAY = rf"(?:(?:3[01]|[12]\d|0?[1-9]){alternation('number.ordinal_endings')}?)"
NUMBER = rf"(?:\d{{1,4}}|{'|'.join(sorted(NUMBERS, key=lambda word: (-len(word), word)))})"
UNIT = alternation("time.units") + "s?"
DASH = r"\s*(?:-|–|—|/)\s*"
_SHORT = {number: name[:3].title() for name, number in MONTHS.items()}
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
    return int(plain) if plain.isdecimal() else NUMBERS[plain]


def unit(text: str) -> str:
    """A unit of time in the singular."""
    return text.lower().rstrip("s")


def day(text: str) -> int:
    """Number of a day of the month, with or without its ending."""
    return int(re.sub(r"\D", "", text))


def in_words(day: date) -> str:
    """A day as figures and the month's short English name.

    `strftime` cannot say it: a day without its zero has another code on Windows than elsewhere,
    and the names of months follow the locale of whoever asks.

    Parameters
    ----------
    day
        A date, a datetime or a pandas Timestamp; its time of day is left out.

    Returns
    -------
    str
        Day, month, year.

    Examples
    --------
    >>> from datetime import date
    >>> in_words(date(2021, 9, 5))
    '5 Sep 2021'
    """
    return f"{day.day} {_SHORT[day.month]} {day.year}"


def day_and_month(day: date) -> str:
    """A day of a year that is known from elsewhere, with the month's full English name.

    Examples
    --------
    >>> from datetime import date
    >>> day_and_month(date(2021, 8, 23))
    '23 August'
    """
    names = [name for name, number in MONTHS.items() if number == day.month]
    return f"{day.day} {max(names, key=len).capitalize()}"
