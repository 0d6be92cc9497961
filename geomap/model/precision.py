"""How well a place and a day are known: the words, with ACLED's and UCDP's codes for each."""

from enum import StrEnum
from typing import Any, Self


class GeoPrecision(StrEnum):
    """How well an event's place is known.

    Each row: the word, ACLED's `geo_precision`, UCDP's `where_prec`, the radius in metres that
    stands for the code where a file gives the code alone (a convention, not a measurement), and
    whether only an area is meant, no point.
    """

    acled: int | None
    ucdp: int
    uncertainty_m: float
    areal: bool

    def __new__(cls, word: str, *codes: Any) -> Self:
        """A member of this word, with the rest of its row."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.acled, member.ucdp, member.uncertainty_m, member.areal = codes
        return member

    SETTLEMENT = "settlement", 1, 1, 5_000.0, False
    NEAR = "near", 2, 2, 25_000.0, False
    DISTRICT = "district", 2, 3, 30_000.0, True
    VALLEY = "valley", 2, 3, 30_000.0, True
    ROAD = "road", 3, 5, 50_000.0, False
    AREA = "area", 3, 5, 50_000.0, True
    PROVINCE = "province", 3, 4, 100_000.0, True
    COUNTRY = "country", None, 6, 500_000.0, False

    @property
    def codes(self) -> str:
        """Both codes as imported events have them in `geo_precision`, such as "2/3" or "/6"."""
        return f"{self.acled or ''}/{self.ucdp or ''}"


class TimePrecision(StrEnum):
    """How well an event's days are known, finest first.

    Each row: the word, ACLED's `time_precision`, UCDP's `date_prec`, and the most days that it
    stands for.
    """

    acled: int | None
    ucdp: int | None
    most_days: int | None

    def __new__(cls, word: str, *codes: Any) -> Self:
        """A member of this word, with the rest of its row."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.acled, member.ucdp, member.most_days = codes
        return member

    DAY = "day", 1, 1, 1
    DAYS = "days", 2, 2, 6
    WEEK = "week", 2, 3, 7
    MONTH = "month", 3, 4, 31
    YEAR = "year", 3, 5, 366
    VAGUE = "vague", None, None, None

    @classmethod
    def of_days(cls, days: int) -> "TimePrecision":
        """The precision of an interval of so many days; beyond a year it is vague.

        Examples
        --------
        >>> TimePrecision.of_days(1).value, TimePrecision.of_days(30).value
        ('day', 'month')
        """
        fits = (one for one in cls if one.most_days is not None and days <= one.most_days)
        return next(fits, cls.VAGUE)
