"""Coordinates as people write them: what a stretch of text can say of a point on Earth.

`position_forms` has a pattern for each form; here is what each makes of a match. A form that leaves
the order of its two figures open, or its half of the Earth, gives every reading that is possible,
the usual one first; who knows the places of the report chooses.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from geomap import lexicon
from geomap.discourse import grids
from geomap.discourse.position_forms import patterns

_LEAST_M = 10.0
"""No published figure is better than a receiver that a person holds."""

_M_PER_DEG = 111_195.0
_SURE_DECIMALS = 4
"""Decimals of two bare figures that nothing but a position has; fewer need a sign of it."""

_WORLD_M = 40_075_017.0
_CUE_CHARS = 40


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One point that a text may mean, in degrees, and in words how it was read, if not plainly."""

    lat: float
    lon: float
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Position:
    """Coordinates in a text.

    Attributes
    ----------
    start, end
        Where they stand in the text.
    readings
        The points that they may mean, the usual reading first; all are on Earth.
    uncertainty_m
        Radius in metres, from the last digit that is written and the form.
    form
        The name of the form: "decimal degrees".
    needs_place
        Whether they are a position only where one of the readings lies near a known place.
    repeat_deg
        For a short plus code, after how many degrees it repeats; else 0.
    """

    start: int
    end: int
    readings: tuple[Reading, ...]
    uncertainty_m: float
    form: str
    needs_place: bool = False
    repeat_deg: float = 0.0


def find(text: str) -> list[Position]:
    """Coordinates of a text, in its order and without overlaps.

    Parameters
    ----------
    text
        Normalised text, with straight quotes.

    Examples
    --------
    >>> (one,) = find("a depot at 15.6412°N, 32.4801°E, the army said")
    >>> one.form, one.readings[0].lat, one.readings[0].lon, one.uncertainty_m
    ('decimal degrees', 15.6412, 32.4801, 11.1)
    """
    found: list[Position] = []
    for name, pattern, sign in patterns():
        for match in pattern.finditer(text) if sign.search(text) else ():
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            one = _READ[name](match)
            if one is not None and one.readings:
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _readings(*pairs: tuple[float, float, str]) -> tuple[Reading, ...]:
    """Readings of latitude, longitude and reason that are on Earth; never the point (0, 0)."""
    return tuple(
        Reading(lat=lat, lon=lon, why=why)
        for lat, lon, why in pairs
        if abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0.0, 0.0)
    )


def _of(
    match: re.Match[str], *readings: tuple[float, float, str], unit_deg: float, **more: Any
) -> Position:
    return Position(
        start=match.start(),
        end=match.end(),
        readings=_readings(*readings),
        uncertainty_m=max(_LEAST_M, round(unit_deg * _M_PER_DEG, 1)),
        **more,
    )


def _unit(figure: str) -> float:
    """What the last digit of a figure counts."""
    return float(10.0 ** -len(figure.partition(".")[2]))


def _angle(match: re.Match[str], which: str) -> tuple[float, float, int] | None:
    """Degrees of a figure in parts, what its last digit counts, and how many parts it has."""
    parts = [part for key in "dms" if (part := match[f"{key}{which}"]) is not None]
    if any("." in part for part in parts[:-1]) or any(float(part) >= 60 for part in parts[1:]):
        return None
    value = sum(float(part) / 60**n for n, part in enumerate(parts))
    return value, _unit(parts[-1]) / 60 ** (len(parts) - 1), len(parts)


def _lettered(match: re.Match[str]) -> Position | None:
    """Two figures with the letters of their hemispheres, in either order."""
    both: dict[str, float] = {}
    units, counts = [], []
    for which in "12":
        angle = _angle(match, which)
        letter = (match[f"a{which}"] or match[f"b{which}"] or "")[:1].upper()
        if angle is None or not letter:
            return None
        value, unit, count = angle
        both["lat" if letter in "NS" else "lon"] = -value if letter in "SW" else value
        units.append(unit)
        counts.append(count)
    bare = max(counts) == 1 and "." not in match[0] and not _DEGREE.search(match[0])
    if len(both) < 2 or bare:
        return None
    form = ("decimal degrees", "degrees and minutes", "degrees, minutes and seconds")
    return _of(
        match, (both["lat"], both["lon"], ""), unit_deg=max(units), form=form[max(counts) - 1]
    )


def _compact(match: re.Match[str]) -> Position | None:
    """Figures without signs, as pilots write them: "153828N 0322848E"."""
    values = []
    for digits, width, negative in ((match[1], 2, match[2] == "S"), (match[3], 3, match[4] == "W")):
        parts = [digits[:width], *re.findall("..", digits[width:])]
        if any(int(part) >= 60 for part in parts[1:]):
            return None
        value = sum(int(part) / 60**n for n, part in enumerate(parts))
        values.append(-value if negative else value)
    unit = 1 / 60 if len(match[1]) == 4 else 1 / 3600
    return _of(
        match, (values[0], values[1], ""), unit_deg=unit, form="degrees and minutes without signs"
    )


def _labelled(match: re.Match[str]) -> Position | None:
    """Two figures that are called latitude and longitude."""
    lat, lon = (match["lat"], match["lon"]) if match["lat"] else (match["lat2"], match["lon2"])
    unit = max(_unit(lat), _unit(lon))
    return _of(match, (_number(lat), _number(lon), ""), unit_deg=unit, form="decimal degrees")


def _number(figure: str) -> float:
    return float(figure.replace("−", "-"))


def _bare(match: re.Match[str]) -> Position | None:
    """Two figures alone: their order is open, and with few digits what they are is too."""
    one, two = match[1], match[2]
    decimals = min(len(figure.partition(".")[2]) for figure in (one, two))
    before = match.string[max(0, match.start() - _CUE_CHARS) : match.start()]
    cued = _CUE.search(before) is not None
    brackets = before.endswith("(") and match.string[match.end() :].startswith(")")
    degrees = _DEGREE.search(match[0]) is not None
    if decimals < _SURE_DECIMALS and not (cued or brackets or degrees):
        return None
    a, b = _number(one), _number(two)
    return _of(
        match,
        (a, b, "latitude first, as is usual"),
        (b, a, "longitude first"),
        unit_deg=max(_unit(one), _unit(two)),
        form="decimal degrees without letters",
        needs_place=decimals < _SURE_DECIMALS and not cued,
    )


def _grid(match: re.Match[str]) -> Position | None:
    """A square of the military grid."""
    digits = "".join(match["digits"].split())
    cued = _CUE.search(match.string[max(0, match.start() - _CUE_CHARS) : match.start()])
    if len(digits) % 2 or (len(digits) < 6 and not cued):
        return None
    found = grids.from_mgrs(int(match["zone"]), match["band"], match["square"], digits)
    return found and _of(
        match,
        (*found[:2], ""),
        unit_deg=found[2] / _M_PER_DEG,
        form="MGRS",
    )


def _utm(match: re.Match[str]) -> Position | None:
    """Metres in a UTM zone; its letter is a band, or only says which half of the Earth."""
    zone, letter = int(match["zone"]), match["band"]
    east, north = (float(match[key].replace(",", "")) for key in ("east", "north"))
    found = []
    for south, why in ((letter < "N", ""), (True, "S read as the southern half of the Earth")):
        point = grids.from_utm(zone, east, north, south=south)
        if point is None or (south and letter >= "N" and letter != "S"):
            continue
        # a band says where the point must lie; N and S may stand for a half of the Earth
        if grids.in_band(point[0], letter) or letter == "N" or why:
            found.append((*point, why))
    return _of(match, *found, unit_deg=0.0, form="UTM")


def _plus(match: re.Match[str]) -> Position | None:
    """A plus code; one that lacks its first digits repeats, and needs a town."""
    lat, lon, cell_deg = grids.from_plus_code(match[0])
    missing = 8 - match[0].index("+")
    if missing and not re.search("[A-Z]", match[0]):
        return None  # a sum, or a number of a telephone
    repeat = 20.0 ** (2 - missing / 2) if missing else 0.0
    return _of(
        match,
        (lat, lon, ""),
        unit_deg=cell_deg * math.sqrt(0.5),
        form="a plus code",
        needs_place=bool(missing),
        repeat_deg=repeat,
    )


def _link(match: re.Match[str]) -> Position | None:
    """The address of a map; where it names a zoom, no better than half a tile of the map."""
    lat, lon = match["lat"], match["lon"]
    zoom = match.groupdict().get("zoom")
    tile = _WORLD_M * math.cos(math.radians(float(lat))) / 2 ** (float(zoom) + 1) if zoom else 0.0
    unit = max(_unit(lat), _unit(lon), tile / _M_PER_DEG)
    found = _of(match, (float(lat), float(lon), ""), unit_deg=unit, form="a map's address")
    rest = _REST.match(match.string, match.end())
    return replace(found, end=rest.end()) if rest else found


_REST = re.compile(r"\S*[\w/]")
_DEGREE = re.compile(lexicon.alternation("coordinates.degrees"), re.IGNORECASE)
_CUE = re.compile(rf"(?i)\b{lexicon.alternation('coordinates.cues')}\b[\w\s:=.,/()-]{{0,12}}$")

_READ: Mapping[str, Callable[[re.Match[str]], Position | None]] = {
    "address": _link,
    "lettered": _lettered,
    "compact": _compact,
    "labelled": _labelled,
    "bare": _bare,
    "mgrs": _grid,
    "utm": _utm,
    "plus": _plus,
}
