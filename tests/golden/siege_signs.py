"""The signs of claimed encirclement as pieces of SVG, and as pixels without colour.

python -m golden.siege_signs     (from tests/: writes the golden pieces again)
"""

import io
import re
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geomap.figures import sieges
from geomap.maps.marks import marks
from geomap.maps.signs import EXAMPLES, Sign

FOLDER = Path(__file__).parent / "siege-signs"
_STYLE = {"svg.fonttype": "none", "svg.hashsalt": "geomap", "font.family": "DejaVu Sans"}


def drawn(sign):
    figure = Figure(figsize=(1.5, 1.5), dpi=72)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 108), ylim=(0, 108))
    axes.axis("off")
    sieges.draw(
        sieges.Pen(axes=axes, x=54, y=54, radius=32, colour="#666666"), marks(EXAMPLES[sign])
    )
    return figure


def svg(sign):
    """What is drawn of a sign: paths and words, without the frame around them."""
    with mpl.rc_context(_STYLE):
        kept = io.StringIO()
        drawn(sign).savefig(kept, format="svg", metadata={"Date": None, "Creator": None})
    text = re.sub(r'(?s)^.*?<g id="axes_1">|</g>\s*<defs>\s*<clipPath.*$', "", kept.getvalue())
    text = re.sub(r' clip-path="[^"]*"', "", text)
    return re.sub(r"(\d+\.\d)\d+", r"\1", text).strip() + "\n"


def kept(sign):
    return (FOLDER / f"{sign}.svg.txt").read_text(encoding="utf-8")


def pixels(sign):
    """Ink or none, without colour and without the few words on the ring."""
    figure = drawn(sign)
    for text in figure.axes[0].texts:
        text.set_visible(text.get_text() == "?")
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba())[..., :3].min(axis=2) < 160


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for one in Sign:
        (FOLDER / f"{one}.svg.txt").write_text(svg(one), encoding="utf-8", newline="\n")
