"""Names of rivers and lakes on paper, along straight stretches of their lines."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from geomap.figures.frame import Frame
from geomap.figures.labels import Label
from geomap.maps.build import Picture
from geomap.maps.geometry import DIGITS, decode

NAME = "#2a6f9e"
_STEP_PT, _LIFT_PT = 6.0, 4.5
_MOST_SPOTS = 12
_LETTER_PT = 3.4


def labels(frame: Frame, shown: Picture) -> list[Label]:
    """A name for each river and lake that the sheet shows, with the places where it may stand."""
    level = shown.base.levels[-1]
    own = [(river, DIGITS) for river in shown.base.rivers]
    found = []
    for river, digits in [*((one, level["digits"]) for one in level["rivers"]), *own]:
        if river["name"] and (spots := _spots(frame, river["paths"], digits, river["name"])):
            found.append(_label(river["name"], spots, 26 - river.get("rank", 5)))
    for lake in level["lakes"]:
        if lake["name"] and (room := _room(frame, lake["paths"], level["digits"])):
            x, y, wide = room
            found.append(
                Label(text=lake["name"], x=x, y=y, priority=42, size=6.5, style="italic",
                      colour=NAME, room=wide * 1.6)
            )  # fmt: skip
    return found


def _label(name: str, spots: list[tuple[float, float, float]], priority: float) -> Label:
    x, y, _ = spots[0]
    return Label(text=name, x=x, y=y, priority=priority, size=6.2, style="italic", colour=NAME,
                 along=tuple(spots))  # fmt: skip


def _room(frame: Frame, paths: list[list[int]], digits: int) -> tuple[float, float, float] | None:
    """The middle and the width of the largest part of a lake, in points."""
    boxes = [(p.min(axis=0), p.max(axis=0)) for p in _points(frame, paths, digits)]
    if not boxes:
        return None
    low, high = max(boxes, key=lambda box: float(np.prod(box[1] - box[0])))
    return *((low + high) / 2).tolist(), float(high[0] - low[0])


def _points(frame: Frame, paths: list[list[int]], digits: int) -> Iterator[Any]:
    for path in paths:
        points = frame.points(decode(path, digits=digits))
        low, high = points.min(axis=0), points.max(axis=0)
        if (high > 0).all() and low[0] < frame.width_pt and low[1] < frame.height_pt:
            yield points


def _spots(
    frame: Frame, paths: list[list[int]], digits: int, name: str
) -> list[tuple[float, float, float]]:
    """Where a name may stand beside a river: x, y, slant; the straightest stretches first."""
    length, found = len(name) * _LETTER_PT, []
    for points in _points(frame, paths, digits):
        steps = np.hypot(*np.diff(points, axis=0).T)
        along = np.concatenate([[0.0], steps.cumsum()])
        for start in np.arange(0.0, along[-1] - length, max(_STEP_PT, along[-1] / 60)):
            ends = [
                np.array([np.interp(at, along, points[:, k]) for k in (0, 1)])
                for at in (start, start + length)
            ]
            chord = ends[1] - ends[0]
            straight = float(np.hypot(*chord)) / length
            slant = float((np.degrees(np.arctan2(chord[1], chord[0])) + 90) % 180 - 90)
            found.append((-straight, abs(slant), *_beside(ends, slant)))
    return [spot[2:] for spot in sorted(found)[:_MOST_SPOTS] if -spot[0] > 0.9]


def _beside(ends: list[Any], slant: float) -> tuple[float, float, float]:
    x, y = (ends[0] + ends[1]) / 2
    turn = np.radians(slant + 90)
    return float(x + _LIFT_PT * np.cos(turn)), float(y + _LIFT_PT * np.sin(turn)), slant
