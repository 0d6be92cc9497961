"""Cells of files that others made: days and their order, coordinates, the row as it was given."""

import json
import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache

from shapely import Point

from geomap.errors import CoordinateError, InputError
from geomap.model import TimePrecision, check_lonlat

Days = tuple[date | None, date | None, str]

# a spreadsheet adds a time of day to a day
_SLASHED = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ T]\d{1,2}:\d\d\S*(?: [AP]M)?)?$", re.IGNORECASE
)
_WEEK = re.compile(r"\d{4}-?W\d{2}$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_YEAR = re.compile(r"\d{4}$")
_WORDED = (
    "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%Y-%m-%d",
    "%Y/%m/%d", "%d %b %y",
)  # fmt: skip


def first(cells: Mapping[str, str], *names: str) -> str:
    """The first cell that is not blank among columns of these names, or ""."""
    return next((cell for name in names if (cell := cells.get(name, "").strip())), "")


def coordinates(longitude: str, latitude: str) -> Point | None:
    """A point, or None where both cells are blank.

    Raises
    ------
    CoordinateError
        If only one is given, or they are no longitude and latitude.
    """
    if not longitude and not latitude:
        return None
    lon, lat = _degrees(longitude, "longitude"), _degrees(latitude, "latitude")
    check_lonlat(lon, lat)
    return Point(lon, lat)


def day_order(cells: Iterable[str]) -> str:
    """Whether a file's dates in numbers have the "day" or the "month" first; "" where unsettled.

    Dates that only one order makes settle it; none of them, or some of each, settle nothing.

    Examples
    --------
    >>> day_order(["18/04/2001", "07/05/2001"]), day_order(["5/6/2015", "12/31/2015"])
    ('day', 'month')
    """
    found = [match for cell in cells if (match := _SLASHED.match(cell.strip()))]
    pairs = {(int(match[1]), int(match[3])) for match in found}
    orders = {"day" if one > 12 else "month" for one, two in pairs if (one > 12) != (two > 12)}
    return orders.pop() if len(orders) == 1 else ""


@lru_cache(maxsize=4096)
def day(text: str, order: str = "") -> Days:
    """First day, last day and precision of a cell; (None, None, "") for a blank one.

    Days as YYYY-MM-DD (a time of day is dropped), 20 August 2021 and the like, weeks as YYYY-Www,
    months as YYYY-MM, years as YYYY. Day and month in numbers alone are read in the file's
    `day_order`, or where only one order makes a date.

    Raises
    ------
    InputError
        If it is none of these, or reads as two different days.
    """
    cell = text.strip()
    if not cell:
        return None, None, ""
    worded = " ".join(cell.replace("-", " ").split())
    if _WEEK.match(cell) and (monday := _whole_day(cell)):
        return monday, around(monday, 6)[1], "week"
    found = _whole_day(cell) or _whole_day(worded) or _from_numbers(cell, order)
    if found is not None:
        return found, found, "day"
    if (match := _MONTH.match(cell)) and (one := _date(int(match[1]), int(match[2]), 1)):
        return month_of(one)
    if _YEAR.match(cell) and int(cell) > 0:
        return date(int(cell), 1, 1), date(int(cell), 12, 31), "year"
    raise InputError(
        f"expected a day as YYYY-MM-DD or 20 August 2021, or a month as YYYY-MM, got {text[:60]!r}"
    )


def around(middle: date, days: int) -> tuple[date, date]:
    """The day so many days before another, and the one as many after it."""
    first, last = middle.toordinal() - days, middle.toordinal() + days
    return date.fromordinal(max(first, 1)), date.fromordinal(min(last, date.max.toordinal()))


def month_of(one: date) -> tuple[date, date, str]:
    """First and last day of a day's month, and the precision "month"."""
    last = monthrange(one.year, one.month)[1]
    return one.replace(day=1), one.replace(day=last), "month"


def check_days(start: date | None, end: date | None) -> None:
    """Raise `InputError` where an interval ends before it starts."""
    if start is not None and end is not None and end < start:
        raise InputError(f"expected an end on or after {start}, got {end}")


def given(text: str) -> dict[str, str]:
    """The cells in a cell of the column `given`; none in a cell that holds something else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def listed(*words: str) -> str:
    """Words in one cell, each once, without blanks."""
    return "; ".join(dict.fromkeys(filter(None, words)))


def killed(fatalities: str) -> dict[str, int | None]:
    """The toll's columns for a cell of fatalities; none where it holds no whole number."""
    number = int(fatalities) if fatalities.isascii() and fatalities.isdigit() else None
    return {"killed_least": number, "killed_most": number}


def source_count(text: str) -> int:
    """How many sources a cell names, separated by semicolons."""
    return len({part.strip() for part in text.split(";") if part.strip()})


def days_between(start: date, end: date) -> str:
    """The precision of an interval of days."""
    return TimePrecision.of_days((end - start).days + 1).value


def _degrees(text: str, name: str) -> float:
    number = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    try:
        # Python would read 6_9 as 69
        return float(number.replace("_", " "))
    except ValueError:
        raise CoordinateError(f"expected decimal degrees in {name}, got {text[:60]!r}") from None


def _whole_day(cell: str) -> date | None:
    with suppress(ValueError):
        return datetime.fromisoformat(cell).date()
    for pattern in _WORDED:
        with suppress(ValueError):
            return datetime.strptime(cell, pattern).date()
    return None


def _from_numbers(cell: str, order: str) -> date | None:
    if not (match := _SLASHED.match(cell)):
        return None
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    read = {"day": _date(year, two, one), "month": _date(year, one, two)}
    dates = {found for name, found in read.items() if found and order in ("", name)}
    if len(dates) > 1:
        raise InputError(
            f"expected a day as YYYY-MM-DD, {cell!r} may be either of two days, "
            "and the file's other dates do not settle which"
        )
    return next(iter(dates), None)


def _date(year: int, month: int, number: int) -> date | None:
    with suppress(ValueError):
        return date(year, month, number)
    return None
