"""The column beside the map: title, the answers of ten seconds, the legend with counts, notes."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from geomap import dates
from geomap.display import one_line
from geomap.figures import sieges, symbols
from geomap.figures.labels import SOFT
from geomap.figures.sieges import Pen
from geomap.figures.symbols import Look
from geomap.maps import encirclement, encoding, payload
from geomap.maps.build import Picture
from geomap.maps.marks import Mark, marks
from geomap.maps.signs import EXAMPLES, Beside, Sign
from geomap.model import Status, Symbol, Tables

_MOST_LISTED = 6
_GREY = encoding.NO_SIDE_COLOUR
_USUAL = Look(shape="square", pattern="solid", outline="full", colour=_GREY)
NOTES = (
    "A claim is not an event; nobody's claim is confirmed by being drawn. Straight lines are "
    "geodesics on WGS84, not roads. A ring is a sign of what one claimant says of one day; filled "
    "teeth: a named place bears it out; fine dots: nobody speaks of that side. Projection: Web "
    "Mercator. Borders imply no opinion on their status. Places: GeoNames, CC BY 4.0. Land, "
    "water, borders: Natural Earth, WDB II. Relief: NOAA GLOBE, ETOPO5, T. Patterson."
)


class Column:
    """A cursor that writes down a column of axes whose unit is the point."""

    def __init__(self, axes: Any, *, width: float, height: float):
        self.axes, self.width, self.y = axes, width, height

    def text(self, text: str, *, x: float = 0.0, size: float = 7.0, **style: Any) -> None:
        """Write a line, wrapped to the column, and move down."""
        most = max(12, int((self.width - x) / (size * 0.545)))
        for line in textwrap.wrap(text, most) or [""]:
            self.axes.text(x, self.y, line, fontsize=size, va="top", parse_math=False, **style)
            self.y -= size * 1.32

    def sign(self, look: Look, label: str, count: int) -> None:
        """Write a line of the legend: symbol, words, count."""
        top = self.y
        symbols.draw(self.axes, (6.0, top - 4.4), look, radius=4.2)
        self.axes.text(self.width, top, f"{count:,}", fontsize=7, va="top", ha="right")
        width, self.width = self.width, self.width - 22
        self.text(label, x=15, size=7)
        self.width = width
        self.y = min(self.y, top - 11.2)

    def ring(self, found: Iterable[Mark], label: str, count: int) -> None:
        """Write a line of the legend with the sign of an encirclement."""
        top = self.y
        pen = Pen(axes=self.axes, x=6.0, y=top - 5.4, radius=4.2, colour=_GREY)
        sieges.draw(pen, sieges.bare(found))
        self.axes.text(self.width, top, f"{count:,}", fontsize=7, va="top", ha="right")
        self.text(label, x=17, size=7)
        self.y = min(self.y, top - 13.0)


def write(axes: Any, atlas: Tables, shown: Picture, size: tuple[float, float]) -> None:
    """Write the column."""
    column = Column(axes, width=size[0], height=size[1])
    for line in textwrap.wrap(one_line(shown.title, 120), 30):
        column.text(line, size=12, fontweight="bold")
    column.y -= 3
    for label, answer in glance(atlas, shown):
        column.text(f"{label}: {answer}", size=7.2)
    _sections(column, symbols.table(atlas, shown), shown.order)
    _rings(column, shown)
    column.y -= 4
    column.text(NOTES, size=5.7, color=SOFT)


def glance(atlas: Tables, shown: Picture) -> list[tuple[str, str]]:
    """Where, when, claimed by whom, disputed, how well placed."""
    status = atlas.events["status"].astype(str)
    disputed = int(status.isin([Status.CONTESTED, Status.DENIED]).sum())
    claimed = atlas.statements[atlas.statements["status"].astype(str) == "claimed"]
    known = shown.order.parties
    forces = frozenset(known.known.values())
    named = ((name, known.name(name)) for name in claimed["said_by"].astype(str))
    who = pd.Series([party if party in forces else name for name, party in named], dtype="str")
    top = sorted(who[who != ""].value_counts().items(), key=lambda i: (-i[1], str(i[0])))[:3]
    places = ", ".join(f"{one_line(str(name), 40)} ({n})" for name, n in top)
    return [
        ("Where", one_line(", ".join(shown.countries), 80) or "see the map"),
        ("Reports", f"{len(atlas.sources):,}, published {_days(atlas.sources['published'])}"),
        ("Events", f"{len(atlas.events):,}; {disputed:,} contested or denied"),
        ("Claimed by", places or "nobody named"),
    ]


def _days(published: "pd.Series[Any]") -> str:
    known = pd.to_datetime(published).dropna()
    if known.empty:
        return "on days that they do not name"
    first, last = dates.in_words(known.min()), dates.in_words(known.max())
    return first if first == last else f"{first} to {last}"


def _sections(column: Column, drawn: Any, order: Sequence[str]) -> None:
    """The encoding, line by line, each with the number of events that are drawn so."""
    sides = [*zip(order, encoding.SIDE_COLOURS, strict=False), (encoding.NO_SIDE, _GREY)]
    numbers = [*range(len(order)), -1]
    _heading(column, "Colour: side of who acts")
    for side, (name, colour) in zip(numbers, sides, strict=True):
        _line(column, one_line(name, 40), drawn["side"] == side, colour=colour)
    _heading(column, "Fill: status")
    for status in (one for one in Status if one.shown):
        words = f"{status.label}: {status.definition}"
        _line(column, words, drawn["status"] == status, pattern=status.pattern)
    _heading(column, "Shape: type of event")
    for symbol in Symbol:
        _line(column, symbol.label, drawn["shape"] == symbol, shape=symbol.value)
    _heading(column, "Outline: how well the place is known")
    for edge in encoding.Outline:
        area = edge is encoding.Outline.AREA
        label = "in a box: somewhere in the area" if area else edge.label
        look = {"shape": "circle", "pattern": "outline", "outline": edge.value}
        _line(column, label, drawn["outline"] == edge, **look)


def _rings(column: Column, shown: Picture) -> None:
    """The signs of claimed encirclement that are drawn, what stands on them, and what is not."""
    drawn = [ring for place in encirclement.drawn(shown.rings) for ring in place]
    if shown.rings:
        _heading(column, "Ring: said to be surrounded, a claimant and day")
    for sign in Sign:
        if n := sum(ring.sign is sign for ring in drawn):
            column.ring(marks(EXAMPLES[sign]), sign.label, n)
    for one in Beside:
        if n := sum(any(mark.kind == one for mark in ring.marks) for ring in drawn):
            column.ring(payload.example(one), one.label, n)
    if rest := [ring for ring in shown.rings if ring not in drawn]:
        column.text(f"{len(rest):,} more, not drawn for want of a place or of room:", size=6.2)
    for ring in rest[:_MOST_LISTED]:
        column.text(one_line(f"{ring.siege.target}: {ring.label}", 90), x=6, size=6.2)


def _line(column: Column, label: str, rows: "pd.Series[bool]", **look: str) -> None:
    """A sign with its count; one that does not occur teaches nothing."""
    if n := int(rows.sum()):
        column.sign(replace(_USUAL, **look), label, n)


def _heading(column: Column, text: str) -> None:
    column.y -= 5
    column.text(text, size=7.4, fontweight="bold")
    column.y -= 1
