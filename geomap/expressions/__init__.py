"""Kinds of spatial expression, and finding them in a text.

`KINDS` is the one table of kinds: how each is worded, located, checked and told. `find` gives the
expressions of a text, `in_usual_order` brings a single one into the order that `find` reads, and
`as_printed` takes it for a catalogue's.
"""

from geomap.expressions.finding import HALF_TURN_M, Expression, as_printed, find
from geomap.expressions.kinds import KINDS, Kind, functions_of, kinds_that
from geomap.expressions.order import in_usual_order
from geomap.expressions.quantities import Path, Quantity
from geomap.expressions.words import BORDER, LIST_JOIN

__all__ = [
    "BORDER",
    "HALF_TURN_M",
    "KINDS",
    "LIST_JOIN",
    "Expression",
    "Kind",
    "Path",
    "Quantity",
    "as_printed",
    "find",
    "functions_of",
    "in_usual_order",
    "kinds_that",
]
