"""Days of the Solar Hijri and of the Islamic calendar, by the published arithmetic.

The solar one is that of Iran and Afghanistan: eight leap years in every 33, which gives the days
that the astronomers of Tehran announce from 1800 to 2100 (K. M. Borkowski, "The Persian calendar
for 3000 years", Earth, Moon, and Planets 74, 1996). The Islamic one is tabular, eleven leap years
in every 30 (E. M. Reingold and N. Dershowitz, "Calendrical Calculations", 4th edition, 2018,
chapter 7): where a month begins by sight of the moon its days are one earlier or later.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from geomap.dates.days import around, interval, one_day, shift
from geomap.model import Interval, TimePrecision

_SOLAR_LEAP_YEARS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_SOLAR_CYCLE, _LONG_MONTHS, _LONG_DAYS, _SHORT_DAYS = 33, 6, 31, 30
_SOLAR_EPOCH, _LUNAR_EPOCH = 226_894, 227_014
"""Days from the first of year 1 to the first of each calendar, as the cycles count back to it."""

_MONTHS = 12


def solar(year: int, month: int, day: int) -> date | None:
    """The day of a Solar Hijri date, or None where that calendar has none.

    Examples
    --------
    >>> solar(1400, 5, 24), solar(1400, 12, 30)
    (datetime.date(2021, 8, 15), None)
    """
    long = min(month - 1, _LONG_MONTHS)
    before = long * _LONG_DAYS + (month - 1 - long) * _SHORT_DAYS
    last = _LONG_DAYS if month <= _LONG_MONTHS else _SHORT_DAYS
    if month == _MONTHS and year % _SOLAR_CYCLE not in _SOLAR_LEAP_YEARS:
        last -= 1
    if not (1 <= month <= _MONTHS and 1 <= day <= last):
        return None
    cycles, rest = divmod(year - 1, _SOLAR_CYCLE)
    leaps = cycles * len(_SOLAR_LEAP_YEARS) + sum(one <= rest for one in _SOLAR_LEAP_YEARS)
    return shift(date.min, _SOLAR_EPOCH + 365 * (year - 1) + leaps + before + day - 1)


def lunar(year: int, month: int, day: int) -> date | None:
    """The day of an Islamic date by the table, or None where that calendar has none.

    Examples
    --------
    >>> lunar(1443, 1, 15)
    datetime.date(2021, 8, 24)
    """
    leap = (14 + 11 * year) % 30 < 11
    last = 30 if month % 2 or (month == _MONTHS and leap) else 29
    if not (1 <= month <= _MONTHS and 1 <= day <= last):
        return None
    years = 354 * (year - 1) + (3 + 11 * year) // 30
    return shift(date.min, _LUNAR_EPOCH + years + 29 * (month - 1) + month // 2 + day - 1)


class Calendar(NamedTuple):
    """A calendar: the day of a year, month and day, and by how many days it may be another.

    `first` is the year before its first one, counted as ours, and `length` are the days of a year.
    """

    day: Callable[[int, int, int], date | None]
    doubt: int
    first: int
    length: float

    def days(self, year: int, month: int, day: int | None) -> Interval | None:
        """A day, or a whole month where no day is given; None where the calendar has none."""
        start = self.day(year, month, day or 1)
        if start is None:
            return None
        if day is not None:
            return around(start, self.doubt, TimePrecision.DAYS) if self.doubt else one_day(start)
        after = self.day(year + month // _MONTHS, month % _MONTHS + 1, 1)
        return self._until(start, after, TimePrecision.MONTH)

    def year(self, year: int) -> Interval | None:
        """A whole year."""
        return self._until(self.day(year, 1, 1), self.day(year + 1, 1, 1), TimePrecision.YEAR)

    def latest(self, anchor: date, month: int, day: int | None) -> Interval | None:
        """A day or month without its year: the latest that has begun by the day after an anchor."""
        near = round((anchor.year - self.first) * 365.2425 / self.length)
        for year in range(near + 1, near - 3, -1):
            told = self.days(year, month, day)
            if told is not None and told.start is not None and told.start <= shift(anchor, 1):
                return told
        return None

    def _until(
        self, start: date | None, after: date | None, precision: TimePrecision
    ) -> Interval | None:
        if start is None or after is None:
            return None
        return interval(shift(start, -self.doubt), shift(after, self.doubt - 1), precision)


SOLAR = Calendar(solar, 0, 621, 365.2425)
LUNAR = Calendar(lunar, 1, 621, 354.367)
