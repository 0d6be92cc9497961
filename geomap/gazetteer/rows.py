"""What a gazetteer's file holds, shipped or imported: its tables, and the rules of its rows."""

import math
import re
from hashlib import blake2b
from typing import NamedTuple

PRIMARY, OFFICIAL, ALTERNATE, CODE = range(4)
"""How far a name can be trusted to be its place's; the flags of the table `names`."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE places (
  id INTEGER PRIMARY KEY, place_id TEXT, name TEXT, kind TEXT, country TEXT, admin1 TEXT,
  admin2 TEXT, population INTEGER, lon_e5 INTEGER, lat_e5 INTEGER, uncertainty_m INTEGER,
  source INTEGER, accuracy INTEGER, importance_e4 INTEGER, has_area INTEGER, alternates TEXT);
CREATE TABLE names (
  key TEXT, place INTEGER, flag INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE sounds (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE areas (
  place INTEGER PRIMARY KEY, level INTEGER, west REAL, south REAL, east REAL, north REAL,
  wkb BLOB);
"""
PEOPLE_PER_KM2 = 3_000.0
LEAST_UNCERTAINTY_M = 1_500.0
_MOST_CHARS = 100
_CODE = re.compile(r"[A-Z]{2,4}")
_LATIN = re.compile(r"[A-Za-z]")
_OWN_NUMBERS = 1 << 62


class Row(NamedTuple):
    """A place on its way into an imported file; `names` maps each of its names to its flag.

    `division` is the code of the division that the row itself is ("AF.08"), or "". `admin1` and
    `admin2` are such codes too, or names where the source gives names.
    """

    number: int
    place_id: str
    name: str
    kind: str
    country: str
    admin1: str
    admin2: str
    population: int
    lon: float
    lat: float
    uncertainty_m: float
    source: str
    accuracy: str
    rank: float
    names: dict[str, int]
    division: str = ""


def importance(population: int, n_names: int, rank: float) -> float:
    """Prior from 0 to 1 that an unspecific mention means this place.

    Five parts population (log scale, 10^7.5 people is 1) and three parts fame (the number of
    names by which the world calls it, 100 being 1); the rank of its kind adds a little.
    """
    people = min(1.0, math.log10(1 + population) / 7.5)
    fame = min(1.0, math.log(1 + n_names) / math.log(101))
    return round(min(1.0, 0.5 * people + 0.3 * fame + rank), 4)


def settlement_radius_m(population: int) -> float:
    """Radius of a settlement of this many people at a usual urban density, plus 1.5 km."""
    return LEAST_UNCERTAINTY_M + 1_000 * math.sqrt(population / PEOPLE_PER_KM2 / math.pi)


def name_flag(name: str, primary: str) -> int | None:
    """How far an alternate name can be trusted; None for machine-made romanisations.

    GeoNames alternates hold airport and postal codes in capitals, links, and machine
    romanisations that are all lower case ("bajaraka"); the first become codes, the others go.
    """
    if not name or "http" in name or "/" in name or name.isdigit() or len(name) > _MOST_CHARS:
        return None
    if _LATIN.search(name) and name == name.lower() and name != primary:
        return None
    if _CODE.fullmatch(name) and name != primary:
        return CODE
    return ALTERNATE


def own_number(place_id: str) -> int:
    """Number in an imported file of a place that has no GeoNames id."""
    return _OWN_NUMBERS | int.from_bytes(blake2b(place_id.encode()).digest()[:7], "big")


def degrees(text: str, most: float, what: str) -> float:
    """A longitude or latitude of a file; raises ValueError, which says what was expected."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not -most <= value <= most:
        raise ValueError(f"expected a {what} from -{most:.0f} to {most:.0f}, got {text[:20]!r}")
    return value
