"""A day as text for readers, the same on every system and in every locale."""

from datetime import date

from geomap.dates._words import MONTHS

_SHORT = {number: name[:3].title() for name, number in MONTHS.items()}


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
