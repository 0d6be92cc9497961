"""The ground of a page in three levels: the window of its events, a ring around it, the world.

Each level holds land, water and borders as lines of whole numbers, the finer the nearer, and a
relief picture. In the browser a level is drawn where no finer one lies, so that wherever a reader
goes there is ground.
"""

import io
import json
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geomap import terrain
from geomap.errors import DataError
from geomap.maps.geometry import paths
from geomap.maps.page import data_uri
from geomap.settings import OFFLINE, Settings
from geomap.terrain import Bounds

WORLD: Bounds = (-180.0, -84.0, 180.0, 84.0)
WORLD_SPAN_M = (0.0, 5000.0)
_SCREEN_RATIO = 1.7
_RING = 3.0
_LEAST_RING_DEG = 16.0
_WIDE_DEG = 20.0
_PICTURE_QUALITY = 66


@dataclass(frozen=True, kw_only=True)
class Detail:
    """How much of the ground a level carries.

    `cells` is the number of cells on the larger side that shapes are simplified to, and `pixels`
    the width of its relief picture; ranks are those of `geomap.terrain.layer`. `digits` are the
    decimals of a degree that its coordinates keep.
    """

    cells: int
    pixels: int
    river_rank: int
    province_rank: int
    digits: int
    fade: float


NEAR = Detail(cells=2600, pixels=1300, river_rank=10, province_rank=11, digits=4, fade=0.10)
NEAR_WIDE = replace(NEAR, cells=1600, river_rank=7, digits=3)
AROUND = Detail(cells=1500, pixels=1080, river_rank=7, province_rank=8, digits=3, fade=0.12)
AFAR = Detail(cells=3600, pixels=2304, river_rank=3, province_rank=-1, digits=2, fade=0.0)


def widened(bounds: Bounds, *, factor: float, least_deg: float) -> Bounds:
    """A window around another in the proportions of a screen; longitudes may leave -180..180."""
    half_x = max((bounds[2] - bounds[0]) / 2 * factor, least_deg / 2)
    half_y = max((bounds[3] - bounds[1]) / 2 * factor, least_deg / 2 / _SCREEN_RATIO)
    x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    narrow = max(0.2, float(np.cos(np.radians(y))))
    half_x = max(half_x, half_y * _SCREEN_RATIO / narrow)
    half_y = max(half_y, half_x / _SCREEN_RATIO * narrow)
    if half_x >= 180:
        return WORLD
    return x - half_x, max(WORLD[1], y - half_y), x + half_x, min(WORLD[3], y + half_y)


def levels(window: Bounds, settings: Settings) -> list[dict[str, Any]]:
    """The levels of a page, the coarsest first, for the browser and for paper."""
    around = widened(window, factor=_RING, least_deg=_LEAST_RING_DEG)
    wide = window[2] - window[0] > _WIDE_DEG
    known = [(window, NEAR_WIDE if wide else NEAR)]
    if around != WORLD:
        known.append((around, AROUND))
    span = _span(window, settings)
    made = [level(bounds, detail, settings) for bounds, detail in reversed(known)]
    pictures = _pictures(tuple(reversed(known)), span, settings)
    return [
        world(settings),
        *(one | {"relief": picture} for one, picture in zip(made, pictures, strict=True)),
    ]


def _span(window: Bounds, settings: Settings) -> tuple[float, float]:
    ground = terrain.heights(window, step_deg=(window[2] - window[0]) / 300, settings=settings)
    land = ground.values[ground.values > 0]
    return terrain.tint_span(land if land.size else ground.values)


def level(bounds: Bounds, detail: Detail, settings: Settings) -> dict[str, Any]:
    """Land, water and borders of a window as lines of whole numbers."""
    step = max(bounds[2] - bounds[0], bounds[3] - bounds[1]) / detail.cells
    digits = detail.digits

    def cut(name: str, *, least: float = 0.0, **most: float) -> gpd.GeoDataFrame:
        known = terrain.layer(name, settings)
        return known.within(bounds, tolerance_deg=step, least_deg=least * step, **most)

    borders = cut("borders")
    unsure = borders["disputed"] == 1
    return {
        "window": list(bounds),
        "digits": digits,
        "land": _rings(cut("land", least=3), digits),
        "lakes": [_named(row, digits) for row in cut("lakes", least=5).itertuples()],
        "rivers": rivers(cut("rivers", rank=detail.river_rank), digits),
        "country": _rings(borders[~unsure], digits),
        "disputed": _rings(borders[unsure], digits),
        "province": _rings(cut("provinces", rank=detail.province_rank), digits),
    }


def _rings(frame: gpd.GeoDataFrame, digits: int) -> list[list[int]]:
    return paths(frame.geometry.array, digits=digits)


def _named(row: Any, digits: int) -> dict[str, Any]:
    return {"name": str(row.name), "paths": paths(row.geometry, digits=digits)}


def rivers(frame: gpd.GeoDataFrame, digits: int) -> list[dict[str, Any]]:
    """Rivers of a layer; the lower the rank, the wider. Those alike are one row."""
    made = []
    shapes = np.asarray(frame.geometry.array)
    for (name, rank), rows in sorted(frame.groupby(["name", "rank"]).indices.items()):
        lines = shapely.geometrycollections(shapes[rows])
        if name:  # so that its name has room along it
            lines = shapely.line_merge(shapely.union_all(lines))
        made.append(
            {"name": str(name), "width": round(max(0.7, 3.0 - 0.26 * int(rank)), 2),
             "rank": int(rank), "paths": paths(lines, digits=digits)}
        )  # fmt: skip
    return made


@cache
def world(settings: Settings) -> dict[str, Any]:
    """The level of the whole world, the same for every page: it is shipped ready-made."""
    path = settings.data_dir / "world.json"
    try:
        made: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"expected the shipped world in {path}, it cannot be read") from error
    return made


def make_world(settings: Settings = OFFLINE) -> dict[str, Any]:
    """The level of the whole world, from the shipped layers and relief."""
    picture = _picture(WORLD, AFAR, WORLD_SPAN_M, settings)
    return level(WORLD, AFAR, settings) | {"relief": picture}


@cache
def _pictures(
    known: tuple[tuple[Bounds, Detail], ...], span: tuple[float, float], settings: Settings
) -> list[dict[str, Any]]:
    """Relief of the levels from outside in; their tints go over into the window's own."""
    spans = [span] if len(known) == 1 else [(span[0] / 2, (span[1] + WORLD_SPAN_M[1]) / 2), span]
    return [
        _picture(bounds, detail, tints, settings)
        for (bounds, detail), tints in zip(known, spans, strict=True)
    ]


def _picture(
    bounds: Bounds, detail: Detail, span: tuple[float, float], settings: Settings
) -> dict[str, Any]:
    step = (bounds[2] - bounds[0]) / detail.pixels
    ground = terrain.heights(bounds, step_deg=step, settings=settings)
    lit = terrain.lit(ground, settings)
    light, dark = (
        _webp(_faded(terrain.relief(ground, lit, palette=palette, span_m=span), detail.fade))
        for palette in ("light", "dark")
    )
    return {"image": light, "dark": dark, "bounds": list(bounds)}


def _webp(pixels: "np.ndarray[Any, Any]") -> str:
    from PIL import Image

    kept = io.BytesIO()
    picture = Image.fromarray(pixels, "RGBA")
    picture.save(kept, format="WEBP", quality=_PICTURE_QUALITY, method=2, exact=True)
    return data_uri("webp", kept.getvalue())


def _faded(pixels: "np.ndarray[Any, Any]", share: float) -> "np.ndarray[Any, Any]":
    """Fade the edges of a picture into the coarser one beneath."""
    if not share:
        return pixels
    fades = [
        np.clip(np.minimum(np.arange(n), n - 1 - np.arange(n)) / (share * n), 0, 1)
        for n in pixels.shape[:2]
    ]
    faded = pixels.copy()
    faded[..., 3] = np.rint(pixels[..., 3] * fades[0][:, None] * fades[1][None, :])
    return faded
