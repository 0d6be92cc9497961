"""A user's own ground on a page: cut to the window, as plain data with words on its source."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from geomap import terrain
from geomap.maps.geometry import DIGITS, paths
from geomap.maps.page import data_uri
from geomap.terrain import Bounds, Overlay

_MOST_NAME = 80
_POINTS = ("Point", "MultiPoint")


def read(
    files: Sequence[Path],
    layers: Sequence[gpd.GeoDataFrame],
    window: Bounds,
    *,
    named: bool = True,
) -> list[Overlay]:
    """Own ground from files and from tables, in that order; `named` by their files or by number.

    Raises
    ------
    InputError
        If one cannot be read or has nothing in the window; the message names it.
    """
    found = [terrain.read_overlay(path, window) for path in files]
    if not named:
        found = [replace(one, name=f"file {number}") for number, one in enumerate(found, 1)]
    for number, frame in enumerate(layers, 1):
        name = str(frame.attrs.get("name") or f"layer {number}")
        found.append(terrain.of_frame(frame, name, window))
    return found


def data(overlays: Sequence[Overlay]) -> dict[str, Any]:
    """Own ground for the browser."""
    return {"digits": DIGITS, "sets": [_one(overlay) for overlay in overlays]}


def credits_of(overlays: Sequence[Overlay]) -> list[dict[str, str]]:
    """What the sources say of own ground."""
    return [
        {"text": f"Your own ground: {one.name[:_MOST_NAME]}{_counted(one)}."} for one in overlays
    ]


def _counted(overlay: Overlay) -> str:
    if overlay.picture is not None:
        return ", a picture"
    left = f"; {overlay.left_out:,} smaller ones left out" if overlay.left_out else ""
    return f", {len(overlay.shapes):,} shapes in this map's window{left}"


def _one(overlay: Overlay) -> dict[str, Any]:
    if overlay.picture is not None:
        return {"image": _webp(overlay.picture), "bounds": list(overlay.bounds or ())}
    return {"shapes": [row for row in map(_shape, overlay.shapes.itertuples()) if row]}


def _shape(row: Any) -> dict[str, Any] | None:
    what = terrain.drawn_as(str(row.layer), str(row.kind))
    if what == "none":
        return None
    rank = terrain.road_rank(str(row.kind))
    made = {"name": str(row.name)[:_MOST_NAME], "what": what, "rank": rank}
    if row.geometry.geom_type in _POINTS:
        point = shapely.centroid(row.geometry)
        return made | {"lon": round(point.x, DIGITS), "lat": round(point.y, DIGITS)}
    area = row.geometry.geom_type.endswith("Polygon")
    return made | {"area": area, "paths": paths(row.geometry)}


def _webp(pixels: Any) -> str:
    from PIL import Image

    kept = io.BytesIO()
    Image.fromarray(pixels, "RGBA").save(kept, format="WEBP", quality=72, method=4, exact=True)
    return data_uri("webp", kept.getvalue())
