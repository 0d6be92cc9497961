"""Passes of the shipped terrain: saddles of the valleys' divides, and names where they agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyproj import Geod
from shapely import Point
from terrain_layers import feature

from geomap.terrain import Drainage, Elevation, Valley, passes

DROP_M = 200.0
WITHIN_M = 5_000.0
HEIGHT_WITHIN_M = 150.0
GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, kw_only=True)
class KnownPass:
    """What is known of a pass: about where it lies, how high, and between which rivers."""

    name: str
    lon: float
    lat: float
    height_m: float
    sides: frozenset[str]


_SOURCE = "the project's estimate of its position, good to 5 km, and height"
PASSES = (
    KnownPass(
        name="Anjuman Pass",
        lon=70.38,
        lat=35.95,
        height_m=4430,
        sides=frozenset({"Panjshir", "Kokcha"}),
    ),
    KnownPass(
        name="Khawak Pass",
        lon=69.80,
        lat=35.66,
        height_m=3850,
        sides=frozenset({"Panjshir", "Andarab"}),
    ),
    KnownPass(
        name="Salang Pass",
        lon=69.04,
        lat=35.31,
        height_m=3880,
        sides=frozenset({"Salang", "Andarab"}),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Saddle:
    """A saddle on the divide of one valley or of two, and the rivers on either side."""

    point: Point
    elevation_m: float
    drop_m: float
    valleys: tuple[str, ...]
    sides: tuple[str, ...]


def pass_features(
    grid: Elevation,
    valleys: Mapping[str, Valley],
    *,
    water: Drainage,
    stems: Mapping[str, list[int]],
) -> list[dict[str, Any]]:
    """Every saddle, deepest first; one on a shared divide is listed once, with both valleys."""
    saddles = _saddles(grid, valleys, water=water, stems=stems)
    names = _names(saddles)
    return [
        feature(
            saddle.point,
            pass_id=f"geomap:pass-{saddle.point.x:.3f}-{saddle.point.y:.3f}",
            name=names.get(number, ("", ""))[0],
            elevation_m=round(saddle.elevation_m),
            drop_m=round(saddle.drop_m),
            valleys="; ".join(saddle.valleys),
            rivers="; ".join(saddle.sides),
            name_source=names.get(number, ("", ""))[1],
        )
        for number, saddle in enumerate(saddles)
    ]


def _saddles(
    grid: Elevation,
    valleys: Mapping[str, Valley],
    *,
    water: Drainage,
    stems: Mapping[str, list[int]],
) -> list[Saddle]:
    rivers = {cell: name for name, cells in sorted(stems.items()) for cell in cells}
    merged: dict[Point, Saddle] = {}
    for name, found in sorted(valleys.items()):
        for row in passes(grid, found, min_drop_m=DROP_M).itertuples():
            here = grid.cell(row.geometry.x, row.geometry.y)
            known = merged.get(row.geometry)
            merged[row.geometry] = Saddle(
                point=row.geometry,
                elevation_m=row.elevation_m,
                drop_m=min(row.drop_m, known.drop_m) if known else row.drop_m,
                valleys=(*(known.valleys if known else ()), name),
                sides=_sides(found, here, row.bearing_deg, water=water, rivers=rivers),
            )
    return sorted(merged.values(), key=lambda s: (-s.drop_m, s.point.x, s.point.y))


def _sides(
    found: Valley,
    here: tuple[int, int],
    bearing_deg: float,
    *,
    water: Drainage,
    rivers: Mapping[int, str],
) -> tuple[str, ...]:
    """Named rivers that water reaches first from either side of a saddle."""
    out = {0: (-1, 0), 90: (0, 1), 180: (1, 0), 270: (0, -1)}[round(bearing_deg) % 360]
    turn = 1 if found.mask[here] else -1
    beyond = here[0] + turn * out[0], here[1] + turn * out[1]
    columns = found.mask.shape[1]
    reached = set()
    for row, column in (here, beyond):
        path = water.stem_down(row * columns + column)
        reached.add(next((rivers[cell] for cell in path if cell in rivers), ""))
    return tuple(sorted(reached - {""}))


def _names(saddles: list[Saddle]) -> dict[int, tuple[str, str]]:
    """A name goes to the nearest saddle between its rivers; see the decision record."""
    names = {}
    for known in PASSES:
        between = [n for n, s in enumerate(saddles) if set(s.sides) == known.sides]
        away = {n: _away_m(saddles[n], known) for n in between}
        near = sorted((n for n in between if away[n] <= WITHIN_M), key=away.__getitem__)
        lowest = sorted(between, key=lambda n: saddles[n].elevation_m)[:1]
        alike = [
            n for n in lowest if abs(saddles[n].elevation_m - known.height_m) <= HEIGHT_WITHIN_M
        ]
        if not (chosen := (near or alike)[:1]):
            print(f"  pass {known.name}: no saddle agrees; left unnamed")
            continue
        why = "nearest saddle" if near else "lowest saddle, which agrees in height,"
        km, between_rivers = away[chosen[0]] / 1000, " and ".join(sorted(known.sides))
        names[chosen[0]] = (
            known.name,
            f"{why} between the {between_rivers} rivers; {km:.1f} km from {_SOURCE}",
        )
    return names


def _away_m(saddle: Saddle, known: KnownPass) -> float:
    return float(GEOD.inv(saddle.point.x, saddle.point.y, known.lon, known.lat)[2])
