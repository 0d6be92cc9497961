"""A small map of numbered places as SVG: borders from the gazetteer, no tiles, no script."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import escape
from math import cos, radians
from typing import NamedTuple

import geopandas as gpd
import shapely

from geomap.gazetteer import EmbeddedGazetteer

Bounds = tuple[float, float, float, float]

_WIDTH, _HEIGHT = 420, 300
_LEAST_DEG = 1.2
_PAD = 0.18
_REGIONAL_DEG = 12.0
_WIDE_DEG = 40.0
_COARSE_DEG = 0.1
_WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)
_STYLES = (("#f7f4ec", "#777"), ("none", "#bbb"))
_BLUE, _VERMILLION = "#0072B2", "#B34700"


class Spot(NamedTuple):
    """A place on the small map: where, what is written beside it, and whether it is chosen."""

    lon: float
    lat: float
    label: str
    chosen: bool = False


def svg(spots: Sequence[Spot], ground: Callable[[Bounds], str]) -> str:
    """Draw places on a map that holds them all.

    Parameters
    ----------
    spots
        At least one place; longitude first, degrees.
    ground
        What lies under them within bounds, as SVG; see `borders`.

    Returns
    -------
    str
        An SVG picture in equirectangular projection, true to scale at its middle.
    """
    bounds = _bounds(spots)
    frame = _Frame(bounds)
    west, south, east, north = bounds
    marks = "".join(_mark(frame, spot) for spot in sorted(spots, key=lambda s: s.chosen))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#dce9f2"/>{ground(bounds)}{marks}'
        f'<text x="6" y="{_HEIGHT - 6}" font-size="11" fill="#333">'
        f"{_lon(west)} to {_lon(east)}, {_lat(south)} to {_lat(north)}</text></svg>"
    )


def borders(gazetteer: EmbeddedGazetteer) -> Callable[[Bounds], str]:
    """Borders of countries and, on a map of a region, of divisions; kept while they are asked."""

    @lru_cache(maxsize=1)
    def world() -> gpd.GeoDataFrame:
        countries = gazetteer.divisions(_WORLD, level=0)
        return countries.set_geometry(countries.simplify(_COARSE_DEG))

    @lru_cache(maxsize=64)
    def drawn(bounds: Bounds) -> str:
        wide = bounds[2] - bounds[0]
        if wide > _WIDE_DEG:
            layers = [world()]
        else:
            levels = (0, 1) if wide < _REGIONAL_DEG else (0,)
            layers = [gazetteer.divisions(bounds, level=level) for level in levels]
        return "".join(_areas(_Frame(bounds), layers, bounds))

    return drawn


class _Frame:
    """Degrees to pixels."""

    def __init__(self, bounds: Bounds) -> None:
        west, south, east, north = bounds
        self.west, self.north = west, north
        self.x = _WIDTH / (east - west)
        self.y = _HEIGHT / (north - south)

    def pixel(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.x, (self.north - lat) * self.y

    def path(self, ring: shapely.LinearRing) -> str:
        pairs = [self.pixel(lon, lat) for lon, lat in ring.coords]
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in pairs) + "Z"


def _bounds(spots: Sequence[Spot]) -> Bounds:
    """The spots with room around, in the picture's own shape, within the globe."""
    lons, lats = [s.lon for s in spots], [s.lat for s in spots]
    middle = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    squeeze = max(cos(radians(middle[1])), 0.2)
    high = max(max(lats) - min(lats), _LEAST_DEG) * (1 + 2 * _PAD)
    wide = max(max(lons) - min(lons), _LEAST_DEG) * (1 + 2 * _PAD)
    wide = max(wide, high * _WIDTH / _HEIGHT / squeeze)
    high = max(high, wide * squeeze * _HEIGHT / _WIDTH)
    west, east = max(-180.0, middle[0] - wide / 2), min(180.0, middle[0] + wide / 2)
    south, north = max(-90.0, middle[1] - high / 2), min(90.0, middle[1] + high / 2)
    return west, south, east, north


def _areas(frame: _Frame, layers: Sequence[gpd.GeoDataFrame], bounds: Bounds) -> Iterator[str]:
    west, south, east, north = bounds
    for layer, (fill, line) in zip(layers, _STYLES, strict=False):
        for area in layer.geometry:
            cut = shapely.clip_by_rect(area, west, south, east, north)
            path = "".join(
                frame.path(part.exterior)
                for part in shapely.get_parts(cut.simplify((east - west) / _WIDTH))
                if part.geom_type == "Polygon" and not part.is_empty
            )
            if path:
                yield f'<path d="{path}" fill="{fill}" stroke="{line}" stroke-width="0.7"/>'


def _mark(frame: _Frame, spot: Spot) -> str:
    x, y = frame.pixel(spot.lon, spot.lat)
    colour, radius = (_VERMILLION, 7) if spot.chosen else (_BLUE, 5)
    end = ' text-anchor="end"' if x > _WIDTH - 80 else ""
    shift = -radius - 3 if end else radius + 3
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}" stroke="#fff"/>'
        f'<text x="{x + shift:.1f}" y="{y + 4:.1f}" font-size="12" stroke="#fff" '
        f'stroke-width="3" paint-order="stroke" fill="#111"{end}>{escape(spot.label)}</text>'
    )


def _lon(value: float) -> str:
    return f"{abs(value):.1f}° {'E' if value >= 0 else 'W'}"


def _lat(value: float) -> str:
    return f"{abs(value):.1f}° {'N' if value >= 0 else 'S'}"
