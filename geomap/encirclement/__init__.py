"""Whether a place is surrounded: positions around a target, measured, judged and told.

`encircle` measures positions that are given by name, `surrounding` sites; both give a
`Surrounding` with its verdict. `headline` and `three_lines` tell a reader what the frame of a claim
(`geomap.model.Siege`) says.
"""

from geomap.encirclement.encircle import encircle
from geomap.encirclement.exits import CUT_WITHIN_M, exits_of
from geomap.encirclement.measures import surrounding
from geomap.encirclement.records import Exit, Surrounding, View
from geomap.encirclement.telling import (
    Arc,
    headline,
    phase_said,
    sides_said,
    spoken_of,
    three_lines,
    unsaid_arc,
)

__all__ = [
    "CUT_WITHIN_M",
    "Arc",
    "Exit",
    "Surrounding",
    "View",
    "encircle",
    "exits_of",
    "headline",
    "phase_said",
    "sides_said",
    "spoken_of",
    "surrounding",
    "three_lines",
    "unsaid_arc",
]
