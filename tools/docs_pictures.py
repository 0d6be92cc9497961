"""The pictures of docs/explanation: one function a picture, drawn by what it explains.

    python tools/build_docs.py --renew

Every shape is computed by geomap, so a picture changes where a measure changes. The same version of
matplotlib writes the same bytes.
"""

from collections.abc import Callable
from pathlib import Path

import docs_sieges
import matplotlib as mpl
import numpy as np
import shapely
from docs_drawing import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PALE,
    PURPLE,
    STYLE,
    VERMILLION,
    area,
    ground,
    land,
    mark,
    outline,
    point,
    sheet,
)
from matplotlib.figure import Figure
from matplotlib.patches import Wedge
from shapely import Point

from geomap import locating, relations, terrain
from geomap.gazetteer import open_gazetteer


def draw_all(folder: Path) -> None:
    """Draw every picture into a folder."""
    for name, draw in PICTURES.items():
        with mpl.rc_context(STYLE):
            figure = draw()
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None}, facecolor="white")


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
    found = locating.locate("around 80 kilometers north of Kabul", open_gazetteer(), terrain=land())
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


def parts() -> Figure:
    """Mouth, head, axis and upper third of a valley."""
    figure, (axes,) = sheet(size=(5.6, 5.2))
    valley = land().valley("geomap:panjshir-valley")
    outline(axes, shapely.simplify(valley.area, 0.004), fill=BLUE, color=BLUE, lw=1)
    upper = shapely.simplify(terrain.upper_band(land().elevation, valley.area), 0.006)
    large = shapely.multipolygons([p for p in shapely.get_parts(upper) if p.area > 0.0005])
    outline(axes, large, fill=ORANGE, color=ORANGE, lw=0.8)
    outline(axes, shapely.simplify(valley.axis, 0.004), color="black", lw=1.5)
    mark(axes, valley.mouth, "mouth", color=VERMILLION)
    mark(axes, valley.head, "head", color=PURPLE)
    mark(axes, valley.area.centroid, "centroid", color=GREEN)
    ground(axes, (69.0, 35.0, 70.6, 36.1))
    return figure


def words() -> Figure:
    """Near, outskirts, between and a corridor, around Kabul and Bazarak."""
    figure, panels = sheet(4, size=(9.6, 3.0))
    a, b = point("Kabul"), point("Bazarak")
    shapes = {
        "near": relations.near(a, extent_m=3_000),
        "outskirts": relations.outskirts(a, extent_m=8_000),
        "between": relations.between(a, b),
        "on the road from ... to": relations.corridor(a, b),
    }
    for axes, (name, shape) in zip(panels, shapes.items(), strict=True):
        outline(axes, shape, fill=ORANGE, color=ORANGE, lw=1.5)
        for part in shapely.get_parts(shape):
            for hole in part.interiors:
                axes.fill(*hole.xy, facecolor="white")
                axes.plot(*hole.xy, color=ORANGE, lw=1.5)
        mark(axes, a, "Kabul")
        mark(axes, b, "Bazarak")
        ground(axes, (68.6, 34.2, 70.1, 35.6))
        axes.set(title=name, xlabel="", ylabel="")
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
    "border-share": docs_sieges.border_share,
    "chance": docs_sieges.chance,
    "cone": cone,
    "distance": distance,
    "exits": docs_sieges.exits,
    "gap": docs_sieges.gap,
    "horizon": docs_sieges.horizon,
    "parts": parts,
    "precision": precision,
    "sector": sector,
    "siege-signs": docs_sieges.signs,
    "spread": docs_sieges.spread,
    "verdict": verdict,
    "words": words,
}
