"""The pictures of encirclement: of its measures and signs, and screenshots of pages.

python tools/docs_sieges.py docs/images     (screenshots; needs playwright and Chromium)
"""

import io
import shutil
import sys
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

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
from PIL import Image
from shapely import Point

from geomap import encirclement, html, pipeline, relations, reports
from geomap.figures import sieges
from geomap.gazetteer import open_gazetteer
from geomap.maps.marks import marks
from geomap.maps.signs import EXAMPLES, Sign
from geomap.model import Report


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


def signs() -> Figure:
    """The eleven signs of a claimed encirclement, each with its label and how it is known."""
    figure = Figure(figsize=(9.2, 6.6))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 662), ylim=(0, 475))
    axes.axis("off")
    for n, sign in enumerate(Sign):
        x, y = 83 + n % 4 * 165.0, 405 - n // 4 * 158.0
        pen = sieges.Pen(axes=axes, x=x, y=y, radius=36, colour=BLUE)
        sieges.draw(pen, marks(EXAMPLES[sign]))
        axes.plot(x, y, "ko", ms=4)
        axes.text(x, y - 62, sign.label, ha="center", fontsize=8, fontweight="bold")
        lines = textwrap.wrap(sign.definition, 33)
        axes.text(x, y - 67, "\n".join(lines), ha="center", va="top", fontsize=7.5)
    return figure


# ---- screenshots of pages


def _report(name: str, day: str, text: str) -> Report:
    return reports.from_text(
        text, report_id=name, published=date.fromisoformat(day), title="Dispatch", publisher="Wire"
    )


PAGES: Mapping[str, Sequence[Report]] = {
    "siege-el-fasher": [
        _report(
            "fasher",
            "2024-05-14",
            "The army said on Monday that the RSF had surrounded El Fasher from the north, west "
            "and south. The paramilitaries hold Mellit in the north, Zalingei in the west and "
            "Nyala in the south, it said. Shells hit the market in El Fasher on Sunday.",
        ),
    ],
    "siege-goma": [
        _report(
            "goma",
            "2025-01-24",
            "M23 rebels have surrounded Goma, the governor said on Thursday. They hold Sake to "
            "the west and Rutshuru to the north. Lake Kivu is to the south, the Rwandan border is "
            "to the east. Fighting was heard in Sake on Wednesday.",
        ),
    ],
    "siege-panjshir": [
        _report(
            "one",
            "2021-08-23",
            "Panjshir was surrounded from three sides, Taliban spokesman Zabihullah Mujahid said "
            "on Monday. Clashes were reported in Andarab on Sunday.",
        ),
        _report(
            "two",
            "2021-08-25",
            "Fahim Dashti, a spokesman for the resistance, denied on Wednesday that Panjshir was "
            "surrounded. The Taliban attacked Gulbahar on Tuesday.",
        ),
        _report(
            "three",
            "2021-08-27",
            "Taliban fighters have surrounded Panjshir from Badakhshan in the east, Takhar in the "
            "north and Andarab in the west, Zabihullah Mujahid said on Friday.",
        ),
        _report(
            "four",
            "2021-09-06",
            "Elders feared on Monday that Panjshir would be surrounded again. Bazarak was shelled "
            "on Sunday.",
        ),
    ],
}
_WIDE, _PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def screenshots(folder: Path) -> None:
    """Open the pages in Chromium without a network, wide and light, and on a dark phone."""
    from playwright.sync_api import sync_playwright

    with TemporaryDirectory() as made, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"))
        for name, told in PAGES.items():
            page = Path(made) / f"{name}.html"
            html.to_html(pipeline.build_atlas(told), page)
            for end, size, scheme in (("", _WIDE, "light"), ("-phone", _PHONE, "dark")):
                shown = browser.new_page(viewport=size, color_scheme=scheme, offline=True)
                shown.goto(page.as_uri())
                shown.wait_for_timeout(3_000)
                shown.get_by_role("tab", name="Claims").click()
                shown.wait_for_timeout(300)
                _small(shown.screenshot(), folder / f"{name}{end}.png", share=0.6 if not end else 1)
        browser.close()


def _small(png: bytes, path: Path, *, share: float) -> None:
    """Keep a picture in few colours."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    size = (round(picture.width * share), round(picture.height * share))
    picture.resize(size, Image.Resampling.LANCZOS).quantize(128).save(path, optimize=True)


if __name__ == "__main__":
    screenshots(Path(sys.argv[1]))
