"""The base map on paper, and what is claimed about space."""

import base64
import io
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from geomap.display import one_line
from geomap.figures import rivers, sieges
from geomap.figures.frame import Frame
from geomap.figures.labels import INK, SOFT, Label, Sheet
from geomap.maps import encirclement
from geomap.maps.build import Picture
from geomap.maps.encirclement import Ring
from geomap.maps.geometry import DIGITS, decode, paths

SEA, LAND, WATER, BORDER, COUNTRY = "#d5e3ea", "#f4f2ec", "#7fb0cc", "#8d8478", "#5d554b"
ENDPOINT = 79.0  # priority of the names at the ends of distance lines
_SCREEN = 96 / 72  # pixels of a screen for one point of paper
VALLEY = "#7a5a10"


def draw_base(axes: Any, frame: Frame, shown: Picture) -> None:
    """Land, relief, water and borders, of every level that the sheet shows; valleys, rivers."""
    axes.set_facecolor(SEA)
    for order, level in enumerate(shown.base.levels):
        for turn in (-360.0, 0.0, 360.0) if order == 0 else (0.0,):
            if not _covered(frame, shown.base.levels[order + 1 :]):
                _level(axes, _Turned(frame, turn), level, z=order * 0.4)
    for area in shown.base.valleys:
        _fill(axes, frame, area["paths"], fc="#b08934", alpha=0.16, zorder=2)
    _rivers(axes, frame, shown.base.rivers, times=0.5, zorder=3)


def _covered(frame: Frame, finer: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a sheet lies wholly in one of some levels."""
    own = frame.bounds
    return any(w[0] <= own[0] and w[1] <= own[1] and w[2] >= own[2] and w[3] >= own[3]
               for w in (level["window"] for level in finer))  # fmt: skip


@dataclass(frozen=True)
class _Turned:
    """A frame for what is moved by a turn of the globe."""

    frame: Frame
    turn: float

    def points(self, lonlat: Any) -> Any:
        """As `Frame.fixed`, after the turn."""
        return self.frame.fixed(np.asarray(lonlat, dtype=float) + np.array([self.turn, 0.0]))


def _level(axes: Any, at: _Turned, level: Mapping[str, Any], *, z: float) -> None:
    west, south, east, north = level["window"]
    corners = [(west, south), (east, south), (east, north), (west, north)]
    digits = level["digits"]
    axes.fill(*at.points(corners).T, fc=SEA, ec="none", zorder=z)
    land = _fill(axes, at, level["land"], digits=digits, fc=LAND, zorder=z + 0.05)
    if land is not None:
        _relief(axes, at, level["relief"], clip=land, zorder=z + 0.1)
    _rivers(axes, at, level["rivers"], times=0.45, digits=digits, zorder=z + 0.15)
    shores = [ring for lake in level["lakes"] for ring in lake["paths"]]
    _fill(axes, at, shores, digits=digits, fc=SEA, zorder=z + 0.2)
    _lines(axes, at, shores, digits=digits, color=WATER, lw=0.4, zorder=z + 0.2)
    for name, style in _BORDERS.items():
        _lines(axes, at, level[name], digits=digits, zorder=z + 0.25, **style)


_BORDERS: Mapping[str, dict[str, Any]] = {
    "province": {"color": BORDER, "lw": 0.6, "ls": (0, (5, 2, 1, 2))},
    "country": {"color": COUNTRY, "lw": 1.2, "ls": "-"},
    "disputed": {"color": COUNTRY, "lw": 1.2, "ls": (0, (3, 2))},
}


def _fill(
    axes: Any, frame: Any, rings: list[list[int]], *, digits: int = DIGITS, **style: Any
) -> Any:
    """Fill areas; gives the patch, None where there is nothing."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    if not rings:
        return None
    parts = [Outline(frame.points(decode(ring, digits=digits)), closed=True) for ring in rings]
    patch = PathPatch(Outline.make_compound_path(*parts), ec="none", **style)
    return axes.add_patch(patch)


def _lines(
    axes: Any, frame: Any, rings: list[list[int]], *, digits: int = DIGITS, **style: Any
) -> None:
    from matplotlib.collections import LineCollection

    if rings:
        drawn = [frame.points(decode(ring, digits=digits)) for ring in rings]
        named = {"color": "colors", "lw": "linewidths", "ls": "linestyles"}
        style = {named.get(key, key): value for key, value in style.items()}
        axes.add_collection(LineCollection(drawn, capstyle="round", **style))


def _rivers(
    axes: Any, frame: Frame | _Turned, rivers: list[dict[str, Any]], *, times: float, **style: Any
) -> None:
    """Rivers as one set of lines, each as wide as it is: one set a river takes a second a sheet."""
    wide = [river["width"] * times for river in rivers for _ in river["paths"]]
    rings = [ring for river in rivers for ring in river["paths"]]
    _lines(axes, frame, rings, color=WATER, lw=wide, **style)


def _relief(axes: Any, at: _Turned, relief: Mapping[str, Any], *, clip: Any, zorder: float) -> None:
    from PIL import Image

    raw = base64.b64decode(relief["image"].split(",", 1)[1])
    west, south, east, north = relief["bounds"]
    low, high = at.points([[west, south], [east, north]])
    picture = axes.imshow(
        np.asarray(Image.open(io.BytesIO(raw))),
        extent=(low[0], high[0], low[1], high[1]),
        interpolation="bilinear",
        zorder=zorder,
        aspect="auto",
    )
    picture.set_clip_path(clip)


def draw_areas(axes: Any, frame: Frame, shown: Picture) -> None:
    """The areas that events are known to: their outlines, a tint where no edge is sharp."""
    for place_id, shape in shown.areas.items():
        rings = paths(shape)
        if place_id in shown.vague:
            _fill(axes, frame, rings, fc=INK, alpha=0.07, zorder=6)
            continue
        _lines(axes, frame, rings, color="white", lw=2.2, alpha=0.8, zorder=6)
        _lines(axes, frame, rings, color=INK, lw=0.9, ls=(0, (5, 2.5)), zorder=7)


def draw_lines(axes: Any, frame: Frame, shown: Picture, sheet: Sheet) -> list[Label]:
    """Distance lines; gives their labels."""
    found: list[Label] = []
    for line in shown.lines:
        at = frame.points(line.points)
        axes.plot(*at.T, color="white", lw=2.6, zorder=8)
        axes.plot(*at.T, color=INK, lw=0.9, ls=(0, (7, 3)), zorder=9)
        for x, y in np.linspace(at[0], at[-1], 60):
            sheet.take((x - 1, y - 1, x + 1, y + 1))
        for name, (x, y) in ((line.origin, at[0]), (line.target, at[-1])):
            if not any(label.text == name for label in found):
                found.append(Label(text=name, x=x, y=y, priority=ENDPOINT, size=7, gap=(5, 5)))
        x, y = at[len(at) // 2]
        found.append(
            Label(text=line.label, x=x, y=y, priority=84, size=6.5, weight="bold", gap=(3, 3))
        )
    return found


def draw_rings(axes: Any, frame: Frame, shown: Picture, sheet: Sheet) -> list[Label]:
    """Claimed encirclement, a sign a claimant and day; gives the labels."""
    found: list[Label] = []
    places = encirclement.drawn(shown.rings)
    middles = [place[0].middle for place in places]
    spots = frame.points([(at.x, at.y) for at in middles if at is not None] or np.empty((0, 2)))
    for place, middle, spot in zip(places, middles, spots, strict=True):
        km_pt, reach = 1000 / frame.metres_per_point(middle.y if middle else None), 0.0
        for n, ring in enumerate(place):
            reach = max(_least_pt(spots, spot), ring.km * km_pt, reach + (n > 0) * sieges.APART_PT)
            pen = sieges.Pen(axes=axes, x=spot[0], y=spot[1], radius=reach, colour=ring.colour,
                             km=ring.km, km_pt=km_pt)  # fmt: skip
            for taken in sieges.boxes(pen, ring.marks):
                sheet.take(taken)
            found += [*sieges.draw(pen, ring.marks), _ring_label(pen, ring, n, of=len(place))]
    return found


def _ring_label(pen: sieges.Pen, ring: Ring, n: int, *, of: int) -> Label:
    """What a ring says, and which of several around one place it is."""
    which = (", inner ring", *[", middle ring"] * (of - 2), ", outer ring")[n] if of > 1 else ""
    words = textwrap.wrap(one_line(f"Siege claim{which}: {ring.label}", 140), 34)
    return Label(text="\n".join(words), x=pen.x, y=pen.y, priority=98, weight="bold",
                 colour=ring.colour, around=pen.radius + 6)  # fmt: skip


def _least_pt(spots: Any, spot: Any) -> float:
    """Radius that can be read, clear of the next place that has a ring."""
    off = np.hypot(*(spots - spot).T)
    room = float(np.min(off[off > 0], initial=np.inf)) / 2 - 2
    return max(sieges.SMALLEST_PT, min(sieges.LEAST_PT, room))


_PLACE_STYLES: Mapping[str, dict[str, Any]] = {
    "city": {"weight": "bold", "size": 7.5, "colour": INK},
    "town": {"size": 6.5, "colour": INK},
    "village": {"size": 6.5, "colour": SOFT},
    "pass": {"style": "italic", "size": 6.5, "colour": SOFT},
}
_DOTS = ((("city",), 9, "o"), (("town", "village"), 4, "o"), (("pass",), 16, "x"))


def base_labels(frame: Frame, shown: Picture) -> list[Label]:
    """Names of countries, provinces, seas, ranges, valleys, rivers, passes and towns."""
    valley = {"size": 7.5, "style": "italic", "weight": "bold", "colour": VALLEY}
    found = [_area_label(frame, area) for area in shown.base.names]
    found += rivers.labels(frame, shown)
    found += [_label(frame, area, priority=55, **valley) for area in shown.base.valleys]
    for place in named_places(frame, shown):
        style = _PLACE_STYLES[place["kind"]]
        found.append(_label(frame, place, priority=place["priority"], gap=(3.5, 3.5), **style))
    return found


def _label(frame: Frame, named: Mapping[str, Any], **style: Any) -> Label:
    x, y = frame.points([named["lon"], named["lat"]])
    return Label(**{"text": named["name"], "x": x, "y": y} | style)


def named_places(frame: Frame, shown: Picture) -> list[dict[str, Any]]:
    """Towns and passes that are named at the sheet's scale."""
    zoom = float(np.log2(frame.points_per_degree * 360 / 256 * _SCREEN)) + 0.4
    return [place for place in shown.base.places if place["zoom"] <= zoom]


_AREA_STYLES: Mapping[str, dict[str, Any]] = {
    "country": {"size": 9.0, "weight": "bold", "colour": SOFT, "priority": 45},
    "province": {"size": 7.0, "weight": "bold", "colour": SOFT, "priority": 40},
    "sea": {"size": 7.5, "style": "italic", "colour": rivers.NAME, "priority": 44},
    "range": {"size": 7.0, "style": "italic", "colour": SOFT, "priority": 38},
}


def _area_label(frame: Frame, area: dict[str, Any]) -> Label:
    room = area["extent"] * 360 / 256 * frame.points_per_degree
    style = _AREA_STYLES[area["kind"]]
    text = area["name"].upper() if style.get("weight") else area["name"]
    return _label(frame, area, text=text, room=room, **style)


def town_dots(axes: Any, frame: Frame, shown: Picture) -> None:
    """A dot for each town and pass that has a name on this sheet."""
    named = named_places(frame, shown)
    for kinds, size, marker in _DOTS:
        if spots := [(p["lon"], p["lat"]) for p in named if p["kind"] in kinds]:
            x, y = frame.points(spots).T
            axes.scatter(x, y, s=size, c=SOFT, marker=marker, lw=0.8, zorder=5.5)
