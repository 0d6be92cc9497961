"""Names on paper: placed by priority, none on another."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

INK, SOFT = "#1c1f24", "#565b63"
"""Colours of what is read first, and of what stands back."""

_CLEAR_PT = 26.0
"""How far outside a ring a label is clear of the arrows that stand on it."""

_OFF_PT = 60.0
"""How far outside the sheet a name's own point may lie."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Label:
    """A name that wants a place: around a point, `gap` points away, or on it.

    `toward` is a bearing that it stands beyond first, `around` the radius of a ring that it stands
    outside of, or within where nothing else is free. `along` are places beside a line, each x, y
    and the line's slant in degrees.
    """

    text: str
    x: float
    y: float
    priority: float
    size: float = 7.0
    weight: str = "normal"
    style: str = "normal"
    colour: str = INK
    gap: tuple[float, float] | None = None
    room: float | None = None
    toward: float | None = None
    around: float = 0.0
    along: tuple[tuple[float, float, float], ...] = ()


@dataclass
class Sheet:
    """The axes that labels are written on, and the boxes already taken."""

    axes: Any
    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> None:
        """Keep a box free of labels."""
        self.taken.append(box)

    def write(self, labels: Iterable[Label]) -> None:
        """Write the labels that find a free place, the most important first."""
        for label in sorted(labels, key=lambda label: (-label.priority, label.text, label.x)):
            if (
                label.text
                and -_OFF_PT < label.x < self.width + _OFF_PT
                and (-_OFF_PT < label.y < self.height + _OFF_PT)
            ):
                self._one(label)

    def _one(self, label: Label) -> None:
        artist = self._artist(label)
        slants = label.along or [(0.0, 0.0, 0.0)]
        for x, y, slant in slants:
            artist.set_rotation(slant)
            artist.set_rotation_mode("anchor")
            width, height = self._size(artist)
            spots = [(x, y)] if label.along else _spots(label, width, height)
            if (label.room is None or width < label.room) and self._put(artist, spots):
                return
        artist.remove()

    def _put(self, artist: Any, spots: list[tuple[float, float]]) -> bool:
        """Put a name to the first place that is free; False where none is."""
        width, height = self._size(artist)
        for x, y in spots:
            box = (x - width / 2 - 1, y - height / 2, x + width / 2 + 1, y + height / 2)
            if self._free(box):
                artist.set_position((x, y))
                self.take(box)
                return True
        return False

    def _size(self, artist: Any) -> tuple[float, float]:
        extent = artist.get_window_extent(self.axes.figure.canvas.get_renderer())
        width, height = (float(x) * 72 / self.axes.figure.dpi for x in extent.size)
        return width, height

    def _artist(self, label: Label) -> Any:
        from matplotlib import patheffects

        return self.axes.text(
            label.x,
            label.y,
            label.text,
            fontsize=label.size,
            fontweight=label.weight,
            fontstyle=label.style,
            color=label.colour,
            ha="center",
            va="center",
            parse_math=False,
            zorder=30,
            path_effects=[patheffects.withStroke(linewidth=2.0, foreground="white", alpha=0.88)],
        )

    def _free(self, box: Box) -> bool:
        west, south, east, north = box
        if west < 1 or south < 1 or east > self.width - 1 or north > self.height - 1:
            return False
        return all(e <= west or w >= east or n <= south or s >= north for w, s, e, n in self.taken)


def _spots(label: Label, width: float, height: float) -> list[tuple[float, float]]:
    if label.around:
        return _outside(label, width, height)
    if label.toward is not None:
        return _beyond(label, width, height)
    if label.gap is None:
        steps = ((0, 0), (0, 1.3), (0, -1.3), (0.5, 0), (-0.5, 0), (0, 2.6), (0, -2.6))
        return [(label.x + a * width, label.y + b * height) for a, b in steps]
    wide, high = label.gap[0] + width / 2, label.gap[1] + height / 2
    around = ((1, 0), (0, 1), (0, -1), (-1, 0), (1, 0.8), (1, -0.8), (-1, 0.8), (-1, -0.8))
    return [(label.x + a * wide, label.y + b * high) for a, b in around]


def _outside(label: Label, width: float, height: float) -> list[tuple[float, float]]:
    steps = ((0, 1), (0, -1), (1, 0), (-1, 0), (0.72, 0.75), (-0.72, 0.75), (0.72, -0.75),
             (-0.72, -0.75))  # fmt: skip
    rims = (label.around, label.around + _CLEAR_PT)
    spots = [
        (label.x + a * (width / 2 + rim), label.y + b * (height / 2 + rim))
        for rim in rims
        for a, b in steps
    ]
    return [*spots, *((label.x, label.y + b * label.around * 0.45) for b in (1, -1))]


def _beyond(label: Label, width: float, height: float) -> list[tuple[float, float]]:
    turns = np.radians([(label.toward or 0.0) + turn for turn in (0, 25, -25, 60, -60, 95, -95)])
    return [
        (label.x + float(np.sin(turn)) * (width / 2 + 3 + out),
         label.y + float(np.cos(turn)) * (height / 2 + 3 + out))
        for out in (0, 12, 24)
        for turn in turns
    ]  # fmt: skip
