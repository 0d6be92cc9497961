"""How candidates are ranked: one number from 0 to 1, from four parts that can each be said.

``score = quality * (0.3 + 0.7 * prior) * type_factor * near_factor``

* quality: how the name matched (`MATCH_QUALITY`); for transliterations and fuzzy matches times
  the squared similarity of the two spellings; an alternate name counts a little less, a code
  ("TQN", "Calif.") much less, unless it is written as one, in capitals or with a full stop.
* prior: the place's importance in the file (population on a log scale, number of names by which
  the world knows it, rank), from 0 to 1.
* type: 1 where the name asks for no type or the kind agrees ("Panjshir Valley" and T.VAL), 0.6
  where it disagrees; without a type word, second-order divisions and places that only share
  a name with a settlement give way to it.
* country: asked for, only its places are ranked; not asked for, it plays no part.
* near: 0.55 + 0.45 exp(-d / 300 km), d the distance to the point given.
"""

import math
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from geomap.model import Place

MATCH_QUALITY = {
    "exact": 1.0,
    "folded": 0.99,
    "alias": 0.93,
    "type-stripped": 0.95,
    "transliteration": 0.85,
    "fuzzy": 0.75,
}
FLAG_FACTOR = (1.0, 1.0, 0.92, 0.35)
ALTERNATE_FLAG, CODE_FLAG = 2, 3
WRITTEN_AS_CODE = 0.9
KIND_FACTOR = {"A.ADM2": 0.85, "A.ADM3": 0.8, "H.STM": 0.85, "R.RD": 0.9, "A.ADM1": 0.9}
NEAR_SCALE_M = 300_000.0
EARTH_RADIUS_M = 6_371_008.8
Point = tuple[float, float]
Row = tuple[Any, ...]


class Hit(NamedTuple):
    """One row found for a name, before it is ranked."""

    number: int
    key: str
    match: str
    flag: int
    similarity: float
    asked_kind: str


def distance_m(a: Point, b: Point) -> float:
    """Great-circle distance between two points, longitude first; good to 0.5 %, for ranking."""
    lat1, lat2 = math.radians(a[1]), math.radians(b[1])
    d_lat, d_lon = lat2 - lat1, math.radians(b[0] - a[0])
    h = math.sin(d_lat / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(d_lon / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, h)))


def apart_km(one: Place, other: Place) -> float:
    """Great-circle distance between the points of two places; good to 0.5 %."""
    return distance_m((one.lon, one.lat), (other.lon, other.lat)) / 1_000


def score(hit: Hit, row: Row, *, near: Point | None = None) -> float:
    """Rank of one hit, 0 to 1; see the module for the formula."""
    _, _, kind, lon_e5, lat_e5, importance_e4 = row
    quality = MATCH_QUALITY[hit.match] * hit.similarity**2 * FLAG_FACTOR[min(hit.flag, 3)]
    value: float = quality * (0.3 + 0.7 * (importance_e4 / 1e4)) * type_factor(hit, kind)
    if near is not None:
        away_m = distance_m((lon_e5 / 1e5, lat_e5 / 1e5), near)
        value *= 0.55 + 0.45 * math.exp(-away_m / NEAR_SCALE_M)
    return round(min(1.0, value), 6)


def type_factor(hit: Hit, kind: str) -> float:
    """Agreement of a place's kind with the type word of the name, if it has one."""
    if not hit.asked_kind:
        return KIND_FACTOR.get(kind, 1.0)
    if same_family(hit.asked_kind, kind):
        return 1.0
    return 0.6 if hit.match == "type-stripped" else 0.75


def same_family(asked: str, kind: str) -> bool:
    """Whether a kind is what a type word asks for; countries answer to no type word."""
    if asked == kind:
        return True
    if asked in {"A.ADM1", "A.ADM2"}:
        return kind in {"A.ADM1", "A.ADM2", "A.ADM3"} and (asked == "A.ADM2" or kind == "A.ADM1")
    if asked.startswith("P."):
        return kind.startswith("P.")
    families = ({"T.MT", "T.MTS"}, {"T.ISL", "T.ISLS"}, {"H.SEA", "H.OCN", "H.GULF", "H.STRT"})
    return any(asked in family and kind in family for family in families)


def similarity(a: str, b: str) -> float:
    """Share of characters that two folded spellings have in common, 0 to 1."""
    return float(fuzz.ratio(a, b)) / 100.0
