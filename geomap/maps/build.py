"""An atlas to a folium.Map: the elements in their order, and what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geomap.maps import basemap, distances, encirclement, notes, payload, sides
from geomap.maps import elements as own
from geomap.maps.basemap import BaseMap, Bounds
from geomap.maps.distances import Line
from geomap.maps.encirclement import Ring
from geomap.maps.geometry import paths
from geomap.settings import Settings

if TYPE_CHECKING:
    from geomap.atlas import Atlas
    from geomap.maps.map import Map

_EMPTY_WINDOW: Bounds = (-20.0, -35.0, 60.0, 60.0)
_CORE = (0.05, 0.95)
MOST_AREAS = 200


@dataclass(frozen=True, kw_only=True)
class Picture:
    """All that a map of an atlas shows, before it is put on a page or on paper."""

    bounds: Bounds
    order: tuple[str, ...]
    base: BaseMap
    lines: tuple[Line, ...]
    rings: tuple[Ring, ...]
    areas: dict[str, Any]
    tables: dict[str, Any]


def picture(atlas: "Atlas", settings: Settings) -> Picture:
    """Collect what a map of an atlas shows."""
    from geomap import terrain
    from geomap.gazetteer import open_gazetteer

    gazetteer = open_gazetteer(settings)
    bounds = window(atlas)
    order = sides.rank(payload.actors(atlas))
    base = basemap.base_map(bounds, settings)
    ways = None
    if base.relief is not None:
        found = terrain.load(settings).passes
        ways = found[found["name"].fillna("") != ""]
    areas = known_areas(atlas, gazetteer)
    return Picture(
        bounds=bounds,
        order=order,
        base=base,
        lines=tuple(distances.lines(distances.main_places(atlas))),
        rings=tuple(encirclement.rings(atlas, gazetteer, order, ways=ways)),
        areas=areas,
        tables=payload.tables(atlas, order, areas=frozenset(areas)),
    )


def window(atlas: "Atlas") -> Bounds:
    """The window that shows where the story happens: the core of its event places.

    A place that lies far from all others does not shrink the rest: the middle nine tenths count,
    weighted by events, unless there are few.
    """
    shapes = [s for s in payload.drawn(atlas.events) if s is not None and not s.is_empty]
    if not shapes:
        shapes = [s for s in atlas.mentions.geometry if s is not None and not s.is_empty]
    if not shapes:
        return _EMPTY_WINDOW
    boxes = shapely.bounds(np.array(shapes, dtype=object))
    low, high = _CORE if len(boxes) >= 20 else (0.0, 1.0)
    west, south = np.quantile(boxes[:, :2], low, axis=0, method="lower")
    east, north = np.quantile(boxes[:, 2:], high, axis=0, method="higher")
    return _padded((float(west), float(south), float(east), float(north)))


def _padded(bounds: Bounds) -> Bounds:
    west, south, east, north = bounds
    x, y = max((east - west) * 0.12, 0.15), max((north - south) * 0.12, 0.12)
    return west - x, south - y, east + x, north + y


def known_areas(atlas: "Atlas", gazetteer: Any) -> dict[str, Any]:
    """Areas of the events' places, simplified, by place id; countries are left out."""
    wide = payload.areal(atlas.events)
    ids = sorted({str(i) for i in atlas.events.loc[wide, "place_id"] if i})[:MOST_AREAS]
    found = {place_id: gazetteer.area(place_id) for place_id in ids}
    return {place_id: shape for place_id, shape in found.items() if shape is not None}


def area_data(areas: dict[str, Any]) -> dict[str, Any]:
    """Areas as whole numbers for the browser."""
    return {i: paths(shape.simplify(0.003), digits=basemap.DIGITS) for i, shape in areas.items()}


def add_layers(target: "Map", atlas: "Atlas", shown: Picture) -> None:
    """Add every layer and control to a map, in drawing order."""
    base, digits = shown.base, basemap.DIGITS
    layers: Sequence[Any] = (
        own.Relief(base.relief) if base.relief else None,
        own.Valleys({"digits": digits, "areas": base.valleys}) if base.valleys else None,
        own.Rivers({"digits": digits, "lines": base.rivers}) if base.rivers else None,
        own.Divisions({"digits": digits, "areas": base.divisions}),
        own.Places({"places": base.places}),
        own.Encirclement(encirclement.data(list(shown.rings))) if shown.rings else None,
        own.Distances(distances.data(shown.lines)) if shown.lines else None,
        own.Events(event_data(atlas, shown)),
        own.Labels(),
        own.Panel(),
        own.EventTable(),
        own.ClaimList(),
        own.Legend({"rules": list(notes.status_rules())}),
        own.About(notes.about(base)),
        own.Timeline(),
    )
    for layer in layers:
        if layer is not None:
            target.add_child(layer)


def event_data(atlas: "Atlas", shown: Picture) -> dict[str, Any]:
    """The tables, the encoding and the areas as one JSON value."""
    return {
        "meta": payload.summary(atlas),
        "encoding": payload.encoding_data(shown.order),
        "digits": basemap.DIGITS,
        "areas": area_data(shown.areas),
        **shown.tables,
    }
