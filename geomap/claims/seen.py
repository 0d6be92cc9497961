"""What was seen and cannot be held against geography, listed all the same."""

import re
from collections.abc import Iterator

from geomap.claims.case import Case
from geomap.claims.measures import Finding
from geomap.claims.rows import claim, compass
from geomap.expressions import HALF_TURN_M
from geomap.model import Claim

_SPEED = re.compile(r"\s*(?:/|per\b|an\b)\s*h", re.I)
_SHORT = frozenset(["m", "feet", "yards"])
"""Units in which texts tell heights and sizes more often than where something is."""


def unparsed(case: Case) -> Iterator[Claim]:
    """What was seen and could not be read: a row that says so."""
    quantity, way = case.expression.quantity, case.expression.way
    if quantity is None:
        said = compass(way)
    else:
        said = (quantity.value, quantity.unit)
        if quantity.unit in _SHORT or _SPEED.match(case.text, case.expression.end):
            return
    why = f"Seen and not parsed: {_reason(case)}."
    yield claim(case, Finding(why=why), relation="unparsed", said=said)


def _reason(case: Case) -> str:
    quantity = case.expression.quantity
    if quantity is not None and quantity.best_m > HALF_TURN_M:
        return "no two places on Earth lie that far apart"
    if case.expression.kind == "lone distance" and case.expression.way is None:
        return "a distance without a place that it is measured from"
    return "no place was found that it is measured from"


def landforms(case: Case) -> Iterator[Claim]:
    """Into a deep valley, to mountains: seen, unnamed, and never a point."""
    form, (start, end) = case.expression.tag, (case.expression.start, case.expression.end)
    if any(r.start < end and r.end > start for r in case.references):
        return
    if re.search(rf"\bthe\s+(?:[\w-]+\s+)?{form}$", case.words, re.I):
        return
    why = f"Seen; the {form} has no name, so it is not mapped as a point."
    yield claim(case, Finding(why=why), said=(form, ""))
