"""Grids over the Earth: UTM, the military grid (MGRS) and plus codes, to degrees.

References: NGA.SIG.0012_2.0.0 for UTM and MGRS; the Open Location Code specification.
"""

import math
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyproj import Proj

_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_COLUMNS = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_SQUARE_M, _CYCLE_M = 100_000, 2_000_000
_LEAST_EAST_M, _MOST_EAST_M = 100_000, 900_000
_MOST_NORTH_M = 10_000_000
_BAND_DEG, _SLACK_DEG = 8.0, 1.0
_PLUS_DIGITS = "23456789CFGHJMPQRVWX"
_PAIRS = 5


@cache
def _projection(zone: int, south: bool) -> "Proj":
    from pyproj import Proj

    return Proj(proj="utm", zone=zone, ellps="WGS84", south=south)


def from_utm(zone: int, east: float, north: float, *, south: bool) -> tuple[float, float] | None:
    """Latitude and longitude of metres in a UTM zone (WGS84), or None outside of it.

    Examples
    --------
    >>> lat, lon = from_utm(36, 500_000, 0, south=False)
    >>> round(lat, 4), round(lon, 4)
    (0.0, 33.0)
    """
    if not (_LEAST_EAST_M <= east < _MOST_EAST_M and 0 <= north <= _MOST_NORTH_M):
        return None
    lon, lat = _projection(zone, south)(east, north, inverse=True)
    return (float(lat), float(lon)) if math.isfinite(lat) and -80 <= lat <= 84 else None


def in_band(lat: float, band: str) -> bool:
    """Whether a latitude lies in a band of the military grid, or a degree beside it."""
    low = -80 + _BAND_DEG * _BANDS.index(band)
    high = low + _BAND_DEG + (4 if band == "X" else 0)
    return low - _SLACK_DEG <= lat <= high + _SLACK_DEG


def from_mgrs(zone: int, band: str, square: str, digits: str) -> tuple[float, float, float] | None:
    """Middle of a square of the military grid, and the radius in metres that holds it.

    Returns
    -------
    tuple of float, or None
        Latitude, longitude, radius; None where the zone has no such square in this band.

    Examples
    --------
    >>> lat, lon, radius_m = from_mgrs(31, "U", "DQ", "4825111932")
    >>> round(lat, 4), round(lon, 4), radius_m < 1
    (48.8582, 2.2945, True)
    """
    columns = _COLUMNS[zone % 3]
    if square[0] not in columns:
        return None
    half = len(digits) // 2
    side = 10.0 ** (5 - half)
    east = (columns.index(square[0]) + 1) * _SQUARE_M + int(digits[:half]) * side + side / 2
    row = (_ROWS.index(square[1]) - (0 if zone % 2 else 5)) % len(_ROWS)
    north = row * _SQUARE_M + int(digits[half:]) * side + side / 2
    for cycle in range(_MOST_NORTH_M // _CYCLE_M):
        found = from_utm(zone, east, north + cycle * _CYCLE_M, south=band < "N")
        if found is not None and in_band(found[0], band):
            return (*found, side * math.sqrt(0.5))
    return None


def from_plus_code(code: str) -> tuple[float, float, float]:
    """Middle of a plus code's cell, and the cell's height in degrees.

    Digits that a short code lacks are taken as 0, so that it repeats.

    Examples
    --------
    >>> [round(value, 6) for value in from_plus_code("8FVC9G8F+6X")]
    [47.365563, 8.524938, 0.000125]
    """
    digits = "0" * (8 - code.index("+")) + code.replace("+", "")
    lat, lon, size = -90.0, -180.0, 400.0
    if digits[0] == "0":
        lat = lon = 0.0
    for at in range(0, 2 * _PAIRS, 2):
        size /= 20
        if digits[at] != "0":
            lat += _PLUS_DIGITS.index(digits[at]) * size
            lon += _PLUS_DIGITS.index(digits[at + 1]) * size
    height, width = size, size
    for digit in digits[2 * _PAIRS :]:
        height, width = height / 5, width / 4
        lat += _PLUS_DIGITS.index(digit) // 4 * height
        lon += _PLUS_DIGITS.index(digit) % 4 * width
    return lat + height / 2, lon + width / 2, height
