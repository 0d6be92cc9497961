"""Claimed encirclement on paper: the marks of `geomap.maps.marks` around a ring, as on the page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.figures.labels import INK, SOFT, Box, Label
from geomap.maps.marks import Mark

WATER, PAPER = "#2a6f9e", "white"
LEAST_PT, SMALLEST_PT, APART_PT, _SMALL_PT = 32.0, 17.0, 21.0, 15.0
_ARROW_PT, _LEAST_ARROW_PT, _MOST_TOOTH_PT = 20.0, 11.0, 6.0
Points = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Pen:
    """A ring on axes whose unit is the point: its middle, radius and colour.

    `km` is how far it reaches on the ground, which may be less than is drawn, and `km_pt` the
    points for a kilometre.
    """

    axes: Any
    x: float
    y: float
    radius: float
    colour: str
    km: float = 0.0
    km_pt: float = 0.0

    @property
    def small(self) -> bool:
        """Whether it is a sign of the key, without words."""
        return self.radius < _SMALL_PT

    def at(self, bearings: Any, radius: Any, aside: float = 0.0) -> Points:
        """Points at bearings and radii, shape (n, 2), moved aside clockwise."""
        turn = np.radians(np.atleast_1d(bearings))
        east, north = np.sin(turn), np.cos(turn)
        far = np.broadcast_to(radius, turn.shape)
        across, up = self.x + east * far + north * aside, self.y + north * far - east * aside
        return np.column_stack([across, up])

    def line(self, points: Points, **style: Any) -> None:
        """A stroke with paper behind it."""
        wide = style["lw"] + (1.2 if self.small else 2.2)
        self.axes.plot(*points.T, color=PAPER, lw=wide, alpha=0.75, zorder=10)
        self.axes.plot(*points.T, zorder=11, **style)

    def shape(self, points: Points, *, filled: bool, colour: str) -> None:
        """A closed shape, filled or hollow."""
        face, wide = colour if filled else PAPER, 0.7 if self.small else 1.0
        self.axes.fill(*points.T, fc=face, ec=colour, lw=wide, zorder=12)

    def arc(self, start: float, end: float, *, by: float = 0.0) -> Points:
        """An arc of the ring, `by` points outside it."""
        bearings = np.linspace(start, end, max(3, int(abs(end - start) / 2)))
        return self.at(bearings, self.radius + by)


def draw(pen: Pen, marks: Iterable[Mark]) -> list[Label]:
    """Draw marks on a ring; gives the labels of arrows, ways and barriers."""
    found: list[Label] = []
    for one in marks:
        _KINDS[one.kind](pen, one)
        if one.text and one.kind in _TOLD and not pen.small:
            found.append(_label(pen, one))
    return found


def bare(marks: Iterable[Mark]) -> list[Mark]:
    """The marks of a small sign: without arrows to places."""
    return [one for one in marks if one.kind not in {"place", "elsewhere", "note"}]


def _label(pen: Pen, one: Mark) -> Label:
    named = one.kind in {"place", "elsewhere"}
    bearing = (one.start + one.end) / 2 if one.kind == "wave" else one.start
    far = _reach(pen, one.km) if named else pen.radius + (_ARROW_PT if one.kind != "wave" else 5)
    (x, y), gap = pen.at(bearing, far)[0], (3.0, 3.0)
    bearing += 180.0 if far < pen.radius else 0.0
    style = "normal" if named else "italic"
    return Label(text=one.text[:60], x=x, y=y, priority=99, size=6.5, style=style, gap=gap,
                 toward=bearing)  # fmt: skip


def _stroke(dash: Any = "-", *, small: Any = None, soft: bool = False, wide: float = 2.3,
            by: float = 0.0) -> Callable[[Pen, Mark], None]:  # fmt: skip
    """How an arc of some kind is drawn; `small` is its dash in the key."""

    def drawn(pen: Pen, one: Mark) -> None:
        style = small if pen.small and small is not None else dash
        width = wide * (0.62 if pen.small else 1.0)
        off = by * (0.55 if pen.small else 1.0)
        cap = {"dash_capstyle": "round"} if style != "-" and wide != _DASHED else {}
        colour = SOFT if soft else pen.colour
        pen.line(pen.arc(one.start, one.end, by=off), color=colour, lw=width, ls=style, **cap)

    return drawn


def _ghost(pen: Pen, one: Mark) -> None:
    wide = 2.6 if pen.small else 6.5
    pen.axes.plot(*pen.arc(one.start, one.end).T, color=SOFT, lw=wide, alpha=0.32, zorder=11)


def _hollow(pen: Pen, one: Mark) -> None:
    half, wide = (1.2, 0.7) if pen.small else (2.3, 1.0)
    pen.axes.plot(*pen.arc(one.start, one.end).T, color=PAPER, lw=2 * half, zorder=11)
    for by in (-half, half):
        pen.axes.plot(*pen.arc(one.start, one.end, by=by).T, color=INK, lw=wide, zorder=12)


def _strike(pen: Pen, _: Mark) -> None:
    pen.line(pen.at([225.0, 45.0], pen.radius * 1.22), color=INK, lw=1.3 if pen.small else 2.2)


def _wave(pen: Pen, one: Mark) -> None:
    high, step = (1.2, 6.0) if pen.small else (2.4, 12.0)
    length = np.radians(one.end - one.start) * pen.radius
    waves = max(2, round(length / step))
    part = np.linspace(0, 1, waves * 12 + 1)
    bearings = one.start + (one.end - one.start) * part
    points = pen.at(bearings, pen.radius + high * np.sin(2 * np.pi * waves * part))
    pen.line(points, color=WATER, lw=1.0 if pen.small else 1.7)


def _teeth(*, filled: bool) -> Callable[[Pen, Mark], None]:
    def drawn(pen: Pen, one: Mark) -> None:
        tooth = pen.radius * 0.42 if pen.small else min(_MOST_TOOTH_PT, pen.radius * 0.2)
        step = pen.radius * 1.04 if pen.small else max(9.5, tooth * 2.1)
        length = np.radians(one.end - one.start) * pen.radius
        n = max(1, round(length / step))
        half = np.degrees(tooth * 0.62 / pen.radius)
        base = pen.radius - (0.7 if pen.small else 1.1)
        for k in range(n):
            middle = one.start + (one.end - one.start) * (k + 0.5) / n
            bearings = [middle - half, middle + half, middle]
            points = pen.at(bearings, [base, base, base - tooth])
            pen.shape(points, filled=filled, colour=pen.colour)

    return drawn


def _ask(*, small: float, size: float) -> Callable[[Pen, Mark], None]:
    def drawn(pen: Pen, one: Mark) -> None:
        from matplotlib.patches import Circle

        (spot,) = pen.at(one.start, pen.radius)
        wide, radius = (0.5, small) if pen.small else (0.9, size)
        pen.axes.add_patch(Circle(spot, radius, fc=PAPER, ec=pen.colour, lw=wide, zorder=13))
        _write(pen, "?", spot, radius * (1.6 if pen.small else 1.4))

    return drawn


def _note(pen: Pen, one: Mark) -> None:
    if not pen.small:
        box = {"boxstyle": "round,pad=0.35", "fc": PAPER, "ec": pen.colour, "lw": 0.9}
        _write(pen, one.text, pen.at(one.start, pen.radius)[0], 7.0, bbox=box)


def _write(pen: Pen, text: str, spot: Points, size: float, **style: Any) -> None:
    pen.axes.text(*spot, text, fontsize=size, ha="center", va="center", color=INK, zorder=14,
                  fontweight="bold", parse_math=False, **style)  # fmt: skip


def _road(pen: Pen, one: Mark) -> None:
    """A way: two lines beside each other, as roads are drawn."""
    inner = pen.radius * 0.55 if pen.small else pen.radius - 9
    outer = pen.radius + (2.2 if pen.small else 11)
    for side in (-1, 1):
        aside = side * (0.7 if pen.small else 1.6)
        points = np.vstack([pen.at(one.start, far, aside) for far in (inner, outer)])
        pen.axes.plot(*points.T, color=INK, lw=0.6 if pen.small else 1.0, zorder=12)


def _head(pen: Pen, bearing: float, tip: float, *, size: float, filled: bool, colour: str) -> None:
    """A head whose tip is at a radius; one of negative size points inwards."""
    base = [pen.at(bearing, tip - size, side * abs(size) * 0.55)[0] for side in (1, -1)]
    pen.shape(np.array([pen.at(bearing, tip)[0], *base]), filled=filled, colour=colour)


def _out(pen: Pen, one: Mark) -> None:
    _road(pen, one)
    tip, size = (4.5, 3.2) if pen.small else (17.5, 7.5)
    _head(pen, one.start, pen.radius + tip, size=size, filled=False, colour=INK)


def _cut(pen: Pen, one: Mark) -> None:
    _road(pen, one)
    long, half = (4.5, 2.2) if pen.small else (16.0, 5.0)
    for share in (0.25, 0.65):
        bar = [pen.at(one.start, pen.radius + share * long, side)[0] for side in (-half, half)]
        pen.line(np.array(bar), color=INK, lw=0.9 if pen.small else 1.6)


def _in(pen: Pen, one: Mark) -> None:
    far, tip, size = (4.0, 1.5, 3.0) if pen.small else (15.0, 4.5, 7.5)
    ends = np.vstack([pen.at(one.start, pen.radius + far), pen.at(one.start, pen.radius - tip + 1)])
    pen.line(ends, color=pen.colour, lw=0.9 if pen.small else 1.5)
    _head(pen, one.start, pen.radius - tip, size=-size, filled=True, colour=pen.colour)


def _reach(pen: Pen, km: float) -> float:
    """How far from the middle an arrow to a place ends: at it, or short of it."""
    there = km * pen.km_pt
    if km > pen.km:
        return pen.radius + max(_LEAST_ARROW_PT, min(_ARROW_PT, there - pen.radius))
    return max(8.0, min(there, pen.radius - _MOST_TOOTH_PT - 5))


def _arrow(*, filled: bool) -> Callable[[Pen, Mark], None]:
    def drawn(pen: Pen, one: Mark) -> None:
        far = _reach(pen, one.km)
        if far > pen.radius:
            ends = np.vstack([pen.at(one.start, r) for r in (pen.radius + 2, far - 4)])
            pen.line(ends, color=pen.colour, lw=1.0)
            _head(pen, one.start, far, size=6.0, filled=filled, colour=pen.colour)
            return
        face = pen.colour if filled else PAPER
        pen.axes.scatter(*pen.at(one.start, far).T, s=18, c=face, ec=pen.colour, lw=1.0, zorder=12)

    return drawn


_DASHED = 2.4
_TOLD = frozenset({"place", "elsewhere", "out", "cut", "wave"})
_FINE = _stroke((0, (0.05, 2.6)), small=(0, (0.05, 2.4)), wide=1.3, soft=True)
_KINDS: dict[str, Callable[[Pen, Mark], None]] = {
    "line": _stroke(),
    "double": _stroke(wide=1.1, by=4.0),
    "dash": _stroke((0, (3.4, 2.2)), small=(0, (1.9, 1.3)), wide=_DASHED),
    "sparse": _stroke((0, (1.9, 3.8)), small=(0, (1.2, 2.2)), wide=_DASHED),
    "dots": _stroke((0, (0.05, 2.0)), small=(0, (0.05, 1.8)), wide=3.8),
    "faint": _FINE,
    "fine": _FINE,
    "ghost": _ghost,
    "hollow": _hollow,
    "strike": _strike,
    "wave": _wave,
    "teeth": _teeth(filled=True),
    "points": _teeth(filled=False),
    "ask": _ask(small=2.6, size=5.8),
    "huh": _ask(small=4.2, size=9.5),
    "out": _out,
    "cut": _cut,
    "in": _in,
    "place": _arrow(filled=True),
    "elsewhere": _arrow(filled=False),
    "note": _note,
}


def boxes(pen: Pen, marks: Iterable[Mark]) -> list[Box]:
    """Boxes along a ring and around its words, which names keep off."""
    spots = pen.at(np.arange(0, 360, 6), pen.radius)
    found = [(a - 3, b - 3, a + 3, b + 3) for a, b in spots]
    for one in (one for one in marks if one.kind == "note"):
        x, y = pen.at(one.start, pen.radius)[0]
        half = len(one.text) * 2.3 + 4
        found.append((x - half, y - 7, x + half, y + 7))
    return found
