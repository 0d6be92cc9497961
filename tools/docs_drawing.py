"""What the pictures of docs/explanation share: colours, style, panels that are maps."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geomap import terrain
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
