"""The pictures of docs/explanation: one function a picture, drawn by what it explains.

    python tools/build_docs.py --renew

Every shape is computed by geomap, so a picture changes where a measure changes. The same version of
matplotlib writes the same bytes.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Wedge
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap import claims, relations, terrain
from geomap.gazetteer import open_gazetteer

BLUE, VERMILLION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
ORANGE, SKY, GREY, PALE = "#E69F00", "#56B4E9", "#666666", "#e8e8e8"
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "geomap",
    "font.family": ["DejaVu Sans", "sans-serif"],
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
THREE = ("Badakhshan", "Takhar", "Banu")


def draw_all(folder: Path) -> None:
    """Draw every picture into a folder."""
    for name, draw in PICTURES.items():
        with mpl.rc_context(STYLE):
            figure = draw()
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None}, facecolor="white")


@cache
def land() -> terrain.Terrain:
    """The shipped terrain."""
    return terrain.load()


def area(place_id: str) -> BaseGeometry:
    """Area of a place, simplified for drawing."""
    found = open_gazetteer().area(place_id)
    assert found is not None, place_id
    return shapely.simplify(found, 0.004)


def point(name: str) -> Point:
    """Point of a place in Afghanistan."""
    return open_gazetteer().lookup(name, country="AF", limit=1)[0].place.point


def sheet(count: int = 1, *, size: tuple[float, float] = (6.4, 4.0)) -> tuple[Figure, list[Axes]]:
    """A figure with panels side by side."""
    figure = Figure(figsize=size, layout="constrained")
    return figure, list(np.atleast_1d(figure.subplots(1, count)))


def outline(axes: Axes, shape: BaseGeometry, **style: Any) -> None:
    """Draw the outline (or the line, or the points) of a geometry."""
    fill = style.pop("fill", None)
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            x, y = part.exterior.xy
            axes.fill(x, y, facecolor=fill or "none", edgecolor="none", alpha=0.25)
            axes.plot(x, y, **style)
        else:
            axes.plot(*part.xy, **style)


def mark(
    axes: Axes, where: Point, text: str, *, dx: float = 6, dy: float = 4, **style: Any
) -> None:
    """Draw a point with its name."""
    axes.plot(where.x, where.y, **({"marker": "o", "color": "black", "ms": 5} | style))
    axes.annotate(text, (where.x, where.y), xytext=(dx, dy), textcoords="offset points")


def ground(axes: Axes, bounds: Sequence[float]) -> None:
    """Make a panel a map: longitude and latitude, true to scale in its middle."""
    west, south, east, north = bounds
    axes.set(xlim=(west, east), ylim=(south, north), xlabel="longitude", ylabel="latitude")
    axes.set_aspect(1 / np.cos(np.radians((south + north) / 2)))


def distance() -> Figure:
    """Straight lines from Kabul to four points of one valley."""
    figure, (axes,) = sheet(size=(5.6, 5.6))
    valley, kabul = land().valley("geomap:panjshir-valley"), point("Kabul")
    shape = shapely.simplify(valley.area, 0.004)
    outline(axes, shape, fill=BLUE, color=BLUE, lw=1)
    ends = {"mouth": valley.mouth, "centroid": valley.area.centroid, "head": valley.head}
    for (name, end), colour in zip(ends.items(), (VERMILLION, GREEN, PURPLE), strict=True):
        km = relations.distance_m(kabul, end) / 1000
        outline(axes, relations.line(kabul, end), color=colour, lw=1.5, ls="--")
        mark(axes, end, f"{name}, {km:.0f} km", color=colour)
    mark(axes, kabul, "Kabul", dy=-12)
    ground(axes, (68.7, 34.35, 70.7, 36.1))
    return figure


def cone() -> Figure:
    """Cones of three directions and the graded score of the widest."""
    figure = Figure(figsize=(7.4, 3.2), layout="constrained")
    for number, word in enumerate(("north", "northeast", "NNE"), 1):
        axes = figure.add_subplot(1, 4, number)
        way = relations.direction(word)
        assert way is not None
        axes.add_patch(Wedge((0, 0), 1, 0, 360, facecolor=PALE))
        left, right = (90 - way.bearing_deg + s * way.half_width_deg for s in (-1, 1))
        axes.add_patch(Wedge((0, 0), 1, left, right, facecolor=BLUE, alpha=0.7))
        axes.plot(0, 0, "ko", ms=4)
        axes.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), title=f"{word}: ±{way.half_width_deg:g}°")
        axes.set_aspect("equal")
        axes.axis("off")
    axes = figure.add_subplot(1, 4, 4)
    off = np.linspace(-120, 120, 241)
    north = relations.direction("north")
    assert north is not None
    axes.plot(off, relations.cone_score(off, north), color=BLUE)
    axes.set(xlabel="degrees off north", title="graded score", xticks=[-90, 0, 90])
    return figure


def sector() -> Figure:
    """The area of "around 80 kilometers north of Kabul"."""
    figure, (axes,) = sheet(size=(5.6, 5.4))
    found = claims.locate("around 80 kilometers north of Kabul", open_gazetteer(), terrain=land())
    valley, kabul = land().valley("geomap:panjshir-valley"), point("Kabul")
    outline(axes, shapely.simplify(valley.area, 0.004), fill=BLUE, color=BLUE, lw=1)
    outline(axes, shapely.simplify(found.area, 0.002), fill=ORANGE, color=ORANGE, lw=1.5)
    mark(axes, kabul, "Kabul", dy=-12)
    mark(axes, valley.mouth, "mouth of the valley", color=VERMILLION)
    mark(axes, valley.area.centroid, "its centroid", color=GREEN)
    ground(axes, (68.2, 34.35, 70.6, 36.1))
    return figure


def adjacency() -> Figure:
    """Border of Panjshir along Baghlan, and which way it faces."""
    figure, (axes,) = sheet(size=(5.6, 5.2))
    panjshir, baghlan = (area(f"gn:{number}") for number in (6957555, 1147537))
    met = relations.adjacency(panjshir, baghlan, tolerance_m=2_000)
    outline(axes, baghlan, fill=GREY, color=GREY, lw=0.8)
    outline(axes, panjshir, fill=BLUE, color=BLUE, lw=1)
    outline(axes, met.geometry, color=VERMILLION, lw=3)
    turn, middle = np.radians(met.normal_deg), met.geometry.centroid
    axes.annotate(
        "",
        (middle.x + 0.35 * np.sin(turn), middle.y + 0.3 * np.cos(turn)),
        (middle.x, middle.y),
        arrowprops={"arrowstyle": "-|>", "color": VERMILLION, "lw": 2},
    )
    axes.set_title(f"mean outward normal {met.normal_deg:.0f}°, resultant {met.resultant:.2f}")
    for name, where in {"Panjshir": panjshir.centroid, "Baghlan": Point(68.85, 35.85)}.items():
        axes.annotate(name, (where.x, where.y), ha="center")
    ground(axes, (68.1, 34.9, 70.8, 36.5))
    return figure


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
    found = claims.encircle(
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


def verdict() -> Figure:
    """The verdict rule on the scale of probability."""
    figure, (axes,) = sheet(size=(6.4, 1.4))
    bands = {"contradicted": (0, 0.1, VERMILLION), "undetermined": (0.1, 0.9, PALE),
             "supported": (0.9, 1.0, GREEN)}  # fmt: skip
    for name, (left, right, colour) in bands.items():
        axes.barh(0, right - left, left=left, color=colour, alpha=0.8)
        axes.text((left + right) / 2, 0.55, name, ha="center")
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.4, 0.8), yticks=[], xlabel="probability")
    axes.set_xticks([0, 0.1, 0.5, 0.9, 1])
    axes.spines["left"].set_visible(False)
    return figure


def precision() -> Figure:
    """What a figure leaves open: the graded score of distances against "80" and "about 80"."""
    figure, (axes,) = sheet(size=(5.8, 3.0))
    km = np.linspace(50, 110, 241)
    ranges = {"80 km": (75, 85, BLUE, "-"), "about 80 km": (70, 90, VERMILLION, "--")}
    for name, (low, high, colour, dash) in ranges.items():
        off = np.maximum(np.maximum(km - high, low - km), 0)
        slack = (high - low) / 2
        axes.plot(km, np.clip(1 - off / slack, 0, 1), color=colour, ls=dash, label=name)
    axes.set(xlabel="measured distance, km", ylabel="score")
    axes.legend(frameon=False)
    return figure


PICTURES: dict[str, Callable[[], Figure]] = {
    "adjacency": adjacency,
    "border-share": border_share,
    "chance": chance,
    "cone": cone,
    "distance": distance,
    "exits": exits,
    "gap": gap,
    "horizon": horizon,
    "precision": precision,
    "sector": sector,
    "spread": spread,
    "verdict": verdict,
}
