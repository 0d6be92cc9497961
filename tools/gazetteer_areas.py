"""Join Natural Earth's areas to GeoNames divisions and simplify them as one coverage.

Which division a polygon is, is decided by evidence rather than by its label, because labels and
ids of the source are often shuffled between neighbours: the settlements that lie inside it, its
GeoNames id, and its names each speak for a division, and the settlements weigh most.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import shapely
from gazetteer_sources import Division, cities, divisions
from rapidfuzz import fuzz
from shapely.geometry import shape

from geomap.gazetteer.names import fold, strip_type

GRID_DEG = 2.0**-13
TOLERANCE_DEG = 0.004
COUNTRY_TOLERANCE_DEG = 0.008
AGREEMENT = 85
DAMPING = 1.5
LEAST_EVIDENCE = 0.4
_DIRECTION_WORDS = (
    "central north northern south southern east eastern west western northeast northwest "
    "southeast southwest upper lower capital coastal"
)
DIRECTIONS = frozenset(_DIRECTION_WORDS.split())


@dataclass(frozen=True, kw_only=True)
class Area:
    """A source polygon, the division that it is (if any) and the country that it lies in."""

    properties: dict[str, Any]
    geometry: shapely.Geometry
    division: Division | None
    admin1: Division | None
    country: str


def simplified(geometries: Any, tolerance_deg: float = TOLERANCE_DEG) -> Any:
    """Simplify polygons so that shared borders stay shared, on a dyadic grid of about 14 m.

    Vertices are moved to the grid first and only dropped afterwards, so neighbours keep the
    same vertices; the grid's short binary fractions make the stored WKB compress well.
    """
    snapped = shapely.transform(geometries, lambda xy: np.round(xy / GRID_DEG) * GRID_DEG)
    thin = shapely.coverage_simplify(snapped, tolerance_deg)
    broken = ~shapely.is_valid(thin)
    thin[broken] = [_polygonal(g) for g in shapely.make_valid(thin[broken])]
    return thin


def _polygonal(geometry: shapely.Geometry) -> shapely.Geometry:
    parts = [p for p in shapely.get_parts(geometry, return_index=False) if p.area > 0]
    flat = [q for p in parts for q in shapely.get_parts(p) if q.geom_type == "Polygon"]
    return shapely.multipolygons(flat) if len(flat) != 1 else flat[0]


def joined(features: list[dict[str, Any]]) -> list[Area]:
    """Every feature with its division; each division is given to at most one feature."""
    shapes = np.array([shape(f["geometry"]) for f in features], dtype=object)
    inside = _settlements_inside(shapes)
    thin = simplified(shapes)
    proposals = []
    for row, feature in enumerate(features):
        for key, score in _scores(feature["properties"], inside[row]).items():
            proposals.append((score, feature["properties"]["adm1_code"], row, key))
    taken: dict[int, int] = {}
    given: set[int] = set()
    for score, _, row, key in sorted(proposals, key=lambda p: (-p[0], p[1], p[3])):
        if row not in taken and key not in given and score >= LEAST_EVIDENCE:
            taken[row] = key
            given.add(key)
    return [
        _area(feature["properties"], thin[row], taken.get(row), inside[row])
        for row, feature in enumerate(features)
    ]


def _area(properties: dict[str, Any], geometry: Any, key: int | None, inside: Counter[int]) -> Area:
    known = divisions()
    division = known[key] if key else None
    top = _ancestor(division, 1) if division else _majority(inside, 1)
    if top is None:
        top = _by_code().get(properties.get("gn_a1_code") or "")
    country = top.country if top else str(properties.get("iso_a2") or "")
    return Area(
        properties=properties,
        geometry=geometry,
        division=division,
        admin1=top,
        country=country if country.isalpha() and len(country) == 2 else "",
    )


def _ancestor(division: Division | None, level: int) -> Division | None:
    while division and division.level > level:
        division = divisions()[division.parent] if division.parent else None
    return division if division and division.level == level else None


def _majority(inside: Counter[int], level: int) -> Division | None:
    """The division of a level that holds at least 60 % of the settlements inside a polygon."""
    known = divisions()
    votes = [(n, -key) for key, n in inside.items() if known[key].level == level]
    most, key = max(votes, default=(0, 0))
    return known[-key] if most and most >= 0.6 * sum(n for n, _ in votes) else None


def _settlements_inside(shapes: Any) -> list[Counter[int]]:
    """For each polygon, how many settlements of each division lie inside it."""
    listed = cities()
    points = shapely.points([[c.lon, c.lat] for c in listed])
    tree = shapely.STRtree(points)
    found: list[Counter[int]] = [Counter() for _ in shapes]
    polygon_rows, city_rows = tree.query(shapes, predicate="contains")
    for polygon_row, city_row in zip(polygon_rows, city_rows, strict=True):
        found[polygon_row].update(listed[city_row].divisions)
    return found


@cache
def _totals() -> Counter[int]:
    return Counter(key for city in cities() for key in city.divisions)


@cache
def _by_geonames_id() -> dict[str, Division]:
    return {d.geonames_id: d for d in divisions().values() if d.geonames_id}


@cache
def _by_code() -> dict[str, Division]:
    return {d.code: d for d in divisions().values() if d.level == 1 and d.code}


def _scores(properties: dict[str, Any], inside: Counter[int]) -> dict[int, float]:
    """Evidence for each division: overlap of settlements (to 1), id and names (.35 each).

    The overlap is the share of settlements in common, damped where few settlements speak.
    """
    totals = _totals()
    known = divisions()
    overlap: dict[int, float] = {
        key: n / (n + DAMPING) * n / (_of_level(inside, known[key].level) + totals[key] - n)
        for key, n in inside.items()
    }
    labelled = _by_geonames_id().get(str(properties.get("gn_id")))
    if labelled:
        overlap.setdefault(labelled.key, 0.0)
    scores = {}
    for key, share in overlap.items():
        names = {bare(n) for n in (known[key].name, *known[key].aliases)}
        score = share + 0.35 * (labelled is not None and labelled.key == key)
        score += 0.35 * _named_alike(properties, names)
        score += 0.05 * (known[key].level == 1)
        scores[key] = score
    return scores


def _of_level(inside: Counter[int], level: int) -> int:
    return sum(n for key, n in inside.items() if divisions()[key].level == level)


def _named_alike(properties: dict[str, Any], names: set[str]) -> bool:
    labels = {
        bare(str(properties.get(k) or ""))
        for k in ("name", "name_en", "gn_name", "gns_name", "woe_name")
    } - {""}
    return any(fuzz.ratio(a, b) >= AGREEMENT for a in labels for b in names)


def bare(name: str) -> str:
    """Folded name without its type word ("Wilayat-e Takhar" and "Takhar, Wilayat-e": takhar)."""
    if ", " in name:
        head, tail = name.split(", ", 1)
        name = f"{tail} {head}"
    stripped = strip_type(name)
    if stripped and stripped[1].startswith("A.") and stripped[0] not in DIRECTIONS:
        return stripped[0]
    return fold(name)


def dissolved(areas: list[Area], key: Any) -> dict[Any, shapely.Geometry]:
    """Union of the areas that share a key; areas whose key is empty are left out."""
    groups: dict[Any, list[shapely.Geometry]] = defaultdict(list)
    for area in areas:
        if key(area):
            groups[key(area)].append(area.geometry)
    return {k: _union(v) for k, v in sorted(groups.items())}


def _union(geometries: list[shapely.Geometry]) -> shapely.Geometry:
    if len(geometries) == 1:
        return geometries[0]
    return shapely.union_all(np.array(geometries, dtype=object))
