"""What a map of an atlas shows, before it is put on a page or on paper, and as data for a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely import Point

from geomap.gazetteer import EmbeddedGazetteer, open_gazetteer
from geomap.limits import give_back
from geomap.locating import World
from geomap.maps import basemap, distances, encirclement, overlay, payload, sides, story
from geomap.maps.basemap import BaseMap
from geomap.maps.distances import Line
from geomap.maps.encirclement import Ring
from geomap.maps.gathered import gathered, told
from geomap.maps.geometry import DIGITS, eastward, is_eastward, paths
from geomap.maps.sides import Sides
from geomap.model import VAST_M, Tables
from geomap.settings import Settings
from geomap.terrain import Bounds, Overlay

_EMPTY_WINDOW: Bounds = (-20.0, -35.0, 60.0, 60.0)
_CORE, _MANY = (0.05, 0.95), 20
_FEW, _FAR, _NEAR_DEG, _SHARE_FAR = 5, 2.5, 1.0, 0.2
_LEAST_SHARE = 0.1
_MOST_RINGS_AFAR = 4
_RING_ROOM, _RINGS_APART = 1.25, 0.15
_BAND_DEG, _LEAST_DEG, _AREA_SHARE = 0.009, 0.003, 1 / 1500
MOST_AREAS = 200
MOST_CLAIMS = 400


@dataclass(frozen=True, kw_only=True)
class Picture:
    """All that a map of an atlas shows, before it is put on a page or on paper.

    `drawn` are the tables themselves, or where events are too many for a page those gathered.

    Where it is `east`, the story crosses the antimeridian: bounds, base, lines and areas have
    longitudes from 0 to 360, while the tables keep theirs. Of the areas, by place id, those that
    are `vague` have no sharp edge.
    """

    bounds: Bounds
    east: bool
    order: Sides
    drawn: Tables
    base: BaseMap
    own: tuple[Overlay, ...]
    lines: tuple[Line, ...]
    rings: tuple[Ring, ...]
    countries: tuple[str, ...]
    title: str
    embed: bool
    areas: dict[str, Any]
    vague: frozenset[str]
    tables: dict[str, Any]


def picture(
    atlas: Tables,
    settings: Settings,
    *,
    title: str | None = None,
    embed: bool = False,
    layers: Sequence[gpd.GeoDataFrame] = (),
) -> Picture:
    """Collect what a map of an atlas shows; `title` is made of its events where None.

    `layers` are the user's own ground, see `geomap.maps.explore`.
    """
    from geomap import terrain

    gazetteer, land = open_gazetteer(settings), terrain.load(settings)
    order = sides.of(atlas)
    whole, atlas = atlas, gathered(atlas, order)
    ways = land.passes[land.passes["name"].fillna("") != ""]
    rings = tuple(encirclement.rings(atlas, gazetteer, order, ways=ways))
    east = crosses(atlas)
    bounds = with_rings(window(atlas, east=east), rings, east=east)
    areas = known_areas(atlas, World(gazetteer=gazetteer, terrain=land), east=east)
    named = not settings.anonymous_sources
    base = basemap.base_map(bounds, settings, near=spots(atlas, east=east))
    if whole is not atlas:
        give_back()
    inside = lands(atlas, gazetteer)
    countries = where(inside, atlas.events.get("n"))
    return Picture(
        bounds=bounds,
        east=east,
        order=order,
        drawn=atlas,
        base=base,
        own=tuple(overlay.read(settings.basemap, layers, base.window, named=named)),
        lines=tuple(distances.stated(atlas, east=east)),
        rings=rings,
        countries=countries,
        embed=embed,
        title=title or story.headline(whole, order, countries),
        areas=areas,
        vague=frozenset(i for i in areas if terrain.is_outlined(i, settings)),
        tables=payload.tables(
            atlas, order, areas=frozenset(areas), lands=inside, explain=settings.explain
        ),
    )


def with_rings(bounds: Bounds, rings: Sequence[Ring], *, east: bool = False) -> Bounds:
    """The window, widened to the rings of claims that stand, with room for their words.

    A ring far off of what is denied or over does not shrink the rest. Where rings stand at more
    than `_MOST_RINGS_AFAR` places, only those that meet the window widen it.
    """
    places = encirclement.drawn([ring for ring in rings if ring.sign.stands])
    room = [_RING_ROOM + _RINGS_APART * len(place) for place in places]
    boxes = [
        _ring_box(turned(place[0].middle, east), max(ring.km for ring in place) * wide)
        for place, wide in zip(places, room, strict=True)
        if place[0].middle is not None
    ]
    if len(set(boxes)) > _MOST_RINGS_AFAR:
        boxes = [box for box in boxes if _meets(box, bounds)]
    edges = np.array([bounds, *boxes])
    low, high = edges[:, :2].min(axis=0), edges[:, 2:].max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _ring_box(middle: Point, km: float) -> Bounds:
    """West, south, east, north of what reaches so far from its middle, in degrees."""
    high = km / 111.2
    wide = high / max(0.2, float(np.cos(np.radians(middle.y))))
    return middle.x - wide, middle.y - high, middle.x + wide, middle.y + high


def _meets(box: Bounds, bounds: Bounds) -> bool:
    across = box[0] <= bounds[2] and box[2] >= bounds[0]
    return across and box[1] <= bounds[3] and box[3] >= bounds[1]


def crosses(atlas: Tables) -> bool:
    """Whether a story's places and distance lines lie together across the antimeridian."""
    ends = [lon for line in distances.stated(atlas) for lon, _ in line.points]
    return is_eastward([*shapely.get_x(shapely.centroid(_story(atlas)[0])), *ends])


def turned(shapes: Any, east: bool) -> Any:
    """Shapes at the longitudes of a picture, see `Picture`."""
    return eastward(shapes) if east else shapes


def _story(atlas: Tables) -> tuple[Any, "npt.NDArray[np.float64]"]:
    """Geometries of the events that are drawn, else of the mentions, with their radii in metres."""
    frame, shapes = atlas.events, payload.drawn(atlas.events)
    if not len(_known(shapes)):
        frame, shapes = atlas.mentions, atlas.mentions.geometry
    there = ~(shapes.isna() | shapes.is_empty)
    radii = frame.loc[there, "uncertainty_m"].to_numpy(dtype=float, na_value=0.0)
    return np.asarray(shapes[there], dtype=object), radii


def window(atlas: Tables, *, east: bool = False) -> Bounds:
    """The window that shows where the story happens: the core of its event places.

    Places that lie far from all others do not shrink the rest; the page says how many they are.
    """
    shapes, radii = _story(atlas)
    if not len(shapes):
        return _EMPTY_WINDOW
    boxes = shapely.bounds(turned(shapes, east))
    boxes = boxes[_near(boxes, radii <= VAST_M)]
    low, high = _CORE if len(boxes) >= _MANY else (0.0, 1.0)
    west, south = np.quantile(boxes[:, :2], low, axis=0, method="lower")
    east, north = np.quantile(boxes[:, 2:], high, axis=0, method="higher")
    x, y = max((east - west) * 0.12, 0.15), max((north - south) * 0.12, 0.12)
    return float(west - x), float(south - y), float(east + x), float(north + y)


def _near(
    boxes: "npt.NDArray[np.float64]", sure: "npt.NDArray[np.bool_]"
) -> "npt.NDArray[np.bool_]":
    """Which boxes lie near the middle of all, where there are several; few may be far.

    What is near is for the `sure` ones to say: of a sea or a long river the middle stands for
    hundreds of kilometres, and the event lies anywhere along them.
    """
    if sure.sum() < _FEW:
        return np.ones_like(sure)
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    far = np.hypot(*(middles - np.median(middles[sure], axis=0)).T)
    near: npt.NDArray[np.bool_] = far <= max(_FAR * np.quantile(far[sure], 0.75), _NEAR_DEG)
    return near if near[sure].mean() >= 1 - _SHARE_FAR else np.ones_like(near)


def lands(atlas: Tables, gazetteer: EmbeddedGazetteer) -> "pd.Series[str]":
    """The country in which each event is drawn, on the events' own index; "" for none."""
    geometry = payload.drawn(atlas.events)
    shapes = np.asarray(geometry.array, dtype=object)
    known = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    found = pd.Series("", index=atlas.events.index, dtype="str")
    if not known.any():
        return found
    points = shapely.centroid(shapes[known])
    spots, at = np.unique(shapely.get_coordinates(points).round(3), axis=0, return_inverse=True)
    west, south, east, north = shapely.total_bounds(points)
    frame = gazetteer.divisions((west - 0.1, south - 0.1, east + 0.1, north + 0.1), level=0)
    names = np.full(len(spots), "", dtype=object)
    for name, shape in zip(frame["name"], frame.geometry, strict=True):
        shapely.prepare(shape)
        names[shapely.contains_xy(shape, spots[:, 0], spots[:, 1])] = str(name)
    found[known] = names[at.reshape(-1)]
    return found


def where(found: "pd.Series[str]", often: "pd.Series[int] | None" = None) -> tuple[str, ...]:
    """At most three countries, most events first, of those with a tenth of them or in the lead.

    `often` is how many events stand behind each, where that is not one.
    """
    times = pd.Series(1, index=found.index) if often is None else often
    counts = times[found != ""].groupby(found[found != ""]).sum()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    least = min(_LEAST_SHARE * counts.sum(), ranked[0][1]) if ranked else 0
    return tuple(str(name) for name, n in ranked[:3] if n >= least)


def spots(atlas: Tables, *, east: bool = False) -> Any:
    """Longitudes and latitudes where events are drawn, each once to a tenth of a degree."""
    points = turned(shapely.centroid(_known(payload.drawn(atlas.events))), east)
    return np.unique(shapely.get_coordinates(points).round(1), axis=0)


def _known(geometry: gpd.GeoSeries) -> Any:
    shapes = np.asarray(geometry.array, dtype=object)
    return shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]


def known_areas(atlas: Tables, world: World, *, east: bool = False) -> dict[str, Any]:
    """Areas of the events' places by place id; countries are left out.

    Divisions and lakes are areas of their own, seas and ranges have outlines drawn by hand; a river
    is a band of a kilometre to each side, which is how well its course is known.
    """
    wide = payload.areal(atlas.events)
    ids = sorted({str(i) for i in atlas.events.loc[wide, "place_id"] if i})[:MOST_AREAS]
    known = filter(None, map(world.gazetteer.place, ids))
    found = {place.place_id: world.site(place).area for place in known}
    return {i: _filled(turned(shape, east)) for i, shape in found.items() if shape is not None}


def _filled(shape: Any) -> Any:
    """An area in one piece; of a line the band that it stands for."""
    area = shapely.union_all(shapely.get_parts(shape)) if shape.area else shape.buffer(_BAND_DEG)
    return _simplified(area)


def _simplified(shape: Any) -> Any:
    """A shape as fine as a map shows it that holds all of it."""
    west, south, east, north = shape.bounds
    return shape.simplify(max(_LEAST_DEG, max(east - west, north - south) * _AREA_SHARE))


def claim_data(atlas: Tables, *, east: bool = False) -> dict[str, Any]:
    """Geometries of the claims as whole numbers, by row; `open` where they are lines."""
    found = {}
    for row, shape in enumerate(atlas.claims.geometry.iloc[:MOST_CLAIMS]):
        if shape is None or shape.is_empty or shape.geom_type == "Point":
            continue
        is_line = shape.geom_type.endswith("LineString")
        found[str(row)] = {"lines": paths(_simplified(turned(shape, east))), "open": is_line}
    return found


def event_data(atlas: Tables, shown: Picture) -> dict[str, Any]:
    """The tables, the encoding and the areas as one JSON value."""
    return {
        "meta": {
            **payload.summary(atlas, shown.order, shown.title),
            **told(atlas, shown.drawn, shown.order),
            "embed": shown.embed,
            "unexplained": payload.unexplained(atlas, shown.tables),
        },
        "encoding": payload.encoding_data(shown.order),
        "digits": DIGITS,
        "areas": {i: paths(shape) for i, shape in shown.areas.items()},
        "vague": sorted(shown.vague),
        "claim_paths": claim_data(atlas, east=shown.east),
        **shown.tables,
    }
