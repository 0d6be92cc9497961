"""Writing the still picture: the same bytes for the same atlas."""

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geomap.display import one_line
from geomap.errors import InputError
from geomap.figures import base, legend, locator, symbols
from geomap.figures.frame import Frame
from geomap.figures.labels import INK, Label, Sheet
from geomap.maps import picture
from geomap.maps.build import Picture
from geomap.model import Tables
from geomap.writing import replacing

if TYPE_CHECKING:
    from matplotlib.figure import Figure


SUFFIXES = (".pdf", ".png", ".svg")
DPI = 200
_THUMBNAIL_DPI, _THUMBNAIL_COLOURS = 90, 64
_SHEET_IN = (11.69, 8.27)
_MARGIN_PT, _COLUMN_PT, _GUTTER_PT = 20.0, 200.0, 14.0
_RC: Any = {
    "font.family": "DejaVu Sans",
    "svg.fonttype": "path",
    "svg.hashsalt": "geomap",
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.7,
    "path.simplify": True,
}
_METADATA: dict[str, dict[str, Any]] = {
    ".png": {"Software": "geomap"},
    ".svg": {"Date": None, "Creator": "geomap"},
    ".pdf": {"CreationDate": None, "Creator": "geomap", "Producer": "geomap"},
}


def to_figure(atlas: Tables, path: Path | str) -> Path:
    """Draw the map of an atlas to a file, without a browser.

    Parameters
    ----------
    atlas
        The tables.
    path
        A file whose suffix is .png, .svg or .pdf; the sheet is A4, landscape.

    Returns
    -------
    pathlib.Path
        The file; the same atlas gives the same bytes.

    Raises
    ------
    InputError
        If the suffix is another one or the folder does not exist.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(
            f"expected a file name ending in {', '.join(SUFFIXES)}, got {target.name!r}"
        )
    with replacing(target) as part:
        _save(atlas, None, part, dpi=DPI)
    return target


def thumbnail(atlas: Tables, shown: Picture | None = None) -> bytes:
    """The still picture as a small PNG in few colours, to stand behind a map."""
    from PIL import Image

    drawn, kept = io.BytesIO(), io.BytesIO()
    # read again at once, so not worth packing well
    _save(atlas, shown, drawn, dpi=_THUMBNAIL_DPI, pil_kwargs={"compress_level": 1})
    # the relief has most pixels: a palette by their number would lose the colours of the signs
    whole = Image.open(drawn).convert("RGB")
    few = whole.quantize(_THUMBNAIL_COLOURS, method=Image.Quantize.MAXCOVERAGE)
    few.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _save(atlas: Tables, shown: Picture | None, target: Any, **how: Any) -> None:
    import matplotlib as mpl

    suffix = target.suffix.lower() if isinstance(target, Path) else ".png"
    with mpl.rc_context(_RC), warnings.catch_warnings():
        # A script that the font lacks is drawn as boxes; the page shows it in full.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        draw(atlas, shown).savefig(target, format=suffix[1:], metadata=_METADATA[suffix], **how)


def draw(atlas: Tables, shown: Picture | None = None) -> "Figure":
    """Draw the map and its legend on a sheet."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    seen = shown or picture(atlas, atlas.settings)
    figure = Figure(figsize=_SHEET_IN, dpi=72)
    FigureCanvasAgg(figure)
    wide, high = (inch * 72 for inch in _SHEET_IN)
    size = (wide - 2 * _MARGIN_PT - _COLUMN_PT - _GUTTER_PT, high - 2 * _MARGIN_PT)
    axes = _axes(figure, _MARGIN_PT, size)
    _map(axes, atlas, seen, size)
    column = _axes(figure, wide - _MARGIN_PT - _COLUMN_PT, (_COLUMN_PT, size[1]))
    column.axis("off")
    legend.write(column, atlas, seen, (_COLUMN_PT, size[1]))
    return figure


def _axes(figure: "Figure", left: float, size: tuple[float, float]) -> Any:
    wide, high = (inch * 72 for inch in _SHEET_IN)
    axes = figure.add_axes((left / wide, _MARGIN_PT / high, size[0] / wide, size[1] / high))
    axes.set_xlim(0, size[0])
    axes.set_ylim(0, size[1])
    axes.set_xticks([])
    axes.set_yticks([])
    return axes


def _map(axes: Any, atlas: Tables, shown: Picture, size: tuple[float, float]) -> None:
    frame = Frame.fit(shown.bounds, width_pt=size[0], height_pt=size[1], east=shown.east)
    sheet = Sheet(axes, *size)
    base.draw_base(axes, frame, shown)
    base.town_dots(axes, frame, shown)
    base.draw_areas(axes, frame, shown)
    sheet.take((0.0, 0.0, 150.0, 22.0))
    found = symbols.groups(atlas, shown, frame)
    sheet.take(locator.draw(axes, frame, shown, [(group.x, group.y) for group in found]))
    names = base.draw_rings(axes, frame, shown, sheet)
    for group in found:
        _group(axes, group, sheet)
    names += base.draw_lines(axes, frame, shown, sheet)
    own = {group.name.lower() for group in found}
    names = [n for n in names if n.priority != base.ENDPOINT or n.text.lower() not in own]
    names += [_name(group) for group in found]
    own |= {n.text.lower() for n in names}
    names += [n for n in base.base_labels(frame, shown) if n.text.lower() not in own]
    sheet.write(names)
    _scale(axes, frame)
    axes.set_xlim(0, size[0])
    axes.set_ylim(0, size[1])


def _group(axes: Any, group: symbols.Group, sheet: Sheet) -> None:
    from matplotlib.patches import Rectangle

    half_x, half_y = group.half()
    corner = (group.x - half_x, group.y - half_y)
    if group.area:
        axes.add_patch(Rectangle(corner, 2 * half_x, 2 * half_y, fc="white", ec=INK, lw=0.7,
                                 ls=(0, (5, 2.5)), alpha=0.9, zorder=19))  # fmt: skip
    spots = group.spots()
    for (dx, dy), look in zip(spots, group.looks, strict=False):
        symbols.draw(axes, (group.x + dx, group.y + dy), look)
    if group.count > len(group.looks):
        dx, dy = spots[-1]
        axes.text(group.x + dx, group.y + dy, f"+{group.count - len(group.looks):,}", fontsize=6.5,
                  fontweight="bold", ha="center", va="center", zorder=25)  # fmt: skip
    sheet.take((*corner, group.x + half_x, group.y + half_y))


def _name(group: symbols.Group) -> Label:
    half_x, half_y = group.half()
    return Label(
        text=one_line(group.name, 40), x=group.x, y=group.y, priority=80 + min(3, group.count),
        size=7.5, weight="bold", gap=(half_x + 1, half_y + 1),
    )  # fmt: skip


def _scale(axes: Any, frame: Frame) -> None:
    """A scale bar of a round length, true in the middle of the window."""
    from matplotlib import patheffects

    metres = frame.metres_per_point() * 110
    step = 10 ** np.floor(np.log10(metres))
    length_m = float(max(s for s in (1, 2, 5) if s * step <= metres) * step)
    points = length_m / frame.metres_per_point()
    axes.plot([10, 10, 10 + points, 10 + points], [13, 9, 9, 13], color=INK, lw=1.2, zorder=40)
    label = f"{length_m / 1000:,.0f} km" if length_m >= 1000 else f"{length_m:,.0f} m"
    halo = [patheffects.withStroke(linewidth=2.0, foreground="white")]
    axes.text(14 + points, 11, label, fontsize=7, va="center", zorder=40, path_effects=halo)
