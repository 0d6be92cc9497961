"""A small map in a corner of the sheet: where on Earth it lies."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from geomap.figures.frame import Frame
from geomap.maps.build import Picture
from geomap.maps.geometry import decode

_WIDE_PT, _HIGH_PT, _EDGE_PT = 104.0, 72.0, 6.0
_LEAST_DEG, _MOST_DEG, _TIMES = 36.0, 300.0, 7.0
_SEA, _LAND, _LINE, _HERE = "#e4edf2", "#c9c4b8", "#6b645a", "#b3261e"
Box = tuple[float, float, float, float]


def draw(axes: Any, frame: Frame, shown: Picture, spots: Sequence[tuple[float, float]]) -> Box:
    """Draw the land around, with the sheet as a frame on it; gives the box that is taken.

    It stands in the corner, bar that of the scale, on which least is drawn.
    """
    from matplotlib.collections import LineCollection, PolyCollection
    from matplotlib.patches import Rectangle

    box = _corner(frame, spots)
    inset = _frame(frame)
    axes.add_patch(Rectangle(box[:2], _WIDE_PT, _HIGH_PT, fc=_SEA, ec="none", zorder=41))
    clip = Rectangle(box[:2], _WIDE_PT, _HIGH_PT, fc="none", ec=_LINE, lw=0.8, zorder=44)
    axes.add_patch(clip)
    world = shown.base.levels[0]
    land, borders = (
        [part for ring in world[name] for part in _moved(ring, world["digits"], inset, box)]
        for name in ("land", "country")
    )
    ground = PolyCollection(land, fc=_LAND, ec="none", zorder=42)
    lines = LineCollection(borders, colors=_LINE, linewidths=0.35, zorder=43)
    for drawn in (ground, lines):
        axes.add_collection(drawn, autolim=False)
        drawn.set_clip_path(clip)
    _here(axes, frame, inset, box)
    return box


def _moved(ring: list[int], digits: int, inset: Frame, box: Box) -> Iterator[Any]:
    """Where an outline lies in a box, at each turn of the globe of which it shows any."""
    points = inset.fixed(decode(ring, digits=digits)) + np.array(box[:2])
    (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
    west, south, east, north = box
    for turn in (-1, 0, 1):
        aside = turn * 360 * inset.points_per_degree
        if right + aside >= west and high >= south and left + aside <= east and low <= north:
            yield points + np.array([aside, 0.0])


def _frame(frame: Frame) -> Frame:
    """The inset's own window: wide enough to know the continent."""
    west, south, east, north = frame.bounds
    half = min(max((east - west) * _TIMES, _LEAST_DEG), _MOST_DEG) / 2
    x, y = (west + east) / 2, (south + north) / 2
    return Frame.fit((x - half, y - 0.1, x + half, y + 0.1), width_pt=_WIDE_PT, height_pt=_HIGH_PT)


def _here(axes: Any, frame: Frame, inset: Frame, box: Box) -> None:
    from matplotlib.patches import Rectangle

    west, south, east, north = frame.bounds
    low, high = inset.fixed([[west, south], [east, north]]) + np.array(box[:2])
    size = np.maximum(high - low, 5.0)
    corner = np.clip((low + high - size) / 2, box[:2], np.array(box[2:]) - size)
    axes.add_patch(
        Rectangle(corner, *size, fc="none", ec=_HERE, lw=1.2, zorder=45, joinstyle="miter")
    )


def _corner(frame: Frame, spots: Sequence[tuple[float, float]]) -> Box:
    right, top = frame.width_pt - _WIDE_PT - _EDGE_PT, frame.height_pt - _HIGH_PT - _EDGE_PT
    corners = ((right, _EDGE_PT), (_EDGE_PT, top), (right, top))

    def met(corner: tuple[float, float]) -> int:
        x, y = corner
        return sum(
            x - 12 < a < x + _WIDE_PT + 12 and y - 12 < b < y + _HIGH_PT + 12 for a, b in spots
        )

    x, y = min(corners, key=met)
    return x, y, x + _WIDE_PT, y + _HIGH_PT
