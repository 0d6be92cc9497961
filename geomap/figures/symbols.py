"""Event symbols on paper, by the same encoding as in the browser."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from matplotlib.path import Path as Outline

from geomap.figures.frame import Frame
from geomap.maps import encoding, payload
from geomap.maps.build import Picture
from geomap.model import Status, Tables

RADIUS_PT = 5.6
SHOWN = 7
HATCHES = {"hatch": "//////", "cross": "xxxxxx", "dots": "......"}
LINES = {"full": "-", "dashed": (0, (2.2, 1.2)), "dotted": (0, (0.6, 1.3)), "area": "-"}
_COMPASS = ((0, 8), (0, -8), (8, 0), (-8, 0), (8, 8), (-8, -8), (8, -8), (-8, 8))
_GAP = RADIUS_PT * 2 + 3.0
_RING = ((0, 0), (1, 0), (-1, 0), (0.5, 0.87), (-0.5, 0.87), (0.5, -0.87), (-0.5, -0.87))


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a symbol is drawn."""

    shape: str
    pattern: str
    outline: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """Events that stand together: a point or a box on paper, and the looks to draw there."""

    x: float
    y: float
    name: str
    place_id: str
    area: bool
    looks: tuple[Look, ...]
    count: int

    def spots(self) -> list[tuple[float, float]]:
        """Where the symbols stand, in points from the group's place; the last is for "+n"."""
        n = len(self.looks) + (self.count > len(self.looks))
        if self.area:
            wide, rows = min(n, 4), -(-n // 4)
            return [
                ((i % wide - (wide - 1) / 2) * _GAP, ((rows - 1) / 2 - i // wide) * _GAP)
                for i in range(n)
            ]
        if n == 2:
            return [(-_GAP / 2, 0.0), (_GAP / 2, 0.0)]
        return [(a * _GAP, b * _GAP) for a, b in _RING[:n]]

    def half(self) -> tuple[float, float]:
        """Half width and half height of what is drawn, in points."""
        at = np.abs(np.array(self.spots()))
        return float(at[:, 0].max() + RADIUS_PT + 3), float(at[:, 1].max() + RADIUS_PT + 3)


def shape_path(shape: str) -> Outline:
    """Outline of a symbol of radius 1."""
    if shape == "circle":
        return Outline.unit_circle()
    if shape == "cross":
        a, b = 1.02, 0.4
        corners = [
            (-b, a), (b, a), (b, b), (a, b), (a, -b), (b, -b),
            (b, -a), (-b, -a), (-b, -b), (-a, -b), (-a, b), (-b, b),
        ]  # fmt: skip
        return Outline([*corners, corners[0]], closed=True)
    n, turn, size, drop = {
        "diamond": (4, 90.0, 1.12, 0.0),
        "octagon": (8, 22.5, 1.02, 0.0),
        "triangle": (3, 90.0, 1.18, -0.18),
        "square": (4, 45.0, 1.2, 0.0),
    }[shape]
    angles = np.radians(turn + np.arange(n + 1) * 360 / n)
    return Outline(np.c_[size * np.cos(angles), size * np.sin(angles) + drop], closed=True)


def draw(axes: Any, spot: tuple[float, float], look: Look, *, radius: float = RADIUS_PT) -> None:
    """Draw one symbol at a spot of axes whose unit is the point."""
    from matplotlib.patches import PathPatch
    from matplotlib.transforms import Affine2D

    outline = shape_path(look.shape)
    where = Affine2D().scale(radius).translate(*spot) + axes.transData
    axes.add_patch(
        PathPatch(outline, transform=where, fc="white", ec="white", lw=2.6, zorder=20, alpha=0.9)
    )
    solid = look.pattern == "solid"
    fill = {"fc": look.colour if solid else "white", "hatch": HATCHES.get(look.pattern)}
    edge = {"lw": 0.8 if look.pattern == "outline" else 1.2, "ls": LINES[look.outline]}
    if look.outline in {"dashed", "dotted"}:  # a broken outline stands off the fill
        inner = Affine2D().scale(radius - 1.5).translate(*spot) + axes.transData
        axes.add_patch(PathPatch(outline, transform=inner, ec=look.colour, lw=0, zorder=21, **fill))
        fill = {"fc": "none"}
    axes.add_patch(PathPatch(outline, transform=where, ec=look.colour, zorder=21, **fill, **edge))
    if look.pattern == "struck":
        (x, y), r = spot, radius * 1.15
        axes.plot([x - r, x + r], [y - r, y + r], color=look.colour, lw=1.5, zorder=22)


def groups(atlas: Tables, shown: Picture, frame: Frame) -> list[Group]:
    """Events on the sheet, gathered where their symbols would overlap; hidden statuses left out."""
    drawn = table(atlas, shown)
    lonlat = np.c_[drawn["lon"], drawn["lat"]]
    drawn[["x", "y"]] = frame.points(lonlat) if len(drawn) else lonlat
    inside = drawn["x"].between(RADIUS_PT, frame.width_pt - RADIUS_PT)
    inside &= drawn["y"].between(RADIUS_PT, frame.height_pt - RADIUS_PT)
    return settled(_gathered(drawn[inside]))


def settled(found: Sequence[Group]) -> list[Group]:
    """Move boxes of areas aside until none covers another group; points stay where they are."""
    kept: list[Group] = []
    for group in sorted(found, key=lambda g: g.area):
        steps = [(0.0, 0.0), *((a * n, b * n) for n in range(1, 9) for a, b in _COMPASS)]
        tries = (replace(group, x=group.x + dx, y=group.y + dy) for dx, dy in steps)
        free = (t for t in tries if not any(_covers(t, other) for other in kept))
        kept.append(group if not group.area else next(free, group))
    return kept


def _covers(one: Group, other: Group) -> bool:
    (a, b), (c, d) = one.half(), other.half()
    return abs(one.x - other.x) < a + c and abs(one.y - other.y) < b + d


def table(atlas: Tables, shown: Picture) -> Any:
    """Events that are drawn, with their looks as columns, contested first."""
    frame = atlas.events
    geometry = np.asarray(payload.drawn(frame).array, dtype=object)
    known = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    hidden = [one.value for one in Status if not one.shown]
    side = payload.side_codes(atlas.events["actor"].astype(str), shown.order)
    outline = payload.outlines(frame, frozenset(shown.areas))
    data = frame[["place", "place_id", "status"]].assign(
        shape=payload.shapes(frame), outline=outline, side=side
    )
    kept = known & ~data["status"].isin(hidden).to_numpy(dtype=bool)
    data = data[kept]
    points = shapely.point_on_surface(geometry[kept])
    data = data.assign(lon=shapely.get_x(points), lat=shapely.get_y(points))
    rank = data["status"].map({one.value: one.drawn for one in Status}).fillna(len(Status))
    return data.assign(rank=rank).sort_values("rank", kind="stable").drop(columns="rank")


def _gathered(shown: Any) -> list[Group]:
    """Places with most events first; a place whose symbols would overlap another's joins it."""
    by = [shown["outline"] == "area", "place_id", "x", "y"]
    places = sorted(shown.groupby(by, sort=True), key=lambda item: (-len(item[1]), item[0][1:]))
    found: list[Group] = []
    for (area, place_id, x, y), rows in places:
        touching = (i for i, g in enumerate(found) if not area and _touch(g, x, y, len(rows)))
        near = next(touching, None)
        looks = tuple(_look(row) for row in rows.head(SHOWN).itertuples())
        if near is None:
            name = str(rows["place"].iloc[0])
            found.append(_cut(Group(
                x=float(x), y=float(y), name=name, place_id=str(place_id), area=bool(area),
                looks=looks, count=len(rows),
            )))  # fmt: skip
        else:
            one = found[near]
            looks, count = (*one.looks, *looks), one.count + len(rows)
            found[near] = _cut(replace(one, looks=looks, count=count))
    return found


def _touch(group: Group, x: float, y: float, n: int) -> bool:
    reach = _extent(group.count) + _extent(n)
    return not group.area and bool(np.hypot(group.x - x, group.y - y) < reach)


def _extent(n: int) -> float:
    return (8.0, 14.0, 18.0)[n - 1] if n < 4 else 24.0


def _cut(group: Group) -> Group:
    most = SHOWN if group.count <= SHOWN else SHOWN - 1
    return replace(group, looks=group.looks[:most])


def _look(row: Any) -> Look:
    colours = encoding.SIDE_COLOURS
    patterns = {one.value: one.pattern for one in Status}
    return Look(
        shape=row.shape,
        pattern=patterns.get(str(row.status), "dots"),
        outline=row.outline,
        colour=colours[row.side] if row.side >= 0 else encoding.NO_SIDE_COLOUR,
    )
