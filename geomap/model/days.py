"""Days as cells of files write them: one reader for reports and for own events."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import cache, lru_cache

from geomap.errors import InputError
from geomap.model.precision import TimePrecision

Days = tuple[date | None, date | None, str]
Parts = dict[str, int]

FIRST_YEAR = 1900
_CLOCK = re.compile(
    r"[,\s]*(?:\bat\s+|\bT|(?<=\d)T)?\b\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s*[ap]\.?m\b\.?)?"
    r"(?:\s*(?:Z|UTC|GMT|MSK|[A-Z]{2,4}T)\b)?(?:\s*\(?[+-]\d\d:?\d\d\)?)?",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)")
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d[\d:.,+Z-]*$")
_WEEK = re.compile(r"\d{4}-?W\d{2}$")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_FIGURES = re.compile(r"\d{1,4}")
_BETWEEN = re.compile(r"[\s,./\-()]*")
_ORDERS: Mapping[str, str] = {"day": "dmy", "month": "mdy", "year": "ymd"}
# a number of one or two figures that is a month, or a year, by what stands around it
_MEANT: Mapping[str, str] = {"ydd": "ymd", "dmd": "dmy", "yd": "ym"}


@lru_cache(maxsize=4096)
def read_days(text: str, order: str = "") -> Days:
    """First day, last day and precision of a cell; (None, None, "") for a blank one.

    Parameters
    ----------
    text
        A day in figures or with its month in letters (2021-08-22, "22nd August 2021", "Sunday,
        August 22, 2021"), a week (2021-W33), a month or a year; or two of these with a dash, a
        slash or "to" between them. A time of day is dropped.
    order
        What stands first where a day is in numbers alone, as `day_order` finds it.

    Raises
    ------
    InputError
        If it is none of these, or reads as two different days.

    Examples
    --------
    >>> read_days("August 2021")
    (datetime.date(2021, 8, 1), datetime.date(2021, 8, 31), 'month')
    >>> read_days("20-22 August 2021")[:2]
    (datetime.date(2021, 8, 20), datetime.date(2021, 8, 22))
    """
    cell = text.strip()
    if not cell:
        return None, None, ""
    if _WEEK.match(cell):
        with suppress(ValueError):
            monday = datetime.fromisoformat(cell).date()
            return monday, around(monday, 6)[1], "week"
    with suppress(ValueError):
        stamp = _STAMP.match(cell)
        day = datetime.fromisoformat(stamp[1] if stamp else cell).date()
        return day, day, "day"
    bare = _CLOCK.sub(" ", cell).strip()
    for found in (_span(_parts(bare, order)), *_intervals(bare, order)):
        if found is not None:
            return found
    raise InputError(
        f"expected a day as YYYY-MM-DD or 20 August 2021, or a month as YYYY-MM, got {text[:60]!r}"
    )


def check_year(days: Days) -> Days:
    """The same days, where their years may be meant in a news report or an event of our time.

    Raises
    ------
    InputError
        If a year lies before 1900 or after the next one.
    """
    # the only clock: a day that is yet to come is a slip, and which days are is for the calendar
    last = date.today().year + 1
    for day in days[:2]:
        if day is not None and not FIRST_YEAR <= day.year <= last:
            told = f"expected a year from {FIRST_YEAR} to {last}, got the year {day.year}"
            raise InputError(told)
    return days


def day_order(rows: Iterable[Mapping[str, str]], columns: Iterable[str]) -> str:
    """What stands first where a file's days are in numbers alone: "day", "month", "year" or "".

    Parameters
    ----------
    rows
        Cells by column name.
    columns
        Which columns hold days. Columns named year and month in the same row must agree.

    Returns
    -------
    str
        The one order that every such cell fits; "" where none does, or two do.

    Examples
    --------
    >>> day_order([{"date": "1/2/16"}, {"date": "31/1/16"}], ["date"])
    'day'
    """
    names = list(columns)
    found = [_fitting(row.get(name, ""), row) for row in rows for name in names]
    cells = [fits for fits in found if fits]
    for orders in (("day", "month"), ("year",)):
        fit = [order for order in orders if cells and all(order in fits for fits in cells)]
        if fit:
            return fit[0] if len(fit) == 1 else ""
    return ""


def around(middle: date, days: int) -> tuple[date, date]:
    """The day so many days before another, and the one as many after it."""
    first, last = middle.toordinal() - days, middle.toordinal() + days
    return date.fromordinal(max(first, 1)), date.fromordinal(min(last, date.max.toordinal()))


def month_of(one: date) -> Days:
    """First and last day of a day's month, and the precision "month"."""
    last = monthrange(one.year, one.month)[1]
    return one.replace(day=1), one.replace(day=last), "month"


def check_days(start: date | None, end: date | None) -> None:
    """Raise `InputError` where an interval ends before it starts."""
    if start is not None and end is not None and end < start:
        raise InputError(f"expected an end on or after {start}, got {end}")


def days_between(start: date, end: date) -> str:
    """The precision of an interval of days."""
    return TimePrecision.of_days((end - start).days + 1).value


def _fitting(cell: str, row: Mapping[str, str]) -> dict[str, date]:
    """The day of a cell in numbers by each order; its row's year and month count."""
    match = _NUMBERS.fullmatch(_CLOCK.sub(" ", cell).strip())
    if match is None:
        return {}
    read = {order: day for order in _ORDERS if (day := _ordered(match, order)) is not None}
    told = {name: row.get(name, "").strip().removesuffix(".0") for name in ("year", "month")}
    agreeing = {
        order: day
        for order, day in read.items()
        if all(
            not _FIGURES.fullmatch(text) or int(text) == getattr(day, name)
            for name, text in told.items()
        )
    }
    return agreeing or read


def _ordered(match: re.Match[str], order: str) -> date | None:
    """The day of three numbers in an order."""
    words = dict(zip(_ORDERS[order], (match[1], match[3], match[4]), strict=True))
    if (len(match[4]) == 4) != (len(words["y"]) == 4):
        return None
    return _date(
        {kind: full_year(word) if kind == "y" else int(word) for kind, word in words.items()}
    )


def _parts(cell: str, order: str) -> Parts:
    """Year, month and day of a cell, as far as it has them; none where it has something else."""
    if match := _NUMBERS.fullmatch(cell):
        return _numbers(match, order)
    kinds, values = "", []
    for word in _TOKEN.findall(cell):
        if _FIGURES.fullmatch(word):
            kinds += "y" if len(word) == 4 else "d" if len(word) <= 2 else "?"
            values.append(int(word))
        elif (month := _months().get(word.casefold())) is not None:
            kinds += "m"
            values.append(month)
        elif word.casefold() not in _beside():
            return {}
    form = _MEANT.get(kinds, kinds)
    if kinds == "dy" and not re.search(r"[,\s]", cell):
        form = "my"
    if len(set(form) - {"?"}) != len(form) or _BETWEEN.fullmatch(_TOKEN.sub("", cell)) is None:
        return {}
    parts = dict(zip(form, values, strict=True))
    return parts | ({"y": full_year(f"{parts['y']:02}")} if kinds == "dmd" else {})


def _numbers(match: re.Match[str], order: str) -> Parts:
    orders = [order] if order else ["day", "month"]
    read = {day for one in orders if (day := _ordered(match, one)) is not None}
    if len(read) > 1:
        raise InputError(
            f"expected a day as YYYY-MM-DD, {match[0]!r} may be either of two days, "
            "and the file's other dates do not settle which"
        )
    return next(({"y": day.year, "m": day.month, "d": day.day} for day in read), {})


def _intervals(cell: str, order: str) -> Iterator[Days | None]:
    """Readings of a cell as two days; what one of them leaves out, the other has."""
    for gap in _gaps().finditer(cell):
        ends = (cell[: gap.start()], cell[gap.end() :])
        one, two = (_parts(end.strip(), order) for end in ends)
        if one and two:
            start, end = _span(_later(two, one)), _span(_later(one, two))
            if start and end and start[0] and end[1] and start[0] <= end[1]:
                yield start[0], end[1], days_between(start[0], end[1])


def _later(one: Parts, two: Parts) -> Parts:
    """Parts of `two`, and of `one` those larger than the smallest that `two` has."""
    finest = max("ymd".index(kind) for kind in two)
    return {kind: value for kind, value in one.items() if "ymd".index(kind) < finest} | two


def _span(parts: Parts) -> Days | None:
    """Days of a year, a month or a day; None where parts are missing or make none."""
    if set(parts) == {"y"} and parts["y"] > 0:
        return date(parts["y"], 1, 1), date(parts["y"], 12, 31), "year"
    one = _date({"d": 1} | parts)
    if one is None:
        return None
    return (one, one, "day") if "d" in parts else month_of(one)


def _date(parts: Parts) -> date | None:
    with suppress(ValueError, KeyError):
        return date(parts["y"], parts["m"], parts["d"])
    return None


def full_year(word: str) -> int:
    """A year in figures; of two figures the latest that is not beyond the next one.

    Examples
    --------
    >>> full_year("1987"), full_year("87"), full_year("05")
    (1987, 1987, 2005)
    """
    if len(word) != 2:
        return int(word)
    last = date.today().year + 1
    return last - (last - int(word)) % 100


@cache
def _months() -> dict[str, int]:
    from geomap.lexicon import table

    return table("time.months") | table("time.month_abbreviations")


@cache
def _beside() -> frozenset[str]:
    """What may stand beside a day and says nothing of its own: a weekday, "of", "the", "nd"."""
    from geomap.lexicon import words

    return words("time.weekdays", "time.weekday_abbreviations", "number.ordinal_endings") | {
        "of", "the",
    }  # fmt: skip


@cache
def _gaps() -> re.Pattern[str]:
    from geomap.lexicon import alternation

    return re.compile(rf"\s+(?:{alternation('time.ranges')}|[-–—/])\s+|\s*[–—/-]\s*")
