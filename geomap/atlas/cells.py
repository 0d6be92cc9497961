"""Cells of files that others made: days, coordinates, statuses, names of columns."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from shapely import Point

from geomap.errors import CoordinateError, InputError
from geomap.model import Status, check_lonlat

Days = tuple[date | None, date | None, str]

_MARK = re.compile(r"\b(status|event_type|event_mode)=([\w-]*)")
_MARKED = "geomap;"
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_YEAR = re.compile(r"\d{4}$")
_WORDED = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%Y/%m/%d", "%Y%m%d")


def first(cells: Mapping[str, str], *names: str) -> str:
    """The first cell that is not blank among columns of these names, or ""."""
    return next((cell for name in names if (cell := cells.get(name, "").strip())), "")


def coordinates(longitude: str, latitude: str) -> Point | None:
    """A point, or None where both cells are blank or both are zero.

    Zero, zero lies in the Atlantic and is how tables say "not known".

    Raises
    ------
    CoordinateError
        If only one is given, or they are no longitude and latitude.
    """
    if not longitude and not latitude:
        return None
    lon, lat = _degrees(longitude, "longitude"), _degrees(latitude, "latitude")
    check_lonlat(lon, lat)
    return None if lon == lat == 0 else Point(lon, lat)


@lru_cache(maxsize=4096)
def day(text: str) -> Days:
    """First day, last day and precision of a cell; (None, None, "") for a blank one.

    Days as YYYY-MM-DD (a time of day is dropped), 20 August 2021 and the like, months as YYYY-MM,
    years as YYYY. Day and month in numbers alone are read where only one order makes a date.

    Raises
    ------
    InputError
        If it is none of these, or reads as two different days.
    """
    cell = text.strip()
    if not cell:
        return None, None, ""
    worded = " ".join(cell.replace("-", " ").split())
    found = _whole_day(cell) or _whole_day(worded) or _from_numbers(cell)
    if found is not None:
        return found, found, "day"
    if match := _MONTH.match(cell):
        return _month(int(match[1]), int(match[2]), text)
    if _YEAR.match(cell) and int(cell) > 0:
        return date(int(cell), 1, 1), date(int(cell), 12, 31), "year"
    raise InputError(f"expected a day as YYYY-MM-DD or 20 August 2021, got {text[:60]!r}")


def mark(row: Mapping[str, Any]) -> str:
    """What outside shapes have no column for, for a cell of free text; `marks` reads it."""
    names = ("status", "event_type", "event_mode")
    return " ".join([_MARKED, "; ".join(f"{name}={row[name]}" for name in names)])


def marks(text: str) -> dict[str, str]:
    """What `mark` wrote into a cell; in a file that others made, the status "reported" alone."""
    found = dict(_MARK.findall(text)) if text.startswith(_MARKED) else {}
    if found.get("status") not in set(Status):
        found["status"] = Status.REPORTED.value
    return found


def source_count(text: str) -> int:
    """How many sources a cell names, separated by semicolons."""
    return len({part.strip() for part in text.split(";") if part.strip()})


def days_between(start: date, end: date) -> str:
    """The precision of an interval of days."""
    length = (end - start) // timedelta(days=1) + 1
    names = ((1, "day"), (6, "days"), (7, "week"), (31, "month"), (366, "year"))
    return next((name for longest, name in names if length <= longest), "vague")


def _degrees(text: str, name: str) -> float:
    try:
        return float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        raise CoordinateError(f"expected decimal degrees in {name}, got {text[:60]!r}") from None


def _whole_day(cell: str) -> date | None:
    try:
        return datetime.fromisoformat(cell).date()
    except ValueError:
        pass
    for pattern in _WORDED:
        try:
            return datetime.strptime(cell, pattern).date()
        except ValueError:
            continue
    return None


def _from_numbers(cell: str) -> date | None:
    if not (match := _SLASHED.match(cell)):
        return None
    one, two, year = int(match[1]), int(match[3]), int(match[4])
    orders = {(one, two), (two, one)}
    dates = {d for month, number in orders if (d := _date(year, month, number))}
    if len(dates) > 1:
        raise InputError(f"expected a day as YYYY-MM-DD, {cell!r} may be either of two days")
    return next(iter(dates), None)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _month(year: int, month: int, text: str) -> Days:
    if not 1 <= month <= 12 or year < 1:
        raise InputError(f"expected a month as YYYY-MM, got {text[:60]!r}")
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"
