"""Names on the base map: of countries, provinces, seas and ranges, each where it can be read."""

from dataclasses import replace
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geomap.maps.geometry import DIGITS
from geomap.maps.ground import WORLD
from geomap.model import Place
from geomap.settings import Settings
from geomap.terrain import Bounds

_WIDE_DEG = 30.0
_DIVISION = (("country", "countries"), ("province", "regions"))
_WATERS = ("H.OCN", "H.SEA", "H.GULF", "H.BAY", "H.STRT")
_LANDS = ("T.MTS", "T.DSRT")
_LEAST_SEEN, _FINE = 0.12, 1 / 1200


def names(
    wide: Bounds, settings: Settings, *, view: Bounds, around: Bounds, near: Any = None
) -> list[dict[str, Any]]:
    """Names of countries, provinces, seas and ranges: in a window, in one around it, in the world.

    What fills some of the first view, `view`, has its name there. For `near` see `base_map`.
    """
    known = gazetteer(settings)
    frames = [across(wide, lambda part, n=n: known.divisions(part, level=n)) for n in (0, 1)]
    if near is not None and _span(wide) > _WIDE_DEG:
        frames[1] = _of_countries(frames[1], frames[0], near)
    made = []
    for level, (frame, window) in enumerate(zip(frames, (WORLD, around), strict=True)):
        made += divisions(frame, level, wide, view=view, tolerance_deg=_span(wide) * _FINE)
        made += _beyond(frame, level, window, settings, wide)
    return made + [
        _natural(place, row, (view, wide), settings) for place, row in _naturals(settings)
    ]


def gazetteer(settings: Settings) -> Any:
    """The shipped gazetteer: a map's towns are the same on every machine."""
    from geomap.gazetteer import open_gazetteer

    return open_gazetteer(replace(settings, imported=()))


def across(bounds: Bounds, query: Any) -> gpd.GeoDataFrame:
    """What a query finds in a window across the antimeridian, at the window's longitudes."""
    found = []
    for turn in (-360.0, 0.0, 360.0):
        part = (max(-180.0, bounds[0] - turn), bounds[1], min(180.0, bounds[2] - turn), bounds[3])
        if part[0] < part[2]:
            frame = query(part)
            found.append(frame.set_geometry(frame.geometry.translate(turn)) if turn else frame)
    return found[0] if len(found) == 1 else pd.concat(found, ignore_index=True)


def holds(bounds: Bounds, point: Any) -> bool:
    """Whether a point lies in a window."""
    return bool(bounds[0] <= point.x <= bounds[2] and bounds[1] <= point.y <= bounds[3])


def spot(point: Any) -> dict[str, float]:
    """A point as the page has it."""
    return {"lon": round(point.x, DIGITS), "lat": round(point.y, DIGITS)}


def divisions(
    frame: gpd.GeoDataFrame, level: int, window: Bounds, *, view: Bounds, tolerance_deg: float
) -> list[dict[str, Any]]:
    """Names of countries or provinces, each at a point inside the part that a window shows."""
    shapes = np.asarray(frame.geometry.array, dtype=object)
    cut = shapely.clip_by_rect(shapes, *window)
    thin = shapely.simplify(cut, tolerance_deg, preserve_topology=False)
    clipped = np.where(shapely.is_empty(thin), cut, thin)  # the smallest have their names too
    parts: dict[tuple[str, str], list[Any]] = {}  # of those across the antimeridian there are two
    for key, name, seen in zip(frame["place_id"], frame["name"], clipped, strict=True):
        if not seen.is_empty:
            parts.setdefault((key, str(name)), []).append(seen)
    return [
        {"name": name, "kind": _DIVISION[level][0], **_placed(shapely.union_all(seen), view)}
        for (_, name), seen in parts.items()
    ]


def extent(shape: Any) -> float:
    """Width of its largest part in Web Mercator units of zoom 0: whether its name fits."""
    west, _, east, _ = _largest(shape).bounds
    return float(round((east - west) / 360 * 256, 5))


def _span(bounds: Bounds) -> float:
    return max(bounds[2] - bounds[0], bounds[3] - bounds[1])


def _placed(shape: Any, view: Bounds) -> dict[str, float]:
    middle, part = _middle(shape), shapely.clip_by_rect(shape, *view)
    if not holds(view, middle) and part.area > _LEAST_SEEN * shapely.box(*view).area:
        middle = _middle(part)
    return {**spot(middle), "extent": extent(shape)}


def _of_countries(divisions: Any, countries: Any, near: Any) -> Any:
    points = shapely.MultiPoint(np.asarray(near, dtype=float))
    codes = countries.loc[countries.geometry.intersects(points), "country"]
    return divisions[divisions["country"].isin(set(codes))]


def _beyond(
    named: gpd.GeoDataFrame, level: int, window: Bounds, settings: Settings, wide: Bounds
) -> list[dict[str, Any]]:
    """Names of divisions whose middle lies in a window, but not in the one within.

    `named` are those that have a name there already.
    """
    from geomap import terrain

    kind, layer = _DIVISION[level]
    frame = terrain.layer(layer, settings).within(window)
    inside = gpd.sjoin(frame, named[["name", "geometry"]], predicate="within")
    twice = set(inside.index[inside["name_left"] == inside["name_right"]])
    return [
        {"name": str(row.name), "kind": kind, **spot(row.geometry), "extent": row.extent}
        for row in frame.itertuples()
        if row.Index not in twice and not holds(wide, row.geometry)
    ]


@cache
def _naturals(settings: Settings) -> list[tuple[Place, dict[str, Any]]]:
    """Seas, gulfs, straits, ranges and deserts of the world, each with its name there."""
    known, made = gazetteer(settings), []
    for kinds, kind in ((_WATERS, "sea"), (_LANDS, "range")):
        frame = known.places_within((-180.0, -85.0, 180.0, 85.0), kinds=kinds, limit=400)
        for row in frame[frame["place_id"].str.startswith("geomap:")].itertuples():
            place = known.place(row.place_id)
            narrow = np.cos(np.radians(place.lat))
            width = round(2 * place.uncertainty_m / 111_320 / narrow / 360 * 256, 3)
            made.append(
                (place, {"name": place.name, "kind": kind, **spot(place.point), "extent": width})
            )
    return made


def _natural(
    place: Place, row: dict[str, Any], windows: tuple[Bounds, Bounds], settings: Settings
) -> dict[str, Any]:
    """The name of a sea or range: in the first view or the window if it is much of either."""
    from geomap import terrain

    view, wide = windows
    seen = terrain.outlined_within(place, wide, settings)
    if seen is None or seen.area < _LEAST_SEEN * shapely.box(*view).area:
        return row
    return row | _placed(seen.simplify(_span(wide) * _FINE), view)


def _largest(shape: Any) -> Any:
    """The largest part of a shape."""
    return max(shapely.get_parts(shape), key=lambda part: (part.area, part.length), default=shape)


def _middle(shape: Any) -> shapely.Point:
    """A point well inside the largest part of a shape."""
    largest = _largest(shape)
    if largest.geom_type != "Polygon":
        return shapely.Point(shape.representative_point())
    return shapely.Point(shapely.maximum_inscribed_circle(largest, 0.02).coords[0])
