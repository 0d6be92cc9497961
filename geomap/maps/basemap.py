"""The base map of a page: relief, rivers, valleys, passes, borders and names, as plain data."""

import io
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geomap.maps.geometry import DIGITS, paths
from geomap.maps.page import data_uri
from geomap.settings import OFFLINE, Settings

Bounds = tuple[float, float, float, float]
_PICTURE_QUALITY = 70
_LEAST_RELIEF_DEG = 0.25
_COARSE_DEG = 0.2
_SCREEN_RATIO = 1.7
_WIDE_DEG = 30.0
_LEAST_LAND_DEG2 = 0.5
_SEATS = frozenset({"P.PPLC", "P.PPLA"})
# the first so many towns are named from so many steps of zoom beyond the window's
_NAMED_FROM = ((12, 0.0), (40, 1.0), (120, 2.0))
_WORLD: Bounds = (-180.0, -80.0, 180.0, 80.0)


@dataclass(frozen=True, kw_only=True)
class BaseMap:
    """Data of the base layers; a part that is not known here is None or empty."""

    relief: dict[str, Any] | None = None
    rivers: list[dict[str, Any]] = field(default_factory=list)
    valleys: list[dict[str, Any]] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)
    divisions: list[dict[str, Any]] = field(default_factory=list)
    world: list[list[int]] = field(default_factory=list)
    window: Bounds = _WORLD


def base_map(bounds: Bounds, settings: Settings = OFFLINE, *, near: Any = None) -> BaseMap:
    """Collect the base map of a window from the shipped gazetteer and terrain.

    Parameters
    ----------
    bounds
        West, south, east, north. Outside the shipped elevation there is no relief, and borders
        and places alone make the map.
    settings
        Where the shipped data lies.
    near
        Longitudes and latitudes of a story, shape (n, 2). In a window of more than 30 degrees
        only countries in which some lie are shown with their divisions.
    """
    from geomap import terrain
    from geomap.gazetteer import open_gazetteer

    # a map's towns are the same on every machine
    gazetteer = open_gazetteer(replace(settings, imported=()))
    land = terrain.load(settings)
    wide = widen(bounds)
    frames = [gazetteer.divisions(wide, level=level) for level in (0, 1)]
    if near is not None and max(wide[2] - wide[0], wide[3] - wide[1]) > _WIDE_DEG:
        frames[1] = _of_countries(frames[1], frames[0], near)
    west, south, east, north = _common(wide, land.elevation.bounds)
    inside = west < east and south < north
    return BaseMap(
        relief=relief(settings, widen(bounds, factor=2.5)) if inside else None,
        rivers=rivers(land.rivers) if inside else [],
        valleys=valleys(land.valleys) if inside else [],
        places=places(gazetteer.places_within(wide, limit=700), bounds)
        + (passes(land.passes) if inside else []),
        divisions=[row for level, f in enumerate(frames) for row in divisions(f, level, wide)],
        world=world(settings),
        window=wide,
    )


def widen(bounds: Bounds, *, factor: float = 1.2, least_deg: float = 1.0) -> Bounds:
    """A window around another, so that there is land to pan over; kept within the world."""
    west, south, east, north = bounds
    half_x = max((east - west) / 2 * (1 + factor), least_deg)
    half_y = max((north - south) / 2 * (1 + factor), least_deg)
    half_x, half_y = max(half_x, half_y * _SCREEN_RATIO), max(half_y, half_x / _SCREEN_RATIO)
    x, y = (west + east) / 2, (south + north) / 2
    return (
        max(_WORLD[0], x - half_x), max(_WORLD[1], y - half_y),
        min(_WORLD[2], x + half_x), min(_WORLD[3], y + half_y),
    )  # fmt: skip


def _of_countries(divisions: Any, countries: Any, near: Any) -> Any:
    points = shapely.MultiPoint(np.asarray(near, dtype=float))
    codes = countries.loc[countries.geometry.intersects(points), "country"]
    return divisions[divisions["country"].isin(set(codes))]


@cache
def relief(settings: Settings, window: Bounds) -> dict[str, Any]:
    """Shaded relief of a window for light and dark pages, as pictures with their bounds.

    The window is widened to whole quarters of a degree, so that maps of one region share it.
    """
    from geomap import terrain

    grid = _cropped(terrain.load(settings).elevation, window)
    fine = 2 if grid.values.size < 200_000 else 1
    return {
        "image": _picture(terrain.hill_shade(grid, palette="light", scale=fine)),
        "dark": _picture(terrain.hill_shade(grid, palette="dark", scale=1)),
        "bounds": list(grid.bounds),
    }


def _common(a: Bounds, b: Bounds) -> Bounds:
    """The window that two windows share; its ends are crossed where they share none."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _cropped(grid: Any, window: Bounds) -> Any:
    west, south, east, north = (round(edge * 4) / 4 for edge in window)
    shared = _common((west, south, east, north), grid.bounds)
    small = min(shared[2] - shared[0], shared[3] - shared[1]) < _LEAST_RELIEF_DEG
    return grid if small else grid.window(shared)


def _picture(pixels: "np.ndarray[Any, Any]") -> str:
    from PIL import Image

    kept = io.BytesIO()
    picture = Image.fromarray(_feathered(pixels), "RGBA")
    picture.save(kept, format="WEBP", quality=_PICTURE_QUALITY, method=4, exact=True)
    return data_uri("webp", kept.getvalue())


def _feathered(pixels: "np.ndarray[Any, Any]", *, share: float = 0.06) -> "np.ndarray[Any, Any]":
    """Fade the edges of a picture, so that the end of the data does not read as a border."""
    fades = [
        np.clip(np.minimum(np.arange(n) + 1, n - np.arange(n)) / (share * n), 0, 1)
        for n in pixels.shape[:2]
    ]
    faded = pixels.copy()
    faded[..., 3] = np.rint(pixels[..., 3] * fades[0][:, None] * fades[1][None, :])
    return faded


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


def divisions(frame: gpd.GeoDataFrame, level: int, window: Bounds) -> list[dict[str, Any]]:
    """Countries or provinces clipped to a window, each with a point inside for its name."""
    span = max(window[2] - window[0], window[3] - window[1])
    shapes = _simple(frame, span / 2500)
    clipped = zip(frame["name"], shapes, shapely.clip_by_rect(shapes, *window), strict=True)
    return [
        {
            "name": str(name),
            "level": level,
            **_at(_middle(seen)),
            "extent": _extent(seen),
            "paths": paths(shapely.clip_by_rect(shape.boundary, *window)),
            "land": [] if level else paths(seen),
        }
        for name, shape, seen in clipped
        if not seen.is_empty
    ]


@cache
def world(settings: Settings) -> list[list[int]]:
    """Every country, coarsely, so that the map has land and sea beyond its window."""
    from geomap.gazetteer import open_gazetteer

    gazetteer = open_gazetteer(replace(settings, imported=()))
    frame = gazetteer.divisions((-180.0, -90.0, 180.0, 90.0), level=0)
    parts = shapely.get_parts(_simple(frame, _COARSE_DEG))
    large = (p for p in parts if p.geom_type == "Polygon" and p.area > _LEAST_LAND_DEG2)
    return [ring for part in large for ring in paths(part, digits=1)]


def _middle(shape: Any) -> shapely.Point:
    """A point well inside the largest part of a shape."""
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    if not parts:
        return shapely.Point(shape.representative_point())
    largest = max(parts, key=lambda part: part.area)
    return shapely.Point(shapely.maximum_inscribed_circle(largest, 0.02).coords[0])


def _extent(shape: Any) -> float:
    """Width of a shape in Web Mercator units of zoom 0, for judging whether its name fits."""
    west, _, east, _ = shape.bounds
    return float(round((east - west) / 360 * 256, 5))


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
                "zoom": round(0.0 if early else base + later, 1),
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
