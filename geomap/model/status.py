"""How a statement stands, and how that is said and drawn: one table for every room."""

from enum import StrEnum
from typing import Any

from geomap.model.entry import Entry


class Status(Entry):
    """Who vouches for a statement and whether anyone disputes it, in the legend's order.

    Each row: the word, its label, its definition, the fill pattern, `rank` (an event takes the
    status of least rank among its statements, unless they disagree), `drawn` (where symbols share
    a place, the least comes first), and whether the map shows it at first.
    """

    pattern: str
    rank: int
    drawn: int
    shown: bool

    def __init__(self, word: str, label: str = "", definition: str = "", *drawing: Any) -> None:
        super().__init__(word, label, definition)
        self.pattern, self.rank, self.drawn, self.shown = drawing

    # fmt: off
    OBSERVED = ("observed", "observed", "the reporter saw it or describes what is before them",
                "solid", 0, 3, True)
    ASSERTED = ("asserted", "asserted", "the report states it in its own voice",
                "solid", 1, 4, True)
    CLAIMED = ("claimed", "claimed", "a named party says so; nobody else confirms it",
               "hatch", 2, 2, True)
    CONTESTED = ("contested", "contested", "sources disagree; both sides are named",
                 "cross", 3, 0, True)
    DENIED = ("denied", "denied", "a named party says that it is not so",
              "struck", 5, 1, True)
    REPORTED = ("reported", "reported, unverified", "passed on without naming who says so",
                "dots", 4, 5, True)
    CONDITIONAL = ("conditional", "conditional",
                   "a plan, threat, fear or condition; not said to have happened",
                   "outline", 8, 6, False)
    HISTORICAL = ("historical", "historical", "background, long before the report",
                  "outline", 6, 6, False)
    NEGATED = ("negated", "negated", "the text itself says that it did not happen",
               "outline", 7, 6, False)
    # fmt: on


class Polarity(StrEnum):
    """Whether a statement says that it happened, that it did not, or that somebody denies it."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    DENIED = "denied"


class Certainty(StrEnum):
    """How surely the words of a statement put it."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
