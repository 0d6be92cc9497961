"""The base map of a page: relief, water, valleys, passes, borders and names, as plain data."""

from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geomap.maps import ground, naming
from geomap.maps.geometry import paths
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Bounds

_WINDOW = 2.2
_LEAST_WINDOW_DEG = 2.4
_SEATS = frozenset({"P.PPLC", "P.PPLA"})
_EARLY_SEATS, _LAST_ZOOM = 40, 14.0
# a town is named from the zoom at which so many pixels part it from any more important one
_APART_PX = {"city": 70.0, "town": 100.0, "village": 130.0}
# rank of a place of the world, and the zoom from which it is named
_RANK_ZOOM = (2.5, 3.0, 3.5, 4.0, 5.0, 5.5, 6.0, 6.5, 7.0, 7.5, 8.0)
_FAR_RANK = 3


@dataclass(frozen=True, kw_only=True)
class BaseMap:
    """Data of the base layers; a part that is not known here is empty.

    `levels` are those of `geomap.maps.ground`, the coarsest first; the last is the window's own.
    `names` are of countries, provinces, seas and ranges.
    """

    levels: list[dict[str, Any]] = field(default_factory=list)
    rivers: list[dict[str, Any]] = field(default_factory=list)
    valleys: list[dict[str, Any]] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)
    names: list[dict[str, Any]] = field(default_factory=list)
    window: Bounds = ground.WORLD


def base_map(bounds: Bounds, settings: Settings = OFFLINE, *, near: Any = None) -> BaseMap:
    """Collect the base map of a window from the shipped gazetteer and terrain.

    Parameters
    ----------
    bounds
        West, south, east, north. Longitudes may leave -180..180 by one turn.
    settings
        Where the shipped data lies.
    near
        Longitudes and latitudes of a story, shape (n, 2). In a window of more than 30 degrees
        only countries in which some lie are shown with their divisions.
    """
    from geomap import terrain

    land = terrain.load(settings)
    wide = ground.widened(bounds, factor=_WINDOW, least_deg=_LEAST_WINDOW_DEG)
    inside = _meet(wide, land.elevation.bounds)
    view = ground.widened(bounds, factor=1.0, least_deg=_LEAST_WINDOW_DEG / 2)
    levels = ground.levels(wide, settings)
    around = levels[-2]["window"] if len(levels) > 2 else wide
    return BaseMap(
        levels=levels,
        rivers=rivers(land.rivers) if inside else [],
        valleys=valleys(land.valleys) if inside else [],
        places=_all_places(bounds, wide, levels, settings)
        + (passes(land.passes) if inside else []),
        names=naming.names(wide, settings, view=view, around=around, near=near),
        window=wide,
    )


def _meet(a: Bounds, b: Bounds) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _simple(frame: gpd.GeoDataFrame, tolerance_deg: float) -> Any:
    return shapely.simplify(np.asarray(frame.geometry.array, dtype=object), tolerance_deg)


def rivers(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Rivers as lines, the wider the more land they drain; small ones are left out."""
    kept = frame[frame["upstream_km2"] >= 150]
    widths = np.clip(kept["upstream_km2"] / 1500, 0.0, 1.0) ** 0.5 * 2 + 0.6
    return [
        {"name": str(name or ""), "width": round(float(width), 2), "paths": paths(shape)}
        for name, width, shape in zip(kept["name"], widths, _simple(kept, 0.002), strict=True)
    ]


def valleys(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Valleys as areas with the axis that their name runs along."""
    return [
        {
            "name": str(row.name),
            **naming.spot(row.geometry.representative_point()),
            "extent": naming.extent(row.geometry),
            "axis": next(iter(paths(shapely.from_wkt(row.axis).simplify(0.02))), None),
            "paths": paths(row.geometry.simplify(0.004)),
        }
        for row in frame.itertuples()
    ]


def _all_places(
    bounds: Bounds, wide: Bounds, levels: list[dict[str, Any]], settings: Settings
) -> list[dict[str, Any]]:
    """Towns of the window, and the larger ones around it and in the world."""
    from geomap import terrain

    gazetteer, known = naming.gazetteer(settings), terrain.layer("places", settings)
    towns = naming.across(wide, lambda part: gazetteer.places_within(part, limit=700))
    made = places(towns, bounds)
    far = known.within(ground.WORLD, rank=_FAR_RANK)
    around = known.within(tuple(levels[-2]["window"]), rank=8) if len(levels) > 2 else far[:0]
    beyond = pd.concat([around, far], ignore_index=True)
    taken = {(p["name"], round(p["lon"]), round(p["lat"])) for p in made}
    for row in beyond.itertuples():
        key = (str(row.name), round(row.geometry.x), round(row.geometry.y))
        if not naming.holds(wide, row.geometry) and key not in taken:
            taken.add(key)
            made.append(_afar(row))
    return made


def _afar(row: Any) -> dict[str, Any]:
    kind, priority = ("city", 30) if row.rank <= _FAR_RANK or row.capital else ("town", 20)
    zoom = _RANK_ZOOM[row.rank] - 0.5 * bool(row.capital)
    priority += 10 - row.rank
    return {
        "name": str(row.name),
        "kind": kind,
        **naming.spot(row.geometry),
        "priority": priority,
        "zoom": zoom,
    }


def places(frame: gpd.GeoDataFrame, bounds: Bounds) -> list[dict[str, Any]]:
    """Towns with the zoom from which they are named: as soon as there is room around them."""
    span = max(bounds[2] - bounds[0], bounds[3] - bounds[1], 0.5)
    base = float(np.log2(360 / span))
    frame = frame[frame["kind"] != "P.PPLX"]
    kinds = [_town(row) for row in frame.itertuples()]
    apart = np.array([_APART_PX[kind] for kind, _ in kinds]) / _room(frame.geometry)
    rows = []
    for order, (row, (kind, priority)) in enumerate(zip(frame.itertuples(), kinds, strict=True)):
        seat = row.kind in _SEATS and order < _EARLY_SEATS
        zoom = max(3.0, base - 2.5) if seat else max(base, float(np.log2(apart[order])))
        rows.append(
            {
                "name": str(row.name),
                "kind": kind,
                **naming.spot(row.geometry),
                "priority": priority + max(0, 6 - order // 20),
                "zoom": round(min(zoom, _LAST_ZOOM), 1),
            }
        )
    return rows


def _room(points: gpd.GeoSeries) -> Any:
    """How far each point lies from any before it, in Web Mercator units of zoom 0."""
    north = np.radians(points.y.to_numpy())
    x, y = points.x.to_numpy() * 256 / 360, np.arcsinh(np.tan(north)) * 128 / np.pi
    off = np.hypot(x[:, None] - x, y[:, None] - y)
    off[np.triu_indices(len(off))] = np.inf
    return np.clip(off.min(axis=1, initial=np.inf), 1e-9, 1e3)


def _town(row: Any) -> tuple[str, int]:
    """What a settlement is drawn as, and the priority of its name."""
    if row.kind == "P.PPLC" or row.population >= 100_000:
        return "city", 50
    return ("town", 36) if row.kind in _SEATS or row.population >= 15_000 else ("village", 20)


def passes(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Named passes, as points."""
    named = frame[frame["name"].fillna("") != ""]
    return [
        {"name": str(name), "kind": "pass", **naming.spot(point), "priority": 38, "zoom": 8}
        for name, point in zip(named["name"], named.geometry, strict=True)
    ]
