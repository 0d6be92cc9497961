"""The pictures of encirclement in docs/explanation/measures.md."""

from collections.abc import Sequence

import numpy as np
import shapely
from docs_drawing import (
    BLUE,
    GREEN,
    GREY,
    PURPLE,
    SKY,
    VERMILLION,
    area,
    ground,
    land,
    mark,
    outline,
    point,
    sheet,
)
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Wedge
from shapely import Point

from geomap import encirclement, relations
from geomap.gazetteer import open_gazetteer


def _rose(axes: Axes, bearings: Sequence[float], title: str) -> None:
    axes.add_patch(Wedge((0, 0), 1, 0, 360, width=0.02, facecolor=GREY))
    for bearing in bearings:
        x, y = np.sin(np.radians(bearing)), np.cos(np.radians(bearing))
        axes.plot([0, x], [0, y], color=GREY, lw=0.8)
        axes.plot(x, y, "o", color="black", ms=6)
    axes.plot(0, 0, marker="*", color="black", ms=10)
    axes.set(xlim=(-1.25, 1.25), ylim=(-1.25, 1.25), title=title)
    axes.set_aspect("equal")
    axes.axis("off")


def gap() -> Figure:
    """Largest gap and depth of two arrangements of four positions."""
    figure, panels = sheet(2, size=(6.4, 3.4))
    for axes, bearings in zip(panels, ([10, 100, 190, 280], [330, 0, 40, 90]), strict=True):
        widest = float(relations.largest_gap_deg(bearings))
        deep = int(relations.depth(bearings))
        _rose(axes, bearings, f"G = {widest:.0f}°, depth {deep}")
        ordered = sorted(bearings)
        gaps = np.diff([*ordered, ordered[0] + 360])
        start = ordered[int(np.argmax(gaps))]
        colour = GREEN if widest < 180 else VERMILLION
        axes.add_patch(
            Wedge((0, 0), 0.55, 90 - start - widest, 90 - start, facecolor=colour, alpha=0.35)
        )
        axes.text(0, -1.2, "inside the hull" if widest < 180 else "outside the hull", ha="center")
    return figure


def horizon() -> Figure:
    """Covered share, widest open arc and sides of three arrangements."""
    figure, panels = sheet(3, size=(8.0, 3.2))
    for axes, bearings in zip(panels, ([0, 90, 280], [0, 180], [45, 225]), strict=True):
        covered, wide = relations.covered_share(bearings), relations.widest_open_deg(bearings)
        count = int(relations.sides(bearings))
        _rose(axes, bearings, f"C = {float(covered):.2f}, O = {float(wide):.0f}°, {count} sides")
        for bearing in bearings:
            turn = 90 - bearing
            axes.add_patch(
                Wedge((0, 0), 0.9, turn - 45, turn + 45, width=0.2, facecolor=BLUE, alpha=0.6)
            )
        for edge in (45, 135, 225, 315):
            x, y = np.sin(np.radians(edge)), np.cos(np.radians(edge))
            axes.plot([0, 1.15 * x], [0, 1.15 * y], color=GREY, lw=0.8, ls=":")
        for letter, (x, y) in {"N": (0, 1), "E": (1, 0), "S": (0, -1), "W": (-1, 0)}.items():
            axes.text(1.15 * x, 1.15 * y, letter, ha="center", va="center", color=GREY)
    return figure


def border_share() -> Figure:
    """P: the border of Panjshir that faces three named provinces."""
    figure, (axes,) = sheet(size=(5.8, 4.8))
    panjshir = area("gn:6957555")
    named = {"Badakhshan": 1147745, "Takhar": 1123230, "Baghlan": 1147537}
    held = shapely.union_all([area(f"gn:{number}") for number in named.values()])
    met = relations.adjacency(panjshir, held, tolerance_m=2_000)
    outline(axes, held, fill=VERMILLION, color=VERMILLION, lw=0.6)
    outline(axes, panjshir, fill=BLUE, color=BLUE, lw=1)
    outline(axes, met.geometry, color=VERMILLION, lw=3)
    axes.set_title(f"P = {met.share:.2f}")
    for name, (x, y) in {"Badakhshan": (70.6, 36.2), "Takhar": (69.75, 36.2),
                         "Baghlan": (68.85, 35.9), "Panjshir": (69.85, 35.4)}.items():  # fmt: skip
        axes.text(x, y, name, ha="center")
    ground(axes, (68.2, 34.8, 71.2, 36.5))
    return figure


def exits() -> Figure:
    """X and F: ways out of the Panjshir valley, and which of them two positions cut."""
    figure, (axes,) = sheet(size=(5.8, 5.4))
    by = ["Khawak Pass", "Anjuman Pass"]
    found = encirclement.encircle(
        "Panjshir Valley", by, gazetteer=open_gazetteer(), exits=True, terrain=land()
    )
    valley = land().valley("geomap:panjshir-valley")
    outline(axes, shapely.simplify(valley.area, 0.004), fill=BLUE, color=BLUE, lw=1)
    outline(axes, shapely.simplify(valley.axis, 0.004), color=SKY, lw=1.5)
    for way in found.exits:
        colour, marker = (VERMILLION, "X") if way.cut else (GREEN, "o")
        named = not way.name.startswith("pass ")
        mark(axes, Point(way.lon, way.lat), way.name if named else "", color=colour, marker=marker)
    axes.set_title(f"X = {found.exits_cut:.2f}, F = {found.flow_cut:.2f}")
    ground(axes, (69.0, 35.0, 70.6, 36.15))
    return figure


def chance() -> Figure:
    """Probability that random positions surround a point."""
    figure, (axes,) = sheet(size=(5.0, 3.0))
    counts = np.arange(1, 13)
    axes.bar(counts, [relations.chance_surrounded(int(n)) for n in counts], color=BLUE)
    axes.set(xlabel="positions n", ylabel="1 - n / 2ⁿ⁻¹", xticks=counts, ylim=(0, 1))
    return figure


def spread() -> Figure:
    """Draws of three named areas and of the target, and what they give."""
    figure, (axes,) = sheet(size=(5.8, 4.8))
    panjshir = area("gn:6957555")
    outline(axes, panjshir, fill=BLUE, color=BLUE, lw=1)
    numbers = {"Badakhshan": 1147745, "Takhar": 1123230}
    colours = (VERMILLION, GREEN)
    for (name, number), colour in zip(numbers.items(), colours, strict=True):
        item = relations.Spread(geometry=area(f"gn:{number}"))
        drawn = relations.spread_points(item, draws=150, seed=1)
        axes.plot(drawn[:, 0], drawn[:, 1], ".", color=colour, ms=3, label=name)
    post = relations.Spread(geometry=point("Banu"), uncertainty_m=10_000)
    drawn = relations.spread_points(post, draws=100, seed=1)
    axes.plot(drawn[:, 0], drawn[:, 1], ".", color=PURPLE, ms=3, label="a point ± 10 km")
    mark(axes, panjshir.centroid, "", marker="*", ms=12)
    axes.legend(loc="lower right", frameon=False)
    ground(axes, (68.8, 34.8, 74.6, 38.6))
    return figure
