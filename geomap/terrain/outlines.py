"""Seas, ranges, deserts and regions as areas: outlines drawn by hand, cut to their coasts."""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import shapely
from shapely import Point, Polygon, affinity
from shapely.geometry.base import BaseGeometry

from geomap.errors import DataError
from geomap.lexicon import rows
from geomap.model import Place
from geomap.settings import OFFLINE, Settings
from geomap.terrain.elevation import Bounds
from geomap.terrain.ground import layer

_COAST_SHARE = 1 / 2000
_TURN_DEG = 360.0
_COAST_DEG = 0.15


def outlined(place: Place, settings: Settings = OFFLINE) -> BaseGeometry | None:
    """The area of a sea, a range, a desert or a region, None where no outline of it is known.

    Parameters
    ----------
    place
        Its kind tells water (H) from land; an outline runs over the coast, which then cuts it.

    Returns
    -------
    Polygon or MultiPolygon
        EPSG:4326, longitudes within -180..180. Coasts are Natural Earth's; where an outline runs
        over land or open sea, such an area has no sharp edge, and this one is good to about a
        tenth of its width.

    Raises
    ------
    DataError
        If the shipped outlines are missing or damaged.
    """
    return _cut(settings, place.place_id, place.kind.startswith("H."))


@lru_cache(maxsize=128)
def _cut(settings: Settings, place_id: str, wet: bool) -> BaseGeometry | None:
    outline = _outlines(settings.data_dir).get(place_id)
    return None if outline is None else _within_turn(_at_coast(outline, wet, settings))


def is_outlined(place_id: str, settings: Settings = OFFLINE) -> bool:
    """Whether the area of a place is an outline drawn by hand, as `outlined` gives it."""
    return place_id in _outlines(settings.data_dir)


def outlined_within(
    place: Place, bounds: Bounds, settings: Settings = OFFLINE
) -> BaseGeometry | None:
    """What of the area that `outlined` gives lies in a window, None where nothing does.

    Parameters
    ----------
    place
        As for `outlined`.
    bounds
        West, south, east, north, degrees. Longitudes may leave -180..180 by one turn; the area then
        has longitudes like the window's.
    """
    outline = _outlines(settings.data_dir).get(place.place_id, Polygon())
    turned = (affinity.translate(outline, turn) for turn in (-_TURN_DEG, 0.0, _TURN_DEG))
    seen = shapely.union_all([shapely.clip_by_rect(each, *bounds) for each in turned])
    if seen.is_empty:
        return None
    area = _at_coast(seen, place.kind.startswith("H."), settings)
    return None if area.is_empty else area


def _at_coast(outline: BaseGeometry, wet: bool, settings: Settings) -> BaseGeometry:
    land = _of("land", outline.bounds, settings)
    return outline.difference(land) if wet else outline.intersection(land)


def dry(area: BaseGeometry, settings: Settings = OFFLINE) -> BaseGeometry:
    """What of an area is land: without the sea and lakes; all of it where no land is known there.

    A town's outskirts and a shore are land, whatever circle is drawn around them.
    """
    parts = [_dry(part, settings) for part in shapely.get_parts(area)]
    land = shapely.union_all([part for part in parts if not part.is_empty])
    return area if land.is_empty else land


def at_sea(place: Point, settings: Settings = OFFLINE) -> bool:
    """Whether a place lies at the sea, to about 15 km."""
    x, y = place.x, place.y
    box = (x - _COAST_DEG, y - _COAST_DEG, x + _COAST_DEG, y + _COAST_DEG)
    return not _of("land", box, settings).contains(shapely.box(*box).buffer(-_COAST_DEG / 20))


def _dry(area: BaseGeometry, settings: Settings) -> BaseGeometry:
    land, lakes = (_of(name, area.bounds, settings) for name in ("land", "lakes"))
    return area.intersection(land).difference(lakes)


def _of(name: str, bounds: Bounds, settings: Settings) -> BaseGeometry:
    """What a layer has in a window, its coasts as fine as the window's width asks for."""
    west, south, east, north = bounds
    found = layer(name, settings).within(
        bounds, tolerance_deg=max(east - west, north - south) * _COAST_SHARE
    )
    return shapely.union_all(shapely.make_valid(found.geometry.array))


def _within_turn(area: BaseGeometry) -> BaseGeometry:
    """An area whose longitudes may leave 180 by one turn, in parts to both sides of it."""
    _, south, east, north = area.bounds
    if east <= _TURN_DEG / 2:
        return area
    near = shapely.clip_by_rect(area, -_TURN_DEG / 2, south, _TURN_DEG / 2, north)
    far = shapely.clip_by_rect(area, _TURN_DEG / 2, south, _TURN_DEG, north)
    moved = shapely.transform(far, lambda xy: xy - np.array([_TURN_DEG, 0.0]))
    return shapely.union_all([near, moved])


@cache
def _outlines(folder: Path) -> Mapping[str, Polygon]:
    """Outlines by the id of their place."""
    path = folder / "outlines.csv"
    try:
        return {row["id"]: _polygon(row["outline"]) for row in rows(path)}
    except (OSError, KeyError, ValueError, shapely.errors.GEOSException) as error:
        raise DataError(f"expected outlines in {path}, it cannot be read: {error}") from error


def _polygon(outline: str) -> Polygon:
    """The polygon of "lon lat, lon lat, ..."."""
    corners = (corner.split() for corner in outline.split(","))
    return Polygon([(float(lon), float(lat)) for lon, lat in corners])
