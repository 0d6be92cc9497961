"""The base map of a page: relief, water, valleys, passes, borders and names, as plain data."""

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geomap.maps import ground
from geomap.maps.geometry import DIGITS, paths
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Bounds

_WINDOW = 2.2
_LEAST_WINDOW_DEG = 2.4
_WIDE_DEG = 30.0
_SEATS = frozenset({"P.PPLC", "P.PPLA"})
# the first so many towns are named from so many steps of zoom beyond the window's
_NAMED_FROM = ((12, 0.0), (40, 1.0), (120, 2.0))
# rank of a place of the world, and the zoom from which it is named
_RANK_ZOOM = (2.5, 3.0, 3.5, 4.0, 5.0, 5.5, 6.0, 6.5, 7.0, 7.5, 8.0)
_FAR_RANK = 3
_WATERS = ("H.OCN", "H.SEA", "H.GULF", "H.BAY", "H.STRT")
_LANDS = ("T.MTS", "T.DSRT")


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
    levels = ground.levels(wide, settings)
    return BaseMap(
        levels=levels,
        rivers=rivers(land.rivers) if inside else [],
        valleys=valleys(land.valleys) if inside else [],
        places=_all_places(bounds, wide, levels, settings)
        + (passes(land.passes) if inside else []),
        names=_all_names(wide, levels, settings, near),
        window=wide,
    )


def _gazetteer(settings: Settings) -> Any:
    from geomap.gazetteer import open_gazetteer

    # a map's towns are the same on every machine
    return open_gazetteer(replace(settings, imported=()))


def _meet(a: Bounds, b: Bounds) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def across(bounds: Bounds, query: Any) -> gpd.GeoDataFrame:
    """What a query finds in a window across the antimeridian, at the window's longitudes."""
    found = []
    for turn in (-360.0, 0.0, 360.0):
        part = (max(-180.0, bounds[0] - turn), bounds[1], min(180.0, bounds[2] - turn), bounds[3])
        if part[0] < part[2]:
            frame = query(part)
            found.append(frame.set_geometry(frame.geometry.translate(turn)) if turn else frame)
    return found[0] if len(found) == 1 else pd.concat(found, ignore_index=True)


def _of_countries(divisions: Any, countries: Any, near: Any) -> Any:
    points = shapely.MultiPoint(np.asarray(near, dtype=float))
    codes = countries.loc[countries.geometry.intersects(points), "country"]
    return divisions[divisions["country"].isin(set(codes))]


def _simple(frame: gpd.GeoDataFrame, tolerance_deg: float) -> Any:
    return shapely.simplify(np.asarray(frame.geometry.array, dtype=object), tolerance_deg)


def _at(point: Any) -> dict[str, float]:
    return {"lon": round(point.x, DIGITS), "lat": round(point.y, DIGITS)}


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
            **_at(row.geometry.representative_point()),
            "extent": _extent(row.geometry),
            "axis": next(iter(paths(shapely.from_wkt(row.axis).simplify(0.02))), None),
            "paths": paths(row.geometry.simplify(0.004)),
        }
        for row in frame.itertuples()
    ]


def _all_names(
    wide: Bounds, levels: list[dict[str, Any]], settings: Settings, near: Any
) -> list[dict[str, Any]]:
    """Names of countries and provinces in the window and around it, of seas and ranges."""
    gazetteer = _gazetteer(settings)
    frames = [across(wide, lambda part, n=n: gazetteer.divisions(part, level=n)) for n in (0, 1)]
    if near is not None and max(wide[2] - wide[0], wide[3] - wide[1]) > _WIDE_DEG:
        frames[1] = _of_countries(frames[1], frames[0], near)
    thin = max(wide[2] - wide[0], wide[3] - wide[1]) / 1200
    made = [
        row
        for level, f in enumerate(frames)
        for row in divisions(f, level, wide, tolerance_deg=thin)
    ]
    around = levels[-2]["window"] if len(levels) > 2 else wide
    for name, window, level in (("countries", ground.WORLD, 0), ("regions", around, 1)):
        made += _beyond(name, window, level, settings, wide)
    return made + _natural(settings)


def _beyond(
    layer: str, window: Any, level: int, settings: Settings, wide: Bounds
) -> list[dict[str, Any]]:
    """Names of divisions whose middle lies in a window, but not in the one within."""
    from geomap import terrain

    frame = terrain.layer(layer, settings).within(tuple(window))
    return [
        {"name": str(row.name), "kind": _DIVISION[level], **_at(row.geometry), "extent": row.extent}
        for row in frame.itertuples()
        if not _holds(wide, row.geometry)
    ]


def _holds(bounds: Bounds, point: Any) -> bool:
    return bool(bounds[0] <= point.x <= bounds[2] and bounds[1] <= point.y <= bounds[3])


@cache
def _natural(settings: Settings) -> list[dict[str, Any]]:
    """Names of seas, gulfs, straits, ranges and deserts of the world, as wide as they are."""
    gazetteer = _gazetteer(settings)
    made = []
    for kinds, kind in ((_WATERS, "sea"), (_LANDS, "range")):
        frame = gazetteer.places_within((-180.0, -85.0, 180.0, 85.0), kinds=kinds, limit=400)
        for row in frame[frame["place_id"].str.startswith("geomap:")].itertuples():
            radius_m = gazetteer.place(row.place_id).uncertainty_m
            extent = 2 * radius_m / 111_320 / np.cos(np.radians(row.geometry.y)) / 360 * 256
            made.append(
                {
                    "name": str(row.name),
                    "kind": kind,
                    **_at(row.geometry),
                    "extent": round(extent, 3),
                }
            )
    return made


_DIVISION = ("country", "province")


def divisions(
    frame: gpd.GeoDataFrame, level: int, window: Bounds, *, tolerance_deg: float
) -> list[dict[str, Any]]:
    """Names of countries or provinces, each at a point inside the part that a window shows."""
    shapes = np.asarray(frame.geometry.array, dtype=object)
    cut = shapely.clip_by_rect(shapes, *window)
    clipped = shapely.simplify(cut, tolerance_deg, preserve_topology=False)
    return [
        {"name": str(name), "kind": _DIVISION[level], **_at(_middle(seen)), "extent": _extent(seen)}
        for name, seen in zip(frame["name"], clipped, strict=True)
        if not seen.is_empty
    ]


def _largest(shape: Any) -> Any:
    """The largest part of a shape."""
    return max(shapely.get_parts(shape), key=lambda part: (part.area, part.length), default=shape)


def _middle(shape: Any) -> shapely.Point:
    """A point well inside the largest part of a shape."""
    largest = _largest(shape)
    if largest.geom_type != "Polygon":
        return shapely.Point(shape.representative_point())
    return shapely.Point(shapely.maximum_inscribed_circle(largest, 0.02).coords[0])


def _extent(shape: Any) -> float:
    """Width of its largest part in Web Mercator units of zoom 0: whether its name fits."""
    west, _, east, _ = _largest(shape).bounds
    return float(round((east - west) / 360 * 256, 5))


def _all_places(
    bounds: Bounds, wide: Bounds, levels: list[dict[str, Any]], settings: Settings
) -> list[dict[str, Any]]:
    """Towns of the window, and the larger ones around it and in the world."""
    from geomap import terrain

    gazetteer, known = _gazetteer(settings), terrain.layer("places", settings)
    towns = across(wide, lambda part: gazetteer.places_within(part, limit=700))
    made = places(towns, bounds)
    far = known.within(ground.WORLD, rank=_FAR_RANK)
    around = known.within(tuple(levels[-2]["window"]), rank=8) if len(levels) > 2 else far[:0]
    beyond = pd.concat([around, far], ignore_index=True)
    taken = {(p["name"], round(p["lon"]), round(p["lat"])) for p in made}
    for row in beyond.itertuples():
        key = (str(row.name), round(row.geometry.x), round(row.geometry.y))
        if not _holds(wide, row.geometry) and key not in taken:
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
        **_at(row.geometry),
        "priority": priority,
        "zoom": zoom,
    }


def places(frame: gpd.GeoDataFrame, bounds: Bounds) -> list[dict[str, Any]]:
    """Towns with the zoom from which they are named; larger ones first."""
    span = max(bounds[2] - bounds[0], bounds[3] - bounds[1], 0.5)
    base = float(np.log2(360 / span))
    rows = []
    for order, row in enumerate(frame[frame["kind"] != "P.PPLX"].itertuples()):
        kind, priority = _town(row)
        early = order < _NAMED_FROM[1][0] and row.kind in _SEATS
        later = next((zoom for most, zoom in _NAMED_FROM if order < most), 3.5)
        rows.append(
            {
                "name": str(row.name),
                "kind": kind,
                **_at(row.geometry),
                "priority": priority + max(0, 6 - order // 20),
                "zoom": round(max(3.0, base - 2.5) if early else base + later, 1),
            }
        )
    return rows


def _town(row: Any) -> tuple[str, int]:
    """What a settlement is drawn as, and the priority of its name."""
    if row.kind == "P.PPLC" or row.population >= 100_000:
        return "city", 50
    return ("town", 36) if row.kind in _SEATS or row.population >= 15_000 else ("village", 20)


def passes(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Named passes, as points."""
    named = frame[frame["name"].fillna("") != ""]
    return [
        {"name": str(name), "kind": "pass", **_at(point), "priority": 38, "zoom": 8}
        for name, point in zip(named["name"], named.geometry, strict=True)
    ]
