"""How well a place and a day are known: the words, with ACLED's and UCDP's codes for each."""

from functools import cache
from math import nan
from typing import Any

from geomap.model.entry import Row


class GeoPrecision(Row):
    """How well an event's place is known.

    Each row: the word, ACLED's `geo_precision`, UCDP's `where_prec`, the radius in metres that
    stands for the code where a file gives the code alone (a convention, not a measurement), and
    whether only an area is meant, no point. Where rows share a code, it stands for the first.
    """

    acled: int | None
    ucdp: int | None
    uncertainty_m: float
    areal: bool

    def __init__(self, _word: str, *codes: Any) -> None:
        self.acled, self.ucdp, self.uncertainty_m, self.areal = codes

    SETTLEMENT = "settlement", 1, 1, 5_000.0, False
    NEAR = "near", 2, 2, 25_000.0, False
    DISTRICT = "district", 2, 3, 30_000.0, True
    VALLEY = "valley", 2, 3, 30_000.0, True
    AREA = "area", 3, 5, 50_000.0, True
    ABROAD = "abroad", None, 7, 500_000.0, False  # before the "road" in it
    ROAD = "road", 3, 5, 50_000.0, False
    PROVINCE = "province", 3, 4, 100_000.0, True
    COUNTRY = "country", None, 6, 500_000.0, False
    UNKNOWN = "", None, None, nan, False  # last, since every text holds it

    @property
    def codes(self) -> str:
        """Both codes as imported events have them, such as "2/3" or "/6"; "" for none."""
        return f"{self.acled or ''}/{self.ucdp or ''}" if self else ""

    @classmethod
    @cache
    def of(cls, cell: str) -> "GeoPrecision":
        """The row that a cell of `events.geo_precision` means, by its word or its codes.

        Returns
        -------
        GeoPrecision
            `UNKNOWN`, which is false, where the cell names none.

        Examples
        --------
        >>> GeoPrecision.of("2/3").value, GeoPrecision.of("/6").value, GeoPrecision.of("road").codes
        ('district', 'country', '3/5')
        """
        before, slash, after = cell.strip().partition("/")
        if slash:
            return cls.of_ucdp(after) if after else cls.of_acled(before)
        text = cell.casefold()
        return next(row for row in cls if row.value in text)

    @classmethod
    def of_ucdp(cls, code: str) -> "GeoPrecision":
        """The first row with a code of UCDP's where_prec."""
        number = _digits(code)
        return next((row for row in cls if str(row.ucdp) == number), cls.UNKNOWN)

    @classmethod
    def of_acled(cls, code: str) -> "GeoPrecision":
        """The row that a code of ACLED's geo_precision stands for: 3 says a province."""
        found = {"1": cls.SETTLEMENT, "2": cls.NEAR, "3": cls.PROVINCE}
        return found.get(_digits(code), cls.UNKNOWN)


def _digits(code: str) -> str:
    # a spreadsheet makes "2" into "2.0"
    return code.strip().removesuffix(".0")


class TimePrecision(Row):
    """How well an event's days are known, finest first.

    Each row: the word, ACLED's `time_precision`, UCDP's `date_prec`, and the most days that it
    stands for.
    """

    acled: int | None
    ucdp: int | None
    most_days: int | None

    def __init__(self, _word: str, *codes: Any) -> None:
        self.acled, self.ucdp, self.most_days = codes

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
