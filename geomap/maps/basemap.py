"""The base map of a page: relief, rivers, valleys, passes, borders and names, as plain data."""

import base64
import io
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geomap.maps.geometry import paths
from geomap.settings import OFFLINE, Settings

Bounds = tuple[float, float, float, float]
DIGITS = 4
_PICTURE_QUALITY = 70
_LEAST_RELIEF_DEG = 0.25
_COARSE_DEG = 0.2
_SCREEN_RATIO = 1.7
_WIDE_DEG = 30.0
_LEAST_LAND_DEG2 = 0.5
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
    window: Bounds = (-180.0, -80.0, 180.0, 80.0)


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
    inside = _overlap(wide, land.elevation.bounds) > 0
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


def _overlap(a: Bounds, b: Bounds) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, wide) * max(0.0, high)


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


def _cropped(grid: Any, window: Bounds) -> Any:
    edges = [round(edge * 4) / 4 for edge in window]
    low = [max(a, b) for a, b in zip(edges[:2], grid.bounds[:2], strict=True)]
    high = [min(a, b) for a, b in zip(edges[2:], grid.bounds[2:], strict=True)]
    if high[0] - low[0] < _LEAST_RELIEF_DEG or high[1] - low[1] < _LEAST_RELIEF_DEG:
        return grid
    return grid.window((*low, *high))


def _picture(pixels: "np.ndarray[Any, Any]") -> str:
    from PIL import Image

    kept = io.BytesIO()
    picture = Image.fromarray(_feathered(pixels), "RGBA")
    picture.save(kept, format="WEBP", quality=_PICTURE_QUALITY, method=4, exact=True)
    return "data:image/webp;base64," + base64.b64encode(kept.getvalue()).decode("ascii")


def _feathered(pixels: "np.ndarray[Any, Any]", *, share: float = 0.06) -> "np.ndarray[Any, Any]":
    """Fade the edges of a picture, so that the end of the data does not read as a border."""
    fades = [
        np.clip(np.minimum(np.arange(n) + 1, n - np.arange(n)) / (share * n), 0, 1)
        for n in pixels.shape[:2]
    ]
    faded = pixels.copy()
    faded[..., 3] = np.rint(pixels[..., 3] * fades[0][:, None] * fades[1][None, :])
    return faded


def rivers(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Rivers as lines, the wider the more land they drain; small ones are left out."""
    kept = frame[frame["upstream_km2"] >= 150]
    shapes = shapely.simplify(np.asarray(kept.geometry.array, dtype=object), 0.002)
    return [
        {
            "name": str(row.name or ""),
            "width": round(float(np.clip(row.upstream_km2 / 1500, 0.0, 1.0) ** 0.5 * 2 + 0.6), 2),
            "paths": paths(shape, digits=DIGITS),
        }
        for row, shape in zip(
            kept[["name", "upstream_km2"]].itertuples(index=False), shapes, strict=True
        )
    ]


def valleys(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Valleys as areas with the axis that their name runs along."""
    rows = []
    for row in frame.itertuples():
        inner = row.geometry.representative_point()
        axis = shapely.from_wkt(row.axis).simplify(0.02)
        rows.append(
            {
                "name": str(row.name),
                "lon": round(inner.x, DIGITS),
                "lat": round(inner.y, DIGITS),
                "extent": _extent(row.geometry),
                "axis": next(iter(paths(axis, digits=DIGITS)), None),
                "paths": paths(row.geometry.simplify(0.004), digits=DIGITS),
            }
        )
    return rows


def divisions(frame: gpd.GeoDataFrame, level: int, window: Bounds) -> list[dict[str, Any]]:
    """Countries or provinces clipped to a window, each with a point inside for its name."""
    span = max(window[2] - window[0], window[3] - window[1])
    shapes = shapely.simplify(np.asarray(frame.geometry.array, dtype=object), span / 2500)
    rows = []
    for name, shape in zip(frame["name"], shapes, strict=True):
        seen = shapely.clip_by_rect(shape, *window)
        if seen.is_empty:
            continue
        edge = shapely.clip_by_rect(shape.boundary, *window)
        inner = _middle(seen)
        rows.append(
            {
                "name": str(name),
                "level": level,
                "lon": round(inner.x, DIGITS),
                "lat": round(inner.y, DIGITS),
                "extent": _extent(seen),
                "paths": paths(edge, digits=DIGITS),
                "land": [] if level else paths(seen, digits=DIGITS),
            }
        )
    return rows


@cache
def world(settings: Settings) -> list[list[int]]:
    """Every country, coarsely, so that the map has land and sea beyond its window."""
    from geomap.gazetteer import open_gazetteer

    frame = open_gazetteer(replace(settings, imported=())).divisions(
        (-180.0, -90.0, 180.0, 90.0), level=0
    )
    shapes = shapely.simplify(np.asarray(frame.geometry.array, dtype=object), _COARSE_DEG)
    large = [
        part
        for shape in shapes
        for part in shapely.get_parts(shape)
        if part.geom_type == "Polygon" and part.area > _LEAST_LAND_DEG2
    ]
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
    rows = []
    span = max(bounds[2] - bounds[0], bounds[3] - bounds[1], 0.5)
    base = float(np.log2(360 / span))
    for order, row in enumerate(frame[frame["kind"] != "P.PPLX"].itertuples()):
        seat = row.kind in {"P.PPLC", "P.PPLA"}
        kind = (
            "city"
            if row.kind == "P.PPLC" or row.population >= 100_000
            else "town"
            if seat or row.population >= 15_000
            else "village"
        )
        later = 0.0 if order < 12 else 1.0 if order < 40 else 2.0 if order < 120 else 3.5
        rows.append(
            {
                "name": str(row.name),
                "kind": kind,
                "lon": round(row.geometry.x, DIGITS),
                "lat": round(row.geometry.y, DIGITS),
                "priority": {"city": 50, "town": 36, "village": 20}[kind] + max(0, 6 - order // 20),
                "zoom": round(0.0 if seat and order < 40 else base + later, 1),
            }
        )
    return rows


def passes(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Named passes, as points."""
    named = frame[frame["name"].fillna("") != ""]
    return [
        {
            "name": str(row.name),
            "kind": "pass",
            "lon": round(row.geometry.x, DIGITS),
            "lat": round(row.geometry.y, DIGITS),
            "priority": 38,
            "zoom": 8,
        }
        for row in named[["name", "geometry"]].itertuples(index=False)
    ]
