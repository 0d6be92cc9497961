"""Cells of files that others made: coordinates, lists, the row as it was given."""

import json
from collections.abc import Mapping
from typing import Any

from shapely import Point

from geomap.errors import CoordinateError
from geomap.model import check_lonlat

_MOST_DIGITS = 10
"""Digits of a number of people; Python refuses to read thousands of them."""


def first(cells: Mapping[str, str], *names: str) -> str:
    """The first cell that is not blank among columns of these names, or ""."""
    return next((cell for name in names if (cell := cells.get(name, "").strip())), "")


def word(value: Any) -> str:
    """A value of a cell as text: what is none is blank, what is not text is JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


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
    """The toll's columns for a cell of fatalities; none where it holds no number of people."""
    digits = fatalities.isascii() and fatalities.isdigit() and len(fatalities) <= _MOST_DIGITS
    number = int(fatalities) if digits else None
    return {"killed_least": number, "killed_most": number}


def source_count(text: str) -> int:
    """How many sources a cell names, separated by semicolons."""
    return len({part.strip() for part in text.split(";") if part.strip()})


def _degrees(text: str, name: str) -> float:
    number = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    try:
        # Python would read 6_9 as 69
        return float(number.replace("_", " "))
    except ValueError:
        raise CoordinateError(f"expected decimal degrees in {name}, got {text[:60]!r}") from None
